"""Which targets a site has and which of them are stale, composing as little as possible.

A sheet is composed again when it is given something else than last time, or when one of the facts that it has seen has
changed. Whether its targets are rendered again is then decided by their keys, so composing once too often costs
time and nothing else. Each sheet is drafted for itself, whatever becomes of the others: so several processes can share
them, and what one was composed to is dropped as soon as it is rendered.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, TypeVar

from nutgraf.engine import digests
from nutgraf.engine.facts import Facts, Said, Seen, changed_facts, is_touched, seen_as
from nutgraf.model.targets import Target, is_part
from nutgraf.plan.frames import Framer
from nutgraf.plan.lookup import Lookup
from nutgraf.plan.plan import Sheet
from nutgraf.plan.watched import watch
from nutgraf.render.renderers import RENDERERS, context_parts
from nutgraf.render.theme import Theme

Look = tuple[str, tuple[str, ...]]
"""A renderer, and the words of a context that decide which files of the theme it reads."""

Reasons = tuple[str, ...]

Words = TypeVar("Words", bound=tuple[Any, ...])


class Outline(NamedTuple):
    """A target without its context."""

    path: str
    look: Look
    parts: tuple[str, ...]
    """The names of the parts of its context."""
    digests: bytes
    """Of each part, eight bytes."""


class Composed(NamedTuple):
    """What is remembered of a sheet."""

    name: str
    seen: Seen
    outlines: tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is remembered of a whole plan whose targets were rendered."""

    generator: str = ""
    shared: str = ""
    """A digest of what every page may know."""
    theme: Mapping[str, str] = field(default_factory=dict)
    """Digests of its files."""
    uses: Mapping[Look, tuple[str, ...]] = field(default_factory=dict)
    """The files of the theme that targets read."""
    said: Mapping[str, Said] = field(default_factory=dict)
    """By input."""
    sheets: Mapping[str, Composed] = field(default_factory=dict)
    """By path."""
    reasons: Mapping[str, Reasons] = field(default_factory=dict)
    """Why each target was last rendered."""

    def outlines(self) -> Iterator[Outline]:
        """Yield the outlines of all targets."""
        return (outline for sheet in self.sheets.values() for outline in sheet.outlines)


def key_of(outline: Outline, generator: str, theme: Mapping[str, str], uses: Sequence[str]) -> Mapping[str, str]:
    """Return what a target depends on, as digests by name: generator, renderer, parts of its context, and those files
    of the theme that it `uses`.
    """
    renderer, found = outline.look[0], outline.digests
    parts = {"the generator": generator, "the renderer": renderer}
    parts |= {f"templates/{name}": theme.get(name, "") for name in uses}
    return parts | {f"its {name}": found[8 * at : 8 * at + 8].hex() for at, name in enumerate(outline.parts)}


def outline_of(target: Target) -> Outline:
    """Return what is remembered of a target."""
    found = dict(context_parts(target.context))
    look = (target.renderer, RENDERERS[target.renderer].look(target.context))
    return Outline(target.path, look, tuple(found), b"".join(map(digests.short, found.values())))


class Draft(NamedTuple):
    """What a sheet comes to, and what is to be done for it."""

    composed: Composed
    stale: Mapping[str, Reasons]
    """Why a target must be rendered, by path."""
    targets: tuple[Target, ...]
    """These."""


