"""What builds remember of their inputs and of their plan; and what somebody wants to see first.

All of it is only ever a help: a value kept here is taken for what was worked out anew only when what it was made from
is the same. A process that builds again and again hands each build the same memory; any other fills a new one from
`.nutgraf-cache/`.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from nutgraf.engine import digests
from nutgraf.engine.project import Project
from nutgraf.engine.trace import Trace, load, load_part, save, save_part, save_trace

if TYPE_CHECKING:
    from nutgraf.engine.facts import Facts, Said
    from nutgraf.engine.kept import KeptReading, KeptText
    from nutgraf.engine.planning import Plan
    from nutgraf.engine.store import Store
    from nutgraf.model.prose import Block
    from nutgraf.read.files import Reading
    from nutgraf.render.theme import Theme
    from nutgraf.weave.forms import Forms
    from nutgraf.weave.woven import WovenArticle

ReadingKey = tuple[str, str]
"""Path of a file and digest of its content."""

_ARTICLES = "content/articles/"
_TEMPLATES = "templates"

Result = TypeVar("Result")


def _nothing() -> Collection[str]:
    return ()


def _not_shown(_outputs: Mapping[str, bytes]) -> None:
    return


@dataclass(slots=True)
class Memory:
    """Handed to one build after another, never to two at once."""

    theme: "Theme | None" = None
    compiled: Mapping[str, bytes] = field(default_factory=dict)
    """Templates as they were compiled, of those what is kept on disk."""
    readings: "dict[ReadingKey, KeptReading]" = field(default_factory=dict)
    """Of all files that were ever read."""
    texts: "dict[str, KeptText]" = field(default_factory=dict)
    """Of all articles that were ever woven, by a version: digests of all that they were woven from."""
    facts: "dict[Said, Facts]" = field(default_factory=dict)
    """What inputs say, where it was worked out in this process."""
    store: "Store | None" = None
    """Where all of this is kept, for this process and others; None until it is opened."""
    unsaved: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    """Heads and bodies that are not in the store yet, by key."""
    used: "tuple[dict[ReadingKey, KeptReading], dict[str, KeptText]]" = field(default_factory=lambda: ({}, {}))
    """The readings and texts of the last build: all others are of earlier ones."""
    plan: "tuple[int, Plan] | None" = None
    """The plan of the last build that was written, and when that looked at its inputs."""
    seen: Callable[[], Collection[str]] = _nothing
    """Asked for the paths of outputs that somebody looks at."""
    show: Callable[[Mapping[str, bytes]], None] = _not_shown
    """Given those of them that are stale, as soon as they are rendered; the rest of the build and its checks follow."""

    def same_theme(self, project: Project, files: Mapping[str, bytes]) -> "Theme":
        """Return a theme: that of the last build when its files are the same. Compiled templates stay in any case."""
        from nutgraf.render.theme import Theme

        if self.theme is None:
            kept = load(project.cache / _TEMPLATES)
            is_ours = isinstance(kept, tuple) and len(kept) == 2 and kept[0] == digests.generator()
            self.compiled = dict(kept[1]) if is_ours else {}
            self.theme = Theme(files, self.compiled.copy())
        if self.theme.files != files:
            self.theme = Theme(files, self.theme.compiled)
        return self.theme

    def load(self, project: Project) -> None:
        """Fill an empty memory with what was kept on disk."""
        from nutgraf.engine.kept import KeptReading, KeptText
        from nutgraf.engine.store import Store

        if self.store is None:
            self.store = Store(project.cache / "readings")
            for key, head in self.store.heads().items():
                load = partial(self.store.body, key)
                name, _, digest = key.rpartition(" ")
                if name:
                    self.readings[name, digest] = KeptReading(head, load)
                else:
                    self.texts[digest] = KeptText(head, load)

    def forget(self) -> None:
        """Lose what was kept on disk, and all that was loaded from there."""
        if self.store is not None:
            self.store.forget()
        self.theme, self.store, self.plan = None, None, None
        self.readings, self.texts, self.facts, self.unsaved = {}, {}, {}, {}

    def keep_reading(self, key: ReadingKey, reading: "Reading") -> "KeptReading":
        """Take in what was read from a file."""
        from nutgraf.engine.facts import said_by_file
        from nutgraf.engine.kept import KeptReading, head_of

        head = head_of(reading, self._hear(said_by_file(reading)))
        self.unsaved[_key(*key)] = (head, reading)
        self.readings[key] = KeptReading(head, lambda: reading)
        return self.readings[key]

    def loom(self, readings: "Mapping[ReadingKey, KeptReading]", *, with_drafts: bool) -> "RememberingLoom":
        """Return what weaves the articles of these files. What an article is woven from stands in its folder."""
        parts: dict[str, list[str]] = {}
        for name, digest in readings:
            if name.startswith(_ARTICLES):
                parts.setdefault(name.split("/")[2], []).append(digest)
        return RememberingLoom(self, {key: "-".join((*each, str(int(with_drafts)))) for key, each in parts.items()})

    def keep_text(self, version: str, article: str, blocks: "tuple[Block, ...]", woven: "WovenArticle") -> None:
        """Take in what was woven of an article."""
        from nutgraf.engine.facts import said_by_text
        from nutgraf.engine.kept import KeptText, TextBody, text_head
        from nutgraf.plan.lookup import passages_in

        body = TextBody(woven, passages_in(article, blocks, woven))
        head = text_head(body, self._hear(said_by_text(article, blocks, woven)))
        self.unsaved[_key("", version)] = (head, body)
        self.texts[version] = KeptText(head, lambda: body)

    def say(
        self,
        readings: "Mapping[ReadingKey, KeptReading]",
        texts: "Mapping[str, KeptText]",
        left_out: frozenset[str],
    ) -> "dict[str, Said]":
        """Return what each file says without the entries that are left out, and what each article's text says."""
        from nutgraf.engine.facts import said_by_file, without

        said = {name: reading.head.said for (name, _), reading in readings.items()}
        for (name, _), reading in readings.items() if left_out else ():
            if not left_out.isdisjoint(reading.head.entries):
                said[name] = self._hear(said_by_file(without(reading.whole, left_out)))
        return said | {f"the text of {key}": text.head.said for key, text in texts.items()}

    def say_lists(self, listed: Mapping[str, int]) -> "Said":
        """Return what the lengths of all lists together say."""
        from nutgraf.engine.facts import said_by_lists

        return self._hear(said_by_lists(listed))

    def _hear(self, facts: "Facts") -> "Said":
        from nutgraf.engine.facts import said_as

        said = said_as(facts)
        self.facts[said] = facts
        return said

    def facts_of(self, said: "Said") -> "Facts | None":
        """Return what an input said; None when nobody knows any more."""
        return self.facts.get(said) or (self.store.said(said) if self.store else None)

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
        self.plan = (trace.looked, plan)
        self.save_readings(plan.said.values())
        if self.theme is not None and self.theme.compiled != self.compiled:
            self.compiled = dict(self.theme.compiled)
            save(project.cache / _TEMPLATES, (digests.generator(), self.compiled))
        save_part(project, "plan", (digests.generator(), trace.looked, plan))
        save_trace(project, trace)

    def save_readings(self, said: "Collection[Said]" = ()) -> None:
        """Keep on disk what is new, and in memory only what was used last. `said`: facts that will be asked for."""
        self.readings, self.texts = self.used
        keys = {*(_key(*key) for key in self.readings), *(_key("", version) for version in self.texts)}
        if self.store is not None:
            self.store.add(self.unsaved, self.facts, keys, said)
        self.unsaved, self.facts = {}, {}


