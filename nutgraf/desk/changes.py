"""What changed for readers between two states of the content.

1. Drafts are left out of both: nobody reads them.
2. Entries that were renamed (`was`) get their new names in the old state, wherever they are named.
3. Entries are compared as values, kind by kind; of those that differ, each field (`nutgraf.desk.field_changes`).
4. Of an article's text, paragraphs are compared as they are read: line breaks in the file do not count.

What could not be read on one side is compared on neither, and named.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from nutgraf.desk.field_changes import FieldChange, field_changes, text_segments
from nutgraf.model.corpus import COLLECTIONS, Corpus
from nutgraf.model.prose import Block
from nutgraf.model.walk import refs, texts
from nutgraf.read.corpus import Gathered

KINDS = ("claim", "event", "term", "place", "note", "correction", "source", "timeline", "glossary", "article")
"""In the order in which changes are told: the most weighty first."""

_LINK = re.compile(r"(?<=\]\()([a-z]+):([a-z0-9/-]+)(?=\))")


@dataclass(frozen=True, slots=True)
class Change:
    """One entry that is not what it was."""

    kind: str
    key: str
    label: str
    what: str
    """``added``, ``removed``, ``changed``, ``renamed``, ``re-anchored``."""
    fields: tuple[FieldChange, ...] = ()
    was: str = ""
    """Its earlier id."""


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed."""

    entries: tuple[Change, ...]
    paragraphs: tuple[Change, ...]
    """For each article whose text changed, its paragraphs as fields."""
    unread: tuple[str, ...] = ()
    """Refs of entries that have faults on one of the sides; ``place:*`` for a whole file's."""


def compare(old: Gathered, new: Gathered) -> Changes:
    """Return what changed from an old state to a new one."""
    unread = old.broken | new.broken
    after = _published(new.corpus)
    before, renamed = _renamed(_published(old.corpus), after)
    entries = [change for kind in KINDS for change in _of_kind(kind, before, after, renamed, unread)]
    entries += _of_site(before, after, unread)
    paragraphs = [
        Change("article", key, after.articles[key].title, "changed", fields)
        for key in after.articles
        if key in before.articles and (fields := tuple(_paragraphs(before.blocks[key], after.blocks[key])))
    ]
    return Changes(tuple(entries), tuple(paragraphs), tuple(sorted(unread)))


def _published(corpus: Corpus) -> Corpus:
    """Return what readers get."""
    articles = {key: each for key, each in corpus.articles.items() if each.status != "draft"}
    return replace(
        corpus,
        articles=articles,
        blocks={key: corpus.blocks[key] for key in articles},
        notes={key: each for key, each in corpus.notes.items() if each.article in articles and each.status != "draft"},
        corrections={key: each for key, each in corpus.corrections.items() if each.article in articles},
    )


def _renamed(old: Corpus, new: Corpus) -> tuple[Corpus, Mapping[str, str]]:
    """Return the old corpus with today's names in it, and the earlier id of each entry that was renamed, by its ref."""
    names: dict[str, str] = {}
    for ref, entry in new.entries():
        kind, _, key = ref.partition(":")
        before, after = (corpus.of_kind(kind) if kind in COLLECTIONS else {} for corpus in (old, new))
        for earlier in getattr(entry, "was", ()):
            if earlier in before and earlier not in after and key not in before:
                names[f"{kind}:{earlier}"] = key
    if not names:
        return old, {}
    corpus = replace(
        old,
        config=_with_names(old.config, names),
        about=old.about and _with_names(old.about, names),
        blocks={names.get(f"article:{key}", key): _linked(each, names) for key, each in old.blocks.items()},
        **{COLLECTIONS[kind]: _entries_with_names(old, kind, names) for kind in COLLECTIONS},
    )
    return corpus, {f"{ref.partition(':')[0]}:{key}": ref.partition(":")[2] for ref, key in names.items()}


