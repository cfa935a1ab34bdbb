"""The fields of an entry as questions and options: how each is written, and what a written answer means.

All of it follows from the entry classes (`nutgraf.desk.schema_source`): a field added there can be asked for here.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal, get_args, get_origin

from nutgraf.desk.loose_dates import settle
from nutgraf.desk.schema_source import Field, author_fields
from nutgraf.desk.shapes import bare, class_of, is_entry, is_map, mark_of
from nutgraf.desk.written import member
from nutgraf.model.dates import PartialDate
from nutgraf.model.fields import Markdown, MaxWords, Parsed, RefTo, Shorthand, parse_id
from nutgraf.model.ranges import Range
from nutgraf.read.schema import SET_BY_READER, build
from nutgraf.read.yaml import read_yaml


class WrongAnswerError(Exception):
    """What was typed for a field cannot be read, in words for whoever typed it."""


def fields_of(kind: str) -> tuple[Field, ...]:
    """Return the fields of a kind that can be given when it is made, those that must be first."""
    return tuple(sorted(author_fields(class_of(kind)), key=lambda field: not field.is_required))


def inner(hint: Any) -> Any:
    """Return the type of a list's items, with its metadata."""
    return get_args(bare(hint))[0]


def is_list(hint: Any) -> bool:
    """Whether a field is a list."""
    return get_origin(bare(hint)) is tuple


def is_record(hint: Any) -> bool:
    """Whether a field is a map with keys of its own, and cannot be a bare text."""
    return is_entry(bare(hint)) and mark_of(hint, Shorthand) is None


def is_named(hint: Any) -> bool:
    """Whether a field is an id: of another entry, or one that this entry had."""
    mark = mark_of(hint, Parsed)
    return mark_of(hint, RefTo) is not None or (mark is not None and mark.parse is parse_id)


def words(hint: Any) -> str:
    """Return in a few words how a field is written."""
    plain, mark = bare(hint), mark_of(hint, RefTo)
    if is_list(hint):
        return f"{words(inner(hint))}, …"
    if is_map(plain):
        key, value = get_args(plain)
        return f"{_key_words(key)}={words(value)}"
    if is_record(hint):
        return "{" + ", ".join(f"{each.name}: …" for each in author_fields(plain)) + "}"
    if get_origin(plain) is Literal:
        return " | ".join(map(str, get_args(plain)))
    if mark is not None:
        return f"id of {'an' if mark.kind[0] in 'aeiou' else 'a'} {mark.kind}"
    return _leaf_words(plain, hint)


def _key_words(key: Any) -> str:
    plain = bare(key)
    return "|".join(map(str, get_args(plain))) if get_origin(plain) is Literal else "key"


def _leaf_words(plain: Any, hint: Any) -> str:
    if plain is PartialDate:
        return "date: 2024, 2024-01, 2024-01-23, 2024-01-24T00:15+03:00, 2007~, 2014/.."
    if plain is Range:
        return "number or range: 7, 1.., ..7, 5..10"
    if plain in (int, float):
        return "number"
    limit = mark_of(hint, MaxWords)
    text = "Markdown" if mark_of(hint, Markdown) is not None else "text"
    return f"{text}, at most {limit.limit} words" if limit is not None else text


def value_of(hint: Any, typed: Sequence[str]) -> Any:
    """Return the value that the texts typed for a field mean; for a list, each text is an item or several ids."""
    if is_list(hint):
        of = inner(hint)
        parts = [part for text in typed for part in (_ids(text) if is_named(of) else [text])]
        return [value_of(of, [part]) for part in parts if part.strip()]
    text: str = " ".join(typed[-1].split()) if "\n" not in typed[-1] else typed[-1].strip()
    if is_map(bare(hint)):
        return {key: value for each in typed for key, value in _pairs(hint, each).items()}
    if text.startswith("{") and is_entry(bare(hint)):
        return _from_yaml(text)
    if is_record(hint):
        raise WrongAnswerError(f"write {words(hint)}, in curly brackets")
    return (settle(text) or text) if bare(hint) is PartialDate else text


def _ids(text: str) -> list[str]:
    return re.split(r"[\s,]+", text.strip(" []"))


def _pairs(hint: Any, text: str) -> dict[str, Any]:
    """Read `target=pmf,iran`, or a map as YAML writes it."""
    if text.strip().startswith("{"):
        return _from_yaml(text.strip())
    _, of = get_args(bare(hint))
    pairs = [part.partition("=") for part in re.split(r"[;,\s]+(?=[\w/-]+=)", text.strip())]
    if not all(sign and value.strip() for _, sign, value in pairs):
        raise WrongAnswerError(f"write {words(hint)}")
    return {key.strip(): value_of(of, [value]) for key, _, value in pairs}


def _from_yaml(text: str) -> dict[str, Any]:
    tree = read_yaml("", f"{text}\n")
    if tree.faults:
        raise WrongAnswerError(f"{text} cannot be read: {tree.faults[0].message}; {tree.faults[0].hint}")
    found: dict[str, Any] = tree.value
    return found


def faults(kind: type, name: str, value: Any) -> tuple[str, ...]:
    """Return what the reader would say about the value of one field, in its words."""
    given = {each: "x" for each in SET_BY_READER if each in kind.__dataclass_fields__}  # type: ignore[attr-defined]
    tree = read_yaml("", "\n".join(["k:", *member("e", {name: value}, 2, is_open=True)]) + "\n")
    _, found = build(kind, tree, ("k", "e"), given, "")
    missing = {each.name for each in author_fields(kind)} - {name}
    wrong = [each for each in found if not _is_about(each.message, missing)]
    return tuple(dict.fromkeys(f"{each.message}: {each.hint}" if each.hint else each.message for each in wrong))


def _is_about(message: str, names: set[str]) -> bool:
    return any(message == f"the key {name!r} is missing" for name in names)
