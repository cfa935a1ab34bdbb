"""Dates: what can be read, what it means, how it is ordered, and what authors are told."""

import dataclasses
import datetime
import itertools
import pickle
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from nutgraf.model.calendar import Moment, civil, day_number, days_in_month, from_seconds, to_seconds
from nutgraf.model.dates import PartialDate, at_offset, parse_date, to_html_datetime
from nutgraf.model.zones import known_zone, offset_at
from tests.model.date_cases import dates, read_cases, singles, unhurried

UNIX_EPOCH = datetime.date(1970, 1, 1).toordinal()


def moment(seconds: int | None) -> str:
    assert seconds is not None
    year, month, day, *time = from_seconds(seconds)
    return f"{year}-{month:02}-{day:02} " + ":".join(f"{each:02}" for each in time)


def message(text: str) -> str:
    fault = outcome(text)
    assert type(fault) is ValueError
    return str(fault)


def outcome(text: str) -> PartialDate | ValueError:
    try:
        return parse_date(text)
    except ValueError as error:
        return error


# --- what can be read, and what it means


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2024", "year", "2024-01-01 00:00:00", "2024-12-31 23:59:59"),
        ("2024-02", "month", "2024-02-01 00:00:00", "2024-02-29 23:59:59"),
        ("2023-12", "month", "2023-12-01 00:00:00", "2023-12-31 23:59:59"),
        ("2024-01-23", "day", "2024-01-23 00:00:00", "2024-01-23 23:59:59"),
        ("2024-01-24T00:15+03:00", "minute", "2024-01-23 21:15:00", "2024-01-23 21:15:59"),
        ("2024-01-23T16:15:30-05:00", "second", "2024-01-23 21:15:30", "2024-01-23 21:15:30"),
        ("201X", "decade", "2010-01-01 00:00:00", "2019-12-31 23:59:59"),
        ("19XX", "century", "1900-01-01 00:00:00", "1999-12-31 23:59:59"),
        ("2014-XX", "year", "2014-01-01 00:00:00", "2014-12-31 23:59:59"),
        ("2014-XX-XX", "year", "2014-01-01 00:00:00", "2014-12-31 23:59:59"),
        ("2014-05-XX", "month", "2014-05-01 00:00:00", "2014-05-31 23:59:59"),
        ("2024-21", "season", "2024-03-01 00:00:00", "2024-05-31 23:59:59"),
        ("2024-22", "season", "2024-06-01 00:00:00", "2024-08-31 23:59:59"),
        ("2024-23", "season", "2024-09-01 00:00:00", "2024-11-30 23:59:59"),
        ("2024-24", "season", "2024-12-01 00:00:00", "2025-02-28 23:59:59"),
        ("0000", "year", "0-01-01 00:00:00", "0-12-31 23:59:59"),
        ("0000-02-29", "day", "0-02-29 00:00:00", "0-02-29 23:59:59"),
        ("-0043-03-15", "day", "-43-03-15 00:00:00", "-43-03-15 23:59:59"),
        ("-004X", "decade", "-49-01-01 00:00:00", "-40-12-31 23:59:59"),
        ("2003/2007", "interval", "2003-01-01 00:00:00", "2007-12-31 23:59:59"),
        ("[2024-01-20..2024-01-23]", "set", "2024-01-20 00:00:00", "2024-01-23 23:59:59"),
        ("[2007,2003,2005]", "set", "2003-01-01 00:00:00", "2007-12-31 23:59:59"),
        ("[2003-05,2003]", "set", "2003-01-01 00:00:00", "2003-12-31 23:59:59"),
    ],
)
def test_a_date_lasts_as_long_as_its_precision_leaves_open(
    text: str, precision: str, earliest: str, latest: str
) -> None:
    date = parse_date(text)
    assert (date.precision, moment(date.earliest), moment(date.latest)) == (precision, earliest, latest)


def test_an_open_end_has_no_bound() -> None:
    since, until = parse_date("2014/.."), parse_date("../2014")
    assert (moment(since.earliest), since.latest) == ("2014-01-01 00:00:00", None)
    assert (until.earliest, moment(until.latest)) == (None, "2014-12-31 23:59:59")
    assert since.start == until.end == parse_date("2014")


