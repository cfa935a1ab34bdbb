"""Bring a content file into order, and change nothing that it says.

1. dates written loosely become dates of the profile, where they can mean one thing only;
2. the keys of an entry stand in the order of its class; comments go with the lines they belong to;
3. spaces at the ends of lines go, unless they are part of a text; the file ends with one line end.

Doing it twice is doing it once. The body of an article is its author's: not a space of it is touched.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nutgraf.desk.document import CannotEditError, Document, Splice
from nutgraf.desk.edit import checked, order_keys, set_scalars
from nutgraf.desk.loose_dates import is_date, settle
from nutgraf.desk.shapes import Part, Shape, bare, hints, is_entry, shape_of, walk
from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Loc

_BLOCKS = ("literal", "folded")
_QUOTED = ("single", "double")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file in order, and what in it was left to its author."""

    content: bytes
    left: tuple[Diagnostic, ...] = ()


def format_file(path: str, content: bytes) -> Formatted:
    """Bring one file into order. `path` starts below content/; a file that cannot be read stays as it is."""
    shape = shape_of(path)
    if shape is None:
        return Formatted(content)
    try:
        doc = Document.of(f"content/{path}", content)
    except CannotEditError as error:
        return Formatted(content, error.diagnostics)
    left: list[Diagnostic] = []
    for step in (_dates, _order, _ends):
        try:
            doc = step(doc, shape)
        except CannotEditError as error:
            left += error.diagnostics
    return Formatted(doc.content, (*left, *_bad_dates(doc, shape)))


def _date_parts(doc: Document, shape: Shape) -> Iterator[Part]:
    return (part for part in walk(shape, doc.value) if bare(part.hint) is PartialDate and isinstance(part.value, str))


def _dates(doc: Document, shape: Shape) -> Document:
    settled = {part.loc: settle(part.value) for part in _date_parts(doc, shape) if not is_date(part.value)}
    changes = {loc: date for loc, date in settled.items() if date is not None}
    return set_scalars(doc, changes) if changes else doc


def _bad_dates(doc: Document, shape: Shape) -> Iterator[Diagnostic]:
    """Report the dates that only their author can tell."""
    for part in _date_parts(doc, shape):
        try:
            parse_date(part.value)
        except ValueError as error:
            start = doc.nodes[part.loc].start
            yield Diagnostic(Span(doc.path, doc.line(start), doc.column(start) + 1), "bad-date", str(error))


def _order(doc: Document, shape: Shape) -> Document:
    """Order maps from the innermost out, so that none is moved while it changes."""
    depths = sorted({len(part.loc) for part in walk(shape, doc.value)}, reverse=True)
    for depth in depths:
        orders = dict(_orders(doc.value, shape, depth))
        doc = order_keys(doc, orders) if orders else doc
    return doc


def _orders(value: Any, shape: Shape, depth: int) -> Iterator[tuple[Loc, Sequence[str]]]:
    """Yield the maps at a depth whose keys are out of order, with the order that they should have."""
    for part in walk(shape, value):
        kind = bare(part.hint)
        if len(part.loc) == depth and is_entry(kind) and isinstance(part.value, dict):
            known = [*hints(kind), *(map(str, shape.members) if kind is shape.kind else ())]
            ordered = in_order(part.value, known)
            if ordered != list(part.value):
                yield part.loc, ordered


def in_order(written: Mapping[str, Any], known: Sequence[str]) -> list[str]:
    """Return keys in the known order; a key that is not known stays behind the one that it follows."""
    ranks: dict[str, int] = {}
    rank = -1
    for key in written:
        rank = known.index(key) if key in known else rank
        ranks[key] = rank
    return sorted(written, key=lambda key: ranks[key])


def _ends(doc: Document, _shape: Shape) -> Document:
    """Strip what cannot be seen: spaces at the ends of lines outside texts, and a missing or repeated last line end."""
    texts = sorted(_texts(doc))
    splices = [splice for splice in _line_ends(doc) if not any(start <= splice.start < end for start, end in texts)]
    splices += _last_line(doc)
    return checked(doc, splices, doc.value) if splices else doc


def _texts(doc: Document) -> Iterator[tuple[int, int]]:
    """Yield the stretches in which a space at a line's end may be part of a text."""
    for node in doc.nodes.values():
        if node.style in _BLOCKS:
            yield doc.next_line(node.start), node.end
        elif node.style in _QUOTED:
            yield node.start, node.end


def _line_ends(doc: Document) -> Iterator[Splice]:
    at = doc.yaml_start
    while at < doc.yaml_end:
        after = doc.next_line(at)
        line = doc.text[at:after].rstrip("\n")
        if line != line.rstrip(" "):
            yield Splice(at + len(line.rstrip(" ")), at + len(line), "")
        at = after


def _last_line(doc: Document) -> Iterator[Splice]:
    if not doc.text.endswith("\n"):
        yield Splice(len(doc.text), len(doc.text), "\n")
        return
    last = len(doc.text.rstrip("\n")) + 1
    kept = max((node.end for node in doc.nodes.values()), default=0)
    if last < len(doc.text) and kept <= last and doc.yaml_end == len(doc.text):
        yield Splice(last, len(doc.text), "")
