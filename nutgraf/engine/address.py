"""An output folder that is not on this machine: s3://bucket/site, or whatever else fsspec has a file system for.

The promises are those of a folder (`nutgraf.engine.output`), the means others. What is ours stands in `.nutgraf` at the
address, and its digests are believed, as a look at every file would cost a request each. Other machines stage the files
that they render below `.nutgraf-new/`; these get their names when everything is rendered and found good.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from nutgraf.engine.output import MANIFEST, STAGE, OutputError, Written, list_of, listed
from nutgraf.model.targets import Staged

if TYPE_CHECKING:
    import os

    from nutgraf.engine.executor import Executor
    from nutgraf.engine.project import Project
    from nutgraf.engine.trace import Stamp

_BEING_WRITTEN = "0" * 64
"""In the list, the digest of a file that is just being replaced: after a build that was cut off, it is made again."""


@dataclass(frozen=True, slots=True)
class Address:
    """A folder as fsspec names it; a small value, which each machine opens itself. Everything raises OutputError."""

    url: str

    def read(self, path: str) -> bytes:
        """Return a file; nothing when there is none."""
        with self._opened() as (system, root), suppress(FileNotFoundError):
            return bytes(system.cat_file(f"{root}/{path}"))
        return b""

    def write(self, path: str, content: bytes) -> None:
        """Write a file, and make its folder where there are folders."""
        with self._opened() as (system, root):
            place = f"{root}/{path}"
            try:
                system.pipe_file(place, content)
            except FileNotFoundError:
                system.makedirs(place.rpartition("/")[0], exist_ok=True)
                system.pipe_file(place, content)

    def stage(self, path: str, content: bytes) -> Staged:
        """Write a file under its name for the time being."""
        self.write(f"{STAGE}/{path}", content)
        return Staged(sha256(content).hexdigest())

    def unstage(self, path: str) -> None:
        """Give a staged file its name; doing so again does no harm."""
        with self._opened() as (system, root):
            staged, final = f"{root}/{STAGE}/{path}", f"{root}/{path}"
            if system.exists(staged):
                system.makedirs(final.rpartition("/")[0], exist_ok=True)
                system.mv(staged, final)

    def drop_stage(self) -> None:
        """Delete all that is staged."""
        with self._opened() as (system, root), suppress(FileNotFoundError):
            system.rm(f"{root}/{STAGE}", recursive=True)

    def delete(self, path: str) -> None:
        """Delete a file, if it is there. Its folder stays where there are folders."""
        with self._opened() as (system, root), suppress(FileNotFoundError):
            system.rm_file(f"{root}/{path}")

    def names(self) -> list[str]:
        """Return what stands at the address; names that begin with a dot are passed over."""
        with self._opened() as (system, root), suppress(FileNotFoundError):
            found = (path.rstrip("/").rpartition("/")[2] for path in system.ls(root, detail=False))
            return sorted(name for name in found if not name.startswith("."))
        return []

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, str]]:
        try:
            from fsspec.core import url_to_fs
        except ImportError:
            raise OutputError(f"{self.url} needs fsspec: install it with pip install 'nutgraf[dask]'") from None
        try:
            system, root = url_to_fs(self.url)
            yield system, root.rstrip("/")
        except Exception as error:
            words = str(error) or type(error).__name__  # each file system raises errors of its own
            raise OutputError(f"{self.url} cannot be used: {words}") from error


class Remote:
    """The outlet at an address, during one build."""

    near: None = None

    def __init__(self, address: Address) -> None:
        self.address = self.far = address

    @cached_property
    def before(self) -> Mapping[str, str]:
        """The files that we wrote there, with their SHA-256."""
        return listed(self.address.read(MANIFEST).decode())

    def check(self, project: "Project", inputs: "Iterable[os.DirEntry[str]]") -> None:  # noqa: ARG002 - a folder's outlet wants them
        """Raise OutputError when what is there is not ours, or when nobody answers."""
        if not self.before and (strangers := self.address.names()):
            words = f"{self.address.url} holds files that nutgraf did not write ({strangers[0]} …)"
            raise OutputError(f"{words}: name an empty folder")

    def damaged(self, outputs: "Mapping[str, Stamp]") -> set[str]:
        """Return the outputs that are not listed there as the last build left them."""
        return {path for path, stamp in outputs.items() if self.before.get(path) != stamp[2]}

    def write(self, changed: Mapping[str, bytes | Staged], paths: Iterable[str], executor: "Executor") -> Written:
        """Write changed files, delete those of ours that the site has no more, and list what is ours.

        A file whose bytes are listed is not written.
        """
        digests = {path: each.digest if isinstance(each, Staged) else _digest(each) for path, each in changed.items()}
        written = [path for path, digest in digests.items() if self.before.get(path) != digest]
        after = {path: self.before.get(path, "") for path in paths} | digests
        deleted = sorted(set(self.before) - set(after))
        if written or deleted:
            self._list({**self.before, **dict.fromkeys(written, _BEING_WRITTEN)})
            for path in written:
                content = changed[path]
                if not isinstance(content, Staged):
                    self.address.write(path, content)
            staged = [path for path in written if isinstance(changed[path], Staged)]
            for work, files in ((self.address.unstage, staged), (self.address.delete, deleted)):
                for _ in executor.map(work, files):
                    pass
            self._list(after)
        return Written(written, deleted, after)

    def discard(self) -> None:
        """Leave nothing behind that was staged."""
        self.address.drop_stage()

    def stamps(
        self,
        known: "Mapping[str, Stamp]",  # noqa: ARG002 - a folder's outlet wants it
        rendered: Collection[str],  # noqa: ARG002 - the same
        owned: Mapping[str, str],
    ) -> "dict[str, Stamp]":
        """Return the stamps of all outputs: times and sizes are not asked for."""
        return {path: (0, 0, digest) for path, digest in owned.items()}

    def _list(self, files: Mapping[str, str]) -> None:
        self.address.write(MANIFEST, list_of(files))


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
