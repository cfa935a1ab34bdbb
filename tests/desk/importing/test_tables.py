"""Tables: columns are fields."""

import pytest

from nutgraf.desk.importing.values import ImportFault
from tests.desk.importing.importing import entries, imported, said

EVENTS = """\
date,title,text,places,actors.target,importance,source note
12 Oct 2013,"A, thing","line one
line two",north-quay south-quay,port-office,3,seen
"""


def test_events_of_a_table_have_the_fields_of_their_columns() -> None:
    merged = imported("csv", EVENTS)
    event = entries(merged)["a-thing"]
    assert (event.date.text, event.title, event.text) == ("2013-10-12", "A, thing", "line one\nline two")
    assert (event.places, event.actors, event.importance) == (
        ("north-quay", "south-quay"), {"target": ("port-office",)}, 3,
    )  # fmt: skip


def test_an_unknown_column_is_kept_and_said() -> None:
    merged = imported("csv", EVENTS)
    assert "x-imported: {source_note: seen}" in merged.texts["timelines/new.yaml"]
    assert "source_note: an event has no such field" in said(merged)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (("name", "short", "kind"), ("KH", "A group.", "group")))
    term = entries(imported("csv", text))["kh"]
    assert (term.name, term.short, term.kind) == ("KH", "A group.", "group")


def test_a_decimal_comma_is_read_as_a_point() -> None:
    merged = imported("csv", "Name;Latitude;Longitude;Precision km;Kind;Why\nPier;57,15;-2,08;0,5;site;Boats.\n")
    place = entries(merged)["pier"]
    assert (place.latitude, place.longitude, place.precision_km) == (57.15, -2.08, 0.5)
    assert "latitude: '57,15' was read as 57.15" in said(merged)


def test_a_formula_stays_words_and_is_pointed_out() -> None:
    merged = imported("csv", "date,title,text\n2024,=1+1,\"=cmd|'/c calc'!A0\"\n")
    event = next(each for key, each in entries(merged).items() if key == "1-1")
    assert (event.title, event.text) == ("=1+1", "=cmd|'/c calc'!A0")
    assert any("looks like a spreadsheet’s formula" in line for line in said(merged))


def test_a_date_that_can_be_read_two_ways_leaves_the_row_out() -> None:
    merged = imported("csv", "date,title,text\n01/02/2024,T,X\n")
    assert merged.left == ("t",)
    assert any("can be read two ways" in line and "--day-first or --month-first" in line for line in said(merged))


@pytest.mark.parametrize(("order", "read"), [("day", "2024-02-01"), ("month", "2024-01-02")])
def test_whoever_says_the_order_of_day_and_month_gets_the_date(order: str, read: str) -> None:
    assert entries(imported("csv", "date,title,text\n01/02/2024,T,X\n", order=order))["t"].date.text == read


def test_a_time_gets_the_offset_of_the_zone_that_its_row_names() -> None:
    merged = imported("csv", "date,zone,title,text\n2024-07-01 12:00,Europe/London,T,X\n")
    assert entries(merged)["t"].date.text == "2024-07-01T12:00+01:00"


def test_a_long_title_is_cut_and_kept_whole() -> None:
    words = " ".join(f"w{at}" for at in range(15))
    merged = imported("csv", f"date,title,text\n2024,{words},X\n")
    (event,) = (each for key, each in entries(merged).items() if key.startswith("w0"))
    assert event.title == " ".join(f"w{at}" for at in range(12)) + "…"
    assert f"title: {words}" in merged.texts["timelines/new.yaml"]


def test_a_link_that_nobody_should_follow_becomes_words() -> None:
    merged = imported("csv", "date,title,text\n2024,T,[a](javascript:alert(1))\n")
    assert entries(merged)["t"].text == r"\[a\](javascript:alert(1))"


def test_links_to_entries_stay_links() -> None:
    merged = imported("csv", "date,title,text\n2024,T,[a](term:kh) and [](source:x)\n")
    assert entries(merged)["t"].text == "[a](term:kh) and [](source:x)"


def test_equal_titles_get_ids_of_their_own() -> None:
    merged = imported("csv", "date,title,text\n2024,T,X\n2025,T,Y\n")
    assert merged.added == ("t", "t-2")


def test_sources_have_their_authors() -> None:
    merged = imported("csv", 'id,type,title,url,author\nx,book,T,https://x.example,"Keel, Ada; Reuters"\n')
    names = [(each.family, each.given, each.literal) for each in entries(merged)["x"].author]
    assert names == [("Keel", "Ada", None), (None, None, "Reuters")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "names no columns"),
        ("a,b\n", "no row below its header"),
        ("a,a\n1,2\n", "two columns are called 'a'"),
        ("a,b\n1,2\n", "do not tell what it is a table of"),
        ("date,title,text\n2024,T," + "x" * 200_000, "no table that can be read"),
    ],
)
def test_what_is_no_table_is_refused_in_plain_words(text: str, words: str) -> None:
    with pytest.raises(ImportFault, match=words):
        imported("csv", text)
