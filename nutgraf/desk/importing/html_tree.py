"""HTML to a small tree: elements, their attributes, text. What is malformed or too deep becomes text in place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Union

_DEEPEST = 100
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)  # fmt: skip
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main",
     "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)  # fmt: skip
_CLOSED_BY: Mapping[str, frozenset[str]] = {
    "p": BLOCKS - {"body"},
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr"}),
    "th": frozenset({"td", "th", "tr"}),
    "tr": frozenset({"tr"}),
    "option": frozenset({"option"}),
}
"""Elements whose end tag may be missing, and the elements whose start ends them."""


@dataclass(slots=True)
class Node:
    """An element."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Union["Node", str]] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield the elements below, in the order of the document."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def all(self, *tags: str) -> Iterator["Node"]:
        """Yield the elements below that have one of these names."""
        return (node for node in self.walk() if node.tag in tags)

    def text(self) -> str:
        """Return all text below."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*|=)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*)))?")
_RAW = {"script", "style", "textarea", "title", "noscript", "iframe", "xmp"}
"""Elements that hold no elements, only text up to their end tag."""


class _Builder:
    """Reads tags one after the other, each sign once: no markup, however broken, takes long or stops the reading.

    (`html.parser` needs the square of a text's length for some, and stops at others.)
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = Node("")
        self.open = [self.root]

    def read(self) -> None:
        at = 0
        while at < len(self.text):
            sign = self.text.find("<", at)
            self.words(self.text[at : sign if sign >= 0 else len(self.text)])
            if sign < 0:
                return
            at = self.markup(sign)

    def markup(self, at: int) -> int:
        """Read what starts with `<` and return where it ends; what never ends reaches to the end of the text."""
        if self.text.startswith(("<!", "<?"), at):
            closing = "-->" if self.text.startswith("<!--", at) else ">"
            return self.after(closing, at + 2)
        tag = _TAG.match(self.text, at)
        if tag is None:
            self.words("<")
            return at + 1
        attributes, end = self.attributes(tag.end())
        name = tag[2].lower()
        if tag[1]:
            self.close(name)
            return end
        is_kept = self.start(name, attributes)
        return self.raw(name, end, is_kept=is_kept) if name in _RAW else end

    def after(self, closing: str, at: int) -> int:
        found = self.text.find(closing, at)
        return len(self.text) if found < 0 else found + len(closing)

    def attributes(self, at: int) -> tuple[dict[str, str], int]:
        """Return the attributes of a tag, of two with one name the first, and where the tag ends."""
        found: dict[str, str] = {}
        while (match := _ATTRIBUTE.match(self.text, at)) is not None:
            value = next((each for each in match.groups()[1:] if each is not None), "")
            found.setdefault(match[1].lower(), unescape(value))
            at = match.end()
        return found, self.after(">", at)

    def start(self, name: str, attributes: Mapping[str, str]) -> bool:
        while name in _CLOSED_BY.get(self.open[-1].tag, ()):
            self.open.pop()
        if len(self.open) > _DEEPEST:
            return False
        node = Node(name, attributes)
        self.open[-1].children.append(node)
        if name not in VOID:
            self.open.append(node)
        return True

    def raw(self, name: str, at: int, *, is_kept: bool) -> int:
        """Read the text of an element that holds only text."""
        end = re.compile(f"</{re.escape(name)}", re.IGNORECASE).search(self.text, at)
        stop = end.start() if end else len(self.text)
        if is_kept:
            text = self.text[at:stop]
            self.open.pop().children.append(unescape(text) if name in ("title", "textarea") else text)
        return self.after(">", stop) if end else stop

    def close(self, name: str) -> None:
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth].tag == name:
                del self.open[depth:]
                return

    def words(self, text: str) -> None:
        if text:
            self.open[-1].children.append(unescape(text))


def parse_html(text: str) -> Node:
    """Return the root of the tree: an element without a name."""
    builder = _Builder(text)
    builder.read()
    return builder.root
