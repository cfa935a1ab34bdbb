"""A saved page or a plain text to an article: front matter and Markdown.

1. what the file says about itself (`html_meta`, or the lines above a plain text);
2. its text: by trafilatura where that is installed, else the page's own `<article>` or `<main>`;
3. front matter of what was found and what the author said; whoever imports is asked for what is missing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nutgraf.desk.importing import layout
from nutgraf.desk.importing.dates import read_date
from nutgraf.desk.importing.html_markdown import Markdown, to_markdown
from nutgraf.desk.importing.html_meta import read_meta, split_byline, take_apart
from nutgraf.desk.importing.html_tree import Node, parse_html
from nutgraf.desk.importing.plain import clean, inert, inert_inline, one_line, plain
from nutgraf.desk.importing.values import KEPT, TO_DO, Choices, ImportFault, Remark
from nutgraf.model.fields import is_web_address

INSTALL = "install trafilatura, which finds it: pip install 'nutgraf[import]'"
NEEDED = ("title", "publisher", "url", "published")
"""What must be known of an original."""
_FEWEST_WORDS = 20

Extract = Callable[[str], str]
"""From a page's HTML to the HTML of its text; empty when it finds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a file says, before the author added to it."""

    about: Mapping[str, Any]
    """title, publisher, url, published, updated, summary, authors: those that were found."""
    body: str
    remarks: tuple[Remark, ...] = ()
    found_by: str = ""
    """How the text was found, in words."""
    kept: Mapping[str, Any] = field(default_factory=dict)


def is_html(text: str, name: str = "") -> bool:
    """Whether a file is a page."""
    return name.lower().endswith((".html", ".htm", ".xhtml")) or _OPENS_PAGE.match(text) is not None


_OPENS_PAGE = re.compile(
    r"\s*(?:<!--[^>]*-->\s*)?<(?:!doctype|html|\?xml|head|body|article|main|div|p)\b", re.IGNORECASE
)


def read_page(text: str, choices: Choices, extract: Extract | None) -> Draft:
    """Read a saved page."""
    root = parse_html(text)
    about = read_meta(take_apart(root), choices.zone, choices.order)
    body, found_by, remarks = _text_of(text, root, about.get("url", ""), extract)
    remarks += [
        Remark("the page", what, f"{which or 'without an address'}: not carried over") for what, which in body.lost
    ]
    return Draft(
        about=about, body=_without_title(body.text, about.get("title", "")), remarks=tuple(remarks), found_by=found_by,
        kept=_kept(body.lost),
    )  # fmt: skip


def _kept(lost: Sequence[tuple[str, str]]) -> dict[str, Any]:
    kept: dict[str, list[str]] = {}
    for what, which in lost:
        if which and which not in kept.setdefault(f"{what}s", []):
            kept[f"{what}s"].append(which)
    return {what: which for what, which in kept.items() if which}


def _text_of(text: str, root: Node, address: str, extract: Extract | None) -> tuple[Markdown, str, list[Remark]]:
    """Return the text, how it was found, and what was left out of it."""
    tag, marked = _marked(root, address)
    found = extract(text) if extract else ""
    body = to_markdown(_body(parse_html(found)), address) if found else Markdown()
    if _count(body) >= _FEWEST_WORDS:
        lost = list(dict.fromkeys((*marked.lost, *body.lost)))
        return Markdown(body.text, lost), "trafilatura found the text", _left_out(_count(body), _count(marked))
    if _count(marked) < _FEWEST_WORDS:
        missing = "trafilatura did not find it either" if extract else INSTALL
        raise ImportFault(f"the page marks no text as its article (<article> or <main>): {missing}")
    return marked, f"the text is that of the page’s <{tag}>", []


def _marked(root: Node, address: str) -> tuple[str, Markdown]:
    """Return the name and the text of the element that the page marks as its article."""
    candidates = [node for node in root.walk() if _is_article(node)]
    bodies = [(node, to_markdown(node, address)) for node in candidates[:20]]
    node, body = max(bodies, key=lambda each: _weight(*each), default=(root, Markdown()))
    return node.tag, body


def _count(body: Markdown) -> int:
    return len(body.text.split())


def _left_out(found: int, marked: int) -> list[Remark]:
    if found >= 0.9 * marked:
        return []
    why = f"trafilatura took {found} of the {marked} words that the page marks; --as-marked takes them all"
    return [Remark("the page", "text", why)]


def _body(root: Node) -> Node:
    return next(root.all("body"), root)


