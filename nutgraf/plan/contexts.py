"""What pages may know: frozen views, the values that templates are given.

Urls are relative to the page that shows them. Texts are Markdown with their links already resolved. Equal views are
shown alike. What is left out of a hash cannot be hashed; it counts when views are compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nutgraf.model.dates import PartialDate
from nutgraf.model.ranges import Range


@dataclass(frozen=True, slots=True)
class Reference:
    """A link to an entry. `number` is set for a source cited on the page."""

    kind: str
    id: str
    label: str
    url: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown, with what each ref in it leads to (by the link's address as written)."""

    source: str
    links: Mapping[str, Reference] = field(default_factory=dict, hash=False)

    def __bool__(self) -> bool:
        return bool(self.source)


@dataclass(frozen=True, slots=True)
class Native:
    """A name in its own language."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a listing shows of an entry."""

    kind: str
    id: str
    title: str
    url: str
    date: PartialDate | None = None
    zone: str | None = None
    summary: Text = Text("")
    importance: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of an article that speaks of an entry."""

    article: str
    url: str
    number: int
    excerpt: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """A part of the site; `name` is a key of the word catalogue."""

    name: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of a list that has several: the first, the last, and those near this one."""

    number: int
    count: int
    pages: tuple[NavItem, ...]
    """Their names are their numbers."""
    before: str
    """Url of the page before this one; empty on the first."""
    after: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page has around its content."""

    path: str
    kind: str
    title: str
    description: str
    language: str
    site_title: str
    root: str
    """Relative way to the site's root: empty, or ``../`` repeated."""
    home: str
    nav: tuple[NavItem, ...]
    crumbs: tuple[Reference, ...] = ()
    canonical: str = ""
    card: str = ""
    """Address of the picture that is shown with a shared link."""
    as_of: PartialDate | None = None
    rights: Text = Text("")
    has_search: bool = False
    """Whether readers can search the site."""
    pager: Pager | None = None
    """The other pages of the list that the page shows a part of."""


@dataclass(frozen=True, slots=True)
class Person:
    """An editor who signs."""

    name: str
    role: str
    url: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A bibliographic record. `number` is 0 where sources are not numbered."""

    id: str
    number: int
    type: str
    authors: tuple[str, ...]
    title: str
    container: str
    publisher: str
    issued: PartialDate | None
    url: str
    accessed: PartialDate | None
    archived: str
    copy_of: str
    language: str
    tier: int
    details: tuple[str, ...]
    """Volume, pages and the like."""
    note: Text
    entry: str
    """Its place on the page of all sources; empty where nothing but this page cites it."""
    cited_by: tuple[Reference, ...] = ()
    was: tuple[str, ...] = ()
    more: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many are left out of `cited_by`, by kind."""


