"""Notes by quotation: the cases in tests/fixtures/anchors.txt, and any quotation of any text."""

import re
import time
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutgraf.model.dates import parse_date
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Note, Quote
from nutgraf.model.origins import Origin, Origins
from nutgraf.model.prose import Block
from nutgraf.read.markdown import blocks
from nutgraf.read.yaml import read_yaml
from nutgraf.weave.anchors import Anchor, anchor_notes
from nutgraf.weave.forms import plain
from tests.weave.samples import ARTICLE, read_cases, woven


def quote_of(written: str | Mapping[str, str]) -> Quote:
    return Quote(exact=written) if isinstance(written, str) else Quote(**written)


def note(key: str, quote: Quote) -> Note:
    return Note(id=key, article="a", quote=quote, kind="context", text="b", as_of=parse_date("2024"))


def anchored(
    quotes: Mapping[str, Quote], found: tuple[Block, ...]
) -> tuple[tuple[Anchor, ...], tuple[Diagnostic, ...]]:
    notes = {f"a/{key}": note(key, quote) for key, quote in quotes.items()}
    origins = Origins({f"note:{key}": Origin(key, (1, 1)) for key in notes}, {})
    return anchor_notes(notes, found, origins)


def paragraph(text: str) -> Block:
    return Block(0, 0, 1, 0, text, (), ())


def written(anchors: tuple[Anchor, ...], diagnostics: tuple[Diagnostic, ...], found: tuple[Block, ...]) -> str:
    lines = [f"{each.span.path.partition('/')[2]} ! {each.rule}: {each.message} -> {each.hint}" for each in diagnostics]
    for each in anchors:
        block = found[each.block]
        words = block.text[each.start : each.end]
        lines.append(
            f"{each.note.partition('/')[2]} = line {block.line_at(each.start)}: [{each.block}, {each.start}] {words}"
        )
    return "\n".join(lines)


@pytest.mark.parametrize(("case", "expected"), read_cases("anchors.txt"))
def test_notes_are_anchored_as_the_fixture_says(case: str, expected: str) -> None:
    lines, _, body = case.partition("\n\n")
    tree = read_yaml("annotations.yaml", lines)
    assert tree.faults == []
    found = blocks(body, 1)
    anchors, diagnostics = anchored({key: quote_of(value) for key, value in tree.value.items()}, found)
    order = list(tree.value)
    given_lines = sorted(expected.strip().splitlines(), key=lambda line: order.index(line.split()[0]))
    assert sorted(written(anchors, diagnostics, found).splitlines(), key=lambda line: order.index(line.split()[0])) == (
        given_lines
    )


def test_anchors_come_in_the_order_of_the_text() -> None:
    found = blocks("one two\n\nthree four\n", 1)
    quotes = {"d": Quote(exact="four"), "b": Quote(exact="two"), "a": Quote(exact="one"), "c": Quote(exact="three")}
    anchors, _ = anchored(quotes, found)
    assert [each.note for each in anchors] == ["a/a", "a/b", "a/c", "a/d"]
    assert [(each.block, each.passage) for each in anchors] == [(0, 0), (0, 0), (1, 1), (1, 1)]


def test_notes_belong_to_their_own_article() -> None:
    note_text = "n: {quote: the boats, kind: context, text: b, as_of: 2024}\n"
    _, result, found = woven(
        {
            "articles/a/article.md": f"{ARTICLE}They saw the boats.\n",
            "articles/a/annotations.yaml": note_text,
            "articles/b/article.md": f"{ARTICLE}Then, the boats.\n",
            "articles/b/annotations.yaml": note_text,
        }
    )
    assert found == []
    assert [(each.note, each.start) for each in result.articles["a"].anchors] == [("a/n", 9)]
    assert [(each.note, each.start) for each in result.articles["b"].anchors] == [("b/n", 6)]


def test_a_fault_stands_at_the_quotation_and_names_the_line_of_the_article() -> None:
    notes = "n:\n  kind: context\n  quote:\n    exact: the boatss\n  text: b\n  as_of: 2024\n"
    files = {"articles/a/article.md": f"{ARTICLE}\nThey\nsaw the boats.\n", "articles/a/annotations.yaml": notes}
    _, _, (found,) = woven(files)
    assert str(found.span) == "content/articles/a/annotations.yaml:4:5"
    assert found.hint == "the nearest words are in line 9: quote: 'the boats'"


def test_many_places_are_counted_and_the_first_are_shown() -> None:
    text = " ".join(f"{word} a" for word in "bcdefgh")
    _, (found,) = anchored({"n": Quote(exact="a")}, (paragraph(text),))
    assert "stand 7 times" in found.message
    assert found.hint.count("prefix") == 5


# --- any text

_letters = st.sampled_from(["a", "b", "not", "it", "'s", "n't", "e\u0301", "7", "1,5", "İ", "ß", "ك", "𝒦", "Kata’ib"])
_signs = st.sampled_from([" ", " ", " ", "  ", "-", "‑", "’", "'", '"', "“", ".", ",", "\u00a0"])
_texts = st.lists(_letters | _signs, min_size=1, max_size=25).map("".join)


@st.composite
def quoted_texts(draw: st.DrawFn) -> tuple[str, int, int]:
    """Return a text and where words of it start and end."""
    text = draw(_texts.filter(lambda text: text.split() != []))
    spans = [match.span() for match in re.finditer(r"\S+", text)]
    first = draw(st.integers(0, len(spans) - 1))
    last = draw(st.integers(first, len(spans) - 1))
    return text, spans[first][0], spans[last][1]


