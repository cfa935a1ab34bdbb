"""The handout: an explainer on two sheets of paper, chosen by what matters most and by how much room it takes.

1. Title, provenance, key points and the map stand there in any case.
2. Events are ranked: by their importance, one more where the key points name them; then by how many paragraphs speak of
   them. The first ones get most of the room that is left, by their titles.
3. Terms get the rest, those that the text mentions most often first.
4. Where room is left after that, the first events get their texts too.

The measures are those of ``handout.css``, for US Letter, the shorter of the two usual papers, and for wide letters:
what is chosen fits, at the price of some white at the end.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from nutgraf.model.entries import Article, Event, Term
from nutgraf.model.links import text_ref
from nutgraf.plan.addresses import Addresses
from nutgraf.plan.composer import Composer
from nutgraf.plan.contexts import Brief, HandoutPage, MapView, PlaceView, Text
from nutgraf.plan.explainer import Contents, contents_of, original_view
from nutgraf.plan.frames import Framer, plain_words
from nutgraf.plan.lookup import Lookup
from nutgraf.plan.paper import Measure, fitting
from nutgraf.plan.views import in_order, person, place_view

SHEETS = 2 * 710
"""The height of two sheets, in points."""

HEADS = 140
"""What heads, the address at the end and the foot of the first sheet, where a row did not fit, take."""

MAP = 330
"""The map with the names of its places. Key points stand beside it, and go on below it."""

POINTS_SHARE = 0.4
"""How much of the sheets key points may take."""

EVENTS_SHARE = 0.6
"""How much of the room that is left events may take."""

DATE = 2
"""Lines of a date with a time and its place."""

PLACES = 16
"""Places on the map."""

TITLE = Measure(44, 23, 6)
LEAD = Measure(88, 14, 4)
PROVENANCE = Measure(100, 11, 8)
POINT = Measure(50, 12.5, 3)
EVENT = Measure(80, 11.5, 3.5)
TERM = Measure(46, 11.5, 5, columns=2)
SOURCE = 2.2
"""What a source takes of a paragraph of sources."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a handout has room for; events and terms by rank."""

    points: int
    events: list[Event]
    told: int
    """How many of these events are there with their texts."""
    terms: list[Term]


def handout_page(key: str, lookup: Lookup, framer: Framer) -> HandoutPage:
    """Compose the handout of an article. Its sources are numbered in its own order."""
    corpus, ref = lookup.corpus, f"article:{key}"
    article, addresses = corpus.articles[key], Addresses(corpus)
    composer = Composer(corpus, addresses.of(f"handout:{key}"))
    contents = contents_of(article, lookup)
    choice = choose(article, contents, lookup)
    address = framer.frame(addresses.of(ref), "article", article.title).canonical
    frame = framer.frame(composer.path, "handout", article.title, article.summary, as_of=article.as_of)
    return HandoutPage(
        frame=replace(frame, canonical=address),
        title=article.title,
        summary=composer.text(ref, ("summary",), article.summary),
        original=original_view(composer, article),
        authors=tuple(who for key in article.authors if (who := person(corpus, key))),
        as_of=article.as_of,
        is_draft=article.status == "draft",
        key_points=tuple(_point(composer, article, index) for index in range(choice.points)),
        map=_map(article, contents, choice.events, lookup),
        events=_events(composer, choice),
        terms=tuple(_term(composer, term) for term in sorted(choice.terms, key=lambda term: term.name.casefold())),
        sources=composer.sources(),
        explainer=composer.url(ref),
        address=address,
    )


def _point(composer: Composer, article: Article, index: int) -> Text:
    return composer.text(f"article:{article.id}", ("key_points", index), article.key_points[index])


def _events(composer: Composer, choice: Choice) -> tuple[Brief, ...]:
    told = {event.id for event in choice.events[: choice.told]}
    return tuple(_event(composer, event, is_told=event.id in told) for event in in_order(choice.events))


