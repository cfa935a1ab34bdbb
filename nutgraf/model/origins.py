"""Where entries stand in their files. Kept apart from the entries: a moved entry is the same entry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from nutgraf.model.diagnostics import Span

Loc = tuple[str | int, ...]
"""A field inside an entry: ``("forms", 0, "text")``; empty for the entry itself."""

LineColumn = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of one entry: its file and the (line, column) of its key and of each field's value."""

    path: str
    key: LineColumn
    values: Mapping[Loc, LineColumn] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Origins:
    """The places of all entries by ref (``kind:id``), and the texts of their files by path."""

    by_ref: Mapping[str, Origin]
    texts: Mapping[str, str]
    by_file: Mapping[str, Mapping[str, Origin]] | None = None
    """The places by path and ref, so that what stands in one file is found without a look at all others."""

    def span(self, ref: str, loc: Loc = (), needle: str = "") -> Span:
        """Return where a field stands; with a needle, where those words stand in it (its start when they do not)."""
        origin = self.by_ref.get(ref)
        if origin is None:
            return Span(ref)
        place = _nearest(origin, loc)
        if needle:
            place = _find(self.texts.get(origin.path, ""), place, self._end(origin, loc, place), needle)
        return Span(origin.path, *place)

    def _end(self, origin: Origin, loc: Loc, start: LineColumn) -> LineColumn | None:
        """Return where the next field or entry of the file starts; None when nothing follows."""
        fields = (place for at, place in origin.values.items() if at[: len(loc)] != loc)
        around = self.by_ref if self.by_file is None else self.by_file[origin.path]
        keys = (each.key for each in around.values() if each.path == origin.path)
        return min((place for place in (*fields, *keys) if place > start), default=None)


def _nearest(origin: Origin, loc: Loc) -> LineColumn:
    for length in range(len(loc), 0, -1):
        if loc[:length] in origin.values:
            return origin.values[loc[:length]]
    return origin.key


def _find(text: str, start: LineColumn, end: LineColumn | None, needle: str) -> LineColumn:
    """Return where the words stand between two places of a text, no longer word around them; else the first place."""
    last = _offset(text, end) if end else len(text)
    found = re.compile(rf"(?<![\w-]){re.escape(needle)}(?![\w-])").search(text, _offset(text, start), last)
    if found is None:
        return start
    return text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())


def _offset(text: str, place: LineColumn) -> int:
    line, column = place
    at = 0
    for _ in range(line - 1):
        at = text.find("\n", at) + 1
        if at == 0:
            return len(text)
    return at + column - 1
