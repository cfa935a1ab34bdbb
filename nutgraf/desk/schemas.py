"""JSON Schemas (draft 2020-12) of the files that authors edit, for editors that complete and check YAML.

pydantic makes a schema of each entry class. It is then told what pydantic cannot know: what a field means, by its
docstring; how a text is written, by the field's marks (`MARKS`); that keys starting with ``x-`` are the author's own;
and that nutgraf takes every plain value as text, where an editor takes ``date: 2024`` for a number.

A schema is no stricter than nutgraf, so an editor underlines only what `nutgraf check` refuses too. It is less strict:
ids are not looked up, and a date is checked by its shape.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args, get_origin

from pydantic import TypeAdapter

from nutgraf.desk.schema_source import (
    FILES,
    Field,
    FileShape,
    author_fields,
    classes,
    examples,
    is_entry,
    summary,
    unwrapped,
)
from nutgraf.model.corpus import Config
from nutgraf.model.dates import parse_date
from nutgraf.model.diagnostics import RULES, may_set
from nutgraf.model.fields import (
    ID_PATTERN,
    MaxWords,
    Parsed,
    RefTo,
    Shorthand,
    parse_id,
    parse_language,
    parse_web_address,
    parse_wikidata,
    parse_zone,
)
from nutgraf.model.ranges import parse_range

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
MADE_BY = "Made by `nutgraf schema --write`: edit the classes in nutgraf/model, not this file."

_OWN: Schema = {"^x-": True}
"""Keys that are the author's own."""
_ENTRY_ID = f"^(?!x-){ID_PATTERN}$"

_DAY = (
    r"-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX)(?:-(?:[0-9]{2}|XX)(?:-(?:[0-9]{2}|XX)"
    r"(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:[0-9]{2}))?)?)?[~?%]?"
)
_DATE = rf"^(?:{_DAY}|{_DAY}/(?:{_DAY}|\.\.)|\.\./{_DAY}|\[{_DAY}(?:\s*,\s*{_DAY})+\]|\[{_DAY}\.\.{_DAY}\])$"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"

LEAVES: Mapping[str, Schema] = {
    "text": {"type": ["string", "number", "boolean"], "pattern": r"\S"},
    "id": {"type": ["string", "number"], "pattern": f"^{ID_PATTERN}$"},
    "date": {
        "type": ["string", "integer"],
        "pattern": _DATE,
        "patternErrorMessage": "No date: write it as 2024, 2024-01, 2024-01-23, 2007~ or 2024-01-24T00:15+03:00.",
    },
    "value": {
        "type": ["string", "number"],
        "pattern": rf"^(?:{_NUMBER}|{_NUMBER}\.\.(?:{_NUMBER})?|\.\.{_NUMBER})$",
        "patternErrorMessage": "No number or range: write 7, 1.. (at least), ..7 (at most) or 5..10.",
    },
    "web-address": {
        "type": "string",
        "pattern": r"^[hH][tT][tT][pP][sS]?://\S+$",
        "patternErrorMessage": "No web address: write it whole, starting with https://.",
    },
    "language": {"type": "string", "pattern": "^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$"},
    "zone": {"type": "string", "description": "An IANA time zone, such as Asia/Baghdad."},
    "wikidata": {"type": "string", "pattern": "^Q[1-9][0-9]*$"},
}
"""What is written as one text: nutgraf takes ``title: 1990`` and ``name: true`` as they are written."""

PARSED: Mapping[Callable[[str], Any], str] = {
    parse_id: "id",
    parse_date: "date",
    parse_range: "value",
    parse_web_address: "web-address",
    parse_language: "language",
    parse_zone: "zone",
    parse_wikidata: "wikidata",
}
"""Which of them a function reads."""


def schemas() -> Mapping[str, str]:
    """Return the JSON text of every schema by its file's name."""
    return {f"{shape.name}.json": text_of(file_schema(shape)) for shape in FILES}


