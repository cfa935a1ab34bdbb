"""Digests of values, files and of the generator itself.

A context is frozen and made of values whose repr is complete and always the same, so its digest is that of its repr.
"""

import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

LIBRARIES = (
    "babel", "branca", "django-js-lib-leaflet", "folium", "jinja2", "markdown-it-py", "markupsafe",
    "pagefind-bin", "resvg-py", "tdewolff-minify", "tzdata",
)  # fmt: skip
"""What decides the bytes of a site besides our own code."""

PARTS = ("model", "read", "weave", "plan", "render", "data", "engine/build.py", "engine/examine.py",
         "engine/facts.py", "engine/kept.py", "engine/memory.py", "engine/planning.py",
         "engine/store.py")  # fmt: skip
"""What of nutgraf decides them, or what is remembered of them. The desk and the command line do not."""

_PACKAGE = Path(__file__).parent.parent


def of_bytes(content: bytes) -> str:
    """Return the digest of a file's content."""
    return blake2b(content, digest_size=16).hexdigest()


def of_value(value: Any) -> str:
    """Return the digest of a frozen value."""
    return of_bytes(repr(value).encode())


def short(value: Any) -> bytes:
    """Return a digest of eight bytes of a frozen value, for what is kept by the hundred thousand."""
    return blake2b(repr(value).encode(), digest_size=8).digest()


@cache
def generator() -> str:
    """Return the digest of nutgraf's code and data and of the versions of its libraries."""
    found = (path for part in PARTS for path in _files(_PACKAGE / part))
    files = sorted(path for path in found if path.is_file() and path.suffix != ".pyc")
    contents = [(path.relative_to(_PACKAGE).as_posix(), of_bytes(path.read_bytes())) for path in files]
    listed = _listed_versions()
    return of_value((contents, [(name, listed.get(name) or _version(name)) for name in LIBRARIES]))


def _files(part: Path) -> Iterator[Path]:
    return iter([part]) if part.is_file() else part.rglob("*")


def _listed_versions() -> dict[str, str]:
    """Return the versions of libraries as the names of folders tell, of two the one that Python finds first. Asking the
    standard library takes a quarter of a build in which nothing changed.
    """
    found: dict[str, str] = {}
    for place in sys.path:
        for folder in Path(place).glob("*.dist-info"):
            name, _, version = folder.stem.partition("-")
            found.setdefault(name.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _version(library: str) -> str:
    """Return the version of a library; nothing for one that is missing, which only an optional one can be."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return ""
