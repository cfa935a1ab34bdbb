"""YAML to plain values, with the place of each, from the parser's events.

PyYAML's own loaders turn ``NO`` into false, let the last of two equal keys win, and can be made to explode or
crash (see docs/architecture.md). So this builder takes the parser's events and makes dicts, lists and strings of them:

1. every plain scalar stays the string that was written; an empty one, ``~`` and ``null`` are None;
2. duplicate keys, aliases, anchors, merges, tags and further documents are faults, each with its place;
3. nesting deeper than 50 ends the reading, as the events arrive.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Loc

DEEPEST = 50
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null")

_PLAIN_CAUSES = (
    ("mapping values are not allowed", "a colon followed by a space stands inside a text", "put the text in quotes"),
    (
        "could not find expected ':'",
        "a line has no colon after its key",
        "write `key: value`, with a space after the colon",
    ),
    ("did not find expected <document start>", "the file goes on after its end", "check the indent of this line"),
    (
        "did not find expected key",
        "the indent or a quote is wrong here or in the line before",
        "line up keys of one map",
    ),
    ("did not find expected '-' indicator", "a list's line does not start with `- `", "line up the items of the list"),
    ("did not find expected ',' or", "a bracket is not closed", "close it, and put commas between the items"),
    ("cannot start any token", "a text may not start with this character", "put the text in quotes"),
    ("unexpected end of stream", "a quote is not closed", "close it with the same quote"),
    ("block sequence entries are not allowed", "a list starts where a value was expected", "start it on a new line"),
    (
        "unknown escape character",
        "a backslash in double quotes starts an unknown code",
        "use single quotes, or write \\\\",
    ),
)


@dataclass(slots=True)
class Tree:
    """What a file says. `values` and `keys` give (line, column), from 1, of each value and of each key by its loc."""

    value: Any = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    faults: list[Diagnostic] = field(default_factory=list)
    is_broken: bool = False
    """Whether reading ended before the end of the file."""


class _TooDeepError(Exception):
    pass


def read_yaml(path: str, text: str, first_line: int = 1) -> Tree:
    """Read one document. `first_line` is the file's line on which the text starts (front matter: 2)."""
    tree = Tree()
    tree.faults.extend(_tabs(path, text, first_line))
    if tree.faults:
        tree.is_broken = True
        return tree
    builder = _Builder(path, first_line - 1, tree)
    try:
        builder.document(yaml.parse(text, Loader=_PARSER))
    except yaml.MarkedYAMLError as error:
        tree.is_broken = True
        tree.faults.append(_syntax(path, error, first_line - 1))
    except yaml.reader.ReaderError as error:
        tree.is_broken = True
        message = f"the character U+{error.character:04X} is not allowed in YAML"
        tree.faults.append(Diagnostic(Span(path, first_line), "yaml-syntax", message))
    except _TooDeepError:
        tree.is_broken = True
    return tree


def _tabs(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    for number, line in enumerate(text.split("\n"), first_line):
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if "\t" in indent and line.strip():
            span = Span(path, number, indent.index("\t") + 1)
            yield Diagnostic(span, "yaml-tab", "the line is indented with a tab", "indent with spaces, two a level")


def _syntax(path: str, error: yaml.MarkedYAMLError, line_offset: int) -> Diagnostic:
    mark = error.problem_mark or error.context_mark
    span = Span(path, mark.line + 1 + line_offset, mark.column + 1) if mark else Span(path, 1 + line_offset)
    problem = str(error.problem or error.context or "this is not YAML")
    for words, cause, hint in _PLAIN_CAUSES:
        if words in problem:
            return Diagnostic(span, "yaml-syntax", cause, hint)
    return Diagnostic(span, "yaml-syntax", f"this is not YAML: {problem}")


class _Builder:
    """Builds one value from events, depth first."""

    def __init__(self, path: str, line_offset: int, tree: Tree) -> None:
        self.path, self.line_offset, self.tree = path, line_offset, tree

    def document(self, events: Iterator[Any]) -> None:
        self.events = events
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if () in self.tree.values:
                    self.fault(event, "yaml-document", "a second document starts here", "delete the line `---`")
                    return
                self.tree.value = self.node(next(events), ())

    def node(self, event: Any, loc: Loc) -> Any:
        self.tree.values[loc] = self.place(event)
        if len(loc) > DEEPEST:
            self.fault(event, "yaml-depth", f"more than {DEEPEST} levels stand inside each other", "flatten this")
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self.fault(event, "yaml-alias", f"`*{event.anchor}` repeats another value", "write it out, or quote a text")
            return None
        self.refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            return None if event.implicit[0] and event.value in _NOTHING else event.value
        return self.sequence(loc) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(loc)

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault(
                event, "yaml-alias", f"`&{event.anchor}` names a value", "delete it, or quote a text that starts so"
            )
        if event.tag is not None and event.tag != "!":
            self.fault(
                event, "yaml-tag", f"`{event.tag}` gives a type", "delete it, or quote a text that starts with `!`"
            )

    def sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event, (*loc, len(items))))
        return items

    def mapping(self, loc: Loc) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, loc)
            at = (*loc, key)
            if key in entries:
                self.duplicate(event, at)
                self.node(next(self.events), (*loc, f"{key} again"))
                continue
            self.tree.keys[at] = self.place(event)
            entries[key] = self.node(next(self.events), at)
        return entries

    def key(self, event: Any, loc: Loc) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self.fault(event, "yaml-syntax", "a key must be a single text", "quote a key that starts with a bracket")
            self.node(event, (*loc, "a key"))
            return "a key"
        self.refuse_marks(event)
        if event.value == "<<" and event.implicit[0]:
            self.fault(event, "yaml-merge", "`<<` merges another map", "write its keys out here")
        return str(event.value)

    def duplicate(self, event: Any, loc: Loc) -> None:
        line = self.tree.keys[loc][0]
        self.fault(event, "duplicate-key", f"the key {loc[-1]!r} stands here and in line {line}", "keep one of the two")

    def place(self, event: Any) -> tuple[int, int]:
        return event.start_mark.line + 1 + self.line_offset, event.start_mark.column + 1

    def fault(self, event: Any, rule: str, message: str, hint: str) -> None:
        self.tree.faults.append(Diagnostic(Span(self.path, *self.place(event)), rule, message, hint))