def test_the_parts_of_a_date_are_kept_as_written() -> None:
    date = parse_date("2024-01-24T00:15:30-05:30~")
    assert (date.year, date.month, date.day) == (2024, 1, 24)
    assert (date.hour, date.minute, date.second, date.offset) == (0, 15, 30, -330)
    assert date.qualifier == "approximate"


@pytest.mark.parametrize(
    ("text", "qualifier"), [("2007", ""), ("2007~", "approximate"), ("2007?", "uncertain"), ("2007%", "both")]
)
def test_a_sign_at_the_end_qualifies_the_date(text: str, qualifier: str) -> None:
    assert parse_date(text).qualifier == qualifier
    assert parse_date(text).is_qualified is bool(qualifier)


@pytest.mark.parametrize("text", ["2003~/2007", "2003/2007?", "[2003,2004%]", "[2003~..2007]", "../2007~"])
def test_an_interval_or_set_is_qualified_where_a_part_of_it_is(text: str) -> None:
    assert parse_date(text).is_qualified
    assert parse_date(text).qualifier == ""


def test_a_set_is_the_same_in_any_order() -> None:
    first, second = parse_date("[2007,2003~,2005]"), parse_date("[2005,2007,2003~]")
    assert first == second
    assert first.text == "[2003~,2005,2007]"
    assert [each.text for each in first.choices] == ["2003~", "2005", "2007"]


def test_utc_has_one_spelling() -> None:
    assert parse_date("2024-01-23T21:15+00:00") == parse_date("2024-01-23T21:15Z")
    assert parse_date("2024-01-23T21:15+00:00").text == "2024-01-23T21:15Z"


def test_dates_that_differ_in_precision_or_clock_are_not_equal() -> None:
    texts = [
        "2024",
        "2024-XX",
        "2024-XX-XX",
        "2024~",
        "2024-01",
        "2024-01-01",
        "2024-01-01T00:00Z",
        "2024-01-01T01:00+01:00",
    ]
    assert len({parse_date(text) for text in texts}) == len(texts)


def test_a_value_can_neither_be_changed_nor_lost_on_the_way_to_another_process() -> None:
    date = parse_date("[2003~,2005]")
    with pytest.raises(dataclasses.FrozenInstanceError):
        date.text = "2004"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(date)) == date


def test_beside_a_time_a_day_is_read_on_the_same_clock() -> None:
    night = parse_date("2024-01-23T23:00-05:00/2024-01-23")
    assert moment(night.earliest) == "2024-01-24 04:00:00"
    assert moment(night.latest) == "2024-01-24 04:59:59"
    assert "ends before it starts" in message("2024-01-23T01:00+03:00/2024-01-22")


def test_coarse_ends_that_overlap_are_in_order() -> None:
    assert moment(parse_date("2024-01-23/2024").latest) == "2024-12-31 23:59:59"
    assert moment(parse_date("2024/2024-01-23").latest) == "2024-01-23 23:59:59"


@given(dates)
@unhurried
def test_the_canonical_text_of_a_date_is_read_as_the_same_date(date: PartialDate) -> None:
    again = parse_date(date.text)
    assert again == date
    assert repr(again) == repr(date)
    assert hash(again) == hash(date)


@given(dates, dates)
@unhurried
def test_different_dates_have_different_texts_and_representations(one: PartialDate, other: PartialDate) -> None:
    assert (one == other) == (one.text == other.text) == (repr(one) == repr(other))


@given(dates)
@unhurried
def test_no_date_ends_before_it_begins(date: PartialDate) -> None:
    if date.earliest is None or date.latest is None:
        assert date.kind == "interval"
        assert None in (date.start, date.end)
    else:
        assert date.earliest <= date.latest


@given(dates)
@unhurried
def test_no_part_of_a_set_or_interval_stands_outside_it(date: PartialDate) -> None:
    if date.is_anchored and not all(part.offset is not None for part in date.parts):
        return  # the parts stand on two scales
    if date.earliest is not None:
        assert all(part.latest is not None and part.latest >= date.earliest for part in date.parts)
    if date.latest is not None:
        assert all(part.earliest is not None and part.earliest <= date.latest for part in date.parts)


