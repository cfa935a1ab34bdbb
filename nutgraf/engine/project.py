"""Where a project's files are, and which of them there are."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

CONTENT = "content"
TEMPLATES = "templates"
CACHE = ".nutgraf-cache"

_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Project:
    """A folder with content/ and perhaps templates/ of its own; the site goes to `output`, or to the `address`."""

    root: Path
    output: Path
    address: str = ""
    """As fsspec writes them: s3://bucket/site. Then the site is not on this machine, and `output` is not used."""

    @property
    def content(self) -> Path:
        """Return the folder that authors edit."""
        return self.root / CONTENT

    @property
    def cache(self) -> Path:
        """Return the folder for what builds remember. It may be deleted at any time."""
        return self.root / CACHE

    @property
    def place(self) -> str:
        """Return what tells where the site goes from all other places."""
        return self.address or str(self.output.resolve())


def default_theme() -> Path:
    """Return the folder of the default theme: in the wheel, or beside the package in a checkout."""
    packaged = _PACKAGE / "theme"
    return packaged if packaged.is_dir() else _PACKAGE.parent / TEMPLATES


def find_inputs(project: Project) -> Mapping[str, Path]:
    """Return all inputs by their shown path, sorted: content, then the theme (``theme/…``)."""
    return {name: Path(entry) for name, entry in look_at_inputs(project).items()}


def look_at_inputs(project: Project) -> Mapping[str, os.DirEntry[str]]:
    """Return the same as they were found, which asks the system as little as can be."""
    found = {f"{CONTENT}/{name}": entry for name, entry in _files(project.content)}
    found |= {f"theme/{name}": entry for name, entry in _theme(project.root / TEMPLATES).items()}
    return dict(sorted(found.items()))


def _theme(own: Path) -> dict[str, os.DirEntry[str]]:
    """Return the files of the theme: own ones in place of default ones; but own catalogues of words lie over those."""
    default = dict(_files(default_theme()))
    if not own.is_dir() or own == default_theme():
        return default
    files = dict(_files(own))
    under = {f"words/default/{name[6:]}": default[name] for name in files if name[:6] == "words/" and name in default}
    return default | files | under


def _files(folder: Path | str, above: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield (path below the folder with slashes, file); names starting with a dot or ending with ~ are passed over."""
    try:
        with os.scandir(folder) as found:
            entries = [each for each in found if not _is_hidden(each.name)]
    except OSError:  # a folder that went, or that we may not look into, has nothing for us
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{above}{entry.name}/")
        elif entry.is_file():
            yield above + entry.name, entry


def _is_hidden(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith("~")
