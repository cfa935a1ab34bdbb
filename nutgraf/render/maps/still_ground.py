"""The ground of the still map as SVG paths: land, waters, borders, circles of precision.

Coordinates are whole numbers on a grid, each relative to the one before: a quarter of the bytes, and where a map is
shown as large as it gets, a step of the grid is hardly more than a pixel. Shapes are clipped a little outside the
sheet, so that no clipped edge shows where they are stroked.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from nutgraf.render.maps.basemap import Basemap
from nutgraf.render.maps.geometry import Line, Polygon, box_of, clip_line, clip_ring, is_overlap
from nutgraf.render.maps.mercator import Frame
from nutgraf.render.maps.values import MapPlace

OUTSIDE = 6.0
"""Pixels by which shapes may reach past the sheet."""
GRID = 2
"""Units of the sheet in a step of the grid."""
SMALLEST_CIRCLE = 7.0
"""A circle no larger than its symbol would say nothing."""


def ground(basemap: Basemap, frame: Frame, places: Iterable[MapPlace]) -> str:
    """The ground as a group that says nothing to screen readers."""
    layers = (
        ("map-land", _areas(basemap.land, frame)),
        ("map-country-meant", _areas(_meant(basemap, places), frame)),
        ("map-lake", _areas(basemap.lakes, frame)),
        ("map-river", _strokes(basemap.rivers, frame)),
        ("map-border", _strokes(basemap.borders, frame)),
    )
    paths = "".join(f'<path class="{name}" d="{data}"/>' for name, data in layers if data)
    circles = "".join(_circle(place, frame) for place in places)
    return (
        f'<g aria-hidden="true"><rect class="map-water" width="{frame.width:g}" '
        f'height="{frame.height:g}"/><g fill-rule="evenodd" transform="scale({GRID})">{paths}</g>{circles}</g>'
    )


def _meant(basemap: Basemap, places: Iterable[MapPlace]) -> Iterator[Polygon]:
    """The countries that are places of the map themselves."""
    for place in places:
        country = basemap.meant_by(place)
        yield from country.polygons if country else ()


def sheet_rings(polygons: Iterable[Polygon], frame: Frame) -> Iterator[Line]:
    """The rings as far as they show, in pixels."""
    sheet = frame.box(OUTSIDE)
    for polygon in polygons:
        for ring in polygon:
            points = [frame.point(*point) for point in ring]
            if is_overlap(box_of(points), sheet) and (clipped := clip_ring(points, sheet)):
                yield clipped


def _areas(polygons: Iterable[Polygon], frame: Frame) -> str:
    paths = (_path(ring[:-1]) for ring in sheet_rings(polygons, frame))
    return "".join(f"{path}z" for path in paths if path.count("l"))


def _strokes(lines: Iterable[Line], frame: Frame) -> str:
    sheet = frame.box(OUTSIDE)
    projected = ([frame.point(*point) for point in line] for line in lines)
    return "".join(_path(run) for line in projected for run in clip_line(line, sheet))


def _path(points: Iterable[tuple[float, float]]) -> str:
    """``M`` to the first point and ``l`` along the rest; empty where it has no length."""
    grid = [(round(x / GRID), round(y / GRID)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(grid)]
    walk = "".join(_number(x) + _number(y) for x, y in steps if x or y)
    return f"M{grid[0][0]}{_number(grid[0][1])}l{walk.lstrip()}" if walk else ""


def _number(value: int) -> str:
    """A number with the least that keeps it apart from the one before: its minus, or a space."""
    return str(value) if value < 0 else f" {value}"


def _circle(place: MapPlace, frame: Frame) -> str:
    radius = place.precision_km * frame.pixels_per_km(place.latitude)
    if place.is_area or not SMALLEST_CIRCLE < radius < frame.width:
        return ""
    x, y = frame.point(place.longitude, place.latitude)
    return f'<circle class="map-precision" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
