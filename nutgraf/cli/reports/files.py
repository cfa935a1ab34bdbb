"""The files that findings are about, as a report needs them: their lines, and their paths in the repository."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

LARGEST = 16 * 1024 * 1024
"""Bytes. A larger file is not read for the sake of one line."""

LineReader = Callable[[str], Sequence[str]]
"""Gives the lines of a file by its shown path; none when it cannot be read."""


def no_lines(_path: str) -> Sequence[str]:
    """Give no lines, for reports that show none."""
    return ()


@dataclass(frozen=True, slots=True)
class Files:
    """How to look into files, and how to show what is found."""

    lines: LineReader = no_lines
    prefix: str = ""
    """From the repository's root to the project's: ``stories/``; empty when they are the same."""
    width: int = 100
    """Columns for text."""
    is_coloured: bool = False


def line_reader(root: Path) -> LineReader:
    """Return a reader that looks at each file of a project once, when a line of it is wanted."""
    seen: dict[str, Sequence[str]] = {}

    def lines(path: str) -> Sequence[str]:
        if path not in seen:
            seen[path] = _lines(root / path)
        return seen[path]

    return lines


def _lines(path: Path) -> Sequence[str]:
    """Return lines as the reader counts them: after any of the three line ends, without a byte order mark."""
    try:
        if path.stat().st_size > LARGEST:
            return ()
        text = path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ()
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def repository_prefix(root: Path) -> str:
    """Return the way from the root of the repository to a project: ``stories/``; empty outside any repository."""
    root = root.resolve()
    for parent in (root, *root.parents):
        if (parent / ".git").exists():
            inside = root.relative_to(parent).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
