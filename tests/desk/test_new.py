"""New sites and new entries: in the right file, in the order that the file keeps, never one that brings an error."""

import argparse
import builtins
import io
import posixpath
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nutgraf.cli import new as command
from nutgraf.cli.common import UsageError
from nutgraf.desk.contents import contents_of, gathered
from nutgraf.desk.example_site import example_files
from nutgraf.desk.fields import WrongAnswerError, faults, fields_of, value_of
from nutgraf.desk.findings import findings
from nutgraf.desk.fmt import format_file
from nutgraf.desk.new import KINDS, CannotMakeError, homes, make, slot
from nutgraf.desk.schema_source import author_fields
from nutgraf.desk.shapes import class_of
from nutgraf.model.entries import Claim, Event, Note, NoteKind, Place, Statement, Term
from tests.desk.cases import REAL
from tests.project import TestProject


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    return TestProject.of("ferry", tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    return command.run(parser.parse_args(arguments))


def on_terminal(monkeypatch: pytest.MonkeyPatch, *answers: str) -> Iterator[str]:
    """Let the answers be typed, in turn; then the input ends."""
    left = iter(answers)

    def typed(prompt: str = "") -> str:
        sys.stdout.write(f"{prompt}\n")
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(builtins, "input", typed)
    return left


# a site


def test_a_new_site_builds_strictly_without_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("site", str(tmp_path / "mine")) == 0
    assert "next: " in capsys.readouterr().out
    built = TestProject(tmp_path / "mine").build(strict=True)
    assert built.result.diagnostics == ()
    assert built.result.is_good


def test_a_new_site_is_in_order_as_fmt_would_have_it() -> None:
    for path, content in example_files().items():
        assert format_file(path.removeprefix("content/"), content).content == content


def test_every_file_of_a_new_site_names_its_schema_and_it_is_there() -> None:
    files = example_files()
    for path in (each for each in files if each.startswith("content/") and each.endswith(".yaml")):
        way = files[path].decode().partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
        assert posixpath.normpath(posixpath.join(posixpath.dirname(path), way)) in files, path


def test_a_file_made_later_names_its_schema_where_the_others_do(tmp_path: Path) -> None:
    run("site", str(tmp_path / "mine"))
    site = TestProject(tmp_path / "mine").delete("content/claims.yaml")
    contents = contents_of(site.project)
    made = make(contents, "glossary", "birds", {"title": "Birds"})
    assert made.contents["glossaries/birds.yaml"].startswith(
        b"# yaml-language-server: $schema=../../schemas/glossary.json\ntitle: Birds\n"
    )
    made = make(contents, "claim", "how-many", {"question": "How many?"})
    assert made.contents["claims.yaml"].startswith(b"# yaml-language-server: $schema=../schemas/claims.json\nhow-many:")
    without = {**contents, "site.yaml": b"title: A\n"}
    assert make(without, "glossary", "birds", {"title": "Birds"}).contents["glossaries/birds.yaml"][:6] == b"title:"


@pytest.mark.parametrize("kind", [Term, Place, Event, Claim, Statement, Note])
def test_a_new_site_shows_every_field(kind: Any) -> None:
    contents = {path[8:]: content for path, content in example_files().items() if path.startswith("content/")}
    corpus = gathered(contents).corpus
    entries: list[Any] = [entry for _, entry in corpus.entries()]
    entries += [statement for claim in corpus.claims.values() for statement in claim.statements]
    for field in author_fields(kind):
        values = [getattr(entry, field.name) for entry in entries if isinstance(entry, kind)]
        if (kind, field.name) == (Place, "wikidata"):
            continue  # invented places have none
        assert any(value not in (None, (), {}) for value in values), field.name


def test_a_new_site_shows_every_kind_of_note_and_date() -> None:
    contents = {path[8:]: content for path, content in example_files().items() if path.startswith("content/")}
    corpus = gathered(contents).corpus
    assert {note.kind for note in corpus.notes.values()} == set(NoteKind.__args__)  # type: ignore[attr-defined]
    dates = [event.date for event in corpus.events.values()]
    assert {"minute", "day", "month", "season", "year", "decade", "interval", "set"} <= {
        date.precision for date in dates
    }
    assert {"approximate", "uncertain"} <= {date.qualifier for date in dates}


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"not empty \(mine.txt"):
        run("site", str(tmp_path))
    with pytest.raises(UsageError, match="is a file"):
        run("site", str(tmp_path / "mine.txt"))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


