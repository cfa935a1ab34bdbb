"""What the live map is made of, apart from folium: its element, its popups, its ground in numbers.

Every piece of HTML here is handed to Leaflet under a strict security policy: classes only, no style
attributes, and all text encoded.
"""

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache

from nutgraf.render.encoding import encoded, linked
from nutgraf.render.maps.basemap import Basemap
from nutgraf.render.maps.geometry import Line, Polygon
from nutgraf.render.maps.mercator import frame_for
from nutgraf.render.maps.symbols import symbol_image
from nutgraf.render.maps.values import MapData, MapPlace

STEPS_PER_DEGREE = 1000
_GROUNDS_KEPT = 32


def live_element(data: MapData) -> str:
    """The element that the map is built into; empty, and hidden until the reader opens the map."""
    label = encoded(data.word("map.label", title=data.title))
    shape = frame_for(data.view, 900).shape
    return f'<div class="live-map live-map-{shape}" id="{encoded(data.id)}" role="region" aria-label="{label}"></div>'


def icon(place: MapPlace) -> str:
    """The symbol with its number, and the name for those who hear the map."""
    name = f'<span class="map-hidden">{encoded(place.name)}</span>'
    return f'<span data-entry="{encoded(place.url)}">{symbol_image(place.kind, place.number)}{name}</span>'


def name(place: MapPlace) -> str:
    """The name beside the symbol. Scripts find it, as they find the symbol, by the entry that it stands for."""
    look = f"map-tip-{place.kind}" if place.is_area else "map-tip-point"
    return f'<span class="map-tip-name {look}" data-entry="{encoded(place.url)}">{encoded(place.name)}</span>'


def popup(data: MapData, place: MapPlace) -> str:
    """What a reader learns on choosing a place: its name, how exact it is, why, what happened."""
    title = linked(place.url, f"{place.number}. {encoded(place.name)}")
    parts = [f'<p class="map-popup-title">{title}</p>', _precision(data, place), _why(place)]
    return f'<div class="map-popup">{"".join(parts)}{_events(data, place)}</div>'


def _precision(data: MapData, place: MapPlace) -> str:
    if place.is_area:
        return ""
    words = data.word("map.precision", km=f"{place.precision_km:g}")
    return f'<p class="map-popup-precision">{encoded(words)}</p>'


def _why(place: MapPlace) -> str:
    return f"<p>{encoded(place.why)}</p>" if place.why else ""


def _events(data: MapData, place: MapPlace) -> str:
    if not place.events:
        return ""
    items = "".join(
        f"<li>{linked(event.url, encoded(event.title))} <span>{encoded(event.date_words)}</span></li>"
        for event in place.events
    )
    return f'<p class="map-popup-label">{encoded(data.word("map.events"))}</p><ul>{items}</ul>'


Layer = tuple[str, str, str]
"""Leaflet's kind of shape, CSS class, numbers as JSON."""


def ground_layers(basemap: Basemap, places: Iterable[MapPlace]) -> tuple[Layer, ...]:
    """The ground from the lowest layer up."""
    countries = [country for place in places if (country := basemap.meant_by(place))]
    land, *above = _ground_layers(basemap)
    meant = [polygon for country in countries for polygon in country.polygons]
    return land, ("polygon", "map-country-meant", _shapes(meant)), *above


@lru_cache(maxsize=_GROUNDS_KEPT)
def _ground_layers(basemap: Basemap) -> tuple[Layer, ...]:
    return (
        ("polygon", "map-land", _shapes(basemap.land)),
        ("polygon", "map-lake", _shapes(basemap.lakes)),
        ("polyline", "map-river", _packed(map(_steps, basemap.rivers))),
        ("polyline", "map-border", _packed(map(_steps, basemap.borders))),
    )


def _shapes(polygons: Sequence[Polygon]) -> str:
    return _packed([_steps(ring[:-1]) for ring in polygon] for polygon in polygons)


def _packed(shapes: Iterable[object]) -> str:
    return json.dumps(list(shapes), separators=(",", ":"))


def _steps(line: Line) -> list[int]:
    """East, north, east, north … in thousandths of a degree, each from the point before."""
    x = y = 0
    steps: list[int] = []
    for longitude, latitude in line:
        east, north = round(longitude * STEPS_PER_DEGREE), round(latitude * STEPS_PER_DEGREE)
        steps += (east - x, north - y)
        x, y = east, north
    return steps
