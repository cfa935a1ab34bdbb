"""What authors may write, taken from the entry classes: the one source of the JSON Schemas and of the reference.

A file kind (`FILES`) is a class, or a map of entries by id, or both. A class has fields; the meaning of a field is the
docstring below it in the source, its type the hint, its example what stands in `nutgraf/desk/reference_site`: a small
complete site in which every field is written once.
"""

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from nutgraf.model.corpus import About, Config
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
from nutgraf.read.schema import SET_BY_READER
from nutgraf.read.yaml import read_yaml


@dataclass(frozen=True, slots=True)
class FileShape:
    """A kind of file: the keys of `of` at its top; `member` entries by id under the key `members`, or at the top."""

    name: str
    title: str
    paths: tuple[str, ...]
    """Below content/; NAME is an id."""
    example: str
    """A file of nutgraf/desk/reference_site."""
    of: type | None = None
    members: str = ""
    member: type | None = None

    @property
    def is_front_matter(self) -> bool:
        """Whether the YAML stands above a Markdown text."""
        return self.example.endswith(".md")


FILES: tuple[FileShape, ...] = (
    FileShape("site", "The site", ("site.yaml",), "site.yaml", Config),
    FileShape("about", "The method", ("about.md",), "about.md", About),
    FileShape("article", "An article", ("articles/NAME/article.md",), "articles/bridge-closes/article.md", Article),
    FileShape(
        "annotations", "The notes of an article", ("articles/NAME/annotations.yaml",),
        "articles/bridge-closes/annotations.yaml", member=Note,
    ),
    FileShape(
        "corrections", "The corrections of an article", ("articles/NAME/corrections.yaml",),
        "articles/bridge-closes/corrections.yaml", member=Correction,
    ),
    FileShape("glossary", "A glossary", ("glossaries/NAME.yaml",), "glossaries/town.yaml", Glossary, "terms", Term),
    FileShape("timeline", "A timeline", ("timelines/NAME.yaml",), "timelines/bridge.yaml", Timeline, "events", Event),
    FileShape("places", "Places", ("places.yaml", "places/NAME.yaml"), "places.yaml", member=Place),
    FileShape("sources", "Sources", ("sources.yaml", "sources/NAME.yaml"), "sources.yaml", member=Source),
    FileShape("claims", "Claims", ("claims.yaml", "claims/NAME.yaml"), "claims.yaml", member=Claim),
)  # fmt: skip
"""Every kind of file that authors edit, in the order in which they meet them."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key that authors may write."""

    name: str
    hint: Any
    is_required: bool
    default: Any
    """None where there is none."""
    meaning: str
    """Markdown; empty where the source says nothing."""


@cache
def author_fields(kind: type) -> tuple[Field, ...]:
    """Return the fields of an entry class that authors write, in the order of the class."""
    hints, meanings = get_type_hints(kind, include_extras=True), docstrings(kind)
    shown = [each for each in fields(kind) if each.name not in SET_BY_READER]
    return tuple(_field(each, hints[each.name], meanings.get(each.name, "")) for each in shown)


def _field(each: Any, hint: Any, meaning: str) -> Field:
    has_default = each.default is not MISSING
    is_required = not has_default and each.default_factory is MISSING
    return Field(each.name, hint, is_required, each.default if has_default else None, meaning)


@cache
def docstrings(kind: type) -> Mapping[str, str]:
    """Return the text below each field of a class, by the field's name; Python keeps none, so the source is read."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found: dict[str, str] = {}
    for field, text in pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and isinstance(text, ast.Expr):
            found[field.target.id] = as_prose(str(ast.literal_eval(text.value)))
    return found


def as_prose(text: str) -> str:
    """Return a docstring on one line, its doubled backticks as Markdown's single ones."""
    return " ".join(inspect.cleandoc(text).split()).replace("``", "`")


def summary(kind: type) -> str:
    """Return the docstring of a class on one line."""
    return as_prose(kind.__doc__ or "")


def unwrapped(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type hint without `| None` and without its metadata, and the metadata."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(hint) is Annotated:
            hint, *more = get_args(hint)
            marks = (*more, *marks)
        elif get_origin(hint) in (Union, UnionType):
            hint = next(each for each in get_args(hint) if each is not type(None))
        else:
            return hint, marks


def is_entry(hint: Any) -> bool:
    """Whether a type is a class of entries: a map with known keys."""
    return isinstance(hint, type) and issubclass(hint, Entry)


def classes(kind: type) -> tuple[type, ...]:
    """Return an entry class and all that stand in its fields, each once, outermost first."""
    found = [kind]
    for field in author_fields(kind):
        found += [each for inner in _inner(field.hint) for each in classes(inner)]
    return tuple(dict.fromkeys(found))


def _inner(hint: Any) -> Iterator[type]:
    base, _ = unwrapped(hint)
    if is_entry(base):
        yield base
    for each in get_args(base):
        yield from _inner(each)


@cache
def examples() -> Mapping[tuple[type, str], tuple[Any, ...]]:
    """Return what the example site has for each class and field: at most two values, as JSON would have them."""
    found: dict[tuple[type, str], tuple[Any, ...]] = {}
    for shape in FILES:
        for kind, written in _maps(shape):
            for owner, name, value in _values(kind, written):
                known = found.get((owner, name), ())
                if value not in known and len(known) < 2:
                    found[owner, name] = (*known, value)
    return found


def example_text(shape: FileShape) -> str:
    """Return the example of a file kind, as an author would have written it."""
    return (Path(__file__).parent / "reference_site" / shape.example).read_text("utf-8")


def _maps(shape: FileShape) -> Iterator[tuple[type, Mapping[str, Any]]]:
    text = example_text(shape)
    yaml = text.split("---\n")[1] if shape.is_front_matter else text
    tree: Any = read_yaml(shape.example, yaml).value
    if shape.of is not None:
        yield shape.of, tree
    if shape.member is not None:
        for entry in (tree[shape.members] if shape.members else tree).values():
            yield shape.member, entry


def _values(kind: type, written: Mapping[str, Any]) -> Iterator[tuple[type, str, Any]]:
    for field in author_fields(kind):
        if field.name in written:
            yield kind, field.name, _typed(written[field.name], field.hint)
            yield from _values_inside(written[field.name], field.hint)


def _values_inside(written: Any, hint: Any) -> Iterator[tuple[type, str, Any]]:
    base, _ = unwrapped(hint)
    if is_entry(base) and isinstance(written, dict):
        yield from _values(base, written)
    elif get_origin(base) is tuple:
        for each in written:
            yield from _values_inside(each, get_args(base)[0])
    elif get_args(base) and isinstance(written, dict):
        for each in written.values():
            yield from _values_inside(each, get_args(base)[1])


def _typed(written: Any, hint: Any) -> Any:
    """Return a value with numbers where the class has numbers: the reader of YAML gives texts only."""
    base, _ = unwrapped(hint)
    if base in (int, float):
        number = float(written)
        return int(number) if number.is_integer() else number
    if isinstance(written, list):
        return [_typed(each, get_args(base)[0]) for each in written]
    if isinstance(written, dict) and is_entry(base):
        hints = {each.name: each.hint for each in author_fields(base)}
        return {key: _typed(value, hints[key]) for key, value in written.items()}
    if isinstance(written, dict):
        return {key: _typed(value, get_args(base)[1]) for key, value in written.items()}
    return written
