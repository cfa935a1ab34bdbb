"""What a page says about itself: JSON-LD (schema.org), OpenGraph and other metadata, `<time>`, headings.

`FIELDS` says for each field where it may stand, the most trustworthy first; the first that can be used is taken.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nutgraf.desk.importing.dates import read_date
from nutgraf.desk.importing.html_markdown import markup_to_words
from nutgraf.desk.importing.html_tree import Node
from nutgraf.desk.importing.plain import one_line
from nutgraf.model.fields import is_web_address

_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart."""

    root: Node
    ld: Mapping[str, Any]
    """The article among the JSON-LD; empty when there is none."""
    meta: Mapping[str, tuple[str, ...]]
    """Contents of `<meta>` by name or property, in small letters."""


def take_apart(root: Node) -> Page:
    """Return a page's metadata."""
    found: dict[str, list[str]] = {}
    for node in root.all("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop") or ""
        content = one_line(node.attributes.get("content", ""))
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return Page(root, _article(root), {name: tuple(contents) for name, contents in found.items()})


def _article(root: Node) -> Mapping[str, Any]:
    """Return the first object of JSON-LD that is an article: its type ends in Article, Posting or Report."""
    for script in root.all("script"):
        if "ld+json" not in script.attributes.get("type", "").lower():
            continue
        try:
            value = json.loads(script.text(), parse_float=str, parse_int=str)
        except (ValueError, RecursionError):
            continue
        for each in _objects(value):
            types = each.get("@type")
            names = types if isinstance(types, list) else [types]
            if any(str(name).endswith(("Article", "Posting", "Report")) for name in names):
                return each
    return {}


def _objects(value: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
    elif isinstance(value, list):
        for each in value:
            yield from _objects(each, depth + 1)


Finder = Callable[[Page], Iterator[str]]


def _ld(*path: str) -> Finder:
    def find(page: Page) -> Iterator[str]:
        yield from _texts(page.ld, path)

    return find


def _texts(value: Any, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, list):
        for each in value[:50]:
            yield from _texts(each, path)
    elif path and isinstance(value, dict):
        yield from _texts(value.get(path[0]), path[1:])
    elif isinstance(value, str) and len(path) <= 1 and (not path or path[0] == "name"):
        yield value


def _meta(*names: str) -> Finder:
    def find(page: Page) -> Iterator[str]:
        for name in names:
            yield from page.meta.get(name, ())

    return find


def _tag(*names: str) -> Finder:
    def find(page: Page) -> Iterator[str]:
        for name in names:
            yield from (node.text() for node in page.root.all(name))

    return find


def _link(relation: str) -> Finder:
    def find(page: Page) -> Iterator[str]:
        for node in page.root.all("link"):
            if relation in node.attributes.get("rel", "").lower().split():
                yield node.attributes.get("href", "")

    return find


def _time(page: Page) -> Iterator[str]:
    for node in page.root.all("time"):
        yield node.attributes.get("datetime") or node.text()


def _byline(page: Page) -> Iterator[str]:
    for node in page.root.all("a", "span", "p", "div", "address"):
        marks = f"{node.attributes.get('rel', '')} {node.attributes.get('itemprop', '')}".lower().split()
        if "author" in marks:
            yield node.text()


def _saved_from(page: Page) -> Iterator[str]:
    yield from (node.attributes.get("href", "") for node in page.root.all("base"))


FIELDS: Mapping[str, tuple[Finder, ...]] = {
    "title": (_ld("headline"), _ld("name"), _meta("og:title", "twitter:title", "dc.title", "citation_title"),
              _tag("h1"), _tag("title")),
    "publisher": (_ld("publisher", "name"), _meta("og:site_name", "dc.publisher", "citation_journal_title",
                                                  "application-name")),
    "url": (_link("canonical"), _ld("mainEntityOfPage", "@id"), _ld("url"), _meta("og:url", "twitter:url"),
            _saved_from),
    "published": (_ld("datePublished"), _meta("article:published_time", "og:published_time", "datepublished", "pubdate",
                                              "dc.date.issued", "dc.date", "citation_publication_date", "date"), _time),
    "updated": (_ld("dateModified"), _meta("article:modified_time", "og:updated_time", "datemodified", "lastmod")),
    "summary": (_ld("description"), _meta("og:description", "description", "twitter:description", "dc.description")),
}  # fmt: skip
"""Where each field may stand, in the order of trust."""

AUTHORS: tuple[Finder, ...] = (
    _ld("author", "name"),
    _meta("article:author", "author", "byl", "citation_author", "dc.creator", "parsely-author"),
    _byline,
)
"""Where the names of authors may stand."""


def read_meta(page: Page, zone: str = "", order: str = "") -> dict[str, Any]:
    """Return the fields that the page tells of, as texts; `authors` is a list."""
    usable: Mapping[str, Callable[[str], str]] = {
        "url": lambda text: text.strip() if is_web_address(text.strip()) else "",
        "published": lambda text: _date(text, zone, order),
        "updated": lambda text: _date(text, zone, order),
    }
    found: dict[str, Any] = {
        name: _first(page, finders, usable.get(name, markup_to_words)) for name, finders in FIELDS.items()
    }
    found["authors"] = next(filter(None, (_authors(finder(page)) for finder in AUTHORS)), [])
    return {name: value for name, value in found.items() if value}


def _first(page: Page, finders: tuple[Finder, ...], usable: Callable[[str], str]) -> str:
    return next((value for finder in finders for text in finder(page) if (value := usable(text))), "")


def _date(text: str, zone: str, order: str) -> str:
    try:
        return read_date(one_line(text), zone, order)
    except ValueError:
        return ""


def _authors(texts: Iterator[str]) -> list[str]:
    names = [name for text in texts if not is_web_address(text.strip()) for name in split_byline(text)]
    return list(dict.fromkeys(names))


def split_byline(text: str) -> list[str]:
    """Return the names in ``By Ada Keel, Bo Winch and Cy Oar``."""
    words = re.sub(r"^by:?\s+", "", markup_to_words(text), flags=re.IGNORECASE)
    names = re.split(r"\s*(?:,|;|&|\band\b)\s*", words)
    return [name for name in (each.strip(" .,|") for each in names) if name and len(name) <= 80]
