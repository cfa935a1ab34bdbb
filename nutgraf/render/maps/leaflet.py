"""Leaflet's files, out of the package that carries them, checked before they go to readers.

The page runs this script, so it is taken only if it is, byte for byte, the one of the official
distribution that was looked at.
"""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import distribution
from importlib.resources import files
from importlib.resources.abc import Traversable

FOLDER = "assets/leaflet"
PACKAGE = "django-js-lib-leaflet"

EXPECTED = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}
"""SHA-256 of Leaflet 1.9.4 as it was published."""


class LeafletChangedError(Exception):
    """A file is not the Leaflet that this version of nutgraf knows."""


def leaflet_files() -> tuple[tuple[str, bytes], ...]:
    """Paths in the site with their bytes: script, stylesheet, images, licence, sorted by path."""
    root = files("js_lib_leaflet") / "static" / "js_lib_leaflet"
    found = {f"{FOLDER}/{name}": verified(name, (root / name).read_bytes()) for name in EXPECTED}
    found |= {f"{FOLDER}/images/{i.name}": i.read_bytes() for i in _images(root / "images")}
    found[f"{FOLDER}/LICENSE.txt"] = _licence()
    return tuple(sorted(found.items()))


def verified(name: str, content: bytes) -> bytes:
    """The content, if it is what was published under that name; else LeafletChangedError."""
    digest = sha256(content).hexdigest()
    if digest != EXPECTED[name]:
        raise LeafletChangedError(
            f"{name} from the package {PACKAGE} is not the file of Leaflet 1.9.4: its SHA-256 is "
            f"{digest}, expected {EXPECTED[name]}. Reinstall the package, in the version that the "
            "lock file names."
        )
    return content


def _images(folder: Traversable) -> Iterable[Traversable]:
    return (item for item in folder.iterdir() if item.name.endswith(".png"))


def _licence() -> bytes:
    text = distribution(PACKAGE).read_text("LICENSE")
    if not text:
        raise LeafletChangedError(f"the package {PACKAGE} comes without Leaflet's licence")
    return text.encode()
