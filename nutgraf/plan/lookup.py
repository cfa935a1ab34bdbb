"""The corpus seen from its entries: events at a place, passages that speak of an entry. Worked out once a plan.

Each index is that of the parts put together: what a file adds to it does not depend on what other files say. So a build
can tell which keys of which indexes an edit touches, by looking at the edited files alone (`nutgraf.engine.facts`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from nutgraf.model.corpus import About, Corpus
from nutgraf.model.entries import Event
from nutgraf.model.links import text_ref
from nutgraf.model.prose import Block
from nutgraf.model.shelf import Shelf
from nutgraf.plan.addresses import relative
from nutgraf.plan.composer import Composer
from nutgraf.plan.contexts import Passage, Reference
from nutgraf.weave.woven import Woven, WovenArticle

Passages = Mapping[str, tuple[Reference, ...]]
"""By ref: the paragraphs of the page's own article that speak of an entry."""

Placed = tuple[int, str]
"""The position of an entry among those of its kind, and its id: sorted, they stand as in the corpus."""

Item = TypeVar("Item")

_EXCERPT = 120
"""Characters of a passage that a listing shows."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A passage of an article that speaks of an entry."""

    article: str
    passage: int
    number: int
    """As readers count."""
    excerpt: str


PassagesByRef = Mapping[str, tuple[Spoken, ...]]
"""What one article says of which entries."""


class Speaking(Protocol):
    """What one article says of which entries, where it may not be loaded yet."""

    @property
    def refs(self) -> tuple[str, ...]:
        """Return the refs of these entries."""

    @property
    def passages(self) -> PassagesByRef:
        """Return what it says."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The same, loaded."""

    passages: PassagesByRef

    @property
    def refs(self) -> tuple[str, ...]:
        """Return the refs of the entries of which it speaks."""
        return tuple(self.passages)


@dataclass(frozen=True, slots=True)
class Lookup:
    """All that pages are composed from. Their composing looks at nothing else, but at what the whole site shares."""

    corpus: Corpus
    """Its articles have no bodies, so that what shows a title does not depend on the text; `about` stands below."""
    woven: Woven
    bodies: Mapping[str, str]
    """By article."""
    abouts: Mapping[str, About]
    """content/about.md, by ``about``."""
    events_by_place: Mapping[str, tuple[str, ...]]
    events_by_actor: Mapping[str, tuple[str, ...]]
    events_by_timeline: Mapping[str, tuple[Placed, ...]]
    claims_by_event: Mapping[str, tuple[Placed, ...]]
    """By the event that they are about."""
    corrections_by_article: Mapping[str, tuple[str, ...]]
    terms_by_glossary: Mapping[str, tuple[str, ...]]
    relations_to: Mapping[str, tuple[tuple[str, str], ...]]
    """By term: the kind of each relation that leads to it, and the term that has it."""
    passages_by_ref: Mapping[str, tuple[Spoken, ...]]
    """Every passage that mentions or links an entry, article by article."""
    passages_by_article: Mapping[str, PassagesByRef]
    """The same of one article, by ref."""

    def naming(self, ref: str, kind: str) -> tuple[str, ...]:
        """Return the ids of the entries of one kind that name an entry."""
        found = self.woven.backlinks.get(ref, ())
        return tuple(each.partition(":")[2] for each in found if each.startswith(f"{kind}:"))

    def passages(self, composer: Composer, ref: str) -> tuple[Passage, ...]:
        """Return the first passages of all articles that speak of an entry, as seen from a page."""
        found = self.passages_by_ref.get(ref, ())
        return tuple(self._passage(composer, each) for each in found[: self.corpus.config.page_size])

    def _passage(self, composer: Composer, it: Spoken) -> Passage:
        address = composer.addresses.of(f"article:{it.article}")
        url = relative(composer.path, f"{address}#p-{it.number}")
        return Passage(self.corpus.articles[it.article].title, url, it.number, it.excerpt)

    def on_page(self, article: str) -> Passages:
        """Return for each ref the paragraphs of one article that speak of it, as links inside its page."""
        return {
            ref: tuple(Reference("passage", str(each), str(each), f"#p-{each}") for each in numbers)
            for ref, spoken in self.passages_by_article[article].items()
            if (numbers := dict.fromkeys(each.number for each in spoken))
        }

    def events_in(self, timelines: Sequence[str]) -> list[str]:
        """Return the ids of the events that stand in any of these timelines, in the order of the corpus."""
        return [key for _, key in sorted({each for it in timelines for each in self.events_by_timeline.get(it, ())})]

    def claims_about(self, events: Sequence[str]) -> list[str]:
        """Return the ids of the claims about any of these events, in the order of the corpus."""
        return [key for _, key in sorted({each for it in events for each in self.claims_by_event.get(it, ())})]


