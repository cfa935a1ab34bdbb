"""The output folder: what nutgraf wrote there, and nothing else, is its own.

`.nutgraf` in the folder lists our files with their SHA-256, in the format of ``sha256sum -c``. A folder that holds
files but no such list is not ours: nothing is written into it.
"""

import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from nutgraf.engine.project import TEMPLATES, Project, default_theme

MANIFEST = ".nutgraf"
_TEMPORARY = ".nutgraf-new"


class OutputError(Exception):
    """The output folder cannot be used, in words for whoever runs the build."""


def check_output(project: Project, inputs: Iterable[os.DirEntry[str]]) -> None:
    """Raise OutputError when building there would touch what is not ours."""
    output, resolved = project.output, project.output.resolve()
    folders = [each for each in (project.content, project.root / TEMPLATES, default_theme()) if each.is_dir()]
    is_among = any(resolved.is_relative_to(each.resolve()) for each in folders)
    doubtful = (Path(each) for each in inputs if is_among or each.is_symlink())
    for path in (project.root, *folders, *doubtful):
        if path.resolve().is_relative_to(resolved):
            raise OutputError(f"{output} holds the project's own files: name a folder of its own with --output")
    if output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file: name a folder with --output")
    strangers = [] if (output / MANIFEST).is_file() else _visible(output)
    if strangers:
        raise OutputError(f"{output} holds files that nutgraf did not write ({strangers[0]} …): name an empty folder")


def _visible(output: Path) -> list[str]:
    if not output.is_dir():
        return []
    return sorted(each.name for each in output.iterdir() if not each.name.startswith("."))


def owned(output: Path) -> Mapping[str, str]:
    """Return the files that we wrote, with their SHA-256."""
    try:
        lines = (output / MANIFEST).read_text("utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.split("  ", 1) for line in lines if "  " in line)
    return {path: digest for digest, path in pairs if _is_inside(path)}


def _is_inside(path: str) -> bool:
    return bool(path.strip("./")) and not path.startswith("/") and ".." not in path.split("/")


class Written(NamedTuple):
    """What was done to the output folder."""

    written: list[str]
    """A file that already had its content is not among them."""
    deleted: list[str]
    owned: Mapping[str, str]
    """All files of ours, with their SHA-256."""


def write_site(output: Path, changed: Mapping[str, bytes], paths: Iterable[str]) -> Written:
    """Write changed files, delete those of ours that the site has no more, and list what is ours.

    All new contents are on disk under temporary names before the first file is replaced.
    """
    output.mkdir(parents=True, exist_ok=True)
    before = owned(output)
    written = [path for path, content in changed.items() if not _has(output / path, content)]
    root = output.resolve()
    staged = [(_stage(root, output, path, changed[path]), output / path) for path in written]
    for temporary, final in staged:
        temporary.replace(final)
    after = {path: before.get(path, "") for path in paths}
    after |= {path: sha256(content).hexdigest() for path, content in changed.items()}
    deleted = _prune(output, sorted(set(before) - set(after)))
    _write_manifest(output, after, before)
    return Written(written, deleted, after)


def _has(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _stage(root: Path, output: Path, path: str, content: bytes) -> Path:
    """Write a file under a temporary name; `root` is where the output folder really is."""
    final = output / path
    if not final.parent.resolve().is_relative_to(root):
        raise OutputError(f"{final} leads out of {output} by a link")
    final.parent.mkdir(parents=True, exist_ok=True)
    temporary = final.with_name(f"{final.name}{_TEMPORARY}")
    temporary.write_bytes(content)
    return temporary


def _prune(output: Path, paths: list[str]) -> list[str]:
    deleted = []
    for path in paths:
        file = output / path
        if file.is_file() and file.parent.resolve().is_relative_to(output.resolve()):
            file.unlink()
            deleted.append(path)
            _drop_empty(file.parent, output)
    return deleted


def _drop_empty(folder: Path, output: Path) -> None:
    while folder != output and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _write_manifest(output: Path, files: Mapping[str, str], before: Mapping[str, str]) -> None:
    if files == before:
        return
    lines = "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items()))
    _stage(output.resolve(), output, MANIFEST, lines.encode()).replace(output / MANIFEST)
