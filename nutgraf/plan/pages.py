"""The pages of the site, part by part. Each function lists the pages of one part; `PAGES` is their order.

A list says where each page stands and how it is composed; composing is left to whoever wants the page. What a page is
composed from, it takes from the lookup that it is given, so that a build can watch what each page looks at.
"""

from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, get_args

from nutgraf.model.corpus import Corpus
from nutgraf.model.entries import Relation, Term
from nutgraf.plan.addresses import Addresses, relative
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
from nutgraf.plan.paging import Part, event_order, events_by_timeline, glossary_order, parts, share
from nutgraf.plan.views import (
    claim_card,
    claim_view,
    event_cards,
    note_card,
    place_view,
    term_card,
    timeline_view,
)

Keys = tuple[str, ...]


class Page(NamedTuple):
    """A page that is not composed yet. `compose` gives what its template is given, a frame with this path in it."""

    path: str
    template: str
    compose: Callable[[Lookup, Framer], Any]
    is_listed: bool = True
    """Whether lists of pages show it."""


def _list(
    path: str,
    template: str,
    compose: Callable[[Part, Keys | None, Lookup, Framer], Any],
    length: int,
    order: Callable[[], Keys],
    corpus: Corpus,
) -> Iterator[Page]:
    """Give a list its pages. What stands on each of several is part of how it is composed; one page shows all there is,
    and so nobody is asked for the order before it is composed.
    """
    found = tuple(parts(path, length, corpus.config.page_size))
    keys = order() if len(found) > 1 else ()
    for part in found:
        yield Page(part.here, template, partial(compose, part, part.of(keys) if keys else None))


def articles(corpus: Corpus) -> Iterator[Page]:
    """Give every article its page, and the root a list of them when none is the home."""
    addresses = Addresses(corpus)
    for key in corpus.articles:
        yield Page(addresses.of(f"article:{key}"), "article.html", partial(explainer_page, key))
    if corpus.config.home is None:
        yield from _list(
            "index.html", "articles.html", _articles_page, len(corpus.articles), partial(tuple, corpus.articles), corpus
        )


def _articles_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> ArticlesPage:
    corpus, path = lookup.corpus, part.here
    composer = Composer(corpus, path)
    cards = tuple(
        Card("article", key, it.title, composer.url(f"article:{key}"), it.published,
             summary=composer.text(f"article:{key}", ("summary",), it.summary))
        for key, it in ((key, corpus.articles[key]) for key in keys or corpus.articles)
    )  # fmt: skip
    config = corpus.config
    return ArticlesPage(framer.frame(path, "articles", config.title, config.summary, pager=part.pager()), cards)


def handouts(corpus: Corpus) -> Iterator[Page]:
    """Give every article its handout, which is a short form of its explainer and so not listed."""
    addresses = Addresses(corpus)
    for key in corpus.articles:
        yield Page(addresses.of(f"handout:{key}"), "handout.html", partial(handout_page, key), is_listed=False)


def glossary(corpus: Corpus) -> Iterator[Page]:
    """Give the list of terms, glossary by glossary, and each term its page."""
    if corpus.terms:
        order = partial(glossary_order, corpus)
        yield from _list("glossary/index.html", "glossary.html", _glossary_page, len(corpus.terms), order, corpus)
    for key in corpus.terms:
        yield Page(Addresses(corpus).of(f"term:{key}"), "term.html", partial(_term_page, key))


def _glossary_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> GlossaryPage:
    corpus, path = lookup.corpus, part.here
    keys = keys or glossary_order(corpus)
    composer = Composer(corpus, path, (f"term:{key}" for key in keys))
    shown: dict[str, list[Term]] = {}
    for key in keys:
        shown.setdefault(corpus.terms[key].glossary, []).append(corpus.terms[key])
    groups = tuple(
        GlossaryGroup(
            key,
            it.title,
            composer.text(f"glossary:{key}", ("summary",), it.summary),
            composer.url(f"glossary:{key}"),
            len(lookup.terms_by_glossary.get(key, ())),
            tuple(term_card(composer, term, {}) for term in shown.get(key, ())),
        )
        for key, it in corpus.glossaries.items()
    )
    frame = framer.frame(path, "glossary", "nav.glossary", pager=part.pager())
    return GlossaryPage(frame, groups, composer.sources())


