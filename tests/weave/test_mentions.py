"""Terms and places in text: the cases in tests/fixtures/mentions.txt, and any text against a slow, obvious finder."""

import re
import time
import unicodedata
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutgraf.model.corpus import Config, Corpus
from nutgraf.model.entries import Term
from nutgraf.model.prose import Block, Run
from nutgraf.read.markdown import blocks
from nutgraf.weave.forms import Forms, folded, gather_forms, plain, splits_word
from nutgraf.weave.mentions import Mention, find_mentions, marked
from tests.weave.samples import ARTICLE, NOWHERE, PLACE, gathered, place, read_cases, term, woven


def forms_of(*terms: Term) -> Forms:
    forms, found = gather_forms(Corpus(Config(title="A"), terms={each.id: each for each in terms}), NOWHERE)
    assert found == ()
    return forms


def paragraph(text: str) -> Block:
    return Block(0, 0, 1, 0, text, (Run(0, len(text), True),), ())


def written(block: Block, mentions: tuple[Mention, ...]) -> str:
    """Return a block's words with its mentions as links."""
    text = block.text
    for mention in reversed([each for each in mentions if each.block == block.number]):
        words, key = text[mention.start : mention.end], mention.ref.partition(":")[2]
        text = f"{text[: mention.start]}[{words}]({key}){text[mention.end :]}"
    return text


def read_terms(lines: str) -> list[Term]:
    terms = []
    for line in lines.splitlines():
        match = re.fullmatch(r"(\S+)(?: \((\S+)\))?: (.*)", line)
        assert match is not None, line
        key, mark, forms = match.groups()
        terms.append(term(key, *forms.split(" | "), mark=mark or "all"))
    return terms


@pytest.mark.parametrize(("case", "expected"), read_cases("mentions.txt"))
def test_forms_are_found_as_the_fixture_says(case: str, expected: str) -> None:
    lines, _, body = case.partition("\n\n")
    terms = read_terms(lines)
    found = blocks(body, 1)
    mentions = find_mentions(found, forms_of(*terms))
    chosen = marked(mentions, found, {f"term:{each.id}": each.mark for each in terms})
    assert "\n\n".join(written(block, chosen) for block in found).strip() == expected.strip()


def test_places_and_terms_are_found_alike() -> None:
    corpus = Corpus(Config(title="A"), terms={"a": term("a", "Port Office")}, places={"b": place("b", "Port", "Quay")})
    forms, _ = gather_forms(corpus, NOWHERE)
    mentions = find_mentions((paragraph("Port, Port Office, Quay"),), forms)
    assert [(each.ref, each.start) for each in mentions] == [("place:b", 0), ("term:a", 6), ("place:b", 19)]


def test_mentions_say_where_they_stand() -> None:
    found = blocks("## A\n\n- one\n- two KH\n\nKH\n", 1)
    mentions = find_mentions(found, forms_of(term("kh", "KH")))
    assert mentions == (Mention("term:kh", 2, 1, 4, 6), Mention("term:kh", 3, 2, 0, 2))


def test_a_form_of_two_entries_is_an_error_at_the_second() -> None:
    glossary = """title: A
terms:
  one: {name: One, kind: concept, short: a, forms: [Same Words]}
  two: {name: Two, kind: concept, short: a, forms: [same   words]}
  three: {name: Three, kind: concept, short: a, abbreviation: SAME}
  four: {name: same, kind: concept, short: a}
  five: {name: Same words, kind: concept, short: a, mark: never}
"""
    found = gathered({"glossaries/g.yaml": glossary})
    _, (ambiguous,) = gather_forms(found.corpus, found.origins)
    assert str(ambiguous.span) == "content/glossaries/g.yaml:4:53"
    assert ambiguous.message == (
        "the form 'same   words' belongs to term:two and to term:one (content/glossaries/g.yaml:3:53)"
    )
    assert ambiguous.hint == "take it from one of them, or give one `mark: never`"


def test_a_form_of_a_term_and_a_place_is_an_error_too() -> None:
    corpus = Corpus(Config(title="A"), terms={"a": term("a", "Quay")}, places={"b": place("b", "quay")})
    forms, found = gather_forms(corpus, NOWHERE)
    assert [each.rule for each in found] == ["ambiguous-form"]
    assert [each.ref for each in find_mentions((paragraph("Quay"),), forms)] == ["term:a"]


def test_woven_articles_have_all_mentions_and_those_to_be_marked() -> None:
    _, result, _ = woven(
        {
            "glossaries/g.yaml": "title: A\nterms: {kh: {name: KH, kind: group, short: a}}\n",
            "places.yaml": f"q: {PLACE.replace('A', 'Quay')[:-1]}, mark: first}}\n",
            "articles/a/article.md": f"{ARTICLE}KH, KH, Quay.\n\n## B\n\nKH, Quay.\n",
        }
    )
    article = result.articles["a"]
    assert [each.ref for each in article.mentions] == ["term:kh", "term:kh", "place:q", "term:kh", "place:q"]
    assert [(each.ref, each.block) for each in article.marked] == [("term:kh", 0), ("place:q", 0), ("term:kh", 2)]


# --- any text


class Wanted(NamedTuple):
    ref: str
    text: str
    is_exact: bool


def same(text: str, form: str, *, is_exact: bool) -> bool:
    """Whether a stretch of text is a form, letter by letter."""
    if len(text) != len(form):
        return False
    pairs = zip(plain(text), plain(form), strict=True)
    return all(one == other or (not is_exact and low(one) == low(other)) for one, other in pairs)


def low(letter: str) -> str:
    lower = letter.lower()
    return {"ς": "σ"}.get(lower, lower) if len(lower) == 1 else letter


