"""What changed for readers: compared as values, between folders and between revisions of git."""

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from nutgraf import cli
from nutgraf.desk.change_words import as_markdown, as_text, summary
from nutgraf.desk.changes import Changes, compare
from nutgraf.desk.contents import contents_of, gathered
from nutgraf.desk.field_changes import text_segments
from nutgraf.desk.revisions import RevisionError, contents_at, split_range
from tests.desk.spots import line_of
from tests.project import SITES, TestProject

ARTICLE = "articles/ferry-stops/article.md"
NOTES = "articles/ferry-stops/annotations.yaml"
FERRY = {
    path.relative_to(SITES / "ferry/content").as_posix(): path.read_text("utf-8")
    for path in sorted((SITES / "ferry/content").rglob("*.*"))
}

FIRST = line_of(FERRY[ARTICLE], "The Port Office said")


def changed(*edits: tuple[str, str, str], more: Mapping[str, str] | None = None) -> Changes:
    """Return the changes that edits (file, words, other words) of the ferry make."""
    after = {**FERRY, **(more or {})}
    for name, old, new in edits:
        assert old in after[name]
        after[name] = after[name].replace(old, new)
    states = (FERRY, dict(sorted(after.items())))
    before, now = ({path: text.encode() for path, text in each.items()} for each in states)
    return compare(gathered(before), gathered(now))


def test_what_readers_do_not_see_is_no_change() -> None:
    found = changed(
        ("places.yaml", "north-quay:\n", "# a comment\nnorth-quay:\n  x-mine: 1\n"),
        (ARTICLE, "took the last\nboat", "took the\nlast boat"),
        (NOTES, "text: A draft that only the preview shows.", "text: Another draft."),
        ("glossaries/harbour.yaml", "was: [harbour-board]", "was: [harbour-board, board]"),
        (
            "claims.yaml",
            "{by: port-office, as_of: 2021-03-02, says: At",
            "{as_of: 2021-03-02, by: port-office, says: At",
        ),
    )
    assert found == Changes((), ())
    assert as_text(found) == "nothing changed for readers"


CASES: Mapping[str, tuple[tuple[str, str, str], str, str]] = {
    "a value of a statement": (
        ("claims.yaml", "value: 40..", "value: 45.."),
        "1 claim changed",
        "statement of port-office, value: [-40..-] {+45..+}",
    ),
    "a statement more": (
        ("claims.yaml", "  note:", "    - {by_name: A cook, as_of: 2022, says: Ten., sources: [letter]}\n  note:"),
        "1 claim changed",
        "statement of A cook added: {+Ten.+}",
    ),
    "a note on other words": (
        (NOTES, "quote: the ferry would stop", "quote: ferry would stop"),
        "1 note re-anchored",
        "quotation, words: [-the-] ferry would stop",
    ),
    "a date": (
        ("timelines/line.yaml", "date: 1898~", "date: 1899"),
        "1 event changed",
        "date: [-1898~-] {+1899+}",
    ),
    "lists of ids": (
        ("timelines/line.yaml", "places: [north-quay, south-quay]", "places: [north-quay]"),
        "1 event changed",
        "places: [-south-quay-]",
    ),
    "a list in another order": (
        ("timelines/line.yaml", "places: [north-quay, south-quay]", "places: [south-quay, north-quay]"),
        "1 event changed",
        "places, in another order: south-quay, north-quay",
    ),
    "an actor": (
        ("timelines/line.yaml", "actors: {spoke: [port-office]}", "actors: {decided: [port-office]}"),
        "1 event changed",
        "actors, decided: {+port-office+}",
    ),
    "a form": (
        ("glossaries/harbour.yaml", "[Harbour Board,", "[Harbour Council,"),
        "1 term changed",
        "forms: [-Harbour Board-] {+Harbour Council+}",
    ),
    "a point on the map": (
        ("places.yaml", "latitude: 57.15", "latitude: 57.2"),
        "1 place changed",
        "latitude: [-57.15-] {+57.2+}",
    ),
    "a source's author": (
        ("sources.yaml", "{family: Winch, given: Bo}", "{literal: The desk}"),
        "1 source changed",
        "author: [-Bo Winch-] {+The desk+}",
    ),
    "a correction": (
        ("articles/ferry-stops/corrections.yaml", "why: The Gazette gives", "why: The Gazette and a letter give"),
        "1 correction changed",
        "why: The Gazette [-gives-] {+and a letter give+} the year.",
    ),
    "the article's summary": (
        (ARTICLE, "After more than a century", "After a century"),
        "1 article changed",
        "summary: After [-more than-] a century, the [line](timeline:line) ends.",
    ),
    "a paragraph": (
        (ARTICLE, "said that the ferry would stop", "wrote that the ferry would stop"),
        "article text changed in 1 paragraph",
        f"paragraph in line {FIRST}: The Port Office [-said-] {{+wrote+}} that the ferry would …",
    ),
    "a link in a paragraph": (
        (ARTICLE, "(claim:passengers)", "(event:line-stops)"),
        "article text changed in 1 paragraph",
        f"links in the paragraph in line {FIRST}: [-claim:passengers-] {{+event:line-stops+}}",
    ),
    "a paragraph more": (
        (ARTICLE, "## What came before", "It was cold.\n\n## What came before"),
        "article text changed in 1 paragraph",
        f"new paragraph in line {FIRST + 3}: {{+It was cold.+}}",
    ),
    "the site": (("site.yaml", "title: Harbour stories", "title: Tales"), "site changed", "title: [-Harbour stories-]"),
    "an editor": (
        ("site.yaml", "role: editor", "role: chief"),
        "site changed",
        "editors, ada, role: [-editor-]",
    ),
    "the method": (("about.md", "title: About these stories", "title: Method"), "about page changed", "title: "),
}


