"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read. Columns count code points, as everywhere here."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from nutgraf import __version__
from nutgraf.cli.reports.files import Files
from nutgraf.cli.reports.rules_page import address, first_sentence, sections
from nutgraf.model.diagnostics import RULES, Diagnostic

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "off": "none"}


def as_sarif(found: Sequence[Diagnostic], files: Files) -> str:
    """Return a log with one run, with the rules that found something."""
    names = sorted({each.rule for each in found})
    driver = {"name": "nutgraf", "version": __version__, "rules": [_rule(name) for name in names]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(each, names.index(each.rule), files.prefix) for each in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(name: str) -> Mapping[str, Any]:
    section = sections().get(name, "")
    where = f"See {address(name)}."
    return {
        "id": name,
        "shortDescription": {"text": first_sentence(section) or name},
        "help": {"text": f"{section}\n\n{where}".strip(), "markdown": f"{section}\n\n{where}".strip()},
        "defaultConfiguration": {"level": _LEVELS[RULES[name]]},
    }


def _result(each: Diagnostic, index: int, prefix: str) -> Mapping[str, Any]:
    region = {"startLine": each.span.line, "startColumn": each.span.column}
    place = {
        "artifactLocation": {"uri": quote(f"{prefix}{each.span.path}"), "uriBaseId": "%SRCROOT%"},
        "region": region,
    }
    return {
        "ruleId": each.rule,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": f"{each.message}\nhint: {each.hint}" if each.hint else each.message},
        "locations": [{"physicalLocation": place}],
    }
