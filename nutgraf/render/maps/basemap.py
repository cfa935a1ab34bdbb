"""The ground of a map: land, countries, borders, rivers and lakes, as fine as the map needs.

Nothing is cut off at the view, so a reader who pans or zooms out meets no edge. Instead the detail
fades with the distance from the view. One shape stays one shape: no bands that overlap, no seams.
The renderers clip what they draw.

1. zones round the view, lines thinned to them (``basemap_detail``);
2. rings joined from lines, small islands left out;
3. countries near the view, each with a point for its label.

A thinned ring may cross itself in a spot or two far from the view; filled, that is a speck.
"""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from nutgraf.render.maps.data import UNITS_PER_DEGREE, Country, world_land, world_water
from nutgraf.render.maps.detail import SMALLEST_DEGREES, Thinner, even_zone, zones_round
from nutgraf.render.maps.geometry import (
    Box,
    Line,
    Point,
    Polygon,
    box_of,
    clip_ring,
    is_overlap,
    is_within,
    label_spots,
)
from nutgraf.render.maps.values import Bounds, MapPlace

RIVERS_UP_TO_KM = 12.0
"""Rivers are context for the view: zones coarser than this go without."""


GRID_STEPS = 4
"""Frames that maps share lie on a grid of so many steps to their side."""
_SHARED_KEPT = 32


@dataclass(frozen=True, eq=False)
class CountryShape:
    """A country near a view. Its shape is thinned when somebody looks at it."""

    country: Country
    ground: Thinner
    view: Bounds

    @property
    def name(self) -> str:
        """Its name in English; empty where none is to be printed."""
        return self.country.name

    @cached_property
    def box(self) -> Box:
        """The box round all of it."""
        west, south, east, north = (edge / UNITS_PER_DEGREE for edge in self.country.box)
        return west, south, east, north

    @cached_property
    def polygons(self) -> tuple[Polygon, ...]:
        """Its shape, as fine as the view needs."""
        return tuple(self.ground.polygons(self.country.polygons))

    @cached_property
    def label(self) -> Point | None:
        """Where its name fits best, if anywhere: in what the view shows of it, else in the whole of it."""
        shown = self._shown_in(self.view)
        pixel = _pixel(self.view)
        return _roomy(shown, self.name, pixel) if shown else _label_beyond(self.country, self.ground.rank_beyond, pixel)

    def label_in(self, view: Bounds) -> Point | None:
        """Where its name fits best in a part of the view."""
        if self.label and view.holds(*self.label):
            return self.label
        shown = self._shown_in(view)
        return _roomy(shown, self.name, _pixel(view)) if shown else self.label

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return is_within((*point, *point), self.box) and any(
            sum(_is_round(ring, point) for ring in polygon) % 2 for polygon in self.polygons
        )

    def _shown_in(self, view: Bounds) -> list[Line]:
        box = (view.west, view.south, view.east, view.north)
        if not is_overlap(self.box, box):
            return []
        near = (ring for polygon in self.polygons for ring in polygon if is_overlap(box_of(ring), box))
        return [clipped for ring in near if (clipped := clip_ring(ring, box))]


@dataclass(frozen=True, slots=True, eq=False)
class Basemap:
    """The ground in degrees (longitude, latitude), of the whole world, finest in the view.

    ``land`` is to be filled, ``borders`` (between two countries, de facto) are to be stroked.
    """

    view: Bounds
    land: tuple[Polygon, ...]
    countries: tuple[CountryShape, ...]
    borders: tuple[Line, ...]
    rivers: tuple[Line, ...]
    lakes: tuple[Polygon, ...]

    def country_at(self, longitude: float, latitude: float) -> CountryShape | None:
        """The country in which a point lies, among those near the view."""
        return next((country for country in self.countries if country.holds((longitude, latitude))), None)

    def meant_by(self, place: MapPlace) -> CountryShape | None:
        """The country that a place is, if it is one."""
        is_country = place.kind == "country"
        return self.country_at(place.longitude, place.latitude) if is_country else None


def shared_view(view: Bounds) -> Bounds:
    """A frame round a view that neighbouring views of about its size share.

    Its side is a power of the root of two, and it lies on a grid; so it is at most 1.9 times as wide.
    """
    size = max(view.east - view.west, view.north - view.south, SMALLEST_DEGREES)
    side = 2 ** (math.ceil(2 * math.log2(size * GRID_STEPS / (GRID_STEPS - 1))) / 2)
    step = side / GRID_STEPS
    west, south = step * (view.west // step), step * (view.south // step)
    return Bounds(max(west, -180.0), max(south, -90.0), min(west + side, 180.0), min(south + side, 90.0))


@lru_cache(maxsize=_SHARED_KEPT)
def shared_basemap(view: Bounds) -> Basemap:
    """The ground for all views that share a frame, as fine as it is for most of them alone."""
    return basemap_for(view, pixels=1440, margin=0.05)


def basemap_for(view: Bounds, *, pixels: int = 900, margin: float = 0.25, is_still: bool = False) -> Basemap:
    """The ground for a view that is drawn ``pixels`` wide or high, whichever is more.

    ``margin`` says how far round the view, in sizes of the view, the full detail goes on. Of a still map nobody sees
    more than that, so what lies beyond is left out.
    """
    zones = zones_round(view, pixels, margin)
    only = zones[0].box if is_still else None
    land, water = world_land(), world_water()
    ground, wet = Thinner(land.lines, zones, only=only), Thinner(water.lines, zones, smooths=True, only=only)
    return Basemap(
        view=view,
        land=tuple(ground.shapes(land.land)),
        countries=tuple(CountryShape(each, ground, view) for each in land.countries if ground.is_near(each)),
        borders=tuple(ground.strokes(land.borders, least=2.0)),
        rivers=tuple(wet.strokes(water.rivers, least=10.0, coarsest=RIVERS_UP_TO_KM)),
        lakes=tuple(wet.shapes(water.lakes)),
    )


@lru_cache(maxsize=1024)
def _label_beyond(country: Country, rank: int, pixel: float) -> Point | None:
    """Where the name of a country fits that lies beyond the view, and so is drawn alike by many maps."""
    shape = Thinner(world_land().lines, (even_zone(rank),)).polygons(country.polygons)
    return _roomy([ring for polygon in shape for ring in polygon], country.name, pixel)


def _pixel(view: Bounds) -> float:
    """Degrees of longitude in a pixel of a map of 900."""
    return max(view.east - view.west, SMALLEST_DEGREES) / 900


def _roomy(rings: list[Line], name: str, pixel: float) -> Point | None:
    """The best spot for a name at the size that it has on a map of 900 pixels, if there is one."""
    if not name:
        return None
    width, height = 9 * len(name) * pixel, 16 * pixel
    spots = label_spots(rings, width, height)
    return (spots[0].x, spots[0].y) if spots and spots[0].room > 0.45 * width else None


def _is_round(ring: Line, point: Point) -> bool:
    """Whether a ring goes round a point: a ray to the east crosses it an odd number of times."""
    x, y = point
    is_in = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            is_in = not is_in
    return is_in
