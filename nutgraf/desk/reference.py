"""The format reference as Markdown: every file, its keys, how each is written, and a working example."""

from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from nutgraf.desk.schema_source import (
    FILES,
    Field,
    FileShape,
    author_fields,
    classes,
    example_text,
    is_entry,
    summary,
    unwrapped,
)
from nutgraf.desk.schemas import PARSED, with_article
from nutgraf.model.fields import Markdown, MaxWords, Parsed, RefTo, Shorthand

_HEAD = """\
<!-- Made by `nutgraf schema --reference`: edit the classes and docstrings in nutgraf/model, not this file. -->
# Reference: every file and key

What the words below mean, how dates and links are written, and what YAML asks of you stands in [format.md](format.md).
Any key that starts with `x-` is your own and is left alone. The examples together are a small site that builds without
a warning; nothing in it happened.
"""

_LEAF_WORDS = {
    "id": "id",
    "date": "[date](format.md#dates)",
    "value": "number or range: `7`, `1..`, `..7`, `5..10`",
    "web-address": "web address",
    "language": "language tag, such as `en-GB`",
    "zone": "time zone, such as `Asia/Baghdad`",
    "wikidata": "Wikidata item, such as `Q796`",
}


def reference() -> str:
    """Return the whole page."""
    seen: set[type] = set()
    return "\n".join([_HEAD, _contents(), *(_file(shape, seen) for shape in FILES)])


def _contents() -> str:
    rows = [f"| [{each.title}](#{_anchor(each.title)}) | {_paths(each)} |" for each in FILES]
    return "\n".join(["| what | file below `content/` |", "|---|---|", *rows, ""])


def _file(shape: FileShape, seen: set[type]) -> str:
    parts = [f"## {shape.title}", "", f"{_paths(shape)}{_below(shape)}", ""]
    for kind in (shape.of, shape.member):
        for each in classes(kind) if kind else ():
            if each not in seen:
                seen.add(each)
                parts += [*_class(each, shape), ""]
    return "\n".join([*parts, *_example(shape), ""])


def _paths(shape: FileShape) -> str:
    return " or ".join(f"`{path.replace('NAME', '<id>')}`" for path in shape.paths)


def _below(shape: FileShape) -> str:
    if shape.is_front_matter:
        return ": these keys between two lines `---`, then Markdown."
    if shape.member is None:
        return ": these keys."
    entry = f"[{_name(shape.member)}](#{_anchor(_name(shape.member))})"
    ids = f"one {entry} under each id"
    return f": these keys, and under `{shape.members}` {ids}." if shape.members else f": {ids}."


def _class(kind: type, shape: FileShape) -> Iterator[str]:
    if kind is not shape.of:
        yield f"### {_name(kind).capitalize()}"
        yield ""
        yield summary(kind)
        yield ""
    yield "| key | what to write | default | meaning |"
    yield "|---|---|---|---|"
    for field in author_fields(kind):
        yield f"| `{field.name}` | {written_as(field.hint)} | {_default(field)} | {field.meaning} |"
    if shape.of is kind and shape.member:
        yield f"| `{shape.members}` | map: id → [{_name(shape.member)}](#{_anchor(_name(shape.member))}) | | |"


def _default(field: Field) -> str:
    if field.is_required:
        return "**required**"
    return "" if field.default in (None, "", ()) else f"`{field.default}`"


def _example(shape: FileShape) -> Iterator[str]:
    text = example_text(shape)
    yield from (
        f"```{'markdown' if shape.is_front_matter else 'yaml'} content/{shape.example}",
        text.rstrip("\n"),
        "```",
    )


def written_as(hint: Any) -> str:
    """Return in words how a field of this type is written."""
    base, marks = unwrapped(hint)
    words = _base_words(base, marks)
    limits = [f", at most {each.limit} words" for each in marks if isinstance(each, MaxWords)]
    bounds = [f", {word} {getattr(each, name):g}" for each in marks for name, word in _BOUNDS if hasattr(each, name)]
    return "".join([words, *limits, *bounds])


_BOUNDS = (("ge", "from"), ("gt", "more than"), ("le", "to"))


def _base_words(base: Any, marks: tuple[Any, ...]) -> str:
    if get_origin(base) is tuple:
        return f"list: {written_as(get_args(base)[0])}"
    if get_origin(base) is Literal:
        return ", ".join(f"`{each}`" for each in get_args(base))
    if len(get_args(base)) == 2:
        key, value = get_args(base)
        inner = f"map: {written_as(key)} → {written_as(value)}"
        return f"{written_as(value)}, or a {inner}" if _has(marks, Shorthand) else inner
    if is_entry(base):
        link = f"[{_name(base)}](#{_anchor(_name(base))})"
        return f"text, or a {link}" if _has(marks, Shorthand) else link
    return _scalar_words(base, marks)


def _scalar_words(base: Any, marks: tuple[Any, ...]) -> str:
    for mark in marks:
        if isinstance(mark, RefTo):
            return f"id of {with_article(mark.kind)}"
    for mark in marks:
        if isinstance(mark, Parsed):
            return _LEAF_WORDS[PARSED[mark.parse]]
    plain = {bool: "`true`, `false`", int: "whole number", float: "number"}
    return plain.get(base) or ("Markdown" if _has(marks, Markdown) else "text")


def _has(marks: tuple[Any, ...], kind: type) -> bool:
    return any(isinstance(mark, kind) for mark in marks)


def _name(kind: type) -> str:
    """Return what a class is called in prose: MapView is a map view."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.__name__).strip()


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")