def _term_page(key: str, lookup: Lookup, framer: Framer) -> TermPage:
    term, ref = lookup.corpus.terms[key], f"term:{key}"
    composer = Composer(lookup.corpus, Addresses(lookup.corpus).of(ref))
    card = term_card(composer, term, {})
    long = composer.text(ref, ("long",), term.long)
    events = dict.fromkeys((*lookup.events_by_actor.get(term.id, ()), *lookup.naming(ref, "event")))
    places = tuple(dict.fromkeys((*_places_named(ref, lookup), *lookup.naming(ref, "place"))))
    relations, named_by = dict(_relations(composer, term, lookup)), _others_naming(term, lookup)
    cards, claims, notes = event_cards(composer, events), lookup.naming(ref, "claim"), lookup.naming(ref, "note")
    size = lookup.corpus.config.page_size
    return TermPage(
        frame=framer.frame(composer.path, "term", term.name, term.short),
        term=card,
        long=long,
        forms=tuple(Native(form.text, form.lang or "") for form in term.forms),
        as_of=term.as_of,
        wikidata=term.wikidata or "",
        relations=tuple((name, others[:size]) for name, others in relations.items()),
        see=composer.references("term", term.see),
        events=cards[:size],
        places=composer.references("place", places[:size]),
        claims=tuple(claim_card(composer, key) for key in claims[:size]),
        passages=lookup.passages(composer, ref),
        notes=tuple(note_card(composer, key) for key in notes[:size]),
        named_by=composer.references("term", named_by[:size]),
        sources=composer.sources(),
        more=_more(
            size,
            events=cards,
            places=places,
            claims=claims,
            passages=lookup.passages_by_ref.get(ref, ()),
            notes=notes,
            named_by=named_by,
            **relations,
        ),
    )


def _more(size: int, **lists: Sized) -> dict[str, int]:
    """Return how many are left out of lists that are longer than a page."""
    return {name: len(each) - size for name, each in lists.items() if len(each) > size}


def _places_named(ref: str, lookup: Lookup) -> list[str]:
    return [link.url.partition(":")[2] for link in lookup.corpus.links.get(ref, ()) if link.url.startswith("place:")]


def _relations(composer: Composer, term: Term, lookup: Lookup) -> Iterator[tuple[str, tuple[Reference, ...]]]:
    """Yield the relations of a term, and those of others to it as their inverse."""
    inverse = lookup.relations_to.get(term.id, ())
    for kind in get_args(Relation):
        if kind in term.relations:
            yield f"relation.{kind}", composer.references("term", term.relations[kind])
        others = dict.fromkeys(key for each, key in inverse if each == kind)
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


def timelines(corpus: Corpus) -> Iterator[Page]:
    """Give the list of timelines with all events on one strip, and each timeline its page."""
    if corpus.events:
        length, order = len(corpus.events), partial(event_order, corpus)
        yield from _list("timelines/index.html", "timelines.html", _timelines_page, length, order, corpus)
        members = events_by_timeline(corpus) if length > corpus.config.page_size else {}
        for key in corpus.timelines:
            path, compose, keys = (
                Addresses(corpus).of(f"timeline:{key}"),
                partial(_timeline_page, key),
                members.get(key, ()),
            )
            yield from _list(path, "timeline.html", compose, len(keys), partial(tuple, keys), corpus)


def _timelines_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> TimelinesPage:
    corpus, path = lookup.corpus, part.here
    composer = Composer(corpus, path)
    cards = tuple(
        Card("timeline", key, it.title, composer.url(f"timeline:{key}"),
             summary=composer.text(f"timeline:{key}", ("summary",), it.summary))
        for key, it in corpus.timelines.items()
    )  # fmt: skip
    head = Card("timelines", "all", "nav.timelines", "")
    together = timeline_view(
        composer, head, (corpus.events[key] for key in keys or corpus.events), corpus.timelines, {}, None
    )
    counts = tuple(len(lookup.events_in((key,))) for key in corpus.timelines)
    frame = framer.frame(path, "timelines", "nav.timelines", pager=part.pager())
    return TimelinesPage(frame, cards, counts, together)


