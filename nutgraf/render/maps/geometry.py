"""Plane geometry for maps: clipping to a box, areas, and where in a shape a label fits.

Points are ``(x, y)`` in any plane coordinates: degrees, pixels. Rings repeat their first point.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

Point = tuple[float, float]
Line = tuple[Point, ...]
Polygon = tuple[Line, ...]
"""The outer ring and its holes."""

Box = tuple[float, float, float, float]
"""Least x, least y, greatest x, greatest y."""


def box_of(points: Iterable[Point]) -> Box:
    """The box round some points, at least one."""
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def is_overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_within(inner: Box, outer: Box) -> bool:
    """Whether a box lies in another."""
    starts = inner[0] >= outer[0] and inner[1] >= outer[1]
    return starts and inner[2] <= outer[2] and inner[3] <= outer[3]


def ring_area(ring: Sequence[Point]) -> float:
    """The area of a ring: positive where it runs against the clock (y upwards)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def clip_ring(ring: Sequence[Point], box: Box) -> Line:
    """The part of a ring in a box, closed; empty where there is none (Sutherland and Hodgman).

    Where the ring leaves and returns, the result runs along the edge of the box. So fill it, and
    stroke it only where that edge is out of sight.
    """
    points: Sequence[Point] = ring[:-1]
    for axis in (0, 1):
        points = _clipped(points, axis, box[axis], keeps_above=True)
        points = _clipped(points, axis, box[axis + 2], keeps_above=False)
    return (*points, points[0]) if len(points) > 2 else ()


def _clipped(points: Sequence[Point], axis: int, limit: float, *, keeps_above: bool) -> Sequence[Point]:
    inside = [point[axis] >= limit for point in points] if keeps_above else [point[axis] <= limit for point in points]
    if all(inside):
        return points
    found: list[Point] = []
    before, was_in = points[-1], inside[-1]
    for point, is_in in zip(points, inside, strict=True):
        if is_in != was_in:
            found.append(_crossing(before, point, axis, limit))
        if is_in:
            found.append(point)
        before, was_in = point, is_in
    return found


def _crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    share = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + share * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clip_line(line: Sequence[Point], box: Box) -> Iterator[Line]:
    """The stretches of a line that touch a box, whole steps: the box is cut by whoever draws."""
    west, south, east, north = box
    run: list[Point] = []
    for a, b in pairwise(line):
        is_level_in = (a[0] < east or b[0] < east) and (a[0] >= west or b[0] >= west)
        if is_level_in and (a[1] < north or b[1] < north) and (a[1] >= south or b[1] >= south):
            run += [b] if run else [a, b]
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def smoothed(line: Sequence[Point]) -> list[Point]:
    """A line with its corners cut (Chaikin); an open one keeps its ends, a ring stays closed."""
    if len(line) < 3:
        return list(line)
    is_ring = line[0] == line[-1]
    cut = [] if is_ring else [line[0]]
    for (x0, y0), (x1, y1) in pairwise(line):
        cut.append((0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1))
        cut.append((0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1))
    return [*cut, cut[0] if is_ring else line[-1]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place for a label: its middle, and how much room there is from left to right."""

    x: float
    y: float
    room: float


def label_spots(rings: Sequence[Line], width: float, height: float) -> list[Spot]:
    """Where in a shape a label of that size may stand, the best first.

    The shape is read in rows half a label high; a spot is the middle of a stretch that is inside
    on three rows running. Good is a stretch that holds the label, near the middle of the shape.
    """
    if not rings:
        return []
    box = box_of(point for ring in rings for point in ring)
    step = max(height / 2, (box[3] - box[1]) / 60)
    spots = _spots(tuple(rings), box, step)
    return [
        spot for spot, _ in sorted(spots, key=lambda each: min(each[0].room / width, 1.5) - 2 * each[1], reverse=True)
    ]


@lru_cache(maxsize=64)
def _spots(rings: tuple[Line, ...], box: Box, step: float) -> list[tuple[Spot, float]]:
    """All spots of a shape, each with its distance from the middle, as a share of the reach of the shape."""
    left, low, right, high = box
    rows = _rows(rings, low, step, math.ceil((high - low) / step))
    spots = [
        Spot((start + end) / 2, low + index * step, end - start)
        for index in range(1, len(rows) - 1)
        for start, end in _common(_common(rows[index - 1], rows[index]), rows[index + 1])
    ]
    (x, y), reach = _centre(spots), max(right - left, high - low) or 1.0
    return [(spot, math.hypot(spot.x - x, spot.y - y) / reach) for spot in spots]


def _centre(spots: list[Spot]) -> Point:
    """The middle of the shape, each row counting by its room."""
    total = sum(spot.room for spot in spots) or 1.0
    return (
        sum(spot.x * spot.room for spot in spots) / total,
        sum(spot.y * spot.room for spot in spots) / total,
    )


Run = tuple[float, float]


def _rows(rings: Sequence[Line], low: float, step: float, count: int) -> list[list[Run]]:
    """The stretches inside the shape on each row, by the even-odd rule."""
    crossings: list[list[float]] = [[] for _ in range(count + 1)]
    for ring in rings:
        above = [math.ceil((y - low) / step) for _, y in ring]
        for (one, other), (first, last) in zip(pairwise(ring), pairwise(above), strict=True):
            if first != last:
                (x0, y0), (x1, y1) = one, other
                for index in range(min(first, last), min(max(first, last), count + 1)):
                    crossings[index].append(x0 + (low + index * step - y0) / (y1 - y0) * (x1 - x0))
    ordered = (sorted(row) for row in crossings)
    return [list(zip(row[::2], row[1::2], strict=False)) for row in ordered]


def _common(one: list[Run], other: list[Run]) -> list[Run]:
    return [(max(a, c), min(b, d)) for a, b in one for c, d in other if a < d and c < b and a < b and c < d]
