"""A new entry, in the right file, in the order that the file keeps.

1. the id is looked at: an id, and nobody's now or earlier;
2. the file is found: the only one of its kind, or the one that is named;
3. the entry goes where the order of its neighbours puts it: events by date, notes in the order of the text, others by
   id where they stand so, else at the end;
4. all is read and woven with it: with a new error there is no result.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nutgraf.desk.contents import Contents, gathered
from nutgraf.desk.document import Document
from nutgraf.desk.edit import add_key
from nutgraf.desk.findings import new_findings
from nutgraf.desk.ids import OF_ARTICLE, ids_of
from nutgraf.desk.schema_line import schema_line
from nutgraf.desk.shapes import Shape, shapes_with
from nutgraf.desk.written import member
from nutgraf.model.dates import parse_date
from nutgraf.model.diagnostics import Diagnostic, has_errors
from nutgraf.model.entries import Note, Quote
from nutgraf.model.fields import is_id, nearest_id
from nutgraf.model.origins import Origins
from nutgraf.weave.anchors import anchor_notes

KINDS = ("article", "term", "event", "place", "source", "claim", "note", "glossary", "timeline")
"""What can be made, in the order in which authors meet it."""

_OWN_FILE = ("article", "glossary", "timeline")
_SIGNS_OF_ORDER = 3
"""So many entries sorted by id are no accident."""

_BODY = "Write the article here: paragraphs with a blank line between them, headings with `##`.\n"


class CannotMakeError(Exception):
    """There can be no such entry, in words for whoever asked."""


@dataclass(frozen=True, slots=True)
class Made:
    """The content with the new entry, where it stands, and what the reader has to say about it.

    Not that it is unused: nothing can name what was not there.
    """

    contents: Contents
    path: str
    line: int
    brought: tuple[Diagnostic, ...]

    @property
    def is_good(self) -> bool:
        """Whether it brings no error, so that it may be written."""
        return not has_errors(self.brought)


def homes(contents: Contents, kind: str) -> Mapping[str, str]:
    """Return the files in which an entry of a kind may stand, by the name that `--in` takes."""
    found: dict[str, str] = {}
    for path in contents:
        for shape in _shapes(kind):
            match = shape.match(path)
            if match:
                found[match.group(1) if match.groups() else path.partition(".")[0]] = path
    if kind in OF_ARTICLE:
        found |= _beside_articles(contents, kind, found)
    if not found and kind not in _OWN_FILE and "NAME" not in _shapes(kind)[0].path:
        return {_shapes(kind)[0].path.partition(".")[0]: _shapes(kind)[0].path}
    return dict(sorted(found.items()))


def _beside_articles(contents: Contents, kind: str, found: Mapping[str, str]) -> dict[str, str]:
    name = _shapes(kind)[0].path.rpartition("/")[2]
    articles = (path.split("/")[1] for path in contents if path.endswith("/article.md"))
    return {article: f"articles/{article}/{name}" for article in articles if article not in found}


def _shapes(kind: str) -> tuple[Shape, ...]:
    return shapes_with(kind)


def check_new_id(contents: Contents, kind: str, new: str, home: str = "") -> None:
    """Raise CannotMakeError when an entry of a kind cannot have this id."""
    if not is_id(new):
        near = nearest_id(new)
        raise CannotMakeError(
            f"{new!r} is not an id: use small letters, digits and single hyphens{f', such as {near}' if near else ''}"
        )
    full = f"{home}/{new}" if kind in OF_ARTICLE else new
    for known, was in ids_of(contents, kind):
        if full == known:
            raise CannotMakeError(f"there is a {kind} {new!r} already: give this one another id")
        if new in was and kind not in OF_ARTICLE:
            raise CannotMakeError(f"{new!r} was once the id of the {kind} {known!r}, and leads there still")


def make(contents: Contents, kind: str, new: str, fields: Mapping[str, Any], home: str = "") -> Made:
    """Return the content with a new entry; `home` is one of `homes`, and may be left out where there is only one."""
    if kind in _OWN_FILE:
        check_new_id(contents, kind, new)
        path = _shapes(kind)[0].path.replace("NAME", new)
        after = {**contents, path: schema_line(contents, path) + _own_file(kind, fields)}
        if path in contents or (kind == "article" and any(each.startswith(f"articles/{new}/") for each in contents)):
            raise CannotMakeError(f"the file content/{path} is there already")
        line = 1
    else:
        home, path = _home(contents, kind, home)
        check_new_id(contents, kind, new, home)
        doc = Document.of(f"content/{path}", contents.get(path) or schema_line(contents, path))
        shape = next(each for each in _shapes(kind) if each.match(path))
        at = _position(contents, doc, shape, new, fields, home)
        for depth, step in enumerate(map(str, shape.members)):
            if (*shape.members[:depth], step) not in doc.nodes:
                doc = add_key(doc, shape.members[:depth], step, None)
        doc = add_key(doc, shape.members, new, dict(fields), at, is_entry=True)
        after = {**contents, path: doc.content}
        line = doc.line(doc.nodes[(*shape.members, new)].key_start)
    after = dict(sorted(after.items()))
    brought = tuple(each for each in new_findings(contents, after) if each.rule != "unused-entry")
    return Made(after, path, line, brought)


def _home(contents: Contents, kind: str, home: str) -> tuple[str, str]:
    known = homes(contents, kind)
    if home and home not in known:
        place = _shapes(kind)[-1].path.replace("NAME", home)
        if kind in ("place", "source", "claim"):
            return home, place
        advice = f"known: {', '.join(known)}" if known else f"make it with `nutgraf new {_holder(kind)} {home}`"
        raise CannotMakeError(f"there is no {_holder(kind)} {home!r}: {advice}")
    if not known:
        raise CannotMakeError(f"there is no {_holder(kind)} yet: make one with `nutgraf new {_holder(kind)}`")
    if not home and len(known) > 1:
        raise CannotMakeError(f"name the {_holder(kind)} with --in: {', '.join(known)}")
    home = home or next(iter(known))
    return home, known[home]


def _holder(kind: str) -> str:
    return {"term": "glossary", "event": "timeline", "note": "article", "correction": "article"}.get(kind, "file")


def _own_file(kind: str, fields: Mapping[str, Any]) -> bytes:
    lines = [line for key, value in fields.items() for line in member(key, value)]
    if kind == "article":
        lines = ["---", *lines, "---", _BODY.rstrip()]
    else:
        lines.append(f"{_shapes(kind)[0].members[0]}:")
    return ("\n".join(lines) + "\n").encode()


def _position(
    contents: Contents, doc: Document, shape: Shape, new: str, fields: Mapping[str, Any], home: str
) -> int | None:
    entries = doc.value
    for step in shape.members:
        entries = entries.get(step) if isinstance(entries, dict) else None
    if not isinstance(entries, dict):
        return None
    if shape.member_name == "note":
        ranks = _in_text(contents, home, {**entries, new: fields})
        return slot([ranks.get(key) for key in entries], ranks.get(new))
    by_date = slot([_date_key(entry) for entry in entries.values()], _date_key(fields))
    if by_date is not None and shape.member_name in ("event", "correction"):
        return by_date
    return slot(list(entries), new) if len(entries) >= _SIGNS_OF_ORDER else None


def slot(ranks: Sequence[Any], new: Any) -> int | None:
    """Return where a rank goes in a row that rises or falls; None when it does neither, or a rank is not known."""
    if new is None or any(rank is None for rank in ranks):
        return None
    if list(ranks) == sorted(ranks):
        return bisect_right(ranks, new)
    if list(ranks) == sorted(ranks, reverse=True):
        return len(ranks) - bisect_right(ranks[::-1], new)
    return None


def _date_key(entry: Any) -> tuple[int, int, str] | None:
    try:
        return parse_date(entry["date"]).sort_key
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _in_text(contents: Contents, article: str, entries: Mapping[str, Any]) -> Mapping[str, tuple[int, int]]:
    """Return where in the article the words of each note stand."""
    blocks = gathered(contents).corpus.blocks.get(article, ())
    notes = {key: _quoting(key, article, entry["quote"]) for key, entry in entries.items() if _has_quote(entry)}
    anchors, _ = anchor_notes(notes, blocks, Origins({}, {}))
    return {anchor.note: (anchor.block, anchor.start) for anchor in anchors}


def _has_quote(entry: Any) -> bool:
    quote = entry.get("quote") if isinstance(entry, dict) else None
    return isinstance(quote, str) or (isinstance(quote, dict) and isinstance(quote.get("exact"), str))


def _quoting(key: str, article: str, quote: Any) -> Note:
    """Return a note of which only the quotation counts."""
    parts = {"exact": quote} if isinstance(quote, str) else {name: str(quote.get(name, "")) for name in _QUOTE}
    return Note(id=key, article=article, quote=Quote(**parts), kind="context", text="-", as_of=parse_date("2000"))


_QUOTE = ("exact", "prefix", "suffix")
