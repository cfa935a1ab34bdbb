"""A line of a file with a caret under one of its characters, in columns of a terminal.

Tabs are shown as arrows, as they are often the fault; what cannot be seen, or would steer the terminal, as a dot. Wide
characters take two columns, combining ones none. A line that does not fit is cut around the caret.
"""

import unicodedata
from dataclasses import dataclass

_TAB, _TAB_WIDTH = "→", 4
_UNSEEN = "·"
_CUT = "…"
_LONGEST = 2000
"""Characters of a longer line that are looked at: a file may be one line."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is shown of a line, and the column (from 0) of the caret under it."""

    shown: str
    caret: int


def frame(line: str, column: int, width: int) -> Frame:
    """Return what fits into a number of columns around a character of a line (from 1; behind its end: at its end)."""
    start = max(0, column - _LONGEST // 2) if len(line) > _LONGEST else 0
    cells = _cells(line[start : start + _LONGEST].rstrip(" \n"))
    at = max(0, min(column - 1 - start, len(cells)))
    first, last = _window(cells, at, max(width, 8))
    before, after = _CUT if first or start else "", _CUT if last < len(cells) else ""
    shown = "".join(text for text, _ in cells[first:last])
    return Frame(f"{before}{shown}{after}", len(before) + sum(count for _, count in cells[first:at]))


def printable(text: str) -> str:
    """Return a text on one line, without anything that would steer a terminal."""
    return "".join(_UNSEEN if _is_unseen(each) else each for each in " ".join(text.splitlines()))


def _cells(line: str) -> list[tuple[str, int]]:
    """Return each character as it is shown, and how many columns it takes."""
    cells: list[tuple[str, int]] = []
    at = 0
    for character in line:
        cells.append(_cell(character, at))
        at += cells[-1][1]
    return cells


def _cell(character: str, at: int) -> tuple[str, int]:
    if character == "\t":
        count = _TAB_WIDTH - at % _TAB_WIDTH
        return _TAB.ljust(count), count
    if _is_unseen(character):
        return _UNSEEN, 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return character, 0
    return character, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _is_unseen(character: str) -> bool:
    """Whether a character is a control, a separator of lines, or turns the direction of text."""
    turns = character in "\u200e\u200f\u061c" or "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"
    return turns or character == "\ufeff" or unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs")


def _window(cells: list[tuple[str, int]], at: int, width: int) -> tuple[int, int]:
    """Return the half-open range of characters that fits, with the caret's inside, and room for the signs of a cut."""
    if sum(count for _, count in cells) <= width:
        return 0, len(cells)
    first = last = at
    room = width - 2 * len(_CUT)
    while room > 0:
        left = cells[first - 1][1] if first else room + 1
        right = cells[last][1] if last < len(cells) else room + 1
        goes_left = left <= room and (at - first <= last - at or right > room)
        if not goes_left and right > room:
            break
        room -= left if goes_left else right
        first, last = (first - 1, last) if goes_left else (first, last + 1)
    return first, last