# an entry, by options


def test_an_event_goes_where_its_date_puts_it(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.root / "content/timelines/line.yaml"
    before = path.read_text("utf-8")
    added = (
        '  storm:\n    date: 2020-01-12\n    title: "A storm: no boats"\n    text: No boats.\n'
        "    places: [north-quay]\n"
    )
    given = ["--date", "12 Jan 2020", "--title", "A storm: no boats", "--text", "No boats.", "--places", "north-quay"]
    assert run("event", "storm", *given) == 0
    assert path.read_text("utf-8") == before.replace("  line-stops:\n", f"{added}  line-stops:\n")
    said = capsys.readouterr().out
    assert "content/timelines/line.yaml:13: the event 'storm' is written" in said
    assert "next: link to it with [words](event:storm)" in said


def test_comments_and_layout_of_the_first_explainer_stay() -> None:
    fields = {
        "date": "2024-01-24",
        "title": "New",
        "text": "New.",
        "places": ["baghdad"],
        "sources": ["cnn-2024-01-23"],
    }
    made = make(REAL, "event", "new-event", fields, "kh")
    old, new = REAL[made.path].decode(), made.contents[made.path].decode()
    lines = new.splitlines(keepends=True)
    count = 1 + len(fields)
    entry = lines[made.line - 1 : made.line - 1 + count]
    assert entry[0] == "  new-event:\n"
    assert "".join(lines[: made.line - 1] + lines[made.line + count :]) == old
    assert made.is_good
    dates = [event.date.sort_key for event in gathered(made.contents).corpus.events.values() if event.timeline == "kh"]
    assert dates == sorted(dates)


def test_sources_sorted_by_id_stay_sorted() -> None:
    made = make(REAL, "source", "bbc-2024-01-24", {"type": "webpage", "title": "T"})
    ids = list(gathered(made.contents).corpus.sources)
    assert ids == sorted(ids)
    assert "bbc-2024-01-24" in ids


def test_notes_stand_in_the_order_of_the_text() -> None:
    fields = {"quote": "a preliminary assessment", "kind": "context", "text": "x", "as_of": "2024"}
    article = "us-strikes-iraq-2024-01-23"
    blocks = gathered(REAL).corpus.blocks[article]
    word = next(block.text for block in blocks if len(block.text) > 200)
    fields["quote"] = word[10:70].rpartition(" ")[0].partition(" ")[2]
    made = make(REAL, "note", "new-note", fields, article)
    assert list(gathered(made.contents).corpus.notes)[-1] != f"{article}/new-note"


@pytest.mark.parametrize(
    ("ranks", "new", "at"),
    [
        ([1, 3], 2, 1),
        ([1, 2, 2], 2, 3),
        ([3, 1], 2, 1),
        ([3, 1], 0, 2),
        ([1, 3, 2], 2, None),
        ([], 1, 0),
        ([1], None, None),
    ],
)
def test_the_order_of_the_neighbours_is_kept(ranks: list[int], new: int | None, at: int | None) -> None:
    assert slot(ranks, new) == at


def test_maps_records_and_lists_are_given_as_options(project: TestProject) -> None:
    run("term", "mate", "--name", "Mate", "--kind", "person", "--short", "A mate.", "--forms", "the mate",
        "--forms", "{text: ملاح, lang: ar}",
        "--relations", "member-of=port-office opposes=ferry", "--see", "ferry, port-office")  # fmt: skip
    text = (project.root / "content/glossaries/harbour.yaml").read_text("utf-8")
    assert text.endswith(
        "  mate:\n    name: Mate\n    kind: person\n    forms: [the mate, {text: ملاح, lang: ar}]\n    short: A mate.\n"
        "    relations: {member-of: [port-office], opposes: [ferry]}\n    see: [ferry, port-office]\n"
    )
    run(
        "claim",
        "tide",
        "--question",
        "How high?",
        "--statements",
        "{by: mate, as_of: 2020, says: 'High, high', sources: [letter]}",
    )
    assert "tide" in gathered(contents_of(project.project)).corpus.claims
    assert not [each for each in findings(contents_of(project.project)) if each.severity == "error"]


def test_a_new_article_starts_as_a_draft(project: TestProject) -> None:
    assert (
        run("article", "tides", "--title", "Tides: high", "--summary", "s", "--published", "2024", "--as-of", "2024")
        == 0
    )
    text = (project.root / "content/articles/tides/article.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "Tides: high"\nsummary: s\npublished: 2024\nas_of: 2024\nstatus: draft\n---\n')
    assert project.build().result.is_good


def test_a_glossary_and_then_a_term_in_it(project: TestProject) -> None:
    assert run("glossary", "sea", "--title", "Sea words") == 0
    with pytest.raises(UsageError, match="--in: harbour, sea"):
        run("term", "tide", "--name", "tide", "--kind", "concept", "--short", "Water.")
    assert run("term", "tide", "--in", "sea", "--name", "tide", "--kind", "concept", "--short", "Water.") == 0
    assert (project.root / "content/glossaries/sea.yaml").read_text("utf-8").partition("\n")[2] == (
        "title: Sea words\nterms:\n  tide:\n    name: tide\n    kind: concept\n    short: Water.\n"
    )


def test_a_first_note_makes_the_file(project: TestProject) -> None:
    project.delete("content/articles/ferry-stops/annotations.yaml")
    assert (
        run("note", "who", "--quote", "the ferry would stop", "--kind", "context", "--text", "x", "--as-of", "2024")
        == 0
    )
    lines = (project.root / "content/articles/ferry-stops/annotations.yaml").read_text("utf-8").splitlines()
    assert lines[1] == "who:"


def test_an_entry_with_an_error_is_not_written_but_shown(
    project: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (project.root / "content/timelines/line.yaml").read_bytes()
    assert run("event", "storm", "--date", "01/02/2020", "--title", "T", "--text", "x") == 1
    shown = capsys.readouterr()
    assert "two ways" in shown.err
    assert "  storm:\n    date: 01/02/2020\n" in shown.out
    assert run("event", "storm", "--date", "2020", "--title", "T", "--text", "x", "--places", "nort-quay") == 1
    assert "did you mean 'north-quay'" in capsys.readouterr().err
    assert (project.root / "content/timelines/line.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["event", "bridge"], "needs --date, --title, --text"),
        (["glossary"], "needs ID, --title"),
        (["glossary", "harbour", "--title", "t"], "there is a glossary 'harbour' already"),
        (["glossary", "The Sea", "--title", "t"], "such as the-sea"),
        (
            ["event", "line-ends", "--date", "2020", "--title", "t", "--text", "x"],
            "once the id of the event 'line-stops'",
        ),
        (
            ["event", "e", "--in", "no", "--date", "2020", "--title", "t", "--text", "x"],
            "there is no timeline 'no': known: line",
        ),
        (["event", "e", "--date", "2020", "--title", "t", "--text", "x", "--actors", "spoke"], "--actors: write"),
    ],
)
def test_wrong_usage_is_one_sentence(project: TestProject, arguments: list[str], said: str) -> None:
    with pytest.raises(UsageError) as refused:
        run(*arguments)
    assert said in str(refused.value)


def test_an_error_that_was_there_before_does_not_stop_a_new_entry(project: TestProject) -> None:
    project.replace("content/timelines/line.yaml", "date: 1898~", "date: long ago")
    assert run("source", "book", "--type", "book", "--title", "B") == 0


def test_a_file_that_cannot_be_read_is_mended_first(
    project: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project.write({"content/sources/more.yaml": "a: [\n"})
    assert run("source", "book", "--in", "sources", "--type", "book", "--title", "B") == 1
    assert "content/sources/more.yaml:1:" in capsys.readouterr().err
    on_terminal(monkeypatch, "no question is asked")
    assert run("place") == 1


def test_a_timeline_that_has_no_events_yet_gets_the_key_too() -> None:
    contents = {"site.yaml": b"title: S\n", "timelines/sea.yaml": b"title: Sea # c"}
    made = make(contents, "event", "tide", {"date": "2020", "title": "T", "text": "x"})
    assert made.contents["timelines/sea.yaml"] == (
        b"title: Sea # c\nevents:\n  tide:\n    date: 2020\n    title: T\n    text: x\n"
    )


def test_every_kind_has_an_option_for_every_field() -> None:
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    for kind in KINDS:
        for field in fields_of(kind):
            given = parser.parse_args([kind, "x", f"--{field.name.replace('_', '-')}", "v"])
            assert getattr(given, f"field_{field.name}") == ["v"]
        assert class_of(kind).__doc__


# an entry, by answers


def test_a_place_is_asked_for_field_by_field(
    project: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = ["The Mole", "", "pier", "site", "north", "57.2", "-2.0", "1", "Where the waves break."]
    left = on_terminal(monkeypatch, *answers, "Mole", "", "", "first", "", "lettr", "letter")
    assert run("place") == 0
    assert next(left, None) is None
    text = (project.root / "content/places.yaml").read_text("utf-8")
    assert text.endswith(
        "the-mole:\n  name: The Mole\n  forms: [Mole]\n  kind: site\n  latitude: 57.2\n  longitude: -2.0\n"
        "  precision_km: 1\n  why: Where the waves break.\n  mark: first\n  sources: [letter]\n"
    )
    said = capsys.readouterr().out
    assert "city | town | village" in said
    assert "'pier' is none of the choices" in said
    assert "must be a number" in said
    assert "did you mean 'letter'" in said
    assert "Radius in kilometres" in said
    assert "Earlier ids" not in said


def test_statements_are_asked_for_one_after_the_other(
    project: TestProject, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    one = ["High.", "2020", "letter", "", "A sailor", "", ""]
    on_terminal(monkeypatch, "How high was the tide?", "tide", *one, "", "", "", "", "")
    assert run("claim") == 0
    claim = gathered(contents_of(project.project)).corpus.claims["tide"]
    assert [(each.by_name, each.says, each.sources) for each in claim.statements] == [
        ("A sailor", "High.", ("letter",))
    ]
    assert "number or range: 7, 1.., ..7, 5..10" in capsys.readouterr().out


def test_where_there_are_several_files_one_is_asked_for(project: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    run("glossary", "sea", "--title", "Sea words")
    on_terminal(monkeypatch, "lake", "sea", "tide", "concept", "Water.", *[""] * 20)
    assert run("term", "tide") == 0
    assert "  tide:\n    name: tide\n" in (project.root / "content/glossaries/sea.yaml").read_text("utf-8")


def test_with_all_that_is_needed_nothing_is_asked(project: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    on_terminal(monkeypatch)
    assert run("timeline", "boats", "--title", "Boats") == 0


def test_when_the_answers_end_nothing_is_written(project: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents_of(project.project)
    on_terminal(monkeypatch, "A title")
    with pytest.raises(UsageError, match="nothing was written"):
        run("event")
    assert contents_of(project.project) == before


def test_faults_of_one_field_are_said_as_the_reader_says_them() -> None:
    assert faults(Event, "date", "01/02/2024")[0].startswith("date: '01/02/2024' can be read two ways")
    assert faults(Event, "date", "2024") == ()
    assert faults(Term, "kind", "persn") == ("kind: 'persn' is none of the choices: did you mean 'person'?",)


def test_values_are_read_by_the_type_of_the_field() -> None:
    hints = {field.name: field.hint for kind in ("event", "source", "note") for field in fields_of(kind)}
    assert value_of(hints["places"], ["a, b", "c"]) == ["a", "b", "c"]
    assert value_of(hints["actors"], ["spoke=a,b target=c"]) == {"spoke": ["a", "b"], "target": ["c"]}
    assert value_of(hints["date"], ["c. 2014"]) == "2014~"
    assert value_of(hints["author"], ["{literal: A, B: c}"]) == [{"literal": "A", "B": "c"}]
    assert value_of(hints["quote"], ["three words here"]) == "three words here"
    with pytest.raises(WrongAnswerError):
        value_of(hints["archived"], ["https://x.example"])


def test_homes_are_named_as_in_their_path() -> None:
    assert homes({"places.yaml": b"", "places/sea.yaml": b""}, "place") == {
        "places": "places.yaml",
        "sea": "places/sea.yaml",
    }
    assert homes({}, "source") == {"sources": "sources.yaml"}
    with pytest.raises(CannotMakeError, match="there is no glossary 'sea': make it with `nutgraf new glossary sea`"):
        make({}, "term", "x", {}, home="sea")
    with pytest.raises(CannotMakeError, match="no glossary yet"):
        make({}, "term", "x", {})
