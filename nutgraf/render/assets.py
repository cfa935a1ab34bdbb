"""Assets: files of the theme as they are, the stylesheet and the script joined from parts, Leaflet from its package."""

from dataclasses import dataclass
from functools import cache

from nutgraf.model.targets import Target
from nutgraf.plan.plan import AssetContext
from nutgraf.render.maps.leaflet import leaflet_files
from nutgraf.render.theme import Theme

STYLES = "assets/css/order.txt"
"""Names the parts of the stylesheet of all pages, one a line, below assets/."""

PAGE_STYLES = "assets/css/pages.txt"
"""Names the parts of the stylesheet of all pages but the explainer, which so has less to load."""

LATER_STYLES = ("handout.css", "live-map.css", "search-dialog.css")
"""Parts that stay apart: what only handouts need, and what a script loads when a reader opens the map or the search."""

SCRIPTS = "assets/scripts/order.txt"
"""Names the parts of the script, one a line, below assets/."""

MODULES = "assets/modules/"
"""Holds scripts that the joined one imports when a reader wants what they do; browsers load them over http only."""

SERVICE_WORKER = "service-worker.js"
"""It stands at the site's root, as it sees to what is below it."""

FAVICON = "assets/favicon.svg"

ICON_SIZES = (180, 192, 512)
"""Pixels of the icons that phones show: Apple's size, and the two that a web manifest should have."""


@dataclass(frozen=True, slots=True)
class IconContext:
    """The site's mark as a picture of so many pixels."""

    name: str
    size: int


def icon_path(size: int) -> str:
    """Return where an icon stands."""
    return f"assets/icon-{size}.png"


def plan_assets(theme: Theme) -> tuple[Target, ...]:
    """Return the targets of all assets."""
    return (
        Target("assets/site.css", "stylesheet", AssetContext(parts(STYLES, theme))),
        Target("assets/pages.css", "stylesheet", AssetContext(parts(PAGE_STYLES, theme))),
        *(Target(f"assets/{name}", "stylesheet", AssetContext((f"assets/css/{name}",))) for name in LATER_STYLES),
        Target("assets/site.js", "script", AssetContext(parts(SCRIPTS, theme))),
        Target("service-worker.js", "script", AssetContext((SERVICE_WORKER,))),
        *(Target(icon_path(size), "icon", IconContext(FAVICON, size)) for size in ICON_SIZES),
        *(Target(name, "module", AssetContext((name,))) for name in sorted(theme.files) if _is_module(name)),
        *(Target(name, "theme-file", AssetContext((name,))) for name in sorted(theme.files) if _is_copied(name)),
        *(Target(name, "vendored", AssetContext((name,))) for name in _leaflet()),
    )


def parts(order: str, theme: Theme) -> tuple[str, ...]:
    """Return the names of the parts of a joined file, in the order that a file of the theme gives."""
    lines = (line.strip() for line in theme.text(order).splitlines())
    return tuple(f"assets/{line}" for line in lines if line and not line.startswith("#"))


def _is_module(name: str) -> bool:
    return name.startswith(MODULES) and name.endswith(".js")


def _is_copied(name: str) -> bool:
    return name.startswith("assets/") and not name.endswith((".css", ".js", STYLES, PAGE_STYLES, SCRIPTS))


def join_stylesheet(context: AssetContext, theme: Theme) -> bytes:
    """Return the parts of a stylesheet as one, as small as it can be said."""
    return _small("text/css", _joined(context, theme))


def join_script(context: AssetContext, theme: Theme) -> bytes:
    """Return the parts of the script as one function, as small as it can be said.

    Parts may await. It is a classic script, as browsers load no modules from disk.
    """
    return _small("application/javascript", f'(async () => {{"use strict";\n{_joined(context, theme)}\n}})();')


def _joined(context: AssetContext, theme: Theme) -> str:
    return "\n".join(theme.text(name) for name in context.names)


def _small(mime: str, text: str) -> bytes:
    import minify

    return f"{minify.string(mime, text)}\n".encode()


def shrink_module(context: AssetContext, theme: Theme) -> bytes:
    """Return a module, as small as it can be said."""
    return _small("application/javascript", theme.text(context.names[0]))


def copy_file(context: AssetContext, theme: Theme) -> bytes:
    """Return a file of the theme."""
    return theme.files[context.names[0]]


def vendored(context: AssetContext, _theme: Theme) -> bytes:
    """Return a file of Leaflet, from its package, with its checksum verified."""
    return _leaflet()[context.names[0]]


@cache
def _leaflet() -> dict[str, bytes]:
    return dict(leaflet_files())
