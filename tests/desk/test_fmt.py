"""Bringing content into order: what changes stands in tests/fixtures/desk, and nothing else does."""

import argparse
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.cli import fmt
from nutgraf.cli.common import UsageError
from nutgraf.desk.document import CannotEditError, Document
from nutgraf.desk.fmt import format_file, in_order
from nutgraf.desk.loose_dates import is_date, settle
from nutgraf.desk.shapes import SHAPES, shape_of
from nutgraf.read.files import FILE_KINDS
from tests.desk.cases import FIXTURES, REAL, files, read_cases
from tests.project import TestProject


def dates() -> list[tuple[str, str]]:
    lines = (FIXTURES / "loose-dates.txt").read_text("utf-8").partition("\n\n")[2].splitlines()
    pairs = (line.partition("|") for line in lines if "|" in line)
    return [(loose.strip(), date.strip()) for loose, _, date in pairs]


@pytest.mark.parametrize(("loose", "date"), dates())
def test_a_loose_date_becomes_the_profile_or_stays(loose: str, date: str) -> None:
    assert (settle(loose) or "") == date


_bits = [*"0123456789 -/.,?~XT[]", "2014", "12", " Oct ", "May ", " to ", "c. ", "or", "between ", "s", "th"]


@given(st.lists(st.sampled_from(_bits), max_size=9).map("".join))
def test_what_is_settled_is_a_date_and_stays_so(text: str) -> None:
    date = settle(text)
    assert date is None or (is_date(date) and settle(date) == date)


@pytest.mark.parametrize(("title", "before", "after"), read_cases("fmt.txt"))
def test_the_cases(title: str, before: str, after: str) -> None:
    path, _, text = before.partition("\n\n")
    content = text.encode()
    formatted = format_file(path, content)
    assert formatted.content.decode() == (after or text), title
    assert format_file(path, formatted.content).content == formatted.content


def test_the_end_of_a_file_is_one_line_end() -> None:
    assert format_file("places.yaml", b"a:\n  name: A").content == b"a:\n  name: A\n"
    assert format_file("places.yaml", b"a:\n  name: A\n\n\n").content == b"a:\n  name: A\n"
    assert format_file("places.yaml", b"a:\r\n  name: A\r\n\r\n").content == b"a:\r\n  name: A\r\n"


def test_a_text_that_keeps_its_blank_lines_keeps_them_at_the_end_of_the_file() -> None:
    content = b"a:\n  why: |+\n    A\n\n\n"
    assert format_file("places.yaml", content).content == content


def test_a_file_that_cannot_be_read_stays_and_is_reported() -> None:
    formatted = format_file("places.yaml", b"a: [\n")
    assert formatted.content == b"a: [\n"
    assert [each.rule for each in formatted.left] == ["yaml-syntax"]


def test_a_date_that_only_its_author_can_tell_is_reported_where_it_stands() -> None:
    formatted = format_file("timelines/line.yaml", b"events:\n  a:\n    date: 01/02/2024\n")
    assert [(str(each.span), each.rule) for each in formatted.left] == [
        ("content/timelines/line.yaml:3:11", "bad-date")
    ]
    assert "two ways" in formatted.left[0].message


def test_unknown_keys_follow_the_key_before_them() -> None:
    assert in_order(dict.fromkeys("xcyab"), ["a", "b", "c"]) == ["x", "a", "b", "c", "y"]


def test_every_kind_of_file_that_is_read_is_known() -> None:
    assert [shape.path for shape in SHAPES] == [kind.path for kind in FILE_KINDS]


def said(path: str, content: bytes) -> Any:
    """Return what a file says, with its dates settled; of Markdown also what stands below the front matter."""
    doc = Document.of(f"content/{path}", content)
    body = doc.text[doc.next_line(doc.yaml_end) :] if path.endswith(".md") else ""
    return settled(doc.value), body


def settled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: settled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [settled(each) for each in value]
    return settle(value) or value if isinstance(value, str) else value


def comments(content: bytes) -> list[str]:
    return sorted(line.strip() for line in content.decode().split("\n") if line.lstrip().startswith("#"))


@pytest.mark.parametrize("path", REAL)
def test_the_first_explainer_says_the_same_afterwards(path: str) -> None:
    formatted = format_file(path, REAL[path])
    assert not formatted.left
    assert said(path, formatted.content) == said(path, REAL[path])
    assert comments(formatted.content) == comments(REAL[path])
    assert format_file(path, formatted.content).content == formatted.content


_entry_keys = st.sampled_from(["name", "kind", "latitude", "why", "x-own", "date", "title", "text", "also_in", "says"])
_loose = st.sampled_from(["12 Oct 2013", "c. 2014", "01/02/2024", "2024", "a: b", "two\nlines\n", "x ", "[2001..2003]"])
_entries = st.dictionaries(_entry_keys, _loose | st.lists(_loose, max_size=2), min_size=1, max_size=6)


@settings(max_examples=60)
@given(st.dictionaries(st.sampled_from(["a", "b", "c-d"]), _entries, min_size=1), st.data())
def test_any_entries_say_the_same_afterwards_and_twice_is_once(entries: Any, data: st.DataObject) -> None:
    path, wrap = data.draw(st.sampled_from([("places.yaml", ""), ("timelines/a.yaml", "events"), ("claims.yaml", "")]))
    text = data.draw(files(st.just({wrap: entries} if wrap else entries)))
    check(path, text)


@settings(max_examples=60)
@given(files())
def test_any_yaml_says_the_same_afterwards_and_twice_is_once(text: str) -> None:
    check("places.yaml", text)


def check(path: str, text: str) -> None:
    content = text.encode()
    formatted = format_file(path, content).content
    assert format_file(path, formatted).content == formatted
    try:
        assert said(path, formatted) == said(path, content)
    except CannotEditError:
        assert formatted == content
    assert comments(formatted) == comments(content) or "'" in text or '"' in text or "|" in text or ">" in text


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    monkeypatch.chdir(tmp_path)
    return TestProject.of("ferry", tmp_path)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    fmt.add_options(parser)
    return fmt.run(parser.parse_args(arguments))


def test_check_names_files_and_writes_nothing(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    project.replace("content/timelines/line.yaml", "date: 1898~", "date: c. 1898")
    before = (project.root / "content/timelines/line.yaml").read_bytes()
    capsys.readouterr()
    assert run("--check") == 1
    assert "content/timelines/line.yaml is out of order" in capsys.readouterr().out
    assert (project.root / "content/timelines/line.yaml").read_bytes() == before
    assert run() == 0
    assert "date: 1898~" in (project.root / "content/timelines/line.yaml").read_text("utf-8")
    assert run("--check") == 0


def test_only_the_files_asked_for_are_changed(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("content/timelines") == 0
    assert capsys.readouterr().out.splitlines() == ["content/timelines/line.yaml", "1 of 1 file changed"]
    assert run("content/sources.yaml", "--check") == 1


def test_a_date_left_to_its_author_is_an_error(project: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    project.replace("content/timelines/line.yaml", "date: 1898~", "date: 01/02/1898")
    assert run() == 1
    assert "content/timelines/line.yaml:6:11" in capsys.readouterr().err


def test_a_path_outside_the_content_is_refused(project: TestProject) -> None:
    with pytest.raises(UsageError, match="no file of content"):
        run("elsewhere.yaml")


def test_shapes_know_a_path() -> None:
    shape = shape_of("articles/a/article.md")
    assert shape is not None
    assert shape.name == "article"
    assert shape_of("articles/A/article.md") is None
