"""The content folder as git has it at a revision, read into memory: nothing is checked out, nothing is written."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

from nutgraf.desk.contents import Contents
from nutgraf.engine.project import CONTENT

_FILE_MODES = ("100644", "100755")
"""Links and other repositories are passed over, as they are no files."""


class RevisionError(Exception):
    """Git or a revision is missing, in words for whoever asked."""


def split_range(text: str) -> tuple[str, str]:
    """Return the two revisions of ``A..B``, ``A..``, ``..B``, ``A``; an empty second one is the folder as it is now."""
    first, dots, second = text.partition("..")
    if second.startswith(".") or ".." in second:
        raise RevisionError(f"{text}: write two dots between revisions, as in main..HEAD")
    return (first or "HEAD"), (second if dots else "")


def contents_at(root: Path, revision: str) -> Contents:
    """Return the files below content/ at a revision. Raises RevisionError when there is no such revision."""
    commit = _commit(root, revision)
    listed = _git(root, "ls-tree", "-r", "-z", commit, f"{CONTENT}/").decode("utf-8", "surrogateescape")
    blobs: dict[str, str] = {}
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, _, name = about.split()
        inside = path.removeprefix(f"{CONTENT}/")
        if mode in _FILE_MODES and not _is_hidden(inside):
            blobs[inside] = name
    answer = _git(root, "cat-file", "--batch", given="".join(f"{name}\n" for name in blobs.values()))
    return dict(sorted(zip(blobs, _bodies(answer), strict=True)))


def _is_hidden(path: str) -> bool:
    """Whether a build would pass a file over."""
    return any(part.startswith((".", "#")) or part.endswith("~") for part in path.split("/"))


def _bodies(answer: bytes) -> Iterator[bytes]:
    """Yield the contents from ``git cat-file --batch``: each has a line that ends in its size before it."""
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        size = int(answer[at:end].rpartition(b" ")[2])
        yield answer[end + 1 : end + 1 + size]
        at = end + size + 2


def _commit(root: Path, revision: str) -> str:
    try:
        _git(root, "rev-parse", "--git-dir")
    except RevisionError as error:
        raise RevisionError(f"this folder's history cannot be read: {error}") from None
    if revision.startswith("-"):
        raise RevisionError(f"{revision!r} is no revision: write one such as HEAD~1, main or a tag")
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    except RevisionError:
        is_short = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
        more = "the history was cut off when it was copied: fetch it whole" if is_short else "see `git log --oneline`"
        raise RevisionError(f"git knows no revision {revision!r}: {more}") from None


def _git(root: Path, *arguments: str, given: str = "") -> bytes:
    """Run git in the project's folder and return what it writes."""
    command = ["git", *arguments]
    settings = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
    try:
        done = subprocess.run(  # noqa: S603 - no shell; revisions cannot be taken for options
            command, cwd=root, input=given.encode(), capture_output=True, check=False, env=settings
        )
    except FileNotFoundError:
        raise RevisionError("git is not installed, or not on the PATH") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise RevisionError(said[0].removeprefix("fatal: ") if said else f"git {arguments[0]} failed")
    return done.stdout
