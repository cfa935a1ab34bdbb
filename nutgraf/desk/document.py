"""A content file that can be edited: its bytes, its text, and where in the text each value and key begins and ends.

The reader of YAML (`nutgraf.read.yaml`) says what the file means; a second pass over the parser's events says where
each thing ends, which an edit must know and a diagnostic need not. Offsets count characters of `text`, which has plain
line ends and no byte order mark; `spliced` carries an edit over to the bytes, whatever their line ends are.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import yaml

from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Loc
from nutgraf.read.text import decode
from nutgraf.read.yaml import read_yaml

Style = Literal["plain", "single", "double", "literal", "folded", "block-map", "block-list", "flow-map", "flow-list"]

_STYLES: Mapping[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FRONT_MATTER = re.compile(r"---[ ]*\n(.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)
_BYTE_ORDER_MARK = "\ufeff"
_LINE_ENDS = re.compile("\r\n|\r|\n")
_COLON = re.compile(r"\s*:")


class CannotEditError(Exception):
    """The file cannot be edited: it cannot be read, or it is written in a way that is left to its author."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__("\n".join(map(str, diagnostics)))
        self.diagnostics = diagnostics


class Splice(NamedTuple):
    """Replace the characters from start to end (half-open) by a text with plain line ends."""

    start: int
    end: int
    text: str


class Node(NamedTuple):
    """Where a value stands, and its key when it has one: half-open offsets."""

    start: int
    end: int
    style: Style
    key_start: int = -1
    key_end: int = -1
    key_style: Style = "plain"

    @property
    def is_flow(self) -> bool:
        """Whether it is a map or list in brackets."""
        return self.style in ("flow-map", "flow-list")


@dataclass(frozen=True, slots=True)
class Document:
    """One file. `value` is what its YAML (of a Markdown file: its front matter) says, `nodes` where by loc."""

    path: str
    content: bytes
    text: str
    yaml_start: int
    yaml_end: int
    value: Any
    nodes: Mapping[Loc, Node]

    @classmethod
    def of(cls, path: str, content: bytes) -> "Document":
        """Read a file; `path` is the shown one. Raises CannotEditError when it is not whole and sound YAML."""
        text, found = decode(path, content)
        if found:
            raise CannotEditError(*found)
        start, end = _yaml_extent(path, text)
        tree = read_yaml(path, text[start:end], text.count("\n", 0, start) + 1)
        if tree.faults:
            raise CannotEditError(*tree.faults)
        return cls(path, content, text, start, end, tree.value, dict(_nodes(text, start, end)))

    def spliced(self, splices: Iterable[Splice]) -> "Document":
        """Return the file with some stretches replaced, and every other byte as it was."""
        raw = self.content.decode("utf-8")
        return Document.of(self.path, _splice_raw(raw, sorted(splices)).encode())

    def line(self, at: int) -> int:
        """Return the line of a character, from 1."""
        return self.text.count("\n", 0, at) + 1

    def line_start(self, at: int) -> int:
        """Return where the line of a character starts."""
        return self.text.rfind("\n", 0, at) + 1

    def next_line(self, at: int) -> int:
        """Return where the line after that of a character starts; the text's end when there is none."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end + 1

    def column(self, at: int) -> int:
        """Return how many characters stand before one in its line."""
        return at - self.line_start(at)

    def written(self, loc: Loc) -> str:
        """Return a value as it is written."""
        node = self.nodes[loc]
        return self.text[node.start : node.end]

    def refusal(self, at: int, what: str) -> CannotEditError:
        """Return the error that leaves a change to the author."""
        span = Span(self.path, self.line(at), self.column(at) + 1)
        hint = "change it by hand: nothing was written"
        return CannotEditError(Diagnostic(span, "yaml-syntax", f"{what} is not safe in the way this is written", hint))


def value_at(value: Any, loc: Loc) -> Any:
    """Return a part of a value; KeyError or IndexError when there is none."""
    for step in loc:
        value = value[step]
    return value


def _yaml_extent(path: str, text: str) -> tuple[int, int]:
    if not path.endswith(".md"):
        return 0, len(text)
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise CannotEditError(Diagnostic(Span(path), "front-matter", "the file has no front matter"))
    return match.span(1)


def _splice_raw(raw: str, splices: list[Splice]) -> str:
    """Carry splices of the plain text over to the text with its own line ends."""
    in_text, in_raw, counts = [0], [len(raw) - len(raw.removeprefix(_BYTE_ORDER_MARK))], dict.fromkeys(("\n",), 1)
    for end in _LINE_ENDS.finditer(raw):
        in_text.append(in_text[-1] + end.start() - in_raw[-1] + 1)
        in_raw.append(end.end())
        counts[end[0]] = counts.get(end[0], 0) + 2
    newline = max(counts, key=lambda each: counts[each])
    done, parts = 0, []
    for splice in splices:
        start, end_ = (_to_raw(at, in_text, in_raw) for at in (splice.start, splice.end))
        parts += [raw[done:start], splice.text.replace("\n", newline)]
        done = end_
    return "".join([*parts, raw[done:]])


def _to_raw(at: int, in_text: list[int], in_raw: list[int]) -> int:
    line = bisect_right(in_text, at) - 1
    return in_raw[line] + at - in_text[line]


def _nodes(text: str, start: int, end: int) -> Iterator[tuple[Loc, Node]]:
    layout = _Layout(text, start, end)
    layout.document()
    return iter(layout.nodes.items())


class _Layout:
    """Walks the parser's events of YAML that is known to be sound."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.offset = text, start
        self.events: Iterator[Any] = iter(yaml.parse(text[start:end], Loader=_PARSER))
        self.nodes: dict[Loc, Node] = {}

    def document(self) -> None:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.node(next(self.events), ())

    def node(self, event: Any, loc: Loc, key: tuple[int, int, Style] | None = None) -> int:
        """Keep where a value stands; return where it ends."""
        start, end = self.place(event.start_mark), self.place(event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            style: Style = _STYLES.get(event.style or "", "plain")
            start, end = self.scalar(style, start, end, key)
        elif isinstance(event, yaml.SequenceStartEvent):
            style = "flow-list" if event.flow_style else "block-list"
            end = self.items(event, loc)
        else:
            style = "flow-map" if event.flow_style else "block-map"
            end = self.members(event, loc)
        self.nodes[loc] = Node(start, end, style, *(key or ()))
        return end

    def scalar(self, style: Style, start: int, end: int, key: tuple[int, int, Style] | None) -> tuple[int, int]:
        if style in ("literal", "folded"):
            header = self.text[start : self.text.find("\n", start)]
            return start, end if "+" in header.partition(" ")[0] else start + len(self.text[start:end].rstrip())
        if start == end and key is not None:
            colon = _COLON.match(self.text, key[1])
            return (colon.end(), colon.end()) if colon else (key[1], key[1])
        return start, end

    def items(self, opening: Any, loc: Loc) -> int:
        count, end = 0, self.place(opening.end_mark)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            end = self.node(event, (*loc, count))
            count += 1
        return self.place(event.end_mark) if opening.flow_style else end

    def members(self, opening: Any, loc: Loc) -> int:
        """In block style the parser puts a map's end where the next thing starts: the end of its last part counts."""
        end = self.place(opening.end_mark)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.place(event.start_mark), self.place(event.end_mark), _STYLES.get(event.style or "", "plain")
            end = self.node(next(self.events), (*loc, event.value), key)
        return self.place(event.end_mark) if opening.flow_style else end

    def place(self, mark: Any) -> int:
        return self.offset + int(mark.index)
