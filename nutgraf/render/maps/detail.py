"""How much detail a map keeps where, and lines and rings thinned to it.

The world is divided into zones round the view, each some three times as wide as the one before and
four times as coarse. Every point of the data carries a rank: how much it matters to its line. A
line is thinned by comparing each point's rank with that of the zone in which it lies, so a line
that runs through several zones fades from fine to coarse and stays one line.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from nutgraf.render.maps.data import FINEST_KM, RANKS_PER_DOUBLING, UNITS_PER_DEGREE, Lines, Ring
from nutgraf.render.maps.geometry import Box, Line, Point, Polygon, is_overlap, is_within, ring_area, smoothed
from nutgraf.render.maps.values import Bounds

KM_PER_DEGREE = 111.32
COARSEST_KM = 45.0
SMALLEST_DEGREES = 0.01
"""A view without an extent is taken for one of about a kilometre."""


@dataclass(frozen=True, slots=True)
class Zone:
    """Where (thousandths of a degree) how much detail is kept."""

    box: Box
    tolerance: float
    rank: int

    @property
    def least_area(self) -> float:
        """Square kilometres below which an island is a speck."""
        return 4 * self.tolerance**2


def zones_round(view: Bounds, pixels: int, margin: float) -> tuple[Zone, ...]:
    """From the view outwards to the world.

    Each is about as sharp as the one before when a reader zooms out until it fills the screen.
    """
    width, height = view.east - view.west, view.north - view.south
    shrink = math.cos(math.radians((view.north + view.south) / 2))
    size = max(width, height, SMALLEST_DEGREES)
    tolerance = max(width * shrink, height, SMALLEST_DEGREES) * KM_PER_DEGREE / pixels
    zones: list[Zone] = []
    while len(zones) < 12:
        pad = margin * size
        zones.append(_zone(view.padded(pad), tolerance))
        if pad > 180:
            break
        margin, tolerance = 3 * margin + 0.75, 4 * tolerance
    return (*zones, _zone(Bounds(-180, -90, 180, 90), tolerance))


def _zone(bounds: Bounds, tolerance: float) -> Zone:
    km = min(tolerance, COARSEST_KM)
    edges = (bounds.west, bounds.south, bounds.east, bounds.north)
    west, south, east, north = (edge * UNITS_PER_DEGREE for edge in edges)
    rank = max(0, round(RANKS_PER_DOUBLING * math.log2(km / FINEST_KM)))
    return Zone((west, south, east, north), km, rank)


class Thinner:
    """Lines of one file, thinned as the zones say, each once."""

    def __init__(
        self, lines: Lines, zones: tuple[Zone, ...], *, smooths: bool = False, only: Box | None = None
    ) -> None:
        """``smooths``: cut corners where the view is finer than the data, as suits water.

        ``only``: nobody will look beyond this box, so what does not touch it is left out.
        """
        self._lines, self._zones, self._only = lines, zones, only
        self._smooths = smooths and zones[0].tolerance < FINEST_KM / 2
        self._done: dict[int, list[Point]] = {}
        self._digits = 3 if zones[0].tolerance < 2.5 else 2

    def is_near(self, source: Iterable[tuple[Ring, ...]]) -> bool:
        """Whether one of the polygons reaches into the view or the zone round it."""
        return any(is_overlap(outer[2], self._zones[1].box) and self._is_seen(outer[2]) for outer, *_ in source)

    def polygons(self, source: Iterable[tuple[Ring, ...]]) -> Iterator[Polygon]:
        """The polygons that are large enough where they lie."""
        for outer, *holes in source:
            ring = self._ring(outer) if self._is_seen(outer[2]) else ()
            if ring:
                yield (ring, *filter(None, map(self._ring, holes)))

    def strokes(self, indices: Iterable[int], *, least: float, coarsest: float = math.inf) -> Iterator[Line]:
        """Open lines, those left out that are shorter than ``least`` tolerances."""
        for index in indices:
            box = self._lines.boxes[index]
            if not self._is_seen(box):
                continue
            zone = self._zone(box)
            size = max(box[2] - box[0], box[3] - box[1]) * KM_PER_DEGREE / UNITS_PER_DEGREE
            if zone.tolerance <= coarsest and size >= least * zone.tolerance:
                yield tuple(self._line(index))

    def _is_seen(self, box: Box) -> bool:
        return self._only is None or is_overlap(_solid(box), self._only)

    def _ring(self, ring: Ring) -> Line:
        """The joined ring; empty where it is too small or has thinned away."""
        area, refs, box = ring
        if area < self._zone(box).least_area:
            return ()
        points: list[Point] = []
        for ref in refs:
            line = self._line(ref) if ref >= 0 else self._line(~ref)[::-1]
            points += line[1:] if points else line
        return tuple(points) if len(points) > 3 and ring_area(points) else ()

    def _zone(self, box: Box) -> Zone:
        """The finest zone that a box touches."""
        return next((z for z in self._zones if is_overlap(_solid(box), z.box)), self._zones[-1])

    def _line(self, index: int) -> list[Point]:
        if index not in self._done:
            self._done[index] = self._thinned(index)
        return self._done[index]

    def _thinned(self, index: int) -> list[Point]:
        box = self._lines.boxes[index]
        if not self._is_seen(box):
            return self._degrees(self._lines.ends(index))  # both lie in the box, and so does the chord between them
        xs, ys, ranks = self._lines.columns(index)
        zone = self._zone(box)
        spots = zip(xs, ys, ranks, strict=True)
        line: list[Point]
        if is_within(box, zone.box):
            line = [(x, y) for x, y, rank in spots if rank >= zone.rank]
        else:
            line = [(x, y) for x, y, rank in spots if rank >= self._rank_at(x, y)]
        is_smooth = self._smooths and zone is self._zones[0]
        return self._degrees(smoothed(smoothed(line)) if is_smooth else line)

    def _rank_at(self, x: int, y: int) -> int:
        for zone in self._zones:
            west, south, east, north = zone.box
            if west <= x <= east and south <= y <= north:
                return zone.rank
        return self._zones[-1].rank

    def _degrees(self, points: Iterable[Point]) -> list[Point]:
        """Degrees with two or three decimals, without points that fall on the one before."""
        line: list[Point] = []
        for x, y in points:
            east, north = x / UNITS_PER_DEGREE, y / UNITS_PER_DEGREE
            point = round(east, self._digits), round(north, self._digits)
            if not line or point != line[-1]:
                line.append(point)
        return line


def _solid(box: Box) -> Box:
    """A box that overlaps what it touches, even when it is flat."""
    return box[0], box[1], box[2] + 0.5, box[3] + 0.5
