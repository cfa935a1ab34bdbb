"""The article's words as a page shows them, against the words as they were written: weaving must not change one.

The page is read back as a browser would read it. Left out are numbers of notes and citations, labels that a ref with an
empty label was given, and whatever stands beside the text in an ``aside``.
"""

import re
from contextlib import suppress
from html.parser import HTMLParser

from nutgraf.read.markdown import layout, tokens

_ADDED = {"note-ref", "cite", "added"}
_BODY = re.compile(r"<[a-z][^<>]*\barticle-body\b")
"""Where it starts. Before it nothing need be parsed: texts and values of attributes have no bare `<`."""
_VOID = {"br", "hr", "img", "wbr", "input", "meta", "link"}


def first_difference(markdown: str, html: str) -> tuple[str, str] | None:
    """Return the words around the first difference, as written and as shown, or None when all words are kept."""
    written, shown = words_written(markdown), words_shown(html)
    for at, (one, other) in enumerate(zip(written, shown, strict=False)):
        if one != other:
            return _around(written, at), _around(shown, at)
    if len(written) != len(shown):
        at = min(len(written), len(shown))
        return _around(written, at), _around(shown, at)
    return None


def words_written(markdown: str) -> list[str]:
    """Return the words of an article's source."""
    found = tokens(markdown, with_headings=True)
    parts = [layout(each)[0] if each.type == "inline" else each.content for each in found]
    return " ".join(parts).split()


def words_shown(html: str) -> list[str]:
    """Return the words of the first element with the class ``article-body`` of a page."""
    reader, start = _Reader(), _BODY.search(html)
    if start is not None:
        with suppress(_EndOfBodyError):
            reader.feed(html[start.start() :])
    return "".join(reader.parts).split()


def _around(words: list[str], at: int) -> str:
    return " ".join(words[max(0, at - 2) : at + 3])


class _EndOfBodyError(Exception):
    """The rest of the page says nothing more of the article."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[bool] = []
        """For each open element inside the body: whether its words count."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.parts.append(" ")
            return
        classes = set((dict(attrs).get("class") or "").split())
        if not self.open:
            if "article-body" in classes:
                self.open.append(True)
            return
        counts = self.open[-1] and tag != "aside" and not classes & _ADDED
        self.open.append(counts)
        if tag not in ("a", "span", "em", "strong", "code", "sup"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in _VOID:
            self.open.pop()
            if not self.open:
                raise _EndOfBodyError

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1]:
            self.parts.append(data)