@pytest.mark.parametrize("name", list(CASES))
def test_a_change_is_counted_and_told(name: str) -> None:
    edit, counted, told = CASES[name]
    found = changed(edit)
    assert summary(found) == counted
    assert told in as_text(found)


def test_a_note_that_also_says_something_else_is_changed() -> None:
    found = changed(
        (NOTES, "quote: the ferry would stop", "quote: ferry would stop"), (NOTES, "title: Who says so", "title: Who")
    )
    assert summary(found) == "1 note changed"


def test_all_changes_are_counted_in_one_line() -> None:
    found = changed(
        ("claims.yaml", "value: 40..", "value: 45.."),
        (NOTES, "quote: the ferry would stop", "quote: ferry would stop"),
        (NOTES, "status: draft", "status: published"),
        (ARTICLE, "The Port Office said", "The PO said"),
        (ARTICLE, "is left alone", "is not touched"),
        more={
            "glossaries/more.yaml": "title: More\nterms:\n  tide: {name: tide, kind: concept, short: It turns.}\n",
            "articles/ferry-stops/corrections.yaml": "x-none: yes\n",
        },
    )
    assert summary(found) == (
        "1 claim changed, 1 term added, 1 note re-anchored, 1 note added, 1 correction removed, 1 glossary added, "
        "article text changed in 2 paragraphs"
    )


def test_a_rename_with_was_is_a_rename_and_changes_nothing_that_names_the_entry() -> None:
    found = changed(
        ("places.yaml", "north-quay:\n", "old-quay:\n  was: [north-quay]\n"),
        ("timelines/line.yaml", "north-quay", "old-quay"),
        ("glossaries/harbour.yaml", "  ferry:\n", "  boat:\n    was: [ferry]\n"),
        ("glossaries/harbour.yaml", "(term:ferry)", "(term:boat)"),
        ("glossaries/harbour.yaml", "see: [ferry]", "see: [boat]"),
        ("glossaries/harbour.yaml", "commands: [ferry]", "commands: [boat]"),
    )
    assert summary(found) == "1 term renamed, 1 place renamed"
    assert "renamed: old-quay (North Quay), until now north-quay" in as_text(found)


def test_without_was_it_is_another_entry() -> None:
    found = changed(("places.yaml", "north-quay:\n", "old-quay:\n"), ("timelines/line.yaml", "north-quay", "old-quay"))
    assert summary(found) == "2 events changed, 1 place added, 1 place removed"


def test_an_entry_may_be_renamed_and_changed() -> None:
    found = changed(
        ("places.yaml", "north-quay:\n  name: North Quay", "old-quay:\n  was: [north-quay]\n  name: Old Quay"),
        ("timelines/line.yaml", "north-quay", "old-quay"),
    )
    assert summary(found) == "1 place changed"
    assert "changed: old-quay (Old Quay), until now north-quay" in as_text(found)


def test_a_renamed_article_keeps_its_notes_and_text() -> None:
    before = {path: text.encode() for path, text in FERRY.items()}
    after = {path.replace("ferry-stops/", "the-end/"): text for path, text in FERRY.items()}
    text = after["articles/the-end/article.md"]
    after["articles/the-end/article.md"] = text.replace("\ntitle:", "\nwas: [ferry-stops]\ntitle:", 1)
    after["site.yaml"] = after["site.yaml"].replace("home: ferry-stops", "home: the-end")
    found = compare(gathered(before), gathered({path: text.encode() for path, text in sorted(after.items())}))
    assert summary(found) == "1 article renamed"


