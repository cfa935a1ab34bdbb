"""Find terms and places in an article's text.

Whole words, the longest form wins, one counter for all forms of an entry. Never in headings, links, code or
quotations (the reader has closed those runs). Plural -s and possessives are matched; the possessive is not marked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nutgraf.model.prose import Block
from nutgraf.weave.forms import WORD, Forms, Needle, folded, plain

_POSSESSIVES = ("'s", "s'", "'")


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
    text, low = plain(block.text), folded(block.text)
    for run in block.runs:
        if not run.is_open:
            continue
        at = run.start
        while (word := WORD.search(low, at, run.end)) is not None:
            match = _longest_at(text, low, word, run.end, forms)
            if match is None:
                at = word.end()
            else:
                needle, end = match
                yield Mention(needle.ref, block.number, block.passage, word.start(), end)
                at = end


def _longest_at(text: str, low: str, word: "object", limit: int, forms: Forms) -> tuple[Needle, int] | None:
    start, first = word.start(), word.group()  # type: ignore[attr-defined]
    candidates = forms.by_word.get(first, ())
    if first.endswith("s"):
        candidates = (*candidates, *forms.by_word.get(first[:-1], ()))
    for needle in candidates:
        end = start + len(needle.folded)
        wanted, within = (needle.exact, text) if needle.exact else (needle.folded, low)
        if end <= limit and within.startswith(wanted, start):
            ending = _boundary(low, end, limit)
            if ending is not None:
                return needle, ending
    return None


def _boundary(low: str, end: int, limit: int) -> int | None:
    """Return where the marked words end, a plural -s included, or None when the form ends inside a word."""
    if end == limit or not _is_word(low[end]):
        return end
    if low[end] == "s" and (end + 1 == limit or not _is_word(low[end + 1])):
        return end + 1
    return None


def _is_word(character: str) -> bool:
    return character == "_" or character.isalnum()
