"""Surgical edits of YAML: one thing changes, and every other byte of the file stays as its author left it.

Each edit makes splices by position, and says what the file shall mean afterwards. The result is read again: unless it
says exactly that, with its keys in exactly that order, CannotEditError is raised and there is no result. So an edit is
either right or refused, however strangely a file is written.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from nutgraf.desk.document import CannotEditError, Document, Splice, value_at
from nutgraf.desk.lines import attached_start, extent_end, is_spaced, item_indent, key_indent, reordered
from nutgraf.desk.written import block_again, flow, item, member, scalar
from nutgraf.model.origins import Loc


def set_scalars(doc: Document, changes: Mapping[Loc, str]) -> Document:
    """Change texts in place, each in the style (plain, quotes, block) that it has, where that can hold the new text."""
    splices = [_scalar(doc, loc, text) for loc, text in changes.items()]
    return checked(doc, splices, with_changes(doc.value, changes))


def set_scalar(doc: Document, loc: Loc, text: str) -> Document:
    """Change one text in place."""
    return set_scalars(doc, {loc: text})


def set_value(doc: Document, loc: Loc, value: Any) -> Document:
    """Put a value in brackets in the place of a text; a comment in a block's first line stays."""
    node, head = doc.nodes[loc], doc.written(loc).partition("\n")[0]
    mark = head.find("#") if node.style in ("literal", "folded") else -1
    written = flow(value) + (f" {head[mark:]}" if mark >= 0 else "")
    return checked(doc, [Splice(node.start, node.end, written)], with_changes(doc.value, {loc: value}))


def rename_key(doc: Document, loc: Loc, new: str) -> Document:
    """Give the key at a loc another name; its place and its value stay."""
    node, parent = doc.nodes[loc], doc.nodes[loc[:-1]]
    splice = Splice(node.key_start, node.key_end, scalar(new, node.key_style, in_flow=parent.is_flow))
    wanted = _changed(doc, loc[:-1], lambda old: {new if key == loc[-1] else key: each for key, each in old.items()})
    return checked(doc, [splice], wanted)


def add_key(
    doc: Document, loc: Loc, key: str, value: Any, at: int | None = None, *, is_entry: bool = False
) -> Document:
    """Add a key to the map at a loc, before its key number `at` (from 0); at its end when None.

    The new key is written as its neighbours are: in brackets or on lines of its own, with a blank line between or not.
    With `is_entry` the value is a map whose keys get lines of their own, and a blank line is left around an only child.
    """
    there = value_at(doc.value, loc) if loc or doc.value is not None else None
    if there is not None and not isinstance(there, dict):
        raise doc.refusal(doc.nodes[loc].start, f"adding {key!r} to what is no map")
    keys = list(there) if isinstance(there, dict) else []
    at = len(keys) if at is None else min(at, len(keys))
    if there is None or not keys:
        splice = _first(doc, loc, key, value, is_entry=is_entry)
    elif doc.nodes[loc].is_flow:
        splice = _into_flow(doc, loc, keys, at, f"{scalar(key, in_flow=True)}: {flow(value)}")
    else:
        splice = _into_block(doc, loc, keys, at, member(key, value, key_indent(doc, loc), is_open=is_entry), is_entry)
    wanted = _changed(doc, loc, lambda old: _inserted(old or {}, at, key, value))
    return checked(doc, [splice], wanted)


def append_item(doc: Document, loc: Loc, value: Any) -> Document:
    """Add an item at the end of the list at a loc."""
    items, node = value_at(doc.value, loc), doc.nodes[loc]
    if node.is_flow:
        at = doc.nodes[(*loc, len(items) - 1)].end if items else node.start + 1
        splice = Splice(at, at, f", {flow(value)}" if items else flow(value))
    else:
        splice = _lines_at(doc, extent_end(doc, (*loc, len(items) - 1)), item(value, item_indent(doc, loc)))
    return checked(doc, [splice], _changed(doc, loc, lambda old: [*old, value]))


def order_keys(doc: Document, orders: Mapping[Loc, Sequence[str]]) -> Document:
    """Put the keys of maps, none inside another, in the orders given; comments go with the line below or beside them.

    A map whose comments belong to no key for certain is left as it is.
    """
    wanted, splices = deepcopy(doc.value), []
    for loc, order in orders.items():
        splice = reordered(doc, loc, order)
        if splice is not None:
            splices.append(splice)
            old = value_at(wanted, loc)
            entries = {key: old[key] for key in order}
            old.clear()
            old.update(entries)
    return checked(doc, splices, wanted) if splices else doc


