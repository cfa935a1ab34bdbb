"""One file of the site: how it is made and from what."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Target:
    """`renderer` names a row of `nutgraf.render.renderers.RENDERERS`; `context` is frozen and closed."""

    path: str
    """Below the output folder, with slashes."""
    renderer: str
    context: Any


@dataclass(frozen=True, slots=True)
class Output:
    """What rendering a target gave."""

    path: str
    content: bytes
