"""What builds remember of their inputs and of their plan; and what somebody wants to see first.

All of it is only ever a help: a value kept here is taken for what was worked out anew only when what it was made from
is the same. A process that builds again and again hands each build the same memory; any other fills a new one from
`.nutgraf-cache/`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nutgraf.engine import digests
from nutgraf.engine.project import Project
from nutgraf.engine.trace import Trace, load, load_part, save, save_part, save_trace

if TYPE_CHECKING:
    from nutgraf.engine.facts import Said
    from nutgraf.engine.planning import Plan
    from nutgraf.model.corpus import Corpus
    from nutgraf.plan.lookup import PassagesByRef
    from nutgraf.read.files import Reading
    from nutgraf.render.theme import Theme
    from nutgraf.weave.loom import Loom
    from nutgraf.weave.woven import Woven

ReadingKey = tuple[str, str]
"""Path of a file and digest of its content."""


def _nothing() -> Collection[str]:
    return ()


def _not_shown(_outputs: Mapping[str, bytes]) -> None:
    return


@dataclass(slots=True)
class Memory:
    """Handed to one build after another, never to two at once."""

    theme: "Theme | None" = None
    readings: "Mapping[ReadingKey, Reading]" = field(default_factory=dict)
    said: "dict[ReadingKey, Said]" = field(default_factory=dict)
    """What each reading says."""
    loom: "Loom | None" = None
    texts: "dict[str, tuple[Any, Any, PassagesByRef, Said]]" = field(default_factory=dict)
    """By article: its blocks and what was found in them, which passages speak of what, and what that says."""
    plan: "tuple[int, Plan] | None" = None
    """The plan of the last build that was written, and when that looked at its inputs."""
    seen: Callable[[], Collection[str]] = _nothing
    """Asked for the paths of outputs that somebody looks at."""
    show: Callable[[Mapping[str, bytes]], None] = _not_shown
    """Given those of them that are stale, as soon as they are rendered; the rest of the build and its checks follow."""

    def same_theme(self, theme: "Theme") -> "Theme":
        """Return the theme of the last build when its files are the same: templates compiled for it stay."""
        if self.theme is None or self.theme.digests != theme.digests:
            self.theme = theme
        return self.theme

    def load(self, project: Project) -> None:
        """Fill an empty memory with what was kept on disk."""
        from nutgraf.weave.loom import Loom

        if self.loom is None:
            kept = load(project.cache / "readings")
            is_ours = isinstance(kept, tuple) and len(kept) == 5 and kept[0] == digests.generator()
            _, self.readings, self.said, self.loom, self.texts = kept if is_ours else ("", {}, {}, Loom(), {})

    def say(self, corpus: "Corpus", woven: "Woven") -> "tuple[dict[str, Said], dict[str, PassagesByRef]]":
        """Return what each input says, and which passages of each article speak of which entries."""
        from nutgraf.engine.facts import said_by_file, said_by_lists, said_by_text, without
        from nutgraf.plan.lookup import passages_in

        self.said = {key: self.said.get(key) or said_by_file(each) for key, each in self.readings.items()}
        said = {name: self.said[name, digest] for name, digest in self.readings}
        for (name, _), reading in self.readings.items():
            if left_out := without(reading, corpus):
                said[name] = said_by_file(left_out)
        texts = {}
        for key, text in woven.articles.items():
            blocks, known = corpus.blocks[key], self.texts.get(key)
            if known is None or known[0] is not blocks or known[1] is not text:
                known = (blocks, text, passages_in(key, blocks, text), said_by_text(key, blocks, text))
            texts[key] = known
        self.texts = texts
        said |= {f"the text of {key}": each[3] for key, each in texts.items()}
        said["the lists"] = said_by_lists(corpus.listed)
        return said, {key: each[2] for key, each in texts.items()}

    def plan_of(self, project: Project, trace: Trace) -> "Plan":
        """Return the plan of the build that left a trace; a plan of nothing when it is not known."""
        from nutgraf.engine.planning import Plan

        if self.plan is None or self.plan[0] != trace.looked:
            kept = load_part(project, "plan")
            is_ours = isinstance(kept, tuple) and len(kept) == 3 and kept[:2] == (digests.generator(), trace.looked)
            return kept[2] if is_ours else Plan()
        return self.plan[1]

    def save(self, project: Project, trace: Trace, plan: "Plan") -> None:
        """Record a build that was written: first its plan, then the trace without which the plan means nothing."""
        is_first = self.plan is None
        self.plan = (trace.looked, plan)
        save_part(project, "plan", (digests.generator(), trace.looked, plan))
        save_trace(project, trace)
        if is_first:
            save(project.cache / "readings", (digests.generator(), self.readings, self.said, self.loom, self.texts))
