"""YAML to plain values, with the place of each, from the parser's events.

PyYAML's own loaders turn ``NO`` into false, let the last of two equal keys win, and can be made to explode or
crash (see docs/architecture.md). So this builder takes the parser's events and makes dicts, lists and strings of them:

1. every plain scalar stays the string that was written; an empty one, ``~`` and ``null`` are None;
2. duplicate keys, aliases, anchors, merges, tags and further documents are faults, each with its place;
3. nesting deeper than 50 ends the reading, as the events arrive.

Two more are faults, because YAML would take them without a word: a text that goes on with ``#1``, which it drops, and
tabs, on which its parsers disagree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Loc
from nutgraf.read.text import find_refused, line_and_column, name_of
from nutgraf.read.yaml_syntax import explain

DEEPEST = 50
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = ("", "~", "null")
_LEFT_OUT = -1
"""Stands in a loc where the key was refused, so that no key of the author's is meant."""

_CUT = re.compile(r" +#(?=[^\s#])")
_MISCOUNTED = re.compile("[\u2028\u2029\ufeff]")
"""YAML counts the first two as line ends and may skip the third: places behind them would be wrong."""


@dataclass(slots=True)
class Tree:
    """What a file says. `values` and `keys` give (line, column), from 1, of each value and of each key by its loc."""

    value: Any = None
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    refused: set[Loc] = field(default_factory=set)
    """Where a value was written that is not read, an alias; it is None in `value`."""
    faults: list[Diagnostic] = field(default_factory=list)
    is_broken: bool = False
    """Whether reading ended before the end of the file; `value` is what was read by then, often None."""


class _TooDeepError(Exception):
    pass


def read_yaml(path: str, text: str, first_line: int = 1) -> Tree:
    """Read one document. `first_line` is the file's line on which the text starts (front matter: 2)."""
    tree = Tree()
    tree.faults.extend(_unreadable(path, text, first_line))
    if tree.faults:
        tree.is_broken = True
        return tree
    builder = _Builder(path, text, first_line, tree)
    try:
        builder.document(yaml.parse(text, Loader=_PARSER))
    except yaml.MarkedYAMLError as error:
        line, column, message, hint = explain(text, error)
        _end(tree, Diagnostic(Span(path, line + first_line - 1, column), "yaml-syntax", message, hint))
    except yaml.reader.ReaderError as error:
        at = max(text.find(chr(error.character)), 0)
        _end(tree, _invisible(path, text, at, first_line))
    except (ValueError, OverflowError):
        message = "a backslash in double quotes names no character"
        _end(tree, Diagnostic(Span(path, first_line), "yaml-syntax", message, "use single quotes, or write \\\\"))
    except _TooDeepError:
        tree.is_broken = True
    return tree


def _end(tree: Tree, fault: Diagnostic) -> None:
    tree.is_broken = True
    tree.faults.append(fault)


def _unreadable(path: str, text: str, first_line: int) -> Iterator[Diagnostic]:
    if "\t" in text:
        for number, line in enumerate(text.split("\n"), first_line):
            if "\t" in line:
                span = Span(path, number, line.index("\t") + 1)
                yield Diagnostic(span, "yaml-tab", "a tab stands here", "write spaces, two for each level of indent")
    yield from (_invisible(path, text, match.start(), first_line) for match in _MISCOUNTED.finditer(text))


def _invisible(path: str, text: str, at: int, first_line: int) -> Diagnostic:
    line, column = line_and_column(text, at)
    message = f"{name_of(text[at])} stands here"
    return Diagnostic(Span(path, line + first_line - 1, column), "control-character", message, "delete it")


