"""Dates as readers see them: in words, short, on two clocks, in several languages."""

import re
import zoneinfo
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.dates import PartialDate, at_offset, parse_date
from nutgraf.model.zones import offset_at
from nutgraf.render.dates.dates import MESSAGES, Clock, DateWords, known_zone
from tests.model.date_cases import dates, read_cases, singles, unhurried

ENGLISH = yaml.safe_load((Path(__file__).parents[2] / "templates/words/en.yaml").read_text("utf-8"))
LAST_LOCAL_MEAN_TIME = parse_date("1918").latest or 0
LOCALES = ("en", "en-GB", "de", "fr", "ar", "fa", "ja", "th")


def site(locale: str = "en-GB", **names: str) -> DateWords:
    return DateWords(locale, ENGLISH, "America/New_York", {"America/New_York": "Washington", **names})


def spaced(words: str) -> str:
    """Return words with ordinary spaces, as the fixtures have them."""
    return re.sub(r"[\u00a0\u202f]", " ", words)


@pytest.mark.parametrize(("text", "expected"), read_cases("dates.txt"))
def test_a_date_is_written_in_words(text: str, expected: str) -> None:
    assert spaced(site().words(parse_date(text))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-01-23", "23 Jan 2024"),
        ("2024-01", "Jan 2024"),
        ("2007~", "c. 2007"),
        ("2007?", "2007?"),
        ("2007%", "c. 2007?"),
        ("2003/2007", "2003–07"),
        ("1999/2003", "1999–2003"),
        ("0014/0037", "14–37 CE"),
        ("2003~/2007", "c. 2003 – 2007"),
        ("2024-01-20/2024-01-23", "20–23 Jan 2024"),
        ("2014-10-24/2014-11-05", "24 Oct – 5 Nov 2014"),
        ("[2024-01-20..2024-01-23]", "between 20 and 23 Jan 2024"),
        ("[2024-01-20,2024-01-23]", "20 or 23 Jan 2024"),
        ("2014/..", "from 2014"),
        ("../2014", "until 2014"),
        ("201X", "2010s"),
        ("2014-05-XX", "May 2014"),
        ("2024-24", "winter 2024–25"),
        ("-0043-03-15", "15 Mar 44 BCE"),
        ("2024-01-24T00:15+03:00", "24 Jan 2024, 00:15"),
        ("2024-01-24T00:15+03:00~", "24 Jan 2024, c. 00:15"),
        ("2024-01-24T00:15+03:00/2024-01-24T02:00+03:00", "24 Jan 2024, 00:15–02:00"),
    ],
)
def test_a_timeline_has_a_short_form(text: str, expected: str) -> None:
    assert spaced(site().short(parse_date(text))) == expected


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2024-01-23", "2024"),
        ("2024~", "2024"),
        ("2003/2007", "2003"),
        ("../2014", "2014"),
        ("[2003..2007]", "2003"),
        ("[2005,2003]", "2003"),
        ("201X", "the 2010s"),
        ("201X?", "the 2010s"),
        ("19XX", "between 1900 and 1999"),
        ("-0043-03-15", "44 BCE"),
        ("0079", "79 CE"),
        ("2024-01-01T00:15+03:00", "2024"),
    ],
)
def test_events_are_grouped_by_the_year_in_which_they_begin(text: str, label: str) -> None:
    assert site().year_label(parse_date(text)) == label


@pytest.mark.parametrize(
    ("locale", "text", "expected"),
    [
        ("en", "2024-01-23", "January 23, 2024"),
        ("en", "2024-01-20/2024-01-23", "January 20–23, 2024"),
        ("en", "2003/2007", "2003–2007"),
        ("en", "2014-10-24/2014-11-05", "October 24 – November 5, 2014"),
        ("en", "[2024-01-20..2024-01-23]", "between January 20 and 23, 2024"),
        ("en", "[2024-01-20,2024-01-21,2024-01-23]", "January 20, 21 or 23, 2024"),
        ("en", "-0043-03-15", "March 15, 44 BCE"),
        ("en", "2024-01-24T00:15Z/2024-01-24T02:00Z", "January 24, 2024, 12:15 AM – 2:00 AM UTC"),
        ("de", "2024-01-23", "23. Januar 2024"),
        ("de", "2024-01-20/2024-01-23", "20.–23. Januar 2024"),
        ("de", "2014-10-24/2014-11-05", "24. Oktober – 5. November 2014"),
        ("de", "[2024-01-20,2024-01-23]", "20. or 23. Januar 2024"),
        ("fr", "2024-02-02", "2 février 2024"),
        ("fr", "2014-10-24/2014-11-05", "24 octobre – 5 novembre 2014"),
        ("ar", "2024-01-23", "23 يناير 2024"),
        ("ar", "2024-01-20/2024-01-23", "20–23 يناير 2024"),
        ("ar", "2024-01-24T00:15+03:00", "24 يناير 2024, 12:15 ص UTC+03:00"),
        ("es", "2014-10-24/2014-11-05", "24 de octubre – 5 de noviembre de 2014"),
        ("fa", "2024-01-20/2024-01-23", "20 ژانویهٔ 2024 تا 23 ژانویهٔ 2024"),
        ("ja", "2024-01-20/2024-01-23", "2024年1月20日～23日"),
        ("ja", "-0043-03-15", "44 BCE年3月15日"),
        ("th", "2024-01-23", "23 มกราคม 2024"),
        ("lv", "2024-01-23", "2024. gada 23. janvāris"),
        ("la", "0014-08-19", "14 CE Augusti 19"),
        ("tlh", "2024-01-23", "January 23, 2024"),
    ],
)
def test_months_and_their_order_are_those_of_the_language(locale: str, text: str, expected: str) -> None:
    assert spaced(site(locale).words(parse_date(text))) == expected


