"""The shapes of a strip: marks by importance, bands by certainty, and the mark of a broken axis.

Sizes are shares of the cell in which a mark stands. Importance is told by shape and size (ring, disc, diamond),
certainty by height and edge, so that nothing is said by colour alone.
"""

from collections.abc import Iterable, Sequence

from nutgraf.render.strip.layout import Bar

_RING, _DISC, _DIAMOND = 0.13, 0.19, 0.28
_HEIGHTS = {"may": 0.42, "lasts": 0.21, "either": 0.04}
_STOPS = {"in": (0, 1), "out": (1, 0)}


def units(value: float) -> str:
    """Return a length or place with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def definitions(cell: float, bars: Iterable[Bar]) -> str:
    """Return what is drawn by reference: marks with their targets, the broken axis, the fades that the bars need."""
    half, side = units(cell / 2), units(cell)
    target = f'<rect class="strip-target" x="-{half}" y="-{half}" width="{side}" height="{side}"/>'
    marks = (f'<g id="strip-{number}">{target}{shape}</g>' for number, shape in enumerate(_marks(cell), 1))
    fades = sorted({(bar.kind, bar.fade) for bar in bars if bar.fade})
    return "".join([*marks, _broken_axis(), *(_fade(kind, fade) for kind, fade in fades)])


def _marks(cell: float) -> tuple[str, str, str]:
    """Return the shapes of importance 1, 2 and 3."""
    ring, disc, d = (units(share * cell) for share in (_RING, _DISC, _DIAMOND))
    return (
        f'<circle class="strip-ring" r="{ring}"/>',
        f'<circle class="strip-disc" r="{disc}"/>',
        f'<path class="strip-diamond" d="M0-{d}L{d} 0 0 {d}-{d} 0z"/>',
    )


def _broken_axis() -> str:
    return (
        '<g id="strip-break"><path class="strip-gap" d="M-3 0H3"/>'
        '<path class="strip-break" d="M-4.5 5L-1.5-5M1.5 5L4.5-5"/></g>'
    )


def _fade(kind: str, fade: str) -> str:
    stops = "".join(
        f'<stop class="strip-stop-{kind}" offset="{at}" stop-opacity="{opacity}"/>'
        for at, opacity in enumerate(_STOPS[fade])
    )
    return f'<linearGradient id="strip-{kind}-{fade}">{stops}</linearGradient>'


def bands(bars: Sequence[Bar], y: float, cell: float) -> str:
    """Return a date's bands round the height `y`, with strokes that close the firm ends."""
    return "".join(_bar(bar, y, cell) for bar in bars) + _caps(bars, y, cell)


def _bar(bar: Bar, y: float, cell: float) -> str:
    height = _HEIGHTS[bar.kind] * cell
    paint = f'fill="url(#strip-{bar.kind}-{bar.fade})"' if bar.fade else f'class="strip-{bar.kind}"'
    size = f'width="{units(bar.right - bar.left)}" height="{units(height)}"'
    return f'<rect {paint} x="{units(bar.left)}" y="{units(y - height / 2)}" {size}/>'


def _caps(bars: Sequence[Bar], y: float, cell: float) -> str:
    soft = {bar.right for bar in bars if bar.fade == "in"} | {bar.left for bar in bars if bar.fade == "out"}
    firm = [bar for bar in bars if not bar.fade and bar.kind != "either"]
    ends = sorted({x for bar in firm for x in (bar.left, bar.right)} - soft)
    half = _HEIGHTS["may"] * cell / 2
    lines = "".join(f"M{units(x)} {units(y - half)}v{units(2 * half)}" for x in ends)
    return f'<path class="strip-cap" d="{lines}"/>' if lines else ""
