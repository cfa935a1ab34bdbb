"""Anchor notes by quotation: the W3C TextQuoteSelector, strictly.

A quotation stands where its words stand exactly once, or once between its prefix and suffix. Otherwise it is an error:
several places are listed with their lines; none gives the nearest passage and a correction that can be pasted. A note
is never moved to words with another digit, negation or name.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Note, Quote
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block
from nutgraf.weave.forms import folded, plain, splits_word

_QUOTE_MORE = "quote more words, so that they stand once"
_NEGATION = re.compile(r"'t\b")
_SHOWN = 5
"""Candidates for which a selector is shown."""

_MOST_PLACES = 20
"""Places beyond which words are too common to choose one of them."""

_MOST_LINES = 10
"""Lines that a message lists."""

_REACH = 400
"""Characters before and after that a selector may take its prefix and suffix from."""

_LEAST_LIKE = 50.0
"""Percent of likeness below which a passage is another one."""

_SEARCHED = 3
"""Blocks in which the nearest words are looked for."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a note's quotation stands: half-open offsets in the text of a block."""

    note: str
    block: int
    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A place where words stand: half-open offsets in a block's text, which `plain` holds with plain signs."""

    block: Block
    plain: str
    start: int
    end: int

    @property
    def line(self) -> int:
        """Return the line of the file on which the words begin."""
        return self.block.line_at(self.start)

    @property
    def words(self) -> str:
        """Return the words as they stand."""
        return self.block.text[self.start : self.end]


def anchor_notes(
    notes: Mapping[str, Note], blocks: tuple[Block, ...], origins: Origins
) -> tuple[tuple[Anchor, ...], tuple[Diagnostic, ...]]:
    """Anchor the notes of one article (keys as in the corpus); return anchors in the order of the text."""
    article = ArticleText(blocks)
    anchors: list[Anchor] = []
    found: list[Diagnostic] = []
    for key, note in notes.items():
        places = article.find(note.quote)
        if len(places) == 1:
            place = places[0]
            anchors.append(Anchor(key, place.block.number, place.block.passage, place.start, place.end))
        else:
            rule, message, hint = _ambiguous(note.quote, places) if places else article.missing(note.quote)
            found.append(Diagnostic(origins.span(f"note:{key}", ("quote",)), rule, message, hint))
    anchors.sort(key=lambda each: (each.block, each.start, each.end, each.note))
    return tuple(anchors), (*found, *_overlaps(anchors, origins))


class ArticleText:
    """The text of an article, ready to be searched."""

    def __init__(self, blocks: Iterable[Block]) -> None:
        self.texts = [(block, plain(block.text)) for block in blocks]
        self.folded = [folded(text) for _, text in self.texts]

    def find(self, quote: Quote) -> tuple[Stretch, ...]:
        """Return every place where the words stand between their prefix and suffix, whole words only."""
        return tuple(each for each in self.find_words(quote.exact) if _fits(each, quote.prefix, quote.suffix))

    def find_words(self, exact: str) -> Iterator[Stretch]:
        """Yield every place where the words stand, whatever stands around them."""
        words = plain(exact).split()
        pattern = re.compile(" +".join(map(re.escape, words)))
        for block, text in self.texts if words else ():
            match = pattern.search(text) if words[0] in text else None
            while match is not None:
                if _is_whole(text, *match.span()):
                    yield Stretch(block, text, *match.span())
                match = pattern.search(text, match.start() + 1)

    def missing(self, quote: Quote) -> tuple[str, str, str]:
        """Return rule, message and hint for words that stand nowhere, or not where their prefix and suffix say."""
        places = self.find(replace(quote, prefix="", suffix=""))
        if places:
            message = (
                f"the words {quote.exact!r} stand in the article ({_lines(places)}), but not with these neighbours"
            )
            return "anchor-missing", message, _choices(places)
        message = f"the words {quote.exact!r} do not stand in the article"
        return "anchor-missing", message, self.nearest(quote.exact)

    def nearest(self, exact: str) -> str:
        """Return the words of the text that are most like the quotation, as a line that can be pasted."""
        place = self.nearest_to(exact)
        if place is None:
            return "no passage is like it; quote two to six words as they stand"
        same = self.find(Quote(exact=place.words))
        return f"the nearest words are in line {place.line}: {_selector(place, same)}"

    def nearest_to(self, exact: str) -> Stretch | None:
        """Return the stretch of text that is most like some words; of equals, the one with about as many words."""
        from rapidfuzz import fuzz

        wanted, count = folded(_spaced(exact)), len(exact.split())
        best, place = (_LEAST_LIKE, -count), None
        for block, start, end in self.likeliest(wanted):
            for stretch, words in _stretches(*self.texts[block], (start, end), count):
                low = self.folded[block][stretch.start : stretch.end]
                rank = (fuzz.ratio(wanted, low, score_cutoff=best[0]), -abs(words - count))
                if rank > best:
                    best, place = rank, stretch
        return place

    def likeliest(self, wanted: str) -> list[tuple[int, int, int]]:
        """Return the blocks that hold what is most like some folded words, and the offsets between which it stands."""
        from rapidfuzz import fuzz

        found: list[tuple[float, int, int, int]] = []
        for number, text in enumerate(self.folded):
            if len(text) <= len(wanted):
                found.append((-fuzz.ratio(wanted, text), number, 0, len(text)))
            elif near := fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_LEAST_LIKE - 10):
                found.append((-near.score, number, near.dest_start, near.dest_end))
        return [place for _, *place in sorted(found)[:_SEARCHED]]  # type: ignore[misc]