def test_the_era_is_part_of_the_year_wherever_the_year_stands() -> None:
    german = DateWords("de", {**ENGLISH, "date.bce": "{year} v. Chr."}, "UTC", {})
    assert german.words(parse_date("-0043-03-15")) == "15. März 44 v. Chr."
    assert german.words(parse_date("-0043/-0042")) == "44–43 v. Chr."


def test_a_dash_between_words_never_begins_a_line() -> None:
    words = site().words(parse_date("2014-10-24/2014-11-05"))
    assert words == "24 October\u00a0– 5 November 2014"


def test_an_event_has_the_clock_of_its_place_and_that_of_the_site() -> None:
    assert site().clocks(parse_date("2024-01-24T00:15+03:00"), "Asia/Baghdad") == (
        Clock("Baghdad", "24 January 2024", "00:15", "2024-01-24T00:15+03:00", "Asia/Baghdad"),
        Clock("Washington", "23 January 2024", "16:15", "2024-01-23T16:15-05:00", "America/New_York"),
    )


def test_an_event_that_was_written_on_another_clock_is_moved_to_that_of_its_place() -> None:
    (own, _) = site().clocks(parse_date("2024-01-23T21:15Z"), "Asia/Baghdad")
    assert (own.date, own.time, own.html) == ("24 January 2024", "00:15", "2024-01-24T00:15+03:00")


@pytest.mark.parametrize("zone", ["America/New_York", "America/Toronto"])
def test_one_clock_is_enough_where_both_agree(zone: str) -> None:
    (only,) = site().clocks(parse_date("2024-01-23T16:15-05:00"), zone)
    assert only.zone == zone


def test_clocks_that_agree_in_winter_may_differ_in_summer() -> None:
    zones = [
        len(site().clocks(parse_date(text), "America/Bogota")) for text in ("2024-01-23T12:00Z", "2024-07-23T12:00Z")
    ]
    assert zones == [1, 2]


def test_without_a_zone_only_the_written_offset_is_shown() -> None:
    date = parse_date("2024-01-23T16:15-05:00")
    assert site().clocks(date, None) == (Clock("UTC−05:00", "23 January 2024", "16:15", "2024-01-23T16:15-05:00", ""),)
    assert site().both_clocks(date, None) == "23 January 2024, 16:15 UTC−05:00"


def test_a_date_without_a_time_has_no_clock_and_never_shifts() -> None:
    for text in ("2024-01-24", "2024", "2003/2007", "2024-01-24T00:15+03:00/..", "[2024-01-24T00:15+03:00,2024]"):
        assert site().clocks(parse_date(text), "Asia/Baghdad") == ()
    assert site().both_clocks(parse_date("2024-01-24"), "Asia/Baghdad") == "24 January 2024"


@pytest.mark.parametrize(
    ("text", "zone", "expected"),
    [
        (
            "2024-01-24T00:15+03:00",
            "Asia/Baghdad",
            "24 January 2024, 00:15 in Baghdad (23 January 2024, 16:15 in Washington)",
        ),
        ("2024-01-24T12:15+03:00", "Asia/Baghdad", "24 January 2024, 12:15 in Baghdad (04:15 in Washington)"),
        ("2024-01-23T16:15-05:00", "America/New_York", "23 January 2024, 16:15 in Washington"),
        (
            "2024-01-24T00:15+03:00~",
            "Asia/Baghdad",
            "24 January 2024, about 00:15 in Baghdad (23 January 2024, about 16:15 in Washington)",
        ),
        (
            "2024-01-24T00:15+03:00/2024-01-24T02:00+03:00",
            "Asia/Baghdad",
            "24 January 2024, 00:15–02:00 in Baghdad (23 January 2024, 16:15–18:00 in Washington)",
        ),
        (
            "[2024-01-23T23:50+03:00..2024-01-23T21:20Z]",
            "Asia/Baghdad",
            (
                "23–24 January 2024, between 23:50 and 00:20 in Baghdad "
                "(23 January 2024, between 15:50 and 16:20 in Washington)"
            ),
        ),
        (
            "-0043-01-01T00:00Z",
            "Asia/Baghdad",
            "1 January 44 BCE, 02:57 in Baghdad (31 December 45 BCE, 19:04 in Washington)",
        ),
    ],
)
def test_both_clocks_are_told_in_words(text: str, zone: str, expected: str) -> None:
    assert site().both_clocks(parse_date(text), zone) == expected


