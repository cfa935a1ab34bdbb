"""Entries to views: what a page shows of an event, a term, a place, a claim, a note."""

from collections.abc import Iterable

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.entries import Event, Form, Note, Place, Statement, Term
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
from nutgraf.plan.desk import Desk
from nutgraf.plan.lookup import Passages
from nutgraf.weave.claims import compare


def native_name(forms: Iterable[Form]) -> Native | None:
    """Return the first form in another language."""
    return next((Native(form.text, form.lang) for form in forms if form.lang), None)


def person(corpus: Corpus, key: str | None) -> Person | None:
    """Return an editor as signed."""
    editor = corpus.config.editors.get(key) if key else None
    return Person(editor.name, editor.role or "", editor.url or "") if editor else None


def timelines_of(event: Event) -> tuple[str, ...]:
    """Return the ids of the timelines in which an event stands, its own first."""
    return tuple(dict.fromkeys((event.timeline, *event.also_in)))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Return events by date; of events on the same date the more important first."""
    return sorted(events, key=lambda event: (event.date.sort_key, -event.importance, event.id))


def event_view(desk: Desk, event: Event, passages: Passages, published: PartialDate | None) -> EventView:
    """Return an event in full."""
    ref = f"event:{event.id}"
    return EventView(
        id=event.id,
        title=event.title,
        text=desk.text(ref, ("text",), event.text),
        date=event.date,
        zone=event.zone,
        importance=event.importance,
        places=desk.references("place", event.places),
        actors=tuple((role, desk.references("actor", who)) for role, who in event.actors.items()),
        claims=desk.references("claim", event.claims),
        timelines=desk.references("timeline", timelines_of(event)),
        passages=passages.get(ref, ()),
        is_later=published is not None and event.date.is_after(published),
        cites=desk.cites(event.sources),
        was=event.was,
    )


def timeline_view(
    desk: Desk,
    head: Card,
    events: Iterable[Event],
    lanes: Iterable[str],
    passages: Passages,
    published: PartialDate | None,
) -> TimelineView:
    """Return events in order, under the id, title and summary of a card, with the timelines that are its lanes."""
    views = tuple(event_view(desk, event, passages, published) for event in in_order(events))
    return TimelineView(head.id, head.title, head.summary, desk.references("timeline", lanes), views)


def event_card(desk: Desk, event: Event) -> Card:
    """Return what a listing shows of an event."""
    ref = f"event:{event.id}"
    return Card("event", event.id, event.title, desk.url(ref), event.date, event.zone, importance=event.importance)


def event_cards(desk: Desk, keys: Iterable[str]) -> tuple[Card, ...]:
    """Return events in order, as cards."""
    return tuple(event_card(desk, event) for event in in_order(desk.corpus.events[key] for key in keys))


def claim_card(desk: Desk, key: str) -> Card:
    """Return what a listing shows of a claim."""
    return Card("claim", key, desk.corpus.claims[key].question, desk.url(f"claim:{key}"))


def note_card(desk: Desk, key: str) -> Card:
    """Return what a listing shows of a note."""
    note = desk.corpus.notes[key]
    return Card("note", note.id, note.title or note.quote.exact, desk.url(f"note:{key}"), note.as_of)


def term_card(desk: Desk, term: Term, passages: Passages) -> TermCard:
    """Return a term as a glossary shows it. The url is that of the term's own page."""
    ref = f"term:{term.id}"
    return TermCard(
        id=term.id,
        name=term.name,
        abbreviation=term.abbreviation or "",
        kind=term.kind,
        native=native_name(term.forms),
        short=desk.text(ref, ("short",), term.short),
        url=Desk(desk.corpus, desk.path).url(ref),
        passages=passages.get(ref, ()),
        cites=desk.cites(term.sources),
    )


def place_view(desk: Desk, place: Place, number: int, events: Iterable[str], passages: Passages) -> PlaceView:
    """Return a place with the events there (by id). The url is that of the place's own page."""
    ref = f"place:{place.id}"
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
        why=desk.text(ref, ("why",), place.why),
        coordinates=desk.text(ref, ("coordinates",), place.coordinates),
        url=Desk(desk.corpus, desk.path).url(ref),
        wikidata=place.wikidata or "",
        events=event_cards(desk, events),
        passages=passages.get(ref, ()),
        cites=desk.cites(place.sources),
    )


def claim_view(desk: Desk, key: str, passages: Passages) -> ClaimView:
    """Return a question with all statements and what they have in common."""
    claim, ref = desk.corpus.claims[key], f"claim:{key}"
    return ClaimView(
        id=key,
        question=claim.question,
        about=desk.reference(f"event:{claim.about}") if claim.about else None,
        statements=tuple(_statement(desk, ref, index, each) for index, each in enumerate(claim.statements)),
        comparisons=tuple(ComparisonView(each.measure, each.common, each.changes_over_time) for each in compare(claim)),
        note=desk.text(ref, ("note",), claim.note),
        cites=desk.cites(claim.sources),
        passages=passages.get(ref, ()),
        was=claim.was,
    )


def _statement(desk: Desk, ref: str, index: int, it: Statement) -> StatementView:
    return StatementView(
        by=desk.reference(f"actor:{it.by}") if it.by else None,
        by_name=it.by_name or "",
        as_of=it.as_of,
        says=desk.text(ref, ("statements", index, "says"), it.says),
        measure=it.measure or "",
        value=it.value,
        cites=desk.cites(it.sources),
    )


def note_view(desk: Desk, key: str, number: int, passage: int) -> NoteView:
    """Return a margin note."""
    note: Note = desk.corpus.notes[key]
    return NoteView(
        id=note.id,
        number=number,
        kind=note.kind,
        title=note.title or "",
        quote=note.quote.exact,
        text=desk.text(f"note:{key}", ("text",), note.text),
        by=person(desk.corpus, note.by),
        as_of=note.as_of,
        is_draft=note.status == "draft",
        passage=passage,
        cites=desk.cites(note.sources),
    )


def correction_view(desk: Desk, key: str) -> CorrectionView:
    """Return a correction."""
    it, ref = desk.corpus.corrections[key], f"correction:{key}"
    said, says, why = (desk.text(ref, (name,), getattr(it, name)) for name in ("said", "says", "why"))
    return CorrectionView(it.id, it.date, said, says, why, desk.cites(it.sources))
