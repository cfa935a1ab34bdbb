"""Where entries stand in their files. Kept apart from the entries: a moved entry is the same entry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from nutgraf.model.diagnostics import Span

Loc = tuple[str | int, ...]
"""A field inside an entry: ``("forms", 0, "text")``; empty for the entry itself."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of one entry: its file and the (line, column) of its key and of each field's value."""

    path: str
    key: tuple[int, int]
    values: Mapping[Loc, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origins:
    """The places of all entries by ref (``kind:id``), and the texts of their files by path."""

    by_ref: Mapping[str, Origin]
    texts: Mapping[str, str]

    def span(self, ref: str, loc: Loc = (), needle: str = "") -> Span:
        """Return where a field stands; with a needle, where those words stand in it (its start when they do not)."""
        origin = self.by_ref.get(ref)
        if origin is None:
            return Span(ref)
        line, column = _nearest(origin, loc)
        if needle:
            line, column = _find(self.texts.get(origin.path, ""), line, column, needle)
        return Span(origin.path, line, column)


def _nearest(origin: Origin, loc: Loc) -> tuple[int, int]:
    for length in range(len(loc), 0, -1):
        if loc[:length] in origin.values:
            return origin.values[loc[:length]]
    return origin.key


def _find(text: str, line: int, column: int, needle: str) -> tuple[int, int]:
    lines = text.splitlines()
    if line > len(lines):
        return line, column
    start = sum(len(each) + 1 for each in lines[: line - 1]) + column - 1
    at = "\n".join(lines).find(needle, start)
    if at < 0:
        return line, column
    before = "\n".join(lines)[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
