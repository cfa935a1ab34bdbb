"""All targets of a site: pages, live maps, data files, files for robots, the index of the search.

A *sheet* is what is composed together, from one look at the corpus: a page with its live map and the picture for links
to it; a data file. Sheets are listed first, which takes next to nothing; a build composes those that it must.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from nutgraf.model.corpus import Config, Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.targets import Target
from nutgraf.plan.addresses import public
from nutgraf.plan.contexts import ExplainerPage, MapPage, MapView
from nutgraf.plan.frames import EXPORTS, SITE_CARD, Framer, card_path
from nutgraf.plan.lookup import Lookup, look_up
from nutgraf.plan.pages import PAGES, Page
from nutgraf.plan.paging import laid_out
from nutgraf.plan.search import FOLDER, search_target
from nutgraf.weave.woven import Woven

LARGEST_SITEMAP = 25_000
"""Addresses. The protocol allows 50,000 in at most 50 MB: of the longest that it allows, half as many fit."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What rendering a page needs: its template and the values it is given, with the site's clock."""

    template: str
    page: Any
    zone: str
    zone_names: tuple[tuple[str, str], ...]
    most_mb: int
    """Megabytes that the page may have."""


@dataclass(frozen=True, slots=True)
class MapContext:
    """What drawing a live map needs."""

    map: MapView
    language: str
    zone: str
    zone_names: tuple[tuple[str, str], ...]
    most_mb: int
    """Megabytes that its script may have."""


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What a data file holds: entries of one collection, in order."""

    entries: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class RobotsContext:
    """The public addresses of a site."""

    base_url: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardContext:
    """The picture that is shown with a shared link: what it says. `publisher` and `published` are the original's."""

    title: str
    site_title: str
    language: str
    zone: str
    zone_names: tuple[tuple[str, str], ...]
    publisher: str = ""
    published: PartialDate | None = None
    as_of: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ManifestContext:
    """What a web manifest says of a site."""

    title: str
    summary: str
    language: str


@dataclass(frozen=True, slots=True)
class AssetContext:
    """A file that goes into the site as it is, or joined from several: names in the theme or in a package."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Targets that are composed together. `compose` is pure: what it gives is decided by what it looks at."""

    path: str
    """That of its first target."""
    compose: Callable[[Lookup, Framer], Iterable[Target]]
    template: str = ""
    """That of its page, if it is one."""

    @property
    def name(self) -> str:
        """Return what is composed here, with all that composing is given besides the lookup and the framer."""
        return repr(_named(self.compose))


def plan(corpus: Corpus, woven: Woven, base_url: str = "", *, has_search: bool = False) -> tuple[Target, ...]:
    """Return the targets of a site, sorted by path. `base_url` is where it is published, if that is known."""
    corpus = laid_out(corpus)
    lookup, framer = look_up(corpus, woven), Framer(corpus, base_url, has_search=has_search)
    composed = (target for sheet in sheets(corpus, framer) for target in sheet.compose(lookup, framer))
    return tuple(sorted(composed, key=lambda target: target.path))


def sheets(corpus: Corpus, framer: Framer) -> Iterator[Sheet]:
    """List the sheets of a site. What takes longest, the search's index, is the first. Where an entry's page stands at
    the earlier address of another, that leads nowhere else.
    """
    found: dict[str, Page] = {}
    for page in (page for part in PAGES for page in part(corpus)):
        found.setdefault(page.path, page)
    pages = list(found.values())
    if framer.has_search:
        yield Sheet(FOLDER, _search)
    for page in pages:
        yield Sheet(page.path, partial(_page, page), page.template)
    for _, path, collection in EXPORTS:
        if collection in framer.filled:
            yield Sheet(path, partial(_export, path, collection))
    yield Sheet("manifest.webmanifest", partial(_manifest, "manifest.webmanifest"))
    if framer.has_cards and corpus.config.home is None:
        yield Sheet(card_path(SITE_CARD), partial(_site_card, card_path(SITE_CARD)))
    yield from _robots(pages, framer)


