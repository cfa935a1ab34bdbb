"""Numbers that parties state, drawn: all of them, in order, on one scale, open where they are open."""

import xml.etree.ElementTree as ET
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.dates import parse_date
from nutgraf.model.ranges import Range, overlap, parse_range
from nutgraf.plan.contexts import ClaimView, ComparisonView, Reference, StatementView, Text
from nutgraf.render.claims.ranges import PAINTS, Measured, measured
from nutgraf.render.claims.scale import Scale, scale_for
from nutgraf.render.claims.words import RangeWords
from nutgraf.render.words import Words
from tests.hostile import STRINGS
from tests.words import ENGLISH

WORDS = RangeWords(ENGLISH)
DAY = parse_date("2024-01-24")


def statement(value: str, name: str = "Somebody", measure: str = "killed") -> StatementView:
    return StatementView(None, name, DAY, Text(""), measure, parse_range(value) if value else None, ())


def claim(*statements: StatementView, changes: bool = False) -> ClaimView:
    """A claim whose comparisons are those that weaving would give it."""
    measures = dict.fromkeys(each.measure for each in statements if each.value)
    comparisons = []
    for measure in measures:
        values = tuple(each.value for each in statements if each.measure == measure and each.value)
        if len(values) > 1:
            comparisons.append(ComparisonView(measure, overlap(values), changes))
    return ClaimView("c", "How many?", None, statements, tuple(comparisons), Text(""), (), ())


def drawn(*values: str) -> ET.Element:
    return tree(measured(claim(*map(statement, values)), WORDS, str)[0])


def tree(found: Measured) -> ET.Element:
    drawing = ET.fromstring(f"<main>{found.drawing}</main>").find("div")
    assert drawing is not None
    return drawing


def warning(*values: str) -> str | None:
    """What is said of the scale below a drawing."""
    found = measured(claim(*map(statement, values)), WORDS, str)[0]
    return ET.fromstring(f"<main>{found.drawing}</main>").findtext("p")


def rows(drawing: ET.Element) -> list[ET.Element]:
    return drawing.findall("p")


