"""What each file holds, as classes: `SHAPES` says it by path, and `walk` finds the type of every value in a file.

So a date, a ref or a text is found wherever it stands, in entries with faults too, and nothing is listed twice: what an
entry's fields are is said in `nutgraf.model.entries` alone.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from nutgraf.model.corpus import About, Config, Editor
from nutgraf.model.entries import (
    Article,
    Claim,
    Correction,
    Entry,
    Event,
    Glossary,
    Note,
    Place,
    Source,
    Term,
    Timeline,
)
from nutgraf.model.fields import ID_PATTERN
from nutgraf.model.origins import Loc
from nutgraf.read.schema import SET_BY_READER


class Shape(NamedTuple):
    """What a kind of file holds: one entry of its own, or a map of entries at `members`, or both."""

    path: str
    """Below content/, as in `nutgraf.read.files.FILE_KINDS`: `NAME` is an id."""
    name: str = ""
    """Kind of the file's own entry."""
    kind: type | None = None
    member_name: str = ""
    member: type | None = None
    members: Loc = ()

    def match(self, path: str) -> re.Match[str] | None:
        """Return a match whose group is the name in the path."""
        return re.fullmatch(re.escape(self.path).replace("NAME", f"({ID_PATTERN})"), path)


SHAPES: tuple[Shape, ...] = (
    Shape("site.yaml", "site", Config, "editor", Editor, ("editors",)),
    Shape("about.md", "about", About),
    Shape("glossaries/NAME.yaml", "glossary", Glossary, "term", Term, ("terms",)),
    Shape("timelines/NAME.yaml", "timeline", Timeline, "event", Event, ("events",)),
    Shape("places.yaml", "", None, "place", Place),
    Shape("places/NAME.yaml", "", None, "place", Place),
    Shape("sources.yaml", "", None, "source", Source),
    Shape("sources/NAME.yaml", "", None, "source", Source),
    Shape("claims.yaml", "", None, "claim", Claim),
    Shape("claims/NAME.yaml", "", None, "claim", Claim),
    Shape("articles/NAME/article.md", "article", Article),
    Shape("articles/NAME/annotations.yaml", "", None, "note", Note),
    Shape("articles/NAME/corrections.yaml", "", None, "correction", Correction),
)


def shape_of(path: str) -> Shape | None:
    """Return what a file below content/ holds; None for a file that is not read."""
    return next((shape for shape in SHAPES if shape.match(path)), None)


def shapes_with(kind: str) -> tuple[Shape, ...]:
    """Return the kinds of file in which entries of a kind may stand."""
    return tuple(shape for shape in SHAPES if kind in (shape.name, shape.member_name))


def class_of(kind: str) -> type:
    """Return the class of a kind."""
    shape = shapes_with(kind)[0]
    found = shape.kind if shape.name == kind else shape.member
    assert found is not None  # noqa: S101 - a row of SHAPES that names a kind gives its class
    return found


class Part(NamedTuple):
    """A value with a known type: where it stands, its type with the metadata, and what is written."""

    loc: Loc
    hint: Any
    value: Any


def walk(shape: Shape, value: Any) -> Iterator[Part]:
    """Yield every value of a file whose type is known, outer ones first."""
    if shape.kind is not None:
        yield from _walk(shape.kind, value, ())
    if shape.member is not None and shape.name != "site":
        entries = value
        for step in shape.members:
            entries = entries.get(step) if isinstance(entries, dict) else None
        for key, entry in entries.items() if isinstance(entries, dict) else ():
            if not key.startswith("x-"):
                yield from _walk(shape.member, entry, (*shape.members, key))


def _walk(hint: Any, value: Any, loc: Loc) -> Iterator[Part]:
    yield Part(loc, hint, value)
    plain = bare(hint)
    if is_entry(plain) and isinstance(value, dict):
        known = hints(plain)
        for key, inner in value.items():
            if key in known:
                yield from _walk(known[key], inner, (*loc, key))
    elif get_origin(plain) is tuple and isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(get_args(plain)[0], inner, (*loc, index))
    elif is_map(plain) and isinstance(value, dict):
        for key, inner in value.items():
            yield from _walk(get_args(plain)[1], inner, (*loc, key))


@cache
def hints(kind: Any) -> Mapping[str, Any]:
    """Return the types of the fields that authors write, with their metadata, in the order of the class."""
    found = get_type_hints(kind, include_extras=True)
    return {each.name: found[each.name] for each in fields(kind) if each.name not in SET_BY_READER}


def is_entry(plain: Any) -> bool:
    """Whether a bare type is a class of entries: a map with known keys."""
    return isinstance(plain, type) and issubclass(plain, Entry)


def is_map(plain: Any) -> bool:
    """Whether a bare type is a map with keys of the author's choice, or from a list of words."""
    origin = get_origin(plain)
    return isinstance(origin, type) and issubclass(origin, Mapping)


@cache
def bare(hint: Any) -> Any:
    """Return a type without metadata and without None."""
    while True:
        if get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, UnionType):
            hint = next(each for each in get_args(hint) if each is not type(None))
        else:
            return hint


@cache
def marks(hint: Any) -> tuple[Any, ...]:
    """Return what is said about a field beside its type: `RefTo`, `Markdown` and so on."""
    if get_origin(hint) is Annotated:
        return (*get_args(hint)[1:], *marks(get_args(hint)[0]))
    if get_origin(hint) in (Union, UnionType):
        return tuple(mark for each in get_args(hint) for mark in marks(each))
    return ()


def mark_of(hint: Any, kind: type) -> Any:
    """Return the mark of a class, or None."""
    return next((mark for mark in marks(hint) if isinstance(mark, kind)), None)
