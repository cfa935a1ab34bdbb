"""Find the refs and the Markdown texts inside an entry, from the metadata of its fields.

What each class holds is worked out once, so that a field added to an entry is found without a line here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from nutgraf.model.entries import Entry
from nutgraf.model.fields import Markdown, RefTo
from nutgraf.model.origins import Loc

Walker = Callable[[Any, Loc], Iterator[tuple[Loc, str, str]]]
"""Yields (loc, kind, text): the kind that a ref names, or ``markdown``."""


def refs(entry: Any) -> Iterator[tuple[Loc, str, str]]:
    """Yield (loc, kind, id) of every typed ref in an entry."""
    for loc, kind, text in _walk(entry):
        if kind != "markdown":
            yield loc, kind, text


def texts(entry: Any) -> Iterator[tuple[Loc, str]]:
    """Yield (loc, text) of every Markdown text in an entry."""
    for loc, kind, text in _walk(entry):
        if kind == "markdown":
            yield loc, text


def _walk(entry: Any) -> Iterator[tuple[Loc, str, str]]:
    kind: Any = type(entry)
    return _class_walker(kind)(entry, ())


@cache
def _class_walker(kind: Any) -> Walker:
    hints = get_type_hints(kind, include_extras=True)
    walkers = [(each.name, walker) for each in fields(kind) if (walker := _walker(hints[each.name]))]

    def walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
        for name, walker in walkers:
            inner = getattr(value, name)
            if inner is not None:
                yield from walker(inner, (*loc, name))

    return walk


def _walker(hint: Any) -> Walker | None:
    if get_origin(hint) is Annotated:
        return _marked(get_args(hint)[1:]) or _walker(get_args(hint)[0])
    if get_origin(hint) in (Union, UnionType):
        inner = [walker for each in get_args(hint) if (walker := _walker(each))]
        return inner[0] if inner else None
    if get_origin(hint) is tuple:
        return _items(_walker(get_args(hint)[0]))
    if get_origin(hint) in (Mapping, dict):
        return _members(_walker(get_args(hint)[1]))
    is_entry = isinstance(hint, type) and issubclass(hint, Entry)
    kind: Any = hint
    return _class_walker(kind) if is_entry else None


def _marked(metadata: tuple[Any, ...]) -> Walker | None:
    for mark in metadata:
        if isinstance(mark, RefTo):
            return _leaf(mark.kind)
        if isinstance(mark, Markdown):
            return _leaf("markdown")
    return None


def _leaf(kind: str) -> Walker:
    def walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
        yield loc, kind, value

    return walk


def _items(walker: Walker | None) -> Walker | None:
    if walker is None:
        return None

    def walk(values: Any, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
        for index, value in enumerate(values):
            yield from walker(value, (*loc, index))

    return walk


def _members(walker: Walker | None) -> Walker | None:
    if walker is None:
        return None

    def walk(values: Any, loc: Loc) -> Iterator[tuple[Loc, str, str]]:
        for key, value in values.items():
            yield from walker(value, (*loc, key))

    return walk
