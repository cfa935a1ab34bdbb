"""One input file to entries: which reader a path gets stands in `FILE_KINDS`.

A reading is a pure function of a path and its bytes, so it can be cached by their digest. An entry with a fault is
left out and named in `broken`, so that refs to it are not reported as well; where a file could not be read to its end,
`broken` names all that it may have held (``place:*``).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any, NamedTuple

from nutgraf.model.corpus import About, Config, Editor, Limits
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.entries import Article, Claim, Correction, Event, Glossary, Note, Place, Source, Term, Timeline
from nutgraf.model.fields import ID_PATTERN, is_id, nearest_id, parse_id
from nutgraf.model.links import edges_of
from nutgraf.model.origins import Loc, Origin, Origins
from nutgraf.model.prose import Block, TextLink
from nutgraf.model.walk import texts
from nutgraf.read.links import check_links
from nutgraf.read.markdown import blocks, is_cut, links
from nutgraf.read.schema import build, nearest, refuse_given
from nutgraf.read.text import LARGEST_FILE, decode
from nutgraf.read.yaml import read_yaml

ARTICLE_MB = 0.3
"""What a build holds of an article, about: docs/scale.md."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that one file says. Keys of the maps are refs, ``kind:id``."""

    path: str
    text: str
    entries: Mapping[str, Any] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    links: Mapping[str, tuple[TextLink, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What each entry names."""
    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    is_whole: bool = True
    """Whether every entry of the file stands in `entries` or in `broken`."""

    @property
    def was(self) -> Mapping[str, tuple[str, ...]]:
        """Return the earlier ids of the entries that had others."""
        return {ref: earlier for ref, entry in self.entries.items() if (earlier := getattr(entry, "was", ()))}

    @property
    def drafts(self) -> frozenset[str]:
        """Return the refs of entries that readers do not get yet."""
        return frozenset(ref for ref, entry in self.entries.items() if getattr(entry, "status", None) == "draft")


class _Reader:
    """Gathers what one file says while its entries are built."""

    def __init__(self, path: str, text: str, yaml: str = "", first_line: int = 1) -> None:
        self.path, self.text = path, text
        self.tree = read_yaml(path, yaml or text, first_line)
        self.entries: dict[str, Any] = {}
        self.broken: set[str] = set()
        self.origins: dict[str, Origin] = {}
        self.links: dict[str, tuple[TextLink, ...]] = {}
        self.found: list[Diagnostic] = list(self.tree.faults)
        self.is_whole = not self.tree.is_broken
        self.inside: dict[int, dict[Loc, dict[Loc, tuple[int, int]]]] = {}

    @property
    def is_readable(self) -> bool:
        """Whether there is anything to build entries of: nothing was read before a fault of syntax."""
        return self.tree.value is not None or not self.tree.is_broken

    def add(self, kind: type, ref: str, loc: Loc, given: Mapping[str, Any], also: tuple[str, ...] = ()) -> Any:
        """Build the entry at `loc` and keep it under its ref; return it, or None when it has faults."""
        entry, found = build(kind, self.tree, loc, given, self.path, also)
        self.found += found
        self.origins[ref] = self.origin(loc)
        if entry is None:
            self.broken.add(ref)
            return None
        self.keep(ref, entry)
        return entry

    def keep(self, ref: str, entry: Any) -> None:
        self.entries[ref] = entry
        found: list[TextLink] = []
        for loc, text in texts(entry):
            found += links(text, loc)
            self.refuse_cut(ref, loc, is_cut(text))
        if found:
            self.links[ref] = tuple(found)

    def refuse_cut(self, ref: str, loc: Loc, is_cut_off: bool) -> None:
        if is_cut_off:
            line, column = self.origins[ref].values.get(loc, (1, 1))
            message = "lists or quotations in this text stand too deep inside each other"
            self.found.append(Diagnostic(Span(self.path, line, column), "too-deep", message, "flatten them"))

    def add_all(self, kind: type, name: str, loc: Loc, prefix: str = "", **given: str) -> None:
        """Build every entry of the map at `loc`; `name` is the kind's name, `prefix` goes before ids in refs."""
        for key in self.map_at(loc):
            ref = f"{name}:{prefix}{nearest_id(key) or key}"
            if is_id(key):
                self.add(kind, ref, (*loc, key), {"id": key, **given})
            else:
                self.broken.add(ref)
                self.refuse_id(key, (*loc, key))
                self.found += build(kind, self.tree, (*loc, key), {"id": nearest_id(key) or "x", **given}, self.path)[1]

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
            self.is_whole = False
        return {}

    def refuse_id(self, key: str, loc: Loc) -> None:
        try:
            parse_id(key)
        except ValueError as error:
            self.found.append(Diagnostic(Span(self.path, *self.tree.keys[loc]), "bad-id", str(error)))

    def origin(self, loc: Loc) -> Origin:
        depth = len(loc)
        if depth not in self.inside:
            groups: dict[Loc, dict[Loc, tuple[int, int]]] = {}
            for at, place in self.tree.values.items():
                if len(at) > depth:
                    groups.setdefault(at[:depth], {})[at[depth:]] = place
            self.inside[depth] = groups
        key = self.tree.keys.get(loc) or self.tree.values.get(loc, (1, 1))
        return Origin(self.path, key, self.inside[depth].get(loc, {}))

    def reading(self, found: tuple[Block, ...] = ()) -> Reading:
        reading = Reading(
            self.path, self.text, self.entries, frozenset(self.broken), self.origins, self.links, {}, found,
            tuple(self.found), self.is_whole,
        )  # fmt: skip
        return _linked(reading)


def _linked(reading: Reading) -> Reading:
    """Return a reading with what its entries name, and what is wrong with their links."""
    names = {
        ref: tuple(dict.fromkeys(target for _, target, _ in edges_of(ref, entry, reading.links.get(ref, ()))))
        for ref, entry in reading.entries.items()
    }
    faults = check_links(reading.links, Origins(reading.origins, {reading.path: reading.text}))
    return replace(reading, names=names, diagnostics=(*reading.diagnostics, *faults))


def limits_of(site: Mapping[str, Any]) -> Limits:
    """Return what is too much, by the entries of site.yaml."""
    config = site.get("site:site")
    return config.limits if isinstance(config, Config) else Limits()


def check_number(paths: Iterable[str], limits: Limits) -> Iterator[Diagnostic]:
    """Report more articles than a build has room for, before any of them is read. Paths start below content/."""
    count = sum(path.startswith("articles/") and path.endswith("/article.md") for path in paths)
    if count > limits.articles:
        message = f"there are {count:,} articles; at most {limits.articles:,} are built"
        memory = f"they need about {ceil(count * ARTICLE_MB / 1000)} GB of memory"
        hint = (
            f"{memory}: divide them into several sites, or write `limits: {{articles: {count}}}` into content/site.yaml"
        )
        yield Diagnostic(Span("content/site.yaml"), "too-many-articles", message, hint)


def read_file(path: str, content: bytes, largest: int = LARGEST_FILE) -> Reading:
    """Read one file of the content folder. `path` starts below it, with slashes: ``glossaries/kh.yaml``."""
    shown = f"content/{path}"
    for kind in FILE_KINDS:
        match = kind.match(path)
        if match:
            text, found = decode(shown, content, largest)
            reading = (
                Reading(shown, "", diagnostics=found, is_whole=False)
                if found
                else kind.read(shown, text, *match.groups())
            )
            return reading if reading.is_whole else replace(reading, broken=reading.broken | kind.held(match))
    return Reading(shown, "", diagnostics=(_unknown_file(path, shown),))


def _unknown_file(path: str, shown: str) -> Diagnostic:
    *folders, name = path.split("/")
    stem, _, ending = name.rpartition(".")
    parts = [nearest_id(each) for each in (*folders, stem)]
    renamed = f"{'/'.join(parts)}.{'yaml' if ending.lower() == 'yml' else ending.lower()}"
    if any(kind.match(renamed) for kind in FILE_KINDS):
        hint = f"rename it to content/{renamed}"
    elif ending.lower() not in ("yaml", "yml", "md"):
        hint = "only YAML and Markdown files belong in content/"
    else:
        hint = nearest(path, [kind.path for kind in FILE_KINDS])
    return Diagnostic(Span(shown), "unknown-file", "this file is not read", hint)


def _site(path: str, text: str) -> Reading:
    reader = _Reader(path, text)
    if reader.is_readable:
        editors = reader.tree.value.get("editors") if isinstance(reader.tree.value, dict) else None
        for key, written in editors.items() if isinstance(editors, dict) else ():
            if isinstance(written, dict):
                reader.found += refuse_given(Editor, reader.tree, ("editors", key), path)
                written["id"] = nearest_id(key) or "x"
        entry = reader.add(Config, "site:site", (), {})
        reader.is_whole = reader.is_whole and entry is not None
    return reader.reading()


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
    reader = _Reader(path, text)
    if reader.is_readable:
        reader.add_all(kind.member, kind.member_name, (kind.members,), **{kind.name: name})
        entry = reader.add(kind.of, f"{kind.name}:{name}", (), {"id": name}, also=(kind.members,))
        has_members = isinstance(reader.tree.value, dict) and kind.members in reader.tree.value
        reader.is_whole = reader.is_whole and (entry is not None or has_members)
    return reader.reading()


def _places(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "place", Place)


def _sources(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "source", Source)


def _claims(path: str, text: str, *_: str) -> Reading:
    return _plain(path, text, "claim", Claim)


def _plain(path: str, text: str, name: str, kind: type) -> Reading:
    reader = _Reader(path, text)
    reader.add_all(kind, name, ())
    return reader.reading()


def _annotations(path: str, text: str, article: str) -> Reading:
    return _of_article(path, text, article, "note", Note)


def _corrections(path: str, text: str, article: str) -> Reading:
    return _of_article(path, text, article, "correction", Correction)


def _of_article(path: str, text: str, article: str, name: str, kind: type) -> Reading:
    reader = _Reader(path, text)
    reader.add_all(kind, name, (), prefix=f"{article}/", article=article)
    return reader.reading()


def _article(path: str, text: str, name: str) -> Reading:
    return _with_front_matter(path, text, f"article:{name}", Article, name)


def _about(path: str, text: str) -> Reading:
    return _with_front_matter(path, text, "about:about", About, "about")


_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)


def _with_front_matter(path: str, text: str, ref: str, kind: type, name: str) -> Reading:
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        return Reading(path, text, diagnostics=(_no_front_matter(path, text),), is_whole=False)
    body, first_line = text[parts.end() :], text[: parts.end()].count("\n") + 1
    reader = _Reader(path, text, parts.group(1) or "\n", first_line=2)
    if not reader.is_readable:
        return reader.reading()
    entry = reader.add(kind, ref, (), {"id": name, "body": body})
    origin = reader.origins[ref]
    reader.origins[ref] = replace(origin, values={**origin.values, ("body",): (first_line, 1)})
    reader.refuse_cut(ref, ("body",), is_cut(body, with_headings=True))
    if entry is not None:
        in_body = tuple(links(body, ("body",), with_headings=True))
        reader.links[ref] = (*reader.links.get(ref, ()), *in_body)
    return reader.reading(blocks(body, first_line))


def read_again(before: Reading, content: bytes, largest: int = LARGEST_FILE) -> Reading | None:
    """Return what an article says now, as `read_file` does, where its front matter is that of an earlier reading that
    has no faults: nothing is validated again, so an edit of the text needs no library for that. Else return None.
    """
    text, found = decode(before.path, content, largest)
    parts, earlier = _FRONT_MATTER.match(text), _FRONT_MATTER.match(before.text)
    if found or before.diagnostics or len(before.entries) != 1 or not parts or not earlier or parts[0] != earlier[0]:
        return None
    ((ref, entry),) = before.entries.items()
    body, first_line = text[parts.end() :], text[: parts.end()].count("\n") + 1
    if is_cut(body, with_headings=True):
        return None
    in_fields = tuple(link for link in before.links.get(ref, ()) if link.loc != ("body",))
    in_all = {ref: (*in_fields, *links(body, ("body",), with_headings=True))}
    return _linked(replace(before, text=text, entries={ref: replace(entry, body=body)}, links=in_all,
                           blocks=blocks(body, first_line)))  # fmt: skip


def _no_front_matter(path: str, text: str) -> Diagnostic:
    if re.match(r"---[ ]*$", text, re.MULTILINE):
        hint = "write a line `---` between the keys and the text"
        return Diagnostic(Span(path), "front-matter", "the front matter that starts here is not closed", hint)
    hint = "start the file with a line `---`, then `title: …` and the other keys, then a line `---`"
    return Diagnostic(Span(path), "front-matter", "the file has no front matter", hint)


class FileKind(NamedTuple):
    """A kind of file: its path below content/ (``NAME`` is an id), who reads it, and refs of what it may hold."""

    path: str
    read: Callable[..., Reading]
    holds: tuple[str, ...]

    def match(self, path: str) -> re.Match[str] | None:
        """Return a match whose groups are the names in the path."""
        return re.fullmatch(re.escape(self.path).replace("NAME", f"({ID_PATTERN})"), path)

    def held(self, match: re.Match[str]) -> frozenset[str]:
        """Return the refs that are lost with a file."""
        return frozenset(ref.replace("NAME", match.group(match.lastindex or 0)) for ref in self.holds)


FILE_KINDS: tuple[FileKind, ...] = (
    FileKind("site.yaml", _site, ("site:site", "editor:*")),
    FileKind("about.md", _about, ("about:about",)),
    FileKind("glossaries/NAME.yaml", _glossary, ("glossary:NAME", "term:*")),
    FileKind("timelines/NAME.yaml", _timeline, ("timeline:NAME", "event:*")),
    FileKind("places.yaml", _places, ("place:*",)),
    FileKind("places/NAME.yaml", _places, ("place:*",)),
    FileKind("sources.yaml", _sources, ("source:*",)),
    FileKind("sources/NAME.yaml", _sources, ("source:*",)),
    FileKind("claims.yaml", _claims, ("claim:*",)),
    FileKind("claims/NAME.yaml", _claims, ("claim:*",)),
    FileKind("articles/NAME/article.md", _article, ("article:NAME",)),
    FileKind("articles/NAME/annotations.yaml", _annotations, ("note:*",)),
    FileKind("articles/NAME/corrections.yaml", _corrections, ("correction:*",)),
)
"""Paths below content/ and who reads them."""