def _event(composer: Composer, it: Event, *, is_told: bool) -> Brief:
    ref = f"event:{it.id}"
    text = composer.text(ref, ("text",), it.text if is_told else None)
    return Brief(it.title, text, composer.url(ref), composer.cites(it.sources), it.date, it.zone)


def _term(composer: Composer, it: Term) -> Brief:
    ref = f"term:{it.id}"
    return Brief(it.name, composer.text(ref, ("short",), it.short), composer.url(ref), ())


def _map(article: Article, contents: Contents, events: Iterable[Event], lookup: Lookup) -> MapView:
    """Return the map of the places of the chosen events; their texts and sources stay with the explainer."""
    path = Composer(lookup.corpus, "").addresses.of(f"handout:{article.id}")
    named = {key for event in events for key in event.places} or set(contents.places)
    shown = [key for key in contents.places if key in named][:PLACES]
    composer = Composer(lookup.corpus, path)
    places = (place_view(composer, lookup.corpus.places[key], at, (), {}) for at, key in enumerate(shown, 1))
    it = article.map
    view = (it.west, it.south, it.east, it.north) if it else None
    return MapView(f"map-{article.id}", article.title, view, tuple(map(_bare, places)), "")


def _bare(place: PlaceView) -> PlaceView:
    return replace(place, why=Text(""), coordinates=Text(""), cites=())


def choose(article: Article, contents: Contents, lookup: Lookup) -> Choice:
    """Return what fits on two sheets."""
    room = SHEETS - HEADS - _head_height(article)
    points = fitting(article.key_points, _point_height, min(room, SHEETS * POINTS_SHARE))
    room -= _points_height(sum(map(_point_height, points)), MAP if contents.places else 0)
    events = fitting(_ranked_events(article, contents, lookup), _event_height, room * EVENTS_SHARE)
    room -= sum(map(_event_height, events))
    terms = fitting(_ranked_terms(article, contents, lookup), _term_height, room)
    room -= sum(map(_term_height, terms))
    return Choice(len(points), events, len(fitting(events, _text_height, room)), terms)


def _points_height(narrow: float, beside: float) -> float:
    """Return what key points take: below the map the page is twice as wide as beside it."""
    return beside + max(0, narrow - beside) / 2


def _ranked_events(article: Article, contents: Contents, lookup: Lookup) -> list[Event]:
    here, named = lookup.on_page(article.id), _named_by_points(article, lookup)

    def rank(event: Event) -> tuple[int, int]:
        ref = f"event:{event.id}"
        return event.importance + (ref in named), len(here.get(ref, ()))

    events = (lookup.corpus.events[key] for key in contents.events)
    return sorted(in_order(events), key=rank, reverse=True)


def _named_by_points(article: Article, lookup: Lookup) -> set[str | None]:
    ref = f"article:{article.id}"
    return {text_ref(link.url, ref) for link in lookup.corpus.links.get(ref, ()) if link.loc[:1] == ("key_points",)}


def _ranked_terms(article: Article, contents: Contents, lookup: Lookup) -> list[Term]:
    mentions = Counter(mention.ref for mention in lookup.woven.articles[article.id].mentions)
    terms = (lookup.corpus.terms[key] for key in contents.terms)
    return sorted(terms, key=lambda term: -mentions[f"term:{term.id}"])


def _head_height(article: Article) -> float:
    it = article.original
    provenance = f"{it.publisher} {it.title} {' '.join(it.authors)}" if it else ""
    heights = (
        TITLE.height(article.title),
        LEAD.height(plain_words(article.summary)),
        PROVENANCE.height(provenance, least=3),
    )
    return sum(heights)


def _point_height(point: str) -> float:
    return POINT.height(plain_words(point)) + point.count("source:") * SOURCE


def _event_height(it: Event) -> float:
    return EVENT.height(it.title, DATE if it.zone else 1) + len(it.sources) * SOURCE


def _text_height(it: Event) -> float:
    return EVENT.height(plain_words(it.text)) + it.text.count("source:") * SOURCE


def _term_height(it: Term) -> float:
    return TERM.height(f"{it.name} {plain_words(it.short)}") + it.short.count("source:") * SOURCE
