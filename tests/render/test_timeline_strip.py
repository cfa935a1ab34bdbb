"""The strip of a timeline: nothing left out, nothing covered, the scale honest, any text only text."""

import gzip
import itertools
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nutgraf.model.calendar import DAY
from nutgraf.model.dates import parse_date
from nutgraf.plan.contexts import EventView, Reference, Text, TimelineView
from nutgraf.render.dates.dates import MESSAGES, DateWords
from nutgraf.render.lettering import text_width
from nutgraf.render.strip.layout import WIDTH, Mark, StripLayout, lay_out
from nutgraf.render.strip.scale import Stretch, TimeScale, time_scale
from nutgraf.render.strip.strip import StripWords, strip_key, timeline_strip
from nutgraf.render.strip.ticks import LABEL_SIZE, TickWords, period, ticks_of
from nutgraf.render.words import Words
from tests.words import ENGLISH

ROOT = Path(__file__).parents[2]
MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WORDS = StripWords(
    date=lambda date: date.text,
    short_date=lambda date: date.text,
    year=lambda year: str(year) if year > 0 else f"{1 - year} BCE",
    month=lambda month: MONTHS[month],
    messages=ENGLISH.messages,
)
TICK_WORDS = TickWords(WORDS.year, WORDS.month, WORDS.short_date)
HOSTILE = (
    "{{7*7}}",
    "{% x %}",
    "{# x #}",
    "</script>",
    "</svg><script>x</script>",
    "`",
    "${1}",
    "\\",
    '"><img src=x>',
    "a\x00b",
)


def event(date: str, lanes: str = "a", importance: int = 2, key: str = "", title: str = "Title") -> EventView:
    return EventView(
        id=key or f"on-{date.lower()}".translate({ord(each): "-" for each in "./[],:+~?%"}),
        title=title, text=Text(""), date=parse_date(date), zone=None, importance=importance, places=(), actors=(),
        claims=(), timelines=tuple(Reference("timeline", lane, lane, "") for lane in lanes), passages=(),
        is_later=False, cites=(),
    )  # fmt: skip


def timeline(*events: EventView, lanes: str = "a", key: str = "war", title: str = "The war") -> TimelineView:
    ordered = sorted(events, key=lambda each: each.date.sort_key)
    references = tuple(Reference("timeline", lane, f"Lane {lane.upper()}", "") for lane in lanes)
    return TimelineView(key, title, Text(""), references, tuple(ordered))


def crowded() -> TimelineView:
    """40 of 82 events within five months, and six lanes, like the explainer's own."""
    lanes = ["a", "b", "c", "d", "ef", "abc"]
    early = [event(f"{1980 + i}-0{1 + i % 9}-11", lanes[i % 6], 1 + i % 3, f"early-{i}") for i in range(32)]
    winter = [f"2023-{month}-{day:02}" for month in (10, 11, 12) for day in (2, 9, 16, 23, 30)]
    winter += [f"2024-01-{day:02}" for day in range(8, 29)] + [f"2024-02-0{day}" for day in (2, 4, 5, 7)]
    middle = [event(date, lanes[i % 6], 1 + i % 3, f"winter-{i}") for i, date in enumerate(winter)]
    late = [event(f"2025-{i:02}", lanes[i % 6], 1 + i % 3, f"late-{i}") for i in range(1, 11)]
    return timeline(*early, *middle, *late, lanes="abcdef")


def varied() -> TimelineView:
    """The crowded one, with bands of every kind."""
    kinds = ("2003~", "../1999", "2005/..", "1991~/1993~", "[1995,1997]", "[2010..2012]")
    return timeline(*map(event, kinds), *crowded().events, lanes="abcdef")


def drawn(view: TimelineView) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_strip(view, WORDS))


def links(svg: ElementTree.Element) -> list[str]:
    return [link.attrib["href"] for link in svg.iter("a")]


def texts(svg: ElementTree.Element, kind: str) -> list[str | None]:
    return [text.text for text in svg.iter("text") if text.get("class") == kind]


def laid_out(*dates: str) -> StripLayout:
    return lay_out(timeline(*(event(date) for date in dates)), "")


def mark_of(layout: StripLayout, date: str) -> Mark:
    return next(mark for lane in layout.lanes for mark in lane.marks if mark.event.date.text == date)