def words(element: ET.Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def percent(element: ET.Element, name: str) -> float:
    text = element.attrib[name]
    assert text.endswith("%")
    return float(text[:-1])


def labels(drawing: ET.Element) -> list[str]:
    return [words(text) for text in drawing.iterfind("svg/text")]


def test_an_exact_number_is_a_dot_and_a_span_a_bar_closed_at_both_ends() -> None:
    exact, span = rows(drawn("2", "1..4"))
    assert [part.tag for part in exact.iterfind("svg/*")] == ["circle"]
    assert [part.tag for part in span.iterfind("svg/*")] == ["rect", "line", "line"]
    assert "fill" not in span.findall("svg/rect")[0].attrib


def test_at_most_fades_out_towards_less_and_is_closed_where_it_was_stated() -> None:
    row = rows(drawn("..7", "8"))[0]
    bar, *ends = row.findall("svg/*")
    assert bar.attrib["fill"] == "url(#range-below)"
    assert percent(bar, "x") == 0
    assert [percent(end, "x1") for end in ends] == [percent(bar, "width")]


def test_at_least_fades_out_to_the_edge_and_an_arrow_leads_on() -> None:
    row = rows(drawn("1..", "8"))[0]
    bar, end, arrow = row.findall("svg/*")
    assert bar.attrib["fill"] == "url(#range-above)"
    assert percent(end, "x1") == percent(bar, "x")
    assert percent(bar, "x") + percent(bar, "width") == 100
    assert (arrow.tag, arrow.attrib["x"]) == ("svg", "100%")


def test_the_fades_that_bars_ask_for_are_on_the_page_once() -> None:
    paints = {each.attrib["id"] for each in ET.fromstring(str(PAINTS)).iter("linearGradient")}
    assert paints == {"range-below", "range-above"}


def test_what_all_statements_allow_is_a_band_behind_the_rows() -> None:
    band = drawn("..7", "1..", "2..5").find("svg/rect")
    assert band is not None
    scale = scale_for([parse_range(value) for value in ("..7", "1..", "2..5")])
    assert percent(band, "x") == pytest.approx(scale.place(Decimal(2)), abs=0.1)
    assert percent(band, "width") == pytest.approx(scale.place(Decimal(5)) - scale.place(Decimal(2)), abs=0.1)


def test_one_number_that_fits_all_is_a_band_that_can_be_seen() -> None:
    band = drawn("16", "16").find("svg/rect")
    assert band is not None
    assert percent(band, "width") > 0
    assert float(band.attrib["stroke-width"]) > 10


@pytest.mark.parametrize("values", [("1", "3"), ("7",), ("..3", "5..")])
def test_where_nothing_fits_all_or_one_speaks_alone_there_is_no_band(values: tuple[str, ...]) -> None:
    assert drawn(*values).find("svg/rect") is None


def test_each_measure_has_a_drawing_of_its_own_in_the_order_of_the_table() -> None:
    said = (
        statement("2", "A", "injured"),
        statement("", "B"),
        statement("1..", "C", "killed"),
        statement("3", "D", "injured"),
        statement("9", "E", ""),
    )
    found = measured(claim(*said), WORDS, str)
    assert [each.measure for each in found] == ["injured", "killed", ""]
    assert [words(row.find("span")) for row in rows(tree(found[0]))] == ["A", "D"]
    assert [each.comparison is None for each in found] == [False, True, True]


def test_statements_of_different_dates_say_their_dates() -> None:
    said = (statement("19.."), statement("55"))
    dated, undated = (measured(claim(*said, changes=changes), WORDS, lambda _: "24 Jan") for changes in (True, False))
    assert [words(row.find("span")) for row in rows(tree(dated[0]))] == ["Somebody 24 Jan"] * 2
    assert [words(row.find("span")) for row in rows(tree(undated[0]))] == ["Somebody"] * 2


def test_an_actor_is_named_as_in_the_table() -> None:
    said = StatementView(
        Reference("term", "pmf", "PMF", "#term-pmf"), "", DAY, Text(""), "killed", parse_range("1"), ()
    )
    assert words(rows(tree(measured(claim(said), WORDS, str)[0]))[0].find("span")) == "PMF"


def test_screen_readers_are_not_told_twice() -> None:
    assert drawn("1", "2").attrib["aria-hidden"] == "true"
    assert not drawn("1", "2").findall(".//a"), "nothing hidden may take the focus"


@pytest.mark.parametrize("text", STRINGS)
def test_a_hostile_name_is_shown_as_written_and_makes_no_element(text: str) -> None:
    found = tree(measured(claim(statement("1", text)), WORDS, str)[0])
    assert words(rows(found)[0].find("span")) == text
    assert {each.tag for each in found.iter()} == {each.tag for each in drawn("1").iter()}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("..7", "1..", "1", "2"), ["0", "2", "4", "6", "8"]),
        (("2003", "2007"), ["2003", "2004", "2005", "2006", "2007"]),
        (("16", "16"), ["0", "5", "10", "15", "20"]),
        (("0",), ["0", "1"]),
        (("0..",), ["0", "1"]),
        (("5..",), ["0", "2", "4", "6"]),
        (("0.2", "0.5"), ["0", "0.2", "0.4", "0.6"]),
        (("-3..2",), ["-4", "-2", "0", "2"]),
        (("..-40", "-50"), ["-55", "-50", "-45", "-40"]),
        (("12500", "48000"), ["0", "20,000", "40,000", "60,000"]),
        (("3000000", "8100000"), ["0", "5M", "10M"]),
        ((f"3{'0' * 20}",), ["0", "1E20", "2E20", "3E20"]),
    ],
)
def test_ticks_are_few_and_round(values: tuple[str, ...], expected: list[str]) -> None:
    assert labels(drawn(*values)) == expected


def test_numbers_are_written_in_the_language_of_the_page() -> None:
    german = RangeWords(Words(ENGLISH.messages, "de"))
    assert str(german.range(parse_range("12500..48000"))) == "12.500 to 48.000"
    assert str(WORDS.range(parse_range("2007"))) == "2007"
    assert str(WORDS.range(parse_range("..0.25"))) == "at most 0.25"