class Staleness:
    """Tells which targets are not as the last build left them. `before` is its plan; of nothing, all is new.

    `damaged` are files that are not as they were.
    """

    def __init__(self, theme: Theme, before: Plan, damaged: Collection[str] = ()) -> None:
        self.theme, self.before, self.damaged = theme, before, damaged
        self.known = {outline.path: outline for outline in before.outlines()}
        self.is_same = (before.generator, before.theme) == (digests.generator(), theme.digests)
        self.used: dict[Look, tuple[str, ...]] = dict(before.uses) if self.is_same else {}

    def of(self, outlines: Iterable[Outline]) -> dict[str, Reasons]:
        """Return why targets must be rendered, by the paths of those that must."""
        return {outline.path: why for outline in outlines if (why := self._reasons(outline))}

    def key(self, outline: Outline) -> Mapping[str, str]:
        """Return what a target depends on."""
        return key_of(outline, digests.generator(), self.theme.digests, self.uses(outline.look))

    def uses(self, look: Look) -> tuple[str, ...]:
        """Return which files of the theme are read."""
        if look not in self.used:
            self.used[look] = RENDERERS[look[0]].uses(look[1], self.theme)
        return self.used[look]

    def draft(self, target: Target) -> Draft:
        """Return the draft of a target that depends on nothing but the theme."""
        composed = Composed("", b"", (outline_of(target),))
        stale = self.of(composed.outlines)
        return Draft(composed, stale, (target,) if stale else ())

    def _reasons(self, outline: Outline) -> Reasons:
        """Return the names of the parts that changed; nothing when it is fresh."""
        known, before = self.known.get(outline.path), self.before
        if known is None:
            return ("it is new",)
        if not self.is_same or known != outline:
            one = key_of(known, before.generator, before.theme, before.uses.get(known.look, ()))
            other = self.key(outline)
            if one != other:
                return tuple(f"{name} changed" for name in sorted({*one, *other}) if one.get(name) != other.get(name))
        return ("the file is not as the last build left it",) if _is_damaged(outline.path, self.damaged) else ()


class Planner:
    """Drafts the sheets of one build."""

    def __init__(
        self,
        lookup: Lookup,
        framer: Framer,
        said: Mapping[str, Said],
        facts_of: Callable[[Said], Facts | None],
        staleness: Staleness,
    ) -> None:
        self.lookup, self.framer, self.said, self.staleness = lookup, framer, said, staleness
        self.theme = staleness.theme
        self.shared, before = digests.of_value(framer.shared), staleness.before
        is_same = (before.generator, before.shared) == (digests.generator(), self.shared)
        changed = changed_facts(before.said, said, facts_of) if is_same else None
        self.known, self.changed = ({}, frozenset()) if changed is None else (before.sheets, frozenset(changed))

    def kept(self, sheet: Sheet) -> Draft | None:
        """Return what a sheet came to last time, if it comes to the same and nothing is to be done for it."""
        known = self.known.get(sheet.path)
        if known is None or known.name != sheet.name or is_touched(known.seen, self.changed):
            return None
        return None if self.staleness.of(known.outlines) else Draft(known, {}, ())

    def draft(self, sheet: Sheet) -> Draft:
        """Compose a sheet, noting what it looks at, and see which of its targets are stale."""
        seen: set[str] = set()
        targets = tuple(sheet.compose(watch(self.lookup, seen), self.framer))
        composed = Composed(sheet.name, seen_as(seen), tuple(map(outline_of, targets)))
        stale = self.staleness.of(composed.outlines)
        return Draft(composed, stale, tuple(each for each in targets if each.path in stale))

    def plan(self, composed: Iterable[Composed], stale: Mapping[str, Reasons]) -> Plan:
        """Return what is to be remembered of these sheets and of why their targets were rendered."""
        before, found = self.staleness.before, {each.outlines[0].path: _lean(each) for each in composed}
        outlines = [outline for each in found.values() for outline in each.outlines]
        reasons = {each.path: before.reasons[each.path] for each in outlines if each.path in before.reasons}
        uses = {look: self.staleness.uses(look) for look in dict.fromkeys(outline.look for outline in outlines)}
        theme = self.theme.digests
        return Plan(digests.generator(), self.shared, theme, uses, self.said, found, {**reasons, **stale})


def _lean(composed: Composed) -> Composed:
    """Return a sheet that shares what many have in common: from another process each comes with its own."""
    return composed._replace(
        outlines=tuple(it._replace(look=_same(it.look), parts=_same(it.parts)) for it in composed.outlines)
    )


@cache
def _same(words: Words) -> Words:
    """Return one and the same tuple for equal ones: there are few, and each is kept once."""
    return words


def _is_damaged(path: str, damaged: Collection[str]) -> bool:
    """Whether a target, or a file of a target that is a folder, is not as the last build left it."""
    return path in damaged or (path.endswith("/") and any(is_part(file, path) for file in damaged))
