"""Findings as JSON: a list of objects. What their keys mean stands in docs/rules.md."""

import json
from collections.abc import Mapping, Sequence

from nutgraf.cli.reports.files import Files
from nutgraf.cli.reports.rules_page import address
from nutgraf.model.diagnostics import Diagnostic


def as_json(found: Sequence[Diagnostic], _files: Files) -> str:
    """Return a list, empty when nothing was found."""
    return json.dumps([as_object(each) for each in found], indent=1) + "\n"


def as_object(each: Diagnostic) -> Mapping[str, str | int]:
    """Return one finding as a map of plain values."""
    return {
        "path": each.span.path,
        "line": each.span.line,
        "column": each.span.column,
        "severity": each.severity,
        "rule": each.rule,
        "message": each.message,
        "hint": each.hint,
        "entry": each.ref,
        "docs": address(each.rule),
    }
