"""The corpus seen from its entries: events at a place, passages that speak of an entry. Worked out once a plan."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from nutgraf.model.corpus import Corpus
from nutgraf.model.prose import Block
from nutgraf.plan.addresses import relative
from nutgraf.plan.composer import Composer
from nutgraf.plan.contexts import Passage, Reference
from nutgraf.weave.links import text_ref
from nutgraf.weave.woven import Woven, WovenArticle

Passages = Mapping[str, tuple[Reference, ...]]
"""By ref: the paragraphs of the page's own article that speak of an entry."""

_EXCERPT = 120
"""Characters of a passage that a listing shows."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Ids by id: which events name a place, an actor, a claim; which articles and passages speak of a ref."""

    corpus: Corpus
    woven: Woven
    events_by_place: Mapping[str, tuple[str, ...]]
    events_by_actor: Mapping[str, tuple[str, ...]]
    passages_by_ref: Mapping[str, tuple[tuple[str, int], ...]]
    """(article, position of the passage) of every mention and link."""

    def naming(self, ref: str, kind: str) -> tuple[str, ...]:
        """Return the ids of the entries of one kind that name an entry."""
        found = self.woven.backlinks.get(ref, ())
        return tuple(each.partition(":")[2] for each in found if each.startswith(f"{kind}:"))

    def passages(self, composer: Composer, ref: str) -> tuple[Passage, ...]:
        """Return the passages of all articles that speak of an entry, as seen from a page."""
        return tuple(self._passage(composer, article, number) for article, number in self.passages_by_ref.get(ref, ()))

    def _passage(self, composer: Composer, article: str, number: int) -> Passage:
        address = composer.addresses.of(f"article:{article}")
        shown = paragraph_number(self.corpus.blocks[article], number)
        url = relative(composer.path, f"{address}#p-{shown}")
        text = " ".join(block.text for block in self.corpus.blocks[article] if block.passage == number)
        return Passage(self.corpus.articles[article].title, url, shown, shortened(text))

    def on_page(self, article: str) -> Mapping[str, tuple[Reference, ...]]:
        """Return for each ref the paragraphs of one article that speak of it, as links inside its page."""
        found: dict[str, tuple[Reference, ...]] = {}
        for ref, places in self.passages_by_ref.items():
            blocks = self.corpus.blocks[article]
            numbers = dict.fromkeys(paragraph_number(blocks, number) for where, number in places if where == article)
            if numbers:
                found[ref] = tuple(Reference("passage", str(each), str(each), f"#p-{each}") for each in numbers)
        return found


def paragraph_number(blocks: tuple[Block, ...], passage: int) -> int:
    """Return how readers count a passage: from 1, without headings. A heading has the number of what follows it."""
    headings = {block.passage for block in blocks if block.heading}
    return passage + 1 - sum(each < passage for each in headings)


def shortened(text: str) -> str:
    """Return the beginning of a text, whole words, with an ellipsis when something is left out."""
    if len(text) <= _EXCERPT:
        return text
    return text[:_EXCERPT].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def look_up(corpus: Corpus, woven: Woven) -> Lookup:
    """Work out all indexes of a corpus."""
    by_place: dict[str, list[str]] = {}
    by_actor: dict[str, list[str]] = {}
    for key, event in corpus.events.items():
        for place in dict.fromkeys(event.places):
            by_place.setdefault(place, []).append(key)
        for actor in dict.fromkeys(who for group in event.actors.values() for who in group):
            by_actor.setdefault(actor, []).append(key)
    return Lookup(corpus, woven, _frozen(by_place), _frozen(by_actor), _passages(corpus, woven))


def _frozen(groups: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(group) for key, group in groups.items()}


def _passages(corpus: Corpus, woven: Woven) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, set[tuple[str, int]]] = {}
    for article, text in woven.articles.items():
        for ref, passage in (*_mentioned(text), *_linked(corpus, article)):
            found.setdefault(ref, set()).add((article, passage))
    return {ref: tuple(sorted(places)) for ref, places in sorted(found.items())}


def _mentioned(text: WovenArticle) -> Iterator[tuple[str, int]]:
    for mention in text.mentions:
        yield mention.ref, mention.passage


def _linked(corpus: Corpus, article: str) -> Iterator[tuple[str, int]]:
    for block in corpus.blocks[article]:
        for url in block.links:
            target = text_ref(url, f"article:{article}")
            if target:
                yield target, block.passage
