"""Names that no entry covers: the cases in tests/fixtures/desk/names.txt, and stubs that can be pasted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf import cli
from nutgraf.desk.contents import gathered
from nutgraf.desk.stubs import stubs
from nutgraf.desk.suggest import Suggestion, suggest
from nutgraf.read.corpus import Gathered
from nutgraf.read.yaml import read_yaml
from tests.desk.spots import line_of
from tests.project import TestProject
from tests.weave.samples import ARTICLE, PLACE, read_cases

SITE = "title: A\nlanguage: {}\n"
WORDS = """\
title: Words
terms:
  port-office: {name: Port Office, abbreviation: PO, kind: organisation, short: a}
  ferry: {name: ferry, kind: concept, short: a, mark: never}
"""
PLACES = (
    f"north-quay: {PLACE.replace('name: A', 'name: North Quay')}\nsyria: {PLACE.replace('name: A', 'name: Syria')}\n"
)


def content_of(body: str, language: str = "en") -> Gathered:
    texts = {
        "articles/story/article.md": ARTICLE + body,
        "glossaries/words.yaml": WORDS,
        "places.yaml": PLACES,
        "site.yaml": SITE.format(language),
    }
    return gathered({path: text.encode() for path, text in texts.items()})


def suggested(body: str, language: str = "en") -> tuple[Suggestion, ...]:
    return suggest(content_of(body, language), "story")


def line(each: Suggestion) -> str:
    also = ", ".join(filter(None, (each.abbreviation, *each.forms)))
    return f"{each.count} {each.name} {each.guess}{f' | {also}' if also else ''}"


@pytest.mark.parametrize(("body", "expected"), read_cases("desk/names.txt"))
def test_names(body: str, expected: str) -> None:
    assert [line(each) for each in suggested(body)] == expected.strip().splitlines()


def test_a_suggestion_says_where_the_name_stands_first() -> None:
    (found,) = suggested("A boat.\n\nOn that day, long after all others had left, they\nsaw Keel, and again Keel.")
    assert (found.line, found.excerpt) == (
        ARTICLE.count(chr(10)) + 4,
        "… others had left, they saw Keel, and again Keel.",
    )


def test_months_are_known_in_the_language_of_the_site() -> None:
    assert [each.name for each in suggested("Le bac part Mardi et en Août de Brest.", "fr")] == ["Brest"]


def test_single_nouns_mean_nothing_in_german() -> None:
    body = "Das Boot und die Stadt, die BBC, auch Bo Winch."
    assert [each.name for each in suggested(body, "de")] == [
        "BBC",
        "Bo Winch",
    ]


def test_stubs_are_entries_that_lack_only_what_an_author_knows() -> None:
    body = "He met President Ada Keel; later Keel sat in Haven with the Harbour Police Command (HPC) and Port-Office."
    content = content_of(body)
    text = stubs(suggest(content, "story"), content.corpus)
    terms, _, places = text.partition("\n\n")
    tree = read_yaml("t.yaml", f"terms:\n{terms}\n")
    assert tree.faults == []
    assert tree.value["terms"]["ada-keel"] == {
        "name": "Ada Keel", "kind": "person", "forms": ["Keel"], "short": None, "sources": [],
    }  # fmt: skip
    assert tree.value["terms"]["harbour-police-command"]["abbreviation"] == "HPC"
    assert set(read_yaml("p.yaml", places).value["haven"]) == {
        "name", "kind", "latitude", "longitude", "precision_km", "why", "sources",
    }  # fmt: skip


def test_a_stub_takes_no_id_that_is_taken() -> None:
    content = content_of("He met Port-Officer Keel.")
    made = [Suggestion("Port. Office", "name", 1, 1, "a"), Suggestion("Port Office!", "name", 1, 1, "a: # b")]
    assert set(read_yaml("t.yaml", "terms:\n" + stubs(made, content.corpus)).value["terms"]) == {
        "port-office-2", "port-office-3",
    }  # fmt: skip


@given(st.text("ABab .,'-1()\n", max_size=60))
def test_every_suggestion_of_any_text_stands_in_it_and_makes_yaml(body: str) -> None:
    content = content_of(body)
    found = suggest(content, "story")
    for each in found:
        assert each.name in " ".join(block.text for block in content.corpus.blocks["story"])
        assert each.count > 0
    for part in stubs(found, content.corpus).split("\n\n"):
        assert read_yaml("t.yaml", f"terms:\n{part}\n" if "terms" in part else part).faults == []


@pytest.fixture
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project in whose folder the command runs."""
    monkeypatch.setattr(cli, "COMMANDS", (("suggest", "list names that no entry covers"),))
    project = TestProject.of("ferry", tmp_path)
    monkeypatch.chdir(project.root)
    return project.replace(
        "content/articles/ferry-stops/article.md", "took the last", "and Bessie from the NHS took the last"
    )


def test_the_command_lists_names_with_counts_and_lines(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", "ferry-stops"]) == 0
    said = capsys.readouterr().out.splitlines()
    path = "content/articles/ferry-stops/article.md"
    path = f"{path}:{line_of((ferry.root / path).read_text('utf-8'), 'Bessie')}:"
    assert said == [
        f"   1  Bessie  name          {path} … stop. About forty people and Bessie from the NHS took the last …",
        f"   1  NHS     acronym       {path} … people and Bessie from the NHS took the last boat from …",
        "2 names without an entry; `--yaml` writes them as entries to fill in",
    ]


def test_the_command_writes_stubs(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", "content/articles/ferry-stops/article.md", "--yaml"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Below `terms:` of a file in content/glossaries/. Fill in what is empty.\n")
    ferry.write({"content/glossaries/more.yaml": f"title: More\nterms:\n{said}"}).build()
    assert set(ferry.rules()) == {"missing-key"}


def test_an_article_that_is_not_there_is_wrong_usage(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["suggest", "stops"]) == 2
    assert capsys.readouterr().err == "nutgraf: there is no article 'stops': did you mean ferry-stops?\n"


def test_an_article_with_faults_is_said_to_have_them(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    ferry.replace("content/articles/ferry-stops/article.md", "published: 2021-03-05", "published: soon")
    assert cli.main(["suggest", "ferry-stops"]) == 1
    assert "error[bad-date]" in capsys.readouterr().err
