"""Where a site goes: a folder, or an address that fsspec reaches."""

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nutgraf.engine.output import Stage, Written, check_output, write_site
from nutgraf.engine.project import Project
from nutgraf.model.targets import Staged

if TYPE_CHECKING:
    from nutgraf.engine.address import Address
    from nutgraf.engine.executor import Executor
    from nutgraf.engine.trace import Stamp


class Outlet(Protocol):
    """What a build asks of where its site goes. Everything raises OutputError."""

    @property
    def near(self) -> Stage | None:
        """Where the processes of this machine stage what is rendered; without it contents are kept until all are."""

    @property
    def far(self) -> "Address | None":
        """Where other machines may stage what they render."""

    def check(self, project: Project, inputs: "Iterable[os.DirEntry[str]]") -> None:
        """Raise OutputError when writing there would touch what is not ours."""

    def damaged(self, outputs: "Mapping[str, Stamp]") -> set[str]:
        """Return the outputs that are missing or are not as the last build left them."""

    def write(self, changed: Mapping[str, bytes | Staged], paths: Iterable[str], executor: "Executor") -> Written:
        """Write changed files, delete those that the site has no more."""

    def discard(self) -> None:
        """Leave nothing behind that was staged."""

    def stamps(
        self, known: "Mapping[str, Stamp]", rendered: Collection[str], owned: Mapping[str, str]
    ) -> "dict[str, Stamp]":
        """Return the stamps of all outputs, of which `owned` are the digests; those that were not rendered are as the
        last build left them.
        """


def outlet_of(project: Project) -> Outlet:
    """Return where a project's site goes."""
    if not project.address:
        return Folder(project.output)
    from nutgraf.engine.address import Address, Remote

    return Remote(Address(project.address))


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    output: Path
    far: None = None

    @property
    def near(self) -> Stage:
        """Where files wait until all are there."""
        return Stage(self.output)

    def check(self, project: Project, inputs: "Iterable[os.DirEntry[str]]") -> None:
        """Raise OutputError when building there would touch what is not ours."""
        check_output(project, inputs)

    def damaged(self, outputs: "Mapping[str, Stamp]") -> set[str]:
        """Return the outputs that are missing or are not as the last build left them."""
        damaged, output = set(), os.fspath(self.output)
        for path, (changed, size, _) in outputs.items():
            try:
                stat = os.stat(f"{output}/{path}")  # noqa: PTH116 - of all of them, where a Path each takes most of the time
            except OSError:
                damaged.add(path)
            else:
                if (stat.st_mtime_ns, stat.st_size) != (changed, size):
                    damaged.add(path)
        return damaged

    def write(
        self,
        changed: Mapping[str, bytes | Staged],
        paths: Iterable[str],
        executor: "Executor",  # noqa: ARG002 - it is on this machine
    ) -> Written:
        """Write changed files, delete those that the site has no more."""
        return write_site(self.output, changed, paths)

    def discard(self) -> None:
        """Leave nothing behind that was staged."""
        self.near.drop()

    def stamps(
        self, known: "Mapping[str, Stamp]", rendered: Collection[str], owned: Mapping[str, str]
    ) -> "dict[str, Stamp]":
        """Return the stamps of all outputs, of which `owned` are the digests; those that were not rendered are as the
        last build left them.
        """
        outputs = {}
        for path, digest in owned.items():
            stamp = known.get(path)
            if stamp is None or path in rendered or stamp[2] != digest:
                stat = (self.output / path).stat()
                stamp = (stat.st_mtime_ns, stat.st_size, digest)
            outputs[path] = stamp
        return outputs
