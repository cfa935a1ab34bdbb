"""Bytes to text. Refuses what no later stage should meet: wrong encodings, NUL and control characters, huge files."""

import re

from nutgraf.model.diagnostics import Diagnostic, Span

MEGABYTE = 2**20
LARGEST_FILE = 16 * MEGABYTE
"""Bytes, where site.yaml says nothing else. A larger file is almost surely no text that somebody curates."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs and non-characters: neither HTML nor XML can hold them."""


def decode(path: str, content: bytes, largest: int = LARGEST_FILE) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return a file's text with plain line ends, or empty text and what is wrong with it. `largest` is in bytes."""
    if len(content) > largest:
        return "", (_too_large(path, len(content), largest),)
    content = content.removeprefix(_BYTE_ORDER_MARK)
    try:
        text = _with_plain_line_ends(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        return "", (_bad_encoding(path, content, error.start),)
    at = find_refused(text)
    return (text, ()) if at < 0 else ("", (_refused(path, text, at),))


def find_refused(text: str) -> int:
    """Return where the first character stands that no text may hold, or -1."""
    match = _REFUSED.search(text)
    return match.start() if match else -1


def name_of(character: str) -> str:
    """Return what to call a character that cannot be seen."""
    return "a NUL character" if character == "\0" else f"the invisible character U+{ord(character):04X}"


def line_and_column(text: str, at: int) -> tuple[int, int]:
    """Return the place of a character, from 1, in a text with plain line ends."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def offset(text: str, line: int, column: int) -> int:
    """Return where a place, from 1, stands in a text with plain line ends."""
    before = text.split("\n", line - 1)[: line - 1]
    return sum(len(each) + 1 for each in before) + column - 1


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _too_large(path: str, size: int, largest: int) -> Diagnostic:
    megabytes = f"the file has {size / MEGABYTE:.1f} MB; at most {largest // MEGABYTE} MB are read"
    hint = f"split it into several files, or write `limits: {{file_mb: {-(-size // MEGABYTE)}}}` into content/site.yaml"
    return Diagnostic(Span(path), "file-too-large", megabytes, hint)


def _bad_encoding(path: str, content: bytes, at: int) -> Diagnostic:
    before = _with_plain_line_ends(content[:at].decode("utf-8"))
    message = f"byte 0x{content[at]:02x} is not UTF-8"
    span = Span(path, *line_and_column(before, len(before)))
    return Diagnostic(span, "encoding", message, "save the file with the encoding UTF-8")


def _refused(path: str, text: str, at: int) -> Diagnostic:
    span = Span(path, *line_and_column(text, at))
    return Diagnostic(span, "control-character", f"{name_of(text[at])} stands here", "delete it")
