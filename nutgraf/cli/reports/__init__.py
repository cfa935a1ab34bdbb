"""Findings as text for people, or in a form for programs: one list, the same for every command. Each form is a row.

Every format is a pure function of the findings and of the files that they are about, as `Files` gives them.
"""

from collections.abc import Callable, Mapping, Sequence

from nutgraf.cli.reports.files import Files
from nutgraf.cli.reports.github import as_github
from nutgraf.cli.reports.json import as_json
from nutgraf.cli.reports.sarif import as_sarif
from nutgraf.cli.reports.text import as_text
from nutgraf.model.diagnostics import Diagnostic

FORMATS: Mapping[str, Callable[[Sequence[Diagnostic], Files], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}
"""Names for `--format`. A report ends with a line break, or is empty."""
