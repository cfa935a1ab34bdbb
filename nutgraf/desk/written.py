"""Values as an author would write them in YAML: plain where that is safe, quoted where it is not, long texts folded.

Whether a way of writing is safe is never guessed: each candidate is read back, and the first that says the text counts.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from nutgraf.desk.document import Style
from nutgraf.read.yaml import read_yaml

WIDTH = 120
"""Characters in a line, as in the content that comes with nutgraf."""

_STEP = 2
_LINE_SEPARATORS = str.maketrans({"\u2028": "\\u2028", "\u2029": "\\u2029", "\ufeff": "\\ufeff"})


def scalar(text: str, preferred: Style = "plain", *, in_flow: bool = False) -> str:
    """Return a text on one line, in the preferred style when it can be read back from that."""
    ways = {"plain": text, "single": "'" + text.replace("'", "''") + "'", "double": _double_quoted(text)}
    for style in dict.fromkeys((preferred, "plain", "double", "single")):
        if style in ways and is_read_as(ways[style], text, in_flow=in_flow):
            return ways[style]
    return ways["double"]


def _double_quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).translate(_LINE_SEPARATORS)


def is_read_as(written: str, text: str, *, in_flow: bool) -> bool:
    """Whether a text written so, as the value of a key on one line, is read as meant."""
    if "\n" in written:
        return False
    tree = read_yaml("", f"{{k: {written}, l: m}}\n" if in_flow else f"k: {written}\nl: m\n")
    return not tree.faults and bool(tree.value == {"k": text, "l": "m"})


def flow(value: Any) -> str:
    """Return a value in brackets on one line, or a text that may stand in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key, in_flow=True)}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(each) for each in value) + "]"
    return "~" if value is None else scalar(value, in_flow=True)


def member(key: str, value: Any, indent: int = 0, *, is_open: bool = False) -> list[str]:
    """Return the lines of a key and its value; `is_open` puts the keys of a map on lines of their own."""
    head = f"{' ' * indent}{scalar(key)}:"
    if value is None:
        return [head]
    if isinstance(value, str):
        return _text(head, value, indent)
    line = f"{head} {flow(value)}"
    if not value or (not is_open and len(line) <= WIDTH and _is_small(value)):
        return [line]
    if isinstance(value, dict):
        return [head, *(line for inner, each in value.items() for line in member(inner, each, indent + _STEP))]
    return [head, *(line for each in value for line in item(each, indent + _STEP))]


def item(value: Any, indent: int) -> list[str]:
    """Return the lines of one item of a list."""
    pad = " " * indent
    if isinstance(value, dict) and value and not _is_small(value):
        lines = [line for key, each in value.items() for line in member(key, each, indent + _STEP)]
        return [f"{pad}- {lines[0][indent + _STEP :]}", *lines[1:]]
    if isinstance(value, str):
        return _text(f"{pad}-", value, indent)
    return [f"{pad}- {flow(value)}"]


def _is_small(value: Any) -> bool:
    """Whether a map or list reads well in brackets: short, and no record with a text of its own in it."""
    if isinstance(value, str) or value is None:
        return len(value or "") <= 60 and "\n" not in (value or "")
    if isinstance(value, dict):
        return len(value) <= 4 and all(_is_small(each) for each in value.values())
    return not any(isinstance(each, dict) and len(each) > 2 for each in value) and all(map(_is_small, value))


def _text(head: str, text: str, indent: int) -> list[str]:
    line = f"{head} {scalar(text)}"
    if len(line) <= WIDTH and "\n" not in text:
        return [line]
    for header, lines in (_folded(text, indent + _STEP), _literal(text, indent + _STEP)):
        if lines and is_block_read_as(header, lines, text):
            return [f"{head} {header}", *lines]
    return [line]


def _folded(text: str, indent: int) -> tuple[str, list[str]]:
    """Return the text as `>-`: its spaces become line ends where lines are full."""
    width = max(WIDTH - indent, 40)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return ">-", [f"{' ' * indent}{line}" for line in lines] if "\n" not in text else []


def _literal(text: str, indent: int) -> tuple[str, list[str]]:
    header = "|" if text.endswith("\n") else "|-"
    return header, [f"{' ' * indent}{line}" if line else "" for line in text.removesuffix("\n").split("\n")]


def is_block_read_as(header: str, lines: list[str], text: str) -> bool:
    """Whether a text written below `>-` or `|` is read as meant."""
    tree = read_yaml("", f"k:\n  - {header}\n" + "".join(f"  {line}\n" for line in lines) + "l: m\n")
    return not tree.faults and bool(tree.value == {"k": [text], "l": "m"})


def block_again(written: str, style: Style, text: str) -> Iterator[str]:
    """Yield ways to write another text as a block, with the header and indent that the old one has."""
    header, _, body = written.partition("\n")
    indent = re.match(r"\n*( *)", body)
    depth = len(indent[1]) if indent else 0
    make = _folded if style == "folded" else _literal
    chomped, lines = make(text, depth)
    if depth and lines and is_block_read_as(chomped, lines, text):
        yield re.sub(r"^[|>][-+0-9]*", lambda _: chomped, header) + "\n" + "\n".join(lines)
