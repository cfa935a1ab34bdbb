"""The output folder: what nutgraf wrote there, and nothing else, is its own.

`.nutgraf` in the folder lists our files with their SHA-256, in the format of ``sha256sum -c``. A folder that holds
files but no such list is not ours: nothing is written into it.
"""

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from nutgraf.engine.project import TEMPLATES, Project, default_theme
from nutgraf.model.targets import Staged

MANIFEST = ".nutgraf"
STAGE = ".nutgraf-new"
"""The folder in which new files wait until all are there."""


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
    if (output / STAGE).is_symlink():
        raise OutputError(f"{output / STAGE} is a link: delete it")
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
        return listed((output / MANIFEST).read_text("utf-8"))
    except OSError:
        return {}


def listed(text: str) -> Mapping[str, str]:
    """Return the files of a list, with their SHA-256."""
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {path: digest for digest, path in pairs if _is_inside(path)}


def list_of(files: Mapping[str, str]) -> bytes:
    """Return the list of these files."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(files.items())).encode()


def _is_inside(path: str) -> bool:
    return bool(path.strip("./")) and not path.startswith("/") and ".." not in path.split("/")


class Written(NamedTuple):
    """What was done to the output folder."""

    written: list[str]
    """A file that already had its content is not among them."""
    deleted: list[str]
    owned: Mapping[str, str]
    """All files of ours, with their SHA-256."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where the files of an output folder wait; several processes may put them there."""

    output: Path

    def stage(self, path: str, content: bytes) -> Staged:
        """Write a file under its name for the time being, if it differs from the one that is there."""
        is_new = not _has(self.output / path, content)
        if is_new:
            try:
                self._place(path).write_bytes(content)
            except FileNotFoundError:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._place(path).write_bytes(content)
        return Staged(sha256(content).hexdigest(), is_new)

    def unstage(self, path: str) -> None:
        """Give a staged file its name."""
        final = self.output / path
        final.parent.mkdir(parents=True, exist_ok=True)
        self._place(path).replace(final)

    def drop(self) -> None:
        """Delete all that is staged."""
        if self._folder.is_symlink():
            self._folder.unlink()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _folder(self) -> Path:
        return self.output / STAGE

    def _place(self, path: str) -> Path:
        return self._folder / sha256(path.encode()).hexdigest()


def write_site(output: Path, changed: Mapping[str, bytes | Staged], paths: Iterable[str]) -> Written:
    """Write changed files, delete those of ours that the site has no more, and list what is ours.

    All new contents are staged before the first file is replaced.
    """
    stage, before = Stage(output), owned(output)
    output.mkdir(parents=True, exist_ok=True)
    staged = {path: each if isinstance(each, Staged) else stage.stage(path, each) for path, each in changed.items()}
    written = [path for path, each in staged.items() if each.is_new]
    _refuse_links(output, written)
    for path in written:
        stage.unstage(path)
    after = {path: before.get(path, "") for path in paths}
    after |= {path: each.digest for path, each in staged.items()}
    deleted = _prune(output, sorted(set(before) - set(after)))
    if stage.stage(MANIFEST, list_of(after)).is_new:
        stage.unstage(MANIFEST)
    return Written(written, deleted, after)


def _has(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _refuse_links(output: Path, paths: Iterable[str]) -> None:
    """Raise OutputError where a file would be written out of the folder."""
    root = output.resolve()
    for folder in dict.fromkeys((output / path).parent for path in paths):
        if not folder.resolve().is_relative_to(root):
            raise OutputError(f"{folder} leads out of {output} by a link")


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