def _entries_with_names(corpus: Corpus, kind: str, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, entry in corpus.of_kind(kind).items():
        folder, slash, rest = key.partition("/")
        is_inside = bool(slash)
        home = names.get(f"article:{folder}", folder) if is_inside else names.get(f"{kind}:{key}", key)
        found[f"{home}/{rest}" if is_inside else home] = _with_names(entry, names)
    return found


def _with_names(entry: Any, names: Mapping[str, str]) -> Any:
    """Return an entry in which refs and links name entries as they are called today."""
    for loc, kind, key in tuple(refs(entry)):
        now = names.get(f"{'term' if kind == 'actor' else kind}:{key}")
        entry = _set(entry, loc, now) if now else entry
    for loc, text in tuple(texts(entry)):
        now = _LINK.sub(lambda link: _link(link.group(), names), text)
        entry = _set(entry, loc, now) if now != text else entry
    for home in ("glossary", "timeline"):
        now = names.get(f"{home}:{getattr(entry, home, '')}")
        entry = replace(entry, **{home: now}) if now else entry
    return entry


def _link(url: str, names: Mapping[str, str]) -> str:
    return f"{url.partition(':')[0]}:{names[url]}" if url in names else url


def _linked(blocks: tuple[Block, ...], names: Mapping[str, str]) -> tuple[Block, ...]:
    return tuple(replace(each, links=tuple(_link(url, names) for url in each.links)) for each in blocks)


def _set(value: Any, loc: tuple[str | int, ...], new: Any) -> Any:
    """Return a value in which the part at a loc is another one."""
    if not loc:
        return new
    step, rest = loc[0], loc[1:]
    if isinstance(value, tuple):
        return tuple(_set(each, rest, new) if at == step else each for at, each in enumerate(value))
    if isinstance(value, Mapping):
        return {key: _set(each, rest, new) if key == step else each for key, each in value.items()}
    return replace(value, **{str(step): _set(getattr(value, str(step)), rest, new)})


def _of_kind(
    kind: str, old: Corpus, new: Corpus, renamed: Mapping[str, str], unread: frozenset[str]
) -> Iterator[Change]:
    before, after = old.of_kind(kind), new.of_kind(kind)
    for key in sorted({*before, *after}):
        ref = f"{kind}:{key}"
        was = renamed.get(ref, "")
        if not _is_unread(ref, unread) and not (was and _is_unread(f"{kind}:{was}", unread)):
            change = _change(kind, key, before.get(key), after.get(key), was)
            if change is not None:
                yield change


def _is_unread(ref: str, unread: frozenset[str]) -> bool:
    return ref in unread or f"{ref.partition(':')[0]}:*" in unread


def _change(kind: str, key: str, before: Any, after: Any, was: str = "") -> Change | None:
    if before is None or after is None:
        return Change(kind, key, label_of(after or before), "removed" if after is None else "added")
    fields = tuple(field_changes(before, after)) if before != after else ()
    if not fields and not was:
        return None
    is_moved = kind == "note" and all(each.name.startswith("quotation") for each in fields)
    what = "re-anchored" if is_moved and not was else "renamed" if was and not fields else "changed"
    return Change(kind, key, label_of(after), what, fields, was)


def _of_site(old: Corpus, new: Corpus, unread: frozenset[str]) -> Iterator[Change]:
    if not _is_unread("site:site", unread):
        change = _change("site", "site", old.config, new.config)
        yield from (change,) if change else ()
    if (old.about or new.about) and not _is_unread("about:about", unread):
        change = _change("about page", "about", old.about, new.about)
        yield from (change,) if change else ()


def label_of(entry: Any) -> str:
    """Return what readers would call an entry."""
    for name in ("name", "title", "question"):
        if getattr(entry, name, None):
            return str(getattr(entry, name))
    quote = getattr(entry, "quote", None)
    return str(quote.exact) if quote else str(getattr(getattr(entry, "date", ""), "text", ""))


def _paragraphs(old: tuple[Block, ...], new: tuple[Block, ...]) -> Iterator[FieldChange]:
    """Yield one change for each paragraph (list, table, quotation) that was changed, added or removed."""
    before, after = _passages(old), _passages(new)
    matcher = SequenceMatcher(None, [each[1] for each in before], [each[1] for each in after], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        for step in range(max(b - a, d - c) if kind != "equal" else 0):
            first = before[a + step] if a + step < b else None
            second = after[c + step] if c + step < d else None
            yield _paragraph(first, second)


_Passage = tuple[int, tuple[tuple[str, tuple[str, ...]], ...]]
"""Line, and the text and links of each block."""


def _passages(blocks: tuple[Block, ...]) -> list[_Passage]:
    found: dict[int, list[Block]] = {}
    for block in blocks:
        found.setdefault(block.passage, []).append(block)
    return [(group[0].line, tuple((each.text, each.links) for each in group)) for group in found.values()]


def _paragraph(old: _Passage | None, new: _Passage | None) -> FieldChange:
    before, after = (" ".join(text for text, _ in each[1]) if each else "" for each in (old, new))
    if before == after:
        links = [" ".join(url for _, urls in each[1] for url in urls) if each else "" for each in (old, new)]
        return FieldChange(f"links in the paragraph in line {new[0] if new else 0}", text_segments(*links))
    if new is None:
        return FieldChange("paragraph removed", text_segments(before, ""))
    name = f"paragraph in line {new[0]}" if old else f"new paragraph in line {new[0]}"
    return FieldChange(name, text_segments(before, after))
