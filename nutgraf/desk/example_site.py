"""A new project: the example that comes with nutgraf, copied into an empty folder, with the schemas for editors."""

from collections.abc import Mapping
from pathlib import Path

from nutgraf.desk.schemas import schemas

_EXAMPLE = Path(__file__).parent / "example"
_IGNORED = "/.nutgraf-cache/\n/site/\n"
"""What a project keeps out of its repository: all that a build can make again."""


class FolderNotEmptyError(Exception):
    """The folder cannot take a new project, in words for whoever named it."""


def example_files() -> Mapping[str, bytes]:
    """Return the files of the example by their path, with slashes."""
    paths = sorted(path for path in _EXAMPLE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    files = {path.relative_to(_EXAMPLE).as_posix(): path.read_bytes() for path in paths}
    for_editors = {f"schemas/{name}": text.encode() for name, text in schemas().items()}
    return {".gitignore": _IGNORED.encode(), **files, **for_editors}


def write_site(folder: Path) -> int:
    """Write the example into a folder that is empty (but for .git) or not there; return the number of files."""
    if folder.exists() and not folder.is_dir():
        raise FolderNotEmptyError(f"{folder} is a file: name a folder")
    there = sorted(each.name for each in folder.iterdir() if each.name != ".git") if folder.is_dir() else []
    if there:
        raise FolderNotEmptyError(f"{folder} is not empty ({there[0]} …): name a folder that is not there yet")
    files = example_files()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return len(files)
