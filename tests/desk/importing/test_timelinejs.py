"""TimelineJS: its JSON and its spreadsheet."""

import pytest

from nutgraf.desk.importing.values import ImportFault
from tests.desk.importing.importing import entries, fixture, imported, said


def test_events_have_their_dates_titles_and_texts() -> None:
    found = entries(imported("timelinejs", fixture("timeline.json")))
    assert found["work-begins"].date.text == "2019-05/2020"
    assert found["work-begins"].text == (
        "Men [dig](https://x.example/?a=1&b=2).\n\n\\[x\\](javascript:alert(1)) {{7\\*7}}\n\n- one\n- two"
    )
    assert found["old-id"].date.text == "-0043"


def test_the_title_slide_heads_the_timeline() -> None:
    timeline = entries(imported("timelinejs", fixture("timeline.json")))["new"]
    assert (timeline.title, timeline.summary) == ("The bridge", "How it was built & opened.")


def test_a_time_needs_a_zone_and_gets_its_offset() -> None:
    text = fixture("timeline.json")
    without = imported("timelinejs", text)
    assert entries(without)["opening-a-day"].date.text == "2021-03-02"
    assert "start_date: it has a time, but no clock: name its zone with --zone Asia/Baghdad" in said(without)
    assert (
        entries(imported("timelinejs", text, zone="Asia/Baghdad"))["opening-a-day"].date.text
        == "2021-03-02T12:30+03:00"
    )


def test_pictures_groups_eras_and_unreadable_dates_are_kept_and_said() -> None:
    merged = imported("timelinejs", fixture("timeline.json"))
    text = merged.texts["timelines/new.yaml"]
    assert merged.left == ("repairs", "era-boom")
    assert all(words in text for words in ("https://x.example/p.jpg", "group: Works", "soon", "why-not: it is an era"))
    assert {"media: an event has no such field", "scale: a timeline has no such field"} <= set(said(merged))


def test_the_spreadsheet_gives_the_same() -> None:
    merged = imported("timelinejs", fixture("timeline.csv"), zone="Asia/Baghdad")
    found = entries(merged)
    assert found["new"].title == "The bridge"
    assert (found["work-begins"].date.text, found["work-begins"].text) == ("2019-05/2020", "Men *dig*.")
    assert found["opening"].date.text == "2021-03-02T21:30+03:00"
    assert merged.left == ("era-boom",)
    assert "media: an event has no such field" in said(merged)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1, column 2: this is not JSON"),
        ("[]", "no timeline of TimelineJS 3"),
        ('{"events": 7}', "no timeline of TimelineJS 3"),
        ('{"events": []}', "holds nothing"),
        ('{"events": [], "events": []}', "the key 'events' stands twice"),
        ('{"a": ' * 100_000, "too deep"),
        ('{"events": NaN}', "NaN"),
        ("Datum,Titel\n2024,x\n", "no column year, headline"),
    ],
)
def test_what_is_no_timeline_is_refused_in_plain_words(text: str, words: str) -> None:
    with pytest.raises(ImportFault, match=words):
        imported("timelinejs", text)
