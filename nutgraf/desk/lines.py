"""Which lines belong to which key: the comment above it, its value, and what is indented deeper right below.

A comment belongs to the line it stands beside, else to the key right below it. At the top of a file it belongs to the
file, and with a blank line after it to nobody in particular.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from nutgraf.desk.document import Document, Splice, value_at
from nutgraf.model.origins import Loc


class _Part(NamedTuple):
    """The stretch of a file that belongs to one key."""

    start: int
    end: int
    text: str


def key_indent(doc: Document, loc: Loc) -> int:
    """Return the column, from 0, in which the keys of a map stand or would stand."""
    value = value_at(doc.value, loc) if doc.value is not None else None
    if isinstance(value, dict) and value and not doc.nodes[loc].is_flow:
        return doc.column(doc.nodes[(*loc, next(iter(value)))].key_start)
    return doc.column(doc.nodes[loc].key_start) + 2 if loc else 0


def item_indent(doc: Document, loc: Loc) -> int:
    """Return the column of the dashes of a list in block style."""
    return doc.column(doc.nodes[loc].start)


def extent_end(doc: Document, loc: Loc) -> int:
    """Return where the line after a key's (or item's) value starts, comments that are indented deeper passed over."""
    node = doc.nodes[loc]
    at = node.end if doc.text[node.end - 1 : node.end] == "\n" else doc.next_line(node.end)
    depth = doc.column(node.key_start if node.key_start >= 0 else node.start)
    while at < doc.yaml_end and _is_comment(line := doc.text[at : doc.next_line(at)]) and _indent(line) > depth:
        at = doc.next_line(at)
    return at


def attached_start(doc: Document, loc: Loc) -> int:
    """Return where the comment right above a key starts; where its own line does when there is none."""
    own = doc.line_start(doc.nodes[loc].key_start)
    at = own
    while at > doc.yaml_start:
        above = doc.line_start(at - 1)
        if not _is_comment(doc.text[above:at]) or _indent(doc.text[above:at]) != doc.column(doc.nodes[loc].key_start):
            return at
        at = above
    return own


def is_spaced(doc: Document, loc: Loc, *, otherwise: bool) -> bool:
    """Whether blank lines stand between most keys of a map; `otherwise` when it has a single key."""
    keys = list(value_at(doc.value, loc))
    gaps = [doc.text[extent_end(doc, (*loc, key)) :][:1] == "\n" for key in keys[:-1]]
    return sum(gaps) * 2 > len(gaps) if gaps else otherwise


def reordered(doc: Document, loc: Loc, order: Sequence[str]) -> Splice | None:
    """Return the splice that puts the keys of a map in another order; None where a comment would lose its place."""
    value: dict[str, Any] = value_at(doc.value, loc)
    parts = _in_flow(doc, loc, list(value)) if doc.nodes[loc].is_flow else _in_block(doc, loc, list(value))
    gaps = [doc.text[a.end : b.start] for a, b in pairwise(parts)]
    if any("#" in gap for gap in gaps):
        return None
    texts = dict(zip(value, (part.text for part in parts), strict=True))
    moved = [texts[key] for key in order]
    new = moved if doc.nodes[loc].is_flow else _at_column(doc, parts[0], moved)
    if new is None:
        return None
    pieces = [new[0], *(piece for gap, text in zip(gaps, new[1:], strict=True) for piece in (gap, text))]
    return Splice(parts[0].start, parts[-1].end, "".join(pieces))


def _in_flow(doc: Document, loc: Loc, keys: list[str]) -> list[_Part]:
    nodes = [doc.nodes[(*loc, key)] for key in keys]
    return [_Part(each.key_start, each.end, doc.text[each.key_start : each.end]) for each in nodes]


def _in_block(doc: Document, loc: Loc, keys: list[str]) -> list[_Part]:
    pad = " " * key_indent(doc, loc)
    parts = []
    for index, key in enumerate(keys):
        own = doc.nodes[(*loc, key)].key_start
        is_inside = index == 0 and bool(doc.text[doc.line_start(own) : own].strip())
        start = own if is_inside else attached_start(doc, (*loc, key))
        end = extent_end(doc, (*loc, key))
        text = doc.text[start:end]
        parts.append(_Part(start, end, (pad if is_inside else "") + (text if text.endswith("\n") else f"{text}\n")))
    return parts


def _at_column(doc: Document, first: _Part, texts: list[str]) -> list[str] | None:
    """Return the texts with the first fitted to where the map starts: in an item of a list, behind its dash."""
    is_inside = doc.text[doc.line_start(first.start) : first.start].strip() != ""
    if not is_inside:
        return texts
    return None if _is_comment(texts[0].partition("\n")[0]) else [texts[0].lstrip(" "), *texts[1:]]


def _is_comment(line: str) -> bool:
    return line.lstrip(" ").startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