def overlapping(marks: Sequence[Mark]) -> list[tuple[str, str]]:
    by_row = sorted(marks, key=lambda mark: (mark.row, mark.left))
    return [
        (a.event.id, b.event.id)
        for a, b in itertools.pairwise(by_row)
        if a.row == b.row and b.left < a.right - 1e-6
    ]  # fmt: skip


def even_pace(scale: TimeScale, first: str, last: str) -> float:
    """Units a day between two days."""
    ends = [parse_date(date).earliest or 0 for date in (first, last)]
    return (scale.x(ends[1]) - scale.x(ends[0])) / ((ends[1] - ends[0]) / DAY)


moments = st.integers(-3 * 10**11, 2 * 10**11)
days = st.builds(
    "{:04}-{:02}-{:02}".format, st.one_of(st.integers(2019, 2024), st.integers(1, 9999)), st.integers(1, 12),
    st.integers(1, 28),
)  # fmt: skip
years = st.one_of(st.integers(1, 2100).map("{:04}".format), st.integers(1, 9999).map("-{:04}".format))
parts = st.one_of(days, days, days.map(lambda day: day[:7]), years)
qualified = st.builds(str.__add__, parts, st.sampled_from(["", "", "~", "?", "%"]))


def is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


pairs = st.tuples(qualified, qualified)
dates = st.one_of(
    qualified,
    days.map(lambda day: f"{day}T12:30+03:00"),
    st.integers(1900, 2020).map("{}-21".format),
    st.integers(100, 202).map("{}X".format),
    qualified.map("{}/..".format),
    qualified.map("../{}".format),
    pairs.map("/".join).filter(is_date),
    pairs.map("..".join).map("[{}]".format).filter(is_date),
    pairs.map(",".join).map("[{}]".format).filter(is_date),
)
lane_sets = st.sampled_from(["a", "b", "ab", "c", "abc", "z", ""])
timelines = st.lists(st.tuples(dates, lane_sets, st.integers(1, 3)), min_size=1, max_size=60).map(
    lambda rows: timeline(*(event(*row, key=f"e{number}") for number, row in enumerate(rows)), lanes="abc")
)


def test_a_timeline_without_events_has_no_strip_and_no_key() -> None:
    assert timeline_strip(timeline(), WORDS) == ""
    assert strip_key(timeline(), WORDS) == ""


def test_each_mark_leads_to_its_entry() -> None:
    svg = drawn(timeline(event("2024-01-23", key="strikes", title="Strikes"), event("2003", key="war", title="War")))
    assert links(svg) == ["#event-war", "#event-strikes"]


def test_without_script_the_marks_are_a_picture_that_neither_screen_readers_nor_the_tab_key_enter() -> None:
    svg = drawn(crowded())
    lanes = svg.find("g[@class='strip-lanes']")
    assert lanes is not None
    assert lanes.attrib["aria-hidden"] == "true"
    assert list(lanes.iter("a")) == list(svg.iter("a"))
    assert {link.get("tabindex") for link in svg.iter("a")} == {"-1"}
    assert svg.attrib["aria-label"] == "Timeline: The war"


def test_an_event_stands_in_every_lane_that_holds_it() -> None:
    svg = drawn(timeline(event("2024-01-23", "ac", key="x"), event("2024-02-01", "b", key="y"), lanes="abc"))
    groups = [group for group in svg.iter("g") if group.get("role") == "group"]
    found = {group.attrib["aria-label"]: links(group) for group in groups}
    assert found == {"Lane A": ["#event-x"], "Lane B": ["#event-y"], "Lane C": ["#event-x"]}


def test_an_event_that_no_lane_holds_is_drawn_in_a_lane_of_its_own() -> None:
    svg = drawn(timeline(event("2024", "a"), event("2023", "z", key="stray")))
    assert texts(svg, "strip-lane") == ["Lane A", "Other events"]
    assert "#event-stray" in links(svg)


def test_a_timeline_without_lanes_has_one_with_its_own_title() -> None:
    assert texts(drawn(timeline(event("2024"), lanes="")), "strip-lane") == ["The war"]


def test_a_lane_with_a_very_long_name_shows_its_beginning_and_says_all_of_it() -> None:
    view = TimelineView("t", "T", Text(""), (Reference("timeline", "a", "Long " * 30, ""),), (event("2024"),))
    svg = drawn(view)
    assert len(texts(svg, "strip-lane")[0] or "") < 50
    assert svg.find(".//g[@aria-label]").attrib["aria-label"] == "Long " * 30  # type: ignore[union-attr]


