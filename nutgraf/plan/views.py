"""Entries to views: what a page shows of an event, a term, a place, a claim, a note."""

from collections.abc import Collection, Iterable, Mapping

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.entries import Event, Form, Note, Place, Statement, Term
from nutgraf.plan.composer import Composer
from nutgraf.plan.contexts import (
    Card,
    ClaimView,
    ComparisonView,
    CorrectionView,
    EventView,
    Native,
    NoteView,
    Person,
    PlaceView,
    StatementView,
    TermCard,
    TimelineView,
)
from nutgraf.plan.lookup import Passages, timelines_of
from nutgraf.weave.claims import compare


def native_name(forms: Iterable[Form]) -> Native | None:
    """Return the first form in another language."""
    return next((Native(form.text, form.lang) for form in forms if form.lang), None)


def person(corpus: Corpus, key: str | None) -> Person | None:
    """Return an editor as signed."""
    editor = corpus.config.editors.get(key) if key else None
    return Person(editor.name, editor.role or "", editor.url or "") if editor else None


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by date; of events on the same date the more important first."""
    return sorted(events, key=lambda event: (event.date.sort_key, -event.importance, event.id))


def most_telling(
    events: Mapping[str, Event], named: Collection[str], reported: PartialDate, size: int
) -> dict[str, Event]:
    """Return what a page of limited size shows of many events, in their order: those that its own words name, in any
    case; then the most important ones, of equal ones those nearest to the day of the report.
    """
    if len(events) <= size:
        return dict(events)
    day, named = reported.sort_key[0], frozenset(named)

    def rank(key: str) -> tuple[bool, int, int, str]:
        it = events[key]
        return key not in named, -it.importance, abs(it.date.sort_key[0] - day), key

    chosen = {*named, *sorted(events, key=rank)[:size]}
    return {key: it for key, it in events.items() if key in chosen}


def event_view(composer: Composer, event: Event, passages: Passages, published: PartialDate | None) -> EventView:
    """Return an event in full."""
    ref = f"event:{event.id}"
    return EventView(
        id=event.id,
        title=event.title,
        url=composer.url(ref),
        text=composer.text(ref, ("text",), event.text),
        date=event.date,
        zone=event.zone,
        importance=event.importance,
        places=composer.references("place", event.places),
        actors=tuple((role, composer.references("actor", who)) for role, who in event.actors.items()),
        claims=composer.references("claim", event.claims),
        timelines=composer.references("timeline", timelines_of(event)),
        passages=passages.get(ref, ()),
        is_later=published is not None and event.date.is_after(published),
        cites=composer.cites(event.sources),
        was=event.was,
    )


def timeline_view(
    composer: Composer,
    head: Card,
    events: Iterable[Event],
    lanes: Iterable[str],
    passages: Passages,
    published: PartialDate | None,
) -> TimelineView:
    """Return events in order, under the id, title and summary of a card, with the timelines that are its lanes."""
    views = tuple(event_view(composer, event, passages, published) for event in in_order(events))
    return TimelineView(head.id, head.title, head.summary, composer.references("timeline", lanes), views)


def event_card(composer: Composer, event: Event) -> Card:
    """Return what a listing shows of an event."""
    ref = f"event:{event.id}"
    return Card("event", event.id, event.title, composer.url(ref), event.date, event.zone, importance=event.importance)


def event_cards(composer: Composer, keys: Iterable[str]) -> tuple[Card, ...]:
    """Return events in order, as cards."""
    return tuple(event_card(composer, event) for event in in_order(composer.corpus.events[key] for key in keys))


def claim_card(composer: Composer, key: str) -> Card:
    """Return what a listing shows of a claim."""
    return Card("claim", key, composer.corpus.claims[key].question, composer.url(f"claim:{key}"))


def note_card(composer: Composer, key: str) -> Card:
    """Return what a listing shows of a note."""
    note = composer.corpus.notes[key]
    return Card("note", note.id, note.title or note.quote.exact, composer.url(f"note:{key}"), note.as_of)


def term_card(composer: Composer, term: Term, passages: Passages) -> TermCard:
    """Return a term as a glossary shows it. The url is that of the term's own page."""
    ref = f"term:{term.id}"
    return TermCard(
        id=term.id,
        name=term.name,
        abbreviation=term.abbreviation or "",
        kind=term.kind,
        native=native_name(term.forms),
        short=composer.text(ref, ("short",), term.short),
        url=Composer(composer.corpus, composer.path).url(ref),
        passages=passages.get(ref, ()),
        cites=composer.cites(term.sources),
        was=term.was,
    )


