"""All targets of a site, sorted by path: pages, live maps, data files, files for robots, the index of the search."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.targets import Target
from nutgraf.plan.addresses import public
from nutgraf.plan.contexts import ExplainerPage, MapPage, MapView
from nutgraf.plan.frames import EXPORTS, Framer
from nutgraf.plan.lookup import look_up
from nutgraf.plan.pages import PAGES
from nutgraf.plan.search import search_target
from nutgraf.weave.woven import Woven


@dataclass(frozen=True, slots=True)
class PageContext:
    """What rendering a page needs: its template and the values it is given, with the site's clock."""

    template: str
    page: Any
    zone: str
    zone_names: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class MapContext:
    """What drawing a live map needs."""

    map: MapView
    language: str
    zone: str
    zone_names: tuple[tuple[str, str], ...]


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


HIDDEN = ("not-found", "moved", "handout")
"""Kinds of pages that no list of pages shows; a handout is a short form of its explainer."""


def plan(corpus: Corpus, woven: Woven, base_url: str = "", *, has_search: bool = False) -> tuple[Target, ...]:
    """Return the targets of a site. `base_url` is where it is published, if that is known."""
    lookup, framer = look_up(corpus, woven), Framer(corpus, base_url, has_search=has_search)
    pages = [page for part in PAGES for page in part(lookup, framer)]
    for_readers = [*_pages(pages, corpus), *_maps(pages, corpus), *_exports(corpus)]
    for_others = [*_cards(pages, framer), *_robots(pages, framer)]
    search = [search_target(corpus)] if has_search else []
    return tuple(sorted((*for_readers, *for_others, *search), key=lambda target: target.path))


def _zone(corpus: Corpus) -> tuple[str, tuple[tuple[str, str], ...]]:
    return corpus.config.zone, tuple(sorted(corpus.config.zone_names.items()))


def _pages(pages: list[tuple[str, Any]], corpus: Corpus) -> Iterator[Target]:
    for template, page in pages:
        yield Target(page.frame.path, "page", PageContext(template, page, *_zone(corpus)))


def _maps(pages: list[tuple[str, Any]], corpus: Corpus) -> Iterator[Target]:
    """Give the scripts of live maps. Their links are those of the page that shows them."""
    for _, page in pages:
        if isinstance(page, ExplainerPage | MapPage) and page.map.places:
            bare = replace(page.map, places=tuple(replace(each, cites=(), passages=()) for each in page.map.places))
            context = MapContext(bare, corpus.config.language, *_zone(corpus))
            name = page.map.script.rpartition("/")[2]
            yield Target(f"assets/maps/{name}", "live-map", context)


def _exports(corpus: Corpus) -> Iterator[Target]:
    for _, path, collection in EXPORTS:
        entries = getattr(corpus, collection)
        if entries:
            yield Target(path, f"export-{collection}", ExportContext(tuple(entries.values())))


def _cards(pages: list[tuple[str, Any]], framer: Framer) -> Iterator[Target]:
    """Give the web manifest, and the cards that pages name: an article's, or one with the site's title."""
    config = framer.corpus.config
    yield Target("manifest.webmanifest", "manifest", ManifestContext(config.title, config.summary, config.language))
    named = {page.frame.card for _, page in pages}
    explainers = {page.frame.card: page for _, page in pages if isinstance(page, ExplainerPage)}
    for address in sorted(named - {""}):
        page = explainers.get(address)
        card = CardContext(config.title, "", config.language, *_zone(framer.corpus))
        if page is not None:
            original = page.original
            card = replace(card, title=page.title, site_title=config.title, as_of=page.as_of,
                           publisher=original.publisher if original else "",
                           published=original.published if original else None)  # fmt: skip
        yield Target(address.removeprefix(f"{framer.base_url}/"), "card", card)


def _robots(pages: list[tuple[str, Any]], framer: Framer) -> Iterator[Target]:
    """Give robots.txt, and sitemap.xml where the site's address is known: its entries must be absolute."""
    yield Target("robots.txt", "robots", RobotsContext(framer.base_url))
    if framer.base_url:
        paths = sorted(public(page.frame.path) for _, page in pages if page.frame.kind not in HIDDEN)
        yield Target("sitemap.xml", "sitemap", RobotsContext(framer.base_url, tuple(paths)))
