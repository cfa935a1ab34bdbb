"""The corpus that all tools are measured with, as a neutral value.

A `Shape` says how much of everything there is. From it and its seed alone follow all words: each entry draws from a
random source of its own, named after it, so article 5 is made without articles 0 to 4, and a site of 100,000 articles
is never in memory at once. Nothing here knows the format of any tool; bench/peers/ writes these values out.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

_SYLLABLES = (
    "ba",
    "cor",
    "del",
    "fin",
    "gor",
    "hal",
    "jun",
    "kel",
    "lor",
    "men",
    "nor",
    "pel",
    "quin",
    "ros",
    "sta",
    "tur",
)
_SENTENCE = 14
"""Words in a sentence."""
_NAMES, _PLACE_NAMES = 16**5, 9 * 16**4
"""There are so many names; from the second number on they are those of places."""


@dataclass(frozen=True)
class Shape:
    """How much there is of everything; the same shape gives the same corpus, byte for byte."""

    articles: int = 1
    words: int = 700
    """Words in an article, about."""
    terms: int = 500
    aliases: int = 1
    """Further forms of a term; every tenth term has a form in Arabic besides."""
    name_words: int = 1
    """Words in the name of a term."""
    share: float = 0.05
    """Of the articles, how many mention a given term, about."""
    events: int = 60
    days: int = 5000
    """The events are spread over so many days."""
    places: int = 20
    sources: int = 40
    claims: int = 10
    notes: int = 3
    """Margin notes of an article."""
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Mention:
    """One of a term's forms, in running text."""

    term: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link that the author wrote; a source has no label, as it is a citation."""

    kind: str
    """article, event, place, claim, source or web"""
    at: int
    label: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Words that a margin note is about: they stand once in the article."""

    note: int
    text: str


Inline = str | Mention | Link | Noted


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, text (a paragraph), item (of a list), quotation, or code."""

    kind: str
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A margin note."""

    quote: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article with its notes."""

    at: int
    title: str
    summary: str
    published: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    @property
    def mentions(self) -> frozenset[int]:
        """The terms that it mentions."""
        return frozenset(part.term for block in self.blocks for part in block.content if isinstance(part, Mention))


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary; the first form is its name."""

    at: int
    forms: tuple[str, ...]
    arabic: str
    definition: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """Return its forms in all languages."""
        return (*self.forms, self.arabic) if self.arabic else self.forms


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map."""

    at: int
    name: str
    latitude: float
    longitude: float
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """An event at a place."""

    at: int
    date: str
    title: str
    text: str
    place: int
    source: int


@dataclass(frozen=True, slots=True)
class Claim:
    """A question about an event, and what two sides say."""

    at: int
    question: str
    event: int
    source: int
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Corpus:
    """A shape's entries, and which of them were edited how often."""

    shape: Shape
    article_edits: tuple[int, ...] = ()
    """Numbers of the edits of article 0."""
    term_edits: tuple[int, ...] = ()
    """Numbers of the edits of `edited_term`."""

    def articles(self) -> Iterator[Article]:
        """Yield each article, made when it is asked for."""
        return (self.article(at) for at in range(self.shape.articles))

    def article(self, at: int) -> Article:
        """Make one article."""
        made = _article(self.shape, at)
        if at or not self.article_edits:
            return made
        return replace(made, blocks=(*made.blocks, Block("text", (article_mark(self.article_edits[-1]),))))

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Make the glossary."""
        made = [_term(self.shape, at) for at in range(self.shape.terms)]
        if self.term_edits:
            edited = made[self.edited_term]
            mark = term_mark(self.term_edits[-1])
            made[self.edited_term] = replace(edited, definition=f"{edited.definition} {mark}")
        return tuple(made)

    @property
    def edited_term(self) -> int:
        """The term whose definition is edited: article 0 mentions it."""
        return min(self.article(0).mentions, default=0)

    @property
    def places(self) -> Iterator[Place]:
        """Make the places."""
        return (_place(self.shape, at) for at in range(self.shape.places))

    @property
    def events(self) -> Iterator[Event]:
        """Make the events."""
        return (_event(self.shape, at) for at in range(self.shape.events))

    @property
    def claims(self) -> Iterator[Claim]:
        """Make the claims."""
        return (_claim(self.shape, at) for at in range(self.shape.claims if self.shape.events else 0))


def article_mark(edit: int) -> str:
    """Return the words that an edit adds to article 0."""
    return f"This article was edited in round {edit}."


def term_mark(edit: int) -> str:
    """Return the words that an edit adds to a definition."""
    return f"This definition was edited in round {edit}."


def _chance(shape: Shape, *name: object) -> random.Random:
    return random.Random("/".join(map(str, (shape.seed, *name))))


def _spelling(number: int, syllables: int = 5) -> str:
    digits = (number * 48_271 % 16**syllables >> 4 * digit & 15 for digit in range(syllables))
    return "".join(_SYLLABLES[digit] for digit in digits)


VOCABULARY = tuple(_spelling(number, 1 + number % 3) for number in range(3000))
"""Up to three syllables. Names have five, so no word of the text is taken for one by chance."""


def _name(number: int) -> str:
    if number >= _NAMES:
        raise ValueError(f"there are {_NAMES:,} names and no more")
    return _spelling(number).capitalize()


def _words(count: int, chance: random.Random) -> str:
    return " ".join(chance.choices(VOCABULARY, k=count))


def _sentence(chance: random.Random) -> str:
    return f"{_words(_SENTENCE, chance).capitalize()}."


def forms_of(shape: Shape, term: int) -> tuple[str, ...]:
    """Return a term's name and its aliases, each of which is two words."""
    width = shape.name_words + 2 * shape.aliases
    if shape.terms * width > _PLACE_NAMES:
        raise ValueError("so many names of terms would reach those of places")
    names = [_name(number) for number in range(term * width, (term + 1) * width)]
    aliases = names[shape.name_words :]
    return " ".join(names[: shape.name_words]), *map(" ".join, zip(aliases[::2], aliases[1::2], strict=True))