def test_importance_changes_the_shape_of_a_mark() -> None:
    svg = drawn(timeline(*(event(f"202{level}", importance=level) for level in (1, 2, 3))))
    shapes = {group.attrib["id"]: (group[1].tag, group[1].get("r")) for group in svg.iter("g") if "id" in group.attrib}
    used = [link.find("use").attrib["href"][1:] for link in svg.iter("a")]  # type: ignore[union-attr]
    assert used == ["strip-1", "strip-2", "strip-3"]
    assert len({shapes[key] for key in used}) == 3


def test_a_day_among_years_is_a_mark_without_a_band() -> None:
    assert mark_of(laid_out("2003-05-01", "1990", "2024"), "2003-05-01").bars == ()


def test_a_wide_date_has_a_band_from_its_earliest_to_its_latest_moment_with_the_mark_in_its_middle() -> None:
    layout = laid_out("[2003..2007]", "1990", "2024-05-01")
    mark = mark_of(layout, "[2003..2007]")
    first, after = (layout.scale.x(parse_date(date).earliest or 0) for date in ("2003", "2008"))
    assert [bar.kind for bar in mark.bars] == ["may"]
    assert (mark.bars[0].left, mark.bars[0].right) == pytest.approx((first, after), abs=0.1)
    assert mark.x == pytest.approx((first + after) / 2, abs=0.1)


def test_what_lasts_has_its_mark_where_it_begins() -> None:
    mark = mark_of(laid_out("1990/1995", "1980", "2024"), "1990/1995")
    assert [bar.kind for bar in mark.bars] == ["lasts"]
    assert mark.x == mark.bars[0].left


def test_an_approximate_date_fades_at_both_ends_and_a_firm_one_is_closed() -> None:
    soft, firm = (mark_of(laid_out(date, "1990", "2010"), date).bars for date in ("2003~", "2003"))
    assert [(bar.fade, bar.right > bar.left) for bar in soft] == [("", True), ("in", True), ("out", True)]
    assert (soft[1].right, soft[2].left) == (soft[0].left, soft[0].right)
    assert [bar.fade for bar in firm] == [""]
    assert drawn(timeline(event("2003"), event("1990"), event("2010"))).find(".//path[@class='strip-cap']") is not None
    assert drawn(timeline(event("2003~"), event("1990~"), event("2010~"))).find(".//path[@class='strip-cap']") is None


def test_a_soft_end_beyond_the_scale_fades_out_to_the_edge_of_the_strip() -> None:
    layout = laid_out("1990~", "2010~")
    assert min(bar.left for bar in mark_of(layout, "1990~").bars) < 5
    assert max(bar.right for bar in mark_of(layout, "2010~").bars) > WIDTH - 5


@pytest.mark.parametrize(("date", "fade"), [("2003/..", "out"), ("../2003", "in"), ("2003~/..", "out")])
def test_an_open_end_fades_out_to_the_edge_of_the_strip(date: str, fade: str) -> None:
    mark = mark_of(laid_out(date, "1990", "2010"), date)
    bar = mark.bars[0]
    assert bar.fade == fade
    assert (WIDTH - bar.right if fade == "out" else bar.left) < 5
    assert mark.x == (bar.left if fade == "out" else bar.right)


def test_every_fade_that_is_used_is_defined_once() -> None:
    svg = drawn(timeline(event("2003~"), event("../1999"), event("2005/.."), event("1995~/1997~"), key="kh"))
    defined = [each.attrib["id"] for each in svg.iter("linearGradient")]
    used = {rect.attrib["fill"] for rect in svg.iter("rect") if "fill" in rect.attrib}
    assert used == {f"url(#{each})" for each in defined}
    assert len(defined) == 4
    assert all(each.attrib["id"].startswith("strip-") for each in svg.iter() if "id" in each.attrib)


def test_one_of_several_dates_has_a_band_for_each_of_them() -> None:
    layout = laid_out("[2001,2005,2009]", "1990", "2020")
    bars = mark_of(layout, "[2001,2005,2009]").bars
    starts = [layout.scale.x(parse_date(year).earliest or 0) for year in ("2001", "2005", "2009")]
    assert [bar.kind for bar in bars] == ["either", "may", "may", "may"]
    assert [bar.left for bar in bars[1:]] == pytest.approx(starts, abs=0.1)


