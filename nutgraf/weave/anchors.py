"""Anchor notes by quotation: the W3C TextQuoteSelector, strictly.

A quotation stands where its words stand exactly once, or once between its prefix and suffix. Otherwise it is an error:
several places are listed with their lines; none gives the nearest passage and a correction that can be pasted. A note
is never moved to words with another digit, negation or name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Note, Quote
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block

_VARIANTS = str.maketrans("’‘“”‐‑\u00a0\u202f", "''\"\"--  ")
_CONTEXT = 24
"""Characters of prefix that a suggested selector shows."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note's quotation stands: half-open offsets in the text of a block."""

    note: str
    block: int
    passage: int
    start: int
    end: int


def anchor_notes(
    notes: Mapping[str, Note], blocks: tuple[Block, ...], origins: Origins
) -> tuple[tuple[Anchor, ...], tuple[Diagnostic, ...]]:
    """Anchor the notes of one article (keys as in the corpus); return anchors in the order of the text."""
    anchors: list[Anchor] = []
    found: list[Diagnostic] = []
    for key, note in notes.items():
        places = tuple(find_quote(note.quote, blocks))
        if len(places) == 1:
            block, start, end = places[0]
            anchors.append(Anchor(key, block.number, block.passage, start, end))
        else:
            found.append(_not_anchored(key, note, places, blocks, origins))
    anchors.sort(key=lambda each: (each.block, each.start, each.end, each.note))
    return tuple(anchors), (*found, *_overlaps(anchors, origins))


def find_quote(quote: Quote, blocks: Iterable[Block]) -> Iterable[tuple[Block, int, int]]:
    """Yield every place where the words stand between their prefix and suffix, whole words only."""
    exact, prefix, suffix = (_plain(text) for text in (quote.exact, quote.prefix, quote.suffix))
    for block in blocks:
        text = _plain(block.text)
        at = text.find(exact)
        while at >= 0:
            end = at + len(exact)
            if _is_whole(text, at, end) and _fits(text, at, end, prefix, suffix):
                yield block, at, end
            at = text.find(exact, at + 1)


def _plain(text: str) -> str:
    return text.translate(_VARIANTS)


def _fits(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    before, after = text[:start], text[end:]
    return (before.endswith(prefix) or before.rstrip().endswith(prefix.strip())) and (
        after.startswith(suffix) or after.lstrip().startswith(suffix.strip())
    )


def _is_whole(text: str, start: int, end: int) -> bool:
    cuts_first = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cuts_last = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
    return not (cuts_first or cuts_last)


def _not_anchored(
    key: str, note: Note, places: tuple[tuple[Block, int, int], ...], blocks: tuple[Block, ...], origins: Origins
) -> Diagnostic:
    span = origins.span(f"note:{key}", ("quote",))
    if places:
        lines = ", ".join(str(block.line_at(start)) for block, start, _ in places)
        message = f"the words {note.quote.exact!r} stand {len(places)} times in the article (lines {lines})"
        return Diagnostic(span, "anchor-ambiguous", message, f"choose one: {_selector(places[0])}")
    message = f"the words {note.quote.exact!r} do not stand in the article"
    return Diagnostic(span, "anchor-missing", message, _nearest_passage(note.quote.exact, blocks))


def _selector(place: tuple[Block, int, int]) -> str:
    block, start, end = place
    prefix = block.text[max(0, start - _CONTEXT) : start]
    prefix = prefix[prefix.find(" ") + 1 :] if start > _CONTEXT else prefix
    return f"quote: {{exact: {block.text[start:end]!r}, prefix: {prefix!r}}}"


def _nearest_passage(exact: str, blocks: tuple[Block, ...]) -> str:
    """Return the words of the text that are most like the quotation, as a line that can be pasted."""
    best, where, words = 0.0, 0, ""
    for block in blocks:
        for start, end in _windows(block.text, len(exact.split())):
            candidate = block.text[start:end]
            matcher = SequenceMatcher(None, exact.lower(), candidate.lower(), autojunk=False)
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                best, where, words = matcher.ratio(), block.line_at(start), candidate
    if best < 0.5:
        return "no passage is like it; quote two to six words as they stand"
    return f"the nearest words are in line {where}: quote: {words.strip(' ,;:.')!r}"


def _windows(text: str, words: int) -> Iterable[tuple[int, int]]:
    starts = [0, *(at + 1 for at, each in enumerate(text) if each == " ")]
    ends = [*(at - 1 for at in starts[1:]), len(text)]
    for first in range(len(starts)):
        last = first + words - 1
        if last < len(ends):
            yield starts[first], ends[last]


def _overlaps(anchors: list[Anchor], origins: Origins) -> Iterable[Diagnostic]:
    for first, second in pairwise(anchors):
        if first.block == second.block and second.start < first.end:
            message = f"the words of this note overlap those of the note {first.note.partition('/')[2]!r}"
            hint = "quote other words, so that each word belongs to one note"
            yield Diagnostic(origins.span(f"note:{second.note}", ("quote",)), "anchor-overlap", message, hint)
