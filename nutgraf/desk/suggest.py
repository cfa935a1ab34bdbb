"""Names in an article that no entry covers: what a reader may look for in vain.

1. Names are found in the text (`nutgraf.desk.names`) beside all forms of entries, those that are never marked too.
2. Titles go from their front, an acronym in brackets and a surname alone go to the full name.
3. What is part of a form, or the name of a place's people (Iraqi), is covered already.
4. What each may be is guessed from its words and those before it; the author decides.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from nutgraf.desk.names import Name, find_names, is_acronym
from nutgraf.desk.word_lists import BEFORE_PLACES, BODIES, OF_PLACES, PLACE_WORDS, RANKS
from nutgraf.model.corpus import Corpus
from nutgraf.model.entries import Place, Term
from nutgraf.read.corpus import Gathered
from nutgraf.weave.forms import Forms, folded, gather_forms, plain, written_forms

Guess = Literal["acronym", "organisation", "person", "place", "name"]

_AROUND = 30
"""Characters of the text shown on either side of a name."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name without an entry."""

    name: str
    guess: Guess
    count: int
    line: int
    """Line of the article's file where it stands first."""
    excerpt: str
    abbreviation: str = ""
    forms: tuple[str, ...] = ()
    """Shorter forms of it in the text: a surname."""


def suggest(content: Gathered, article: str) -> tuple[Suggestion, ...]:
    """Return the names in an article that no entry covers, the most frequent first, then in the order of the text."""
    corpus = content.corpus
    language = corpus.config.language
    found = _known_names(list(find_names(corpus.blocks[article], _all_forms(content), _calendar(language))))
    titled = {each.text: _without_ranks(each.text, found) for each in found}
    full = _full_names(found, titled)
    groups: dict[str, list[Name]] = {}
    for each in found:
        groups.setdefault(full[titled[each.text]], []).append(each)
    covered = _Covered.by(corpus)
    made = [_suggestion(name, names, titled) for name, names in groups.items() if name and not covered.has(name)]
    made = [each for each in made if not _is_common_noun(each, language)]
    return tuple(sorted(made, key=lambda each: -each.count))


def _all_forms(content: Gathered) -> Forms:
    """Return the forms of all entries, as if all were marked."""
    corpus = content.corpus
    terms = {key: replace(term, mark="all") for key, term in corpus.terms.items()}
    places = {key: replace(place, mark="all") for key, place in corpus.places.items()}
    return gather_forms(replace(corpus, terms=terms, places=places), content.origins)[0]


def _calendar(language: str) -> frozenset[str]:
    """Return the names of months and days, in the article's language and in English."""
    from babel import Locale, UnknownLocaleError

    names: set[str] = set()
    for each in (language.replace("-", "_"), "en"):
        try:
            locale = Locale.parse(each)
        except (UnknownLocaleError, ValueError):
            continue
        for table in (locale.months, locale.days):
            for widths in table.values():
                names |= {name.lower() for width in ("wide", "abbreviated") for name in widths.get(width, {}).values()}
    return frozenset(names)


def _known_names(found: Sequence[Name]) -> list[Name]:
    """Return names without words that only start a sentence; with them, where they are names (or end one) elsewhere."""
    certain = [each for each in found if each.is_certain]
    known = {each.text for each in certain} | {each.text.split()[-1] for each in certain}
    return [each for each in found if each.is_certain or each.text in known]


def _without_ranks(name: str, found: Sequence[Name]) -> str:
    """Return a name without the titles before it; nothing when it is only titles.

    A single word keeps its title (General Motors) unless it stands without it elsewhere (President Biden, Biden).
    """
    words = name.split()
    count = next((at for at, word in enumerate(words) if word.rstrip(".").lower() not in RANKS.split()), len(words))
    rest = words[count:]
    is_known = any(each.text.split()[-1:] == rest and each.text != name for each in found)
    return " ".join(rest) if len(rest) != 1 or is_known else name


