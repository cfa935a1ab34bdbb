"""Plain values to entries. Each fault that pydantic finds becomes a diagnostic with place and nearest right answer."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from nutgraf.model.diagnostics import RULES, Diagnostic, Span
from nutgraf.model.origins import Loc
from nutgraf.read.yaml import Tree

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SET_BY_READER = frozenset({"id", "glossary", "timeline", "article", "body"})
"""Fields whose values come from a key, a file's name or the text below the front matter: no author writes them."""

_CURLY = "“”„‟‘’‚‛«»"
"""Quotation marks that YAML takes for letters."""

_WRONG_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list",
    "dataclass_type": "a map of keys and values",
    "mapping_type": "a map of keys and values",
    "dict_type": "a map of keys and values",
    "bool_parsing": "true or false",
    "bool_type": "true or false",
    "float_parsing": "a number",
    "float_type": "a number",
    "finite_number": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing_size": "a smaller whole number",
}


def build(
    kind: type, tree: Tree, loc: Loc, given: Mapping[str, Any], path: str, also: tuple[str, ...] = ()
) -> tuple[Any, list[Diagnostic]]:
    """Validate the map at `loc` of a file against an entry class, with the fields that the reader gives.

    Returns the entry and no diagnostics, or None and all of them. Keys starting with ``x-`` are the author's own; keys
    named in `also` are read by somebody else.
    """
    written = _at(tree.value, loc)
    if not isinstance(written, dict):
        return None, [_wrong_shape(tree, loc, path)]
    own = {key: value for key, value in without_own(written).items() if key not in also}
    found = refuse_given(kind, tree, loc, path)
    from pydantic import ValidationError

    try:
        entry = _adapter(kind).validate_python({**own, **given})
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        found += [_diagnostic(kind, tree, loc, each, path, also) for each in problems if not _is_echo(tree, loc, each)]
        return None, found
    return (None if found else entry), found


def refuse_given(kind: type, tree: Tree, loc: Loc, path: str) -> list[Diagnostic]:
    """Return a diagnostic for each key at `loc` that only the reader sets."""
    hint = "delete it: it is known from the entry's key, the file's name or the text below"
    given = sorted(key for key in SET_BY_READER & _hints(kind).keys() if (*loc, key) in tree.keys)
    return [
        Diagnostic(_span(tree, (*loc, key), path, as_key=True), "unknown-key", f"{key!r} is not written here", hint)
        for key in given
    ]


def _is_echo(tree: Tree, loc: Loc, problem: Any) -> bool:
    """Whether a problem only follows from one that is reported: of a refused value, or of the items of a list."""
    at = (*loc, *problem["loc"])
    return at in tree.refused or (problem["type"] == "too_short" and bool(_written(tree.value, at)))


def without_own(written: Any) -> Any:
    """Return a value without the keys that are the author's own (``x-…``), at any depth."""
    if isinstance(written, dict):
        return {key: without_own(value) for key, value in written.items() if not key.startswith("x-")}
    return [without_own(value) for value in written] if isinstance(written, list) else written


@cache
def _adapter(kind: type) -> "TypeAdapter[Any]":
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _diagnostic(kind: type, tree: Tree, loc: Loc, problem: Any, path: str, also: tuple[str, ...]) -> Diagnostic:
    where: Loc = tuple(problem["loc"])
    if problem["type"] == "unexpected_keyword_argument":
        return _unknown_key(kind, tree, (*loc, *where), where, path, also)
    if problem["type"] == "missing":
        message = f"the key {where[-1]!r} is missing"
        return Diagnostic(_span(tree, (*loc, *where[:-1]), path, as_key=True), "missing-key", message, "add it")
    is_key = bool(where) and where[-1] == "[key]"
    where = where[:-1] if is_key else where
    if not is_key and isinstance(_written(tree.value, (*loc, *where[:-1])), str):
        where = where[:-1]  # of a shorthand: the field that the bare text stands for was not written
    at = (*loc, *where)
    span = _span(tree, at, path, as_key=is_key)
    if not is_key and _written(tree.value, at) is None:
        return Diagnostic(span, "missing-key", f"{_label(where)}is empty", "write its value, or delete the key")
    if problem["type"] == "literal_error":
        return _bad_choice(kind, where, str(where[-1]) if is_key else _written(tree.value, at), span, is_key=is_key)
    rule, message = _words(problem)
    hint = _shape_hint(kind, where, problem["type"], _written(tree.value, at)) or _swap_hint(tree, at)
    return Diagnostic(span, rule, f"{_label(where)}{message}", hint)


def _words(problem: Any) -> tuple[str, str]:
    if problem["type"] in RULES:
        return problem["type"], problem["msg"]
    if problem["type"] in _WRONG_TYPES:
        return "wrong-type", f"must be {_WRONG_TYPES[problem['type']]}"
    if problem["type"] in ("string_too_short", "too_short"):
        return "missing-key", "is empty"
    limits = problem.get("ctx", {})
    bounds = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
    for key, words in bounds.items():
        if key in limits:
            return "bad-value", f"must be {words} {limits[key]:g}"
    return "bad-value", problem["msg"]


