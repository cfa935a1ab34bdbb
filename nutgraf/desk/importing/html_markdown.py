"""HTML to Markdown: paragraphs, headings, lists, quotations and links; everything else is its words.

Whatever the words hold, they stay words: signs that Markdown would read are escaped, and a link that a reader could not
follow is its label.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from textwrap import indent
from urllib.parse import quote, urljoin

from nutgraf.desk.importing.html_tree import BLOCKS, Node, parse_html
from nutgraf.desk.importing.plain import clean, inert, inert_inline, one_line
from nutgraf.model.fields import is_web_address

SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "head", "title", "iframe", "object", "embed", "canvas",
     "audio", "video"}
)  # fmt: skip
"""Elements whose text nobody reads."""
_DEEPEST_LIST = 6
_HEADINGS = {"h1": "##", "h2": "##", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_MARKS = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_SPACE = "[ \t\n\f\r]+"


@dataclass(slots=True)
class Markdown:
    """The text, and what of the page it does not hold."""

    text: str = ""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """(what, which) of images and of links that were not kept."""


def to_markdown(node: Node, address: str = "") -> Markdown:
    """Return an element's content as Markdown. `address` is the page's: relative links are completed with it."""
    writer = _Writer(address)
    writer.result.text = "\n\n".join(writer.blocks(node, 0))
    return writer.result


def markup_to_markdown(text: str) -> str:
    """Return a text that may hold HTML, as fields of other programs do, as Markdown."""
    if not re.search(r"<[a-zA-Z!/]|&#?\w+;", text):
        return "\n\n".join(filter(None, (inert(each) for each in re.split(r"\n\s*\n", text))))
    return to_markdown(parse_html(clean(text))).text


def markup_to_words(text: str) -> str:
    """Return the words of a text that may hold HTML."""
    if not re.search(r"<[a-zA-Z!/]", text):
        return one_line(unescape(text))
    root = parse_html(clean(text))
    return one_line(" ".join(_words(root)))


def _words(node: Node) -> Iterator[str]:
    text = ""
    for child in node.children:
        if isinstance(child, str):
            text += child
        elif child.tag in BLOCKS or child.tag == "br":
            yield text
            text = ""
            yield from _words(child)
        elif child.tag not in SILENT:
            text += " ".join(_words(child))
    yield text


class _Writer:
    def __init__(self, address: str) -> None:
        self.address = address
        self.result = Markdown()

    def blocks(self, node: Node, depth: int) -> list[str]:
        """Return the blocks of an element; inline content between blocks is a paragraph."""
        found: list[str] = []
        inline: list[Node | str] = []
        for child in [*node.children, Node("hr")]:
            if isinstance(child, str) or not self.is_block(child):
                inline.append(child)
                continue
            if paragraph := self.paragraph(inline):
                found.append(paragraph)
            inline = []
            if child.tag not in SILENT:
                found += _BLOCKS.get(child.tag, _Writer.blocks)(self, child, depth)
        return found

    def is_block(self, node: Node) -> bool:
        """Whether an element stands on its own; an inline one that holds blocks does."""
        return node.tag in BLOCKS or (node.tag not in SILENT and any(each.tag in BLOCKS for each in node.walk()))

    def paragraph(self, children: list[Node | str]) -> str:
        text = self.inline(children)
        lines = (re.sub(_SPACE, " ", line).strip() for line in text.split("\n"))
        return "\\\n".join(_opening_escaped(line) for line in lines if line)

    def inline(self, children: list[Node | str]) -> str:
        return "".join(self.piece(child) for child in children)

    def piece(self, child: Node | str) -> str:
        if isinstance(child, str):
            return inert_inline(re.sub(_SPACE, " ", clean_inline(child)))
        if child.tag == "br":
            return "\n"
        if child.tag in ("img", "picture") or child.tag in SILENT:
            self.lose(child)
            return ""
        inner = self.inline(list(child.children))
        if child.tag == "a":
            return self.link(child, inner)
        mark = _MARKS.get(child.tag, "")
        return _marked(inner, mark) if mark and not re.search(r"[*\n]", inner) else inner

    def lose(self, node: Node) -> None:
        source = node.attributes.get("src") or node.attributes.get("alt") or ""
        if node.tag in ("img", "iframe", "video", "audio", "embed", "object"):
            self.result.lost.append(("image" if node.tag == "img" else node.tag, one_line(source)[:200]))

    def link(self, node: Node, label: str) -> str:
        written = node.attributes.get("href", "").strip()
        if not written or not label.strip():
            return label
        address = followed(written, self.address)
        if not address or re.search(r"\]\(|\n", label):
            if not written.startswith("#"):
                self.result.lost.append(("link", one_line(written)[:200]))
            return label
        start, end = re.match(r"\s*", label), re.search(r"\s*$", label)
        return f"{start[0] if start else ''}[{label.strip()}]({address}){end[0] if end else ''}"

    def heading(self, node: Node, _depth: int) -> list[str]:
        words = self.inline(list(node.children)).replace("\n", " ")
        text = re.sub(_SPACE, " ", words).strip()
        return [f"{_HEADINGS[node.tag]} {_tail_escaped(text)}"] if text else []

    def items(self, node: Node, depth: int) -> list[str]:
        if depth >= _DEEPEST_LIST:
            return self.blocks(node, depth)
        items: list[str] = []
        for number, item in enumerate((each for each in node.children if isinstance(each, Node)), 1):
            sign = f"{number}. " if node.tag == "ol" else "- "
            first, *more = self.blocks(item, depth + 1) or [""]
            inner = first + "".join(f"\n{each}" if _is_items(each) else f"\n\n{each}" for each in more)
            if inner:
                items.append(sign + indent(inner, " " * len(sign)).lstrip())
        is_loose = any("\n\n" in item for item in items)
        return [("\n\n" if is_loose else "\n").join(items)] if items else []

    def quotation(self, node: Node, depth: int) -> list[str]:
        if depth >= _DEEPEST_LIST:
            return self.blocks(node, depth)
        inner = "\n\n".join(self.blocks(node, depth + 1))
        return ["\n".join(f"> {line}".rstrip() for line in inner.split("\n"))] if inner else []

    def preformatted(self, node: Node, _depth: int) -> list[str]:
        lines = [line.strip() for line in clean(node.text()).split("\n") if line.strip()]
        return ["\\\n".join(_opening_escaped(inert_inline(line)) for line in lines)] if lines else []

    def row(self, node: Node, _depth: int) -> list[str]:
        """Return a row of a table as a paragraph, its cells apart."""
        cells = (self.inline(list(cell.children)).replace("\n", " ") for cell in node.all("td", "th"))
        line = " · ".join(filter(None, (re.sub(_SPACE, " ", cell).strip() for cell in cells)))
        return [_opening_escaped(line)] if line else []

    def figure(self, node: Node, depth: int) -> list[str]:
        """Leave a picture out with its caption, and say so."""
        media = [each for each in node.walk() if each.tag in ("img", "video", "iframe", "audio", "picture")]
        if not media:
            return self.blocks(node, depth)
        for each in media:
            self.lose(each)
        caption = one_line(" ".join(each.text() for each in node.all("figcaption")))
        if caption:
            self.result.lost.append(("caption", caption[:200]))
        return []

    def skipped(self, _node: Node, _depth: int) -> list[str]:
        return []


_BLOCKS: Mapping[str, Callable[[_Writer, Node, int], list[str]]] = {
    **dict.fromkeys(_HEADINGS, _Writer.heading),
    "ul": _Writer.items,
    "ol": _Writer.items,
    "blockquote": _Writer.quotation,
    "pre": _Writer.preformatted,
    "tr": _Writer.row,
    "figure": _Writer.figure,
    **dict.fromkeys(("nav", "form", "aside", "footer", "hr"), _Writer.skipped),
}
"""What becomes of a block; any other is the blocks that it holds."""


def clean_inline(text: str) -> str:
    """Return a text without characters that no content file may hold; its spaces at both ends stay."""
    start, end = (" " if text[at].isspace() else "" for at in (0, -1)) if text else ("", "")
    return f"{start}{clean(text)}{end}" if text.strip() else start


def _is_items(block: str) -> bool:
    """Whether a block is a list: no paragraph starts like one."""
    return re.match(r"- |[0-9]+\. ", block) is not None and "\n\n" not in block


def _opening_escaped(line: str) -> str:
    """Escape what at the start of a line would open a block; the rest of the line is escaped already."""
    if re.match(r"[#>|]|[-+](?:\s|$)|[-=|:][-=|:\s]*$|~~~", line):
        return f"\\{line}"
    return re.sub(r"^([0-9]{1,9})([.)](?:\s|$))", r"\1\\\2", line)


def _tail_escaped(text: str) -> str:
    """Escape hash signs at the end of a heading, which Markdown drops."""
    return re.sub(r"(#+)$", r"\\\1", text)


def _marked(inner: str, mark: str) -> str:
    bare = inner.strip()
    if not bare or not bare[0].isalnum() or not bare[-1].isalnum():
        return inner
    return inner.replace(bare, f"{mark}{bare}{mark}", 1)


def followed(written: str, address: str = "") -> str:
    """Return the whole address of a link as Markdown can hold it; empty for one that no reader should follow."""
    try:
        whole = urljoin(address, written)
    except ValueError:
        return ""
    if not is_web_address(whole) or re.match(r"[a-z]+://[^/?#]*[\[\]<>\"`{}|^]", whole, re.IGNORECASE):
        return ""
    return re.sub(r"&(?=#?\w+;)", r"\&", quote(whole, safe="/:?#@!$&'*+,;=%~-._", errors="replace"))
