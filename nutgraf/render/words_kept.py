"""The article's words as a page shows them, against the words as they were written: weaving must not change one.

The page is read back as a browser would read it. Left out are numbers of notes and citations, labels that a ref with an
empty label was given, and whatever stands beside the text in an ``aside``.
"""

import re
from collections.abc import Iterator
from html import unescape

from nutgraf.read.markdown import layout, tokens

_ADDED = {"note-ref", "cite", "added"}
_BODY = re.compile(r"<[a-z][^<>]*\barticle-body\b")
"""Where it starts. Before it nothing need be parsed: texts and values of attributes have no bare `<`."""
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:[^'">]|"[^"]*"|'[^']*')*)>""",
)
_CLASS = re.compile(r"""\sclass\s*=\s*["']?(?P<names>[^"'>]*)""")
_VOID = {"br", "hr", "img", "wbr", "input", "meta", "link"}
_INLINE = {"a", "span", "em", "strong", "code", "sup"}


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
    start = _BODY.search(html)
    return "".join(_parts(html, start.start())).split() if start else []


def _parts(html: str, start: int) -> Iterator[str]:
    """Yield the texts that count of the element that starts there, and a space where an element parts words."""
    counting: list[bool] = []  # for each element that is open: whether its texts count
    for tag in _TAG.finditer(html, start):
        if counting and counting[-1]:
            yield unescape(html[start : tag.start()])
        start, name = tag.end(), tag["name"].lower()
        if name in _VOID:
            yield " "
        elif tag["end"]:
            counting.pop()
        else:
            found = _CLASS.search(tag["rest"])
            is_left_out = name == "aside" or (found and not _ADDED.isdisjoint(found["names"].split()))
            counting.append(not is_left_out and all(counting[-1:]))
            if name not in _INLINE:
                yield " "
            if tag["rest"].endswith("/"):
                counting.pop()
        if not counting:
            return


def _around(words: list[str], at: int) -> str:
    return " ".join(words[max(0, at - 2) : at + 3])