_NUMBERS = {"float_parsing": "write digits, with a point: 34.5", "int_parsing": "write digits alone: 2"}


def _shape_hint(kind: type, where: Loc, problem: str, written: Any) -> str:
    """Return how to write a value whose shape is wrong."""
    if problem == "tuple_type" and isinstance(written, str) and re.fullmatch(r"[\w .-]+", written):
        return f"write [{written}]"
    if problem == "dataclass_type":
        return f"its keys: {', '.join(_keys(_type_at(kind, where)))}"
    return _NUMBERS.get(problem, "")


def _swap_hint(tree: Tree, at: Loc) -> str:
    """Return the advice to swap coordinates: a latitude is far from being one, but the longitude beside it is one."""
    if at[-1:] != ("latitude",):
        return ""
    pair = [str(_written(tree.value, (*at[:-1], key))) for key in ("latitude", "longitude")]
    if not all(re.fullmatch(r"-?[0-9]{1,3}(?:\.[0-9]+)?", each) for each in pair):
        return ""
    is_swapped = 91 <= abs(float(pair[0])) <= 180 and abs(float(pair[1])) <= 90
    return f"they seem swapped: write latitude: {pair[1]}, longitude: {pair[0]}" if is_swapped else ""


def _label(where: Loc) -> str:
    names = [step for step in where if isinstance(step, str)]
    return f"{names[-1]}: " if names else ""


def _wrong_shape(tree: Tree, loc: Loc, path: str) -> Diagnostic:
    message = f"{loc[-1]!r} has no keys of its own" if loc else "the file holds no map of keys and values"
    hint = "write `key: value` lines below it"
    if loc:
        hint += ", without `- ` before them" if isinstance(_at(tree.value, loc), list) else ", indented deeper"
    return Diagnostic(_span(tree, loc, path, as_key=bool(loc)), "wrong-type", message, hint)


def _unknown_key(kind: type, tree: Tree, at: Loc, where: Loc, path: str, also: tuple[str, ...] = ()) -> Diagnostic:
    known = [*_keys(_type_at(kind, where[:-1])), *(also if len(where) == 1 else ())]
    span, key = _span(tree, at, path, as_key=True), str(where[-1])
    hint = nearest(key.strip(_CURLY), known) + (" (a key needs no quotation marks)" if key[:1] in _CURLY else "")
    return Diagnostic(span, "unknown-key", f"the key {key!r} is not known here", hint)


def _bad_choice(kind: type, where: Loc, written: Any, span: Span, *, is_key: bool) -> Diagnostic:
    field = where[:-1] if is_key else where
    choices = [str(each) for each in _choices(_type_at(kind, field))]
    if not isinstance(written, str):
        return Diagnostic(span, "wrong-type", f"{_label(field)}must be one word", f"known: {', '.join(choices)}")
    message = f"{_label(field)}{written!r} is none of the choices"
    return Diagnostic(span, "bad-choice", message, nearest(written, choices))


def _written(value: Any, loc: Loc) -> Any:
    """Return what the author wrote there; a stand-in when there is nothing at that place."""
    try:
        return _at(value, loc)
    except (KeyError, IndexError, TypeError):
        return ""


def nearest(written: str, known: list[str]) -> str:
    """Return a hint that names the nearest of the known words, or all of them when none is near."""
    from rapidfuzz import fuzz, process

    best = process.extractOne(written, known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=60)
    if best is not None:
        return f"did you mean {best[0]!r}?"
    return f"known: {', '.join(known)}" if known else ""


def _span(tree: Tree, loc: Loc, path: str, *, as_key: bool = False) -> Span:
    places = tree.keys if as_key else tree.values
    for length in range(len(loc), -1, -1):
        place = places.get(loc[:length]) or tree.values.get(loc[:length])
        if place is not None:
            return Span(path, *place)
    return Span(path)


def _strip(hint: Any) -> Any:
    """Return a type hint without its metadata and without None."""
    while True:
        if get_origin(hint) is Annotated:
            hint = get_args(hint)[0]
        elif get_origin(hint) in (Union, UnionType):
            hint = next(each for each in get_args(hint) if each is not type(None))
        else:
            return hint


def _type_at(kind: type, where: Loc) -> Any:
    """Return the type of the field that a loc leads to inside an entry class."""
    hint: Any = kind
    for step in where:
        if is_dataclass(hint):
            entry: Any = hint
            hint = _hints(entry).get(str(step), Any)
        elif get_args(hint):
            hint = get_args(hint)[-1 if isinstance(step, str) else 0]
        hint = _strip(hint)
    return hint


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _keys(hint: Any) -> list[str]:
    """Return the keys that authors may write in a map of this type."""
    return [each.name for each in fields(hint) if each.name not in SET_BY_READER] if is_dataclass(hint) else []


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    keys = [_strip(each) for each in get_args(hint)]
    return next((get_args(each) for each in keys if get_origin(each) is Literal), ())