def _stretches(block: Block, text: str, near: tuple[int, int], count: int) -> Iterator[tuple[Stretch, int]]:
    """Yield what stands around a place: from half to one and a half as many words, without the punctuation around them,
    the shorter ones first; and how many words each has.
    """
    spans = [match.span() for match in re.finditer(r"[^ ]+", text)]
    first = sum(end <= near[0] for _, end in spans)
    last = sum(start < near[1] for start, _ in spans)
    spread = max(1, count // 2)
    for words in range(max(1, count - spread), count + spread + 1):
        for at in range(max(0, first - spread), min(len(spans), last + spread) - words + 1):
            start, end = spans[at][0], spans[at + words - 1][1]
            start += len(text[start:end]) - len(text[start:end].lstrip(",;:."))
            end -= len(text[start:end]) - len(text[start:end].rstrip(",;:."))
            if start < end:
                yield Stretch(block, text, start, end), words


def _fits(place: Stretch, prefix: str, suffix: str) -> bool:
    return (not prefix or _spaced(place.plain[: place.start]).endswith(_spaced(plain(prefix)))) and (
        not suffix or _spaced(place.plain[place.end :]).startswith(_spaced(plain(suffix)))
    )


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether words are not cut, and no negation is cut off: ``can`` does not stand in ``can't``."""
    return not (splits_word(text, start) or splits_word(text, end) or _NEGATION.match(text, end))


def _ambiguous(quote: Quote, places: Sequence[Stretch]) -> tuple[str, str, str]:
    message = f"the words {quote.exact!r} stand {len(places)} times in the article ({_lines(places)})"
    return "anchor-ambiguous", message, _choices(places)


def _lines(places: Sequence[Stretch]) -> str:
    lines = [str(each.line) for each in places[:_MOST_LINES]] + ["…"] * (len(places) > _MOST_LINES)
    return f"line{'s' if len(lines) > 1 else ''} {', '.join(lines)}"


def _choices(places: Sequence[Stretch]) -> str:
    if len(places) > _MOST_PLACES:
        return _QUOTE_MORE
    return "choose one: " + "; ".join(f"line {each.line}: {_selector(each, places)}" for each in places[:_SHOWN])


def _selector(place: Stretch, places: Sequence[Stretch]) -> str:
    """Return a quotation that can be pasted."""
    quote = selector(place, places)
    return written(quote) if quote else _QUOTE_MORE


def selector(place: Stretch, places: Sequence[Stretch]) -> Quote | None:
    """Return the words with as much prefix, else suffix, else both, as tells their place from the others where the same
    words stand; None when nothing near does, or when there are too many places.
    """
    if len(places) == 1:
        return Quote(exact=place.words)
    if len(places) > _MOST_PLACES:
        return None
    around = [_around(each.plain, each) for each in places]
    for prefix, suffix in _neighbours(place):
        first, last = plain(prefix), plain(suffix)
        if sum(before.endswith(first) and after.startswith(last) for before, after in around) == 1:
            return Quote(exact=place.words, prefix=prefix, suffix=suffix)
    return None


def _around(text: str, place: Stretch) -> tuple[str, str]:
    """Return the whole words near a place in one of its block's texts, before and after, with single spaces."""
    before, after = text[max(0, place.start - _REACH) : place.start], text[place.end : place.end + _REACH]
    before = before.partition(" ")[2] if place.start > _REACH else before
    after = after.rpartition(" ")[0] if place.end + _REACH < len(text) else after
    return _spaced(before), _spaced(after)


def _neighbours(place: Stretch) -> Iterator[tuple[str, str]]:
    """Yield prefixes of more and more words, then suffixes, then both."""
    before, after = (words.split() for words in _around(place.block.text, place))
    prefixes = [" ".join(before[-count:]) for count in range(1, len(before) + 1)]
    suffixes = [" ".join(after[:count]) for count in range(1, len(after) + 1)]
    yield from ((prefix, "") for prefix in prefixes)
    yield from (("", suffix) for suffix in suffixes)
    yield from zip(prefixes, suffixes, strict=False)
    yield from zip(prefixes[-1:], suffixes[-1:], strict=False)


def written(quote: Quote) -> str:
    """Return a quotation as a line of YAML: ``quote: 'a'``, ``quote: {exact: 'a', prefix: 'b'}``."""
    if not quote.prefix and not quote.suffix:
        return f"quote: {_quoted(quote.exact)}"
    parts = (("exact", quote.exact), ("prefix", quote.prefix), ("suffix", quote.suffix))
    return f"quote: {{{', '.join(f'{name}: {_quoted(text)}' for name, text in parts if text)}}}"


def _quoted(text: str) -> str:
    """Return a text as YAML writes it between single quotes."""
    return "'" + text.replace("'", "''") + "'"


def _overlaps(anchors: list[Anchor], origins: Origins) -> Iterator[Diagnostic]:
    """Report every note whose words begin before those of an earlier one have ended."""
    furthest: Anchor | None = None
    for anchor in anchors:
        if furthest and furthest.block == anchor.block and anchor.start < furthest.end:
            message = f"the words of this note overlap those of the note {furthest.note.partition('/')[2]!r}"
            hint = "quote other words, so that each word belongs to one note"
            yield Diagnostic(origins.span(f"note:{anchor.note}", ("quote",)), "anchor-overlap", message, hint)
        if furthest is None or (anchor.block, anchor.end) > (furthest.block, furthest.end):
            furthest = anchor
