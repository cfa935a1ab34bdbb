"""What search knows: a record for each entry and each passage, with the address at which it stands.

A record is closed like any context: it holds what is looked through and what a result shows, and nothing else.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.entries import Article, Claim, Event, Form, Note, Place, Source, Term
from nutgraf.model.targets import Target
from nutgraf.plan.addresses import Addresses
from nutgraf.plan.composer import label, names
from nutgraf.plan.lookup import Lookup, paragraph_number

FOLDER = "assets/search/"
"""Where the index stands."""

KINDS = ("text", "note", "term", "event", "place", "claim", "source")
"""The kinds by which readers can narrow a search, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that can be found."""

    kind: str
    """One of `KINDS`."""
    url: str
    """Below the site's root."""
    title: str
    texts: tuple[str, ...] = ()
    """Markdown."""
    words: tuple[str, ...] = ()
    """Plain words: a passage's, or what else an entry is about, such as who and where."""
    names: tuple[str, ...] = ()
    """All spellings of what bears a name."""
    about: str = ""
    """A key of the word catalogue that says more of its kind: an organisation, a base, a dispute."""
    number: int = 0
    """What `about` counts, where it does."""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class SearchContext:
    """All records, and what it takes to say their dates."""

    records: tuple[Record, ...]
    language: str
    zone: str
    zone_names: tuple[tuple[str, str], ...]


def search_target(lookup: Lookup) -> Target:
    """Return the folder of the search index."""
    config = lookup.corpus.config
    zone_names = tuple(sorted(config.zone_names.items()))
    return Target(FOLDER, "search", SearchContext(tuple(records(lookup)), config.language, config.zone, zone_names))


def records(lookup: Lookup) -> Iterator[Record]:
    """Yield the records of all that stands on the site."""
    corpus = lookup.corpus
    finder = _Finder(corpus, Addresses(corpus))
    for article in corpus.articles.values():
        yield from finder.article(article)
    yield from map(finder.note, corpus.notes, corpus.notes.values())
    yield from map(finder.term, corpus.terms.values())
    yield from map(finder.event, corpus.events.values())
    yield from map(finder.place, corpus.places.values())
    yield from map(finder.claim, corpus.claims.values())
    yield from map(finder.source, corpus.sources.values())
    for it in lookup.abouts.values():
        yield Record("text", "about/index.html", it.title, (it.body,), about="nav.about")


@dataclass(frozen=True, slots=True)
class _Finder:
    """Makes the records of one corpus."""

    corpus: Corpus
    addresses: Addresses

    def article(self, it: Article) -> Iterator[Record]:
        """Yield an article's summary, then its passages, each under the heading below which it stands."""
        url, title, blocks = self.addresses.of(f"article:{it.id}"), it.title, self.corpus.blocks[it.id]
        yield Record("text", url, title, (it.summary, *it.key_points), about="article.kicker", date=it.published)
        for passage, group in groupby(blocks, lambda block: block.passage):
            first, *rest = group
            if first.heading:
                title = first.text
            else:
                number = paragraph_number(blocks, passage)
                words = (first.text, *(block.text for block in rest))
                yield Record("text", f"{url}#p-{number}", title, words=words, about="passage.ref", number=number)

    def note(self, key: str, it: Note) -> Record:
        title = it.title or it.quote.exact
        url, about = self.addresses.of(f"note:{key}"), f"note.kind.{it.kind}"
        return Record("note", url, title, (it.text,), (it.quote.exact,), about=about, date=it.as_of)

    def term(self, it: Term) -> Record:
        url, spellings = self.addresses.of(f"term:{it.id}"), _names(it.name, it.abbreviation, it.forms)
        texts = (it.short, it.long or "")
        return Record("term", url, it.name, texts, names=spellings, about=f"term.kind.{it.kind}")

    def event(self, it: Event) -> Record:
        words = (*self._labels("place", it.places), *self._labels("term", _actors(it)))
        return Record("event", self.addresses.of(f"event:{it.id}"), it.title, (it.text,), words, date=it.date)

    def place(self, it: Place) -> Record:
        url, spellings = self.addresses.of(f"place:{it.id}"), _names(it.name, None, it.forms)
        texts = (it.why, it.coordinates or "")
        return Record("place", url, it.name, texts, names=spellings, about=f"place.kind.{it.kind}")

    def claim(self, it: Claim) -> Record:
        texts = (*(each.says for each in it.statements), it.note or "")
        speakers = self._labels("term", dict.fromkeys(each.by for each in it.statements if each.by))
        named = tuple(each.by_name for each in it.statements if each.by_name)
        url, count = self.addresses.of(f"claim:{it.id}"), len(it.statements)
        return Record("claim", url, it.question, texts, (*speakers, *named), about="count.statements", number=count)

    def source(self, it: Source) -> Record:
        url, about = self.addresses.of(f"source:{it.id}"), f"tier.{it.tier}"
        words = (*names(it.author), it.container_title or it.publisher or "")
        return Record("source", url, it.title, (it.note or "",), words, about=about, date=it.issued)

    def _labels(self, kind: str, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(label(self.corpus, f"{kind}:{key}") for key in keys)


def _names(name: str, abbreviation: str | None, forms: Iterable[Form]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (name, abbreviation, *(form.text for form in forms)))))


def _actors(event: Event) -> Iterable[str]:
    return dict.fromkeys(who for group in event.actors.values() for who in group)
