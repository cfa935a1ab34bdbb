"""One input file to entries: which reader a path gets stands in `FILE_KINDS`.

A reading is a pure function of a path and its bytes, so it can be cached by their digest. An entry with a fault is
left out and named in `broken`, so that refs to it are not reported as well.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nutgraf.model.corpus import About, Config
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.entries import Article, Claim, Correction, Event, Glossary, Note, Place, Source, Term, Timeline
from nutgraf.model.fields import is_id, parse_id
from nutgraf.model.origins import Loc, Origin
from nutgraf.model.prose import Block, TextLink
from nutgraf.model.walk import texts
from nutgraf.read.markdown import blocks, links
from nutgraf.read.schema import build, nearest
from nutgraf.read.text import decode
from nutgraf.read.yaml import Tree, read_yaml


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one file says. Keys of the maps are refs, ``kind:id``."""

    path: str
    text: str
    entries: Mapping[str, Any] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    links: Mapping[str, tuple[TextLink, ...]] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


class _Reader:
    """Gathers what one file says while its entries are built."""

    def __init__(self, path: str, tree: Tree) -> None:
        self.path, self.tree = path, tree
        self.entries: dict[str, Any] = {}
        self.broken: set[str] = set()
        self.origins: dict[str, Origin] = {}
        self.links: dict[str, tuple[TextLink, ...]] = {}
        self.found: list[Diagnostic] = list(tree.faults)

    def add(self, kind: type, ref: str, loc: Loc, given: Mapping[str, Any]) -> Any:
        """Build the entry at `loc` and keep it under its ref; return it, or None when it has faults."""
        entry, found = build(kind, self.tree, loc, given, self.path)
        self.found += found
        self.origins[ref] = self.origin(loc)
        if entry is None:
            self.broken.add(ref)
            return None
        self.keep(ref, entry)
        return entry

    def keep(self, ref: str, entry: Any) -> None:
        self.entries[ref] = entry
        found = tuple(link for loc, text in texts(entry) for link in links(text, loc))
        if found:
            self.links[ref] = found

    def add_all(self, kind: type, name: str, loc: Loc, prefix: str = "", **given: str) -> None:
        """Build every entry of the map at `loc`; `name` is the kind's name, `prefix` goes before ids in refs."""
        members = self.map_at(loc)
        for key in members:
            if self.has_id(key, (*loc, key)):
                self.add(kind, f"{name}:{prefix}{key}", (*loc, key), {"id": key, **given})

    def map_at(self, loc: Loc) -> Mapping[str, Any]:
        value = self.tree.value
        for step in loc:
            value = value.get(step) if isinstance(value, dict) else None
        if isinstance(value, dict):
            return {key: each for key, each in value.items() if not key.startswith("x-")}
        if value is not None:
            place = self.tree.values.get(loc, (1, 1))
            hint = "entries are a map: each id on a line of its own, its fields indented below it"
            self.found.append(Diagnostic(Span(self.path, *place), "wrong-type", "must be a map of ids", hint))
        return {}

    def has_id(self, key: str, loc: Loc) -> bool:
        if is_id(key):
            return True
        try:
            parse_id(key)
        except ValueError as error:
            self.found.append(Diagnostic(Span(self.path, *self.tree.keys[loc]), "bad-id", str(error)))
        return False

    def origin(self, loc: Loc) -> Origin:
        depth = len(loc)
        values = {at[depth:]: place for at, place in self.tree.values.items() if len(at) > depth and at[:depth] == loc}
        return Origin(self.path, self.tree.keys.get(loc) or self.tree.values.get(loc, (1, 1)), values)

    def reading(self, text: str) -> Reading:
        return Reading(
            self.path, text, self.entries, frozenset(self.broken), self.origins, self.links, (), tuple(self.found)
        )


def read_file(path: str, content: bytes) -> Reading:
    """Read one file of the content folder. `path` starts below it, with slashes: ``glossaries/kh.yaml``."""
    shown = f"content/{path}"
    text, found = decode(shown, content)
    if found:
        return Reading(shown, "", diagnostics=found)
    for pattern, reader in FILE_KINDS:
        match = re.fullmatch(pattern, path)
        if match:
            return reader(shown, text, *match.groups())
    hint = nearest(path, [re.sub(r"\(.*?\)", "NAME", pattern).replace("\\", "") for pattern, _ in FILE_KINDS])
    return Reading(shown, "", diagnostics=(Diagnostic(Span(shown), "unknown-file", "this file is not read", hint),))


def is_text(path: str) -> bool:
    """Whether a file of this path would be read."""
    return any(re.fullmatch(pattern, path) for pattern, _ in FILE_KINDS)


