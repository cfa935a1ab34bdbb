"""Links in Markdown, as a rename meets them: only the address changes, and only where it is one.

What looks like an address is tried: it is a link when another address in its place makes another link. So code and
escaped signs stay as they are, without a second Markdown parser.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from nutgraf.desk.document import Document, Splice
from nutgraf.desk.edit import checked, with_changes
from nutgraf.desk.ids import OF_ARTICLE
from nutgraf.desk.shapes import Shape, mark_of, walk
from nutgraf.model.fields import Markdown
from nutgraf.model.links import text_ref
from nutgraf.model.origins import Loc
from nutgraf.read.markdown import links

_DESTINATION = re.compile(r"(?:\]\(\s*<?|\]:\s*<?|<)([a-z]+:[^\s<>()]+)(?=[\s)>]|$)")
"""What may be the address of a link to an entry. Whether it is one, the Markdown parser says."""


class Edit(NamedTuple):
    """One line that a rename changes."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for. `article` is that of a note or correction."""

    kind: str
    old: str
    new: str
    article: str = ""

    @property
    def target(self) -> str:
        """Return the ref that links and origins use."""
        return f"{self.kind}:{self.article}/{self.old}" if self.article else f"{self.kind}:{self.old}"


def rename_links(doc: Document, path: str, shape: Shape, order: Order) -> tuple[Document, list[Edit]]:
    """Rename in the links of Markdown texts: only the address of a link changes, the layout of its text does not."""
    splices, changes = [], {}
    for part in walk(shape, doc.value):
        if isinstance(part.value, str) and mark_of(part.hint, Markdown) is not None:
            spots, changed = _links(part.value, inside_of(path), order, is_body=False)
            if spots:
                node = doc.nodes[part.loc]
                splices += _in_written(doc, node.start, node.end, spots, inside_of(path), order)
                changes[part.loc] = changed
    doc, edits = _spliced(doc, splices, changes)
    if path.endswith(".md"):
        doc, more = _body(doc, path, order)
        edits += more
    return doc, edits


def _spliced(doc: Document, splices: list[Splice], changes: Mapping[Loc, str]) -> tuple[Document, list[Edit]]:
    edits = [Edit(doc.line(each.start), f"{doc.text[each.start : each.end]} -> {each.text}") for each in splices]
    return (checked(doc, splices, with_changes(doc.value, changes)) if splices else doc), edits


def _body(doc: Document, path: str, order: Order) -> tuple[Document, list[Edit]]:
    start = doc.next_line(doc.yaml_end)
    spots, _ = _links(doc.text[start:], inside_of(path), order, is_body=True)
    return _spliced(doc, _in_written(doc, start, len(doc.text), spots, inside_of(path), order), {})


def inside_of(path: str) -> str:
    """Return a ref inside the article of a file, for links to notes by their bare id."""
    match = re.match(r"articles/([^/]+)/", path)
    return f"article:{match.group(1)}" if match else ""


def _links(text: str, inside: str, order: Order, *, is_body: bool) -> tuple[set[int], str]:
    """Return which destinations in a text (counted from 0) are links to the entry, and the text with them changed."""
    if order.old not in text:
        return set(), text
    spots: set[int] = set()
    for number, match in enumerate(_DESTINATION.finditer(text)):
        new = new_address(match[1], inside, order)
        if new and _is_link(text, match, new, is_body=is_body):
            spots.add(number)
    return spots, _replaced(text, spots, inside, order)


def _is_link(text: str, match: re.Match[str], new: str, *, is_body: bool) -> bool:
    """Whether another address here is another link: in code and quoted signs it is not."""
    changed = text[: match.start(1)] + new + text[match.end(1) :]
    before, after = ([each.url for each in links(each, (), with_headings=is_body)] for each in (text, changed))
    return before != after and len(before) == len(after)


def new_address(url: str, inside: str, order: Order) -> str:
    """Return the address after the rename; empty when it names something else."""
    kind, _, key = url.partition(":")
    if text_ref(url, inside) == order.target:
        return f"{kind}:{key.removesuffix(order.old)}{order.new}"
    if order.kind == "article" and kind in OF_ARTICLE and key.startswith(f"{order.old}/"):
        return f"{kind}:{order.new}/{key.partition('/')[2]}"
    return ""


def _replaced(text: str, spots: set[int], inside: str, order: Order) -> str:
    parts, done = [], 0
    for number, match in enumerate(_DESTINATION.finditer(text)):
        if number in spots:
            parts += [text[done : match.start(1)], new_address(match[1], inside, order)]
            done = match.end(1)
    return "".join([*parts, text[done:]])


def _in_written(doc: Document, start: int, end: int, spots: set[int], inside: str, order: Order) -> list[Splice]:
    """Return the splices for the destinations of a text in the way that it is written."""
    found = list(_DESTINATION.finditer(doc.text, start, end))
    matches = [match for number, match in enumerate(found) if number in spots]
    return [Splice(*match.span(1), new_address(match[1], inside, order)) for match in matches]