def test_a_place_is_called_as_configured_or_as_the_language_calls_its_city() -> None:
    date = parse_date("2024-01-24T00:15+03:00")
    assert site("de").clocks(date, "Asia/Baghdad")[0].place == "Bagdad"
    assert site("ar").clocks(date, "Asia/Baghdad")[0].place == "بغداد"
    assert site(**{"Asia/Baghdad": "Al-Qaim"}).clocks(date, "Asia/Baghdad")[0].place == "Al-Qaim"
    assert site().clocks(date, "America/Argentina/Buenos_Aires")[0].place == "Buenos Aires"
    assert site().clocks(date, "US/Pacific")[0].place == "Los Angeles"


def test_an_unknown_zone_is_refused() -> None:
    assert known_zone("Asia/Baghdad")
    assert not known_zone("Asia/Bagdad")
    with pytest.raises(ValueError, match="'Asia/Bagdad' is no time zone"):
        site().clocks(parse_date("2024-01-24T00:15+03:00"), "Asia/Bagdad")


def test_the_machine_has_no_say_in_what_a_zone_is(tmp_path: Path) -> None:
    (tmp_path / "Asia").mkdir()
    utc = files("tzdata").joinpath("zoneinfo/UTC").read_bytes()
    (tmp_path / "Asia/Baku").write_bytes(utc)
    zoneinfo.reset_tzpath([tmp_path])
    try:
        assert zoneinfo.ZoneInfo.no_cache("Asia/Baku").utcoffset(None) == timedelta(0)
        assert offset_at("Asia/Baku", 1_700_000_000) == 240
    finally:
        zoneinfo.reset_tzpath()


def test_the_english_catalogue_has_every_message_with_its_places() -> None:
    written = {key: text for key, text in ENGLISH.items() if key.startswith("date.")}
    assert written.keys() == MESSAGES.keys()
    for key, text in written.items():
        assert sorted(re.findall(r"\{(.*?)\}", text)) == sorted(MESSAGES[key]), key


def test_a_catalogue_that_lacks_messages_is_refused() -> None:
    rest = {key: text for key, text in ENGLISH.items() if key not in ("date.about", "date.or")}
    with pytest.raises(ValueError, match=r"the words for de lack date\.about, date\.or"):
        DateWords("de", rest, "UTC", {})


def test_braces_in_a_name_stay_as_they_are() -> None:
    words = site(**{"Asia/Baghdad": "{date} {0.__class__}"}).both_clocks(
        parse_date("2024-01-24T00:15+03:00"), "Asia/Baghdad"
    )
    assert "00:15 in {date} {0.__class__} (" in words


@given(dates, st.sampled_from(LOCALES))
@unhurried
def test_every_date_can_be_written_in_every_language(date: PartialDate, locale: str) -> None:
    writer = site(locale)
    for words in (
        writer.words(date),
        writer.short(date),
        writer.year_label(date),
        writer.both_clocks(date, "Asia/Baghdad"),
    ):
        assert words == words.strip()
        assert words
        assert not re.search(r"[{}\u2009]| –|\bNone\b", words)


@given(dates)
@unhurried
def test_doubt_is_never_left_out(date: PartialDate) -> None:
    words = site().words(date)
    for part in date.parts:
        if part.qualifier in ("approximate", "both"):
            assert "about" in words
        if part.qualifier in ("uncertain", "both"):
            assert re.search("uncertain|perhaps", words)


@given(dates)
@unhurried
def test_an_interval_or_set_is_never_called_like_its_last_part(date: PartialDate) -> None:
    last = date.parts[-1]
    if date.text not in (last.text, f"{last.text}/{last.text}"):
        assert site().words(last) != site().words(date)


@given(singles, st.sampled_from(["Asia/Baghdad", "America/New_York", "Pacific/Kiritimati"]))
@unhurried
def test_clocks_show_the_instant_that_was_written(date: PartialDate, zone: str) -> None:
    for clock in site().clocks(date, zone):
        if clock.html is not None and (date.earliest or 0) > LAST_LOCAL_MEAN_TIME:
            shown = parse_date(clock.html)
            assert (shown.earliest, shown.latest) == (date.earliest, date.latest)
            assert at_offset(date, shown.offset or 0).text.rstrip("~?%") == clock.html