# --- order


def test_dates_sort_by_their_beginning_the_wider_first() -> None:
    texts = [
        "-0043",
        "0000",
        "../2013",
        "19XX",
        "2014/..",
        "201X",
        "2014",
        "2014-01",
        "2014-01-01",
        "2014-01-01T12:00Z",
    ]
    expected = [
        "-0043",
        "0000",
        "19XX",
        "201X",
        "../2013",
        "2014/..",
        "2014",
        "2014-01",
        "2014-01-01",
        "2014-01-01T12:00Z",
    ]
    assert [date.text for date in sorted(map(parse_date, texts), key=lambda date: date.sort_key)] == expected


@given(st.lists(dates, max_size=4, unique=True))
@unhurried
def test_any_dates_have_one_order(found: list[PartialDate]) -> None:
    orders = {
        tuple(date.text for date in sorted(each, key=lambda date: date.sort_key))
        for each in itertools.permutations(found)
    }
    assert len(orders) == 1


@given(dates, dates)
@unhurried
def test_what_is_certainly_later_sorts_later(one: PartialDate, other: PartialDate) -> None:
    if one.is_after(other):
        assert one.sort_key > other.sort_key
        assert not other.is_after(one)


@pytest.mark.parametrize(
    ("later", "earlier", "is_certain"),
    [
        ("2024-01-24", "2024-01-23", True),
        ("2024-01-24", "2024-01", False),
        ("2024-02", "2024-01", True),
        ("2014/..", "2013", True),
        ("2015", "2014/..", False),
        ("../2014", "2013", False),
        ("2008", "2007~", False),
        ("2024?", "1950", False),
        ("[2008..2009]", "2007", True),
        ("[2007,2009]", "2007", False),
        ("2024-01-24T00:15+03:00", "2024-01-23T16:14-05:00", True),
        ("2024-01-24T00:15+03:00", "2024-01-23T16:15-05:00", False),
        ("2024-01-25", "2024-01-24T09:00Z", True),
        ("2024-01-25", "2024-01-24T11:00Z", False),
        ("2024-01-24T14:00Z", "2024-01-23", True),
        ("2024-01-24T13:00Z", "2024-01-23", False),
    ],
)
def test_later_means_certainly_later(later: str, earlier: str, is_certain: bool) -> None:
    assert parse_date(later).is_after(parse_date(earlier)) is is_certain
    assert not parse_date(earlier).is_after(parse_date(later))


# --- clocks and HTML


def test_an_instant_has_another_date_on_another_clock() -> None:
    date = at_offset(parse_date("2024-01-24T00:15+03:00~"), -300)
    assert date == parse_date("2024-01-23T16:15-05:00~")


def test_a_date_without_a_time_never_shifts() -> None:
    for text in ("2024-01-23", "2024", "2003/2007"):
        assert at_offset(parse_date(text), -300) == parse_date(text)


@given(singles, st.integers(-14 * 60, 14 * 60))
@unhurried
def test_another_clock_shows_the_same_instant(date: PartialDate, minutes: int) -> None:
    moved = at_offset(date, minutes)
    assert (moved.earliest, moved.latest) == (date.earliest, date.latest)
    assert parse_date(moved.text) == moved


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024", "2024"),
        ("2024-01", "2024-01"),
        ("2024-01-23", "2024-01-23"),
        ("2024-01-24T00:15+03:00", "2024-01-24T00:15+03:00"),
        ("2024-01-24T00:15:30Z", "2024-01-24T00:15:30Z"),
        ("2007~", "2007"),
        ("2024-01-24T00:15+03:00?", "2024-01-24T00:15+03:00"),
        ("0001", "0001"),
        ("0000", None),
        ("-0043-03-15", None),
        ("201X", None),
        ("2014-XX", None),
        ("2014-05-XX", None),
        ("2024-21", None),
        ("2003/2007", None),
        ("2014/..", None),
        ("[2003,2004]", None),
        ("[2003..2007]", None),
    ],
)
def test_html_gets_only_what_html_can_say(text: str, value: str | None) -> None:
    assert to_html_datetime(parse_date(text)) == value


