"""All that authors wrote, as one frozen value: the configuration, the entries by kind, and where each stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from annotated_types import Ge

from nutgraf.model.diagnostics import Severity
from nutgraf.model.entries import (
    Article,
    Claim,
    Correction,
    Entry,
    Event,
    Glossary,
    Note,
    Place,
    Source,
    Term,
    Timeline,
)
from nutgraf.model.fields import ArticleRef, Id, Language, Line, Prose, Shorthand, WebAddress, Zone
from nutgraf.model.prose import Block, TextLink

ACTOR_KINDS = ("person", "organisation", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor(Entry):
    """Somebody who signs notes and articles."""

    id: Id
    name: Line
    """As it is shown."""
    role: Line | None = None
    """What they do here."""
    url: WebAddress | None = None
    """Where to read more about them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSettings(Entry):
    """What the desk editor's rules go by; see docs/rules.md."""

    max_age_days: Annotated[int, Ge(1)] = 365
    """`outdated-fact`: days by which an `as_of` may be older than that of the article."""
    acronyms: tuple[Line, ...] = ()
    """`unexplained-acronym`: acronyms that need no explanation here, besides EU, UK, UN, US, USA."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Entry):
    """What is refused as too much."""

    file_mb: Annotated[int, Ge(1)] = 16
    """Megabytes (1,048,576 bytes) that a file of the content may have."""
    articles: Annotated[int, Ge(1)] = 20_000
    """Articles that are built: the memory that a build needs grows with their number."""
    page_mb: Annotated[int, Ge(1)] = 5
    """Megabytes that a page of the site, and the script of a live map, may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(Entry):
    """The site: content/site.yaml."""

    title: Line
    """The site's name."""
    summary: Line = ""
    """What it is about, for search engines and previews."""
    language: Language = "en"
    """The language of the articles and of the interface."""
    zone: Zone = "UTC"
    """The site's clock, shown beside the clock of the place."""
    zone_names: Mapping[str, Line] = field(default_factory=dict)
    """What to call a zone: ``{America/New_York: Washington}``; by default its city."""
    base_url: WebAddress | None = None
    """Address under which the site is published; the sitemap needs it."""
    home: ArticleRef | None = None
    """The article at the site's root; without it the root lists all articles."""
    editors: Mapping[Id, Editor] = field(default_factory=dict)
    """Who signs articles and notes, by id."""
    rules: Mapping[str, Annotated[Mapping[str, Severity], Shorthand("default")]] = field(default_factory=dict)
    """Severities by rule: one for all, or ``{default: error, "source:letter": off}``."""
    desk: DeskSettings = field(default_factory=DeskSettings)
    """What the desk editor's rules go by."""
    cards: bool = True
    """Whether each article gets a picture for links that are shared; it needs `base_url`."""
    rights: Prose | None = None
    """Who may do what with the site's own words."""
    search: bool | None = None
    """Whether readers can search the site; by default where pagefind-bin is installed. `true` warns where it is not."""
    basemap: Literal["embedded"] = "embedded"
    """What maps are drawn on: data that comes with nutgraf, so that readers' browsers ask nobody."""
    page_size: Annotated[int, Ge(1)] = 200
    """Entries on a page of a list: where there are more, the list goes on on further pages. Of its timelines' events,
    an article shows so many: those that it names, then the most important ones."""
    limits: Limits = field(default_factory=Limits)
    """What is refused as too much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About(Entry):
    """content/about.md: the method, in the authors' words."""

    id: Id = "about"
    title: Line
    """Heading of the page."""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Entries by kind and id, in the order of their ids' files and then as written."""

    config: Config
    articles: Mapping[str, Article] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    glossaries: Mapping[str, Glossary] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    timelines: Mapping[str, Timeline] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    notes: Mapping[str, Note] = field(default_factory=dict)
    """By ``article/note``: a note's id is unique within its article."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """By ``article/correction``."""
    about: About | None = None
    links: Mapping[str, tuple[TextLink, ...]] = field(default_factory=dict)
    """Links in the Markdown of each entry, by its ref."""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The refs that each entry names in its fields and its Markdown, by its ref, kind by kind."""
    was: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The earlier ids of the entries that had others, by ref, kind by kind."""
    blocks: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    """The running text of each article, by its id."""
    listed: Mapping[str, int] = field(default_factory=dict)
    """By ref: on which page of its list an entry stands, where that is not the first (`nutgraf.plan.paging`)."""

    def of_kind(self, kind: str) -> Mapping[str, Any]:
        """Return the entries of a kind by id; actors are the terms that can act."""
        if kind == "actor":
            return {key: term for key, term in self.terms.items() if term.kind in ACTOR_KINDS}
        if kind == "editor":
            return self.config.editors
        return getattr(self, COLLECTIONS[kind])  # type: ignore[no-any-return]

    def entry(self, ref: str) -> Any:
        """Return an entry by its ref; KeyError when there is none."""
        kind, _, key = ref.partition(":")
        if kind in ("site", "about"):
            return self.config if kind == "site" else self.about
        return self.of_kind(kind)[key]

    def entries(self) -> Iterator[tuple[str, Any]]:
        """Yield every entry with its ref, ``kind:id``, kind by kind."""
        for kind, name in COLLECTIONS.items():
            for key, entry in getattr(self, name).items():
                yield f"{kind}:{key}", entry
        if self.about is not None:
            yield "about:about", self.about


COLLECTIONS: Mapping[str, str] = {
    "article": "articles",
    "term": "terms",
    "glossary": "glossaries",
    "place": "places",
    "event": "events",
    "timeline": "timelines",
    "source": "sources",
    "claim": "claims",
    "note": "notes",
    "correction": "corrections",
}
"""Each kind and the field of the corpus that holds it."""

LINKABLE = ("article", "term", "place", "event", "source", "claim", "timeline", "glossary", "note")
"""Kinds that a Markdown link may name: ``[words](kind:id)``."""