def undamaged(memory: Memory, work: Callable[[], Result]) -> Result:
    """Return what work gives that uses a memory; where what was kept on disk proves damaged, it starts anew without."""
    from nutgraf.engine.store import DamagedError

    try:
        return work()
    except DamagedError:
        memory.forget()
        return work()


def _key(name: str, digest: str) -> str:
    return f"{name} {digest}"


class RememberingLoom:
    """A loom (`nutgraf.weave.loom`) for one build. `versions`: by article, digests of all that it is woven from."""

    def __init__(self, memory: Memory, versions: Mapping[str, str]) -> None:
        self.memory, self.versions = memory, versions
        self.asked = ""
        self.used: dict[str, str] = {}
        """The versions that were woven or recalled, by article."""

    def set_up(self, forms: "Forms", marks: Mapping[str, str]) -> None:
        """Hear what is looked for, and how often each entry is marked."""
        self.asked = digests.of_value((forms, marks))

    def recall(self, article: str) -> "KeptText | None":
        """Return what was woven from the same text and notes, for these forms and marks, and had no faults."""
        version = f"{self.versions[article]}-{self.asked}"
        self.used[article] = version
        return self.memory.texts.get(version)

    def keep(self, article: str, blocks: "tuple[Block, ...]", woven: "WovenArticle") -> None:
        """Take in what was woven and has no faults."""
        self.memory.keep_text(self.used[article], article, blocks, woven)

    def texts(self) -> "dict[str, tuple[str, KeptText]]":
        """Return what was woven without faults with its version, by article."""
        found = ((key, version, self.memory.texts.get(version)) for key, version in self.used.items())
        return {key: (version, text) for key, version, text in found if text is not None}
