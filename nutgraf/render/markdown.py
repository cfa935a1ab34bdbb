"""Markdown to HTML, with refs resolved and marks woven into the words.

A mark is given as offsets in the plain text of a block. Links are never split and never stand inside each other; the
words of a note are spans, which may be split at the ends of links; a note's number stands after its last word, outside
any link.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from nutgraf.model.links import is_followed
from nutgraf.plan.contexts import ArticleText, Heading, MarkView, Reference, Text
from nutgraf.read.markdown import layout, parser, tokens
from nutgraf.render.words import Words

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class RenderedPassage:
    """An outermost block of an article."""

    index: int
    """Its position from 0, as notes give it."""
    number: int
    """As readers count, from 1 and without headings; its id is ``p-3``. A heading has the number of what follows it."""
    html: Markup
    is_heading: bool


class Prose:
    """Renders texts with the words of one language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def block(self, text: Text) -> Markup:
        """Return a text as paragraphs, lists and so on."""
        return Markup("".join(self._render(token, text.links, ()) for token in tokens(text.source)))

    def sections(self, text: Text) -> Markup:
        """Return a text that has headings of its own: a page's, not a field's."""
        return Markup("".join(self._render(each, text.links, ()) for each in tokens(text.source, with_headings=True)))

    def inline(self, text: Text) -> Markup:
        """Return a text of one paragraph without its element; a longer one as `block` does."""
        found = tokens(text.source)
        if [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]:
            return Markup(self._inline(found[1], text.links, ()))
        return self.block(text)

    def plain(self, text: Text) -> str:
        """Return the words of a text alone."""
        return " ".join(layout(token)[0] for token in tokens(text.source) if token.type == "inline")

    def passages(self, body: ArticleText) -> list[RenderedPassage]:
        """Return an article's outermost blocks."""
        headings = {each.block: each for each in body.headings}
        marks: dict[int, list[MarkView]] = {}
        for mark in body.marks:
            marks.setdefault(mark.block, []).append(mark)
        found: list[RenderedPassage] = []
        block, number = -1, 1
        for index, group in enumerate(_passages(tokens(body.text.source, with_headings=True))):
            parts = []
            is_heading = group[0].type == "heading_open"
            for token in group:
                block += token.type == "inline"
                html = self._render(token, body.text.links, marks.get(block, ()))
                if is_heading and token is group[-1] and block in headings:
                    parts.append(self._permalink(headings[block]))
                parts.append(_anchored(html, token, group, number, headings.get(block + 1)))
            found.append(RenderedPassage(index, number, Markup("".join(parts)), is_heading))
            number += not is_heading
        return found

    def _permalink(self, heading: Heading) -> str:
        label = self.words.say("permalink", what=heading.text)
        return f' <a href="#{heading.id}" class="permalink added" aria-label="{label}">#</a>'

    def _render(self, token: "Token", links: Mapping[str, Reference], marks: Sequence[MarkView]) -> str:
        if token.type == "inline":
            return self._inline(token, links, marks)
        if token.type in ("th_open", "td_open"):
            return _cell(token)
        if token.type == "table_open":
            return f'<div class="scroll" tabindex="0" role="region" aria-label="{self.words.say("table")}"><table>'
        if token.type == "table_close":
            return "</table></div>\n"
        return _standard(token)

    def _inline(self, inline: "Token", links: Mapping[str, Reference], marks: Sequence[MarkView]) -> str:
        return _Weaver(inline, links, marks, self.words).html()


