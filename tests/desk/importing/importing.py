"""Imports into nothing, for tests that look at what the content reader makes of the result."""

from pathlib import Path
from typing import Any

from nutgraf.desk.importing.formats import FORMATS
from nutgraf.desk.importing.merge import Merged, merge
from nutgraf.desk.importing.values import Choices
from nutgraf.read.files import read_file

FIXTURES = Path(__file__).parents[2] / "fixtures" / "import"


def imported(format_name: str, text: str, **choices: str) -> Merged:
    """Import a text into an empty project."""
    chosen = Choices(**choices)
    records = FORMATS[format_name].read(text, chosen)
    return merge(records, chosen, {}, "new")


def entries(merged: Merged) -> dict[str, Any]:
    """Return the entries that the content reader finds in the result, by id; it must find no fault."""
    found: dict[str, Any] = {}
    for path, text in merged.texts.items():
        reading = read_file(path, text.encode())
        assert reading.diagnostics == ()
        found |= {ref.partition(":")[2]: entry for ref, entry in reading.entries.items()}
    return found


def said(merged: Merged) -> list[str]:
    """Return the remarks as ``field: why``."""
    return [f"{each.field}: {each.why}" for each in merged.remarks]


def fixture(name: str) -> str:
    """Return a file of tests/fixtures/import."""
    return (FIXTURES / name).read_text("utf-8")