def _timeline_page(key: str, part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> TimelinePage:
    corpus, ref = lookup.corpus, f"timeline:{key}"
    it, members = corpus.timelines[key], keys or lookup.events_in((key,))
    composer = Composer(corpus, part.here, (f"event:{each}" for each in members))
    card = Card("timeline", key, it.title, "", summary=composer.text(ref, ("summary",), it.summary))
    view = timeline_view(composer, card, (corpus.events[each] for each in members), (key,), {}, None)
    frame = framer.frame(composer.path, "timeline", it.title, it.summary or "", pager=part.pager())
    return TimelinePage(frame, view, composer.sources())


def places(corpus: Corpus) -> Iterator[Page]:
    """Give the map of all places, and each place its page."""
    if corpus.places:
        yield from _list(
            "map/index.html", "map.html", _map_page, len(corpus.places), partial(tuple, corpus.places), corpus
        )
    for key in corpus.places:
        yield Page(Addresses(corpus).of(f"place:{key}"), "place.html", partial(_place_page, key))


def _map_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> MapPage:
    corpus, path = lookup.corpus, part.here
    keys = keys or tuple(corpus.places)
    composer = Composer(corpus, path, (f"place:{key}" for key in keys))
    events = {key: lookup.events_by_place.get(key, ()) for key in keys}
    size = share(map(len, events.values()), part.size)
    views = tuple(
        place_view(composer, corpus.places[key], number, events[key], {}, size)
        for number, key in enumerate(keys, part.first)
    )
    name = "all" if part.number == 1 else f"all/{part.number}"
    world = MapView("map-all", "nav.map", None, views, composer.asset(f"maps/{name}.js"))
    return MapPage(framer.frame(path, "map", "nav.map", pager=part.pager()), world, composer.sources())


def _place_page(key: str, lookup: Lookup, framer: Framer) -> PlacePage:
    place, ref = lookup.corpus.places[key], f"place:{key}"
    composer = Composer(lookup.corpus, Addresses(lookup.corpus).of(ref))
    events = dict.fromkeys((*lookup.events_by_place.get(key, ()), *lookup.naming(ref, "event")))
    view = place_view(composer, place, 1, events, {})
    claims = tuple(dict.fromkeys((*lookup.naming(ref, "claim"), *lookup.claims_about(tuple(events)))))
    notes, size = lookup.naming(ref, "note"), lookup.corpus.config.page_size
    return PlacePage(
        frame=framer.frame(composer.path, "place", place.name, place.why),
        place=view,
        map=MapView(f"map-{key}", place.name, None, (view,), ""),
        claims=tuple(claim_card(composer, each) for each in claims[:size]),
        passages=lookup.passages(composer, ref),
        notes=tuple(note_card(composer, each) for each in notes[:size]),
        sources=composer.sources(),
        more=_more(size, claims=claims, passages=lookup.passages_by_ref.get(ref, ()), notes=notes),
    )


def claims(corpus: Corpus) -> Iterator[Page]:
    """Give the page of all claims."""
    if corpus.claims:
        yield from _list(
            "claims/index.html", "claims.html", _claims_page, len(corpus.claims), partial(tuple, corpus.claims), corpus
        )


def _claims_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> ClaimsPage:
    keys = keys or tuple(lookup.corpus.claims)
    composer = Composer(lookup.corpus, part.here, (f"claim:{key}" for key in keys))
    counts = {key: len(lookup.passages_by_ref.get(f"claim:{key}", ())) for key in keys}
    size = share(counts.values(), part.size)
    views = tuple(
        replace(
            claim_view(composer, key, _elsewhere(composer, f"claim:{key}", lookup, size)), more=max(0, count - size)
        )
        for key, count in counts.items()
    )
    frame = framer.frame(composer.path, "claims", "nav.claims", pager=part.pager())
    return ClaimsPage(frame, views, composer.sources())


def _elsewhere(composer: Composer, ref: str, lookup: Lookup, size: int) -> dict[str, tuple[Reference, ...]]:
    """Return the first passages of all articles that speak of an entry, as links."""
    found = lookup.passages(composer, ref)[:size]
    return {ref: tuple(Reference("passage", str(each.number), str(each.number), each.url) for each in found)}


def sources(corpus: Corpus) -> Iterator[Page]:
    """Give the page of all sources, each with everything that cites it."""
    if corpus.sources:
        yield from _list(
            "sources/index.html",
            "sources.html",
            _sources_page,
            len(corpus.sources),
            partial(tuple, corpus.sources),
            corpus,
        )


def _sources_page(part: Part, keys: Keys | None, lookup: Lookup, framer: Framer) -> SourcesPage:
    keys = keys or tuple(lookup.corpus.sources)
    composer = Composer(lookup.corpus, part.here, (f"source:{key}" for key in keys))
    citing = {key: _citing(key, lookup) for key in keys}
    size = share((len(refs) for groups in citing.values() for refs in groups.values()), part.size)
    views = tuple(
        replace(composer.source(key), cited_by=_cited_by(composer, groups, size), more=_more(size, **groups))
        for key, groups in citing.items()
    )
    return SourcesPage(framer.frame(composer.path, "sources", "nav.sources", pager=part.pager()), views)


def _citing(key: str, lookup: Lookup) -> dict[str, list[str]]:
    """Return the refs of what cites a source, kind by kind."""
    shown = ("article", "note", "term", "place", "event", "claim", "correction")
    refs = lookup.woven.backlinks.get(f"source:{key}", ())
    return {kind: [ref for ref in refs if ref.startswith(f"{kind}:")] for kind in shown}


def _cited_by(composer: Composer, groups: Mapping[str, list[str]], size: int) -> tuple[Reference, ...]:
    return tuple(
        Reference(kind, ref, label(composer.corpus, ref), composer.url(ref))
        for kind, refs in groups.items()
        for ref in refs[:size]
    )


def about(_corpus: Corpus) -> Iterator[Page]:
    """Give the page on method, uncertainty and rights."""
    yield Page("about/index.html", "about.html", _about_page)


def _about_page(lookup: Lookup, framer: Framer) -> AboutPage:
    it, path = lookup.abouts.get("about"), "about/index.html"
    composer = Composer(lookup.corpus, path)
    body = composer.text("about:about", ("body",), it.body) if it else Text("")
    title = it.title if it else "nav.about"
    frame = framer.frame(path, "about", title)
    return AboutPage(frame, title, body, framer.downloads(path), composer.sources())


def plain(corpus: Corpus) -> Iterator[Page]:
    """Give the page for addresses that do not exist, and a forwarding page for each earlier address."""
    yield Page(NOT_FOUND, "404.html", _not_found_page, is_listed=False)
    for ref, earlier in corpus.was.items():
        for old in earlier:
            path = _earlier(ref.partition(":")[0], old)
            if path:
                yield Page(path, "moved.html", partial(_moved_page, path, ref), is_listed=False)


def _not_found_page(_lookup: Lookup, framer: Framer) -> PlainPage:
    return PlainPage(framer.frame(NOT_FOUND, "not-found", "not-found.title"))


def _moved_page(path: str, ref: str, lookup: Lookup, framer: Framer) -> PlainPage:
    target = relative(path, Addresses(lookup.corpus).of(ref))
    return PlainPage(framer.frame(path, "moved", "moved.title"), target)


def _earlier(kind: str, key: str) -> str:
    """Return the path of a page of its own that an entry had under an earlier id; others keep an anchor instead."""
    paths = {
        "term": f"glossary/{key}/index.html",
        "place": f"map/{key}/index.html",
        "timeline": f"timelines/{key}/index.html",
        "article": f"articles/{key}/index.html",
    }
    return paths.get(kind, "")


PAGES: tuple[Callable[[Corpus], Iterator[Page]], ...] = (
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
