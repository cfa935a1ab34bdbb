"""Texts that content files can hold, of whatever a foreign file holds."""

import json
import re
from collections.abc import Mapping
from typing import Any

from nutgraf.desk.importing.values import ImportFault

_DEEPEST = 8
_LONGEST_KEY = 100
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""What `nutgraf.read.text` and `nutgraf.read.yaml` refuse."""


def clean(text: str) -> str:
    """Return a text with plain line ends and spaces, without characters that nobody sees, trimmed."""
    text = re.sub("\r\n?|[\u2028\u2029]", "\n", text).replace("\t", " ")
    lines = (line.rstrip() for line in _REFUSED.sub("", text).split("\n"))
    return "\n".join(lines).strip()


def one_line(text: str) -> str:
    """Return a text in one line, single spaces between its words."""
    return " ".join(clean(text).split())


def plain(value: Any, depth: int = 0) -> Any:
    """Return a value as texts, lists and maps of texts; what stands very deep becomes JSON in a text."""
    if isinstance(value, str):
        return clean(value)
    if value is None or isinstance(value, bool | int | float):
        return clean(json.dumps(value))
    if depth == _DEEPEST:
        return clean(json.dumps(value, ensure_ascii=False))
    if isinstance(value, Mapping):
        return _with_short_keys({str(key): plain(each, depth + 1) for key, each in value.items()})
    return [plain(each, depth + 1) for each in value]


def _with_short_keys(values: dict[str, Any]) -> dict[str, Any]:
    """Return a map whose keys YAML can hold in one line, each once."""
    named: dict[str, Any] = {}
    for key, value in values.items():
        name = short = one_line(key)[:_LONGEST_KEY]
        number = 2
        while name in named:
            name, number = f"{short} {number}", number + 1
        named[name] = value
    return named


def read_json(text: str) -> Any:
    """Return JSON with every number as the text that was written; raise ImportFault with line and column."""
    try:
        return json.loads(text, parse_float=str, parse_int=str, parse_constant=_no_number, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        words = error.msg[:1].lower() + error.msg[1:]
        raise ImportFault(f"line {error.lineno}, column {error.colno}: this is not JSON: {words}") from None
    except RecursionError:
        raise ImportFault("its brackets stand too deep inside each other") from None


def _no_number(name: str) -> Any:
    raise ImportFault(f"it says {name} where a number belongs")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ImportFault(f"the key {one_line(twice)[:_LONGEST_KEY]!r} stands twice in one object: keep one of them")
    return values


_INLINE = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|~(?=~)")
_OPENS_BLOCK = re.compile(r"(?=[#>|]|[-+](?:\s|$)|[-=|:][-=|:\s]*$)")
_NUMBERED = re.compile(r"([0-9]{1,9})(?=[.)](?:\s|$))")


def inert_inline(text: str) -> str:
    """Return words as Markdown that shows just these words, inside a paragraph."""
    return _INLINE.sub(r"\\\g<0>", text)


def inert(text: str) -> str:
    """Return words as Markdown that shows just these words: no sign of theirs is taken for markup."""
    return "\n".join(_inert_line(line.strip()) for line in clean(text).split("\n"))


def _inert_line(line: str) -> str:
    escaped = inert_inline(line)
    if _OPENS_BLOCK.match(line) and not escaped.startswith("\\"):
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\", escaped, count=1) if _NUMBERED.match(escaped) else escaped


def fold(text: str) -> str:
    """Return a text in ASCII where that is usual: without accents and apostrophes, ß as ss."""
    return re.sub("['’‘ʼ`´]", "", text).translate(_FOLDED)


_FOLDED = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe"}
    | {"đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H"}
)
