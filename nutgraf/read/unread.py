"""Signs that were meant as Markdown, of a link above all, but are none: readers would see them as they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from nutgraf.model.corpus import LINKABLE
from nutgraf.read.markdown import plain

_KINDS = "|".join(LINKABLE)
_TAGS = (
    "a|b|blockquote|br|center|div|em|figure|font|h[1-6]|hr|i|iframe|img|li|ol|p|script|small|span|strike|strong|style|"
    "sub|sup|table|td|tr|u|ul|video"
)


class Sign(NamedTuple):
    """What looks like markup and is none."""

    in_file: re.Pattern[str]
    """How it starts in what is written, without a backslash before it; most texts hold nothing like it."""
    in_words: re.Pattern[str]
    """All of it, in what readers see."""
    message: str
    hint: str


_LINK = "write [words](kind:id) or [](source:id) without a space in it, both brackets closed"
_SIGNS = (
    Sign(  # with a space in it, or left open
        re.compile(rf"\](?<!\\\])(?:\s\(\s*(?:{_KINDS})|\(\s*(?:{_KINDS})(?:\s+:|:\s|:[^\s()]*(?:$|\s(?![\"'(]))))"),
        re.compile(rf"\]\s?\(\s*(?:{_KINDS})\s*:\s*[\w/-]*\)?"),
        "this is no link",
        _LINK,
    ),
    Sign(  # without its square brackets
        re.compile(rf"\((?<!\]\()(?<!\]\s\()(?:{_KINDS}):[a-z0-9]"),
        re.compile(rf"\((?<!\]\()(?<!\]\s\()(?:{_KINDS}):[a-z0-9/-]+\)"),
        "this is no link",
        "write the words, or none, in square brackets before it: [](source:id)",
    ),
    Sign(
        re.compile(r"\[(?<!\\\[)\^"),
        re.compile(r"\[\^[^\]\s]+\]"),
        "footnotes are not read",
        "cite a source with [](source:id), or write a note in annotations.yaml",
    ),
    Sign(
        re.compile(r"<(?<!\\<)[!a-zA-Z]"),
        re.compile(rf"(<!--|<(?:{_TAGS})(?=[\s/>]))(?:[^<>]*>)?", re.IGNORECASE),
        "HTML is not read",
        "delete it, or write Markdown: *italic*, **bold**; a remark of yours belongs behind `#` in a YAML file",
    ),
    Sign(
        re.compile(r"##(?<!\\##)[^\s#]"),
        re.compile(r"(?m)^#{0,4}(##)(?=[^\s#])"),
        "this is no heading",
        "write a space after the last `#`",
    ),
    Sign(
        re.compile("<<<<<<< "),
        re.compile("(?m)^<<<<<<< "),
        "two versions of these lines stand here: a merge was not finished",
        "keep one, and delete the other with the lines of `<<<<<<<`, `=======` and `>>>>>>>`",
    ),
)


def unread(text: str, *, with_headings: bool = False) -> Iterator[tuple[Sign, str]]:
    """Yield what readers would see of a text that was meant as something else; what stands in code is left alone."""
    signs = [sign for sign in _SIGNS if sign.in_file.search(text)]
    if signs:
        seen = plain(text, with_headings=with_headings)
        for sign in signs:
            for match in sign.in_words.finditer(seen):
                yield sign, match[match.lastindex or 0]


def find(text: str, sign: Sign, written: str, start: int) -> int:
    """Return where in a file, behind `start`, it is written; -1 where it is only with a backslash, or folded."""
    found = (match.start() for match in sign.in_file.finditer(text, start))
    return next((at for at in found if text.startswith(written, at)), -1)
