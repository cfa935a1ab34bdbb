"""An article's text as a desk editor reads it: passages, each a paragraph, a list item or a row of a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Span
from nutgraf.model.links import text_ref
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block

ADDRESS = re.compile(r"\]\([^)]{0,2000}\)|<https?:[^>]{0,2000}>")
"""The address of a link in Markdown, with what closes its label."""

EVIDENCE = ("source", "claim")
"""Kinds of entries to which a link is evidence: a citation, or the statements on a question."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks that stand together, with the article that they are of."""

    article: str
    blocks: tuple[Block, ...]

    @property
    def has_evidence(self) -> bool:
        """Whether it cites a source or names a claim."""
        urls = (url for block in self.blocks for url in block.links)
        return any(is_evidence(url, f"article:{self.article}") for url in urls)

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return len(self.blocks) > 1


def is_evidence(url: str, ref: str) -> bool:
    """Whether a link in an entry's text cites a source or names a claim."""
    return text_ref(url, ref).partition(":")[0] in EVIDENCE


def passages(corpus: Corpus) -> Iterator[Passage]:
    """Yield the passages of all articles, without headings and without those that only quote."""
    for article, blocks in corpus.blocks.items():
        rows: dict[tuple[int, int], list[Block]] = {}
        for block in blocks:
            if not block.heading:
                rows.setdefault((block.passage, block.line), []).append(block)
        for row in rows.values():
            if any(run.is_open for block in row for run in block.runs):
                yield Passage(article, tuple(row))


def span_of(article: str, block: Block, offset: int, words: str, origins: Origins) -> Span:
    """Return where words of a block stand in the file; the start of their line when markup hides them there."""
    start = origins.span(f"article:{article}")
    line = block.line_at(offset)
    written = _line(origins.texts.get(start.path, ""), line)
    since = max((each for each in block.breaks if each < offset), default=0)
    skipped = block.text.count(words, since, offset)
    return replace(start, line=line, column=_nth(written, words, skipped) + 1)


def _line(text: str, number: int) -> str:
    lines = _lines(text)
    return lines[number - 1] if 0 < number <= len(lines) else ""


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _nth(text: str, words: str, skipped: int) -> int:
    """Return where words stand in a text for the nth time, from 0; at its first word when they do not."""
    at = text.find(words)
    for _ in range(skipped):
        further = text.find(words, at + 1)
        at = further if further >= 0 else at
    return at if at >= 0 else len(text) - len(text.lstrip())
