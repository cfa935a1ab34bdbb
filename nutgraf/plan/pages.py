"""The pages of the site, part by part. Each function gives the pages of one part; `PAGES` is their order."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from nutgraf.model.entries import Relation, Term
from nutgraf.plan.addresses import relative
from nutgraf.plan.composer import Composer, label
from nutgraf.plan.contexts import (
    AboutPage,
    ArticlesPage,
    Card,
    ClaimsPage,
    GlossaryGroup,
    GlossaryPage,
    MapPage,
    MapView,
    Native,
    PlacePage,
    PlainPage,
    Reference,
    SourcesPage,
    TermPage,
    Text,
    TimelinePage,
    TimelinesPage,
)
from nutgraf.plan.explainer import explainer_page
from nutgraf.plan.frames import NOT_FOUND, Framer
from nutgraf.plan.handout import handout_page
from nutgraf.plan.lookup import Lookup
from nutgraf.plan.views import (
    claim_card,
    claim_view,
    event_cards,
    note_card,
    place_view,
    term_card,
    timeline_view,
    timelines_of,
)

Page = tuple[str, Any]
"""Template and context; the context's frame says the path."""


def articles(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give every article its page, and the root a list of them when none is the home."""
    corpus = lookup.corpus
    for article in corpus.articles.values():
        yield "article.html", explainer_page(article, lookup, framer)
    if framer.home is None:
        composer = Composer(corpus, "index.html")
        cards = tuple(
            Card("article", key, it.title, composer.url(f"article:{key}"), it.published,
                 summary=composer.text(f"article:{key}", ("summary",), it.summary))
            for key, it in corpus.articles.items()
        )  # fmt: skip
        config = corpus.config
        yield "articles.html", ArticlesPage(framer.frame("index.html", "articles", config.title, config.summary), cards)


def handouts(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give every article its handout."""
    for article in lookup.corpus.articles.values():
        yield "handout.html", handout_page(article, lookup, framer)


def glossary(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the list of terms, glossary by glossary, and each term its page."""
    corpus = lookup.corpus
    if not corpus.terms:
        return
    path = "glossary/index.html"
    composer = Composer(corpus, path, (f"term:{key}" for key in corpus.terms))
    groups = tuple(
        GlossaryGroup(
            key,
            it.title,
            composer.text(f"glossary:{key}", ("summary",), it.summary),
            tuple(term_card(composer, term, {}) for term in _by_name(corpus.terms.values()) if term.glossary == key),
        )
        for key, it in corpus.glossaries.items()
    )
    yield "glossary.html", GlossaryPage(framer.frame(path, "glossary", "nav.glossary"), groups, composer.sources())
    for term in corpus.terms.values():
        yield "term.html", _term_page(term, lookup, framer)


def _by_name(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: term.name.casefold())


def _term_page(term: Term, lookup: Lookup, framer: Framer) -> TermPage:
    ref = f"term:{term.id}"
    composer = Composer(lookup.corpus, framer.addresses.of(ref))
    card = term_card(composer, term, {})
    long = composer.text(ref, ("long",), term.long)
    events = dict.fromkeys((*lookup.events_by_actor.get(term.id, ()), *lookup.naming(ref, "event")))
    places = dict.fromkeys((*_places_named(ref, lookup), *lookup.naming(ref, "place")))
    return TermPage(
        frame=framer.frame(composer.path, "term", term.name, term.short),
        term=card,
        long=long,
        forms=tuple(Native(form.text, form.lang or "") for form in term.forms),
        as_of=term.as_of,
        wikidata=term.wikidata or "",
        relations=tuple(_relations(composer, term)),
        see=composer.references("term", term.see),
        events=event_cards(composer, events),
        places=composer.references("place", places),
        claims=tuple(claim_card(composer, key) for key in lookup.naming(ref, "claim")),
        passages=lookup.passages(composer, ref),
        notes=tuple(note_card(composer, key) for key in lookup.naming(ref, "note")),
        named_by=composer.references("term", _others_naming(term, lookup)),
        sources=composer.sources(),
    )


def _places_named(ref: str, lookup: Lookup) -> list[str]:
    return [link.url.partition(":")[2] for link in lookup.corpus.links.get(ref, ()) if link.url.startswith("place:")]


def _relations(composer: Composer, term: Term) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Yield the relations of a term, and those of others to it as their inverse."""
    for kind in get_args(Relation):
        if kind in term.relations:
            yield f"relation.{kind}", composer.references("term", term.relations[kind])
        others = [key for key, it in composer.corpus.terms.items() if term.id in it.relations.get(kind, ())]
        if others:
            yield f"relation.{kind}.inverse", composer.references("term", others)


def _others_naming(term: Term, lookup: Lookup) -> list[str]:
    """Return the terms whose text or `see` names this one and that no relation names already."""
    related = {key for group in term.relations.values() for key in group} | set(term.see)
    naming = lookup.naming(f"term:{term.id}", "term")
    return [
        key
        for key in naming
        if key not in related and not any(term.id in group for group in lookup.corpus.terms[key].relations.values())
    ]


def timelines(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the list of timelines with all events on one strip, and each timeline its page."""
    corpus = lookup.corpus
    if not corpus.events:
        return
    path = "timelines/index.html"
    composer = Composer(corpus, path)
    members = {key: [e for e in corpus.events.values() if key in timelines_of(e)] for key in corpus.timelines}
    cards = tuple(
        Card("timeline", key, it.title, composer.url(f"timeline:{key}"),
             summary=composer.text(f"timeline:{key}", ("summary",), it.summary))
        for key, it in corpus.timelines.items()
    )  # fmt: skip
    head = Card("timelines", "all", "nav.timelines", "")
    together = timeline_view(composer, head, corpus.events.values(), corpus.timelines, {}, None)
    counts = tuple(len(members[key]) for key in corpus.timelines)
    yield "timelines.html", TimelinesPage(framer.frame(path, "timelines", "nav.timelines"), cards, counts, together)
    for key, it in corpus.timelines.items():
        ref = f"timeline:{key}"
        own = Composer(corpus, framer.addresses.of(ref), (f"event:{each.id}" for each in members[key]))
        card = Card("timeline", key, it.title, "", summary=own.text(ref, ("summary",), it.summary))
        view = timeline_view(own, card, members[key], (key,), {}, None)
        yield (
            "timeline.html",
            TimelinePage(framer.frame(own.path, "timeline", it.title, it.summary or ""), view, own.sources()),
        )


def places(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the map of all places, and each place its page."""
    corpus = lookup.corpus
    if not corpus.places:
        return
    path = "map/index.html"
    composer = Composer(corpus, path, (f"place:{key}" for key in corpus.places))
    views = tuple(
        place_view(composer, place, number, lookup.events_by_place.get(key, ()), {})
        for number, (key, place) in enumerate(corpus.places.items(), 1)
    )
    world = MapView("map-all", "nav.map", None, views, composer.asset("maps/all.js"))
    yield "map.html", MapPage(framer.frame(path, "map", "nav.map"), world, composer.sources())
    for place in corpus.places.values():
        yield "place.html", _place_page(place.id, lookup, framer)


def _place_page(key: str, lookup: Lookup, framer: Framer) -> PlacePage:
    place, ref = lookup.corpus.places[key], f"place:{key}"
    composer = Composer(lookup.corpus, framer.addresses.of(ref))
    events = dict.fromkeys((*lookup.events_by_place.get(key, ()), *lookup.naming(ref, "event")))
    view = place_view(composer, place, 1, events, {})
    about = [name for name, claim in lookup.corpus.claims.items() if claim.about in events]
    claims = dict.fromkeys((*lookup.naming(ref, "claim"), *about))
    return PlacePage(
        frame=framer.frame(composer.path, "place", place.name, place.why),
        place=view,
        map=MapView(f"map-{key}", place.name, None, (view,), ""),
        claims=tuple(claim_card(composer, each) for each in claims),
        passages=lookup.passages(composer, ref),
        notes=tuple(note_card(composer, each) for each in lookup.naming(ref, "note")),
        sources=composer.sources(),
    )


def claims(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the page of all claims."""
    corpus = lookup.corpus
    if not corpus.claims:
        return
    path = "claims/index.html"
    composer = Composer(corpus, path, (f"claim:{key}" for key in corpus.claims))
    views = tuple(claim_view(composer, key, _elsewhere(composer, f"claim:{key}", lookup)) for key in corpus.claims)
    yield "claims.html", ClaimsPage(framer.frame(path, "claims", "nav.claims"), views, composer.sources())


def _elsewhere(composer: Composer, ref: str, lookup: Lookup) -> dict[str, tuple[Reference, ...]]:
    """Return the passages of all articles that speak of an entry, as links."""
    found = lookup.passages(composer, ref)
    return {ref: tuple(Reference("passage", str(each.number), str(each.number), each.url) for each in found)}


def sources(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the page of all sources, each with everything that cites it."""
    corpus = lookup.corpus
    if not corpus.sources:
        return
    path = "sources/index.html"
    composer = Composer(corpus, path, (f"source:{key}" for key in corpus.sources))
    views = tuple(composer.source(key, cited_by=_citing(composer, key, lookup)) for key in corpus.sources)
    yield "sources.html", SourcesPage(framer.frame(path, "sources", "nav.sources"), views)


def _citing(composer: Composer, key: str, lookup: Lookup) -> tuple[Reference, ...]:
    shown = ("article", "note", "term", "place", "event", "claim", "correction")
    refs = lookup.woven.backlinks.get(f"source:{key}", ())
    return tuple(
        Reference(kind, ref, label(lookup.corpus, ref), composer.url(ref))
        for kind in shown
        for ref in refs
        if ref.startswith(f"{kind}:")
    )


def about(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the page on method, uncertainty and rights."""
    it = lookup.corpus.about
    path = "about/index.html"
    composer = Composer(lookup.corpus, path)
    body = composer.text("about:about", ("body",), it.body) if it else Text("")
    title = it.title if it else "nav.about"
    yield (
        "about.html",
        AboutPage(framer.frame(path, "about", title), title, body, framer.downloads(path), composer.sources()),
    )


def plain(lookup: Lookup, framer: Framer) -> Iterator[Page]:
    """Give the page for addresses that do not exist, and a forwarding page for each earlier address."""
    yield "404.html", PlainPage(framer.frame(NOT_FOUND, "not-found", "not-found.title"))
    for ref, entry in lookup.corpus.entries():
        kind = ref.partition(":")[0]
        for old in getattr(entry, "was", ()):
            path = _earlier(kind, old)
            if path:
                target = relative(path, framer.addresses.of(ref))
                yield "moved.html", PlainPage(framer.frame(path, "moved", "moved.title"), target)


def _earlier(kind: str, key: str) -> str:
    """Return the path of a page of its own that an entry had under an earlier id; others keep an anchor instead."""
    paths = {
        "term": f"glossary/{key}/index.html",
        "place": f"map/{key}/index.html",
        "timeline": f"timelines/{key}/index.html",
        "article": f"articles/{key}/index.html",
    }
    return paths.get(kind, "")


PAGES: tuple[Callable[[Lookup, Framer], Iterator[Page]], ...] = (
    articles,
    handouts,
    timelines,
    places,
    claims,
    glossary,
    sources,
    about,
    plain,
)
