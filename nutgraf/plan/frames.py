"""What every page has around its content: navigation, crumbs, canonical address, data to download."""

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from nutgraf.model.corpus import COLLECTIONS, Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.plan.addresses import public, relative
from nutgraf.plan.contexts import Download, Frame, NavItem, Reference, Text

SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("nav.home", "index.html", "articles"),
    ("nav.timelines", "timelines/index.html", "timelines"),
    ("nav.map", "map/index.html", "places"),
    ("nav.claims", "claims/index.html", "claims"),
    ("nav.glossary", "glossary/index.html", "terms"),
    ("nav.sources", "sources/index.html", "sources"),
    ("nav.about", "about/index.html", ""),
)
"""The parts of a site: word, address, and the collection without which the part is left out."""

EXPORTS: tuple[tuple[str, str, str], ...] = (
    ("download.events", "data/events.json", "events"),
    ("download.terms", "data/terms.json", "terms"),
    ("download.places", "data/places.geojson", "places"),
    ("download.claims", "data/claims.json", "claims"),
    ("download.sources", "data/sources.csl.json", "sources"),
)
"""The data files: word, address, collection."""

NOT_FOUND = "404.html"

SITE_CARD = "site-card"
"""Name of the card of pages that belong to no article."""

_LONGEST_DESCRIPTION = 300


class Framer:
    """Gives each page its frame. `base_url` is where the site is published, empty when unknown.

    It keeps only what the whole site shares (`shared`): no page comes to know an entry through it.
    """

    def __init__(self, corpus: Corpus, base_url: str, *, has_search: bool = False) -> None:
        self.config, self.base_url, self.has_search = corpus.config, base_url.rstrip("/"), has_search
        self.filled = tuple(name for name in COLLECTIONS.values() if getattr(corpus, name))

    @property
    def has_cards(self) -> bool:
        """Whether pages name a picture for links to them."""
        return bool(self.base_url and self.config.cards)

    @property
    def shared(self) -> tuple[Any, ...]:
        """Return all that every page may know."""
        return self.config, self.base_url, self.has_search, self.filled

    def frame(
        self,
        path: str,
        kind: str,
        title: str,
        description: str = "",
        *,
        as_of: PartialDate | None = None,
        article: str = "",
    ) -> Frame:
        """Return the frame of a page; its crumbs lead through the part of the site to which it belongs.

        `article` is the id of the article that the page shows.
        """
        config = self.config
        return Frame(
            path=path,
            kind=kind,
            title=title,
            description=described(description or config.summary or config.title),
            language=config.language,
            site_title=config.title,
            root=self.way(path, "") if path == NOT_FOUND and self.base_url else "../" * path.count("/"),
            home=self.way(path, "index.html"),
            nav=self._nav(path),
            crumbs=self._crumbs(path),
            canonical=f"{self.base_url}/{public(path)}" if self.base_url else "",
            card=self._card(article or config.home or SITE_CARD),
            as_of=as_of,
            rights=Text(config.rights or ""),
            has_search=self.has_search,
        )

    def _card(self, name: str) -> str:
        """Return the address of a card: that of an article, or the site's own where no article is its home."""
        return f"{self.base_url}/{card_path(name)}" if self.has_cards else ""

    def way(self, path: str, address: str) -> str:
        """Return the way from a page to an address. The page for what is not found stands at any depth, so its links
        start at the site's root, where that is known.
        """
        if path == NOT_FOUND and self.base_url:
            return f"{urlsplit(self.base_url).path}/{address}"
        return relative(path, address)

    def _nav(self, path: str) -> tuple[NavItem, ...]:
        return tuple(NavItem(name, self.way(path, address), address == path) for name, address, _ in self.sections())

    def sections(self) -> list[tuple[str, str, str]]:
        """Return the parts that this site has."""
        return [part for part in SECTIONS if not part[2] or part[2] in self.filled]

    def _crumbs(self, path: str) -> tuple[Reference, ...]:
        """Return the way to a page that lies inside a part."""
        part = path.partition("/")[0] + "/index.html"
        if path == part:
            return ()
        return tuple(
            Reference("section", name, name, relative(path, address))
            for name, address, _ in self.sections()
            if address == part
        )

    def downloads(self, path: str) -> tuple[Download, ...]:
        """Return the data files of the site, as seen from a page."""
        return tuple(
            Download(name, relative(path, address), address.partition(".")[2])
            for name, address, collection in EXPORTS
            if collection in self.filled
        )


def card_path(name: str) -> str:
    """Return where a card stands."""
    return f"assets/cards/{name}.png"


@lru_cache(maxsize=4096)
def plain_words(text: str) -> str:
    """Return Markdown without its links and emphasis."""
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text).replace("*", "").split())


def described(text: str) -> str:
    """Return Markdown as plain words for a page's description."""
    words = plain_words(text)
    return words if len(words) <= _LONGEST_DESCRIPTION else words[:_LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + " …"