def test_what_cannot_be_read_is_not_said_to_be_removed() -> None:
    found = changed(("places.yaml", "kind: site", "kind: pier"), ("claims.yaml", "value: 40..", "value: 45.."))
    assert summary(found) == "1 claim changed"
    assert "not compared, because they have errors on one side: place:north-quay" in as_text(found)


def test_markdown_takes_no_text_for_a_mark_and_notifies_nobody() -> None:
    found = changed((NOTES, "text: A saying of the time.", "text: '@ada <b>says</b> `x` *y* #1'"))
    text = as_markdown(found)
    assert text.startswith("**1 note changed**\n\n### Notes\n\n- changed: ferry\\-stops/legs")
    assert "~~A saying of the time.~~ **&#64;ada \\<b\\>says\\</b\\> \\`x\\` \\*y\\* \\#1**" in text


def test_long_texts_show_the_words_around_a_change() -> None:
    old = " ".join(f"w{at}" for at in range(30))
    assert text_segments(old, old.replace("w15", "new")) == (
        ("stays", "… w11 w12 w13 w14"), ("gone", "w15"), ("new", "new"), ("stays", "w16 w17 w18 w19 …"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("v1", ("v1", "")),
        ("v1..", ("v1", "")),
        ("v1..v2", ("v1", "v2")),
        ("..v2", ("HEAD", "v2")),
        ("HEAD~1..", ("HEAD~1", "")),
    ],
)
def test_ranges(text: str, expected: tuple[str, str]) -> None:
    assert split_range(text) == expected


SETTINGS = ("user.name=a", "user.email=a@example.org", "commit.gpgsign=false", "core.autocrlf=false")


def git(root: Path, *arguments: str) -> None:
    who = [word for setting in SETTINGS for word in ("-c", setting)]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project in a folder of a repository with one commit; the command runs in it."""
    monkeypatch.setattr(cli, "COMMANDS", (("diff", "say what changed for readers"),))
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    project = TestProject.of("ferry", tmp_path / "deep" / "ferry")
    project.write({"content/glossaries/.hidden.yaml": "a: b", "content/names/ü b.txt": "c"})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    git(tmp_path, "tag", "v1")
    monkeypatch.chdir(project.root)
    return project


def test_a_revision_is_read_as_the_folder_is(here: TestProject) -> None:
    assert contents_at(here.root, "v1") == contents_of(here.project)


def test_the_working_tree_is_compared_with_a_revision(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    here.replace("content/claims.yaml", "value: 40..", "value: 45..")
    for revisions in ("v1", "v1..", "HEAD"):
        assert cli.main(["diff", revisions]) == 0
        assert capsys.readouterr().out == (
            "1 claim changed\n\nclaims\n  changed: passengers (How many people took the last boat?)\n"
            "    statement of port-office, value: [-40..-] {+45..+}\n"
        )


def test_two_revisions_are_compared(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    here.replace("content/claims.yaml", "value: 40..", "value: 45..")
    git(here.root, "commit", "-q", "-a", "-m", "second")
    here.delete("content/claims.yaml")
    assert cli.main(["diff", "v1..HEAD", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == (
        "**1 claim changed**\n\n### Claims\n\n- changed: passengers (How many people took the last boat?)\n"
    ).replace("(How many people took the last boat?)", "\\(How many people took the last boat?\\)") + (
        "  - statement of port\\-office, value: ~~40..~~ **45..**\n"
    )


def test_a_revision_before_there_was_content_is_empty(here: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    git(here.root, "rm", "-q", "-r", "--cached", ".")
    git(here.root, "commit", "-q", "-m", "none")
    assert cli.main(["diff", "HEAD..v1"]) == 0
    assert "3 events added" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("v9", "git knows no revision 'v9': see `git log --oneline`"),
        ("v1..v9", "git knows no revision 'v9': see `git log --oneline`"),
        ("v1...HEAD", "v1...HEAD: write two dots between revisions, as in main..HEAD"),
    ],
)
def test_a_revision_that_is_not_there_is_wrong_usage(
    here: TestProject, capsys: pytest.CaptureFixture[str], revision: str, said: str
) -> None:
    assert cli.main(["diff", revision]) == 2
    assert capsys.readouterr().err == f"nutgraf: {said}\n"


def test_a_revision_is_never_taken_for_an_option_of_git(here: TestProject) -> None:
    with pytest.raises(RevisionError, match="is no revision"):
        contents_at(here.root, "--output=x")


def test_a_folder_without_git_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "COMMANDS", (("diff", "say what changed for readers"),))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(TestProject.of("ferry", tmp_path).root)
    assert cli.main(["diff", "HEAD"]) == 2
    assert "this folder's history cannot be read: not a git repository" in capsys.readouterr().err


def test_a_computer_without_git_is_told_so(here: TestProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(RevisionError, match="git is not installed"):
        contents_at(here.root, "v1")
