"""Another id for an entry, everywhere, with the old address kept alive."""

import argparse
import re
from pathlib import Path

import pytest

from nutgraf.cli import rename as command
from nutgraf.cli.common import UsageError
from nutgraf.desk.document import CannotEditError
from nutgraf.desk.rename import CannotRenameError, Renamed, rename
from tests.desk.cases import REAL
from tests.project import TestProject


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    monkeypatch.chdir(tmp_path)
    return TestProject.of("ferry", tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    return command.run(parser.parse_args(arguments))


def ferry() -> dict[str, bytes]:
    folder = Path(__file__).parents[1] / "sites" / "ferry" / "content"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.[ym]*"))}


def text(renamed: Renamed, path: str) -> str:
    return renamed.contents[path].decode()


def test_a_term_is_renamed_in_refs_links_and_its_key() -> None:
    after = rename(ferry(), "term", "port-office", "harbour-office")
    glossary, line = text(after, "glossaries/harbour.yaml"), text(after, "timelines/line.yaml")
    assert "\n  harbour-office:\n    name: Port Office\n" in glossary
    assert "    was: [harbour-board, port-office]\n" in glossary
    assert "actors: {carried-out: [harbour-office]}" in line
    assert "text: The [Port Office](term:harbour-office) announces the end." in line
    assert "- {by: harbour-office, as_of" in text(after, "claims.yaml")
    assert not [path for path in after.contents if "term:port-office" in text(after, path)]


def test_an_entry_without_was_gets_it_where_the_class_has_it() -> None:
    after = rename(ferry(), "place", "north-quay", "quay")
    assert "  sources: [letter]\n  was: [north-quay]\nsouth-quay:" in text(after, "places.yaml")


def test_in_brackets_was_goes_into_the_brackets() -> None:
    after = rename(ferry(), "place", "south-quay", "town")
    assert text(after, "places.yaml").splitlines()[-1].endswith("sources: [letter], was: [south-quay]}")


@pytest.mark.parametrize(
    ("kind", "old", "moved"),
    [
        ("article", "ferry-stops", "articles/new-id/article.md"),
        ("glossary", "harbour", "glossaries/new-id.yaml"),
        ("timeline", "line", "timelines/new-id.yaml"),
    ],
)
def test_articles_glossaries_and_timelines_get_another_path(kind: str, old: str, moved: str) -> None:
    after = rename(ferry(), kind, old, "new-id")
    assert f"was: [{old}]" in text(after, moved)
    assert not [path for path in after.contents if f"/{old}" in path]
    assert not [path for path in after.contents if re.search(rf"(home|timelines): \[?{old}\b", text(after, path))]


def test_a_note_is_named_within_its_article() -> None:
    contents = ferry()
    contents["about.md"] += b"\nSee [a note](note:ferry-stops/legs).\n"
    contents["articles/ferry-stops/article.md"] += b"\nSee [below](note:legs) and `[code](note:legs)`.\n"
    after = rename(contents, "note", "legs", "saying")
    assert "[a note](note:ferry-stops/saying)" in text(after, "about.md")
    assert "[below](note:saying) and `[code](note:legs)`" in text(after, "articles/ferry-stops/article.md")
    again = rename(after.contents, "article", "ferry-stops", "last-boat")
    assert "[a note](note:last-boat/saying)" in text(again, "about.md")


def test_words_that_only_look_like_the_id_stay() -> None:
    contents = ferry()
    words = "\nferry [ferry](term:ferry) `term:ferry` \\[x](term:ferry) <term:ferry> [f][1] term:ferry-x\n\n"
    contents["about.md"] += f"{words}[1]: term:ferry\n".encode()
    after = rename(contents, "term", "ferry", "boat")
    assert text(after, "about.md").endswith(
        "\nferry [ferry](term:boat) `term:ferry` \\[x](term:ferry) <term:boat> [f][1] term:ferry-x\n\n[1]: term:boat\n"
    )
    assert "about: line-stops" in text(after, "claims.yaml")


def test_an_editor_is_renamed_where_he_signs() -> None:
    after = rename(ferry(), "editor", "ada", "keel")
    assert "  keel: {name: Ada Keel, role: editor}" in text(after, "site.yaml")
    assert "  by: keel" in text(after, "articles/ferry-stops/annotations.yaml")


def test_rules_for_one_entry_follow_it() -> None:
    contents = ferry()
    contents["site.yaml"] += b'rules: {unused-entry: {"source:letter": "off"}}\n'
    assert '{"source:mail": "off"}' in text(rename(contents, "source", "letter", "mail"), "site.yaml")


def test_renaming_back_leaves_no_address_that_leads_in_a_circle() -> None:
    there = rename(ferry(), "claim", "passengers", "people").contents
    back = rename(there, "claim", "people", "passengers")
    assert "was: [people]" in text(back, "claims.yaml")


@pytest.mark.parametrize(
    ("kind", "old", "new", "said"),
    [
        ("term", "port-ofice", "x", "did you mean 'port-office'"),
        ("term", "port-office", "ferry", "there is a term 'ferry' already"),
        ("term", "ferry", "harbour-board", "was once the id of the term 'port-office'"),
        ("term", "ferry", "The Boat", "such as the-boat"),
        ("turm", "ferry", "boat", "there is no kind"),
        ("note", "nothing", "x", "there is no note"),
    ],
)
def test_what_cannot_be_is_refused(kind: str, old: str, new: str, said: str) -> None:
    with pytest.raises(CannotRenameError, match=re.escape(said)):
        rename(ferry(), kind, old, new)


def test_a_file_that_cannot_be_read_may_hold_the_id_so_nothing_is_done() -> None:
    with pytest.raises(CannotEditError) as refused:
        rename({**ferry(), "places/more.yaml": b"a: [\n"}, "term", "ferry", "boat")
    assert refused.value.diagnostics[0].span.path == "content/places/more.yaml"


def test_refs_in_entries_with_faults_are_renamed_too() -> None:
    contents = ferry()
    contents["timelines/line.yaml"] = contents["timelines/line.yaml"].replace(b"date: 1898~", b"date: long ago")
    after = rename(contents, "place", "north-quay", "quay")
    assert "north-quay" not in text(after, "timelines/line.yaml")


def test_findings_that_were_there_do_not_stop_a_rename() -> None:
    contents = {
        **ferry(),
        "claims/more.yaml": b"lonely: {question: Why?, statements: [{by: nobody, says: x, as_of: 2}]}\n",
    }
    assert "\nline: " not in text(rename(contents, "timeline", "line", "boats"), "timelines/boats.yaml")


KINDS = [
    ("term", "kataib-hezbollah"),
    ("event", "strikes-2024-01-23"),
    ("source", "cnn-2024-01-23"),
    ("article", "us-strikes-iraq-2024-01-23"),
    ("timeline", "kh"),
]


@pytest.mark.parametrize(("kind", "old"), KINDS)
def test_there_and_back_the_first_explainer_is_as_before_but_for_was(kind: str, old: str) -> None:
    back = rename(rename(REAL, kind, old, "another-id").contents, kind, "another-id", old).contents
    for path, content in REAL.items():
        added = [line for line in back[path].splitlines() if line.strip() != b"was: [another-id]"]
        assert added == content.splitlines()


def test_the_command_shows_each_line_and_writes(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / "content/articles/ferry-stops/.keep").write_text("mine")
    assert run("article:ferry-stops", "last-boat") == 0
    said = capsys.readouterr().out
    assert "content/site.yaml\n  line 6: home: ferry-stops -> last-boat\n" in said
    assert "content/articles/ferry-stops/article.md -> content/articles/last-boat/article.md" in said
    assert (project.root / "content/articles/last-boat/.keep").read_text() == "mine"
    assert not (project.root / "content/articles/ferry-stops").exists()
    assert project.build(strict=False).result.is_good


def test_a_dry_run_writes_nothing(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}
    assert run("term:ferry", "boat", "--dry-run") == 0
    assert "would change: nothing was written" in capsys.readouterr().out
    assert before == {path: path.read_bytes() for path in project.root.rglob("*") if path.is_file()}


def test_an_entry_without_a_kind_is_wrong_usage(project: TestProject) -> None:
    with pytest.raises(UsageError, match="KIND:OLD"):
        run("ferry", "boat")


def test_files_in_crlf_stay_so(project: TestProject) -> None:
    path = project.root / "content/places.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("place:north-quay", "quay") == 0
    assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n") == 11
