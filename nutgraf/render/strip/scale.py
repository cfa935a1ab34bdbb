"""The scale of a timeline: crowded periods get more room than empty ones, in a few pieces that can be shown.

1. The time from the first event to the last is cut at the starts of years (of centuries or days where it is long or
   short); a crowded year is cut into months, a crowded month into days.
2. The ideal place of each cut is part time, part events: some of the width is shared out by the length of a period, the
   rest by what happened in it. With few events it is nearly all time.
3. That curve is drawn with as few straight pieces as keep close to it. Each is a `Stretch` with an even scale of its
   own, and begins where the calendar does; so the strip can say where its scale changes.

Seconds count from 1970-01-01T00:00, as in `PartialDate`.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from nutgraf.model.calendar import DAY, civil, day_number

Unit = Literal["century", "decade", "year", "month", "day"]

_UNITS: tuple[Unit, ...] = ("century", "decade", "year", "month", "day")
_YEARS: dict[Unit, int] = {"century": 100, "decade": 10, "year": 1}

_FIRST, _AFTER = (day_number(year, 1, 1) * DAY for year in (-9999, 10_000))
"""Where the years begin and end that a date can be written in."""
_MOST_CELLS = 120
_FEWEST_CELLS = 3
"""One event on one day is shown with the day before and the day after."""
_CROWDED = (0.05, 0.3, 0.5, 0.7, 0.9)
"""The share of all events above which a cell is cut into smaller ones, by how often it was cut before."""
_SHARE_OF_TIME = 0.15
_FEW, _MANY = 5, 30
"""Up to so many dates the scale is even; from so many on it follows the crowd as far as it may."""
_TOLERANCE = 0.04
"""How far, as a share of the width, a piece may be from the ideal."""
_MOST_STRETCHES = 7
_LEAST_CHANGE = 1.5
"""Pieces whose scales differ less are drawn as one."""
_ENLARGED = 3.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the scale: from `first` until just before `after`, drawn evenly from `left` to `right`."""

    first: int
    after: int
    left: float
    right: float
    pace: float
    """How many times more room it has than on a scale that is even from end to end."""

    @property
    def is_enlarged(self) -> bool:
        """Whether the stretch has so much more room that a reader must be told."""
        return self.pace >= _ENLARGED

    @property
    def seconds_per_unit(self) -> float:
        """How much time one unit of the drawing stands for."""
        return (self.after - self.first) / (self.right - self.left)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """From seconds to places on the strip; never falls, and rises everywhere between its ends."""

    stretches: tuple[Stretch, ...]

    @property
    def left(self) -> float:
        """Where the scale begins."""
        return self.stretches[0].left

    @property
    def right(self) -> float:
        """Where the scale ends."""
        return self.stretches[-1].right

    def x(self, second: float) -> float:
        """Return the place of an instant; what lies outside the scale is put at its end."""
        at = bisect_right(self.stretches, second, key=lambda stretch: stretch.first) - 1
        stretch = self.stretches[max(0, at)]
        share = (second - stretch.first) / (stretch.after - stretch.first)
        return min(stretch.right, stretch.left + max(0.0, share) * (stretch.right - stretch.left))


def time_scale(spans: Iterable[tuple[int, int]], first: int, after: int, left: float, right: float) -> TimeScale:
    """Return the scale for what needs room, given as (earliest, latest), for the period `first` to `after`."""
    weights = _Weights(spans)
    cuts = list(_cuts(weights, first, after))
    length = cuts[-1] - cuts[0]
    of_time = min(1.0, max(_SHARE_OF_TIME, 1 - (weights.total - _FEW) / (_MANY - _FEW)))
    ideal = [of_time * (cut - cuts[0]) / length + (1 - of_time) * weights.share_between(cuts[0], cut) for cut in cuts]
    ideal[-1] = 1.0
    knots = [(cuts[at], ideal[at]) for at in _clearly_different(cuts, ideal, _fewest_knots(cuts, ideal))]
    return TimeScale(
        tuple(
            Stretch(a, b, left + low * (right - left), left + high * (right - left), (high - low) * length / (b - a))
            for (a, low), (b, high) in pairwise(knots)
        )
    )