@dataclass(frozen=True, slots=True)
class EventView:
    """An event in full."""

    id: str
    title: str
    text: Text
    date: PartialDate
    zone: str | None
    importance: int
    places: tuple[Reference, ...]
    actors: tuple[tuple[str, tuple[Reference, ...]], ...]
    """Role and who."""
    claims: tuple[Reference, ...]
    timelines: tuple[Reference, ...]
    """All timelines in which it stands."""
    passages: tuple[Reference, ...]
    """Paragraphs of the page's article that speak of it."""
    is_later: bool
    """Whether it happened after the day of the report."""
    cites: tuple[Reference, ...]
    was: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Events in order, with the timelines (lanes) that hold them."""

    id: str
    title: str
    summary: Text
    lanes: tuple[Reference, ...]
    events: tuple[EventView, ...]
    more: int = 0
    """How many events of these timelines a page that shows some of many leaves out."""


@dataclass(frozen=True, slots=True)
class TermCard:
    """A term as the glossary of a page shows it."""

    id: str
    name: str
    abbreviation: str
    kind: str
    native: Native | None
    short: Text
    url: str
    passages: tuple[Reference, ...]
    cites: tuple[Reference, ...]
    was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with the events there."""

    id: str
    number: int
    name: str
    native: Native | None
    forms: tuple[str, ...]
    kind: str
    latitude: float
    longitude: float
    precision_km: float
    why: Text
    coordinates: Text
    url: str
    wikidata: str
    events: tuple[Card, ...]
    passages: tuple[Reference, ...]
    cites: tuple[Reference, ...]
    was: tuple[str, ...] = ()
    more: int = 0
    """How many events are left out."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A map: the part of the world shown, as west, south, east, north in degrees, and numbered places."""

    id: str
    title: str
    view: tuple[float, float, float, float] | None
    places: tuple[PlaceView, ...]
    script: str
    """Url of the script that draws the live map."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """What one party says."""

    by: Reference | None
    by_name: str
    as_of: PartialDate
    says: Text
    measure: str
    value: Range | None
    cites: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What the statements about one measure have in common."""

    measure: str
    common: Range | None
    changes_over_time: bool


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A question and who says what."""

    id: str
    question: str
    about: Reference | None
    statements: tuple[StatementView, ...]
    comparisons: tuple[ComparisonView, ...]
    note: Text
    cites: tuple[Reference, ...]
    """Sources of the claim that its note does not cite itself."""
    passages: tuple[Reference, ...]
    was: tuple[str, ...] = ()
    more: int = 0
    """How many passages are left out."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A margin note; `passage` is the position of the paragraph beside which it stands."""

    id: str
    number: int
    kind: str
    title: str
    quote: str
    text: Text
    by: Person | None
    as_of: PartialDate
    is_draft: bool
    passage: int
    cites: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class MarkView:
    """Words of the article that are linked or noted: half-open offsets in the text of a block.

    `kind` is ``term``, ``place`` or ``note``.
    """

    kind: str
    id: str
    block: int
    start: int
    end: int
    url: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A section of the article, for the contents."""

    id: str
    level: int
    text: str
    block: int
    """Position among the article's blocks."""


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The article's body: Markdown, resolved links, marks in the order of the text, sections."""

    text: Text
    marks: tuple[MarkView, ...]
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class OriginalView:
    """The report that the article is after."""

    publisher: str
    title: str
    authors: tuple[str, ...]
    url: str
    published: PartialDate
    updated: PartialDate | None
    rights: str
    cite: Reference | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction of ours."""

    id: str
    date: PartialDate
    said: Text
    says: Text
    why: Text
    cites: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """A data file: `name` is a key of the word catalogue."""

    name: str
    url: str
    format: str


@dataclass(frozen=True, slots=True)
class ExplainerPage:
    """An annotated article with everything below it."""

    frame: Frame
    title: str
    summary: Text
    original: OriginalView | None
    authors: tuple[Person, ...]
    published: PartialDate
    reported: PartialDate
    """The day of the report in the version that is retold; where there is no report, that of our own text."""
    as_of: PartialDate
    is_draft: bool
    key_points: tuple[Text, ...]
    body: ArticleText
    words: int
    notes: tuple[NoteView, ...]
    timeline: TimelineView
    map: MapView
    claims: tuple[ClaimView, ...]
    glossary: tuple[TermCard, ...]
    sources: tuple[SourceView, ...]
    corrections: tuple[CorrectionView, ...]
    downloads: tuple[Download, ...]
    handout: str
    """Url of the same on two sheets of paper."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What a handout says of an event or a term; `text` is empty where there is no room for it."""

    title: str
    text: Text
    url: str
    cites: tuple[Reference, ...]
    date: PartialDate | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class HandoutPage:
    """What matters most of an explainer, on two sheets of paper."""

    frame: Frame
    title: str
    summary: Text
    original: OriginalView | None
    authors: tuple[Person, ...]
    as_of: PartialDate
    is_draft: bool
    key_points: tuple[Text, ...]
    map: MapView
    events: tuple[Brief, ...]
    terms: tuple[Brief, ...]
    sources: tuple[SourceView, ...]
    explainer: str
    """Url of the explainer as seen from here."""
    address: str
    """Where the explainer is published; empty when unknown."""


@dataclass(frozen=True, slots=True)
class ArticlesPage:
    """All articles, where no article is the home page."""

    frame: Frame
    articles: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """One glossary and its terms."""

    id: str
    title: str
    summary: Text
    url: str
    count: int
    """Of all its terms."""
    terms: tuple[TermCard, ...]
    """Those on the page."""


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """All terms, glossary by glossary."""

    frame: Frame
    groups: tuple[GlossaryGroup, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class TermPage:
    """A term with everything that is known about it."""

    frame: Frame
    term: TermCard
    long: Text
    forms: tuple[Native, ...]
    as_of: PartialDate | None
    wikidata: str
    relations: tuple[tuple[str, tuple[Reference, ...]], ...]
    """Key of the word catalogue and whom it names; inverse relations end in ``.inverse``."""
    see: tuple[Reference, ...]
    events: tuple[Card, ...]
    places: tuple[Reference, ...]
    claims: tuple[Card, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Card, ...]
    named_by: tuple[Reference, ...]
    """Other terms whose text names this one."""
    sources: tuple[SourceView, ...]
    more: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many are left out of a list that shows the first of many, by the list's name."""


@dataclass(frozen=True, slots=True)
class TimelinesPage:
    """All timelines."""

    frame: Frame
    timelines: tuple[Card, ...]
    counts: tuple[int, ...]
    timeline: TimelineView
    """All events together, for the strip."""


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """One timeline in full."""

    frame: Frame
    timeline: TimelineView
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class MapPage:
    """All places."""

    frame: Frame
    map: MapView
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place with everything that is known about it."""

    frame: Frame
    place: PlaceView
    map: MapView
    claims: tuple[Card, ...]
    passages: tuple[Passage, ...]
    notes: tuple[Card, ...]
    sources: tuple[SourceView, ...]
    more: Mapping[str, int] = field(default_factory=dict, hash=False)
    """How many are left out of a list that shows the first of many, by the list's name."""


@dataclass(frozen=True, slots=True)
class ClaimsPage:
    """All claims."""

    frame: Frame
    claims: tuple[ClaimView, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """All sources, each with everything that cites it."""

    frame: Frame
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """Method, uncertainty, rights."""

    frame: Frame
    title: str
    body: Text
    downloads: tuple[Download, ...]
    sources: tuple[SourceView, ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page without content of its own: 404, a redirect."""

    frame: Frame
    target: str = ""
