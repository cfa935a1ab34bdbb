"""Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

Escaping follows the toolkit's rules: ``%``, CR and LF in messages; in properties ``:`` and ``,`` as well.
"""

from collections.abc import Sequence

from nutgraf.cli.reports.files import Files
from nutgraf.model.diagnostics import Diagnostic

_MESSAGE = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_MESSAGE, (":", "%3A"), (",", "%2C"))


def as_github(found: Sequence[Diagnostic], files: Files) -> str:
    """Return one command a line."""
    return "".join(f"{_command(each, files.prefix)}\n" for each in found)


def _command(each: Diagnostic, prefix: str) -> str:
    properties = {
        "file": f"{prefix}{each.span.path}",
        "line": each.span.line,
        "col": each.span.column,
        "title": each.rule,
    }
    written = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
    message = f"{each.message}\nhint: {each.hint}" if each.hint else each.message
    return f"::{each.severity} {written}::{_escaped(message, _MESSAGE)}"


def _escaped(text: str, signs: Sequence[tuple[str, str]]) -> str:
    for sign, code in signs:
        text = text.replace(sign, code)
    return text
