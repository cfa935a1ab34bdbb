"""Symbols, names and scale of the still map, laid out for one width of the page.

A picture that shrinks would shrink its words. So the still map carries its words up to three
times, laid out for a phone, a tablet and a desk, each in whole pixels of its own sheet; CSS shows
the one that fits. A place is one link, which holds its marks of all sheets.

1. the scale, as it has its corner;
2. symbols by priority: on their point, or beside it with a line to it where others stand;
3. their names beside them, or the number alone where no room is left, for the list beside the map
   gives the name;
4. areas (countries and seas that are places): a name across the area, or a symbol if it won't fit;
5. names of the other countries, where they fit.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from nutgraf.render.encoding import encoded
from nutgraf.render.lettering import text_width
from nutgraf.render.maps.geometry import Line, Point, label_spots
from nutgraf.render.maps.grid import Grid
from nutgraf.render.maps.labels import Crowd, Placed, badge_spots, first_free, name_spots, square, text_box, two_lines
from nutgraf.render.maps.mercator import Frame
from nutgraf.render.maps.symbols import RADIUS, symbol
from nutgraf.render.maps.values import MapData, MapPlace

_Fit = tuple[Placed, tuple[str, ...]]

NAME_SIZE, COUNTRY_SIZE, COUNTRY_SPACING = 11.5, 9.5, 1.1


@dataclass(frozen=True)
class NamedArea:
    """A country as it shows on the largest sheet, with the place that it is, if it is one."""

    name: str
    rings: tuple[Line, ...]
    place: MapPlace | None

    @cached_property
    def breadth(self) -> float:
        """How far it reaches from left to right."""
        easts = [x for ring in self.rings for x, _ in ring]
        return max(easts) - min(easts) if easts else 0.0


class Marks:
    """The layout of one sheet: the marks ``of`` each place by its id, and what is ``quiet``, as it leads nowhere."""

    def __init__(self, data: MapData, frame: Frame, areas: Sequence[NamedArea], size: float) -> None:
        """Lay out ``data`` on a sheet; ``size`` is how many times larger the areas' sheet is."""
        self._data, self._frame, self._size = data, frame, size
        self._crowd = Crowd(frame.box(-3.0))
        self._areas = {area.place.id: area for area in areas if area.place}
        shown = [place for place in data.places if frame_holds(frame, place)]
        self._points = {p.id: frame.point(p.longitude, p.latitude) for p in shown}
        self._numbers = {place.id: number for number, place in enumerate(shown)}
        self._dots = Grid()
        for point in self._points.values():
            self._dots.add(square(point, 3.0))
        self._leaders: list[tuple[Point, Point]] = []
        scale = self._scale()
        self.of = self._marks(sorted(shown, key=lambda p: (-p.label_priority, p.number)))
        self._keep_circles_clear(shown)
        countries = "".join(self._country(area) for area in areas if not area.place)
        self.quiet = countries + scale + _leaders(self._leaders)

    def _marks(self, ranked: Sequence[MapPlace]) -> dict[str, str]:
        points = [place for place in ranked if not place.is_area]
        badges = self._badges(points)
        marks = {place.id: self._point(place, badges[place.id]) for place in points}
        return marks | {place.id: self._area(place) for place in ranked if place.is_area}

    def _badges(self, ranked: Sequence[MapPlace]) -> dict[str, Point]:
        """A spot for every symbol, which leaves room for the names of those before it."""
        badges: dict[str, Point] = {}
        names = Grid()
        for place in ranked:
            badges[place.id] = badge = self._badge(place, names)
            width = text_width(place.name, NAME_SIZE)
            names.add(next(name_spots(badge, RADIUS, width, NAME_SIZE))[1])
        return badges

    def _badge(self, place: MapPlace, names: Grid | None = None) -> Point:
        """The spot of a symbol: on its point or near it, where the names before it lose least.

        The later in rank the first name is that it covers, the less that matters.
        """
        point = self._points[place.id]
        spot = self._best(point, names or Grid())
        self._crowd.take(square(spot, RADIUS + 0.5))
        if spot != point:
            self._leaders.append((point, spot))
        return spot

    def _best(self, point: Point, names: Grid) -> Point:
        """Of the spots near a point the one that covers no name, or the last in rank; else the first that is free."""
        best, most = point, -1
        for spot in badge_spots(point, 2 * RADIUS):
            is_near = math.dist(spot, point) < 4 * RADIUS
            if most >= 0 and not is_near:
                break
            box = square(spot, RADIUS + 0.5)
            if self._crowd.is_free(box):
                covered = names.first_hit(box)
                if covered > most:
                    best, most = spot, covered
                if not is_near or most == len(names):
                    break
        return best

    def _point(self, place: MapPlace, badge: Point) -> str:
        width = text_width(place.name, NAME_SIZE)
        spots = name_spots(badge, RADIUS, width, NAME_SIZE)
        clear = (spot for spot in spots if not self._dots.is_hit(spot[1], but=self._numbers[place.id]))
        placed = first_free(self._crowd, clear)
        name = _text("map-name", placed, (encoded(place.name),), NAME_SIZE) if placed else ""
        return _badge_at(place, badge) + name

    def _keep_circles_clear(self, places: Sequence[MapPlace]) -> None:
        """Let no country's name run over a small circle of precision."""
        for place in places:
            radius = place.precision_km * self._frame.pixels_per_km(place.latitude)
            if not place.is_area and RADIUS < radius < self._frame.width / 4:
                self._crowd.take(square(self._points[place.id], radius))

    def _area(self, place: MapPlace) -> str:
        """A name across the area, its number before it."""
        label = self._name(place)
        area = self._areas.get(place.id)
        spots = self._spots(area) if area else self._round(place)
        found = self._fit(f"{place.number} {label}", spots, wraps_first=place.kind == "sea")
        if found is None:
            return _badge_at(place, self._badge(place))
        placed, lines = found
        marked = encoded(lines[0]).removeprefix(str(place.number))
        first = f'<tspan class="map-number">{place.number}</tspan>{marked}'
        kind = "map-country-name" if place.kind == "country" else "map-sea-name"
        rest = map(encoded, lines[1:])
        return _text(f"{kind} map-is-place", placed, (first, *rest), COUNTRY_SIZE)

    def _name(self, place: MapPlace) -> str:
        return place.name.upper() if place.kind == "country" else place.name

    def _country(self, area: NamedArea) -> str:
        name = self._data.country(area.name).upper()
        found = self._fit(name, self._spots(area))
        if found is None:
            return ""
        return _text("map-country-name", found[0], tuple(map(encoded, found[1])), COUNTRY_SIZE)

    def _fit(self, name: str, spots: Callable[[float], Iterator[Point]], *, wraps_first: bool = False) -> _Fit | None:
        """The first free spot: for the name on one line, else on two; or the other way round."""
        ways = ((name,), two_lines(name))
        for lines in dict.fromkeys(reversed(ways) if wraps_first else ways):
            width = max(text_width(line, COUNTRY_SIZE, COUNTRY_SPACING) for line in lines)
            places = (Placed(x, y, "middle") for x, y in spots(width))
            boxed = ((p, text_box(p, width + 6, COUNTRY_SIZE, len(lines))) for p in places)
            if placed := first_free(self._crowd, boxed):
                return placed, lines
        return None

    def _spots(self, area: NamedArea) -> Callable[[float], Iterator[Point]]:
        """Spots in a country as the middle of a baseline; those that hold the name whole first."""

        def spots(width: float) -> Iterator[Point]:
            if area.breadth < 0.8 * width * self._size:
                return
            found = label_spots(area.rings, width * self._size, 14.0 * self._size)[:80]
            for spot in sorted(found, key=lambda s: s.room / self._size < 0.92 * width):
                spare = spot.room / self._size - width
                if spare > -0.2 * width:
                    x, y = spot.x / self._size, spot.y / self._size + COUNTRY_SIZE * 0.35
                    yield from ((x + share * max(spare, 0), y) for share in (0, -0.35, 0.35))

        return spots

    def _round(self, place: MapPlace) -> Callable[[float], Iterator[Point]]:
        """Spots on and round the point of an area that has no shape here: a sea."""
        point = self._points[place.id]

        def spots(width: float) -> Iterator[Point]:
            yield point[0], point[1] + COUNTRY_SIZE * 0.35
            yield from list(badge_spots(point, max(8.0, width / 6)))[1:]

        return spots

    def _scale(self) -> str:
        """A bar of a round number of kilometres, true in the middle of the sheet, in its corner."""
        frame = self._frame
        middle = frame.bounds()
        per_km = frame.pixels_per_km((middle.north + middle.south) / 2)
        km = _round_km(min(110.0, frame.width / 4) / per_km)
        length, left, low = km * per_km, 10.0, frame.height - 10
        label = encoded(self._data.word("map.scale", km=f"{km:g}"))
        self._crowd.take((0, low - 24, left + max(length, text_width(label, 10)) + 8, frame.height))
        bar = f"M{left:.0f} {low - 4:.0f}v4h{length:.1f}v-4"
        text = f'<text class="map-scale-text" x="{left:.0f}" y="{low - 8:.0f}">{label}</text>'
        return f'<path class="map-scale" d="{bar}"/>{text}'