def _site(path: str, text: str) -> Reading:
    reader = _Reader(path, read_yaml(path, text))
    editors = reader.map_at(("editors",))
    if isinstance(reader.tree.value, dict) and isinstance(reader.tree.value.get("editors"), dict):
        named = {key: {**each, "id": key} if isinstance(each, dict) else each for key, each in editors.items()}
        reader.tree.value["editors"] = named
    reader.add(Config, "site:site", (), {})
    return reader.reading(text)


@dataclass(frozen=True, slots=True)
class _Collection:
    """A kind of file that has a title and a map of entries."""

    name: str
    of: type
    members: str
    member_name: str
    member: type


_GLOSSARY = _Collection("glossary", Glossary, "terms", "term", Term)
_TIMELINE = _Collection("timeline", Timeline, "events", "event", Event)


def _glossary(path: str, text: str, name: str) -> Reading:
    return _collection(path, text, name, _GLOSSARY)


def _timeline(path: str, text: str, name: str) -> Reading:
    return _collection(path, text, name, _TIMELINE)


def _collection(path: str, text: str, name: str, kind: _Collection) -> Reading:
    reader = _Reader(path, read_yaml(path, text))
    if not reader.tree.is_broken:
        reader.add_all(kind.member, kind.member_name, (kind.members,), **{kind.name: name})
        if isinstance(reader.tree.value, dict):
            reader.tree.value.pop(kind.members, None)
        reader.add(kind.of, f"{kind.name}:{name}", (), {"id": name})
    return reader.reading(text)


def _places(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "place", Place)


def _sources(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "source", Source)


def _claims(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "claim", Claim)


def _plain(path: str, text: str, name: str, kind: type) -> Reading:
    reader = _Reader(path, read_yaml(path, text))
    reader.add_all(kind, name, ())
    return reader.reading(text)


def _annotations(path: str, text: str, article: str) -> Reading:
    return _of_article(path, text, article, "note", Note)


def _corrections(path: str, text: str, article: str) -> Reading:
    return _of_article(path, text, article, "correction", Correction)


def _of_article(path: str, text: str, article: str, name: str, kind: type) -> Reading:
    reader = _Reader(path, read_yaml(path, text))
    reader.add_all(kind, name, (), prefix=f"{article}/", article=article)
    return reader.reading(text)


def _article(path: str, text: str, name: str) -> Reading:
    return _with_front_matter(path, text, f"article:{name}", Article, name)


def _about(path: str, text: str) -> Reading:
    return _with_front_matter(path, text, "about:about", About, "about")


def _with_front_matter(path: str, text: str, ref: str, kind: type, name: str) -> Reading:
    parts = re.match(r"---[ ]*\n(.*?)^---[ ]*$\n?", text, re.DOTALL | re.MULTILINE)
    if parts is None:
        hint = "start the file with a line `---`, then `title: …` and the other keys, then a line `---`"
        fault = Diagnostic(Span(path), "front-matter", "the file has no front matter", hint)
        return Reading(path, text, broken=frozenset({ref}), diagnostics=(fault,))
    body, first_line = text[parts.end() :], text[: parts.end()].count("\n") + 1
    reader = _Reader(path, read_yaml(path, parts.group(1), first_line=2))
    if reader.tree.is_broken:
        return replace(reader.reading(text), broken=frozenset({ref}))
    entry = reader.add(kind, ref, (), {"id": name, "body": body})
    origin = reader.origins[ref]
    reader.origins[ref] = replace(origin, values={**origin.values, ("body",): (first_line, 1)})
    if entry is not None:
        in_body = tuple(links(body, ("body",), with_headings=True))
        reader.links[ref] = (*reader.links.get(ref, ()), *in_body)
    return replace(reader.reading(text), blocks=blocks(body, first_line))


FILE_KINDS: tuple[tuple[str, Callable[..., Reading]], ...] = (
    (r"site\.yaml", _site),
    (r"about\.md", _about),
    (r"glossaries/([a-z0-9-]+)\.yaml", _glossary),
    (r"timelines/([a-z0-9-]+)\.yaml", _timeline),
    (r"places\.yaml", _places),
    (r"places/([a-z0-9-]+)\.yaml", _places),
    (r"sources\.yaml", _sources),
    (r"sources/([a-z0-9-]+)\.yaml", _sources),
    (r"claims\.yaml", _claims),
    (r"claims/([a-z0-9-]+)\.yaml", _claims),
    (r"articles/([a-z0-9-]+)/article\.md", _article),
    (r"articles/([a-z0-9-]+)/annotations\.yaml", _annotations),
    (r"articles/([a-z0-9-]+)/corrections\.yaml", _corrections),
)
"""Paths below content/ and who reads them."""
