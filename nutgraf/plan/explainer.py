"""The explainer: an article with its notes, and below it everything that it touches."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.model.entries import Article, Event
from nutgraf.model.links import text_ref
from nutgraf.model.prose import Block
from nutgraf.plan.addresses import Addresses
from nutgraf.plan.composer import Composer
from nutgraf.plan.contexts import (
    ArticleText,
    Card,
    ExplainerPage,
    Heading,
    MapView,
    MarkView,
    NoteView,
    OriginalView,
    SourceView,
    TimelineView,
)
from nutgraf.plan.frames import Framer
from nutgraf.plan.lookup import Lookup, Passages
from nutgraf.plan.views import (
    claim_view,
    correction_view,
    most_telling,
    note_view,
    person,
    place_view,
    term_card,
    timeline_view,
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The ids of what stands on one explainer's page, each kind in the order of the page."""

    notes: tuple[str, ...]
    """Keys of the corpus: ``article/note``."""
    events: tuple[str, ...]
    places: tuple[str, ...]
    claims: tuple[str, ...]
    terms: tuple[str, ...]
    more: int
    """How many events are left out."""

    def refs(self) -> Iterator[str]:
        """Yield the refs of all of it."""
        for kind in ("notes", "events", "places", "claims", "terms"):
            yield from (f"{kind[:-1]}:{key}" for key in getattr(self, kind))


def contents_of(article: Article, lookup: Lookup) -> Contents:
    """Work out what an explainer shows below its text."""
    corpus, woven = lookup.corpus, lookup.woven.articles[article.id]
    notes = tuple(anchor.note for anchor in woven.anchors)
    named = list(_named(article, notes, lookup))
    spoken = _of_kind(named, "event")
    found = {key: corpus.events[key] for key in (*lookup.events_in(article.timelines), *spoken)}
    events = most_telling(found, spoken, _reported(article), corpus.config.page_size)
    places = dict.fromkeys((*_of_kind(named, "place"), *(key for e in events.values() for key in e.places)))
    claims = dict.fromkeys((*_of_kind(named, "claim"), *_claims_about(events.values(), lookup)))
    terms = sorted(set(_of_kind(named, "term")), key=lambda key: corpus.terms[key].name.casefold())
    return Contents(notes, tuple(events), tuple(places), tuple(claims), tuple(terms), len(found) - len(events))


def _of_kind(refs: Iterable[str], kind: str) -> list[str]:
    return [ref.partition(":")[2] for ref in refs if ref.partition(":")[0] == kind]


def _named(article: Article, notes: Iterable[str], lookup: Lookup) -> Iterator[str]:
    """Yield the refs that the article's text, its front matter and its notes name."""
    yield from (mention.ref for mention in lookup.woven.articles[article.id].mentions)
    for ref in (f"article:{article.id}", *(f"note:{key}" for key in notes)):
        for link in lookup.corpus.links.get(ref, ()):
            target = text_ref(link.url, ref)
            if target:
                yield target


def _claims_about(events: Iterable[Event], lookup: Lookup) -> Iterator[str]:
    shown = tuple(events)
    yield from (key for event in shown for key in event.claims)
    yield from lookup.claims_about([event.id for event in shown])


def explainer_page(key: str, lookup: Lookup, framer: Framer) -> ExplainerPage:
    """Compose the page of one article. Sources are numbered in reading order: text, notes, then what is below."""
    corpus, ref = lookup.corpus, f"article:{key}"
    article = corpus.articles[key]
    contents = contents_of(article, lookup)
    composer = Composer(corpus, Addresses(corpus).of(ref), (*contents.refs(), ref))
    here = lookup.on_page(key)
    original = original_view(composer, article)
    key_points = tuple(composer.text(ref, ("key_points", i), each) for i, each in enumerate(article.key_points))
    body = _body(composer, article, lookup)
    notes = tuple(_notes(composer, article.id, lookup))
    return ExplainerPage(
        frame=framer.frame(
            composer.path, "article", article.title, article.summary, as_of=article.as_of, article=article.id
        ),
        title=article.title,
        summary=composer.text(ref, ("summary",), article.summary),
        original=original,
        authors=tuple(who for key in article.authors if (who := person(corpus, key))),
        published=article.published,
        reported=_reported(article),
        as_of=article.as_of,
        is_draft=article.status == "draft",
        key_points=key_points,
        body=body,
        words=sum(len(block.text.split()) for block in corpus.blocks[article.id]),
        notes=notes,
        timeline=_timeline(composer, article, contents, here),
        map=_map(composer, article, contents, lookup, here),
        claims=tuple(claim_view(composer, key, here) for key in contents.claims),
        glossary=tuple(term_card(composer, corpus.terms[key], here) for key in contents.terms),
        corrections=tuple(correction_view(composer, each) for each in lookup.corrections_by_article.get(key, ())),
        downloads=framer.downloads(composer.path),
        handout=composer.url(f"handout:{article.id}"),
        sources=tuple(_sources(composer, lookup)),
    )


