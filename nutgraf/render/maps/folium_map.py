"""The live map: folium's elements, made fit for a page with a strict security policy.

The one module that knows folium and branca. What it keeps of folium is the tree of elements that
turns into Leaflet's calls; what it leaves out is all that would load something or run text:

1. a ``folium.Map`` without its scripts, stylesheets and header, with a template of its own;
2. markers (a ``folium.Marker`` with its icon from the start), ground, circles, popups and names,
   small elements whose text arrives encoded. Their scripts are taken as they are, for branca would
   compile and render its own output as a template once more;
3. variables are numbered, not named at random, and the script is wrapped so that no name leaks into
   the page.

The script builds the map as soon as it runs, into the element that has the map's id, and needs
Leaflet loaded before it. It asks no other host for anything, unless a tile provider is configured.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from folium.template import Template

from nutgraf.render.encoding import encoded, script_literal
from nutgraf.render.maps.basemap import Basemap
from nutgraf.render.maps.live_parts import ground_layers, icon, live_element, name, popup
from nutgraf.render.maps.values import Bounds, MapData, MapPlace, TileProvider

ICON_SIZE = 24
"""Pixels: a symbol can be hit with a finger."""


@dataclass(frozen=True, slots=True)
class LiveMap:
    """``html`` stands in the page, ``script`` is a file of its own, run after Leaflet."""

    html: str
    script: str


def live_map(data: MapData, basemap: Basemap, tiles: TileProvider | None = None) -> LiveMap:
    """The map for Leaflet; with ``tiles`` these are its ground, else ``basemap`` is."""
    chart = _Chart(data, is_tiled=tiles is not None)
    for part in (_tiles(tiles) if tiles else _ground(data, basemap)), _places(data, basemap, count(2)):
        for element in part:
            element.add_to(chart)
    return LiveMap(live_element(data), _wrapped(_rendered(chart)))


class _Script(Element):
    """A script that is ready."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **_: Any) -> str:
        return self.text


def _figure(element: Element) -> Figure:
    found = element.get_root()
    if not isinstance(found, Figure):
        raise TypeError("a folium map stands in a figure")
    return found


class _Scripted(MacroElement):
    """An element that adds its script to the figure's, as it is, then those of its children."""

    def get_name(self) -> str:
        return f"{self._name.lower()}_{self._id}"

    def render(self, **options: Any) -> None:  # type: ignore[override]  # as branca's own of macros
        made = self._template.module.script(self, options)
        _figure(self).script.add_child(_Script(made), name=self.get_name())
        for child in self._children.values():
            child.render(**options)


class _Chart(_Scripted, folium.Map):
    """A map without anything that folium would load, and with interface words of our own."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so on the class
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = nutgrafChart({{ this.element }}, {{ this.settings }});
        {% endmacro %}
        """
    )

    def __init__(self, data: MapData, *, is_tiled: bool) -> None:
        super().__init__(tiles=None)
        self._id = "1"
        self.element = script_literal(data.id)
        self.settings = _object(
            {
                "view": json.dumps(_corners(data.view)),
                "finest": "18" if is_tiled else "11",
                "zoomIn": script_literal(data.word("map.zoom-in")),
                "zoomOut": script_literal(data.word("map.zoom-out")),
                "close": script_literal(data.word("map.close")),
                "scale": script_literal(data.word("map.scale", km="{km}")),
                "hintWheel": script_literal(data.word("map.hint.wheel")),
                "hintTouch": script_literal(data.word("map.hint.touch")),
                "attribution": script_literal(encoded(data.word("map.attribution"))),
            }
        )


class _Part(_Scripted):
    """One call on the element that it is added to, from arguments that are JavaScript already."""

    def __init__(self, name: str, **arguments: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = name
        self.arguments = arguments


class _Pin(_Scripted, folium.Marker):
    """A marker that has its icon from the start: folium would show Leaflet's own one first."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        const {{ this.get_name() }} = L.marker({{ this.location | tojson }}, {
          icon: L.divIcon({{ this.look }}), {{ this.manner }}
        }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(
        self, number: int, point: tuple[float, float], html: str, look: str, *, size: int, rank: int | None
    ) -> None:
        """``point`` is longitude, latitude; the higher its rank the higher a pin lies; numbers are unique."""
        super().__init__((round(point[1], 4), round(point[0], 4)))
        self._id = str(number)
        members = {"html": script_literal(html), "iconSize": f"[{size}, {size}]"}
        self.look = _object({**members, "className": script_literal(look)})
        quiet = "interactive: false, keyboard: false, zIndexOffset: -9999"
        raised = f"riseOnHover: true, riseOffset: 99999, zIndexOffset: {1000 * (rank or 0)}"
        self.manner = quiet if rank is None else raised


class _Ground(_Part):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        nutgrafGround({{ this._parent.get_name() }}, "{{ this.arguments.shape }}",
          "{{ this.arguments.look }}", {{ this.arguments.numbers }});
        {% endmacro %}
        """
    )