class _Weights:
    """How much happened until when. What may have happened at any time of a year is spread over that year."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        eighths = (1, 3, 5, 7)
        self._seconds = sorted(first + (last - first) * part // 8 for first, last in spans for part in eighths)
        self.total = len(self._seconds) / len(eighths)

    def share_between(self, first: int, after: int) -> float:
        inside = bisect_left(self._seconds, after) - bisect_left(self._seconds, first)
        return inside / max(1, len(self._seconds))


def _cuts(weights: _Weights, first: int, after: int) -> Iterator[int]:
    """Give the starts of all cells in order, then the end of the last."""
    unit, begin, end = _coarse_cells(first, after)
    start, stop = max(_FIRST, start_of(unit, begin)), min(_AFTER, start_of(unit, end))
    yield start
    yield from (cut for cut in _cells(weights, unit, begin, end, 0) if start < cut < stop)
    yield stop


def _coarse_cells(first: int, after: int) -> tuple[Unit, int, int]:
    """Return the finest unit that needs no more than `_MOST_CELLS`, and the numbers of the cells."""
    unit: Unit = "century"
    begin, end = 0, 0
    for unit in reversed(_UNITS):
        begin, end = index_of(unit, first), index_of(unit, after - 1) + 1
        if end - begin <= _MOST_CELLS:
            break
    lacking = max(0, _FEWEST_CELLS - (end - begin))
    return unit, begin - (lacking + 1) // 2, end + (lacking + 1) // 2


def _cells(weights: _Weights, unit: Unit, begin: int, end: int, depth: int) -> Iterator[int]:
    for index in range(begin, end):
        first, after = start_of(unit, index), start_of(unit, index + 1)
        if unit != "day" and weights.share_between(first, after) > _CROWDED[depth]:
            finer = _UNITS[_UNITS.index(unit) + 1]
            yield from _cells(weights, finer, index_of(finer, first), index_of(finer, after), depth + 1)
        else:
            yield first


def index_of(unit: Unit, second: int) -> int:
    """Return the number of the unit in which an instant lies; months and days are numbered through all years."""
    if unit == "day":
        return second // DAY
    year, month, _ = civil(second // DAY)
    return year * 12 + month - 1 if unit == "month" else year // _YEARS[unit]


def start_of(unit: Unit, index: int) -> int:
    """Return the first second of a unit: the inverse of `index_of`."""
    if unit == "day":
        return index * DAY
    if unit == "month":
        return day_number(index // 12, index % 12 + 1, 1) * DAY
    return day_number(index * _YEARS[unit], 1, 1) * DAY


def _fewest_knots(cuts: Sequence[int], ideal: Sequence[float]) -> list[int]:
    """Add the cut that is farthest from its ideal place until all are near enough."""
    knots = [0, len(cuts) - 1]
    while len(knots) <= _MOST_STRETCHES:
        strays = (stray for a, b in pairwise(knots) for stray in _strays(cuts, ideal, a, b))
        distance, worst = max(strays, default=(0.0, 0))
        if distance <= _TOLERANCE:
            break
        insort(knots, worst)
    return knots


def _strays(cuts: Sequence[int], ideal: Sequence[float], a: int, b: int) -> Iterator[tuple[float, int]]:
    """Give how far each cut between two knots would be from its ideal place."""
    slope = (ideal[b] - ideal[a]) / (cuts[b] - cuts[a])
    for at in range(a + 1, b):
        yield abs(ideal[a] + slope * (cuts[at] - cuts[a]) - ideal[at]), at


def _clearly_different(cuts: Sequence[int], ideal: Sequence[float], knots: Sequence[int]) -> list[int]:
    """Leave out knots at which the scale hardly changes."""
    kept = [knots[0]]
    for at, after in pairwise(knots[1:]):
        before = kept[-1]
        slower, faster = sorted((ideal[b] - ideal[a]) / (cuts[b] - cuts[a]) for a, b in ((before, at), (at, after)))
        if faster >= _LEAST_CHANGE * slower:
            kept.append(at)
    return [*kept, knots[-1]]
