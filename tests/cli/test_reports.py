"""How findings are said: the text with its frames, the forms for programs, and the commands that say them."""

import io
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unicodedata import combining, east_asian_width

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nutgraf.cli
from nutgraf.cli import common, main
from nutgraf.cli.reports import FORMATS
from nutgraf.cli.reports.files import Files, line_reader, repository_prefix
from nutgraf.cli.reports.frame import frame, printable
from nutgraf.cli.reports.summary import by_file, counted
from nutgraf.model.diagnostics import RULES, Diagnostic, Span
from tests.project import TestProject

UNKNOWN = Diagnostic(Span("content/a.yaml", 2, 4), "unknown-ref", "there is no place 'x'", "did you mean 'y'?")
UNUSED = Diagnostic(Span("content/b.yaml", 1, 1), "unused-entry", "nothing names it", "", "warning", "source:it")


def said(found: Sequence[Diagnostic], form: str = "text", **files: Any) -> str:
    return FORMATS[form](found, Files(**files))


def width(text: str) -> int:
    return sum(0 if combining(each) else 2 if east_asian_width(each) in "WF" else 1 for each in text)


# ---- the frame


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("name: Quay", 7, "name: Quay", 6),
        ("\tname", 1, "→   name", 0),
        ("\tname", 2, "→   name", 4),
        ("ab\tname", 4, "ab→ name", 4),
        ("日本: x", 3, "日本: x", 4),
        ("e\u0301t: x", 3, "e\u0301t: x", 1),
        ("name:", 99, "name:", 5),
        ("", 1, "", 0),
        ("a\x1b[31mb", 3, "a·[31mb", 2),
        ("a\u202eb", 3, "a·b", 2),
    ],
)
def test_the_caret_stands_under_its_character(line: str, column: int, shown: str, caret: int) -> None:
    found = frame(line, column, 80)
    assert (found.shown, found.caret) == (shown, caret)


def test_a_long_line_is_cut_around_the_caret() -> None:
    line = "".join(f"{number:03} " for number in range(100))
    found = frame(line, line.index("050") + 1, 30)
    assert found.shown.startswith("…")
    assert found.shown.endswith("…")
    assert found.shown[found.caret :].startswith("050")
    assert len(found.shown) == 30


def test_a_line_may_be_as_long_as_a_file() -> None:
    found = frame("x" * 10_000 + "y" + "x" * 10_000_000, 10_001, 40)
    assert found.shown[found.caret] == "y"
    assert len(found.shown) == 40


def test_the_start_of_a_long_line_stays_when_the_caret_is_there() -> None:
    found = frame("x" * 200, 1, 20)
    assert (found.shown, found.caret) == ("x" * 18 + "…", 0)


@given(st.text(alphabet="ab \t日é\u0301\x1b\u202e.", max_size=80), st.integers(1, 90), st.integers(8, 60))
def test_no_frame_is_wider_than_asked_and_no_caret_is_outside(line: str, column: int, columns: int) -> None:
    found = frame(line, column, columns)
    assert width(found.shown) <= columns
    assert 0 <= found.caret <= width(found.shown)
    assert "\x1b" not in found.shown


@given(st.text(max_size=40))
def test_what_is_printed_never_steers_the_terminal(text: str) -> None:
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", printable(text))


# ---- text


def test_a_finding_is_said_with_place_line_caret_and_hint() -> None:
    lines = {"content/a.yaml": ["a:", "  b: x"]}
    assert said([UNKNOWN], lines=lines.__getitem__) == (
        "content/a.yaml:2:4: error[unknown-ref] there is no place 'x'\n"
        "    2 |   b: x\n"
        "      |    ^\n"
        "    hint: did you mean 'y'?\n"
        "\n"
        "1 error in content/a.yaml\n"
        "More about a rule: nutgraf check --explain unknown-ref\n"
    )


def test_a_line_that_is_not_there_has_no_frame() -> None:
    assert "|" not in said([UNKNOWN], lines=lambda _: ["a:"])


