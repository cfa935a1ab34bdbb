"""The fields in which two values of one entry class differ, each as pieces of text that stayed, went or came."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from nutgraf.model.dates import PartialDate
from nutgraf.model.entries import Form, Name, Statement
from nutgraf.model.ranges import Range

Segment = tuple[Literal["stays", "gone", "new"], str]

_NOT_READ = frozenset({"id", "was", "article", "body", "rules", "base_url"})
"""Fields that readers do not see, or that are compared elsewhere."""

_WORDS: Mapping[str, str] = {
    "as_of": "date to which it holds",
    "by_name": "by",
    "container_title": "published in",
    "exact": "words",
    "long": "long text",
    "precision_km": "precision in km",
    "quote": "quotation",
    "says": "what it says",
    "short": "short definition",
}
"""Fields whose names in the files are not what one would call them."""

_AROUND = 4
"""Words shown around a change in a long text."""

_LONGEST = 30
"""Words shown of a text that is new or gone."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, in plain words, and what became of its text."""

    name: str
    segments: tuple[Segment, ...]


def field_changes(old: Any, new: Any) -> Iterator[FieldChange]:
    """Yield the differences between two entries of one class."""
    for each in fields(new):
        before, after = getattr(old, each.name), getattr(new, each.name)
        if each.name not in _NOT_READ and before != after:
            yield from _changes(_WORDS.get(each.name, each.name.replace("_", " ")), before, after)


def _changes(name: str, old: Any, new: Any) -> Iterator[FieldChange]:
    if _is_group(old) and _is_group(new):
        for each in field_changes(old, new):
            yield FieldChange(f"{name}, {each.name}", each.segments)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        yield from _members(name, old or {}, new or {})
    elif isinstance(old, tuple) or isinstance(new, tuple):
        yield from _items(name, old or (), new or ())
    elif isinstance(old, str) and isinstance(new, str):
        yield FieldChange(name, text_segments(old, new))
    else:
        yield FieldChange(name, _pair(_shown(old), _shown(new)))


def _is_group(value: Any) -> bool:
    """Whether a value has fields of its own that readers know: not a date, a form or a name."""
    return is_dataclass(value) and not isinstance(value, PartialDate | Range | Form | Name)


def _members(name: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) != new.get(key):
            yield from _changes(f"{name}, {key}", old.get(key), new.get(key))


def _items(name: str, old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
    if any(isinstance(each, Statement) for each in (*old, *new)):
        yield from _statements(old, new)
        return
    gone, come = [_shown(each) for each in old if each not in new], [_shown(each) for each in new if each not in old]
    if gone or come:
        yield FieldChange(name, _pair(", ".join(gone), ", ".join(come)))
    else:
        yield FieldChange(f"{name}, in another order", (("stays", ", ".join(map(_shown, new))),))


def _statements(old: tuple[Any, ...], new: tuple[Any, ...]) -> Iterator[FieldChange]:
    """Match statements by who speaks and what is counted."""
    before, after = _by_speaker(old), _by_speaker(new)
    for key in dict.fromkeys((*before, *after)):
        first, second = before.get(key), after.get(key)
        if first is None or second is None:
            name = f"statement of {key[0]} {'added' if first is None else 'removed'}"
            yield FieldChange(name, text_segments(first.says if first else "", second.says if second else ""))
        elif first != second:
            for each in field_changes(first, second):
                yield FieldChange(f"statement of {key[0]}, {each.name}", each.segments)


def _by_speaker(statements: tuple[Any, ...]) -> dict[tuple[str, str, int], Any]:
    found: dict[tuple[str, str, int], Any] = {}
    for each in statements:
        speaker, measure = each.by or each.by_name or "somebody", each.measure or ""
        count = sum(key[:2] == (speaker, measure) for key in found)
        found[speaker, measure, count] = each
    return found


def _shown(value: Any) -> str:
    """Return a value as readers would write it."""
    if value is None:
        return ""
    if isinstance(value, PartialDate | Form):
        return value.text
    if isinstance(value, Name):
        return value.literal or " ".join(filter(None, (value.given, value.family)))
    if isinstance(value, float):
        return f"{value:g}"
    if is_dataclass(value) and not isinstance(value, Range):
        parts = (_shown(getattr(value, each.name)) for each in fields(value) if each.name not in _NOT_READ)
        return ", ".join(filter(None, parts))
    return " ".join(str(value).split())


def _pair(old: str, new: str) -> tuple[Segment, ...]:
    gone: tuple[Segment, ...] = (("gone", _cut(old)),) if old else ()
    come: tuple[Segment, ...] = (("new", _cut(new)),) if new else ()
    return gone + come


def _cut(text: str) -> str:
    words = text.split()
    return " ".join(words if len(words) <= _LONGEST else (*words[:_LONGEST], "…"))


def text_segments(old: str, new: str) -> tuple[Segment, ...]:
    """Return what became of a text, word by word, with some words around each change."""
    before, after = old.split(), new.split()
    if not before or not after:
        return _pair(" ".join(before), " ".join(after))
    found: list[Segment] = []
    codes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (kind, a, b, c, d) in enumerate(codes):
        if kind == "equal":
            found.append(("stays", _kept(before[a:b], is_start=at == 0, is_end=at == len(codes) - 1)))
        else:
            found += _pair(" ".join(before[a:b]), " ".join(after[c:d]))
    return tuple(found)


def _kept(words: list[str], *, is_start: bool, is_end: bool) -> str:
    """Return words between changes: the first and last few when there are many."""
    head, tail = ([] if is_start else words[:_AROUND]), ([] if is_end else words[-_AROUND:])
    if len(words) <= len(head) + len(tail) + 1:
        return " ".join(words)
    return " ".join((*head, "…", *tail))