def _term(shape: Shape, at: int) -> Term:
    chance = _chance(shape, "term", at)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    arabic = "".join(letters[at // len(letters) ** digit % len(letters)] for digit in range(4))
    return Term(
        at, forms_of(shape, at), "ال" + arabic if at % 10 == 0 else "", f"{_sentence(chance)} {_sentence(chance)}"
    )


def _place(shape: Shape, at: int) -> Place:
    chance = _chance(shape, "place", at)
    latitude, longitude = round(chance.uniform(30, 37), 3), round(chance.uniform(40, 48), 3)
    return Place(at, place_name(at), latitude, longitude, _sentence(chance))


def place_name(at: int) -> str:
    """Return a place's name."""
    return _name(_PLACE_NAMES + at)


def _event(shape: Shape, at: int) -> Event:
    chance = _chance(shape, "event", at)
    day = chance.randrange(shape.days)
    date = f"{2000 + day // 336}-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
    title = f"{_words(3, chance).capitalize()}, event {at}"
    return Event(at, date, title, _sentence(chance), at % max(shape.places, 1), at % max(shape.sources, 1))


def _claim(shape: Shape, at: int) -> Claim:
    chance = _chance(shape, "claim", at)
    low, high = sorted(chance.sample(range(1, 90), 2))
    return Claim(
        at, f"How many {_words(3, chance)}, claim {at}?", at % shape.events, at % max(shape.sources, 1), low, high
    )


def _article(shape: Shape, at: int) -> Article:
    chance = _chance(shape, "article", at)
    published = f"{2015 + at % 9}-{1 + at % 12:02}-{1 + at % 28:02}"
    sentences = max(1, shape.words // _SENTENCE)
    extras = _spread(list(_extras(shape, at, chance)), sentences, chance)
    notes = {chance.randrange(sentences) for _ in range(shape.notes)}
    numbers = {sentence: number for number, sentence in enumerate(sorted(notes))}
    texts = [_woven(chance, extras.get(each, []), numbers.get(each)) for each in range(sentences)]
    quotes = [part.text for text in texts for part in text if isinstance(part, Noted)]
    return Article(
        at,
        f"{_words(4, chance).capitalize()}, article {at}",
        _sentence(chance),
        published,
        tuple(_blocks(texts, chance)),
        tuple(Note(quote, _sentence(chance)) for quote in quotes),
    )


def _extras(shape: Shape, at: int, chance: random.Random) -> Iterator[Mention | Link]:
    for term in chance.sample(range(shape.terms), max(min(1, shape.terms), round(shape.terms * shape.share))):
        forms = forms_of(shape, term)
        for _ in range(chance.choice((1, 1, 2))):
            yield Mention(term, forms[0] if chance.random() < 0.7 else chance.choice(forms))
    for kind, count, of in (("event", 3, shape.events), ("place", 2, shape.places), ("source", 3, shape.sources)):
        for _ in range(min(count, of)):
            number = chance.randrange(of)
            yield Link(kind, number, "" if kind == "source" else _words(2, chance))
    if shape.claims and shape.events:
        yield Link("claim", chance.randrange(shape.claims), _words(2, chance))
    if shape.articles > 1:
        yield Link("article", (at + chance.randrange(1, shape.articles)) % shape.articles, _words(2, chance))
    yield Link("web", at, _words(2, chance))


def _spread(extras: list[Mention | Link], sentences: int, chance: random.Random) -> dict[int, list[Mention | Link]]:
    spread: dict[int, list[Mention | Link]] = {}
    for extra in extras:
        spread.setdefault(chance.randrange(sentences), []).append(extra)
    return spread


def _woven(chance: random.Random, extras: list[Mention | Link], note: int | None) -> tuple[Inline, ...]:
    """Make a sentence: a few words, which may have a note, then what is to be woven in, each with a word after it."""
    words = chance.choices(VOCABULARY, k=_SENTENCE)
    start, rest = " ".join(words[:6]).capitalize(), words[6:]
    parts: list[Inline] = [start if note is None else Noted(note, start)]
    for extra in extras:
        parts += [" ", extra, f" {chance.choice(VOCABULARY)}"]
    return *parts, f" {' '.join(rest)}. "


def _blocks(texts: list[tuple[Inline, ...]], chance: random.Random) -> Iterator[Block]:
    """Lay sentences out: sections of four paragraphs, a list, a quotation and code."""
    at, number = 0, 0
    while at < len(texts):
        if number % 4 == 3:
            yield Block("heading", (f"{_words(3, chance).capitalize()}, part {number // 4 + 1}",))
        if number % 7 == 4:
            yield from (Block("item", text) for text in texts[at : at + 3])
            at += 3
        else:
            yield Block("text", tuple(part for text in texts[at : at + 5] for part in text))
            at += 5
        if number % 8 == 5:
            yield Block("quotation", (_sentence(chance),))
            yield Block("code", (f"{_words(1, chance)} = {_words(1, chance)} + 1",))
        number += 1