def test_zones_are_those_of_the_iana_database() -> None:
    assert known_zone("Asia/Baghdad")
    assert not any(known_zone(name) for name in ("", "Baghdad", "asia/baghdad", "../../etc/passwd", "EST4EDT"))


@pytest.mark.parametrize(
    ("zone", "text", "minutes"),
    [
        ("Asia/Baghdad", "2024-01-23T21:15Z", 180),
        ("America/New_York", "2024-01-23T21:15Z", -300),
        ("America/New_York", "2024-07-23T21:15Z", -240),
        ("America/New_York", "-9999-01-01T00:00Z", -296),
        ("America/New_York", "9999-12-31T00:00Z", -300),
    ],
)
def test_a_zone_has_the_offset_of_the_day(zone: str, text: str, minutes: int) -> None:
    assert offset_at(zone, parse_date(text).earliest or 0) == minutes


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="'Asia/Bagdad' is no time zone"):
        offset_at("Asia/Bagdad", 0)


# --- what authors are told


@pytest.mark.parametrize(("text", "expected"), read_cases("date-errors.txt"))
def test_a_date_that_cannot_be_read_is_answered_with_one_that_can(text: str, expected: str) -> None:
    assert message(text) == expected
    for answer in re.findall(r"(?:write|nearest is|as in) (\S*[0-9]\S*?)(?:,|$| for)", expected):
        parse_date(answer)


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_an_empty_text_is_answered_with_the_usual_forms(text: str) -> None:
    assert message(text).endswith("is no date: write one such as 2024, 2024-01, 2024-01-23 or 2024-01-23T16:15-05:00")


@pytest.mark.parametrize(
    ("text", "answer"), [(" 2024", "2024"), ("2024-01\n", "2024-01"), ("\u200f2024\u00a0~", "2024~")]
)
def test_spaces_around_a_date_are_refused_too(text: str, answer: str) -> None:
    assert message(text).endswith(f": write {answer}")


def test_a_long_text_is_not_repeated_whole() -> None:
    assert len(message("2024 " * 10_000)) < 150


def test_hostile_text_is_shown_harmless() -> None:
    assert message("\x1b[31m2024\x00").startswith(r"'\x1b[31m2024\x00' is not a date")


_almost = st.text("0123456789-/.[],~?%XTZ:+ ", max_size=30)
_wordy = st.lists(
    st.sampled_from(
        ["about", "or", "to", "between", "and", "c.", "since", "2007", "12", "May", "-", "/", "..", "~", "–"]
    ),
    max_size=12,
).map(" ".join)


@given(st.text() | _almost | _wordy)
@example("c" * 100)
@example("1 or " * 19 + "1")
@unhurried
def test_no_text_does_worse_than_a_value_error(text: str) -> None:
    found = outcome(text)
    if isinstance(found, PartialDate):
        assert parse_date(found.text) == found
    else:
        assert type(found) is ValueError
        assert str(found).isprintable()


# --- the calendar


@given(st.dates())
@unhurried
def test_days_are_counted_as_python_counts_them(day: datetime.date) -> None:
    number = day.toordinal() - UNIX_EPOCH
    assert day_number(day.year, day.month, day.day) == number
    assert civil(number) == (day.year, day.month, day.day)


@given(st.integers(-4_500_000, 4_500_000))
@unhurried
def test_every_day_has_one_number_and_follows_the_one_before(number: int) -> None:
    assert day_number(*civil(number)) == number
    assert civil(number) < civil(number + 1)


@given(st.integers(-400_000_000_000, 400_000_000_000))
@unhurried
def test_every_second_has_one_reading(seconds: int) -> None:
    assert to_seconds(from_seconds(seconds)) == seconds


def test_the_clock_starts_in_1970() -> None:
    assert from_seconds(0) == Moment(1970, 1, 1)
    assert to_seconds(Moment(1970, 1, 2, 0, 1, 1)) == 86_461


@pytest.mark.parametrize(
    ("year", "days"), [(2024, 29), (2023, 28), (1900, 28), (2000, 29), (0, 29), (-4, 29), (-100, 28), (-400, 29)]
)
def test_leap_years_follow_the_gregorian_rule_in_every_century(year: int, days: int) -> None:
    assert days_in_month(year, 2) == days