@pytest.mark.parametrize(
    "date", ["2024-01-23", "2024-01-24T00:15+03:00", "2024", "-0043", "../1999", "9999-12-31", "-9999"]
)
def test_a_single_event_of_any_kind_is_drawn_within_the_strip(date: str) -> None:
    svg = drawn(timeline(event(date)))
    mark = laid_out(date).lanes[0].marks[0]
    assert len(links(svg)) == 1
    assert mark.left >= 0 <= mark.right <= WIDTH


def test_events_on_one_instant_stand_under_each_other() -> None:
    layout = lay_out(timeline(*(event("2024-01-24T00:15+03:00", key=f"e{i}") for i in range(7))), "")
    marks = layout.lanes[0].marks
    assert len({mark.x for mark in marks}) == 1
    assert sorted(mark.row for mark in marks) == list(range(7))


@given(timelines)
def test_no_two_marks_of_a_lane_cover_each_other(view: TimelineView) -> None:
    layout = lay_out(view, "")
    for lane in layout.lanes:
        assert overlapping(lane.marks) == []
        assert all(mark.right - mark.left >= layout.cell - 1e-6 for mark in lane.marks)


@given(timelines)
def test_all_that_is_drawn_stays_within_the_strip(view: TimelineView) -> None:
    svg = drawn(view)
    height = float(svg.attrib["height"])
    for use in svg.iter("use"):
        if use.get("class") is None:
            assert 0 <= float(use.attrib["x"]) <= WIDTH
            assert 0 <= float(use.attrib["y"]) <= height
    for rect in svg.findall(".//a/rect"):
        assert float(rect.attrib["x"]) >= 0
        assert float(rect.attrib["x"]) + float(rect.attrib["width"]) <= WIDTH + 0.2


@given(timelines)
def test_no_event_is_left_out(view: TimelineView) -> None:
    shown = {lane.id for lane in view.lanes}
    expected = [max(1, len({lane.id for lane in each.timelines} & shown)) for each in view.events]
    found = links(drawn(view))
    assert [found.count(f"#event-{each.id}") for each in view.events] == expected


@given(st.lists(st.tuples(moments, moments).map(sorted), min_size=1, max_size=80), st.lists(moments, min_size=2))
def test_the_scale_never_falls_and_rises_in_each_of_its_stretches(spans: list[list[int]], at: list[int]) -> None:
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    scale = time_scale([(a, b) for a, b in spans], first, last + 1, 20, 1000)
    places = [scale.x(second) for second in sorted(at)]
    assert places == sorted(places)
    assert (scale.left, scale.right) == pytest.approx((20, 1000))
    assert all(each.first < each.after and each.left < each.right for each in scale.stretches)
    assert all(a.after == b.first and a.right == b.left for a, b in itertools.pairwise(scale.stretches))
    assert scale.stretches[0].first <= first
    assert scale.stretches[-1].after > last


@given(timelines)
def test_names_of_ticks_never_collide_and_stand_within_the_strip(view: TimelineView) -> None:
    ticks = ticks_of(lay_out(view, "").scale, TICK_WORDS, WIDTH)
    for row in ("names", "context"):
        spans = [(tick.x, tick.x + 3 + text_width(tick.label, LABEL_SIZE)) for tick in ticks if tick.row == row]
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))
        assert all(left >= 0 and right <= WIDTH for left, right in spans)


def test_a_crowded_winter_gets_more_room_than_empty_decades() -> None:
    scale = lay_out(crowded(), "").scale
    winter = scale.x(parse_date("2024-03").earliest or 0) - scale.x(parse_date("2023-10").earliest or 0)
    assert winter > 0.35 * WIDTH
    assert even_pace(scale, "2024-01-01", "2024-02-01") > 20 * even_pace(scale, "1980-01-01", "2010-01-01")


def test_few_events_are_drawn_on_an_even_scale() -> None:
    layout = laid_out("1980", "2024-01-22", "2024-01-23", "2024-01-24")
    assert len(layout.scale.stretches) == 1
    assert "The scale is the same throughout." in timeline_strip(timeline(event("1980"), event("2024")), WORDS)


def test_many_events_of_one_date_do_not_stretch_it() -> None:
    view = timeline(*(event("2010-05-05", key=f"e{i}") for i in range(60)), event("1980"), event("2024"))
    assert len(lay_out(view, "").scale.stretches) == 1


