"""Small corpora for tests of weaving."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it.utils import read_fixture_file

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Form, Place, Term
from nutgraf.model.origins import Origins
from nutgraf.read.corpus import Gathered, gather
from nutgraf.read.files import read_file
from nutgraf.weave.weave import weave
from nutgraf.weave.woven import Woven

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

FIXTURES = Path(__file__).parents[1] / "fixtures"
NOWHERE = Origins({}, {})

SITE = "title: A\neditors: {ada: {name: Ada}}\n"
PLACE = "{name: A, kind: town, latitude: 1, longitude: 2, precision_km: 3, why: a}"
ARTICLE = "---\ntitle: A\nsummary: b\npublished: 2024\nas_of: 2024\n---\n"


def read_cases(name: str) -> "list[ParameterSet]":
    """Return input and expected output of each case of a fixture, under its title."""
    return [pytest.param(given, expected, id=title) for _, title, given, expected in read_fixture_file(FIXTURES / name)]


def term(key: str, *forms: str, mark: str = "all", kind: str = "concept") -> Term:
    """Return a term that is recognised by forms, the first of which is its name."""
    named = tuple(Form(each) for each in forms[1:])
    return Term(id=key, glossary="g", name=forms[0], kind=kind, forms=named, short="a", mark=mark)  # type: ignore[arg-type]


def place(key: str, *forms: str) -> Place:
    """Return a place that is recognised by forms, the first of which is its name."""
    named = tuple(Form(each) for each in forms[1:])
    return Place(
        id=key, name=forms[0], forms=named, kind="town", latitude=1, longitude=2, precision_km=3, why="a", mark="all"
    )


def gathered(files: Mapping[str, str]) -> Gathered:
    """Return the corpus of a site with these files; `site.yaml` is added when it is not among them."""
    given = {"site.yaml": SITE, **files}
    return gather(read_file(path, text.encode()) for path, text in sorted(given.items()))


def woven(files: Mapping[str, str]) -> tuple[Corpus, Woven, list[Diagnostic]]:
    """Return corpus, what it means, and what is wrong with that; the files themselves have no faults."""
    found = gathered(files)
    assert [str(each) for each in found.diagnostics] == []
    result, diagnostics = weave(found.corpus, found.origins, found.broken)
    return found.corpus, result, list(diagnostics)