def place_view(
    composer: Composer, place: Place, number: int, events: Iterable[str], passages: Passages, size: int = 0
) -> PlaceView:
    """Return a place with the first events there (by id; 0: a page size). The url is that of the place's own page."""
    ref, size = f"place:{place.id}", size or composer.corpus.config.page_size
    cards = event_cards(composer, events)
    return PlaceView(
        id=place.id,
        number=number,
        name=place.name,
        native=native_name(place.forms),
        forms=tuple(form.text for form in place.forms if not form.lang),
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        precision_km=place.precision_km,
        why=composer.text(ref, ("why",), place.why),
        coordinates=composer.text(ref, ("coordinates",), place.coordinates),
        url=Composer(composer.corpus, composer.path).url(ref),
        wikidata=place.wikidata or "",
        events=cards[:size],
        passages=passages.get(ref, ()),
        cites=composer.cites(place.sources),
        was=place.was,
        more=max(0, len(cards) - size),
    )


def claim_view(composer: Composer, key: str, passages: Passages) -> ClaimView:
    """Return a question with all statements and what they have in common."""
    claim, ref = composer.corpus.claims[key], f"claim:{key}"
    statements = tuple(_statement(composer, ref, index, each) for index, each in enumerate(claim.statements))
    note = composer.text(ref, ("note",), claim.note)
    cited_in_note = {each.id for each in note.links.values() if each.kind == "source"}
    return ClaimView(
        id=key,
        question=claim.question,
        about=composer.reference(f"event:{claim.about}") if claim.about else None,
        statements=statements,
        comparisons=tuple(ComparisonView(each.measure, each.common, each.changes_over_time) for each in compare(claim)),
        note=note,
        cites=composer.cites(each for each in claim.sources if each not in cited_in_note),
        passages=passages.get(ref, ()),
        was=claim.was,
    )


def _statement(composer: Composer, ref: str, index: int, it: Statement) -> StatementView:
    return StatementView(
        by=composer.reference(f"actor:{it.by}") if it.by else None,
        by_name=it.by_name or "",
        as_of=it.as_of,
        says=composer.text(ref, ("statements", index, "says"), it.says),
        measure=it.measure or "",
        value=it.value,
        cites=composer.cites(it.sources),
    )


def note_view(composer: Composer, key: str, number: int, passage: int) -> NoteView:
    """Return a margin note."""
    note: Note = composer.corpus.notes[key]
    return NoteView(
        id=note.id,
        number=number,
        kind=note.kind,
        title=note.title or "",
        quote=note.quote.exact,
        text=composer.text(f"note:{key}", ("text",), note.text),
        by=person(composer.corpus, note.by),
        as_of=note.as_of,
        is_draft=note.status == "draft",
        passage=passage,
        cites=composer.cites(note.sources),
    )


def correction_view(composer: Composer, key: str) -> CorrectionView:
    """Return a correction."""
    it, ref = composer.corpus.corrections[key], f"correction:{key}"
    said, says, why = (composer.text(ref, (name,), getattr(it, name)) for name in ("said", "says", "why"))
    return CorrectionView(it.id, it.date, said, says, why, composer.cites(it.sources))