@pytest.mark.parametrize(
    "rule", ["unknown-file", "missing-file", "file-too-large", "too-many-articles", "page-too-large"]
)
def test_a_fault_of_a_whole_file_shows_no_line(rule: str) -> None:
    assert "|" not in said([Diagnostic(Span("content/a.png"), rule, "what")], lines=lambda _: ["\x89PNG"])


def test_nothing_found_says_nothing() -> None:
    assert said([]) == ""


def test_colours_frame_the_severity_only_where_they_are_wanted() -> None:
    assert "\x1b[1;31merror[unknown-ref]\x1b[0m" in said([UNKNOWN], is_coloured=True)
    assert "\x1b" not in said([UNKNOWN])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("out", "variables", "expected"),
    [
        (Terminal(), {}, True),
        (Terminal(), {"NO_COLOR": "1"}, False),
        (Terminal(), {"NO_COLOR": ""}, True),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {}, False),
    ],
)
def test_only_a_terminal_that_wants_colours_gets_them(
    out: io.StringIO, variables: dict[str, str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert common._may_colour(out) is expected


def test_the_summary_counts_by_file() -> None:
    assert by_file([UNKNOWN, UNKNOWN, UNUSED]) == (
        "2 errors, 1 warning in 2 files:\n  content/a.yaml  2 errors\n  content/b.yaml  1 warning"
    )
    assert counted([]) == ""


def test_the_lines_of_a_file_are_counted_as_the_reader_counts_them(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbfa\r\nb\rc\x0bd\xff")
    assert list(line_reader(tmp_path)("a.yaml")) == ["a", "b", "c\x0bd\ufffd"]
    assert list(line_reader(tmp_path)("missing.yaml")) == []


# ---- for programs


def test_json_is_a_list_of_objects_with_the_documented_keys() -> None:
    assert json.loads(said([UNUSED], "json")) == [
        {
            "path": "content/b.yaml",
            "line": 1,
            "column": 1,
            "severity": "warning",
            "rule": "unused-entry",
            "message": "nothing names it",
            "hint": "",
            "entry": "source:it",
            "docs": "docs/rules.md#unused-entry",
        }
    ]
    assert json.loads(said([], "json")) == []


def test_github_gets_one_escaped_command_a_finding() -> None:
    odd = Diagnostic(Span("content/100%,a:b.yaml", 2, 3), "bad-date", "5% of\r\nlines: a, b::", "do it")
    assert said([odd], "github", prefix="docs/") == (
        "::error file=docs/content/100%25%2Ca%3Ab.yaml,line=2,col=3,title=bad-date::"
        "5%25 of%0D%0Alines: a, b::%0Ahint: do it\n"
    )
    assert said([UNUSED], "github").startswith("::warning file=content/b.yaml,line=1,col=1,title=unused-entry::")


@given(st.text(), st.text())
def test_no_text_ends_a_github_command_or_starts_another(path: str, message: str) -> None:
    found = said([Diagnostic(Span(path), "image", message)], "github")
    assert found.count("\n") == 1
    assert "\r" not in found
    properties = found.split("::")[1]
    assert [each.partition("=")[0] for each in properties.partition(" ")[2].split(",")] == [
        "file",
        "line",
        "col",
        "title",
    ]


def test_sarif_has_the_shape_of_2_1_0() -> None:
    log = json.loads(said([UNKNOWN, UNUSED], "sarif", prefix="my site/"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        assert rule["id"] in RULES
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
        assert rule["shortDescription"]["text"].endswith(".")
        assert f"docs/rules.md#{rule['id']}" in rule["help"]["text"]
        assert rule["help"]["markdown"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert re.fullmatch(r"[\w./%-]+", physical["artifactLocation"]["uri"])
        assert all(type(value) is int and value > 0 for value in physical["region"].values())
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "my%20site/content/a.yaml",
        "uriBaseId": "%SRCROOT%",
    }


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    (run,) = json.loads(said([], "sarif"))["runs"]
    assert run["results"] == []


def test_a_project_below_the_repository_s_root_has_a_prefix(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "stories").mkdir()
    assert repository_prefix(tmp_path / "stories") == "stories/"
    assert repository_prefix(tmp_path) == ""


# ---- the commands


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project in whose folder the commands run."""
    site = TestProject.of("ferry", tmp_path / "ferry")
    monkeypatch.chdir(site.root)
    if "check" not in dict(nutgraf.cli.COMMANDS):
        monkeypatch.setattr(nutgraf.cli, "COMMANDS", (*nutgraf.cli.COMMANDS, ("check", "check the content")))
    return site


def misspell(site: TestProject) -> None:
    site.replace("content/timelines/line.yaml", "places: [north-quay]", "places: [nord-quay]")


def test_a_good_site_passes_and_nothing_is_written(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--strict"]) == 0
    assert capsys.readouterr().out == "content/: nothing was found\n"
    assert not (here.root / "site").exists()


def test_errors_are_shown_with_their_line(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    misspell(here)
    assert main(["check"]) == 1
    assert (
        "content/timelines/line.yaml:9:14: error[unknown-ref] there is no place 'nord-quay'\n"
        "    9 |     places: [nord-quay]\n"
        "      |              ^\n"
        "    hint: did you mean 'north-quay'? (content/places.yaml:2:1)\n"
    ) in capsys.readouterr().err


def test_warnings_fail_only_strictly(here: TestProject) -> None:
    here.write({"content/notes.txt": "x"})
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1


def test_check_and_build_say_the_same_list(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    misspell(here)
    here.write({"content/notes.txt": "x", "content/places/b.yaml": "b: [\n"})
    lists = []
    for command in ("check", "build", "build"):
        assert main([command, "--format", "json"]) == 1
        lists.append(json.loads(capsys.readouterr().out))
    assert lists[0] == lists[1] == lists[2]
    assert len(lists[0]) > 1


def test_a_report_for_programs_stands_alone_on_standard_output(
    here: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--format", "sarif"]) == 0
    streams = capsys.readouterr()
    assert json.loads(streams.out)["version"] == "2.1.0"
    assert "files" in streams.err


def test_a_warm_build_says_again_what_was_switched_on(here: TestProject) -> None:
    here.replace("content/site.yaml", "home:", "rules: {outdated-fact: warning}\nhome:")
    assert "outdated-fact" in here.build().rules()
    assert "outdated-fact" in here.build().rules()


def test_the_desk_s_remarks_are_off_until_asked_for(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--desk", "--format", "json"]) == 0
    assert {each["rule"] for each in json.loads(capsys.readouterr().out)} == {"outdated-fact", "unsourced-entry"}


def test_what_the_project_switched_off_stays_off_at_the_desk(
    here: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    here.replace("content/site.yaml", "home:", "rules: {outdated-fact: off, unsourced-entry: off}\nhome:")
    assert main(["check", "--desk"]) == 0
    assert "nothing was found" in capsys.readouterr().out


def test_drafts_are_looked_at_on_request(here: TestProject) -> None:
    here.replace("content/articles/ferry-stops/annotations.yaml", "quote: first boat", "quote: no such words")
    assert main(["check"]) == 0
    assert main(["check", "--drafts"]) == 1


def test_a_rule_is_explained_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], here: TestProject
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--explain", "unknown-ref"]) == 0
    explained = capsys.readouterr().out
    assert explained.startswith("unknown-ref\n===========\n")
    assert "places: [nord-quay]" in explained
    assert main(["check", "--explain", "unknown-reff"]) == 2
    assert "did you mean 'unknown-ref'?" in capsys.readouterr().err


def test_the_options_name_the_formats_that_there_are(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main(["check", "--format", "xml"])
    assert exit_.value.code == 2
    offered = capsys.readouterr().err.rpartition("choose from")[2]
    assert re.findall(r"\w+", offered) == list(FORMATS)
