"""The symbol of each kind of place: a shape that holds its number, the same on both maps.

Shape, not colour, tells kinds apart, so that the map can be read in grey and with any eyes.
"""

from nutgraf.render.encoding import encoded

RADIUS = 8.5
"""Half the width of a symbol in pixels; the number in it is set at 10 pixels."""

_SHAPES = {
    "town": '<circle r="7.5"/>',
    "city": '<circle class="map-ring" r="9.5"/><circle r="7.5"/>',
    "base": '<rect x="-7.5" y="-7.5" width="15" height="15" rx="1.5"/>',
    "air-base": '<path d="M0-11.5 7.5-5.5v13h-15v-13z"/>',
    "airport": '<path class="map-hollow" d="M0-11.5 7.5-5.5v13h-15v-13z"/>',
    "headquarters": '<path d="M-9 0-4.5-7.8h9L9 0 4.5 7.8h-9z"/>',
    "strait": '<path d="M0-10.5 10.5 0 0 10.5-10.5 0z"/>',
    "sea": '<circle class="map-area" r="8.5"/>',
    "country": '<circle class="map-area" r="8.5"/>',
}
_NEUTRAL = '<circle class="map-hollow" r="7.5"/>'

SYMBOL_KINDS = tuple(_SHAPES)
"""The kinds that have a symbol of their own."""


def symbol(kind: str, number: int) -> str:
    """SVG of a symbol round (0, 0) with its number."""
    shape = _SHAPES.get(kind, _NEUTRAL)
    dark = ' class="map-number-dark"' if "map-hollow" in shape or "map-area" in shape else ""
    return f'{shape}<text{dark} y="3.6">{number}</text>'


def symbol_image(kind: str, number: int) -> str:
    """A symbol as a small picture of its own, for lists; the text beside it says what it means."""
    return (
        f'<svg class="map-symbol" data-kind="{encoded(kind)}" viewBox="-12 -12 24 24" '
        f'aria-hidden="true">{symbol(kind, number)}</svg>'
    )