class _Tiles(_Part):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.tileLayer({{ this.arguments.url }}, {attribution: {{ this.arguments.attribution }} })
          .addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class _Circle(_Part):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        L.circle({{ this.arguments.point }}, {
          radius: {{ this.arguments.metres }}, className: "map-precision", interactive: false
        }).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )


class _Popup(_Part):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.bindPopup({{ this.arguments.html }}, nutgrafPopup);
        {% endmacro %}
        """
    )


class _Name(_Part):
    _template = Template(
        """
        {% macro script(this, kwargs) %}
        {{ this._parent.get_name() }}.bindTooltip({{ this.arguments.html }}, {
          permanent: true, direction: "right", offset: [8, 0], className: "map-tip"
        });
        {% endmacro %}
        """
    )


def _ground(data: MapData, basemap: Basemap) -> Iterator[Element]:
    for shape, look, numbers in ground_layers(basemap, data.places):
        yield _Ground("ground", shape=shape, look=look, numbers=numbers)


def _tiles(tiles: TileProvider) -> Iterator[Element]:
    attribution = script_literal(encoded(tiles.attribution))
    yield _Tiles("tiles", url=script_literal(tiles.url), attribution=attribution)


def _places(data: MapData, basemap: Basemap, numbers: Iterator[int]) -> Iterator[Element]:
    """Circles first, then markers, those whose names matter most first, then names of countries."""
    ranked = sorted(data.places, key=lambda place: (-place.label_priority, place.number))
    for place in ranked:
        if not place.is_area and place.precision_km > 0:
            point = json.dumps([place.latitude, place.longitude])
            yield _Circle("circle", point=point, metres=f"{place.precision_km * 1000:g}")
    named = []
    for rank, place in enumerate(ranked):
        country = basemap.meant_by(place)
        named.append(country)
        label = country.label_in(data.view) if country else None
        spot = label or (place.longitude, place.latitude)
        yield _pin(next(numbers), data, place, spot, len(ranked) - rank)
    for country in basemap.countries:
        label = country.label_in(data.view) if country.name and country not in named else None
        if label:
            yield _country_name(next(numbers), data.country(country.name), label)


def _pin(number: int, data: MapData, place: MapPlace, point: tuple[float, float], rank: int) -> Element:
    pin = _Pin(number, point, icon(place), "map-marker", size=ICON_SIZE, rank=rank)
    _Popup("popup", html=script_literal(popup(data, place))).add_to(pin)
    _Name("name", html=script_literal(name(place))).add_to(pin)
    return pin


def _country_name(number: int, name: str, point: tuple[float, float]) -> Element:
    html = f'<span class="map-tip-country map-tip-quiet">{encoded(name)}</span>'
    return _Pin(number, point, html, "map-country", size=0, rank=None)


def _corners(view: Bounds) -> list[list[float]]:
    return [[view.south, view.west], [view.north, view.east]]


def _object(members: dict[str, str]) -> str:
    """A JavaScript object of members that are JavaScript; apart, lest Jinja sees double braces."""
    return "{ " + ", ".join(f"{name}: {value}" for name, value in members.items()) + " }"


def _rendered(chart: _Chart) -> str:
    """The script of the tree."""
    chart.render()
    return _figure(chart).script.render()


def _wrapped(script: str) -> str:
    """The script as a function of its own, after what every map does."""
    lines = [line.strip() for line in script.splitlines() if line.strip()]
    return "\n".join(["(() => {", '"use strict";', _behaviour(), *lines, "})();", ""])


@cache
def _behaviour() -> str:
    return (files("nutgraf") / "data" / "map" / "behaviour.js").read_text(encoding="utf-8").strip()
