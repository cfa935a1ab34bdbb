"""Notes that no longer stand after their article was edited: where their words may be now, and what to write.

1. Every note is looked for as the build does it. One that stands nowhere, or in several places, has *fallen*.
2. For each there are proposals: the places where its words stand, or else the one passage that is most like them.
3. A proposal has objections when a person must look at it: another number, negation or name, or words that belong to
   another note already.
4. `accept` writes chosen proposals into the texts of the files; it takes none with objections unless told to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from nutgraf.desk.document import CannotEditError, Document
from nutgraf.desk.meaning import Usage, changes_of_meaning
from nutgraf.desk.quotes import with_quote
from nutgraf.model.diagnostics import Span
from nutgraf.model.entries import Note, Quote
from nutgraf.read.corpus import Gathered
from nutgraf.weave.anchors import Anchor, ArticleText, Stretch, anchor_notes, selector
from nutgraf.weave.forms import folded, gather_forms

_MARKS = ",;:."
"""Signs that are left out at the end of a passage."""

_AROUND = 4
"""Words shown on either side of words that stand in several places."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A quotation that would let a note stand."""

    quote: Quote
    place: Anchor
    line: int
    """Line of the article's file."""
    shown: str
    """A word diff, or the words among their neighbours where they are the same."""
    objections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fallen:
    """A note that does not stand."""

    key: str
    """Article and note: ``ferry-stops/who-says``."""
    span: Span
    """Where its quotation is written."""
    article_path: str
    why: str
    proposals: tuple[Proposal, ...]

    @property
    def note(self) -> str:
        """Return its id in its file."""
        return self.key.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The new texts of files by their shown path, which notes stand by them, and why others were refused."""

    texts: Mapping[str, str]
    done: tuple[tuple[Fallen, Proposal], ...]
    refused: tuple[tuple[Fallen, tuple[str, ...]], ...]


def fallen_notes(content: Gathered, article: str = "") -> tuple[Fallen, ...]:
    """Return the notes of one article, or of all, that do not stand, in the order of the files."""
    corpus = content.corpus
    return tuple(
        fallen for key in corpus.articles if article in ("", key) for fallen in _fallen_in_article(content, key)
    )


def _fallen_in_article(content: Gathered, article: str) -> Iterator[Fallen]:
    blocks, origins = content.corpus.blocks[article], content.origins
    notes = {key: note for key, note in content.corpus.notes.items() if note.article == article}
    anchors, _ = anchor_notes(notes, blocks, origins)
    standing = {anchor.note for anchor in anchors}
    text, usage = ArticleText(blocks), _usage(content, article)
    for key, note in notes.items():
        if key not in standing:
            proposals = _proposals(key, note, text, usage)
            checked = tuple(_with_overlaps(each, anchors) for each in proposals)
            path = origins.span(f"article:{article}").path
            yield Fallen(key, origins.span(f"note:{key}", ("quote",)), path, _why(note.quote, text), checked)


def _usage(content: Gathered, article: str) -> Usage:
    forms, _ = gather_forms(content.corpus, content.origins)
    words = (word for block in content.corpus.blocks[article] for word in block.text.split())
    common = frozenset(word.strip(",;:.!?()") for word in words if word.islower())
    return Usage(content.corpus.config.language, forms, common)


def _why(quote: Quote, text: ArticleText) -> str:
    count = len(text.find(quote))
    if count:
        return f"its words stand {count} times in the article: {quote.exact}"
    if text.find(Quote(exact=quote.exact)):
        return f"its words stand in the article, but not between these neighbours: {quote.exact}"
    return f"its words do not stand in the article: {quote.exact}"


def _proposals(key: str, note: Note, text: ArticleText, usage: Usage) -> Iterator[Proposal]:
    """Yield the places where the words stand; where there are none, the passage most like them."""
    places = text.find(note.quote) or text.find(Quote(exact=note.quote.exact))
    if places:
        yield from (_proposal(key, note.quote, place, places, usage) for place in places)
        return
    place = text.nearest_to(note.quote.exact)
    if place is not None:
        place = _grown(place, note.quote.exact)
        yield _proposal(key, note.quote, place, text.find(Quote(exact=place.words)), usage)


def _grown(place: Stretch, exact: str) -> Stretch:
    """Return a passage with the words beside it that were quoted too, and what stands between them: else a name or a
    negation that came in near an end would be passed over unseen.
    """
    from rapidfuzz.distance import LCSseq

    wanted = folded(exact).split()
    words = [match.span() for match in re.finditer(r"[^ ]+", place.plain)]
    bare = [folded(place.plain[start:end]).strip(_MARKS) for start, end in words]
    inside = [at for at, (start, end) in enumerate(words) if start < place.end and place.start < end]
    reach = 1 + len(wanted) // 2
    firsts = range(max(0, inside[0] - reach), inside[0] + 1)
    lasts = range(inside[-1], min(len(words), inside[-1] + reach + 1))
    spans = [(first, last) for first in firsts for last in lasts]
    first, last = max(spans, key=lambda at: (LCSseq.similarity(wanted, bare[at[0] : at[1] + 1]), at[0] - at[1]))
    start = place.start if first == inside[0] else words[first][0]
    end = place.end if last == inside[-1] else len(place.plain[: words[last][1]].rstrip(_MARKS))
    return replace(place, start=start, end=end)


def _proposal(key: str, old: Quote, place: Stretch, places: Sequence[Stretch], usage: Usage) -> Proposal:
    found = selector(place, places)
    quote = _with_same_parts(found or Quote(exact=place.words), old, place)
    objections = changes_of_meaning(old.exact, place.words, usage)
    if found is None:
        objections = (*objections, "nothing tells this place from others with the same words: quote more words")
    anchor = Anchor(key, place.block.number, place.block.passage, place.start, place.end)
    is_same = len(places) > 1 or old.exact.split() == place.words.split()
    shown = _in_context(place) if is_same else word_diff(old.exact, place.words)
    return Proposal(quote, anchor, place.line, shown, objections)


def _with_same_parts(quote: Quote, old: Quote, place: Stretch) -> Quote:
    """Keep a prefix or suffix where the author wrote one, with as many words as it had."""
    before, after = place.block.text[: place.start].split(), place.block.text[place.end :].split()
    prefix = quote.prefix or (" ".join(before[-len(old.prefix.split()) :]) if old.prefix.split() else "")
    suffix = quote.suffix or (" ".join(after[: len(old.suffix.split())]) if old.suffix.split() else "")
    return replace(quote, prefix=prefix, suffix=suffix)


def _in_context(place: Stretch) -> str:
    """Return the words in [brackets] among some of their neighbours."""
    text = place.block.text
    before = [match.start() for match in re.finditer(r"\S+", text[: place.start])]
    after = [match.end() + place.end for match in re.finditer(r"\S+", text[place.end :])]
    first = before[-_AROUND] if len(before) > _AROUND else 0
    last = after[_AROUND - 1] if len(after) > _AROUND else len(text)
    shown = f"{text[first : place.start]}[{place.words}]{text[place.end : last]}"
    return f"{'… ' if first else ''}{shown.strip()}{' …' if last < len(text) else ''}"


def word_diff(old: str, new: str) -> str:
    """Return one line: words that are gone in ``[-…-]``, words that have come in ``{+…+}``."""
    before, after = old.split(), new.split()
    parts: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts += before[a:b]
            continue
        parts += [f"[-{' '.join(before[a:b])}-]"] if a < b else []
        parts += [f"{{+{' '.join(after[c:d])}+}}"] if c < d else []
    return " ".join(parts)


def _with_overlaps(proposal: Proposal, taken: Sequence[Anchor]) -> Proposal:
    found = _overlaps(proposal, taken)
    return replace(proposal, objections=(*proposal.objections, *found))


def _overlaps(proposal: Proposal, taken: Sequence[Anchor]) -> Iterator[str]:
    place = proposal.place
    for each in taken:
        is_same_block = (each.block, _article(each)) == (place.block, _article(place))
        if is_same_block and each.start < place.end and place.start < each.end:
            yield f"these words overlap those of the note {each.note.partition('/')[2]!r}"


def _article(anchor: Anchor) -> str:
    return anchor.note.partition("/")[0]


def accept(chosen: Sequence[tuple[Fallen, Proposal]], texts: Mapping[str, str], *, is_forced: bool = False) -> Accepted:
    """Write proposals into the texts of files (by shown path). Whatever is refused leaves its text as it was."""
    edited = dict(texts)
    done: list[tuple[Fallen, Proposal]] = []
    refused: list[tuple[Fallen, tuple[str, ...]]] = []
    for fallen, proposal in chosen:
        overlaps = _overlaps(proposal, [each.place for _, each in done])
        objections = () if is_forced else (*proposal.objections, *overlaps)
        path = fallen.span.path
        after, faults = _edited(path, edited[path], fallen.note, proposal.quote)
        if objections or faults:
            refused.append((fallen, (*objections, *faults)))
        else:
            edited[path] = after
            done.append((fallen, proposal))
    changed = {path: text for path, text in edited.items() if text != texts[path]}
    return Accepted(changed, tuple(done), tuple(refused))


def _edited(path: str, text: str, note: str, quote: Quote) -> tuple[str, tuple[str, ...]]:
    try:
        after = with_quote(Document.of(path, text.encode()), note, quote)
    except CannotEditError as error:
        return text, tuple(f"{each.message}: {each.hint}" for each in error.diagnostics)
    return after.content.decode(), ()