def _is_article(node: Node) -> bool:
    properties = node.attributes.get("itemprop", "").lower().split()
    return node.tag in ("article", "main") or "articlebody" in properties or node.attributes.get("role") == "main"


def _weight(node: Node, body: Markdown) -> tuple[int, int]:
    """Prefer the element that says it holds the text, then the one with the most words."""
    return "articlebody" in node.attributes.get("itemprop", "").lower(), len(body.text)


def _without_title(body: str, title: str) -> str:
    """Leave out a first heading that repeats the title: the page's title is its heading."""
    first, _, rest = body.partition("\n\n")
    same = first.startswith("## ") and first[3:].replace("\\", "").casefold() == title.casefold()
    return rest if same and rest else body


def read_plain(text: str, choices: Choices) -> Draft:
    """Read a plain text: perhaps a title on the first line and lines about it, then paragraphs between empty lines."""
    blocks = [block for block in re.split(r"\n\s*\n", clean(text)) if block.strip()]
    about: dict[str, Any] = {}
    if blocks and _is_title(blocks[0]) and len(blocks) > 1:
        title, *lines = blocks.pop(0).split("\n")
        about["title"] = one_line(title)
        blocks = [*_about_lines(lines, about, choices), *blocks]
        while len(blocks) > 1 and not _about_lines(blocks[0].split("\n"), about, choices):
            blocks.pop(0)
    if not blocks:
        raise ImportFault("the file holds no text")
    return Draft(about=about, body="\n\n".join(map(_block, blocks)), found_by="the file is read as plain text")


def _is_title(block: str) -> bool:
    first = block.split("\n", 1)[0]
    return len(first) <= 200 and not first.rstrip().endswith((".", ",", ";", ":")) and not _LIST_ITEM.match(first)


def _about_lines(lines: Sequence[str], about: dict[str, Any], choices: Choices) -> list[str]:
    """Take lines with authors, date and address out; return the rest as a block."""
    rest = []
    for line in lines:
        name, value = _about(line.strip(), choices)
        if name and name not in about:
            about[name] = value
        else:
            rest.append(line)
    return ["\n".join(rest)] if rest else []


def _about(line: str, choices: Choices) -> tuple[str, Any]:
    if is_web_address(line):
        return "url", line
    if re.match(r"by\s+[^.]{3,200}$", line, re.IGNORECASE):
        return "authors", split_byline(line)
    try:
        text = re.sub(r"^(?:published|updated)(?:\s+on)?:?\s+", "", line, flags=re.IGNORECASE)
        return "published", read_date(text, choices.zone, choices.order)
    except ValueError:
        return "", None


_LIST_ITEM = re.compile(r"\s*(?:([-*•])|([0-9]{1,3})[.)])\s+(?=\S)")


def _block(block: str) -> str:
    """Return a block of plain text as Markdown: list items stay items, everything else words."""
    lines = block.split("\n")
    if not all(_LIST_ITEM.match(line) for line in lines):
        return inert(" ".join(line.strip() for line in lines))
    return "\n".join(_item(line) for line in lines)


def _item(line: str) -> str:
    match = _LIST_ITEM.match(line)
    number = match[2] if match else None
    words = line[match.end() :] if match else line
    return f"{f'{number}.' if number else '-'} {inert_inline(words)}"


def missing(about: Mapping[str, Any]) -> list[str]:
    """Return what must be known of the original and is not."""
    return [name for name in NEEDED if not about.get(name)]


def to_article(draft: Draft, about: Mapping[str, Any], rights: str, today: str) -> str:
    """Return the text of article.md. `about` has all of `NEEDED`; `today` is the day of the import."""
    names = ("publisher", "title", "authors", "url", "published", "updated")
    original = {name: about[name] for name in names if about.get(name)} | {"rights": rights}
    front: dict[str, Any] = {"title": about["title"], "summary": inert(about.get("summary", "")) or TO_DO}
    front |= {"original": original, "published": today, "as_of": today}
    front |= {"status": "draft"} if rights == "retold" else {}
    front |= {KEPT: dict(draft.kept)} if draft.kept else {}
    comment = RETELL if rights == "retold" else []
    return "\n".join(["---", *comment, *_front(plain(front)), "---", draft.body, ""])


RETELL = [
    "# Imported: the words below are the original’s, and its summary too. Retell them in your own, then delete",
    "# `status: draft`. Until then the article shows in the preview only.",
]


def _front(front: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in front.items():
        is_open = key in ("original", KEPT)
        lines += layout.entry(key, value) if is_open else layout.members({key: value})
    return lines
