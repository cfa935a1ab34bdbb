"""The web manifest (W3C Web Application Manifest): name, language and icons of a site that is put on a home screen."""

import json

from nutgraf.plan.plan import ManifestContext
from nutgraf.render.assets import FAVICON, ICON_SIZES, icon_path
from nutgraf.render.theme import Theme
from nutgraf.render.words import Words


def render_manifest(context: ManifestContext, _theme: Theme) -> bytes:
    """Return manifest.webmanifest. Its addresses are relative, so that a site works at any path."""
    icons = [{"src": FAVICON, "type": "image/svg+xml", "sizes": "any"}]
    icons += [{"src": icon_path(size), "type": "image/png", "sizes": f"{size}x{size}"} for size in ICON_SIZES]
    said = {
        "name": context.title,
        "description": context.summary,
        "lang": context.language,
        "dir": Words({}, context.language).direction,
        "start_url": "./",
        "scope": "./",
        "display": "minimal-ui",
        "icons": icons,
    }
    text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
