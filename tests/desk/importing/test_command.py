"""The command: what it writes, what it asks, how it ends."""

import argparse
import json
from pathlib import Path

import pytest

from nutgraf.cli import import_
from nutgraf.cli.common import GOOD, WRONG_CONTENT, UsageError
from nutgraf.model.diagnostics import has_errors
from tests.desk.importing.importing import FIXTURES
from tests.project import TestProject


@pytest.fixture
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(import_, "_is_asked", lambda: False)
    return TestProject.of("ferry", tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    import_.add_options(parser)
    return import_.run(parser.parse_args(arguments))


def _files(project: TestProject) -> dict[str, bytes]:
    folder = project.root / "content"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_imported_articles_read_without_errors_and_drafts_are_not_published(ferry: TestProject) -> None:
    page = str(FIXTURES / "page.html")
    assert run("article", page, "--rights", "licensed", "--as-marked") == GOOD
    assert run("article", page, "--rights", "retold", "--id", "draft") == GOOD
    assert {"articles/last-boat-an-era-ends/article.md", "articles/draft/article.md"} <= _files(ferry).keys()
    assert not has_errors(ferry.build().result.diagnostics)
    assert "It carried mail." in ferry.html("articles/last-boat-an-era-ends/index.html")
    assert not any(name.startswith("articles/draft/") for name in ferry.outputs())


def test_rights_must_be_said(ferry: TestProject) -> None:
    before = _files(ferry)
    with pytest.raises(UsageError, match=r"say it with --rights retold\|licensed\|public-domain"):
        run("article", str(FIXTURES / "page.html"))
    assert _files(ferry) == before


def test_on_a_terminal_rights_and_what_is_missing_are_asked(
    ferry: TestProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["licensed", "Harbour Gazette"])
    monkeypatch.setattr(import_, "_is_asked", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    assert run("article", str(FIXTURES / "report.txt"), "--id", "report") == GOOD
    text = _files(ferry)["articles/report/article.md"].decode()
    assert "publisher: Harbour Gazette" in text
    assert "rights: licensed" in text


def test_what_a_text_does_not_say_must_be_added(ferry: TestProject) -> None:
    with pytest.raises(UsageError, match="does not say who published it: add --publisher"):
        run("article", str(FIXTURES / "report.txt"), "--rights", "retold")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--url", "gazette.example"], "--url: .* is not a web address"),
        (["--published", "01/02/2024"], "--published: .* can be read two ways.* --day-first"),
        (["--id", "Last Boat"], "--id: .* is not an id"),
        (["--zone", "Baghdad"], "--zone: .* write one such as Asia/Baghdad"),
    ],
)
def test_options_are_checked(ferry: TestProject, options: list[str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run("article", str(FIXTURES / "page.html"), "--rights", "retold", *options)


def test_an_article_is_never_overwritten_unasked(ferry: TestProject) -> None:
    arguments = ("article", str(FIXTURES / "page.html"), "--rights", "retold", "--id", "ferry-stops")
    before = _files(ferry)
    with pytest.raises(
        UsageError, match=r"content/articles/ferry-stops/article\.md exists already: --force replaces it"
    ):
        run(*arguments)
    assert _files(ferry) == before
    assert run(*arguments, "--force") == GOOD
    assert _files(ferry)["articles/ferry-stops/article.md"] != before["articles/ferry-stops/article.md"]


def test_a_dry_run_shows_and_writes_nothing(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    before = _files(ferry)
    assert run("timelinejs", str(FIXTURES / "timeline.json"), "--in", "bridge", "--dry-run") == WRONG_CONTENT
    assert run("article", str(FIXTURES / "page.html"), "--rights", "retold", "--dry-run") == GOOD
    shown = capsys.readouterr()
    assert "  work-begins:\n    date: 2019-05/2020" in shown.out
    assert "nothing was written" in shown.err
    assert _files(ferry) == before


def test_a_timeline_goes_into_the_site(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("timelinejs", str(FIXTURES / "timeline.json"), "--in", "bridge") == WRONG_CONTENT
    assert "content/timelines/bridge.yaml: 3 added, 2 left out" in capsys.readouterr().err
    assert ferry.build().rules() == ["unused-entry"]


def test_sources_go_into_the_file_of_sources_unless_one_is_named(ferry: TestProject) -> None:
    before = _files(ferry)["sources.yaml"]
    assert run("bibtex", str(FIXTURES / "books.bib")) == GOOD
    after = _files(ferry)["sources.yaml"]
    assert after.startswith(before)
    assert b"\ngroess2019:\n" in after
    with pytest.raises(UsageError, match="3 sources exist already: groess2019"):
        run("bibtex", str(FIXTURES / "books.bib"), "--in", "books")


def test_events_need_the_name_of_a_timeline(ferry: TestProject) -> None:
    with pytest.raises(UsageError, match="--in is missing: name the file, as in --in kh for content/timelines/kh"):
        run("timelinejs", str(FIXTURES / "timeline.json"))
    with pytest.raises(UsageError, match=r"--in \.\./Kh: write a name .* such as kh"):
        run("timelinejs", str(FIXTURES / "timeline.json"), "--in", "../Kh")


def test_a_prefix_goes_before_every_id(ferry: TestProject) -> None:
    assert run("bibtex", str(FIXTURES / "books.bib"), "--prefix", "b-") == GOOD
    assert b"\nb-groess2019:\n" in _files(ferry)["sources.yaml"]
    with pytest.raises(UsageError, match="--prefix: 'B x' is not an id"):
        run("bibtex", str(FIXTURES / "books.bib"), "--prefix", "B ")


def test_line_ends_stay_as_they_were(ferry: TestProject) -> None:
    before = _files(ferry)["sources.yaml"].replace(b"\n", b"\r\n")
    ferry.write({"content/sources.yaml": before})
    assert run("bibtex", str(FIXTURES / "books.bib")) == GOOD
    after = _files(ferry)["sources.yaml"]
    assert after.startswith(before)
    assert after.count(b"\n") == after.count(b"\r\n")


def test_places_need_a_precision(ferry: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    point = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {"name": "Pier"}}
    ferry.write({"points.geojson": json.dumps(point)})
    with pytest.raises(UsageError, match="1 of 1 places do not say how far off"):
        run("geojson", "points.geojson")
    with pytest.raises(UsageError, match="write kilometres"):
        run("geojson", "points.geojson", "--precision-km", "far")
    monkeypatch.setattr(import_, "_is_asked", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "2.5")
    assert run("geojson", "points.geojson") == GOOD
    assert b"precision_km: 2.5" in _files(ferry)["places.yaml"]


def test_a_file_that_is_not_there_is_one_sentence(ferry: TestProject) -> None:
    with pytest.raises(UsageError, match=r"no.json cannot be read: No such file"):
        run("csl", "no.json")


def test_a_broken_file_is_one_sentence_with_its_place(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    ferry.write({"a.json": '[{"id": "x",}]', "b.bin": b"\x80"})
    assert run("csl", "a.json") == WRONG_CONTENT
    assert capsys.readouterr().err.startswith("a.json: line 1, column ")
    assert run("csl", "b.bin") == WRONG_CONTENT
    assert "--encoding windows-1252" in capsys.readouterr().err
