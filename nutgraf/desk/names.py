"""Find the names in running text: runs of capitalised words, joined by small words in their middle, and acronyms.

1. A block's text is split into words; a form of an entry, a figure or a mark between two words ends a run.
2. A run is words with a capital, each after the other; ``of``, ``de``, ``bin`` and their like join when one follows.
3. The first word of a sentence is capital anyway: it does not count when it is a common word, or the article writes it
   small elsewhere; alone it is uncertain.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from nutgraf.desk.word_lists import JOINS, OPENERS, SHORTENED
from nutgraf.model.prose import Block, Run
from nutgraf.weave.forms import Forms, plain
from nutgraf.weave.mentions import find_mentions

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'&][^\W_]+)*")
"""``U.S.``, or letters and digits with what may join them: ``al-Qa'im``, ``F-16``, ``AT&T``."""

_ARTICLES = ("al-", "el-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-", "d'", "l'", "o'")
_ALSO_SURNAMES = ("may", "june", "april", "august")
_SMALL_TAIL = re.compile(r"(?:-[a-z]+)+$")
"""``-backed`` in ``Iranian-backed``."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands in a block: half-open offsets."""

    block: Block
    start: int
    end: int
    is_certain: bool = True
    """False of a single word that starts a sentence: it is a name only if it is one elsewhere."""

    @property
    def text(self) -> str:
        """Return the name with plain apostrophes and hyphens."""
        return plain(self.block.text)[self.start : self.end]

    @property
    def line(self) -> int:
        """Return the line of the file on which it begins."""
        return self.block.line_at(self.start)

    @property
    def is_acronym(self) -> bool:
        """Whether it is one word in capitals."""
        return " " not in self.text and is_acronym(self.text)


def is_acronym(word: str) -> bool:
    """Whether a word is an abbreviation in capitals: ``CENTCOM``, ``F-16``, ``U.S.``, ``PMFs``; no Roman number."""
    letters = [each for each in word.removesuffix("s") if each.isalpha()]
    return (
        len(letters) + sum(map(str.isdigit, word)) > 1
        and all(each.isupper() for each in letters)
        and not _is_number(word)
    )


def _is_number(word: str) -> bool:
    """Whether a word is a Roman number."""
    return re.fullmatch(r"[IVX]+", word) is not None


@dataclass(frozen=True, slots=True)
class _Word:
    """A word without its possessive."""

    text: str
    start: int
    end: int
    is_first: bool
    """Whether a sentence or a quotation may start with it."""
    is_apart: bool
    """Whether more than a space separates it from the word before, or that word is an entry's."""

    @property
    def is_capital(self) -> bool:
        """Whether it has a capital, perhaps behind an article: ``al-Hussaini``."""
        bare = next((self.text[len(each) :] for each in _ARTICLES if self.text.lower().startswith(each)), self.text)
        return bare[:1].isupper()


def find_names(blocks: Iterable[Block], forms: Forms, calendar: Collection[str]) -> Iterator[Name]:
    """Yield the names in the order of the text, without what is a form; `calendar` are names of months and days."""
    blocks = tuple(block for block in blocks if not block.heading)
    small = {word for block in blocks for word in _WORD.findall(plain(block.text)) if word.islower()}
    for block in blocks:
        for run in _runs(_words(block, forms), calendar):
            words = _trimmed(run, small)
            if words:
                is_certain = len(words) > 1 or not words[0].is_first or is_acronym(words[0].text)
                yield Name(block, words[0].start, words[-1].end, is_certain)


def _words(block: Block, forms: Forms) -> Iterator[_Word]:
    """Yield the words of a block that are no mention of an entry."""
    text = plain(block.text)
    whole = replace(block, runs=(Run(0, len(text), True),))
    taken = [(each.start, each.end) for each in find_mentions((whole,), forms)]
    before, last, was_taken = "", 0, False
    for match in _WORD.finditer(text):
        word = _bare(match.group())
        between = text[last : match.start()]
        is_taken = any(start < match.end() and match.start() < end for start, end in taken)
        if not is_taken:
            gap = between.removeprefix(".") if _takes_full_stop(before) else between
            yield _Word(word, match.start(), match.start() + len(word), _starts(gap, before), was_taken or gap != " ")
        before, last, was_taken = word, match.start() + len(word), is_taken


def _bare(word: str) -> str:
    """Return a word without its possessive or a tail in small letters."""
    word = word.removesuffix("'s")
    return word if word.lower().startswith(_ARTICLES) else _SMALL_TAIL.sub("", word) or word


def _takes_full_stop(word: str) -> bool:
    return word.lower() in SHORTENED.split() or (len(word) == 1 and word.isupper())


def _starts(gap: str, before: str) -> bool:
    """Whether a sentence or quotation may start behind such a gap between words."""
    return not before or re.search(r"[.!?…:]|[\"'(\[]$", gap) is not None


def _runs(words: Iterable[_Word], calendar: Collection[str]) -> Iterator[list[_Word]]:
    """Yield the runs of capitalised words, with the small words that join them."""
    run: list[_Word] = []
    joins: list[_Word] = []
    for word in words:
        if run and (word.is_apart or word.is_first):
            yield run
            run, joins = [], []
        if _is_of_name(word, run, calendar):
            run, joins = [*run, *joins, word], []
        elif run and _may_join(word, joins):
            joins.append(word)
        elif run:
            yield run
            run, joins = [], []
    if run:
        yield run


def _is_of_name(word: _Word, run: list[_Word], calendar: Collection[str]) -> bool:
    """Whether a word has a capital or is an initial, and is no month or day; a month may be a surname: Theresa May."""
    if word.text.lower() in calendar:
        return word.text.lower() in _ALSO_SURNAMES and bool(run) and not is_acronym(run[-1].text) and word.is_capital
    if len(word.text) == 1 or _is_number(word.text):
        return bool(run) and word.text.isupper()
    return word.is_capital


def _may_join(word: _Word, joins: list[_Word]) -> bool:
    if word.text == "the":
        return [each.text for each in joins] == ["of"]
    return word.text in JOINS.split() and len(joins) < 2


def _trimmed(run: list[_Word], small: Collection[str]) -> list[_Word]:
    """Return a run without the first word of a sentence when that is a common word."""
    first = run[0]
    is_common = first.text.lower() in small or first.text.lower() in OPENERS.split()
    if first.is_first and not is_acronym(first.text) and is_common:
        return run[next((at for at, word in enumerate(run) if at and word.is_capital), len(run)) :]
    return run
