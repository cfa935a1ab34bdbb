"""Weave articles one by one: what their text and their notes mean together."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block
from nutgraf.weave.anchors import anchor_notes
from nutgraf.weave.forms import Forms
from nutgraf.weave.mentions import find_mentions, marked
from nutgraf.weave.woven import WovenArticle, WovenText


class Loom(Protocol):
    """Remembers what was woven, for whoever weaves again and again."""

    def set_up(self, forms: Forms, marks: Mapping[str, str]) -> None:
        """Hear what is looked for, and how often each entry is marked."""

    def recall(self, article: str) -> WovenText | None:
        """Return what was woven from the same text and notes, for these forms and marks, and had no faults."""

    def keep(self, article: str, blocks: tuple[Block, ...], woven: WovenArticle) -> None:
        """Take in what was woven and has no faults."""


def weave_article(
    article: str, corpus: Corpus, notes: Iterable[str], forms: Forms, marks: Mapping[str, str], origins: Origins
) -> tuple[WovenArticle, tuple[Diagnostic, ...]]:
    """Return what an article's text means with its notes, and what is wrong with them."""
    blocks = corpus.blocks[article]
    anchors, found = anchor_notes({key: corpus.notes[key] for key in notes}, blocks, origins)
    mentions = find_mentions(blocks, forms)
    woven = WovenArticle(mentions, marked(mentions, blocks, marks), anchors)
    return woven, (*found, *_heading_levels(article, blocks, origins))


def _heading_levels(article: str, blocks: tuple[Block, ...], origins: Origins) -> Iterator[Diagnostic]:
    """Refuse headings of level 1 in articles: the page's one is its title."""
    for block in blocks:
        if block.heading == 1:
            span = replace(origins.span(f"article:{article}"), line=block.line, column=1)
            yield Diagnostic(span, "heading-level", "a heading of level 1 stands here", "start it with `##`")
