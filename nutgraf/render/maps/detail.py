"""How much detail a map keeps where, and lines and rings thinned to it.

The world is divided into zones round the view, each some three times as wide as the one before and
four times as coarse. Every point of the data carries a rank: how much it matters to its line. A
line is thinned by comparing each point's rank with that of the zone in which it lies, so a line
that runs through several zones fades from fine to coarse and stays one line.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from nutgraf.render.maps.data import (
    FINEST_KM,
    RANKS_PER_DOUBLING,
    UNITS_PER_DEGREE,
    Country,
    Lines,
    Nearby,
    Ring,
    Shape,
    Shapes,
    Strokes,
)
from nutgraf.render.maps.geometry import Box, Line, Point, Polygon, is_overlap, is_within, ring_area, smoothed
from nutgraf.render.maps.values import Bounds

KM_PER_DEGREE = 111.32
COARSEST_KM = 45.0
SMALLEST_DEGREES = 0.01
"""A view without an extent is taken for one of about a kilometre."""
_WORLD = Bounds(-180, -90, 180, 90)
_KEPT = 8192
"""Lines and rings that are kept: most of the world is drawn alike on maps of one scale."""
_NOWHERE = (math.inf, math.inf, -math.inf, -math.inf)
_EVERYWHERE = (-math.inf, -math.inf, math.inf, math.inf)


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
    return (*zones, _zone(_WORLD, tolerance))


def even_zone(rank: int) -> Zone:
    """The world, with the detail of a rank everywhere."""
    return _zone(_WORLD, FINEST_KM * 2 ** (rank / RANKS_PER_DOUBLING))


def _zone(bounds: Bounds, tolerance: float) -> Zone:
    km = min(tolerance, COARSEST_KM)
    edges = (bounds.west, bounds.south, bounds.east, bounds.north)
    west, south, east, north = (edge * UNITS_PER_DEGREE for edge in edges)
    rank = max(0, round(RANKS_PER_DOUBLING * math.log2(km / FINEST_KM)))
    return Zone((west, south, east, north), km, rank)


class Thinner:
    """Lines of one file, thinned as the zones say, each once.

    What lies in one zone depends on the detail of that zone alone, so maps share it.
    """

    def __init__(
        self, lines: Lines, zones: tuple[Zone, ...], *, smooths: bool = False, only: Box | None = None
    ) -> None:
        """``smooths``: cut corners where the view is finer than the data, as suits water.

        ``only``: nobody will look beyond this box, so what does not touch it is left out.
        """
        self._lines, self._zones, self._only = lines, zones, only
        self._smooths = smooths and zones[0].tolerance < FINEST_KM / 2
        self._done: dict[int, Line] = {}
        self._digits = 3 if zones[0].tolerance < 2.5 else 2
        self._least_areas = [zone.least_area for zone in zones]
        self._tolerances = [zone.tolerance for zone in zones]

    @property
    def rank_beyond(self) -> int:
        """The rank of the points that are kept round the view."""
        return self._zones[1].rank

    def is_near(self, country: Country) -> bool:
        """Whether a country reaches into the view or the zone round it."""
        box = self._zones[1].box
        return is_overlap(country.box, box) and any(
            is_overlap(outer[2], box) and self._is_seen(outer[2]) for outer, *_ in country.polygons
        )

    def shapes(self, source: Shapes) -> Iterator[Polygon]:
        """The shapes that are large enough where they lie."""
        return self.polygons(source.polygons[number] for number in self._candidates(source.nearby))

    def polygons(self, source: Iterable[Shape]) -> Iterator[Polygon]:
        """As `shapes`, of some."""
        for outer, *holes in source:
            if ring := self._ring(outer):
                yield (ring, *filter(None, map(self._ring, holes)))

    def strokes(self, source: Strokes, *, least: float, coarsest: float = math.inf) -> Iterator[Line]:
        """Open lines, those left out that are shorter than ``least`` tolerances."""
        for number in self._candidates(source.nearby):
            box = source.nearby.boxes[number]
            size = max(box[2] - box[0], box[3] - box[1]) * KM_PER_DEGREE / UNITS_PER_DEGREE
            zones = bisect_right(self._tolerances, min(size / least, coarsest))
            if self._is_seen(box) and self._reaches(box, zones):
                yield self._line(source.lines[number])

    def _candidates(self, nearby: Nearby) -> Sequence[int]:
        return range(len(nearby.boxes)) if self._only is None else nearby.numbers(self._only)

    def _is_seen(self, box: Box) -> bool:
        return self._only is None or is_overlap(_solid(box), self._only)

    def _reaches(self, box: Box, count: int) -> bool:
        """Whether a box touches one of the ``count`` finest zones; every box touches the world."""
        return count == len(self._zones) or (count > 0 and is_overlap(_solid(box), self._zones[count - 1].box))

    def _ring(self, ring: Ring) -> Line:
        """The joined ring; empty where it is out of sight, too small or has thinned away."""
        area, refs, box = ring
        if not (self._is_seen(box) and self._reaches(box, bisect_right(self._least_areas, area))):
            return ()
        zone = self._zone(box)
        if is_within(box, zone.box):
            return _even_ring(self._lines, refs, zone.rank, self._digits, self._is_smooth(zone))
        return _joined(self._line(ref) if ref >= 0 else self._line(~ref)[::-1] for ref in refs)

    def _zone(self, box: Box) -> Zone:
        """The finest zone that a box touches."""
        return next((z for z in self._zones if is_overlap(_solid(box), z.box)), self._zones[-1])

    def _is_smooth(self, zone: Zone) -> bool:
        return self._smooths and zone is self._zones[0]

    def _line(self, index: int) -> Line:
        if index not in self._done:
            self._done[index] = self._thinned(index)
        return self._done[index]

    def _thinned(self, index: int) -> Line:
        box = self._lines.boxes[index]
        if not self._is_seen(box):
            return _chord(self._lines, index, self._digits)
        zone = self._zone(box)
        if is_within(box, zone.box):
            return _even_line(self._lines, index, zone.rank, self._digits, self._is_smooth(zone))
        return _drawn(self._faded(index, zone), self._digits, self._is_smooth(zone))

    def _faded(self, index: int, finest: Zone) -> list[Point]:
        """A line that runs through several zones: each point is kept in the zones that are no finer than its rank."""
        found: list[Point] = []
        for x, y, rank in self._lines.ranked(index, finest.rank):
            west, south, east, north = self._reach[rank]
            if west <= x <= east and south <= y <= north:
                found.append((x, y))
        return found

    @cached_property
    def _reach(self) -> list[Box]:
        """For each rank the box within which points of that rank are kept."""
        ranks = [zone.rank for zone in self._zones]
        boxes = [_NOWHERE, *(zone.box for zone in self._zones[:-1]), _EVERYWHERE]
        return [boxes[bisect_right(ranks, rank)] for rank in range(256)]


@lru_cache(maxsize=_KEPT)
def _chord(lines: Lines, index: int, digits: int) -> Line:
    """The ends of a line. Both lie in its box, and so does what is between them."""
    return _degrees(lines.ends(index), digits)


@lru_cache(maxsize=_KEPT)
def _even_ring(lines: Lines, refs: tuple[int, ...], rank: int, digits: int, is_smooth: bool) -> Line:
    """A ring in one zone."""
    return _joined(_even_line(lines, max(ref, ~ref), rank, digits, is_smooth)[:: 1 if ref >= 0 else -1] for ref in refs)


@lru_cache(maxsize=_KEPT)
def _even_line(lines: Lines, index: int, rank: int, digits: int, is_smooth: bool) -> Line:
    """A line in one zone."""
    return _drawn([(x, y) for x, y, _ in lines.ranked(index, rank)], digits, is_smooth)


def _joined(lines: Iterable[Line]) -> Line:
    """A ring of lines that follow each other; empty where nothing is left of it."""
    points: list[Point] = []
    for line in lines:
        points += line[1:] if points else line
    return tuple(points) if len(points) > 3 and ring_area(points) else ()


def _drawn(line: list[Point], digits: int, is_smooth: bool) -> Line:
    return _degrees(smoothed(smoothed(line)) if is_smooth else line, digits)


def _degrees(points: Iterable[Point], digits: int) -> Line:
    """Degrees with two or three decimals, without points that fall on the one before."""
    line = [(round(x / UNITS_PER_DEGREE, digits), round(y / UNITS_PER_DEGREE, digits)) for x, y in points]
    return (line[0], *(point for before, point in pairwise(line) if point != before))


def _solid(box: Box) -> Box:
    """A box that overlaps what it touches, even when it is flat."""
    return box[0], box[1], box[2] + 0.5, box[3] + 0.5
