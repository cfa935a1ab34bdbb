"""Wait for saved files.

What decides is a look at all inputs (`snapshot`): a batch of saved files is one change, and what is saved while a build
runs is seen by the next look. The system's own notices (`watchfiles`) say when to look, and catch what times and sizes
cannot show; where they name only inputs that are known, these are looked at and no others. Without notices there is a
look every third of a second.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

from nutgraf.engine.project import CONTENT, TEMPLATES, Project, default_theme, look_at_inputs

LOOK = 1.0
"""Seconds between looks where the system tells of changes: it may have missed some."""

POLL = 0.3
"""Seconds between looks where it does not."""

_SETTLED = 5
"""Milliseconds without a further notice after which a batch counts as whole."""

_SAVING = 0.05
"""Seconds for which a file that is empty or gone may be in the midst of being saved: editors empty or move it first."""


class Seen(NamedTuple):
    """An input as it was when it was looked at."""

    name: str
    time: int
    size: int


Snapshot = dict[str, Seen]
"""By path."""


def snapshot(project: Project) -> Snapshot:
    """Return time of change and size of every input."""
    return _look_at(look_at_inputs(project).items())


def _look_at(files: Iterable[tuple[str, os.DirEntry[str] | Path]]) -> Snapshot:
    found = {}
    for name, file in files:
        with contextlib.suppress(OSError):  # it went while we looked
            stat = file.stat()
            found[os.fspath(file)] = Seen(name, stat.st_mtime_ns, stat.st_size)
    return found


class Watch:
    """Remembers what the inputs looked like when they were last looked at."""

    def __init__(self, project: Project, stop: Event | None = None, *, by_notice: bool = True) -> None:
        self.project, self.stop = project, stop or Event()
        self.seen = snapshot(project)
        self.by_notice = by_notice
        self.notices: Iterator[set[Any]] | None = None
        self.folders: tuple[tuple[Path, int], ...] = ()

    def wait(self) -> tuple[str, ...]:
        """Wait a while for a change; return the inputs that were added, changed or removed since the last look."""
        noticed = self._notices()
        known = noticed & self.seen.keys()
        now = self._look_again(known)
        if len(now) < len(known) or not all(each.size for each in now.values()):
            self.stop.wait(_SAVING)
            now = self._look_again(known)
        if not known or len(now) < len(known) or any(map(os.path.exists, noticed - known)):
            return self.look(noticed)
        self.seen |= now
        return tuple(sorted(each.name for each in now.values()))

    def _look_again(self, paths: Set[str]) -> Snapshot:
        return _look_at((self.seen[path].name, Path(path)) for path in paths)

    def look(self, noticed: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Return what changed since the last look, and the inputs among the files that were noticed."""
        before, self.seen = self.seen, snapshot(self.project)
        changed = {each.name for each in {*before.values()} ^ {*self.seen.values()}}
        return tuple(sorted(changed | {self.seen[path].name for path in noticed & self.seen.keys()}))

    def _notices(self) -> frozenset[str]:
        """Return the files of which the system tells within a while; nothing where it cannot."""
        if not self.by_notice:
            self.stop.wait(POLL)
            return frozenset()
        try:
            return frozenset(path for _, path in next(self._source()))
        except StopIteration:
            return frozenset()
        except Exception:  # noqa: BLE001 - no library, no notices on this system, too many files: then we look ourselves
            self.by_notice = False
            return frozenset()

    def _source(self) -> Iterator[set[Any]]:
        """Return the notices of the folders that there are now: one may have come, or been put in another's place."""
        folders = tuple(_folders(self.project))
        if self.notices is None or folders != self.folders:
            from watchfiles import watch

            self.folders = folders
            self.notices = watch(
                *(path for path, _ in folders),
                watch_filter=lambda _, path: not Path(path).name.startswith(".") and not path.endswith("~"),
                debounce=1000,
                step=_SETTLED,
                stop_event=self.stop,
                rust_timeout=int(LOOK * 1000),
                yield_on_timeout=True,
                raise_interrupt=False,
            )
        return self.notices


def _folders(project: Project) -> Iterator[tuple[Path, int]]:
    """Yield the folders to watch, with what tells a folder from another of the same name."""
    for path in (project.root / CONTENT, project.root / TEMPLATES, default_theme()):
        with contextlib.suppress(OSError):
            yield path, path.stat().st_ino
