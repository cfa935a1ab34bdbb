"""Wait for saved files.

What decides is a look at all inputs (`snapshot`): a batch of saved files is one change, and what is saved while a build
runs is seen by the next look. The system's own notices (`watchfiles`) only say when to look, and catch what times and
sizes cannot show; without them there is a look every third of a second.
"""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Event
from typing import Any

from nutgraf.engine.project import CONTENT, TEMPLATES, Project, default_theme, find_inputs

LOOK = 1.0
"""Seconds between looks where the system tells of changes: it may have missed some."""

POLL = 0.3
"""Seconds between looks where it does not."""

_SETTLED = 10
"""Milliseconds without a further notice after which a batch counts as whole."""

Snapshot = Mapping[str, tuple[int, int]]


def snapshot(project: Project) -> Snapshot:
    """Return time of change and size of every input."""
    found = {}
    for name, path in find_inputs(project).items():
        with contextlib.suppress(OSError):  # it went while we looked
            stat = path.stat()
            found[name] = (stat.st_mtime_ns, stat.st_size)
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
        return self.look(noticed)

    def look(self, noticed: set[Path] | None = None) -> tuple[str, ...]:
        """Return what changed since the last look, and the inputs among the files that were noticed."""
        now = snapshot(self.project)
        changed = {name for name, _ in set(now.items()) ^ set(self.seen.items())}
        if noticed:
            changed |= {name for name, path in find_inputs(self.project).items() if path in noticed}
        self.seen = now
        return tuple(sorted(changed))

    def _notices(self) -> set[Path]:
        """Return the files of which the system tells within a while; nothing where it cannot."""
        if not self.by_notice:
            self.stop.wait(POLL)
            return set()
        try:
            return {Path(path) for _, path in next(self._source())}
        except StopIteration:
            return set()
        except Exception:  # noqa: BLE001 - no library, no notices on this system, too many files: then we look ourselves
            self.by_notice = False
            return set()

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