class _Weaver:
    """Writes one block of running text."""

    def __init__(
        self, inline: "Token", links: Mapping[str, Reference], marks: Sequence[MarkView], words: Words
    ) -> None:
        self.children = inline.children or []
        self.places = {piece.child: (piece.start, piece.end) for piece in layout(inline)[1]}
        self.links, self.words = links, words
        self.notes = [mark for mark in marks if mark.kind == "note"]
        self.mentions = {mark.start: mark for mark in marks if mark.kind != "note"}
        self.ends = {mark.end for mark in self.mentions.values()}
        self.cuts = sorted({at for mark in marks for at in (mark.start, mark.end)})
        self.out: list[str] = []
        self.closers: list[str] = []
        self.depth = 0
        self.waiting: list[MarkView] = []

    def html(self) -> str:
        for index, child in enumerate(self.children):
            if index in self.places:
                self.text(index, *self.places[index])
            elif child.type == "link_open":
                self.open_link(index)
            elif child.type == "link_close":
                self.out.append(self.closers.pop())
                self.leave_link()
            elif child.type == "image":
                self.out.append(str(escape(child.content)))
            else:
                self.out.append(_standard(child))
        return "".join(self.out)

    def text(self, index: int, start: int, end: int) -> None:
        """Write the text of a child, cut where marks begin and end."""
        cuts = [start, *(cut for cut in self.cuts if start < cut < end), end]
        for first, last in pairwise(cuts):
            mention = self.mentions.get(first)
            if mention is not None:
                self.out.append(f'<a class="{mention.kind}" href="{mention.url}">')
                self.depth += 1
            self.segment(index, first - start, last - start, self.note_at(first))
            if last in self.ends:
                self.out.append("</a>")
                self.leave_link()
            self.finish_notes(last)

    def segment(self, index: int, first: int, last: int, note: MarkView | None) -> None:
        child = self.children[index]
        if child.type == "text":
            words = str(escape(child.content[first:last]))
        elif child.type == "code_inline":
            words = f"<code>{escape(child.content[first:last])}</code>"
        else:
            words = "<br>\n" if child.type == "hardbreak" else "\n"
        self.out.append(f'<span class="noted" data-note="{note.id}">{words}</span>' if note else words)

    def note_at(self, at: int) -> MarkView | None:
        return next((note for note in self.notes if note.start <= at < note.end), None)

    def finish_notes(self, at: int) -> None:
        self.waiting += [note for note in self.notes if note.end == at]
        if self.depth == 0:
            for note in self.waiting:
                label = self.words.say("note.ref", n=note.number)
                self.out.append(
                    f'<sup class="note-ref"><a id="noteref-{note.id}" aria-label="{label}" href="{note.url}">'
                    f"{note.number}</a></sup>"
                )
            self.waiting = []

    def leave_link(self) -> None:
        self.depth -= 1
        self.finish_notes(-1)

    def open_link(self, index: int) -> None:
        href = str(self.children[index].attrGet("href") or "")
        is_empty = self.children[index + 1].type == "link_close"
        target = self.links.get(href)
        before, after = self._link(href, target, is_empty=is_empty)
        self.out.append(before)
        self.closers.append(after)
        self.depth += 1

    def _link(self, href: str, target: Reference | None, *, is_empty: bool) -> tuple[str, str]:
        if target is None:
            return _plain_link(href, is_empty=is_empty)
        if target.number and is_empty:
            return str(citations([target], self.words)), ""
        if is_empty:
            return f'<a class="added" href="{target.url}">{escape(target.label)}', "</a>"
        return f'<a href="{target.url}">', "</a>"


def citations(cited: Sequence[Reference], words: Words) -> Markup:
    """Return the numbers of sources, as links to them; nothing if there are none."""
    numbers = "".join(_number(each, words) for each in cited)
    return Markup(f'<sup class="cite">{numbers}</sup>') if cited else Markup("")


def _number(cited: Reference, words: Words) -> str:
    label = words.say("source.ref", n=cited.number, title=cited.label)
    return f'<a aria-label="{label}" href="{escape(cited.url)}">{cited.number}</a>'


def _plain_link(href: str, *, is_empty: bool) -> tuple[str, str]:
    """Return a link that is no ref; one that nobody should follow becomes mere words."""
    if not is_followed(href):
        return "", ""
    label = escape(href) if is_empty else ""
    if href.startswith("#"):
        return f'<a href="{escape(href)}">{label}', "</a>"
    return f'<a class="external" href="{escape(href)}">{label}', "</a>"


def _passages(found: Sequence["Token"]) -> Iterator[list["Token"]]:
    """Group tokens by outermost block."""
    group: list[Token] = []
    for token in found:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def _anchored(html: str, token: "Token", group: list["Token"], number: int, heading: Heading | None) -> str:
    """Give a passage its id: a heading its section's, anything else its number's."""
    if token is not group[0]:
        return html
    if token.type == "heading_open":
        return f'<{token.tag} id="{heading.id}">' if heading else html
    name, _, rest = html.partition(">") if html.startswith("<") else ("", "", html)
    first, space, attributes = name.partition(" ")
    return f'{first} id="p-{number}"{space}{attributes}>{rest}'


def _standard(token: "Token") -> str:
    """Return a token's HTML: as markdown-it's rule for its type writes it, else as its element."""
    md = parser(with_headings=True)
    renderer: Any = md.renderer
    rule = renderer.rules.get(token.type)
    if rule is not None:
        return str(rule([token], 0, md.options, {}))
    if token.hidden:
        return ""
    end = "\n" if token.block and token.nesting <= 0 else ""
    if token.nesting < 0:
        return f"</{token.tag}>{end}"
    return f"<{token.tag}{renderer.renderAttrs(token)}>{end}"


def _cell(token: "Token") -> str:
    """Return the start of a table's cell with its alignment as a class: styles are not allowed on the page."""
    style = str(token.attrGet("style") or "")
    side = style.removeprefix("text-align:")
    scope = ' scope="col"' if token.tag == "th" else ""
    return f'<{token.tag}{scope} class="align-{side}">' if side else f"<{token.tag}{scope}>"
