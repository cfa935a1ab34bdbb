"""The site's mark, which the theme has as SVG, as PNG for whoever cannot read SVG."""

from nutgraf.render.assets import IconContext
from nutgraf.render.theme import Theme


def render_icon(context: IconContext, theme: Theme) -> bytes:
    """Return the mark as a square PNG."""
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=theme.text(context.name), width=context.size, height=context.size, skip_system_fonts=True
    )
    return bytes(drawn)