def _page(it: Page, lookup: Lookup, framer: Framer) -> Iterator[Target]:
    """Give a page, its live map, and the picture for links to an article."""
    page, config = it.compose(lookup, framer), framer.config
    yield Target(it.path, "page", PageContext(it.template, page, *zone_of(config), config.limits.page_mb))
    if isinstance(page, ExplainerPage | MapPage) and page.map.places:
        yield _map(page.map, config)
    if isinstance(page, ExplainerPage) and page.frame.card:
        yield _card(page, framer)


def zone_of(config: Config) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return a site's time zone, and what zones are called."""
    return config.zone, tuple(sorted(config.zone_names.items()))


def _map(view: MapView, config: Config) -> Target:
    """Return the script of a live map. Its links are those of the page that shows it."""
    bare = replace(view, places=tuple(replace(each, cites=(), passages=()) for each in view.places))
    name = view.script.partition("maps/")[2]
    context = MapContext(bare, config.language, *zone_of(config), config.limits.page_mb)
    return Target(f"assets/maps/{name}", "live-map", context)


def _card(page: ExplainerPage, framer: Framer) -> Target:
    original, config = page.original, framer.config
    card = CardContext(page.title, config.title, config.language, *zone_of(config), as_of=page.as_of,
                       publisher=original.publisher if original else "",
                       published=original.published if original else None)  # fmt: skip
    return Target(page.frame.card.removeprefix(f"{framer.base_url}/"), "card", card)


def _site_card(path: str, _lookup: Lookup, framer: Framer) -> Iterator[Target]:
    """Give the card of pages that belong to no article, where no article is the home."""
    config = framer.config
    yield Target(path, "card", CardContext(config.title, "", config.language, *zone_of(config)))


def _export(path: str, collection: str, lookup: Lookup, _framer: Framer) -> Iterator[Target]:
    yield Target(path, f"export-{collection}", ExportContext(tuple(getattr(lookup.corpus, collection).values())))


def _manifest(path: str, _lookup: Lookup, framer: Framer) -> Iterator[Target]:
    config = framer.config
    yield Target(path, "manifest", ManifestContext(config.title, config.summary, config.language))


def _search(lookup: Lookup, _framer: Framer) -> Iterator[Target]:
    yield search_target(lookup)


def _robots(pages: list[Page], framer: Framer) -> Iterator[Sheet]:
    """Give robots.txt, and sitemaps where the site's address is known: their entries must be absolute."""
    yield Sheet("robots.txt", partial(_for_robots, "robots.txt", "robots", ()))
    if framer.base_url:
        paths = tuple(sorted(public(page.path) for page in pages if page.is_listed))
        for path, (renderer, entries) in sitemaps(paths).items():
            yield Sheet(path, partial(_for_robots, path, renderer, entries))


def sitemaps(pages: tuple[str, ...], largest: int = LARGEST_SITEMAP) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Return the renderer and the entries of each sitemap by its path: one of all pages or, of more pages than one may
    hold, an index in its place and the parts that it names.
    """
    if len(pages) <= largest:
        return {"sitemap.xml": ("sitemap", pages)}
    parts = {
        f"sitemap-{number}.xml": ("sitemap", pages[first : first + largest])
        for number, first in enumerate(range(0, len(pages), largest), 1)
    }
    return {"sitemap.xml": ("sitemap-index", tuple(parts))} | parts


def _for_robots(path: str, renderer: str, pages: tuple[str, ...], _lookup: Lookup, framer: Framer) -> Iterator[Target]:
    yield Target(path, renderer, RobotsContext(framer.base_url, pages))


def _named(value: Any) -> Any:
    """Return a function by its name, with the arguments that it has already; anything else as it is."""
    if isinstance(value, partial):
        return _named(value.func), *map(_named, value.args)
    if isinstance(value, Page):
        return tuple(map(_named, value))
    return value.__qualname__ if callable(value) else value
