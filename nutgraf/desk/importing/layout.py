"""Entries as YAML, laid out as authors write it: short lists and maps in brackets, long texts folded below their key.

Values are texts (already clean, see `plain`), lists and maps. Whatever is written is read back as the same value.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

WIDTH = 120
_PLAIN = re.compile(r"(?:[^\W_]|[(/.‘“…\\]|[-+](?=[^\W_]))[^\n]*")
_UNSAFE = re.compile(r":(?:\s|$)|\s#|^\.\.\.|^(?:~|null)$")
_PLAIN_IN_FLOW = re.compile(r"(?:[^\W_]|[(/.‘“…\\]|[-+](?=[^\W_]))[\w .()/’‘“”…–—;%+=-]*")


def entry(key: str, fields: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Return the lines of one entry, its fields a line or more each."""
    return [f"{' ' * indent}{key}:", *members(fields, indent + 2)]


def members(fields: Mapping[str, Any], indent: int = 0) -> list[str]:
    """Return the lines of a map, a key or more a line."""
    return [line for key, value in fields.items() for line in _member(key, value, indent)]


def _member(key: str, value: Any, indent: int) -> list[str]:
    name = f"{' ' * indent}{scalar(key)}:"
    if isinstance(value, str):
        return _text(name, value, indent + 2)
    flow = _flow(value)
    if len(name) + 1 + len(flow) <= WIDTH or not value:
        return [f"{name} {flow}"]
    return [name, *_block(value, indent + 2)]


def _block(value: Any, indent: int) -> list[str]:
    if isinstance(value, Mapping):
        return members(value, indent)
    return [line for item in value for line in _item(item, indent)]


def _item(value: Any, indent: int) -> list[str]:
    dash = f"{' ' * indent}-"
    if isinstance(value, str):
        return _text(dash, value, indent + 2)
    flow = _flow(value)
    if len(dash) + 1 + len(flow) <= WIDTH or not value:
        return [f"{dash} {flow}"]
    first, *more = _block(value, indent + 2)
    return [f"{dash} {first.lstrip()}", *more]


def _text(name: str, text: str, indent: int) -> list[str]:
    line = f"{name} {scalar(text)}"
    if "\n" not in text and (len(line) <= WIDTH or " " not in text):
        return [line]
    if _folds(text):
        return [f"{name} >-", *_folded(text, indent)]
    return [f"{name} |-", *(f"{' ' * indent}{each}" if each else "" for each in text.split("\n"))]


def _folds(text: str) -> bool:
    """Whether the text is made of paragraphs, so that it may be wrapped."""
    return all("\n" not in each and each == each.strip() for each in text.split("\n\n"))


def _folded(text: str, indent: int) -> Iterator[str]:
    for number, paragraph in enumerate(text.split("\n\n")):
        if number:
            yield from ("", "")
        yield from _wrapped(paragraph, indent)


def _wrapped(paragraph: str, indent: int) -> Iterator[str]:
    """Break lines where one space stands between words: there a fold is read as that space."""
    line = ""
    for word in re.split(r"(?<! ) (?! )", paragraph):
        if line and indent + len(line) + 1 + len(word) > WIDTH:
            yield f"{' ' * indent}{line}"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{' ' * indent}{line}"


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Return a text as it can stand in one line: bare where that is safe, else in double quotes."""
    pattern = _PLAIN_IN_FLOW if in_flow else _PLAIN
    if pattern.fullmatch(text) and not _UNSAFE.search(text) and text == text.strip():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _flow(value: Any) -> str:
    if isinstance(value, str):
        return scalar(value, in_flow=True)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, in_flow=True)}: {_flow(each)}" for key, each in value.items()) + "}"
    items: Sequence[Any] = value
    return f"[{', '.join(map(_flow, items))}]"
