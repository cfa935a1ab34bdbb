"""Claims compared: side by side, by what they count, with the numbers that all of them allow."""

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.dates import parse_date
from nutgraf.model.entries import Claim, Statement
from nutgraf.model.ranges import Range, overlap, parse_range
from nutgraf.weave.claims import Comparison, compare


def claim(*statements: str) -> Claim:
    """Return a claim of statements such as ``killed 7 2024``: measure, value and date; a dash for none."""
    found = []
    for measure, value, date in (each.split() for each in statements):
        found.append(
            Statement(
                as_of=parse_date(date),
                says="a",
                measure=None if measure == "-" else measure,
                value=None if value == "-" else parse_range(value),
                sources=("s",),
            )
        )
    return Claim(id="c", question="a", statements=tuple(found))


def compared(*statements: str) -> list[tuple[str, tuple[int, ...], str, bool]]:
    return [
        (each.measure, each.statements, str(each.common) if each.common else "none", each.changes_over_time)
        for each in compare(claim(*statements))
    ]


def test_statements_that_count_the_same_are_compared() -> None:
    assert compared("killed ..7 2024", "killed 1.. 2024", "hurt 5 2024", "killed 3..9 2024", "hurt 6 2024") == [
        ("killed", (0, 1, 3), "3..7", False),
        ("hurt", (2, 4), "none", False),
    ]


def test_measures_come_in_the_order_in_which_they_appear() -> None:
    assert [each[0] for each in compared("b 1 2024", "a 1 2024", "a 1 2024", "b 1 2024")] == ["b", "a"]


def test_what_nobody_else_counts_is_not_compared() -> None:
    assert compared("killed 7 2024", "hurt 5 2024") == []
    assert compared("killed 7 2024", "killed - 2024", "- 7 2024", "- - 2024") == []


def test_zero_is_a_number() -> None:
    assert compared("killed 0 2024", "killed 0..2 2024") == [("killed", (0, 1), "0", False)]


def test_no_common_number_is_none_and_open_ranges_have_one() -> None:
    assert compared("a 1 2024", "a 2 2024")[0][2] == "none"
    assert compared("a 1.. 2024", "a 2.. 2024")[0][2] == "2.."
    assert compared("a 1.. 2024", "a ..1 2024")[0][2] == "1"


def test_numbers_of_different_dates_need_not_agree() -> None:
    assert compared("a 1 2024-01", "a 2 2024-02")[0][3] is True
    assert compared("a 1 2024-01", "a 2 2024-01~")[0][3] is True
    assert compared("a 1 2024-01", "a 2 2024-01")[0][3] is False


def test_the_numbers_written_differently_are_the_same_number() -> None:
    assert compared("a 1.0 2024", "a 1 2024")[0][2] in ("1", "1.0")


_numbers = st.integers(-9, 9).map(str)
_values = st.one_of(
    _numbers,
    _numbers.map(lambda number: number + ".."),
    _numbers.map(lambda number: ".." + number),
    st.tuples(st.integers(-9, 9), st.integers(0, 9)).map(lambda pair: f"{pair[0]}..{pair[0] + pair[1]}"),
    st.just("-"),
)
_statements = st.lists(
    st.tuples(st.sampled_from(["killed", "hurt", "-"]), _values, st.sampled_from(["2024", "2025"])).map(" ".join),
    min_size=1,
    max_size=8,
)


def allows(value: Range, number: int) -> bool:
    return (value.least is None or value.least <= number) and (value.most is None or number <= value.most)


@given(_statements)
def test_every_counted_statement_is_compared_with_all_others_that_count_the_same(statements: list[str]) -> None:
    whole = claim(*statements)
    found = compare(whole)
    by_measure: dict[str, list[int]] = {}
    for at, each in enumerate(whole.statements):
        if each.measure and each.value is not None:
            by_measure.setdefault(each.measure, []).append(at)
    assert {each.measure: list(each.statements) for each in found} == {
        measure: places for measure, places in by_measure.items() if len(places) > 1
    }


@given(_statements)
def test_the_common_numbers_are_those_that_every_statement_allows(statements: list[str]) -> None:
    whole = claim(*statements)
    for each in compare(whole):
        values = [value for at in each.statements if (value := whole.statements[at].value) is not None]
        for number in range(-20, 21):
            is_common = each.common is not None and allows(each.common, number)
            assert is_common == all(allows(value, number) for value in values)


@given(_statements)
def test_the_order_of_statements_changes_no_numbers(statements: list[str]) -> None:
    def common(found: tuple[Comparison, ...]) -> dict[str, Range | None]:
        return {each.measure: each.common for each in found}

    assert common(compare(claim(*statements))) == common(compare(claim(*reversed(statements))))
    assert overlap(()) == Range(None, None)