class _Builder:
    """Builds one value from events, depth first."""

    def __init__(self, path: str, text: str, first_line: int, tree: Tree) -> None:
        self.path, self.first_line, self.tree = path, first_line, tree
        self.lines = text.split("\n")
        self.end = first_line + len(self.lines) - 1, len(self.lines[-1]) + 1

    def document(self, events: Iterator[Any]) -> None:
        self.events = events
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if () in self.tree.values:
                    hint = "delete the line `---` or `...` before it"
                    self.fault(event, "yaml-document", "a second document starts here", hint)
                    self.tree.is_broken = True
                    return
                self.tree.value = self.node(next(events), ())

    def node(self, event: Any, loc: Loc) -> Any:
        self.tree.values[loc] = self.place_of_value(event, loc)
        if len(loc) > DEEPEST:
            self.fault(event, "yaml-depth", f"more than {DEEPEST} levels stand inside each other", "flatten this")
            raise _TooDeepError
        if isinstance(event, yaml.AliasEvent):
            self.fault(event, "yaml-alias", f"`*{event.anchor}` repeats another value", "write it out, or quote a text")
            self.tree.refused.add(loc)
            return None
        self.refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            self.refuse_cut(event)
            return None if event.implicit[0] and event.value in _NOTHING else self.text(event)
        return self.sequence(loc) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(loc)

    def refuse_cut(self, event: Any) -> None:
        """Refuse a text that goes on with ``#1``: YAML would take that for a remark and drop it without a word."""
        line, column = event.end_mark.line, event.end_mark.column
        cut = _CUT.match(self.lines[line], column) if event.implicit[0] and line < len(self.lines) else None
        if cut:
            span = Span(self.path, line + self.first_line, cut.end())
            message, hint = "the text ends here: ` #` starts a remark", "put the whole text in quotes, or write `# `"
            self.tree.faults.append(Diagnostic(span, "yaml-syntax", message, hint))

    def text(self, event: Any) -> str:
        text = str(event.value)
        at = find_refused(text)
        if at >= 0:
            hint = "delete the code that stands for it"
            self.fault(event, "control-character", f"{name_of(text[at])} stands in this text", hint)
            return text.encode("utf-8", "replace").decode()
        return text

    def refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault(
                event, "yaml-alias", f"`&{event.anchor}` names a value", "delete it, or quote a text that starts so"
            )
        if event.tag is not None:
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
            key = self.key(event, loc, entries)
            if key is None:
                self.node(next(self.events), (*loc, _LEFT_OUT))
                continue
            at = (*loc, key)
            self.tree.keys[at] = self.place(event)
            entries[key] = self.node(next(self.events), at)
        return entries

    def key(self, event: Any, loc: Loc, entries: dict[str, Any]) -> str | None:
        """Return a key, or None when it is refused."""
        if not isinstance(event, yaml.ScalarEvent):
            self.fault(event, "yaml-syntax", "a key must be a single text", "quote a key that starts with a bracket")
            self.node(event, (*loc, _LEFT_OUT))
            return None
        self.refuse_marks(event)
        if event.value == "<<" and event.implicit[0]:
            self.fault(event, "yaml-merge", "`<<` merges another map", "write its keys out here")
            return None
        key = self.text(event)
        if key in entries:
            line = self.tree.keys[(*loc, key)][0]
            message = f"the key {key!r} stands here and in line {line}"
            self.fault(event, "duplicate-key", message, "keep one of the two")
            return None
        return key

    def place(self, event: Any) -> tuple[int, int]:
        place = event.start_mark.line + self.first_line, event.start_mark.column + 1
        return min(place, self.end)

    def place_of_value(self, event: Any, loc: Loc) -> tuple[int, int]:
        """Return the place of a value; of one that was left empty, its key's."""
        is_empty = isinstance(event, yaml.ScalarEvent) and event.value == "" and event.implicit[0]
        return (self.tree.keys.get(loc) if is_empty else None) or self.place(event)

    def fault(self, event: Any, rule: str, message: str, hint: str) -> None:
        self.tree.faults.append(Diagnostic(Span(self.path, *self.place(event)), rule, message, hint))
