"""Names on a map that do not run into each other: greedy, by priority, the same on every run."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutgraf.render.maps.geometry import Box, Point, is_within
from nutgraf.render.maps.grid import Grid


class Crowd:
    """The boxes taken on one sheet."""

    def __init__(self, sheet: Box) -> None:
        self._sheet = sheet
        self._taken = Grid()

    def is_free(self, box: Box) -> bool:
        """Whether a box lies on the sheet and touches nothing."""
        return is_within(box, self._sheet) and not self._taken.is_hit(box)

    def take(self, box: Box) -> None:
        """Keep a box free of what comes later."""
        self._taken.add(box)


def square(point: Point, half: float) -> Box:
    """The box round a point."""
    return point[0] - half, point[1] - half, point[0] + half, point[1] + half


_TURNS = tuple((math.cos(angle), math.sin(angle)) for angle in (math.tau * (turn / 16 + 0.03) for turn in range(16)))


def badge_spots(point: Point, step: float) -> Iterator[Point]:
    """Where a symbol may stand: on its point, else round it, further and further out."""
    x, y = point
    yield point
    for distance in (1.1, 1.6, 2.2, 2.9, 3.7):
        away = distance * step
        for east, south in _TURNS:
            yield x + away * east, y - away * south


@dataclass(frozen=True, slots=True)
class Placed:
    """A text with its anchor point (left or right end of the baseline) on the sheet."""

    x: float
    y: float
    anchor: str
    """``start``, ``middle`` or ``end``, as SVG says it."""


def name_spots(badge: Point, radius: float, width: float, size: float) -> Iterator[tuple[Placed, Box]]:
    """Where a name may stand beside its symbol, the most legible first, each with its box."""
    x, y = badge
    gap = radius + 3.5
    for anchor, at_x, at_y in (
        ("start", x + gap, y + size * 0.35),
        ("end", x - gap, y + size * 0.35),
        ("start", x + gap * 0.8, y - size * 0.45),
        ("start", x + gap * 0.8, y + size * 1.1),
        ("end", x - gap * 0.8, y - size * 0.45),
        ("end", x - gap * 0.8, y + size * 1.1),
        ("middle", x, y + radius + size * 1.05),
        ("middle", x, y - radius - size * 0.45),
    ):
        placed = Placed(at_x, at_y, anchor)
        yield placed, text_box(placed, width, size)


def text_box(placed: Placed, width: float, size: float, lines: int = 1) -> Box:
    """The box of a text, its lines a fifth further apart than their size."""
    left = {"start": 0.0, "middle": width / 2, "end": width}[placed.anchor]
    low = placed.y + size * (0.25 + 1.2 * (lines - 1))
    return placed.x - left, placed.y - size * 0.85, placed.x - left + width, low


def two_lines(name: str) -> tuple[str, ...]:
    """The name on two lines of nearly one length, or on one where it is a single word."""
    words = name.split(" ")
    breaks = [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]
    return min(breaks, key=lambda pair: max(map(len, pair)), default=(name,))


def first_free(crowd: Crowd, spots: Iterable[tuple[Placed, Box]]) -> Placed | None:
    """The first spot that is free, taken at once."""
    for placed, box in spots:
        if crowd.is_free(box):
            crowd.take(box)
            return placed
    return None
