"""The slips that authors make: what each is told stands in the file, above the line (see tests/fixtures/README.md)."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from nutgraf.model.diagnostics import Diagnostic, judged
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.weave.weave import weave

FIXTURES = Path(__file__).parents[1] / "fixtures" / "diagnostics"
AROUND = {
    path.relative_to(FIXTURES / "around").as_posix(): path.read_bytes()
    for path in sorted((FIXTURES / "around").rglob("*.*"))
}
PATHS = {
    "about": "about.md",
    "annotations": "articles/story/annotations.yaml",
    "article": "articles/story/article.md",
    "claims": "claims.yaml",
    "corrections": "articles/story/corrections.yaml",
    "glossary": "glossaries/words.yaml",
    "places": "places.yaml",
    "site": "site.yaml",
    "sources": "sources.yaml",
    "timeline": "timelines/line.yaml",
}
EXPECTATION = re.compile(r" *# (error|warning)\[([a-z-]+)\] (\d+): (.*?)(?: -> (.*))?")


class Expected(NamedTuple):
    severity: str
    rule: str
    line: int
    column: int
    message: str
    hint: str

    def fits(self, found: Diagnostic) -> bool:
        place = (found.severity, found.rule, found.span.line, found.span.column)
        return place == self[:4] and self.message in found.message and self.hint in found.hint


def read_fixture(path: Path) -> tuple[str, list[Expected]]:
    """Return what the author wrote, and what is expected of it, by the lines of what the author wrote."""
    lines: list[str] = []
    expected: list[Expected] = []
    for line in path.read_text("utf-8").split("\n"):
        match = EXPECTATION.fullmatch(line)
        if match:
            severity, rule, column, message, hint = match.groups()
            expected.append(Expected(severity, rule, len(lines) + 1, int(column), message, hint or ""))
        else:
            lines.append(line)
    return "\n".join(lines), expected


def diagnostics_of(path: str, text: str) -> list[Diagnostic]:
    """Return what is wrong with one file of a small site."""
    gathered = gather(read_file(name, content) for name, content in sorted({**AROUND, path: text.encode()}.items()))
    _, found = weave(gathered.corpus, gathered.origins, gathered.broken)
    return [each for each in judged((*gathered.diagnostics, *found), {}) if each.span.path == f"content/{path}"]


SLIPS = sorted(path for path in FIXTURES.iterdir() if path.is_file())


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.name)
def test_a_slip_is_told_at_its_place_with_the_nearest_right_answer(path: Path) -> None:
    text, expected = read_fixture(path)
    assert expected, "the fixture expects nothing"
    found = [each for each in diagnostics_of(PATHS[path.name.partition(".")[0]], text) if each.rule != "unused-entry"]
    unexpected = [str(each) for each in found if not any(one.fits(each) for one in expected)]
    missing = [one for one in expected if not any(one.fits(each) for each in found)]
    assert (unexpected, missing) == ([], [])
    assert len(found) == len(expected)


def test_the_site_around_the_slips_has_none() -> None:
    gathered = gather(read_file(name, content) for name, content in sorted(AROUND.items()))
    _, found = weave(gathered.corpus, gathered.origins, gathered.broken)
    assert [str(each) for each in (*gathered.diagnostics, *found) if each.rule != "unused-entry"] == []
