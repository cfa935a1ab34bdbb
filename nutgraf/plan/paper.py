"""How much of a sheet a text takes: estimates in points, the same everywhere, as nobody knows a reader's fonts."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil
from typing import TypeVar
from unicodedata import east_asian_width

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a text is set: letters a line, points a line, points around it, in how many columns."""

    letters: int
    leading: float
    around: float
    columns: int = 1

    def height(self, text: str, least: int = 1) -> float:
        """Return what a text takes of the height of the sheet; `least` is the number of lines that it takes anyway."""
        lines = max(least, ceil(letters(text) / self.letters))
        return (lines * self.leading + self.around) / self.columns


def letters(text: str) -> int:
    """Return the length of a text; Chinese, Japanese and Korean characters are as wide as two letters."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def fitting(items: Iterable[Item], height: Callable[[Item], float], room: float) -> list[Item]:
    """Return the first items, as many as there is room for."""
    found = []
    for item in items:
        room -= height(item)
        if room < 0:
            break
        found.append(item)
    return found