def test_where_the_scale_changes_the_axis_is_broken_and_the_description_says_how() -> None:
    svg = drawn(crowded())
    stretches = lay_out(crowded(), "").scale.stretches
    breaks = [float(use.attrib["x"]) for use in svg.iter("use") if use.attrib["href"] == "#strip-break"]
    description = svg.findtext("desc") or ""
    assert breaks == [round(stretch.left, 1) for stretch in stretches[1:]]
    assert len(breaks) >= 2
    for stretch in stretches:
        assert f"{period(stretch.first, stretch.after).text} " in description
    assert svg.attrib["aria-describedby"] == svg.find("desc").attrib["id"]  # type: ignore[union-attr]


def test_stretches_with_much_more_room_are_set_off_and_named() -> None:
    svg = drawn(crowded())
    captions = texts(svg, "strip-caption")
    assert captions == ["2023-10/2024-02, enlarged", "2025, enlarged"]
    assert len([rect for rect in svg.iter("rect") if rect.get("class") == "strip-enlarged"]) == 2
    assert not texts(drawn(timeline(event("1980"), event("2024"))), "strip-caption")


def test_a_script_can_read_the_scale_from_the_strip() -> None:
    knots = [tuple(map(float, knot.split(","))) for knot in drawn(crowded()).attrib["data-scale"].split()]
    scale = lay_out(crowded(), "").scale
    assert [x for _, x in knots] == pytest.approx([scale.x(second) for second, _ in knots], abs=0.1)
    assert knots == sorted(knots)


def test_years_are_named_and_months_where_a_year_is_enlarged() -> None:
    svg = drawn(crowded())
    assert {"2023", "2024"} <= set(texts(svg, "strip-year"))
    assert {"Oct", "Nov", "Dec"} <= set(texts(svg, "strip-part"))


def test_years_before_the_common_era_are_counted_as_people_count_them() -> None:
    labels = texts(drawn(timeline(event("-0752"), event("-0043-03-15"), event("0079"))), "strip-year")
    assert "500 BCE" in labels
    assert "501 BCE" not in labels
    assert "1 BCE" not in labels


def test_a_week_names_its_days_and_says_once_to_which_month_they_belong() -> None:
    svg = drawn(timeline(*(event(f"2024-01-{day}") for day in range(20, 27))))
    assert texts(svg, "strip-part") == ["20", "21", "22", "23", "24", "25", "26"]
    assert texts(svg, "strip-year") == ["2024-01"]


def test_two_stretches_of_one_month_say_its_name_once_where_it_begins() -> None:
    first, middle, after = (parse_date(f"2024-01-{day}").earliest or 0 for day in ("10", "20", "30"))
    scale = TimeScale((Stretch(first, middle, 0, 300, 0.6), Stretch(middle, after, 300, 1000, 1.4)))
    ticks = [(tick.x, tick.label) for tick in ticks_of(scale, TICK_WORDS, WIDTH) if tick.row == "context"]
    assert ticks == [(0, "2024-01")]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_text_wherever_it_stands(hostile: str) -> None:
    view = TimelineView(
        "t", hostile, Text(""), (Reference("timeline", "a", hostile, ""),), (event("2024", title=hostile, key=hostile),)
    )
    markup = timeline_strip(view, WORDS) + strip_key(view, WORDS)
    svg = ElementTree.fromstring(timeline_strip(view, WORDS))
    safe = hostile.replace("\x00", "\ufffd")
    assert links(svg) == [f"#event-{safe}"]
    assert texts(svg, "strip-lane") == [safe]
    assert {"{", "}", "`", "\\", "$"}.isdisjoint(markup)
    assert "<script" not in markup
    assert "<img" not in markup


@given(st.text())
def test_any_title_stays_text(title: str) -> None:
    svg = drawn(timeline(event("2024", title=title)))
    assert {each.tag for each in svg.iter()} <= {
        "svg",
        "desc",
        "defs",
        "g",
        "rect",
        "circle",
        "path",
        "text",
        "a",
        "use",
    }
    assert len(links(svg)) == 1


def test_there_is_no_style_in_the_markup_and_every_class_is_in_the_style_sheet() -> None:
    view = varied()
    markup = timeline_strip(view, WORDS) + strip_key(view, WORDS)
    css = (ROOT / "templates/assets/timeline-strip.css").read_text(encoding="utf-8")
    root = ElementTree.fromstring(f"<div>{markup}</div>")
    classes = {name for each in root.iter() for name in each.get("class", "").split()}
    assert not [each for each in root.iter() if "style" in each.attrib or each.tag in ("style", "script")]
    hooks = {"strip-lanes"}
    assert [name for name in sorted(classes - hooks) if f".{name}" not in css] == []