def _full_names(found: Sequence[Name], titled: Mapping[str, str]) -> dict[str, str]:
    """Return for each name the one that it is short for, mostly itself."""
    names = list(dict.fromkeys(titled.values()))
    full = {name: name for name in names}
    for name in names:
        longer = [each for each in names if " " in each and _last_word(each) == _last_word(name)]
        if " " not in name and len(longer) == 1 and not is_acronym(name) and _guess_by_words(longer[0]) == "name":
            full[name] = longer[0]
    for first, second in pairwise(found):
        if second.is_acronym and _stands_in_brackets(first, second):
            full[titled[second.text]] = full[titled[first.text]]
    return full


def _last_word(name: str) -> str:
    words = name.split()
    return words[-1].removeprefix("al-") if words else ""


def _stands_in_brackets(first: Name, second: Name) -> bool:
    text = first.block.text
    is_same = first.block.number == second.block.number
    return is_same and text[first.end : second.start] == " (" and text[second.end :].startswith(")")


@dataclass(frozen=True, slots=True)
class _Covered:
    """The words of all forms."""

    forms: frozenset[str]
    """Each form between spaces, in one case."""

    @classmethod
    def by(cls, corpus: Corpus) -> "_Covered":
        entries: tuple[Term | Place, ...] = (*corpus.terms.values(), *corpus.places.values())
        return cls(frozenset(f" {folded(text)} " for each in entries for _, text in written_forms(each)))

    def has(self, name: str) -> bool:
        """Whether a name is a form, part of one, or what a place's people are called."""
        wanted = folded(name).replace(".", "")
        words = {wanted, *(wanted.removesuffix(ending) for ending in OF_PLACES.split())}
        return any(f" {wanted} " in form.replace(".", "") for form in self.forms) or any(
            f" {word} " in self.forms for word in words
        )


def _suggestion(name: str, names: Sequence[Name], titled: Mapping[str, str]) -> Suggestion:
    first = names[0]
    shorter = dict.fromkeys(titled[each.text] for each in names if titled[each.text] != name)
    abbreviation = next((each for each in shorter if is_acronym(each)), "")
    return Suggestion(
        name=name,
        guess=_guess(name, names, titled),
        count=len(names),
        line=first.line,
        excerpt=_excerpt(first),
        abbreviation=abbreviation,
        forms=tuple(each for each in shorter if each != abbreviation),
    )


def _excerpt(name: Name) -> str:
    text = name.block.text
    start, end = max(0, name.start - _AROUND), min(len(text), name.end + _AROUND)
    start = text.find(" ", start) + 1 if start and " " in text[start : name.start] else start
    end = text.rfind(" ", 0, end) if end < len(text) and " " in text[name.end : end] else end
    return f"{'… ' if start else ''}{text[start:end].strip()}{' …' if end < len(text) else ''}"


def _guess(name: str, names: Sequence[Name], titled: Mapping[str, str]) -> Guess:
    if is_acronym(name):
        return "acronym"
    by_words = _guess_by_words(name)
    if by_words != "name":
        return by_words
    if any(len(titled[each.text]) < len(each.text) for each in names):
        return "person"
    before = Counter(_word_before(each) in BEFORE_PLACES.split() for each in names)
    return "place" if before[True] * 2 >= len(names) else "name"


def _guess_by_words(name: str) -> Guess:
    words = set(name.lower().split())
    if words & set(BODIES.split()):
        return "organisation"
    return "place" if words & set(PLACE_WORDS.split()) else "name"


def _word_before(name: Name) -> str:
    words = plain(name.block.text)[: name.start].split()
    return words[-1].lower() if words else ""


def _is_common_noun(suggestion: Suggestion, language: str) -> bool:
    """Whether a capital says nothing: German writes all nouns with one."""
    is_single = " " not in suggestion.name and suggestion.guess != "acronym"
    return is_single and language.partition("-")[0] == "de"
