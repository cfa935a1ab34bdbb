"""Places whose latitude and longitude may stand in each other's key: far from the others, but not when swapped."""

from collections.abc import Iterator, Sequence
from math import asin, cos, radians, sin, sqrt
from statistics import median

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Place
from nutgraf.model.origins import Origins
from nutgraf.weave.woven import Woven

FEWEST = 4
"""Places that it takes to know where a story happens."""
FARTHEST = 1000
"""Kilometres. What is nearer than this to the middle, or to any place that seems right, is not questioned."""
TIMES = 3
"""So much farther must a place be from the middle than it would be swapped."""

_RADIUS = 6371

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def swapped_coordinates(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report places that would be among the others if their latitude and longitude changed places."""
    if len(corpus.places) < FEWEST:
        return
    middle = _middle(tuple(corpus.places.values()))
    suspects = {key: place for key, place in corpus.places.items() if is_swapped(place, middle)}
    others = [place for key, place in corpus.places.items() if key not in suspects]
    for key, place in suspects.items():
        if all(_kilometres(_point(place), _point(other)) > FARTHEST for other in others):
            message = f"latitude and longitude seem swapped: {key!r} is far from all other places as it stands"
            hint = f"write latitude: {place.longitude:g}, longitude: {place.latitude:g}"
            span = origins.span(f"place:{key}", ("latitude",))
            yield Diagnostic(span, "swapped-coordinates", message, hint, ref=f"place:{key}")


def _middle(places: Sequence[Place]) -> Point:
    """Return the median of each coordinate: a few places that are wrong do not move it far."""
    return median(each.latitude for each in places), median(each.longitude for each in places)


def is_swapped(place: Place, middle: Point) -> bool:
    """Whether a place is far from the middle as it is written, and much nearer to it when swapped."""
    if abs(place.longitude) > 90:
        return False
    written = _kilometres(_point(place), middle)
    return written > FARTHEST and written > TIMES * _kilometres((place.longitude, place.latitude), middle)


def _point(place: Place) -> Point:
    return place.latitude, place.longitude


def _kilometres(one: Point, other: Point) -> float:
    """Return the distance of two points on a sphere (haversine)."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    inner = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * _RADIUS * asin(min(1.0, sqrt(inner)))
