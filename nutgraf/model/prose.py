"""Running text as values: what the reader finds in Markdown, so that weaving needs no Markdown parser."""

from dataclasses import dataclass

from nutgraf.model.origins import Loc


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link in a text field. `url` is as written: ``term:pmf``, ``https://…``; `loc` is the field it stands in."""

    loc: Loc
    url: str
    is_image: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a block's text, as half-open offsets in characters."""

    start: int
    end: int
    is_open: bool
    """Whether mentions may be looked for here: not inside a link, code, a heading or a quotation."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of running text (paragraph, heading, list item, table cell) of an article.

    `text` is plain: markup removed, line breaks as spaces, labels of links kept.
    """

    number: int
    """Position among the article's blocks, from 0."""
    passage: int
    """Position of the outermost block that holds it, from 0: what notes stand beside."""
    line: int
    """Line of the file on which it starts, from 1."""
    heading: int
    """Level of a heading, 0 for other blocks."""
    text: str
    runs: tuple[Run, ...]
    breaks: tuple[int, ...]
    """Offsets at which a new line of the file begins."""
    links: tuple[str, ...] = ()
    """Addresses of the links in it, as written."""

    def line_at(self, offset: int) -> int:
        """Return the line of the file on which a character of the text stands."""
        return self.line + sum(1 for each in self.breaks if each < offset)
