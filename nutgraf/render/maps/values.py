"""What a map is made from: frozen values, filled by the planner, read by every renderer of maps.

Degrees are WGS 84, decimal, east and north positive; distances are kilometres. ``MapData`` holds
everything that a map says, interface words too, so a map is a pure function of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlsplit

AREA_KINDS = frozenset({"country", "sea"})
"""Kinds of place that are areas: they are drawn as a label, never as a circle round a point."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A frame on the globe in degrees; west < east and south < north."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether the point lies in the frame or on its edge."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def padded(self, degrees: float) -> "Bounds":
        """The frame with a margin on every side, within the world."""
        return Bounds(
            max(-180.0, self.west - degrees),
            max(-90.0, self.south - degrees),
            min(180.0, self.east + degrees),
            min(90.0, self.north + degrees),
        )


@dataclass(frozen=True, slots=True)
class MapEvent:
    """An event at a place, in the words of the page: ``date_words`` is ready to read."""

    title: str
    date_words: str
    url: str


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place with its number in the list beside the map."""

    number: int
    id: str
    name: str
    kind: str
    """``town``, ``air-base``, … ; one that has no symbol of its own gets a neutral one."""
    latitude: float
    longitude: float
    precision_km: float
    """How far the point may be from the thing meant."""
    url: str
    """Where its mark leads: to its entry on the same page (``#place-al-qaim``) or to a page."""
    label_priority: int
    """Where names collide, the higher one stays."""
    events: tuple[MapEvent, ...] = ()
    why: str = ""

    @property
    def is_area(self) -> bool:
        """Whether the place is too large for a point to stand for it."""
        return self.kind in AREA_KINDS


@dataclass(frozen=True, slots=True)
class MapData:
    """One map: ``id`` is that of its element in the page, ``view`` what has to be seen."""

    id: str
    title: str
    view: Bounds
    places: tuple[MapPlace, ...]
    words: Mapping[str, str] = field(hash=False)
    """The site's messages ``map.*``; ``country.<name>`` (``country.Iraq``) names a country in the site's language."""

    def country(self, name: str) -> str:
        """The name of a country, in the language of the page where that is known."""
        return self.words.get(f"country.{name}", name)

    def word(self, key: str, **values: object) -> str:
        """The interface word with ``{name}`` filled in."""
        text = self.words[key]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", str(value))
        return text


@dataclass(frozen=True, slots=True)
class TileProvider:
    """Map tiles from a server, for a project that configures one: readers' browsers will ask it."""

    url: str
    """Such as ``https://tiles.example/{z}/{x}/{y}.png``."""
    attribution: str

    def __post_init__(self) -> None:
        """Refuse what cannot work or would not be private on the way: ValueError says which."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" or not parts.hostname:
            raise ValueError(f"tiles come over https only, not from {self.url!r}")
        if missing := [part for part in ("{z}", "{x}", "{y}") if part not in self.url]:
            raise ValueError(f"the address of the tiles {self.url!r} lacks {', '.join(missing)}")


SMALLEST_VIEW = 3.2
"""Degrees of latitude: one town is shown with the country round it, not as a dot on a blank."""

FAR_DEGREES = 20.0


def default_view(places: Iterable[MapPlace]) -> Bounds:
    """A frame for places whose author gave none.

    Areas count only where there is nothing else. A place that lies both 20 degrees and five times
    the usual distance away from the middle of the others is left out: a headquarters overseas must
    not shrink the region to a spot. It is then outside the frame, and the maps say so.
    """
    spots = list(places)
    points = [(p.longitude, p.latitude) for p in spots if not p.is_area]
    points = _without_far(points or [(p.longitude, p.latitude) for p in spots] or [(0.0, 0.0)])
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    height = max(SMALLEST_VIEW, (north - south) * 1.24)
    width = max(SMALLEST_VIEW * 1.2, (east - west) * 1.24)
    return _around((west + east) / 2, (south + north) / 2, width, height)


def _without_far(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    middle = median(x for x, _ in points), median(y for _, y in points)
    away = [max(abs(x - middle[0]), abs(y - middle[1])) for x, y in points]
    limit = max(FAR_DEGREES, 5 * median(away))
    return [point for point, distance in zip(points, away, strict=True) if distance <= limit]


def _around(x: float, y: float, width: float, height: float) -> Bounds:
    """A frame of that size, moved rather than cut where it would leave the map."""
    width, height = min(width, 360.0), min(height, 166.0)
    x = min(max(x, width / 2 - 180), 180 - width / 2)
    y = min(max(y, height / 2 - 83), 83 - height / 2)
    return Bounds(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
