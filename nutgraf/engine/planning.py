"""Which targets a site has and which of them are stale, composing as little as possible.

A sheet is composed again when it is given something else than last time, or when one of the facts that it has seen has
changed. Whether its targets are rendered again is then decided by their keys, so composing once too often costs
time and nothing else.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

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

    def key(self, outline: Outline) -> Mapping[str, str]:
        """Return what a target depends on: generator, renderer, files of the theme, parts of its context; by name."""
        renderer, found = outline.look[0], outline.digests
        parts = {"the generator": self.generator, "the renderer": renderer}
        parts |= {f"templates/{name}": self.theme.get(name, "") for name in self.uses.get(outline.look, ())}
        return parts | {f"its {name}": found[8 * at : 8 * at + 8].hex() for at, name in enumerate(outline.parts)}


def outline_of(target: Target) -> Outline:
    """Return what is remembered of a target."""
    found = dict(context_parts(target.context))
    look = (target.renderer, RENDERERS[target.renderer].look(target.context))
    return Outline(target.path, look, _same(tuple(found)), b"".join(map(digests.short, found.values())))


@cache
def _same(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return one and the same tuple for equal ones: there are few, and each is kept once."""
    return names


class Planner:
    """Used during one build. `before` is the plan of the last one; a plan of nothing makes everything new."""

    def __init__(
        self,
        lookup: Lookup,
        framer: Framer,
        theme: Theme,
        said: Mapping[str, Said],
        before: Plan,
        facts_of: Callable[[Said], Facts | None],
    ) -> None:
        self.lookup, self.framer, self.theme, self.said, self.before = lookup, framer, theme, said, before
        self.shared = digests.of_value(framer.shared)
        is_same = (before.generator, before.shared) == (digests.generator(), self.shared)
        changed = changed_facts(before.said, said, facts_of) if is_same else None
        self.known, self.changed = ({}, frozenset()) if changed is None else (before.sheets, frozenset(changed))
        self.composed: dict[str, Composed] = {}
        self.targets: dict[str, Target] = {}

    def look_at(self, sheet: Sheet) -> Composed:
        """Return what a sheet comes to; it is composed only when it may have changed."""
        if sheet.path not in self.composed:
            known = self.known.get(sheet.path)
            if known and known.name == sheet.name and not is_touched(known.seen, self.changed):
                self.composed[sheet.path] = known
            else:
                self.compose(sheet)
        return self.composed[sheet.path]

    def compose(self, sheet: Sheet) -> None:
        """Compose a sheet, noting what it looks at."""
        seen: set[str] = set()
        targets = tuple(sheet.compose(watch(self.lookup, seen), self.framer))
        self.targets |= {each.path: each for each in targets}
        self.composed[sheet.path] = Composed(sheet.name, seen_as(seen), tuple(map(outline_of, targets)))

    def compose_all(self, sheets: Iterable[Sheet]) -> list[Target]:
        """Return the targets of some sheets that may have changed."""
        paths = [outline.path for sheet in sheets for outline in self.look_at(sheet).outlines]
        return [self.targets[path] for path in paths if path in self.targets]

    def add(self, targets: Iterable[Target]) -> None:
        """Take in targets that depend on nothing but the theme."""
        for each in targets:
            self.targets[each.path] = each
            self.composed[each.path] = _alone(each)

    def plan(self, sheets: Iterable[Sheet]) -> Plan:
        """Return the plan of these sheets, and of what was added."""
        for sheet in sheets:
            self.look_at(sheet)
        is_same = (self.before.generator, self.before.theme) == (digests.generator(), self.theme.digests)
        uses = _uses(self.composed.values(), self.theme, self.before.uses if is_same else {})
        return Plan(digests.generator(), self.shared, self.theme.digests, uses, self.said, self.composed)

    def targets_of(self, sheets: Iterable[Sheet], paths: Collection[str]) -> tuple[Target, ...]:
        """Return targets by their paths, in the order of these, composing those that were not."""
        for sheet in sheets:
            missing = (each.path for each in self.composed[sheet.path].outlines if each.path not in self.targets)
            if any(path in paths for path in missing):
                self.compose(sheet)
        return tuple(self.targets[path] for path in sorted(paths))


def _alone(target: Target) -> Composed:
    return Composed("", b"", (outline_of(target),))


def _uses(
    sheets: Iterable[Composed], theme: Theme, known: Mapping[Look, tuple[str, ...]]
) -> dict[Look, tuple[str, ...]]:
    """Return which files of the theme are read; `known` is what that was for the same theme."""
    looks = {outline.look for sheet in sheets for outline in sheet.outlines}
    return {look: known.get(look) or RENDERERS[look[0]].uses(look[1], theme) for look in looks}


def plan_of(targets: Iterable[Target], theme: Theme) -> Plan:
    """Return a plan of these targets alone, to see which of them are stale."""
    sheets = {each.path: _alone(each) for each in targets}
    return Plan(digests.generator(), theme=theme.digests, uses=_uses(sheets.values(), theme, {}), sheets=sheets)


def stale_targets(now: Plan, before: Plan, damaged: Collection[str]) -> dict[str, Reasons]:
    """Return the paths of the targets that must be rendered, and why; `damaged` are files that are not as they were."""
    known = {outline.path: outline for outline in before.outlines()}
    is_same = (now.generator, now.theme) == (before.generator, before.theme)
    stale = {}
    for outline in now.outlines():
        old = known.get(outline.path)
        why = () if is_same and old == outline else _reasons(outline, now, old, before)
        if not why and _is_damaged(outline.path, damaged):
            why = ("the file is not as the last build left it",)
        if why:
            stale[outline.path] = why
    return stale


def _reasons(outline: Outline, now: Plan, known: Outline | None, before: Plan) -> Reasons:
    """Return why a target must be rendered, as the names of the parts that changed; nothing when it is fresh."""
    if known is None:
        return ("it is new",)
    one, other = before.key(known), now.key(outline)
    return tuple(f"{name} changed" for name in sorted({*one, *other}) if one.get(name) != other.get(name))


def _is_damaged(path: str, damaged: Collection[str]) -> bool:
    """Whether a target, or a file of a target that is a folder, is not as the last build left it."""
    return path in damaged or (path.endswith("/") and any(is_part(file, path) for file in damaged))
