"""The Chromium of the browser tests: found, and by `python tests/chromium.py` installed if need be.

1. Where NUTGRAF_CHROMIUM is set: the one that it names, and no other.
2. One on PATH.
3. The one that Playwright downloaded.
4. None yet: Debian's package is installed for root on Debian, else what Playwright downloads.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The commands by which systems know a Chromium, the preferred first."""

ADVICE = "The browser tests need Chromium: install it so that it is on PATH, or set NUTGRAF_CHROMIUM to its path."

APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]

PRINT_DOWNLOADED = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
"""In a process of its own, as Playwright refuses a second one beside that of a running test."""


@cache
def find_chromium() -> Path | None:
    """Return the first Chromium that answers, or None."""
    return next((path for path in _candidates() if _is_chromium(path)), None)


def install_chromium() -> None:
    """Install a Chromium as suits this system, without a word unless the installer fails."""
    for command in _installation():
        done = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            sys.stderr.buffer.write(done.stdout)
            return
    find_chromium.cache_clear()


def main() -> int:
    """Install a Chromium where there is none; if that fails say what to do and return 1."""
    if not find_chromium() and not os.environ.get("NUTGRAF_CHROMIUM"):
        print("Installing Chromium for the browser tests: once", flush=True)
        install_chromium()
    if find_chromium():
        return 0
    print(ADVICE, file=sys.stderr)
    return 1


def _candidates() -> Iterator[Path]:
    if named := os.environ.get("NUTGRAF_CHROMIUM"):
        yield Path(named)
        return
    yield from (Path(found) for name in NAMES if (found := shutil.which(name)))
    downloaded = _output([sys.executable, "-c", PRINT_DOWNLOADED])
    if downloaded:
        yield Path(downloaded)


def _is_chromium(path: Path) -> bool:
    """Tell a browser from a script of that name which only says what package to install."""
    return "Chrom" in _output([str(path), "--version"])


def _output(command: list[str]) -> str:
    """Return what the command printed, nothing if it failed."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
            check=True,
            text=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _installation() -> list[list[str]]:
    """Return the commands that install a Chromium on this system."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    has_apt = shutil.which("apt-get") is not None
    if is_root and has_apt and _distribution() == "debian":
        return [[*APT, "update"], [*APT, "install", "--yes", "--no-install-recommends", "chromium"]]
    download = [sys.executable, "-m", "playwright", "install"]
    libraries = ["--with-deps"] if is_root and has_apt else []
    return [[*download, *libraries, "chromium"]]


def _distribution() -> str:
    """Return the distribution's id (`debian`), nothing on systems other than Linux."""
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
