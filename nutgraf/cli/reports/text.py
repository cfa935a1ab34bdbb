"""Findings for people: place, rule and message; the line with a caret; the nearest right answer; at the end, counts."""

from collections.abc import Iterator, Sequence
from shutil import get_terminal_size

from nutgraf.cli.reports.files import Files
from nutgraf.cli.reports.frame import frame, printable
from nutgraf.cli.reports.summary import by_file
from nutgraf.model.diagnostics import Diagnostic

_COLOURS = {"error": "1;31", "warning": "1;33", "place": "1", "line": "2", "hint": "36"}
"""Codes of terminals (ECMA-48, select graphic rendition)."""

OF_THE_FILE = ("unknown-file", "missing-file", "file-too-large", "too-many-articles", "page-too-large")
"""Rules about a file as a whole: no line of it is shown."""


def as_text(found: Sequence[Diagnostic], files: Files) -> str:
    """Return the report."""
    if not found:
        return ""
    rules = list(dict.fromkeys(each.rule for each in found))
    more = f"More about a rule: nutgraf check --explain {rules[0]}"
    parts = [line for each in found for line in _finding(each, files)]
    return "\n".join((*parts, "", by_file(found), _painted("line", more, files), ""))


def width_of_terminal() -> int:
    """Return the columns of the terminal, in bounds that can be read."""
    return max(40, min(get_terminal_size((100, 24)).columns, 160))


def _finding(each: Diagnostic, files: Files) -> Iterator[str]:
    kind = _painted(each.severity, f"{each.severity}[{each.rule}]", files)
    yield f"{_painted('place', f'{each.span}:', files)} {kind} {printable(each.message)}"
    yield from _framed(each, files)
    if each.hint:
        yield f"    {_painted('hint', 'hint:', files)} {printable(each.hint)}"


def _framed(each: Diagnostic, files: Files) -> Iterator[str]:
    """Yield the line and the caret; nothing where there is no such line, or none is meant."""
    lines = () if each.rule in OF_THE_FILE else files.lines(each.span.path)
    if not 0 < each.span.line <= len(lines):
        return
    number = str(each.span.line)
    shown = frame(lines[each.span.line - 1], each.span.column, files.width - len(number) - 7)
    yield f"    {_painted('line', f'{number} |', files)} {shown.shown}"
    edge = " " * len(number) + " |"
    yield f"    {_painted('line', edge, files)} {' ' * shown.caret}{_painted(each.severity, '^', files)}"


def _painted(name: str, text: str, files: Files) -> str:
    return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if files.is_coloured else text