@given(quoted_texts())
def test_words_cut_from_a_text_are_found_exactly_where_they_stand(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    anchors, found = anchored({"n": Quote(exact=text[start:end])}, (paragraph(text),))
    assert len(anchors) + len(found) == 1
    assert all((each.start, each.end) == (start, end) for each in anchors)
    for each in found:
        assert each.rule == "anchor-ambiguous"
        words = " ".join(plain(text[start:end]).split())
        assert len(re.findall(f"(?={re.escape(words)})", " ".join(plain(text).split()))) > 1


@given(quoted_texts())
def test_words_with_all_that_stands_around_them_are_found_exactly_where_they_stand(drawn: tuple[str, int, int]) -> None:
    text, start, end = drawn
    quote = Quote(exact=text[start:end], prefix=text[:start], suffix=text[end:])
    anchors, _ = anchored({"n": quote}, (paragraph(text),))
    assert [(each.start, each.end) for each in anchors] == [(start, end)]


@given(_texts, _texts)
@example("it can't", "it can")
@example("1,57", "1,5")
def test_a_note_is_only_ever_anchored_to_its_own_words(text: str, quote: str) -> None:
    if not quote.strip():
        return
    anchors, found = anchored({"n": Quote(exact=quote)}, (paragraph(text),))
    assert len(anchors) + len(found) == 1
    for each in anchors:
        assert plain(text[each.start : each.end]).split() == plain(quote).split()
        around = plain(text[max(0, each.start - 1) : each.start]), plain(text[each.end : each.end + 3])
        assert not (around[0].isalnum() and text[each.start].isalnum())
        assert not (around[1][:1].isalnum() and text[each.end - 1].isalnum())
        assert not re.match(r"'t\b", around[1])


@given(quoted_texts(), st.integers(0, 40), st.sampled_from(["x", "", "7", " not "]))
def test_what_is_ready_to_be_pasted_anchors_the_note(drawn: tuple[str, int, int], at: int, wrong: str) -> None:
    text, start, end = drawn
    words = text[start:end]
    at %= len(words)
    misquoted = words[:at] + wrong + words[at + 1 :]
    if not misquoted.strip():
        return
    _, found = anchored({"n": Quote(exact=misquoted)}, (paragraph(text),))
    for each in found:
        for pasted in re.findall(r"quote: ('(?:[^']|'')*'|\{(?:[^'}]|'(?:[^']|'')*')*\})", each.hint):
            tree = read_yaml("annotations.yaml", f"quote: {pasted}\n")
            assert tree.faults == []
            anchors, again = anchored({"n": quote_of(tree.value["quote"])}, (paragraph(text),))
            assert (len(anchors), again) == (1, ())


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6))
def test_every_note_that_shares_a_word_with_an_earlier_one_is_told(spans: list[tuple[int, int]]) -> None:
    words = [f"w{at}" for at in range(40)]
    text = " ".join(words)
    quotes = {f"n{at}": Quote(exact=" ".join(words[first : first + count])) for at, (first, count) in enumerate(spans)}
    anchors, found = anchored(quotes, (paragraph(text),))
    assert len(anchors) == len(quotes)
    expected = {
        f"a/{later.note.partition('/')[2]}"
        for at, later in enumerate(anchors)
        if any(earlier.end > later.start for earlier in anchors[:at])
    }
    assert {each.span.path for each in found} == expected
    assert {each.rule for each in found} <= {"anchor-overlap"}


SENTENCE = "On day {0} the office of quarter {1} said that boat {2} would not leave before the {0}th hour of the week."


@pytest.mark.parametrize("end_of_paragraph", ["\n\n", " "])
@pytest.mark.parametrize(
    ("quotation", "rule"),
    [
        ("the ofice of quarter {0} said that the boat {1} would leave", "anchor-missing"),
        ("zzz{0} yyy xxx qqq{1} vvv www", "anchor-missing"),
        ("would not leave before", "anchor-ambiguous"),
        ("the", "anchor-ambiguous"),
    ],
)
def test_two_hundred_faulty_quotations_in_five_thousand_words_are_told_in_two_seconds(
    quotation: str, rule: str, end_of_paragraph: str
) -> None:
    body = end_of_paragraph.join(" ".join(SENTENCE.format(at + 7 * n, at, n) for n in range(12)) for at in range(20))
    assert len(body.split()) > 5000
    quotes = {f"n{at}": Quote(exact=quotation.format(at, at + 300)) for at in range(200)}
    found = blocks(body, 1)
    start = time.process_time()
    _, diagnostics = anchored(quotes, found)
    assert time.process_time() - start < 10
    assert [each.rule for each in diagnostics] == [rule] * 200
    assert all(each.hint for each in diagnostics)


def test_two_hundred_quotations_in_five_thousand_words_are_found_at_once() -> None:
    words = [f"word{at}" for at in range(5000)]
    body = "\n\n".join(" ".join(words[at : at + 50]) for at in range(0, 5000, 50))
    quotes = {f"n{at}": Quote(exact=" ".join(words[at * 25 : at * 25 + 5])) for at in range(200)}
    start = time.process_time()
    anchors, diagnostics = anchored(quotes, blocks(body, 1))
    assert (len(anchors), diagnostics) == (200, ())
    assert time.process_time() - start < 10
