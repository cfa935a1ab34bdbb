"""The entries: what authors curate, as frozen values. One class for each kind; a docstring under each field.

These classes are the file format too: `nutgraf.read` validates YAML against them, so a field added here is a key
that authors can write. Positions in files are kept apart (see `nutgraf.model.origins`): they are no part of a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from annotated_types import MinLen

from nutgraf.model.fields import (
    ActorRef,
    ClaimRef,
    Date,
    EditorRef,
    EventRef,
    Id,
    Kilometres,
    Language,
    Latitude,
    Level,
    Line,
    Longitude,
    MaxWords,
    PlaceRef,
    Prose,
    Shorthand,
    SourceRef,
    TermRef,
    TimelineRef,
    Value,
    WebAddress,
    Wikidata,
    Zone,
)

TermKind = Literal["organisation", "person", "concept", "weapon", "operation", "law", "group"]
PlaceKind = Literal[
    "city", "town", "village", "base", "air-base", "airport", "headquarters", "border-crossing",
    "strait", "sea", "region", "country", "site",
]  # fmt: skip
NoteKind = Literal["context", "dispute", "correction", "terminology", "later", "source"]
Role = Literal["carried-out", "target", "accused", "claimed", "spoke", "decided", "party", "affected"]
Relation = Literal["part-of", "member-of", "commands", "backed-by", "opposes", "speaks-for", "hosts"]
Mark = Literal["first-in-section", "first", "all", "never"]
Rights = Literal["retold", "licensed", "public-domain"]
SourceType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "dataset", "document", "entry-encyclopedia", "hearing", "interview", "legal_case", "legislation", "map",
    "personal_communication", "post", "post-weblog", "regulation", "report", "speech", "treaty", "webpage",
]  # fmt: skip
"""The types of CSL 1.0.2 that an explainer cites."""


class Entry:
    """What all records share: keys that the class does not name are refused."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Form(Entry):
    """A spelling by which a term or place is recognised in text."""

    text: Line
    """The words as they stand in texts."""
    lang: Language | None = None
    """Language tag when it is not the site's language; the first such form is shown as the native name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """An organisation, person, concept, weapon, operation, law or group that readers may need explained."""

    id: Id
    glossary: Id
    """The glossary whose file it stands in; set by the reader."""
    name: Line
    """What readers see, and the first form by which it is recognised."""
    abbreviation: Line | None = None
    """Recognised in text like a form; all capitals are matched by case."""
    kind: TermKind
    """Persons, organisations and groups can act: events and claims name them."""
    forms: tuple[Annotated[Form, Shorthand("text")], ...] = ()
    """Other spellings by which it is recognised in text."""
    short: Annotated[Prose, MaxWords(50)]
    """One or two sentences for the pop-up."""
    long: Prose | None = None
    """The term's page."""
    relations: Mapping[Relation, tuple[TermRef, ...]] = field(default_factory=dict)
    """How it hangs together with other terms."""
    see: tuple[TermRef, ...] = ()
    """Terms to read next."""
    mark: Mark = "first-in-section"
    """How often a mention in an article is marked."""
    as_of: Date | None = None
    """Date to which the definition holds."""
    wikidata: Wikidata | None = None
    """The same thing in Wikidata."""
    sources: tuple[SourceRef, ...] = ()
    """What the definition rests on."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entry):
    """A point in decimal degrees (WGS 84) with how far off it may be."""

    id: Id
    name: Line
    """What readers see, and the first form by which it is recognised."""
    forms: tuple[Annotated[Form, Shorthand("text")], ...] = ()
    """Other spellings by which it is recognised in text."""
    kind: PlaceKind
    """What stands there."""
    latitude: Latitude
    """Degrees north of the equator; south with a minus sign."""
    longitude: Longitude
    """Degrees east of Greenwich; west with a minus sign."""
    precision_km: Kilometres
    """Radius in kilometres within which the thing meant lies."""
    why: Prose
    """Why the place matters to the story."""
    coordinates: Prose | None = None
    """Where the coordinates come from, and what speaks against them."""
    mark: Mark = "first-in-section"
    """How often a mention in an article is marked."""
    wikidata: Wikidata | None = None
    """The same place in Wikidata."""
    sources: tuple[SourceRef, ...] = ()
    """What the entry rests on."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something that happened, in one timeline (its file) and possibly in others."""

    id: Id
    timeline: Id
    """The timeline whose file it stands in; set by the reader."""
    date: Date
    """When, as exactly as the source says and no more."""
    zone: Zone | None = None
    """IANA zone of the place; with a time in `date`, both clocks are shown."""
    title: Annotated[Line, MaxWords(12)]
    """What happened, in a few words."""
    text: Prose
    """What happened, in one to three sentences."""
    places: tuple[PlaceRef, ...] = ()
    """Where; they are shown on the map."""
    actors: Mapping[Role, tuple[ActorRef, ...]] = field(default_factory=dict)
    """Who, by what they did."""
    importance: Level = 2
    """3 carries the story, 1 is detail."""
    claims: tuple[ClaimRef, ...] = ()
    """Questions on it to which there are several answers."""
    sources: tuple[SourceRef, ...] = ()
    """What the entry rests on."""
    also_in: tuple[TimelineRef, ...] = ()
    """Other timelines that show it."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Entry):
    """A creator's name as in CSL: `family` and `given`, or `literal` for an organisation or an undivided name."""

    family: Line | None = None
    """Family name."""
    given: Line | None = None
    """Given names."""
    literal: Line | None = None
    """The whole name, when it is not divided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Entry):
    """A stored copy of a source."""

    url: WebAddress
    """Where the copy is."""
    date: Date | None = None
    """When it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """A bibliographic record; field names are those of CSL-JSON with underscores."""

    id: Id
    type: SourceType
    """What kind of work it is, in the words of CSL."""
    title: Line
    """In [brackets] when it describes the source because no headline was seen."""
    author: tuple[Name, ...] = ()
    """Who wrote it."""
    editor: tuple[Name, ...] = ()
    """Who edited it."""
    translator: tuple[Name, ...] = ()
    """Who translated it."""
    container_title: Line | None = None
    """What it appeared in: a newspaper, journal, book or site."""
    collection_title: Line | None = None
    """The series."""
    publisher: Line | None = None
    """Who published it."""
    publisher_place: Line | None = None
    """Where it was published."""
    issued: Date | None = None
    """When it was published."""
    original_date: Date | None = None
    """When the original was published, of a translation or new edition."""
    original_title: Line | None = None
    """The title in its own language."""
    url: WebAddress | None = None
    """Where it can be read."""
    accessed: Date | None = None
    """When it was read there."""
    archived: Archived | None = None
    """A stored copy, for the day when the address is dead."""
    copy_of: Line | None = None
    """The original, when only a re-publication was seen; `url` is then the copy's."""
    language: Language | None = None
    """The language that it is in."""
    tier: Level = 2
    """1 official or primary, 2 established, 3 minor, partisan, state-run or re-published."""
    volume: Line | None = None
    """Volume."""
    issue: Line | None = None
    """Issue."""
    page: Line | None = None
    """Page or pages."""
    edition: Line | None = None
    """Edition."""
    number: Line | None = None
    """Number of a report, bill or document."""
    genre: Line | None = None
    """What it calls itself."""
    doi: Line | None = None
    """Digital object identifier."""
    isbn: Line | None = None
    """ISBN."""
    issn: Line | None = None
    """ISSN."""
    note: Prose | None = None
    """What readers should know about it."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """What one party says on a question, on a date."""

    by: ActorRef | None = None
    """Who says it: a person, organisation or group of a glossary."""
    by_name: Line | None = None
    """The speaker in words, when it is no actor of the glossary."""
    as_of: Date
    """When it was said."""
    says: Prose
    """What is said, in one sentence."""
    measure: Line | None = None
    """What `value` counts; statements with the same measure are compared."""
    value: Value | None = None
    """What was counted, no narrower than it was said."""
    sources: Annotated[tuple[SourceRef, ...], MinLen(1)]
    """Where it was said; at least one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entry):
    """A question on which parties or sources say different things."""

    id: Id
    question: Line
    """The question, as readers would ask it."""
    about: EventRef | None = None
    """The event that it is about."""
    statements: Annotated[tuple[Statement, ...], MinLen(1)]
    """The answers, side by side."""
    note: Prose | None = None
    """The editors' remark; no verdict without it."""
    sources: tuple[SourceRef, ...] = ()
    """Sources of the remark."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Entry):
    """Words of the article that a note is about: the W3C TextQuoteSelector."""

    exact: Line
    """The words, as they stand."""
    prefix: str = ""
    """What stands right before them, when they stand more than once."""
    suffix: str = ""
    """What stands right behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entry):
    """A margin note, anchored by quotation."""

    id: Id
    article: Id
    """The article in whose folder it stands; set by the reader."""
    quote: Annotated[Quote, Shorthand("exact")]
    """The words of the article that it is about; they stand there once."""
    kind: NoteKind
    """What readers may expect of it."""
    title: Line | None = None
    """A heading of a few words."""
    text: Prose
    """The note."""
    by: EditorRef | None = None
    """Who signs it."""
    as_of: Date
    """Date to which it holds."""
    status: Literal["published", "draft"] = "published"
    """A draft is shown in the preview only."""
    sources: tuple[SourceRef, ...] = ()
    """What it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Entry):
    """What an article said, what it says now, and why."""

    id: Id
    article: Id
    date: Date
    """When it was corrected."""
    said: Prose
    """What the article said."""
    says: Prose
    """What it says now."""
    why: Prose
    """Why, and how it came to light."""
    sources: tuple[SourceRef, ...] = ()
    """What it rests on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Original(Entry):
    """The news report that an article is after."""

    publisher: Line
    """Who published it."""
    title: Line
    """Its headline."""
    authors: tuple[Line, ...] = ()
    """Who wrote it."""
    url: WebAddress
    """Where it can be read."""
    published: Date
    """When it was published."""
    updated: Date | None = None
    """Date of the version that the article is after."""
    rights: Rights = "retold"
    """`retold`: our own words; `licensed`, `public-domain`: the words are the original's."""
    source: SourceRef | None = None
    """The original among the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView(Entry):
    """The part of the world that a map shows, in degrees."""

    west: Longitude
    """Western edge."""
    south: Latitude
    """Southern edge."""
    east: Longitude
    """Eastern edge."""
    north: Latitude
    """Northern edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """An explainer: front matter and body."""

    id: Id
    title: Line
    """Its headline."""
    summary: Prose
    """One or two sentences for lists and previews."""
    original: Original | None = None
    """The report that it is after."""
    authors: tuple[EditorRef, ...] = ()
    """Editors who annotated it."""
    published: Date
    """When it was published here."""
    as_of: Date
    """Date to which the annotations hold."""
    status: Literal["published", "draft"] = "published"
    """A draft is shown in the preview only."""
    timelines: tuple[TimelineRef, ...] = ()
    """Timelines shown below it."""
    map: MapView | None = None
    """The part shown; by default all places of the article's timelines."""
    key_points: tuple[Prose, ...] = ()
    """What to know first, one sentence each."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""
    body: str = ""
    """Markdown; set by the reader from what follows the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(Entry):
    """One file of terms."""

    id: Id
    title: Line
    """Its heading."""
    summary: Prose | None = None
    """What it covers."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Entry):
    """One file of events."""

    id: Id
    title: Line
    """Its heading."""
    summary: Prose | None = None
    """What it covers."""
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""