def frame_holds(frame: Frame, place: MapPlace) -> bool:
    """Whether a place's point is on the sheet."""
    x, y = frame.point(place.longitude, place.latitude)
    return 0 <= x <= frame.width and 0 <= y <= frame.height


def _leaders(pairs: Sequence[tuple[Point, Point]]) -> str:
    """Lines from the points themselves, which are dots, to the symbols that had to stand beside them."""
    lines = "".join(f"M{to_x:.0f} {to_y:.0f}L{x:.0f} {y:.0f}" for (x, y), (to_x, to_y) in pairs)
    dots = "".join(f"M{x:.0f} {y:.0f}h0" for (x, y), _ in pairs)
    return f'<path class="map-leader" d="{lines}"/><path class="map-dot" d="{dots}"/>' if pairs else ""


def _round_km(km: float) -> float:
    """The largest of 1, 2, 5, 10, 20 … that is not more."""
    steps = [digit * 10.0**power for power in range(-2, 5) for digit in (1, 2, 5)]
    return max((step for step in steps if step <= km), default=steps[0])


def _badge_at(place: MapPlace, badge: Point) -> str:
    at = f"translate({badge[0]:.0f} {badge[1]:.0f})"
    return f'<g class="map-symbol" transform="{at}">{symbol(place.kind, place.number)}</g>'


def _text(kind: str, placed: Placed, lines: tuple[str, ...], size: float) -> str:
    """Text of one or two lines; the lines are markup."""
    x, y = f"{placed.x:.0f}", placed.y
    anchor = "" if placed.anchor == "start" else f' text-anchor="{placed.anchor}"'
    if len(lines) == 1:
        return f'<text class="{kind}" x="{x}" y="{y:.0f}"{anchor}>{lines[0]}</text>'
    rows = "".join(f'<tspan x="{x}" y="{y + 1.2 * size * row:.0f}">{line}</tspan>' for row, line in enumerate(lines))
    return f'<text class="{kind}"{anchor}>{rows}</text>'