def test_what_happened_after_the_article_can_be_told_apart() -> None:
    later = EventView(**{name: getattr(event("2024"), name) for name in EventView.__slots__} | {"is_later": True})
    assert [link.get("class") for link in drawn(timeline(later)).iter("a")] == ["strip-later"]


@given(timelines)
@settings(max_examples=20)
def test_the_same_timeline_gives_the_same_bytes(view: TimelineView) -> None:
    assert timeline_strip(view, WORDS) == timeline_strip(view, WORDS)


def test_no_order_of_a_set_reaches_the_output() -> None:
    program = "from tests.render.test_timeline_strip import *; print(timeline_strip(varied(), WORDS))"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True, check=True, text=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1
    assert outputs.pop().startswith("<svg")


def test_the_strip_of_an_explainer_is_small() -> None:
    markup = timeline_strip(crowded(), WORDS).encode()
    assert len(markup) < 45_000
    assert len(gzip.compress(markup)) < 8_000


@pytest.mark.parametrize("day", ["2024-01-23", "{year}-03-05"])
def test_ten_times_the_events_take_about_ten_times_as_long(day: str) -> None:
    def seconds(count: int) -> float:
        view = timeline(*(event(day.format(year=1000 + i % 1000), key=f"e{i}") for i in range(count)))
        best = 100.0
        for _ in range(3):
            start = time.perf_counter()
            timeline_strip(view, WORDS)
            best = min(best, time.perf_counter() - start)
        return best

    assert seconds(5000) < 40 * seconds(500)


def test_the_key_explains_what_there_is_and_nothing_else() -> None:
    def keys(*dates: str) -> list[str]:
        view = timeline(*(event(date) for date in dates))
        return [item.tail or "" for item in ElementTree.fromstring(strip_key(view, WORDS)).findall("li/svg")]

    assert keys("1990-05-01", "2024-05-01") == ["Event"]
    assert keys("1990", "2003/2007", "2024") == ["Event", "Some time in this span", "All through this span"]
    assert keys("1990-01-01", "2003/..", "2024-01-01")[1:] == ["All through this span", "Beginning or end open"]
    assert keys("1990-01-01", "2003~", "2024-01-01")[1:] == ["Some time in this span", "Ends not known exactly"]
    assert "The scale changes here" in strip_key(crowded(), WORDS)


@given(timelines)
def test_the_key_borrows_only_what_the_strip_defines(view: TimelineView) -> None:
    ids = {each.attrib["id"] for each in drawn(view).iter() if "id" in each.attrib}
    key = ElementTree.fromstring(strip_key(view, WORDS))
    borrowed = {use.attrib["href"].removeprefix("#") for use in key.iter("use")}
    borrowed |= {rect.attrib["fill"][5:-1] for rect in key.iter("rect") if "fill" in rect.attrib}
    assert borrowed <= ids


def test_the_words_of_a_site_are_used() -> None:
    messages = dict.fromkeys(MESSAGES, "{date}") | {
        "date.bce": "{year} v. Chr.",
        "strip.other": "Sonstiges",
        "strip.label": "Zeit: {title}",
    }
    words = StripWords.of(Words(messages, "de"), DateWords("de", messages, "Europe/Berlin", {}))
    assert (words.year(-43), words.year(2024), words.month(10)) == ("44 v. Chr.", "2024", "Okt")
    assert words.date(parse_date("2024-01-23")) == "23. Januar 2024"
    assert words.say("strip.other") == "Sonstiges"
    assert words.say("strip.label", title="{date}") == "Zeit: {date}"


@pytest.mark.parametrize(
    ("first", "after", "expected"),
    [
        ("1980", "2003", "1980/2002"),
        ("2024", "2025", "2024"),
        ("2023-10", "2024-03", "2023-10/2024-02"),
        ("2024-01-05", "2024-01-06", "2024-01-05"),
        ("-0049", "0001", "-0049/0000"),
    ],
)
def test_a_stretch_is_named_by_the_coarsest_parts_that_it_is_made_of(first: str, after: str, expected: str) -> None:
    begin, end = (parse_date(date).earliest or 0 for date in (first, after))
    assert period(begin, end).text == expected
