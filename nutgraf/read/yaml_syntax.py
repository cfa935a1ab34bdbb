"""Why a text is not YAML, in words for authors.

The parser speaks of its own state ("did not find expected key") and often notices a slip only on a later line. `CAUSES`
gives each of its messages a plain one; where one message has several causes, a function looks at the lines.
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import yaml

Mark = tuple[int, int]
"""Line and column, from 0."""


class Cause(NamedTuple):
    """What to tell the author, and where; None is where the parser stopped."""

    message: str
    hint: str
    place: Mark | None = None


_NO_SPACE = re.compile(r"\s*(?:- +)?[^\s:'\"\[{]+:(?=[^\s/])")
_ODD_SPACE = re.compile(":(?=[\u00a0\u2000-\u200b\u202f\u3000])")
_TWICE = {
    "'": "inside a text in 'single quotes', write each ' twice: 'it''s'",
    '"': 'inside a text in "double quotes", write each " as \\", or put the text in \'single quotes\'',
}
_WRITE_KEY = "write `key: value`, with a space after the colon"
_IN_QUOTES = "put the whole text in quotes"


def explain(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int, str, str]:
    """Return line and column (from 1, inside the text), message and hint."""
    lines = text.split("\n")
    stop, start = _place(error.problem_mark), _place(error.context_mark)
    problem = f"{error.context or ''} {error.problem or ''}".lower()
    cause = _conflict(lines) or _cause(lines, problem, stop or start or (0, 0), start)
    line, column = _inside(lines, cause.place or stop or start or (0, 0))
    return line + 1, column + 1, cause.message, cause.hint


def _place(mark: yaml.Mark | None) -> Mark | None:
    return (mark.line, mark.column) if mark else None


def _inside(lines: Sequence[str], place: Mark) -> Mark:
    """Return a place, or the end of the last line with words when the place is behind that."""
    last = max((number for number, line in enumerate(lines) if line.strip()), default=0)
    end = (last, len(lines[last].rstrip()))
    return min(place, end)


def _cause(lines: Sequence[str], problem: str, stop: Mark, start: Mark | None) -> Cause:
    for words, explanation in CAUSES:
        if any(each in problem for each in words):
            return explanation if isinstance(explanation, Cause) else explanation(lines, stop, start or stop)
    return Cause("the text is no YAML from here on", "check the quotes, brackets and indent of this line")


def _conflict(lines: Sequence[str]) -> Cause | None:
    """Return what git left, where it joined two versions of the file and could not choose."""
    line = next((number for number, each in enumerate(lines) if each.startswith(("<<<<<<< ", ">>>>>>> "))), None)
    if line is None:
        return None
    hint = "keep one, and delete the other with the lines of `<<<<<<<`, `=======` and `>>>>>>>`"
    return Cause("two versions of these lines stand here: a merge was not finished", hint, (line, 0))


def _colon(lines: Sequence[str], stop: Mark, _start: Mark) -> Cause:
    """A colon and a space where no key can stand: the line itself or the one before it is wrong."""
    line, column = stop
    above = _line_above(lines, line)
    if ": " not in lines[line][:column] and above is not None:
        if not _has_colon(lines[above]) and not _is_continued(lines, above):
            return _no_colon(lines, (above, 0), (above, 0))
        if _has_colon(lines[above]) and _indent(lines[line]) > _indent(lines[above]):
            message = "the line is indented deeper than the key above it, which has a value already"
            return Cause(
                message, f"line it up with that key; if it is text, {_IN_QUOTES}", (line, _indent(lines[line]))
            )
    is_curly = re.search("(?:^|[:-]) +[“”„«]", lines[line][:column]) is not None
    hint = "put it in straight quotes, ' or \": YAML takes curly ones for letters" if is_curly else _IN_QUOTES
    return Cause("a colon followed by a space stands inside a text", hint)


def _no_colon(lines: Sequence[str], _stop: Mark, start: Mark) -> Cause:
    line = start[0]
    stuck = _NO_SPACE.match(lines[line])
    if stuck:
        return Cause("no space stands after the colon", _WRITE_KEY, (line, stuck.end()))
    odd = _ODD_SPACE.search(lines[line])
    if odd:
        return Cause(
            "the space after the colon is no ordinary one", "write it anew with the space bar", (line, odd.end())
        )
    above = _line_above(lines, line)
    if above is not None and re.match(rf" {{{_indent(lines[line])}}}- ", lines[above]):
        return _outside_list(lines, start, start)
    return Cause("the line has no colon after its key", _WRITE_KEY, (line, _indent(lines[line])))


def _outside_list(lines: Sequence[str], stop: Mark, start: Mark) -> Cause:
    if lines[stop[0]][: stop[1]].strip():
        return _stray(lines, stop, start)
    hint = "start each item of a list with `- `"
    if start[0] < stop[0] and re.match(r" *- +[^ ]+:(?: |$)", lines[start[0]]) and _has_colon(lines[stop[0]]):
        hint += f", or take it away in line {start[0] + 1}: entries are no list"
    return Cause("the line is not lined up with the list above it", hint, (stop[0], _indent(lines[stop[0]])))


def _stray(lines: Sequence[str], stop: Mark, _start: Mark) -> Cause:
    """Something stands where only a key of the same map can."""
    line, column = stop
    before, rest = lines[line][:column].rstrip(), lines[line][column:]
    if before[-1:] in _TWICE:
        return Cause("the text goes on after its closing quote", _TWICE[before[-1]])
    if before.endswith(("]", "}")):
        return Cause("the text goes on after its closing bracket", _IN_QUOTES)
    if before.strip():
        return Cause("this does not belong here", _IN_QUOTES)
    if re.match(r"-(?: |$)", rest):
        return Cause("a list item stands among the keys of a map", "give the list a key, and indent its items below it")
    if rest.startswith(":"):
        return Cause("a key is missing before the colon", _WRITE_KEY)
    return Cause("the line is not lined up with the lines above it", "start all keys of one map in the same column")


def _bracket(lines: Sequence[str], stop: Mark, start: Mark) -> Cause:
    if not "".join([lines[stop[0]][stop[1] :], *lines[stop[0] + 1 :]] if stop[0] < len(lines) else []).strip():
        return Cause("a bracket is not closed", "close it, and put commas between the items", start)
    message = f"a comma is missing before this, or the bracket opened in line {start[0] + 1} is not closed"
    return Cause(message, "put commas between the items, and quote texts that hold brackets or colons")


def _line_above(lines: Sequence[str], line: int) -> int | None:
    """Return the nearest earlier line that is neither blank nor a comment."""
    return next((at for at in range(line - 1, -1, -1) if lines[at].strip() and lines[at].lstrip()[0] != "#"), None)


def _is_continued(lines: Sequence[str], line: int) -> bool:
    """Whether a line goes on with a text that started, after a key, on an earlier line."""
    above = _line_above(lines, line)
    while above is not None and not _has_colon(lines[above]) and _indent(lines[above]) >= _indent(lines[line]):
        above = _line_above(lines, above)
    return above is not None and ": " in lines[above] and _indent(lines[above]) < _indent(lines[line])


def _has_colon(line: str) -> bool:
    return ": " in line or line.rstrip().endswith(":")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _at_start(message: str, hint: str) -> Callable[[Sequence[str], Mark, Mark], Cause]:
    """Return an explanation that points to where the faulty thing starts, not to where the parser stopped."""
    return lambda _lines, _stop, start: Cause(message, hint, start)


CAUSES: tuple[tuple[tuple[str, ...], Cause | Callable[[Sequence[str], Mark, Mark], Cause]], ...] = (
    (("directive", "incompatible yaml"), Cause("a line may not start with `%`", "delete it, or quote the text")),
    (("mapping values are not allowed",), _colon),
    (("unexpected ':'",), Cause("no space stands after the colon", _WRITE_KEY)),
    (("could not find expected ':'",), _no_colon),
    (
        ("<document start>",),
        Cause("the file goes on after its end", "check the indent of this line, and close what is open above it"),
    ),
    (("',' or",), _bracket),
    (("block collection",), _outside_list),
    (("expected key", "<block end>"), _stray),
    (("cannot start any token",), Cause("a text may not start with this character", _IN_QUOTES)),
    (
        ("unexpected end of stream", "unexpected document separator"),
        _at_start(
            "a quote is not closed",
            'close it with the same quote; a text that begins with \' goes in "double quotes", and the other way round',
        ),
    ),
    (
        ("sequence entries are not allowed",),
        Cause("a list starts on the line of its key", "start it on a new line; if it is text, " + _IN_QUOTES),
    ),
    (
        ("escape", "hexdecimal"),
        _at_start("a backslash in double quotes starts an unknown code", "use single quotes, or write \\\\"),
    ),
    (("alphabetic or numeric",), _at_start("a text may not start with `*` or `&`", _IN_QUOTES)),
    (
        ("line break", "indentation indicator"),
        Cause("words stand on the line of `|` or `>`", "start them on the next line, indented"),
    ),
    (("node content",), Cause("a value is missing before this character", _IN_QUOTES)),
    (("tag",), _at_start("a text may not start with `!`", _IN_QUOTES)),
)
"""Words of the parser's messages (libyaml's or PyYAML's), and the explanation. The first row that fits counts."""
