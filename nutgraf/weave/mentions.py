"""Find terms and places in an article's text.

Whole words, the longest form wins, one counter for all forms of an entry. Never in headings, links, code or
quotations (the reader has closed those runs). Plural -s and possessives are matched; the possessive is not marked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from re import Match

from nutgraf.model.prose import Block
from nutgraf.weave.forms import WORD, Forms, Needle, folded, plain, splits_word


@dataclass(frozen=True, slots=True)
class Mention:
    """A form found in text: half-open offsets in the text of a block."""

    ref: str
    block: int
    passage: int
    start: int
    end: int


def find_mentions(blocks: Iterable[Block], forms: Forms) -> tuple[Mention, ...]:
    """Return all mentions in the order of the text."""
    return tuple(mention for block in blocks for mention in _in_block(block, forms))


def marked(mentions: Iterable[Mention], blocks: tuple[Block, ...], marks: Mapping[str, str]) -> tuple[Mention, ...]:
    """Return the mentions to be marked, by each entry's policy: ``first-in-section``, ``first``, ``all``."""
    sections = _sections(blocks)
    seen: set[tuple[str, int]] = set()
    chosen: list[Mention] = []
    for mention in mentions:
        policy = marks[mention.ref]
        key = (mention.ref, sections[mention.block] if policy == "first-in-section" else -1)
        if policy == "all" or key not in seen:
            seen.add(key)
            chosen.append(mention)
    return tuple(chosen)


def _sections(blocks: tuple[Block, ...]) -> tuple[int, ...]:
    """Return for each block the number of headings up to it."""
    count = 0
    sections = []
    for block in blocks:
        count += block.heading > 0
        sections.append(count)
    return tuple(sections)


def _in_block(block: Block, forms: Forms) -> Iterator[Mention]:
    text = _Text(plain(block.text), folded(block.text), forms)
    for run in block.runs:
        at = run.start
        for word in WORD.finditer(text.folded, run.start, run.end) if run.is_open else ():
            if word.start() >= at and (match := text.longest_at(word, at, run.end)):
                needle, start, at = match
                yield Mention(needle.ref, block.number, block.passage, start, at)


@dataclass(frozen=True, slots=True)
class _Text:
    """A block's text in its own case and in one case, and what to look for in it."""

    plain: str
    folded: str
    forms: Forms

    def longest_at(self, word: Match[str], first: int, last: int) -> tuple[Needle, int, int] | None:
        """Return the longest form whose first word this is, between two offsets, and where it starts and ends."""
        first_word = word.group()
        candidates = self.forms.by_word.get(first_word, ())
        if first_word.endswith("s"):
            candidates = (*candidates, *self.forms.by_word.get(first_word[:-1], ()))
        for needle in candidates:
            start = word.start() - needle.lead
            end = start + len(needle.folded)
            if first <= start and end <= last and self.has(needle, start) and not splits_word(self.folded, start):
                ending = self.end_of_word(needle, end, last)
                if ending is not None:
                    return needle, start, ending
        return None

    def has(self, needle: Needle, at: int) -> bool:
        if needle.exact:
            return self.plain.startswith(needle.exact, at)
        return self.folded.startswith(needle.folded, at)

    def end_of_word(self, needle: Needle, end: int, last: int) -> int | None:
        """Return where the marked words end, a plural -s included, or None when the form ends inside a word."""
        if not splits_word(self.folded, end):
            return end
        text = self.plain if needle.exact else self.folded
        has_plural = text[end] == "s" and self.folded[end - 1] != "s" and not splits_word(self.folded, end + 1)
        return min(end + 1, last) if has_plural else None