def paragraph_number(blocks: tuple[Block, ...], passage: int) -> int:
    """Return how readers count a passage: from 1, without headings. A heading has the number of what follows it."""
    headings = {block.passage for block in blocks if block.heading}
    return passage + 1 - sum(each < passage for each in headings)


def shortened(text: str) -> str:
    """Return the beginning of a text, whole words, with an ellipsis when something is left out."""
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def timelines_of(event: Event) -> tuple[str, ...]:
    """Return the ids of the timelines in which an event stands, its own first."""
    return tuple(dict.fromkeys((event.timeline, *event.also_in)))


def look_up(corpus: Corpus, woven: Woven, known: Mapping[str, Speaking] | None = None) -> Lookup:
    """Work out all indexes of a corpus. `known` is what `passages_in` gives, by article, where it was asked already."""
    events, terms = corpus.events, corpus.terms
    texts: Mapping[str, Speaking] = known or {
        key: Heard(passages_in(key, corpus.blocks[key], text)) for key, text in woven.articles.items()
    }
    articles = Shelf(corpus.articles, lambda article, _: replace(article, body=""))
    return Lookup(
        corpus=replace(corpus, about=None, articles=articles),
        woven=woven,
        bodies=Shelf(corpus.articles, lambda article, _: article.body),
        abouts={"about": corpus.about} if corpus.about else {},
        events_by_place=_groups((place, key) for key, it in events.items() for place in dict.fromkeys(it.places)),
        events_by_actor=_groups((who, key) for key, it in events.items() for who in _actors(it)),
        events_by_timeline=_groups(
            (line, (at, key)) for at, (key, it) in enumerate(events.items()) for line in timelines_of(it)
        ),
        claims_by_event=_groups(
            (it.about, (at, key)) for at, (key, it) in enumerate(corpus.claims.items()) if it.about
        ),
        corrections_by_article=_groups((key.partition("/")[0], key) for key in corpus.corrections),
        terms_by_glossary=_groups((it.glossary, key) for key, it in terms.items()),
        relations_to=_groups(
            (other, (kind, key)) for key, it in terms.items() for kind, group in it.relations.items() for other in group
        ),
        passages_by_ref=Shelf(
            _groups((ref, texts[key]) for key in sorted(texts) for ref in texts[key].refs),
            lambda speaking, ref: tuple(each for text in speaking for each in text.passages[ref]),
        ),
        passages_by_article=Shelf(texts, lambda text, _: text.passages),
    )


def _actors(event: Event) -> Iterator[str]:
    yield from dict.fromkeys(who for group in event.actors.values() for who in group)


def _groups(pairs: Iterator[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for key, item in pairs:
        found.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def passages_in(article: str, blocks: tuple[Block, ...], text: WovenArticle) -> PassagesByRef:
    """Return which passages of one article speak of which entries."""
    found: dict[str, set[int]] = {}
    for ref, passage in (*_mentioned(text), *_linked(blocks, article)):
        found.setdefault(ref, set()).add(passage)
    shown = {passage: _passage(article, blocks, passage) for passage in set().union(*found.values())}
    return {ref: tuple(shown[each] for each in sorted(passages)) for ref, passages in sorted(found.items())}


def _passage(article: str, blocks: tuple[Block, ...], passage: int) -> Spoken:
    text = " ".join(block.text for block in blocks if block.passage == passage)
    return Spoken(article, passage, paragraph_number(blocks, passage), shortened(text))


def _mentioned(text: WovenArticle) -> Iterator[tuple[str, int]]:
    for mention in text.mentions:
        yield mention.ref, mention.passage


def _linked(blocks: tuple[Block, ...], article: str) -> Iterator[tuple[str, int]]:
    for block in blocks:
        for url in block.links:
            target = text_ref(url, f"article:{article}")
            if target:
                yield target, block.passage
