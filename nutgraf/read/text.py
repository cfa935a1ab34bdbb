"""Bytes to text. Refuses what no later stage should meet: wrong encodings, NUL and control characters, huge files."""

import re

from nutgraf.model.diagnostics import Diagnostic, Span

LARGEST_FILE = 16 * 1024 * 1024
"""Bytes. A larger file is almost surely no text that somebody curates."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def decode(path: str, content: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    """Return a file's text with plain line ends, or empty text and what is wrong with it."""
    if len(content) > LARGEST_FILE:
        return "", (_too_large(path, len(content)),)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return "", (_bad_encoding(path, content, error.start),)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    return ("", (_control(path, text, control),)) if control else (text, ())


def _too_large(path: str, size: int) -> Diagnostic:
    megabytes = f"the file has {size / 1e6:.1f} MB; at most {LARGEST_FILE // 2**20} MB are read"
    return Diagnostic(Span(path), "file-too-large", megabytes, "split it into several files")


def _bad_encoding(path: str, content: bytes, at: int) -> Diagnostic:
    before = content[:at].decode("utf-8", errors="replace")
    message = f"byte 0x{content[at]:02x} is not UTF-8"
    return Diagnostic(_span(path, before), "encoding", message, "save the file with the encoding UTF-8")


def _control(path: str, text: str, match: re.Match[str]) -> Diagnostic:
    code = ord(match.group())
    what = "a NUL character" if code == 0 else f"the control character U+{code:04X}"
    return Diagnostic(_span(path, text[: match.start()]), "nul", f"{what} stands here", "delete it: it is invisible")


def _span(path: str, before: str) -> Span:
    return Span(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
