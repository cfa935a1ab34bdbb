"""Plain values to entries. Each fault that pydantic finds becomes a diagnostic with place and nearest right answer."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from rapidfuzz import process

from nutgraf.model.diagnostics import RULES, Diagnostic, Span
from nutgraf.model.origins import Loc
from nutgraf.read.yaml import Tree

SET_BY_READER = frozenset({"id", "glossary", "timeline", "article", "body"})
"""Fields whose values come from a key, a file's name or the text below the front matter: no author writes them."""

_WRONG_TYPES = {
    "string_type": "a text",
    "tuple_type": "a list, such as [one, two]",
    "dataclass_type": "a map of keys and values",
    "mapping_type": "a map of keys and values",
    "dict_type": "a map of keys and values",
    "float_parsing": "a number",
    "float_type": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "finite_number": "a number",
}


def build(kind: type, tree: Tree, loc: Loc, given: Mapping[str, Any], path: str) -> tuple[Any, list[Diagnostic]]:
    """Validate the map at `loc` of a file against an entry class, with the fields that the reader gives.

    Returns the entry and no diagnostics, or None and all of them. Keys starting with ``x-`` are the author's own.
    """
    written = _at(tree.value, loc)
    if not isinstance(written, dict):
        return None, [_wrong_shape(tree, loc, path)]
    own = {key: value for key, value in written.items() if not key.startswith("x-")}
    stray = [key for key in own if key in SET_BY_READER]
    found = [_unknown_key(kind, tree, (*loc, key), (key,), path) for key in stray]
    try:
        entry = _adapter(kind).validate_python({**own, **given})
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
        found += [_diagnostic(kind, tree, loc, problem, path) for problem in problems]
        return None, found
    return (None if found else entry), found


@cache
def _adapter(kind: type) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _at(value: Any, loc: Loc) -> Any:
    for step in loc:
        value = value[step]
    return value


def _diagnostic(kind: type, tree: Tree, loc: Loc, problem: Any, path: str) -> Diagnostic:
    where: Loc = tuple(problem["loc"])
    is_key = bool(where) and where[-1] == "[key]"
    where = where[:-1] if is_key else where
    at = (*loc, *where)
    if problem["type"] == "unexpected_keyword_argument":
        return _unknown_key(kind, tree, at, where, path)
    if problem["type"] == "missing":
        message = f"the key {where[-1]!r} is missing"
        return Diagnostic(_span(tree, at[:-1], path, as_key=True), "missing-key", message, "add it")
    if problem["type"] == "literal_error":
        return _bad_choice(kind, tree, at, where, path, is_key=is_key)
    rule, message = _words(problem)
    return Diagnostic(_span(tree, at, path, as_key=is_key), rule, f"{_label(where)}{message}")


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


def _label(where: Loc) -> str:
    names = [step for step in where if isinstance(step, str)]
    return f"{names[-1]}: " if names else ""


def _wrong_shape(tree: Tree, loc: Loc, path: str) -> Diagnostic:
    message = f"{loc[-1]!r} has no keys of its own" if loc else "the file holds no map of keys and values"
    return Diagnostic(
        _span(tree, loc, path, as_key=bool(loc)), "wrong-type", message, "write `key: value` lines below it"
    )


def _unknown_key(kind: type, tree: Tree, at: Loc, where: Loc, path: str) -> Diagnostic:
    known = [each for each in _keys(_type_at(kind, where[:-1])) if each not in SET_BY_READER]
    span = _span(tree, at, path, as_key=True)
    return Diagnostic(span, "unknown-key", f"the key {where[-1]!r} is not known here", nearest(str(where[-1]), known))


def _bad_choice(kind: type, tree: Tree, at: Loc, where: Loc, path: str, *, is_key: bool) -> Diagnostic:
    field = where[:-1] if is_key else where
    choices = [str(each) for each in _choices(_type_at(kind, field))]
    written = str(where[-1] if is_key else _at_or_none(tree.value, at))
    message = f"{_label(field)}{written!r} is none of the choices"
    return Diagnostic(_span(tree, at, path, as_key=is_key), "bad-choice", message, nearest(written, choices))


def _at_or_none(value: Any, loc: Loc) -> Any:
    try:
        return _at(value, loc)
    except (KeyError, IndexError, TypeError):
        return None


def nearest(written: str, known: list[str]) -> str:
    """Return a hint that names the nearest of the known words, or all of them when none is near."""
    best = process.extractOne(written.lower(), known, score_cutoff=60)
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
    return [each.name for each in fields(hint)] if is_dataclass(hint) else []


def _choices(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Literal:
        return get_args(hint)
    keys = [_strip(each) for each in get_args(hint)]
    return next((get_args(each) for each in keys if get_origin(each) is Literal), ())
