"""Build whenever files are saved, in a thread of its own; the thread that serves is told what came of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from nutgraf.engine import digests
from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.memory import Memory
from nutgraf.engine.output import owned
from nutgraf.engine.preview.faults import fault_of
from nutgraf.engine.preview.state import state_of
from nutgraf.engine.preview.watch import Watch
from nutgraf.engine.project import Project

_LOADED = 0.4
"""Seconds that a build waits, at most, for the open pages to show what is new before it goes on with all others."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The preview as it is now. Replaced whole, so that a thread never sees half of it."""

    state: Mapping[str, Any] = field(default_factory=dict)
    early: Mapping[str, bytes] = field(default_factory=dict)
    """Outputs that are shown before they are written."""
    assets: str = ""
    """A digest of what pages share: style sheets, scripts, pictures."""
    changed: frozenset[str] = frozenset()
    """Outputs that differ from those of the moment before."""


class Follower(Thread):
    """Calls `report` for each build, and `tell` for each moment, the first pages of a running build included."""

    def __init__(self, project: Project, options: Options, report: Callable[[Built], None]) -> None:
        super().__init__(daemon=True, name="preview")
        self.project, self.options, self.report = project, options, report
        self.ending, self.is_loaded = Event(), Event()
        self.watch = Watch(project, self.ending)
        self.memory = Memory(seen=self._seen, show=self._show)
        self.open_pages: frozenset[str] = frozenset()
        self.moment = Moment()
        self.tell: Callable[[Moment], None] = lambda _: None
        self.last: Built | None = None

    def run(self) -> None:
        """Follow what is saved until the end."""
        while not self.ending.is_set():
            changed = self.watch.wait()
            if changed and not self.ending.is_set():
                self.build(changed)

    def end(self) -> None:
        """Stop after the build that is running."""
        self.ending.set()
        self.is_loaded.set()
        if self.is_alive():
            self.join(timeout=10)

    def build(self, changed: tuple[str, ...] = ()) -> None:
        """Build once, and tell what came of it."""
        built = self._build(changed)
        is_news = self._is_news(built)
        early = frozenset(self.moment.early)
        outputs = frozenset((*built.written, *built.deleted))
        self.last = built
        self._enter(
            Moment(
                state_of(built.diagnostics, self.project, is_good=built.is_good, with_drafts=self.options.with_drafts),
                assets=self._assets(),
                changed=outputs - early if built.is_good else early,
            )
        )
        if is_news:
            self.report(built)

    def _build(self, changed: tuple[str, ...]) -> Built:
        try:
            return build(self.project, self.options, memory=self.memory)
        except Exception as error:  # noqa: BLE001 - a template may raise anything; the preview says so and goes on
            return Built((fault_of(error, changed),), is_good=False)

    def _is_news(self, built: Built) -> bool:
        last = self.last
        is_same = last is not None and (last.diagnostics, last.is_good) == (built.diagnostics, built.is_good)
        return bool(built.rendered or built.deleted) or not is_same

    def _seen(self) -> frozenset[str]:
        """Return what is on authors' screens; styles only while all is well, as they would be taken back again."""
        styles = (
            {"assets/site.css", "assets/pages.css"} if self.last and self.last.is_good and self.open_pages else set()
        )
        return self.open_pages | styles

    def _show(self, outputs: Mapping[str, bytes]) -> None:
        """Show outputs while the rest is still being built; it may take its time once the pages are loaded."""
        self.is_loaded.clear()
        has_page = any(path.endswith(".html") for path in outputs)
        state = {**self.moment.state, "is_good": True, "errors": []} if has_page else self.moment.state
        self._enter(Moment(state, {**self.moment.early, **outputs}, self.moment.assets, frozenset(outputs)))
        if has_page:
            self.is_loaded.wait(_LOADED)

    def _enter(self, moment: Moment) -> None:
        self.moment = moment
        self.tell(moment)

    def _assets(self) -> str:
        shared = sorted(each for each in owned(self.project.output).items() if each[0].startswith("assets/"))
        return digests.of_value(shared)[:12]
