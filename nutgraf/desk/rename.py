"""Give an entry another id, everywhere: its key or file, the refs and links that name it, and `was:` for old addresses.

1. the entry is found, and the new id is looked at: it must be an id, and nobody else's;
2. each file is edited by position: typed refs, links in texts, the key, `was`;
3. files and folders that have the id as their name get the new name;
4. all is read and woven again: unless its findings are those from before, nothing has happened.

Refs are found by the types of fields in what is written, so those in entries with faults are renamed too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from nutgraf.desk.contents import Contents
from nutgraf.desk.document import CannotEditError, Document
from nutgraf.desk.edit import add_key, append_item, rename_key, set_scalars
from nutgraf.desk.findings import findings, write_contents
from nutgraf.desk.fmt import in_order
from nutgraf.desk.ids import ids_of
from nutgraf.desk.rename_links import Edit, Order, inside_of, new_address, rename_links
from nutgraf.desk.shapes import SHAPES, Shape, class_of, hints, mark_of, shape_of, walk
from nutgraf.model.corpus import COLLECTIONS
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.fields import RefTo, is_id, nearest_id
from nutgraf.model.origins import Loc

RENAMABLE = (*COLLECTIONS, "editor")
"""Kinds that have ids which can be renamed."""


class CannotRenameError(Exception):
    """The new or the old id will not do, in words for whoever asked."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """The content after a rename, the files that have other names now, and the lines changed in each (by old path)."""

    contents: Contents
    moved: Mapping[str, str]
    edits: Mapping[str, tuple[Edit, ...]]


def rename(contents: Contents, kind: str, old: str, new: str) -> Renamed:
    """Rename an entry; raise CannotRenameError or CannotEditError, with nothing done, when that cannot be right."""
    order = _order(contents, kind, old, new)
    edited: dict[str, bytes] = {}
    edits: dict[str, tuple[Edit, ...]] = {}
    for path, content in contents.items():
        shape = shape_of(path)
        if shape is not None:
            doc, found = _rename_in(Document.of(f"content/{path}", content), path, shape, order)
            edited[path] = doc.content
            edits |= {path: found} if found else {}
    moved = {path: after for path in contents if (after := _path(path, order)) != path}
    results = {moved.get(path, path): edited.get(path, content) for path, content in contents.items()}
    results = dict(sorted(results.items()))
    _compare(contents, results, order)
    return Renamed(results, moved, edits)


def _order(contents: Contents, kind: str, old: str, new: str) -> Order:
    if kind not in RENAMABLE:
        raise CannotRenameError(f"there is no kind {kind!r}: {', '.join(RENAMABLE)}")
    known = dict(ids_of(contents, kind))
    if old not in known:
        full = [each for each in known if each.endswith(f"/{old}")]
        if len(full) != 1:
            raise CannotRenameError(_unknown(kind, old, list(known), full))
        old = full[0]
    article, _, old = old.rpartition("/")
    new = new.removeprefix(f"{article}/") if article else new
    order = Order(kind, old, new, article)
    _check_new(contents, order, known)
    return order


def _unknown(kind: str, old: str, known: list[str], several: list[str]) -> str:
    if several:
        return f"several articles have a {kind} {old!r}: name one, {' or '.join(several)}"
    best = process.extractOne(old, known, scorer=fuzz.WRatio, score_cutoff=60)
    return f"there is no {kind} {old!r}" + (f": did you mean {best[0]!r}?" if best else "")


def _check_new(contents: Contents, order: Order, known: Mapping[str, tuple[str, ...]]) -> None:
    if not is_id(order.new):
        near = nearest_id(order.new)
        advice = f", such as {near}" if near else ""
        raise CannotRenameError(f"{order.new!r} is not an id: use small letters, digits and single hyphens{advice}")
    prefix = f"{order.article}/" if order.article else ""
    if prefix + order.new in known:
        raise CannotRenameError(f"there is a {order.kind} {order.new!r} already")
    owner = next((other for other, was in known.items() if order.new in was and other != prefix + order.old), None)
    if owner is not None:
        raise CannotRenameError(f"{order.new!r} was once the id of the {order.kind} {owner!r}, and leads there still")
    if order.kind == "article" and any(path.startswith(f"articles/{order.new}/") for path in contents):
        raise CannotRenameError(f"there is a folder content/articles/{order.new} already")
    taken = [path for path in contents if _path(path, order) != path and _path(path, order) in contents]
    if taken:
        raise CannotRenameError(f"the file content/{_path(taken[0], order)} is there already")


def _path(path: str, order: Order) -> str:
    """Return the path that a file has afterwards: articles, glossaries and timelines have their id in it."""
    for shape in SHAPES:
        if shape.name == order.kind and "NAME" in shape.path:
            stem, _, rest = shape.path.partition("NAME")
            old = f"{stem}{order.old}{rest[0]}"
            if path.startswith(old):
                return f"{stem}{order.new}{rest[0]}{path.removeprefix(old)}"
    return path


def _rename_in(doc: Document, path: str, shape: Shape, order: Order) -> tuple[Document, tuple[Edit, ...]]:
    edits: list[Edit] = []
    for step in STEPS:
        doc, found = step(doc, path, shape, order)
        edits += found
    return doc, tuple(sorted(edits))


def _refs(doc: Document, _path: str, shape: Shape, order: Order) -> tuple[Document, list[Edit]]:
    kinds = ("term", "actor") if order.kind == "term" else (order.kind,)
    found = []
    for part in walk(shape, doc.value):
        mark = mark_of(part.hint, RefTo)
        if mark is not None and mark.kind in kinds and part.value == order.old:
            found.append(part.loc)
    edits = [Edit(doc.line(doc.nodes[loc].start), f"{_label(loc)}: {order.old} -> {order.new}") for loc in found]
    return (set_scalars(doc, dict.fromkeys(found, order.new)) if found else doc), edits


def _label(loc: Loc) -> str:
    return str(next(step for step in reversed(loc) if isinstance(step, str)))


def _rules(doc: Document, _path: str, shape: Shape, order: Order) -> tuple[Document, list[Edit]]:
    """Rename in the settings of rules for single entries: `rules: {unused-entry: {"source:letter": off}}`."""
    if shape.name != "site":
        return doc, []
    keys = {loc: str(loc[2]) for loc in doc.nodes if loc[:1] == ("rules",) and len(loc) == 3}
    news = {loc: new for loc, key in keys.items() if (new := new_address(key, "", order))}
    edits = [Edit(doc.line(doc.nodes[loc].key_start), f"{keys[loc]} -> {new}") for loc, new in news.items()]
    for loc, new in news.items():
        doc = rename_key(doc, loc, new)
    return doc, edits


def _key(doc: Document, path: str, shape: Shape, order: Order) -> tuple[Document, list[Edit]]:
    """Rename the entry itself where it has a key, and keep its old id under `was`."""
    if shape.member_name == order.kind and (not order.article or inside_of(path) == f"article:{order.article}"):
        loc: Loc = (*shape.members, order.old)
        if loc not in doc.nodes:
            return doc, []
        edits = [Edit(doc.line(doc.nodes[loc].key_start), f"{order.old}: -> {order.new}:")]
        doc, more = _add_was(rename_key(doc, loc, order.new), (*shape.members, order.new), order)
        return doc, edits + more
    is_own = shape.name == order.kind and _path(path, order) != path
    return _add_was(doc, (), order) if is_own else (doc, [])


def _add_was(doc: Document, loc: Loc, order: Order) -> tuple[Document, list[Edit]]:
    known = list(hints(class_of(order.kind)))
    entry = doc.value
    for step in loc:
        entry = entry[step]
    if "was" not in known or not isinstance(entry, dict):
        return doc, []
    was = entry.get("was")
    at = (*loc, "was")
    if isinstance(was, list) and order.new in was:
        doc = set_scalars(doc, {(*at, was.index(order.new)): order.old})
    elif isinstance(was, list):
        doc = append_item(doc, at, order.old)
    elif "was" not in entry:
        shape = next(each for each in SHAPES if order.kind in (each.name, each.member_name))
        members = [str(step) for step in shape.members] if shape.name == order.kind else []
        wanted = in_order({**entry, "was": None}, [*known, *members])
        doc = add_key(doc, loc, "was", [order.old], wanted.index("was"))
    else:
        raise doc.refusal(doc.nodes[at].key_start, "adding the old id to `was`")
    return doc, [Edit(doc.line(doc.nodes[at].key_start), f"was: {order.old} added")]


STEPS: tuple[Callable[[Document, str, Shape, Order], tuple[Document, list[Edit]]], ...] = (
    _refs,
    rename_links,
    _rules,
    _key,
)
"""What is done in each file, in order."""


def _compare(before: Contents, after: Contents, order: Order) -> None:
    """Raise CannotEditError with the findings that a rename would bring."""
    new = Counter(_neutral(each, order) for each in findings(after))
    new.subtract(Counter(_neutral(each, order) for each in findings(before)))
    appeared = {key for key, count in new.items() if count > 0}
    if any(new.values()):
        more = tuple(each for each in findings(after) if _neutral(each, order) in appeared)
        message = f"the content would not mean the same after renaming {order.target}"
        path = next(iter(after), "")
        raise CannotEditError(*(more or (Diagnostic(Span(f"content/{path}"), "unknown-ref", message),)))


def _neutral(each: Diagnostic, order: Order) -> tuple[str, str, str]:
    """Return a finding without places and without the two ids: what must be equal before and after."""
    words = re.sub(r":\d+(:\d+)?|line \d+", "", f"{each.span.path} {each.message}")
    ids = rf"(?<![\w-])(?:{re.escape(order.old)}|{re.escape(order.new)})(?![\w-])"
    return each.rule, each.severity, re.sub(ids, "ID", words)


def write(folder: Path, before: Contents, renamed: Renamed) -> None:
    """Write a rename to the content folder: first the files as they are edited, then their new names."""
    names = {new: old for old, new in renamed.moved.items()}
    write_contents(folder, before, {names.get(path, path): content for path, content in renamed.contents.items()})
    for old, new in _moves(renamed.moved):
        (folder / old).rename(folder / new)


def _moves(moved: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what to move: of an article its folder, with whatever else stands in it."""
    pairs = {tuple("/".join(each.split("/")[:2]) for each in pair) for pair in moved.items()}
    yield from sorted((old, new) for old, new in pairs)
