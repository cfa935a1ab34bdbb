"""Where everything in a strip stands: lanes, in them marks and bands, in rows so that none covers another.

- Each event stands in every lane that holds it; those that no lane holds share one of their own.
- A date wider than its mark gets a band from the first to the last moment that can be meant, the mark in the middle.
- An interval is a bar that lasts, its mark where it begins (where it ends, if the beginning is open).
- One of several dates is a band for each, and the mark between them.
- An approximate or uncertain end is soft: it fades out over as much time as the end itself is wide.
- An open end fades out towards the edge of the strip.

Rows: events from left to right, each in the first row that is free at its left end; two heaps know which that is, so
that thousands of events on one day take no longer than thousands on many.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from itertools import accumulate
from typing import Literal

from nutgraf.model.dates import PartialDate
from nutgraf.plan.contexts import EventView, TimelineView
from nutgraf.render.strip.scale import TimeScale, time_scale

BarKind = Literal["may", "lasts", "either"]
Fade = Literal["", "in", "out"]

_CELLS = (24.0, 16.0, 12.0)
"""Room for a mark. 24 is what a finger needs; the smaller ones are for lanes too crowded to be seen whole otherwise."""
_MOST_ROWS = 10
_WIDEST_MARK = 0.58
"""Width of the largest mark, as a share of its cell."""

WIDTH = 1040
EDGE, _PLOT = 2.0, 26.0
"""From the sides: where lanes end, and where the scale ends. Between them is room for open ends."""
AXIS = 40.0
"""The height at which the axis lies, its names above it and the lanes below."""
NAME = 18.0
"""Room for the name of a lane, above its marks."""
_BELOW_AXIS, _LANE_FOOT, FOOT = 5.0, 3.0, 24.0
_LEAST_FADE = 3.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a band: `may` (some time in it), `lasts` (all through it), `either` (joins alternatives)."""

    kind: BarKind
    left: float
    right: float
    fade: Fade = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event in a lane. `left` and `right` bound all that is drawn of it and its target."""

    event: EventView
    x: float
    left: float
    right: float
    bars: tuple[Bar, ...]
    row: int = 0


@dataclass(frozen=True, slots=True)
class Lane:
    """A timeline's part of the strip."""

    name: str
    marks: tuple[Mark, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class StripLayout:
    """A strip, laid out but not drawn: a unit is a CSS pixel where the strip has its own size."""

    scale: TimeScale
    cell: float
    """The side of the square in which a mark stands alone."""
    lanes: tuple[Lane, ...]

    @property
    def tops(self) -> list[float]:
        """Where each lane begins, and where the last one ends."""
        heights = (NAME + lane.rows * self.cell + _LANE_FOOT for lane in self.lanes)
        return list(accumulate(heights, initial=AXIS + _BELOW_AXIS))

    @property
    def bars(self) -> Iterator[Bar]:
        """All pieces of bands."""
        return (bar for lane in self.lanes for mark in lane.marks for bar in mark.bars)


def lay_out(timeline: TimelineView, other: str) -> StripLayout:
    """Lay out a timeline that has events; `other` names the lane of those that belong to none."""
    members = _events_by_lane(timeline, other)
    scale = _scale(timeline, [events for _, events in members])
    cell, lanes = 0.0, list[Lane]()
    for cell in _CELLS:
        lanes = [Lane(name, *_in_rows(_mark(event, scale, cell) for event in events)) for name, events in members]
        if max(lane.rows for lane in lanes) <= _MOST_ROWS:
            break
    return StripLayout(scale, cell, tuple(lanes))


def importance_of(event: EventView) -> int:
    """Return 1, 2 or 3: there is no shape for more."""
    return min(3, max(1, event.importance))


def _events_by_lane(timeline: TimelineView, other: str) -> list[tuple[str, list[EventView]]]:
    """Return name and events of each lane that has any."""
    members: dict[str, list[EventView]] = {lane.id: [] for lane in timeline.lanes}
    rest = []
    for event in timeline.events:
        shown = dict.fromkeys(each.id for each in event.timelines if each.id in members)
        for key in shown:
            members[key].append(event)
        if not shown:
            rest.append(event)
    lanes = [(lane.label, members[lane.id]) for lane in timeline.lanes]
    last = (other if timeline.lanes else timeline.title, rest)
    return [lane for lane in (*lanes, last) if lane[1]]


def _scale(timeline: TimelineView, lanes: Sequence[Sequence[EventView]]) -> TimeScale:
    """Return the scale. Each date of a lane needs room once: more room would not part events of one date."""
    spans = [span for events in lanes for span in {_known(event.date) for event in events}]
    known = [_known(event.date) for event in timeline.events]
    first, last = min(first for first, _ in known), max(last for _, last in known)
    return time_scale(spans, first, last + 1, _PLOT, WIDTH - _PLOT)


def _known(date: PartialDate) -> tuple[int, int]:
    """Return the earliest and the latest moment; of an open date, the end that is known for both."""
    ends = [at for at in (date.earliest, date.latest) if at is not None]
    return ends[0], ends[-1]


def _in_rows(marks: Iterable[Mark]) -> tuple[tuple[Mark, ...], int]:
    """Return the marks from left to right, each with its row, and how many rows they take."""
    placed: list[Mark] = []
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    rows = 0
    for mark in sorted(marks, key=lambda mark: (mark.left, mark.right)):
        while busy and busy[0][0] <= mark.left:
            heappush(free, heappop(busy)[1])
        if not free:
            heappush(free, rows)
            rows += 1
        row = heappop(free)
        heappush(busy, (mark.right, row))
        placed.append(replace(mark, row=row))
    return tuple(placed), rows


def _mark(event: EventView, scale: TimeScale, cell: float) -> Mark:
    date = event.date
    left, right = _ends(date, scale)
    bars = tuple(_bars(date, scale))
    if max(bar.right for bar in bars) - min(bar.left for bar in bars) <= _WIDEST_MARK * cell:
        bars = ()
    x = _round(_place(date, left, right, bool(bars)))
    begins = min([x - cell / 2, *(bar.left - 2 for bar in bars)])
    ends = max([x + cell / 2, *(bar.right + 2 for bar in bars)])
    return Mark(event, x, begins, ends, bars)


def _ends(date: PartialDate, scale: TimeScale) -> tuple[float, float]:
    """Return where the earliest and the latest moment are; an open end is the edge of the strip."""
    left = EDGE if date.earliest is None else _round(scale.x(date.earliest))
    right = WIDTH - EDGE if date.latest is None else _round(scale.x(date.latest + 1))
    return left, right


def _place(date: PartialDate, left: float, right: float, has_bars: bool) -> float:
    if date.kind != "interval" or not (has_bars or date.earliest is None or date.latest is None):
        return (left + right) / 2
    return right if date.earliest is None else left


def _bars(date: PartialDate, scale: TimeScale) -> Iterator[Bar]:
    left, right = _ends(date, scale)
    if date.kind == "one-of":
        yield Bar("either", left, right)
        for choice in date.choices:
            yield from _band("may", choice, _ends(choice, scale), scale)
    else:
        yield from _band("lasts" if date.kind == "interval" else "may", date, (left, right), scale)


def _band(kind: BarKind, date: PartialDate, ends: tuple[float, float], scale: TimeScale) -> Iterator[Bar]:
    """Give the band of a date: what is firm, and before and after it what is soft or open."""
    left, right = ends
    if date.earliest is None or date.latest is None:
        yield Bar(kind, left, right, "in" if date.earliest is None else "out")
    else:
        yield Bar(kind, left, right)
    first, last = date.parts[0], date.parts[-1]
    if first.qualifier and date.earliest is not None:
        fade = date.earliest - _width(first)
        start = EDGE if fade < scale.stretches[0].first else _round(scale.x(fade))
        yield Bar(kind, min(start, left - _LEAST_FADE), left, "in")
    if last.qualifier and date.latest is not None:
        fade = date.latest + 1 + _width(last)
        end = WIDTH - EDGE if fade > scale.stretches[-1].after else _round(scale.x(fade))
        yield Bar(kind, right, max(end, right + _LEAST_FADE), "out")


def _width(date: PartialDate) -> int:
    """Return the seconds that a single date is wide."""
    return (date.latest or 0) - (date.earliest or 0) + 1


def _round(x: float) -> float:
    return round(x, 1)
