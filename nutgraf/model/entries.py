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
    lang: Language | None = None
    """Language tag when it is not the site's language; the first such form is shown as the native name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Entry):
    """An organisation, person, concept, weapon, operation, law or group that readers may need explained."""

    id: Id
    glossary: Id
    """The glossary whose file it stands in; set by the reader."""
    name: Line
    abbreviation: Line | None = None
    """Recognised in text like a form; all capitals are matched by case."""
    kind: TermKind
    forms: tuple[Annotated[Form, Shorthand("text")], ...] = ()
    short: Annotated[Prose, MaxWords(50)]
    """One or two sentences for the pop-up."""
    long: Prose | None = None
    """The term's page."""
    relations: Mapping[Relation, tuple[TermRef, ...]] = field(default_factory=dict)
    see: tuple[TermRef, ...] = ()
    mark: Mark = "first-in-section"
    """How often a mention in an article is marked."""
    as_of: Date | None = None
    wikidata: Wikidata | None = None
    sources: tuple[SourceRef, ...] = ()
    was: tuple[Id, ...] = ()
    """Earlier ids, whose addresses stay alive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Entry):
    """A point in decimal degrees (WGS 84) with how far off it may be."""

    id: Id
    name: Line
    forms: tuple[Annotated[Form, Shorthand("text")], ...] = ()
    kind: PlaceKind
    latitude: Latitude
    longitude: Longitude
    precision_km: Kilometres
    """Radius in kilometres within which the thing meant lies."""
    why: Prose
    """Why the place matters to the story."""
    coordinates: Prose | None = None
    """Where the coordinates come from, and what speaks against them."""
    mark: Mark = "first-in-section"
    wikidata: Wikidata | None = None
    sources: tuple[SourceRef, ...] = ()
    was: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something that happened, in one timeline (its file) and possibly in others."""

    id: Id
    timeline: Id
    """The timeline whose file it stands in; set by the reader."""
    date: Date
    zone: Zone | None = None
    """IANA zone of the place; with a time in `date`, both clocks are shown."""
    title: Annotated[Line, MaxWords(12)]
    text: Prose
    places: tuple[PlaceRef, ...] = ()
    actors: Mapping[Role, tuple[ActorRef, ...]] = field(default_factory=dict)
    importance: Level = 2
    """3 carries the story, 1 is detail."""
    claims: tuple[ClaimRef, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    also_in: tuple[TimelineRef, ...] = ()
    was: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Entry):
    """A creator's name as in CSL: `family` and `given`, or `literal` for an organisation or an undivided name."""

    family: Line | None = None
    given: Line | None = None
    literal: Line | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Entry):
    """A stored copy of a source."""

    url: WebAddress
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Entry):
    """A bibliographic record; field names are those of CSL-JSON with underscores."""

    id: Id
    type: SourceType
    title: Line
    """In [brackets] when it describes the source because no headline was seen."""
    author: tuple[Name, ...] = ()
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    container_title: Line | None = None
    collection_title: Line | None = None
    publisher: Line | None = None
    publisher_place: Line | None = None
    issued: Date | None = None
    original_date: Date | None = None
    original_title: Line | None = None
    url: WebAddress | None = None
    accessed: Date | None = None
    archived: Archived | None = None
    copy_of: Line | None = None
    """The original, when only a re-publication was seen; `url` is then the copy's."""
    language: Language | None = None
    tier: Level = 2
    """1 official or primary, 2 established, 3 minor, partisan, state-run or re-published."""
    volume: Line | None = None
    issue: Line | None = None
    page: Line | None = None
    edition: Line | None = None
    number: Line | None = None
    genre: Line | None = None
    doi: Line | None = None
    isbn: Line | None = None
    issn: Line | None = None
    note: Prose | None = None
    """What readers should know about it."""
    was: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Entry):
    """What one party says on a question, on a date."""

    by: ActorRef | None = None
    by_name: Line | None = None
    """The speaker in words, when it is no actor of the glossary."""
    as_of: Date
    says: Prose
    measure: Line | None = None
    """What `value` counts; statements with the same measure are compared."""
    value: Value | None = None
    sources: Annotated[tuple[SourceRef, ...], MinLen(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Entry):
    """A question on which parties or sources say different things."""

    id: Id
    question: Line
    about: EventRef | None = None
    statements: Annotated[tuple[Statement, ...], MinLen(1)]
    note: Prose | None = None
    """The editors' remark; no verdict without it."""
    sources: tuple[SourceRef, ...] = ()
    """Sources of the remark."""
    was: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Entry):
    """Words of the article that a note is about: the W3C TextQuoteSelector."""

    exact: Line
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entry):
    """A margin note, anchored by quotation."""

    id: Id
    article: Id
    """The article in whose folder it stands; set by the reader."""
    quote: Annotated[Quote, Shorthand("exact")]
    kind: NoteKind
    title: Line | None = None
    text: Prose
    by: EditorRef | None = None
    as_of: Date
    status: Literal["published", "draft"] = "published"
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Entry):
    """What an article said, what it says now, and why."""

    id: Id
    article: Id
    date: Date
    said: Prose
    says: Prose
    why: Prose
    sources: tuple[SourceRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Original(Entry):
    """The news report that an article is after."""

    publisher: Line
    title: Line
    authors: tuple[Line, ...] = ()
    url: WebAddress
    published: Date
    updated: Date | None = None
    rights: Rights = "retold"
    """`retold`: our own words; `licensed`, `public-domain`: the words are the original's."""
    source: SourceRef | None = None
    """The original among the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView(Entry):
    """The part of the world that a map shows, in degrees."""

    west: Longitude
    south: Latitude
    east: Longitude
    north: Latitude


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Entry):
    """An explainer: front matter and body."""

    id: Id
    title: Line
    summary: Prose
    original: Original | None = None
    authors: tuple[EditorRef, ...] = ()
    published: Date
    as_of: Date
    """Date to which the annotations hold."""
    status: Literal["published", "draft"] = "published"
    timelines: tuple[TimelineRef, ...] = ()
    map: MapView | None = None
    """The part shown; by default all places of the article's timelines."""
    key_points: tuple[Prose, ...] = ()
    was: tuple[Id, ...] = ()
    body: str = ""
    """Markdown; set by the reader from what follows the front matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary(Entry):
    """One file of terms."""

    id: Id
    title: Line
    summary: Prose | None = None
    was: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline(Entry):
    """One file of events."""

    id: Id
    title: Line
    summary: Prose | None = None
    was: tuple[Id, ...] = ()
