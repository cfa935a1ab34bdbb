"""Assets: files of the theme as they are, the stylesheet and the script joined from parts, Leaflet from its package."""

import re
from functools import cache

from nutgraf.model.targets import Target
from nutgraf.plan.plan import AssetContext
from nutgraf.render.maps.leaflet import leaflet_files
from nutgraf.render.theme import Theme

_STRING_OR_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)

_NEEDLESS_SPACE = re.compile(r"^([\w-]+:) | (?=\{$)")
"""After a property's name, and before the brace that ends a line."""

_ENDS = ("{", "}", ";", ",")
"""After these a new line says nothing."""

STYLES = "assets/css/order.txt"
"""Names the parts of the stylesheet, one a line, below assets/."""

HANDOUT_STYLES = "assets/css/handout.css"
"""What only handouts need."""

SCRIPTS = "assets/scripts/order.txt"
"""Names the parts of the script, one a line, below assets/."""


def plan_assets(theme: Theme) -> tuple[Target, ...]:
    """Return the targets of all assets."""
    return (
        Target("assets/site.css", "stylesheet", AssetContext(parts(STYLES, theme))),
        Target("assets/handout.css", "stylesheet", AssetContext((HANDOUT_STYLES,))),
        Target("assets/site.js", "script", AssetContext(parts(SCRIPTS, theme))),
        *(Target(name, "theme-file", AssetContext((name,))) for name in sorted(theme.files) if _is_copied(name)),
        *(Target(name, "vendored", AssetContext((name,))) for name in _leaflet()),
    )


def parts(order: str, theme: Theme) -> tuple[str, ...]:
    """Return the names of the parts of a joined file, in the order that a file of the theme gives."""
    lines = (line.strip() for line in theme.text(order).splitlines())
    return tuple(f"assets/{line}" for line in lines if line and not line.startswith("#"))


def _is_copied(name: str) -> bool:
    return name.startswith("assets/") and not name.endswith((".css", ".js", STYLES, SCRIPTS))


def join_stylesheet(context: AssetContext, theme: Theme) -> bytes:
    """Return the parts of the stylesheet as one, without comments and needless white space."""
    joined = "\n".join(theme.text(name) for name in context.names)
    bare = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", joined)
    lines = (_NEEDLESS_SPACE.sub(r"\1", line.strip()) for line in bare.splitlines())
    return "".join(line if line.endswith(_ENDS) else f"{line}\n" for line in lines if line).encode()


def join_script(context: AssetContext, theme: Theme) -> bytes:
    """Return the parts of the script as one function, without comments and needless white space.

    It is a classic script, as browsers load no modules from disk.
    """
    from rjsmin import jsmin

    joined = "\n".join(theme.text(name) for name in context.names)
    return f'(() => {{"use strict";\n{jsmin(joined)}\n}})();\n'.encode()


def copy_file(context: AssetContext, theme: Theme) -> bytes:
    """Return a file of the theme."""
    return theme.files[context.names[0]]


def vendored(context: AssetContext, _theme: Theme) -> bytes:
    """Return a file of Leaflet, from its package, with its checksum verified."""
    return _leaflet()[context.names[0]]


@cache
def _leaflet() -> dict[str, bytes]:
    return dict(leaflet_files())