def test_an_outlier_that_would_make_others_one_dot_brings_a_scale_that_says_it_is_logarithmic() -> None:
    drawing = drawn("5", "9", "40000")
    assert labels(drawing) == ["1", "10", "100", "1000", "10,000", "100,000"]
    assert warning("5", "9", "40000") == ENGLISH.messages["range.powers"]
    five, nine, _ = (percent(circle, "cx") for circle in drawing.iterfind("p/svg/circle"))
    assert nine - five > 3
    for values in (("5", "9", "400"), ("0", "5", "40000"), ("100", "101", "200")):
        assert warning(*values) is None


def test_labels_that_have_no_room_stand_at_the_ends_only() -> None:
    number = 10**24
    drawing = drawn(f"0.{'0' * 20}1", f"0.{'0' * 20}9", str(number))
    assert len(labels(drawing)) == 2
    assert len(drawing.findall("svg/line")) > 2


numbers = st.one_of(
    st.integers(-50, 3000),
    st.integers(0, 10**40),
    st.decimals(-1000, 1000, allow_nan=False, places=3),
    st.decimals(0, 10**6, allow_nan=False, places=8),
).map(Decimal)


@st.composite
def stated(draw: st.DrawFn) -> Range:
    one, other = sorted((draw(numbers), draw(numbers)))
    return draw(st.sampled_from((Range(one, other), Range(one, one), Range(None, other), Range(one, None))))


@pytest.mark.parametrize("digits", [25, 26, 29, 400])
def test_no_number_is_too_long_to_be_said(digits: int) -> None:
    said = WORDS.number(Decimal("7" * digits))
    assert said.replace(",", "") == "7" * digits
    assert WORDS.number(Decimal("0." + "7" * digits)) == "0." + "7" * digits
    assert words(drawn("0", "7" * digits).find("p[2]/b")) == said


@given(st.lists(stated(), min_size=1, max_size=12))
def test_every_statement_is_drawn_in_order_inside_the_drawing_with_its_numbers_in_words(values: list[Range]) -> None:
    said = [StatementView(None, str(index), DAY, Text(""), "killed", value, ()) for index, value in enumerate(values)]
    drawing = tree(measured(claim(*said), WORDS, str)[0])
    assert [words(row.find("span")) for row in rows(drawing)] == [str(index) for index in range(len(values))]
    assert [words(row.find("b")) for row in rows(drawing)] == [str(WORDS.range(value)) for value in values]
    for element in drawing.iter():
        places = [percent(element, name) for name in ("x", "x1", "x2", "cx", "width") if name in element.attrib]
        assert all(0 <= place <= 100 for place in places), element.attrib
        if element.tag == "rect":
            assert percent(element, "x") + percent(element, "width") < 100.2
    for row, value in zip(rows(drawing), values, strict=True):
        assert (row.find("svg/rect[@fill]") is not None) == (value.least is None or value.most is None)
        assert (row.find("svg/svg") is not None) == (value.most is None)
        assert len(row.findall("svg/line")) == (0 if value.is_exact else 2 - (None in (value.least, value.most)))


@given(st.lists(stated(), min_size=1, max_size=12))
def test_a_scale_keeps_order_and_has_room_for_what_is_open(values: list[Range]) -> None:
    scale = scale_for(values)
    assert 2 <= len(scale.ticks) <= 9
    assert all(less < more for less, more in pairwise(scale.ticks))
    ends = sorted({end for each in values for end in (each.least, each.most) if end is not None})
    places = [scale.place(end) for end in ends]
    assert places == sorted(places)
    assert places[0] >= 0
    assert places[-1] <= 100
    for each in values:
        assert each.most is not None or scale.place(each.least or Decimal(0)) < 100
        assert each.least is not None or scale.place(each.most or Decimal(0)) > 0 or each.most == 0


def test_a_linear_scale_is_linear_and_a_logarithmic_one_multiplies() -> None:
    assert Scale((Decimal(0), Decimal(4))).place(Decimal(1)) == 25
    assert Scale((Decimal(1), Decimal(10000)), is_logarithmic=True).place(Decimal(100)) == pytest.approx(50)