def is_letter(character: str) -> bool:
    return character.isalnum() or character in "_\u00ad\u200c\u200d\u2060" or unicodedata.category(character)[0] == "M"


def is_border(text: str, at: int) -> bool:
    """Whether no word and no number goes on from before a place to behind it."""
    if at in (0, len(text)):
        return True
    if is_letter(text[at - 1]) and is_letter(text[at]):
        return False
    return not any(re.match(r"\d[.,]\d", text[start : start + 3]) for start in (at - 1, at - 2) if start >= 0)


def obvious(text: str, wanted: list[Wanted]) -> list[tuple[str, int, int]]:
    """Find forms slowly: at each letter the longest form whose first letter that may be, then on behind it."""
    found = []
    done = at = 0
    while at < len(text):
        starts = [(form, at - lead(form)) for form in wanted if at - lead(form) >= done]
        standing = [each for form, start in starts if (each := obvious_end(plain(text), start, form))]
        if standing:
            length, _, ref, start, end = max(standing)
            assert length == end - start or length + 1 == end - start
            found.append((ref, start, end))
            done = at = end
        else:
            at += 1
    return found


def lead(form: Wanted) -> int:
    match = re.search(r"\w", plain(form.text))
    assert match is not None
    return match.start()


def obvious_end(text: str, at: int, form: Wanted) -> tuple[int, bool, str, int, int] | None:
    end = at + len(form.text)
    if not same(text[at:end], form.text, is_exact=form.is_exact) or not is_border(text, at):
        return None
    if is_border(text, end):
        return len(form.text), form.is_exact, form.ref, at, end
    has_plural = text[end] == "s" or (text[end] == "S" and not form.is_exact)
    has_plural = has_plural and form.text[-1] not in "sS"
    return (len(form.text), form.is_exact, form.ref, at, end + 1) if has_plural and is_border(text, end + 1) else None


_letters = st.sampled_from(
    [
        "a",
        "b",
        "s",
        "A",
        "B",
        "S",
        "é",
        "e\u0301",
        "İ",
        "ı",
        "I",
        "ß",
        "ẞ",
        "σ",
        "ς",
        "Σ",
        "ك",
        "ت",
        "\u064f",
        "1",
        "7",
        "𝒦",
        "_",
    ]
)
_signs = st.sampled_from([" ", " ", "-", "'", "’", "ʼ", ".", ",", "\u00a0", "‑", "–", "\u200c", '"', "”"])
_words = st.lists(_letters, min_size=1, max_size=3).map("".join)
_forms = st.lists(_words | _signs, min_size=1, max_size=4).map("".join).map(lambda text: " ".join(text.split()))


@st.composite
def texts_and_forms(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return a text in which some of the forms stand, some of them in other cases or with something at their ends."""
    forms = draw(
        st.lists(_forms.filter(lambda form: re.search(r"\w", plain(form)) is not None), min_size=1, max_size=5)
    )
    varied = st.sampled_from(forms).flatmap(
        lambda form: st.sampled_from([form, form.upper(), form.lower(), form + "s", form + "'s"])
    )
    return draw(st.lists(varied | _words | _signs, max_size=12).map("".join)), forms


@given(texts_and_forms())
@example(("İ ΑΣ", ["ας"]))
@example(("USS", ["US"]))
def test_any_text_is_searched_as_the_obvious_finder_would(drawn: tuple[str, list[str]]) -> None:
    text, forms = drawn
    text = text.replace("\n", " ")
    terms: dict[str, Term] = {}
    for at, form in enumerate(forms):
        key = plain(form) if form.isupper() else folded(form)
        terms.setdefault(key, term(f"t{at}", form))
    mentions = find_mentions((paragraph(text),), forms_of(*terms.values()))
    wanted = [Wanted(f"term:{each.id}", each.name, each.name.isupper()) for each in terms.values()]
    assert [(each.ref, each.start, each.end) for each in mentions] == obvious(text, wanted)


@given(texts_and_forms(), st.lists(st.integers(0, 40), max_size=4))
def test_mentions_stand_inside_open_runs_apart_from_each_other_and_hold_a_form(
    drawn: tuple[str, list[str]], cuts: list[int]
) -> None:
    text, forms = drawn
    borders = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    runs = tuple(Run(start, end, number % 2 == 0) for number, (start, end) in enumerate(pairwise(borders)))
    block = Block(0, 0, 1, 0, text, runs, ())
    terms = {folded(form): term(f"t{at}", form) for at, form in enumerate(forms)}
    mentions = find_mentions((block,), forms_of(*terms.values()))
    names = {f"term:{each.id}": each.name for each in terms.values()}
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    for each in mentions:
        assert any(run.is_open and run.start <= each.start < each.end <= run.end for run in runs)
        words, form = folded(text[each.start : each.end]), folded(names[each.ref])
        assert words in (form, form + "s")
        assert not splits_word(plain(text), each.start)


@given(st.text())
def test_folding_never_changes_the_length_of_a_text(text: str) -> None:
    assert len(folded(text)) == len(plain(text)) == len(text)
    assert folded(folded(text)) == folded(text)
    assert folded(text) == "".join(folded(each) for each in text)


def test_ten_thousand_terms_are_looked_for_at_once() -> None:
    terms = [term(f"t{at}", f"Name{at} Of {at}", f"N{at}") for at in range(10_000)]
    forms = forms_of(*terms)
    text = " ".join(f"word{at} Name{at} Of {at} and N{at}," for at in range(2_000))
    start = time.process_time()
    assert len(find_mentions((paragraph(text),), forms)) == 4_000
    assert time.process_time() - start < 5
