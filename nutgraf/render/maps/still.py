"""The map as a picture: SVG made at build time, for readers without script and for paper.

It says what the live map says: the same ground, places, numbers and links. ``map.css`` colours it;
there is no style in the markup, as the page's security policy demands.
"""

from collections.abc import Iterator
from functools import lru_cache

from nutgraf.render.encoding import encoded, linked
from nutgraf.render.maps.basemap import Basemap, basemap_for
from nutgraf.render.maps.mercator import Frame, frame_for
from nutgraf.render.maps.still_ground import ground, sheet_rings
from nutgraf.render.maps.still_marks import Marks, NamedArea, frame_holds
from nutgraf.render.maps.values import MapData, MapPlace

WIDTH = 900.0
DETAIL = 720
"""Pixels for which the ground is sharp: phones and desks show the sheet at 320 to 900."""
SHEETS = (("small", 330.0), ("medium", 480.0), ("large", 680.0))
"""The widths in pixels for which the words are laid out; ``map.css`` chooses by the same names."""


@lru_cache(maxsize=32)
def still_map(data: MapData) -> str:
    """The map as HTML: an inline SVG, and below it the places that lie outside its frame."""
    frame = frame_for(data.view, WIDTH)
    basemap = basemap_for(frame.bounds(), pixels=DETAIL, margin=0.02, is_still=True)
    shown = [place for place in data.places if frame_holds(frame, place)]
    areas = tuple(_named_areas(basemap, frame, shown))
    layers = "".join(_layer(data, frame, areas, name, width) for name, width in SHEETS)
    return (
        f'<div class="still-map still-map-{frame.shape}">'
        f'<svg viewBox="0 0 {frame.width:g} {frame.height:g}" role="group" '
        f'direction="ltr" aria-label="{encoded(data.word("map.label", title=data.title))}">'
        f"{ground(basemap, frame, shown)}{layers}</svg></div>{_outside(data, shown)}"
    )


def _layer(data: MapData, frame: Frame, areas: tuple[NamedArea, ...], name: str, width: float) -> str:
    size = WIDTH / width
    marks = Marks(data, frame.resized(width), areas, size)
    return f'<g class="map-sheet map-sheet-{name}" transform="scale({size:.4f})">{marks.svg}</g>'


def _named_areas(basemap: Basemap, frame: Frame, places: list[MapPlace]) -> Iterator[NamedArea]:
    """Countries that show on the sheet, each with the place of this map that it is."""
    meant = {basemap.meant_by(place): place for place in places if place.kind == "country"}
    for country in basemap.countries:
        place_meant = meant.get(country)
        if place_meant or (country.name and country.label):
            rings = tuple(sheet_rings(country.polygons, frame))
            yield NamedArea(country.name, rings, place_meant)


def _outside(data: MapData, shown: list[MapPlace]) -> str:
    """Say which places the frame leaves out, so that nothing is dropped in silence."""
    left_out = [place for place in data.places if place not in shown]
    if not left_out:
        return ""
    names = "; ".join(linked(p.url, f"{p.number} {encoded(p.name)}") for p in left_out)
    return f'<p class="map-outside">{encoded(data.word("map.outside"))} {names}</p>'