def checked(doc: Document, splices: Iterable[Splice], wanted: Any) -> Document:
    """Return the spliced file when it says what is wanted; raise CannotEditError when it does not."""
    splices = tuple(splices)
    try:
        after = doc.spliced(splices)
    except CannotEditError:
        raise doc.refusal(splices[0].start, "the change") from None
    if json.dumps(after.value) != json.dumps(wanted):
        raise doc.refusal(splices[0].start, "the change")
    return after


def with_changes(value: Any, changes: Mapping[Loc, Any]) -> Any:
    """Return a copy of a value in which parts are others."""
    wanted = deepcopy(value)
    for loc, new in changes.items():
        value_at(wanted, loc[:-1])[loc[-1]] = new
    return wanted


def _changed(doc: Document, loc: Loc, change: Any) -> Any:
    if not loc:
        return change(doc.value)
    return with_changes(doc.value, {loc: change(value_at(doc.value, loc))})


def _inserted(old: Mapping[str, Any], at: int, key: str, value: Any) -> dict[str, Any]:
    pairs = list(old.items())
    return dict([*pairs[:at], (key, value), *pairs[at:]])


def _scalar(doc: Document, loc: Loc, text: str) -> Splice:
    node = doc.nodes[loc]
    if node.style in ("literal", "folded"):
        again = next(block_again(doc.written(loc), node.style, text), None)
        return Splice(node.start, node.end, again or scalar(text, "double"))
    in_flow = any(doc.nodes[loc[:depth]].is_flow for depth in range(len(loc)))
    space = " " if node.start == node.end and doc.text[node.start - 1 : node.start] == ":" else ""
    return Splice(node.start, node.end, space + scalar(text, node.style, in_flow=in_flow))


def _first(doc: Document, loc: Loc, key: str, value: Any, *, is_entry: bool) -> Splice:
    """Put the first key into a map that holds nothing yet."""
    node = doc.nodes.get(loc)
    if node is None or (not loc and node.start == node.end):
        return _lines_at(doc, doc.yaml_end, member(key, value, 0, is_open=is_entry))
    if loc and (node.key_start < 0 or any(doc.nodes[loc[:depth]].is_flow for depth in range(len(loc)))):
        space = " " if doc.text[node.start - 1 : node.start] in ("-", ":") else ""
        return Splice(node.start, node.end, space + flow({key: value}))
    lines = member(key, value, key_indent(doc, loc), is_open=is_entry)
    if not loc:
        return Splice(node.start, node.end, "\n".join(lines))
    if node.start == node.end:
        return _lines_at(doc, doc.next_line(node.start), lines)
    rest = doc.text[node.end : doc.next_line(node.end)].rstrip("\n")
    return Splice(node.key_end, node.end + len(rest), "\n".join([f":{rest}", *lines]))


def _into_flow(doc: Document, loc: Loc, keys: Sequence[str], at: int, written: str) -> Splice:
    if at == 0:
        start = doc.nodes[(*loc, keys[0])].key_start
        return Splice(start, start, f"{written}, ")
    end = doc.nodes[(*loc, keys[at - 1])].end
    return Splice(end, end, f", {written}")


def _into_block(doc: Document, loc: Loc, keys: Sequence[str], at: int, lines: list[str], is_entry: bool) -> Splice:
    blank = [""] if is_spaced(doc, loc, otherwise=is_entry) else []
    if at > 0:
        return _lines_at(doc, extent_end(doc, (*loc, keys[at - 1])), [*blank, *lines])
    first = doc.nodes[(*loc, keys[0])].key_start
    if doc.text[doc.line_start(first) : first].strip():
        pad = " " * key_indent(doc, loc)
        return Splice(first, first, "\n".join([*lines, *blank, pad]).removeprefix(pad))
    return _lines_at(doc, attached_start(doc, (*loc, keys[0])), [*lines, *blank])


def _lines_at(doc: Document, at: int, lines: Sequence[str]) -> Splice:
    """Put whole lines where a line starts, or behind a last line that has no end."""
    text = "".join(f"{line}\n" for line in lines)
    is_after_line = at == 0 or doc.text[at - 1] == "\n"
    return Splice(at, at, text if is_after_line else f"\n{text}")
