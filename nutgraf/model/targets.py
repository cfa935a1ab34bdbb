"""One file of the site, or a folder whose files are known once it is rendered: how it is made and from what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar


@dataclass(frozen=True, slots=True)
class Target:
    """`renderer` names a row of `nutgraf.render.renderers.RENDERERS`; `context` is frozen and closed."""

    path: str
    """Below the output folder, with slashes; that of a folder ends in one."""
    renderer: str
    context: Any


class Staged(NamedTuple):
    """A file that lies where the site goes, under a name for the time being."""

    digest: str
    """SHA-256 of its content."""
    is_new: bool = True
    """Whether it lies there: one that has its content already, under its own name, need not."""


File = TypeVar("File", bound=bytes | Staged)

Content = bytes | Mapping[str, bytes]
"""What rendering a target gave: a file, or the files of a folder by their path in it."""


def files_of(path: str, content: File | Mapping[str, File]) -> Mapping[str, File]:
    """Return the files that a rendered target comes to, by their path below the output folder."""
    if isinstance(content, Mapping):
        return {path + name: each for name, each in content.items()}
    return {path: content}


def is_part(file: str, path: str) -> bool:
    """Whether a file of the site belongs to the target with this path."""
    return file.startswith(path) if path.endswith("/") else file == path