def text_of(schema: Schema) -> str:
    """Return a schema as it is stored."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def file_schema(shape: FileShape) -> Schema:
    """Return the schema of a kind of file."""
    defs = {name: schema for kind in (shape.of, shape.member) if kind for name, schema in entry_schemas(kind).items()}
    members = {"description": summary(shape.member), **_entries(shape.member)} if shape.member else {}
    top = defs.pop(shape.of.__name__) if shape.of else members
    if shape.of and shape.member:
        top["properties"][shape.members] = members
    where = " or ".join(f"content/{path}" for path in shape.paths)
    about = f"{where.replace('NAME', '<id>')}{', front matter' if shape.is_front_matter else ''}"
    head = {"$schema": DRAFT, "$comment": MADE_BY, "title": shape.title, "description": about}
    whole = {**head, **{key: value for key, value in top.items() if key != "description"}, "$defs": defs}
    return {**whole, "$defs": {**defs, **_leaves_in(whole)}}


def _leaves_in(schema: Schema) -> Mapping[str, Schema]:
    text = json.dumps(schema)
    return {name: leaf for name, leaf in LEAVES.items() if json.dumps(_leaf(name))[1:-1] in text}


def _leaf(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _entries(kind: type) -> Schema:
    """Return the schema of a map of entries by id."""
    return {
        "type": "object",
        "patternProperties": {_ENTRY_ID: {"$ref": f"#/$defs/{kind.__name__}"}, **_OWN},
        "additionalProperties": False,
    }


def entry_schemas(kind: type) -> Mapping[str, Schema]:
    """Return the schemas of an entry class and of the classes inside it, by name."""
    made = TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}")
    inner = made.pop("$defs", {})
    return {each.__name__: _map(each, inner.get(each.__name__, made)) for each in classes(kind)}


def _map(kind: type, made: Schema) -> Schema:
    shown = author_fields(kind)
    required = [each.name for each in shown if each.is_required]
    return {
        "description": summary(kind),
        "type": "object",
        "properties": {each.name: _property(kind, each, made["properties"][each.name]) for each in shown},
        **({"required": required} if required else {}),
        "patternProperties": _OWN,
        "additionalProperties": False,
    }


def _property(kind: type, field: Field, made: Schema) -> Schema:
    value = _value(field.hint, made)
    if (kind, field.name) == (Config, "rules"):
        value = _with_rules(value)
    meaning = " ".join(part for part in (field.meaning, value.pop("description", "")) if part)
    default = {} if field.default in (None, "", ()) else {"default": field.default}
    shown = examples().get((kind, field.name), ())
    return {
        **({"description": meaning} if meaning else {}),
        **value,
        **default,
        **({"examples": list(shown)} if shown else {}),
    }


def _with_rules(value: Schema) -> Schema:
    """Return the schema of the one map whose keys are texts that nutgraf knows: the rules that a site may set."""
    known = {rule: {**value["additionalProperties"], "default": RULES[rule]} for rule in RULES if may_set(rule)}
    return {**value, "properties": known, "additionalProperties": False}


def _value(hint: Any, made: Schema) -> Schema:
    """Return what pydantic made of a hint, with what the hint's marks say, and without null: no value may be empty."""
    base, marks = unwrapped(hint)
    made = next((each for each in made.get("anyOf", ()) if each.get("type") != "null"), made)
    schema = _unmarked(base, {key: each for key, each in made.items() if key not in ("title", "default")})
    for mark in marks:
        for kind, told in MARKS:
            if isinstance(mark, kind):
                schema = told(mark, schema)
    return schema


def _unmarked(base: Any, made: Schema) -> Schema:
    if get_origin(base) is tuple:
        return {**made, "items": _value(get_args(base)[0], made["items"])}
    if get_origin(base) is Literal or is_entry(base):
        return made
    if len(get_args(base)) == 2:
        return _keyed(get_args(base)[0], get_args(base)[1], _of_members(made))
    return _leaf("text") if base is str else made


def _of_members(made: Schema) -> Schema:
    """Return what pydantic made of a map's values: it stands under the pattern of the keys where there is one."""
    members: Mapping[str, Schema] = {**made.get("patternProperties", {}), "": made.get("additionalProperties", {})}
    return next(iter(members.values()))


def _keyed(key: Any, value: Any, made: Schema) -> Schema:
    """Return the schema of a map: each known key, or any id, or any text."""
    inner, (base, marks) = _value(value, made), unwrapped(key)
    shape: Schema = {"type": "object", "patternProperties": dict(_OWN), "additionalProperties": False}
    if get_origin(base) is Literal:
        return {**shape, "properties": dict.fromkeys(get_args(base), inner)}
    if any(isinstance(mark, Parsed) and mark.parse is parse_id for mark in marks):
        return {**shape, "patternProperties": {_ENTRY_ID: inner, **_OWN}}
    return {**shape, "additionalProperties": inner}


def _parsed(mark: Parsed, _schema: Schema) -> Schema:
    return _leaf(PARSED[mark.parse]) if mark.parse in PARSED else dict(mark.json_schema)


def _max_words(mark: MaxWords, schema: Schema) -> Schema:
    words = rf"^\s*\S+(?:\s+\S+){{0,{mark.limit - 1}}}\s*$"
    told = f"At most {mark.limit} words fit here, and at least one."
    return {**schema, "description": f"At most {mark.limit} words.", "pattern": words, "patternErrorMessage": told}


def _ref(mark: RefTo, schema: Schema) -> Schema:
    return {"description": f"Id of {with_article(mark.kind)}.", **schema}


def _shorthand(_mark: Shorthand, schema: Schema) -> Schema:
    """A bare text stands for the one field of a class, or for a value of a map that has none but its default key."""
    return {"anyOf": [schema.get("additionalProperties") or _leaf("text"), schema]}


MARKS: tuple[tuple[type, Callable[[Any, Schema], Schema]], ...] = (
    (Parsed, _parsed),
    (MaxWords, _max_words),
    (RefTo, _ref),
    (Shorthand, _shorthand),
)
"""What each mark of a field adds to its schema."""


def with_article(word: str) -> str:
    """Return a noun with "a" or "an"."""
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
