"""The map as a picture: SVG made at build time, for readers without script and for paper.

It says what the live map says: the same ground, places, numbers and links. ``map.css`` colours it;
there is no style in the markup, as the page's security policy demands.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from nutgraf.render.encoding import encoded, linked
from nutgraf.render.maps.basemap import Basemap, basemap_for
from nutgraf.render.maps.mercator import Frame, frame_for
from nutgraf.render.maps.still_ground import ground, sheet_rings
from nutgraf.render.maps.still_marks import Marks, NamedArea, frame_holds
from nutgraf.render.maps.values import MapData, MapPlace

WIDTH = 900.0
DETAIL = 420
"""Pixels for which the ground is drawn: at twice that, corners are cut by two pixels, which a sketch bears."""
SHEETS = {"small": 330.0, "medium": 520.0, "large": 680.0}
"""The widths in pixels for which the words are laid out; ``map.css`` chooses by the same names."""


def sheets_of(frame: Frame) -> dict[str, float]:
    """The sheets that a map needs: a tall one is never shown wide enough for the large one to hold more names."""
    return {name: width for name, width in SHEETS.items() if name != "large" or frame.shape != "tall"}


@lru_cache(maxsize=32)
def still_map(data: MapData) -> str:
    """The map as HTML: an inline SVG, and below it the places that lie outside its frame."""
    frame = frame_for(data.view, WIDTH)
    basemap = basemap_for(frame.bounds(), pixels=DETAIL, margin=0.02, is_still=True)
    shown = [place for place in data.places if frame_holds(frame, place)]
    areas = tuple(_named_areas(basemap, frame, shown))
    sheets = {name: Marks(data, frame.resized(w), areas, WIDTH / w) for name, w in sheets_of(frame).items()}
    quiet = _sheets({name: marks.quiet for name, marks in sheets.items()})
    links = "".join(_link(p, _sheets({name: marks.of[p.id] for name, marks in sheets.items()})) for p in shown)
    return (
        f'<div class="still-map still-map-{frame.shape}">'
        f'<svg viewBox="0 0 {frame.width:g} {frame.height:g}" role="group" '
        f'direction="ltr" aria-label="{encoded(data.word("map.label", title=data.title))}">'
        f'{ground(basemap, frame, shown)}<g aria-hidden="true">{quiet}</g>{links}</svg></div>'
        f"{_outside(data, shown)}"
    )


def _sheets(drawings: Mapping[str, str]) -> str:
    """One drawing for each width of the page; ``map.css`` shows one of them."""
    return "".join(
        f'<g class="map-sheet map-sheet-{name}" transform="scale({WIDTH / SHEETS[name]:.4f})">{drawing}</g>'
        for name, drawing in drawings.items()
    )


def _link(place: MapPlace, drawing: str) -> str:
    title = f"<title>{place.number}. {encoded(place.name)}</title>"
    return linked(place.url, title + drawing, ' class="map-place"', otherwise="g")


def _named_areas(basemap: Basemap, frame: Frame, places: list[MapPlace]) -> Iterator[NamedArea]:
    """Countries that show on the sheet, each with the place of this map that it is."""
    meant = {basemap.meant_by(place): place for place in places if place.kind == "country"}
    for country in basemap.countries:
        place_meant = meant.get(country)
        if place_meant or country.name:
            rings = tuple(sheet_rings(country.polygons, frame))
            yield NamedArea(country.name, rings, place_meant)


def _outside(data: MapData, shown: list[MapPlace]) -> str:
    """Say which places the frame leaves out, so that nothing is dropped in silence."""
    ids = {place.id for place in shown}
    left_out = [place for place in data.places if place.id not in ids]
    if not left_out:
        return ""
    names = "; ".join(linked(p.url, f"{p.number} {encoded(p.name)}") for p in left_out)
    return f'<p class="map-outside">{encoded(data.word("map.outside"))} {names}</p>'
