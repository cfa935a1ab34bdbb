"""Markdown to tokens, and tokens to the values that weaving needs: blocks of running text, and links.

CommonMark with tables, without raw HTML: whatever looks like HTML is text. Which links may be followed is decided
later (`nutgraf.read.links` reports, `nutgraf.render.markdown` refuses), so that a bad one is reported, not lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from nutgraf.model.origins import Loc
from nutgraf.model.prose import Block, Run, TextLink

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_BREAKS = ("softbreak", "hardbreak")
_MAY_LINK = ("[", "<")
_DEEPEST = 100
"""markdown-it drops what stands deeper, without a word: `is_cut` tells."""

_OPEN_BLOCKS = ">-+*.)"
"""Signs that open a quotation or an item, which count for one and two levels."""

_NORMALISED = ("http:", "https:", "mailto:", "#")


@lru_cache(maxsize=2)
def parser(*, with_headings: bool) -> "MarkdownIt":
    """Return the parser of articles (with headings) or of text fields (without: a page's outline is the page's)."""
    md = _new_parser()
    return md if with_headings else md.disable(["heading", "lheading"])


@lru_cache(maxsize=1)
def _line_parser() -> "MarkdownIt":
    """Return the parser of text fields of a single line, which are always a paragraph."""
    md = _new_parser()
    md.block.ruler.enableOnly(["paragraph"])
    return md


def _new_parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark", {"html": False, "maxNesting": _DEEPEST}).enable("table")
    normalise = md.normalizeLink
    md.normalizeLink = lambda url: normalise(url) if url.lower().startswith(_NORMALISED) else url  # type: ignore[method-assign]
    md.validateLink = _is_any  # type: ignore[method-assign]
    return md


def _is_any(url: str) -> bool:  # noqa: ARG001 - markdown-it names the argument
    return True


@lru_cache(maxsize=4096)
def tokens(text: str, *, with_headings: bool = False) -> "tuple[Token, ...]":
    """Return the block tokens of a text, parsed once a process; nobody may change them.

    A field of a single line is a sentence, whatever it begins with: ``47.`` is no list, ``> 40`` no quotation.
    """
    is_line = not with_headings and "\n" not in text.strip()
    md = _line_parser() if is_line else parser(with_headings=with_headings)
    return tuple(md.parse(text))


def is_cut(text: str, *, with_headings: bool = False) -> bool:
    """Whether lists and quotations stand so deep inside each other that some of the text may be dropped."""
    may_be = sum(map(text.count, _OPEN_BLOCKS)) >= _DEEPEST // 2 - 1
    return may_be and any(token.level >= _DEEPEST - 1 for token in tokens(text, with_headings=with_headings))


@dataclass(frozen=True, slots=True)
class Piece:
    """Where one child of an inline token stands in the block's plain text."""

    child: int
    start: int
    end: int
    is_open: bool


def layout(inline: "Token") -> tuple[str, tuple[Piece, ...]]:
    """Return the plain text of an inline token and where each child that carries text stands in it."""
    parts: list[str] = []
    pieces: list[Piece] = []
    at = depth = 0
    for index, child in enumerate(inline.children or ()):
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        text = " " if child.type in _BREAKS else child.content if child.type in ("text", "code_inline") else ""
        if text:
            pieces.append(Piece(index, at, at + len(text), depth == 0 and child.type != "code_inline"))
            parts.append(text)
            at += len(text)
    return "".join(parts), tuple(pieces)


def plain(text: str, *, with_headings: bool = False) -> str:
    """Return the words of a text that stand in no code, a block or line of the text on each line."""
    inlines = (token.children or () for token in tokens(text, with_headings=with_headings) if token.type == "inline")
    return "\n".join(
        "".join("\n" if each.type in _BREAKS else each.content if each.type == "text" else "" for each in children)
        for children in inlines
    )


def blocks(body: str, first_line: int) -> tuple[Block, ...]:
    """Return the running text of an article. `first_line` is the file's line on which the body starts."""
    found: list[Block] = []
    for inline, passage, heading, in_quotation, line in _inlines(body):
        text, pieces = layout(inline)
        is_open = not heading and not in_quotation
        breaks = tuple(p.start for p in pieces if inline.children and inline.children[p.child].type in _BREAKS)
        runs = tuple(_runs(pieces, is_open=is_open))
        urls = tuple(str(c.attrGet("href") or "") for c in inline.children or () if c.type == "link_open")
        found.append(Block(len(found), passage, first_line + line, heading, text, runs, breaks, urls))
    return tuple(found)


def _inlines(body: str) -> "Iterator[tuple[Token, int, int, bool, int]]":
    """Yield each inline token with its passage, heading level, whether it is quoted, and its line from 0."""
    passage, quotations, heading, line = -1, 0, 0, 0
    for token in tokens(body, with_headings=True):
        if token.level == 0 and token.nesting >= 0:
            passage += 1
        if token.map:
            line = token.map[0]
        if token.type in ("blockquote_open", "blockquote_close"):
            quotations += token.nesting
        elif token.type == "heading_open":
            heading = int(token.tag[1:])
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "inline":
            yield token, passage, heading, quotations > 0, line


def _runs(pieces: tuple[Piece, ...], *, is_open: bool) -> Iterator[Run]:
    """Join neighbours that no markup separates."""
    start = 0
    for index, piece in enumerate(pieces):
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if after is None or after.child != piece.child + 1 or after.is_open != piece.is_open:
            yield Run(pieces[start].start, piece.end, is_open and piece.is_open)
            start = index + 1


def links(text: str, loc: Loc, *, with_headings: bool = False) -> Iterator[TextLink]:
    """Yield the links and images of a text."""
    if not any(sign in text for sign in _MAY_LINK):
        return
    for token in tokens(text, with_headings=with_headings):
        for child in token.children or ():
            if child.type == "link_open":
                yield TextLink(loc, str(child.attrGet("href") or ""))
            elif child.type == "image":
                yield TextLink(loc, str(child.attrGet("src") or ""), is_image=True)