def original_view(composer: Composer, article: Article) -> OriginalView | None:
    """Return the report that an article is after, with its citation."""
    it = article.original
    if it is None:
        return None
    cite = composer.cite(it.source) if it.source else None
    return OriginalView(it.publisher, it.title, it.authors, it.url, it.published, it.updated, it.rights, cite)


def _body(composer: Composer, article: Article, lookup: Lookup) -> ArticleText:
    blocks = lookup.corpus.blocks[article.id]
    text = composer.text(f"article:{article.id}", ("body",), lookup.bodies[article.id])
    return ArticleText(text, tuple(_marks(composer, article.id, lookup)), tuple(_headings(blocks)))


def _marks(composer: Composer, article: str, lookup: Lookup) -> Iterator[MarkView]:
    woven = lookup.woven.articles[article]
    marks = [
        MarkView(kind, key, mention.block, mention.start, mention.end, composer.url(mention.ref))
        for mention in woven.marked
        for kind, _, key in [mention.ref.partition(":")]
    ]
    marks += [
        MarkView("note", name, anchor.block, anchor.start, anchor.end, f"#note-{name}", number)
        for number, anchor in enumerate(woven.anchors, 1)
        for name in [anchor.note.rpartition("/")[2]]
    ]
    yield from sorted(marks, key=lambda mark: (mark.block, mark.start, -mark.end, mark.kind))


def _headings(blocks: Iterable[Block]) -> Iterator[Heading]:
    taken: set[str] = set()
    for block in blocks:
        if block.heading:
            words = re.findall(r"[a-z0-9]+", block.text.lower())
            name = "-".join(["section", *words]) if words else f"section-{len(taken) + 1}"
            while name in taken:
                name += "-again"
            taken.add(name)
            yield Heading(name, block.heading, block.text, block.number)


def _notes(composer: Composer, article: str, lookup: Lookup) -> Iterator[NoteView]:
    for number, anchor in enumerate(lookup.woven.articles[article].anchors, 1):
        yield note_view(composer, anchor.note, number, anchor.passage)


def _reported(article: Article) -> PartialDate:
    """Return the day; what else happened on it may have been known."""
    it = article.original
    version = article.published if it is None else it.updated or it.published
    return parse_date(version.text.partition("T")[0])


def _timeline(composer: Composer, article: Article, contents: Contents, here: Passages) -> TimelineView:
    events = (composer.corpus.events[key] for key in contents.events)
    head = Card("article", article.id, article.title, "")
    view = timeline_view(composer, head, events, article.timelines, here, _reported(article))
    return replace(view, more=contents.more)


def _map(composer: Composer, article: Article, contents: Contents, lookup: Lookup, here: Passages) -> MapView:
    shown = set(contents.events)
    places = tuple(
        place_view(
            composer, composer.corpus.places[key], number, _shown(lookup.events_by_place.get(key, ()), shown), here
        )
        for number, key in enumerate(contents.places, 1)
    )
    it = article.map
    view = (it.west, it.south, it.east, it.north) if it else None
    return MapView(f"map-{article.id}", article.title, view, places, composer.asset(f"maps/{article.id}.js"))


def _sources(composer: Composer, lookup: Lookup) -> Iterator[SourceView]:
    """Yield the sources of the page; those that nothing elsewhere cites do not lead to a list of what does."""
    for view in composer.sources():
        citing = lookup.woven.backlinks.get(f"source:{view.id}", ())
        yield view if any(ref not in composer.local for ref in citing) else replace(view, entry="")


def _shown(keys: Iterable[str], shown: set[str]) -> list[str]:
    return [key for key in keys if key in shown]
