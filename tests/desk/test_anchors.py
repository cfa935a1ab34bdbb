"""Notes that no longer stand: what is proposed, what is refused, and how it is written."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf import cli
from nutgraf.desk.anchors import Fallen, fallen_notes, word_diff
from nutgraf.desk.contents import contents_of, gathered
from nutgraf.desk.document import CannotEditError, Document
from nutgraf.desk.meaning import Usage, changes_of_meaning
from nutgraf.desk.quotes import with_quote
from nutgraf.model.corpus import Config, Corpus
from nutgraf.model.entries import Form, Place, Quote, Term
from nutgraf.model.origins import Origins
from nutgraf.read.yaml import read_yaml
from nutgraf.weave.forms import gather_forms
from tests.desk.spots import line_of, spot
from tests.project import TestProject
from tests.weave.samples import read_cases

THIRD = "third:\n  quote: {}\n  kind: context\n  text: a\n  as_of: 2024\n"

ARTICLE = "content/articles/ferry-stops/article.md"
NOTES = "content/articles/ferry-stops/annotations.yaml"


@pytest.fixture
def ferry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestProject:
    """Return a project in whose folder the command runs."""
    monkeypatch.setattr(cli, "COMMANDS", (("anchors", "list notes that no longer stand"),))
    project = TestProject.of("ferry", tmp_path)
    monkeypatch.chdir(project.root)
    return project


def fallen(project: TestProject) -> tuple[Fallen, ...]:
    return fallen_notes(gathered(contents_of(project.project)))


def notes(project: TestProject) -> str:
    return (project.root / NOTES).read_text("utf-8")


def test_nothing_is_said_of_notes_that_stand(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["anchors"]) == 0
    assert capsys.readouterr().out == "all 3 notes stand\n"


def test_a_fallen_note_is_told_with_place_difference_and_replacement(
    ferry: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry.replace(ARTICLE, "the ferry would stop", "the old ferry is to stop")
    line = line_of((ferry.root / ARTICLE).read_text("utf-8"), "the old ferry")
    assert cli.main(["anchors", "ferry-stops"]) == 1
    assert capsys.readouterr().out == (
        f"{spot(ferry, NOTES, 'the ferry would stop')}: the note 'who-says' does not stand\n"
        "    its words do not stand in the article: the ferry would stop\n"
        f"    {ARTICLE}:{line}: the {{+old+}} ferry [-would-] {{+is to+}} stop\n"
        "      quote: 'the old ferry is to stop'\n"
        "      to write it: nutgraf anchors ferry-stops --accept who-says\n"
        "1 of 3 notes does not stand\n"
    )


def test_an_accepted_quotation_is_written_and_nothing_else_is_changed(ferry: TestProject) -> None:
    before = notes(ferry)
    ferry.replace(ARTICLE, "the ferry would stop", "the old ferry is to stop")
    assert cli.main(["anchors", "--accept", "who-says"]) == 0
    assert notes(ferry) == before.replace("the ferry would stop", "the old ferry is to stop")
    assert cli.main(["anchors"]) == 0
    assert ferry.build().result.is_good


@pytest.mark.parametrize(
    "words",
    ["the ferry would not stop", "the 2 ferry would stop", "the Bessie ferry would stop", "two ferry would stop"],
)
def test_a_note_is_not_moved_to_another_number_negation_or_name_unless_forced(
    ferry: TestProject, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = notes(ferry)
    ferry.replace(ARTICLE, "the ferry would stop", words)
    for accepted in ("who-says", "all"):
        assert cli.main(["anchors", "--accept", accepted]) == 1
        said = capsys.readouterr()
        assert "who-says was left as it is: a n" in said.err
        assert "look at it: a n" in said.out
        assert notes(ferry) == before
    assert cli.main(["anchors", "--accept", "who-says", "--force"]) == 0
    assert notes(ferry) == before.replace("the ferry would stop", words)


def test_words_that_stand_several_times_are_told_one_by_one_and_one_is_chosen(
    ferry: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry.replace(ARTICLE, "last\nboat", "first boat and the last\nboat")
    (found,) = fallen(ferry)
    assert found.note == "not-yet"
    assert [each.quote for each in found.proposals] == [
        Quote(exact="first boat", prefix="the"),
        Quote(exact="first boat", prefix="PO's"),
    ]
    assert [each.shown for each in found.proposals] == [
        "… forty people took the [first boat] and the last boat …",
        "The PO's [first boat] crossed in 1898, a …",
    ]
    assert cli.main(["anchors", "--accept", "not-yet"]) == 2
    assert "choose one, such as not-yet:1" in capsys.readouterr().err
    assert cli.main(["anchors", "--accept", "not-yet:3"]) == 2
    assert cli.main(["anchors", "--accept", "all"]) == 1
    assert cli.main(["anchors", "--accept", "not-yet:2"]) == 0
    assert "  quote: {exact: first boat, prefix: PO's}\n" in notes(ferry)


def test_neighbours_that_changed_are_mended_in_the_authors_own_layout(ferry: TestProject) -> None:
    ferry.replace(ARTICLE, 'were "the', 'are "the')
    (found,) = fallen(ferry)
    assert found.why == "its words stand in the article, but not between these neighbours: the town's legs"
    assert cli.main(["anchors", "--accept", "all"]) == 0
    assert "  quote: {exact: the town's legs, prefix: 'are \"'}\n" in notes(ferry)


def test_words_that_belong_to_another_note_are_not_taken(ferry: TestProject) -> None:
    ferry.write({NOTES: notes(ferry) + THIRD.format("a ferry would stop")})
    (found,) = fallen(ferry)
    assert found.proposals[0].objections == ("these words overlap those of the note 'who-says'",)


def test_two_notes_are_not_moved_to_the_same_words(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    ferry.write({NOTES: notes(ferry) + THIRD.format("the ferry could stop")})
    ferry.replace(ARTICLE, "the ferry would stop", "the ferry should stop")
    assert [each.proposals[0].objections for each in fallen(ferry)] == [(), ()]
    assert cli.main(["anchors", "--accept", "all"]) == 1
    assert "third was left as it is: these words overlap those of the note 'who-says'" in capsys.readouterr().err


def test_where_nothing_is_like_the_words_the_author_is_told_so(
    ferry: TestProject, capsys: pytest.CaptureFixture[str]
) -> None:
    ferry.replace(NOTES, "the ferry would stop", "zzz qqq xxx jjj")
    assert cli.main(["anchors"]) == 1
    assert "no passage is like them" in capsys.readouterr().out
    assert cli.main(["anchors", "--accept", "who-says"]) == 2
    assert cli.main(["anchors", "--accept", "all"]) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ferry-stop"], "there is no article 'ferry-stop': did you mean ferry-stops?"),
        (["--accept", "who-say"], "there is no note 'who-say': did you mean who-says?"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(
    ferry: TestProject, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert cli.main(["anchors", *arguments]) == 2
    assert capsys.readouterr().err == f"nutgraf: {said}\n"


def test_an_article_may_be_named_by_its_file(ferry: TestProject) -> None:
    assert cli.main(["anchors", ARTICLE]) == 0


def test_a_note_that_stands_needs_nothing(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["anchors", "--accept", "legs"]) == 0
    assert "legs stands: there is nothing to write" in capsys.readouterr().out


def test_faults_of_the_files_are_said_as_well(ferry: TestProject, capsys: pytest.CaptureFixture[str]) -> None:
    ferry.replace(NOTES, "kind: terminology", "kind: term")
    assert cli.main(["anchors"]) == 1
    assert "error[bad-choice]" in capsys.readouterr().err


def test_line_ends_and_byte_order_marks_stay(ferry: TestProject) -> None:
    before = b"\xef\xbb\xbf" + notes(ferry).replace("\n", "\r\n").encode()
    ferry.write({NOTES: before}).replace(ARTICLE, "the ferry would stop", "the ferry could stop")
    assert cli.main(["anchors", "--accept", "who-says"]) == 0
    assert (ferry.root / NOTES).read_bytes() == before.replace(b"ferry would", b"ferry could")
    assert sorted(each.name for each in (ferry.root / NOTES).parent.iterdir()) == [
        "annotations.yaml", "article.md", "corrections.yaml",
    ]  # fmt: skip


def test_a_word_diff_marks_what_went_and_what_came() -> None:
    assert word_diff("a b c d", "a x c d e") == "a [-b-] {+x+} c d {+e+}"


def usage(language: str) -> Usage:
    office = Term(id="port-office", glossary="g", name="Port Office", abbreviation="PO", kind="organisation", short="a")
    quay = Place(
        id="north-quay", name="North Quay", forms=(Form("quay"),), kind="site", latitude=1, longitude=1, precision_km=1,
        why="a",
    )  # fmt: skip
    corpus = Corpus(Config(title="A"), terms={"port-office": office}, places={"north-quay": quay})
    return Usage(language, gather_forms(corpus, Origins({}, {}))[0], frozenset({"the", "yesterday"}))


@pytest.mark.parametrize(("case", "expected"), read_cases("desk/meaning.txt"))
def test_meaning(case: str, expected: str, request: pytest.FixtureRequest) -> None:
    language = name[-3:-1] if (name := request.node.callspec.id).endswith(")") else "en"
    old, new = case.strip().split("\n")
    assert list(changes_of_meaning(old, new, usage(language))) == expected.strip().splitlines()


@given(st.text("ab 12 not Keel ", min_size=1, max_size=20))
def test_the_same_words_mean_the_same(words: str) -> None:
    assert changes_of_meaning(words, words, usage("en")) == ()


def quoted_anew(text: str, quote: Quote) -> str:
    return with_quote(Document.of("annotations.yaml", text.encode()), "a", quote).content.decode()


@pytest.mark.parametrize(("case", "expected"), read_cases("desk/quotes.txt"))
def test_quotations(case: str, expected: str) -> None:
    written, _, text = case.partition("\n\n")
    value = read_yaml("q.yaml", f"quote: {written}\n").value["quote"] if written[0] in "{'" else written
    quote = Quote(**value) if isinstance(value, dict) else Quote(exact=value)
    assert quoted_anew(text, quote) == expected
    windows = quoted_anew(text.replace("\n", "\r\n"), quote)
    assert windows == expected.replace("\n", "\r\n")


_words = st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6))
_texts = _words.filter(bool).map(" ".join)
LAYOUTS = (
    "a:\n  quote: {old} # c\n  kind: x # d\n",
    "a: {{quote: {old}, kind: x}}\n",
    "# c\na:\n  quote: '{old}'\n",
    'a:\n  quote: "{old}"\n  kind: x\n',
    "a:\n  quote: >- # c\n    {old}\n\n  # d\n  kind: x\n",
    "a:\n  quote: |-\n    {old}\n  kind: x\n",
    "a:\n  quote: {{exact: {old}, prefix: x}}\n  kind: x\n",
    "a:\n  quote:\n    exact: {old} # c\n    suffix: x # d\n  kind: x\n",
    "a:\n  quote: >-\n    {old}\n    more words\n",
)


@given(st.sampled_from(LAYOUTS), _texts, st.sampled_from(["", "p q"]), st.sampled_from(["", "it's"]))
def test_whatever_is_written_is_read_again_and_no_comment_is_lost(
    layout: str, exact: str, prefix: str, suffix: str
) -> None:
    text = layout.format(old="old words")
    try:
        after = quoted_anew(text, Quote(exact=exact, prefix=prefix, suffix=suffix))
    except CannotEditError:
        assert ">-" in text or "|-" in text  # a block cannot hold every text; then the file stays as it is
        return
    value: Any = read_yaml("q.yaml", after).value["a"]["quote"]
    found = value if isinstance(value, dict) else {"exact": value}
    assert " ".join(found["exact"].split()) == exact
    assert (found.get("prefix", ""), found.get("suffix", "")) == (prefix, suffix)
    assert all(comment in after for comment in ("# c", "# d") if comment in text)
