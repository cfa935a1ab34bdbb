"""Numbers as they were stated: what can be read, what it means, what two of them have in common."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.ranges import Range, overlap, parse_range


@pytest.mark.parametrize(
    ("text", "least", "most", "shown"),
    [
        ("7", "7", "7", "7"),
        (" 7 ", "7", "7", "7"),
        ("1..", "1", None, "1.."),
        ("..7", None, "7", "..7"),
        ("5..10", "5", "10", "5..10"),
        ("7..7", "7", "7", "7"),
        ("0", "0", "0", "0"),
        ("-3..-1", "-3", "-1", "-3..-1"),
        ("-1..", "-1", None, "-1.."),
        ("1.5..2.25", "1.5", "2.25", "1.5..2.25"),
        ("1.10", "1.10", "1.10", "1.10"),
        ("007", "7", "7", "7"),
        (
            "1000000000000000000000.1",
            "1000000000000000000000.1",
            "1000000000000000000000.1",
            "1000000000000000000000.1",
        ),
    ],
)
def test_a_number_or_range_is_read_with_its_honest_width(
    text: str, least: str | None, most: str | None, shown: str
) -> None:
    value = parse_range(text)
    assert value == Range(None if least is None else Decimal(least), None if most is None else Decimal(most))
    assert str(value) == shown
    assert value.is_exact == (least == most)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        " .. ",
        "...",
        "a",
        "5-10",
        "5–10",
        "5 to 10",
        "1,000",
        "1 000",
        "1e3",
        "+1",
        ".5",
        "5.",
        "1...2",
        "1..2..3",
        "1 .. 2",
        "nan",
        "inf",
        "0x1",
        "٣",
        "³",
        "1_0",
        "7\n8",
        "--1",
        "1.2.3",
    ],
)
def test_anything_else_is_answered_with_the_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a number or range: write 7, 1\.\. "):
        parse_range(text)


def test_a_range_that_runs_backwards_is_answered_with_the_right_one() -> None:
    with pytest.raises(ValueError, match=r"^'10\.\.5' runs backwards: write 5\.\.10$"):
        parse_range("10..5")


_numbers = st.decimals(-1000, 1000, allow_nan=False, places=2)
_ranges = st.tuples(st.none() | _numbers, st.none() | _numbers).map(
    lambda ends: Range(*sorted(ends)) if None not in ends else Range(*ends)  # type: ignore[type-var]
)


def allows(value: Range, number: Decimal) -> bool:
    return (value.least is None or value.least <= number) and (value.most is None or number <= value.most)


@given(_ranges.filter(lambda value: value != Range(None, None)))
def test_what_is_shown_is_read_as_the_same_range(value: Range) -> None:
    assert parse_range(str(value)) == value


@given(st.text(max_size=12) | st.text("0123456789.-+, e", max_size=12))
def test_no_text_does_worse_than_a_value_error(text: str) -> None:
    with suppress(ValueError):
        value = parse_range(text)
        assert parse_range(str(value)) == value


@given(st.lists(_ranges, max_size=5), _numbers)
def test_the_overlap_holds_what_every_range_allows_and_nothing_else(values: list[Range], number: Decimal) -> None:
    common = overlap(tuple(values))
    assert (common is not None and allows(common, number)) == all(allows(each, number) for each in values)


@given(st.lists(_ranges, max_size=4), st.lists(_ranges, max_size=4))
def test_the_overlap_does_not_depend_on_order_or_grouping(one: list[Range], other: list[Range]) -> None:
    whole = overlap((*one, *other))
    assert whole == overlap((*reversed(other), *reversed(one)))
    parts = overlap(tuple(one)), overlap(tuple(other))
    assert whole == (None if None in parts else overlap(parts))  # type: ignore[arg-type]


@given(_ranges)
def test_a_range_overlaps_itself_wholly(value: Range) -> None:
    assert overlap((value,)) == overlap((value, value)) == value


def test_ranges_that_touch_have_one_number_in_common() -> None:
    assert overlap((parse_range("1..5"), parse_range("5..9"))) == parse_range("5")
    assert overlap((parse_range("..4"), parse_range("5.."))) is None
    assert overlap(()) == Range(None, None)
