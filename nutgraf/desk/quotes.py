"""Write a note's new quotation into the text of annotations.yaml: its value is replaced where it stands, nothing else.

1. The parser says from which character to which the value goes, and how it is written: plain, quoted, a block, a map.
2. The new words are written in the same way; of a map each value is replaced on its own, so that comments stay.
3. The edited text is read again: it must say the same as before but for this quotation. Where the author's way of
   writing cannot hold the new words (a colon in a plain text), quotation marks are tried.
"""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import Any

import yaml

from nutgraf.model.entries import Quote
from nutgraf.read.yaml import read_yaml

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARTS = ("exact", "prefix", "suffix")
_BLOCKS = ("|", ">")
_NARROWEST = 40
"""Characters to which a text of several lines is wrapped at least."""

_Edit = tuple[int, int, str]
"""First character replaced, first one kept behind it, and what stands between them now."""


class UneditableError(Exception):
    """A file in which the quotation cannot be replaced safely, in words for its author."""


def with_quote(text: str, note: str, quote: Quote) -> str:
    """Return the text of an annotations file in which one note has another quotation.

    Line ends stay as they are. Raises UneditableError when the file has faults or the note is not there.
    """
    before = _read(text)
    node = _quotation(text, note) if note in before else None
    if node is None:
        raise UneditableError(f"the note {note!r} was not found: mend the file's faults first")
    for style in dict.fromkeys((None, "'", '"')):
        after = _applied(text, tuple(_edits(text, node, quote, style)))
        if _says(after, before, note, quote):
            return after
    raise UneditableError(f"the quotation of the note {note!r} cannot be replaced safely: do it by hand")


def _read(text: str) -> dict[str, Any]:
    tree = read_yaml("annotations.yaml", text.replace("\r\n", "\n").replace("\r", "\n"))
    return tree.value if not tree.faults and isinstance(tree.value, dict) else {}


def _says(text: str, before: dict[str, Any], note: str, quote: Quote) -> bool:
    """Whether a text says what it said before, but for the quotation."""
    after = _read(text)
    if after.keys() != before.keys() or not isinstance(after[note], dict) or "quote" not in after[note]:
        return False
    written, wanted = after[note]["quote"], {part: getattr(quote, part) for part in _PARTS}
    found = written if isinstance(written, dict) else {"exact": written}
    is_right = all(_is(found.get(part, ""), words) for part, words in wanted.items())
    return is_right and {**after, note: {**after[note], "quote": before[note]["quote"]}} == before


def _is(written: Any, words: str) -> bool:
    return isinstance(written, str) and written.split() == words.split()


def _quotation(text: str, note: str) -> yaml.Node | None:
    entry = _member(yaml.compose(text, Loader=_LOADER), note)
    return _member(entry, "quote") if entry else None


def _member(node: Any, key: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for name, value in pairs if name.value == key), None)


def _applied(text: str, edits: tuple[_Edit, ...]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _edits(text: str, node: yaml.Node, quote: Quote, style: str | None) -> Iterator[_Edit]:
    """Yield the replacements for a quotation; `style` are the quotation marks, None for the author's own way."""
    if isinstance(node, yaml.ScalarNode):
        has_neighbours = quote.prefix or quote.suffix
        yield _as_map(text, node, quote) if has_neighbours else _scalar(text, node, quote.exact, style)
        return
    missing = []
    for part in _PARTS:
        inner, words = _member(node, part), getattr(quote, part)
        if inner is not None:
            yield _scalar(text, inner, words, style)
        elif words:
            missing.append(f"{part}: {quoted(words)}")
    if missing:
        yield _added(text, node, missing)


def _scalar(text: str, node: Any, words: str, style: str | None) -> _Edit:
    start, end = node.start_mark.index, node.end_mark.index
    if node.style in _BLOCKS:
        return _block(text, start, end, words, is_folded=node.style == ">")
    lines = text[start:end].splitlines()
    style = (node.style or "") if style is None else style
    new = quoted(words) if style == "'" else _in_double(words) if style == '"' else words
    return start, end, _wrapped(new, lines, _line_end(text)) if len(lines) > 1 else new


def _block(text: str, start: int, end: int, words: str, *, is_folded: bool) -> _Edit:
    """Replace the lines of a block, not its first one, which may end in a comment."""
    first = text.index("\n", start) + 1
    last = first + len(text[first:end].rstrip())
    lines = [line for line in text[first:last].splitlines() if line.strip()]
    indent = lines[0][: len(lines[0]) - len(lines[0].lstrip())]
    new = _wrapped(words, ["", *lines], _line_end(text)) if is_folded and len(lines) > 1 else words
    return first, last, indent + new


def _wrapped(words: str, lines: list[str], line_end: str) -> str:
    """Return words in lines that are about as long as those that they replace, with their indent."""
    indent = lines[1][: len(lines[1]) - len(lines[1].lstrip())]
    width = max(_NARROWEST, *(len(line) - len(indent) for line in lines[1:]))
    return f"{line_end}{indent}".join(wrap(words, width, break_long_words=False, break_on_hyphens=False))


def _as_map(text: str, node: Any, quote: Quote) -> _Edit:
    """Replace a bare quotation by one with neighbours; a comment in a block's first line stays."""
    parts = ", ".join(f"{part}: {quoted(words)}" for part in _PARTS if (words := getattr(quote, part)))
    start, end = node.start_mark.index, node.end_mark.index
    comment = None
    if node.style in _BLOCKS:
        end = start + len(text[start:end].rstrip())
        comment = re.match(r"[|>][^\r\n#]*(#[^\r\n]*)", text[start:end])
    return start, end, f"{{{parts}}}{f' {comment.group(1)}' if comment else ''}"


def _added(text: str, node: Any, lines: list[str]) -> _Edit:
    """Add keys behind `exact`: on the same line in a flow map, on lines of their own in a block."""
    exact: Any = _member(node, "exact")
    end = exact.start_mark.index + len(text[exact.start_mark.index : exact.end_mark.index].rstrip())
    if node.flow_style:
        return end, end, "".join(f", {line}" for line in lines)
    end = re.compile(r"[^\r\n]*").match(text, end).end()  # type: ignore[union-attr] # it always matches
    indent = " " * node.start_mark.column
    return end, end, "".join(f"{_line_end(text)}{indent}{line}" for line in lines)


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def quoted(words: str) -> str:
    """Return words as YAML writes them between single quotes."""
    return "'" + words.replace("'", "''") + "'"


def _in_double(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
