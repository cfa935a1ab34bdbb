"""The brush: a period chosen on the strip, by mouse, by keyboard, by a finger."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.test_filters import days_of
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = pytest.mark.browser

SCALE = """day => {
  const svg = document.querySelector('.timeline-strip')
  const knots = svg.dataset.scale.split(' ').map(knot => knot.split(',').map(Number))
  const at = Math.max(1, knots.findIndex(([second]) => second >= day * 86400))
  const [[a, x], [b, y]] = [knots[at - 1], knots[at]]
  const box = svg.getBoundingClientRect()
  return box.left + (x + (day * 86400 - a) / (b - a) * (y - x)) * box.width / 1040
}"""
"""Where a day begins on the screen, worked out from the scale alone."""

DEC_1, JAN_23, FEB_5 = 19692, 19745, 19758


def opened(page: Page, site: Path, rest: str = "") -> Page:
    page.goto((site / "index.html").as_uri() + rest)
    page.locator(".timeline-strip").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.strip').scrollIntoView({behavior: 'instant', block: 'start'})")
    return page


def ends(page: Page) -> tuple[Locator, Locator]:
    sliders = page.locator(".timeline-strip [role=slider]")
    return sliders.first, sliders.last


def said(page: Page) -> tuple[str | None, ...]:
    return tuple(end.get_attribute("aria-valuetext") for end in ends(page))


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(page.evaluate("location.search.slice(1)")).items()}


def axis(page: Page) -> float:
    """Return the height of the names of ticks on the screen."""
    box = page.locator(".strip-area").bounding_box()
    assert box
    return box["y"] + 30 * box["height"] / 40


def centre(end: Locator) -> tuple[float, float]:
    box = end.locator(".strip-grip").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_dragging_along_the_axis_chooses_whole_days(first_site: Path, watched: Watched) -> None:
    page = opened(watched.page, first_site)
    page.mouse.move(page.evaluate(SCALE, FEB_5) + 0.3, axis(page))
    page.mouse.down()
    page.mouse.move(page.evaluate(SCALE, JAN_23) + 0.3, axis(page), steps=4)
    expect(page.locator(".strip-label")).to_have_text("23 January 2024")
    assert "from" not in query(page), "chosen only where the drag ends"
    page.mouse.up()
    assert query(page) == {"from": "2024-01-23", "to": "2024-02-04"}
    expect(page.locator("[name=from]")).to_have_value("2024-01-23")
    assert said(page) == ("23 January 2024", "4 February 2024")
    for event in page.locator(".event:visible").all():
        first, last = days_of(event)
        assert first < FEB_5
        assert last >= JAN_23
    band = page.locator(".strip-band").bounding_box()
    assert band
    assert band["x"] == pytest.approx(page.evaluate(SCALE, JAN_23), abs=1)
    assert watched.faults == []


def test_a_click_on_the_axis_chooses_nothing(first_site: Path, page: Page) -> None:
    opened(page, first_site)
    page.mouse.click(page.evaluate(SCALE, JAN_23), axis(page))
    assert query(page) == {}
    expect(page.locator(".strip-band")).to_be_hidden()


def test_an_end_is_dragged_and_may_cross_the_other(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?from=2023-12-01&to=2024-01-22")
    page.mouse.move(*centre(ends(page)[0]))
    page.mouse.down()
    page.mouse.move(page.evaluate(SCALE, FEB_5), axis(page), steps=5)
    page.mouse.up()
    assert query(page) == {"from": "2024-01-23", "to": "2024-02-04"}


def test_by_keyboard_an_end_moves_by_days_and_by_leaps(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?from=2024-01-23&to=2024-01-25")
    first, last = ends(page)
    first.focus()
    page.keyboard.press("ArrowLeft")
    assert query(page)["from"] == "2024-01-22"
    expect(page.locator(".strip-label")).to_have_text("22 January 2024")
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    assert query(page)["from"] == query(page)["to"] == "2024-01-25", "an end stops at the other"
    page.keyboard.press("Home")
    assert "from" not in query(page), "an end that cuts nothing off is open"
    page.keyboard.press("Tab")
    expect(last).to_be_focused()
    page.keyboard.press("PageUp")
    assert query(page)["to"] > "2024-01-30"
    page.keyboard.press("End")
    assert query(page) == {}
    assert first.get_attribute("aria-valuenow") == first.get_attribute("aria-valuemin")


def test_an_end_says_its_day_and_its_bounds(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?from=2023-12-01&to=2024-01-23")
    expect(page.get_by_role("slider", name="From")).to_have_attribute("aria-valuetext", "1 December 2023")
    until = page.get_by_role("slider", name="Until")
    expect(until).to_have_attribute("aria-valuetext", "23 January 2024")
    assert until.get_attribute("aria-valuemin") == f"{DEC_1}"
    assert until.get_attribute("aria-valuenow") == f"{JAN_23}"


def test_date_inputs_and_ends_are_one_state(first_site: Path, page: Page) -> None:
    opened(page, first_site)
    page.locator("[name=from]").fill("2023-12-01")
    assert said(page)[0] == "1 December 2023"
    page.locator("[name=to]").fill("0202-01-23")
    assert "to" not in query(page), "a year that is still being typed chooses nothing"
    page.locator("[name=to]").fill("2024-01-23")
    assert said(page) == ("1 December 2023", "23 January 2024")
    page.get_by_role("button", name="Any time").click()
    assert query(page) == {}
    expect(page.locator(".strip-band")).to_be_hidden()


def touched(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def drag(page: Page, start: tuple[float, float], stop: tuple[float, float]) -> None:
    """Drag with a finger."""
    session = touched(page)
    points = [
        (start[0] + (stop[0] - start[0]) * step / 8, start[1] + (stop[1] - start[1]) * step / 8) for step in range(9)
    ]
    for number, (x, y) in enumerate(points):
        kind = "touchMove" if number else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def scrolled(page: Page) -> float:
    return float(page.locator(".strip-scroll").evaluate("each => each.scrollLeft"))


def test_on_a_phone_a_finger_on_the_axis_scrolls_the_strip_and_on_an_end_drags_it(
    first_site: Path, phone: Page
) -> None:
    opened(phone, first_site)
    height = phone.locator(".strip-scroll").bounding_box()
    assert height
    x, y = centre(ends(phone)[0])
    drag(phone, (x, y), (x + 150, y))
    expect(phone.locator("[name=from]")).not_to_have_value("")
    expect(ends(phone)[0]).to_have_attribute("aria-valuetext", re.compile("20[01][0-9]$"))
    assert scrolled(phone) == 0
    period = query(phone)
    drag(phone, (300, height["y"] + 30), (120, height["y"] + 30))
    phone.wait_for_function("document.querySelector('.strip-scroll').scrollLeft > 50")
    assert query(phone) == period


def test_on_a_tablet_that_shows_the_whole_strip_a_finger_draws_a_period(
    first_site: Path, reader: Callable[..., Page]
) -> None:
    page = opened(reader(1024, has_touch=True, is_mobile=True), first_site)
    drag(page, (page.evaluate(SCALE, JAN_23), axis(page)), (page.evaluate(SCALE, FEB_5), axis(page)))
    page.wait_for_url("**/index.html?**")
    assert query(page) == {"from": "2024-01-23", "to": "2024-02-04"}


def test_ends_are_as_large_as_a_finger_needs(first_site: Path, phone: Page) -> None:
    opened(phone, first_site)
    for end in ends(phone):
        box = end.locator(".strip-target").bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 23.9


def test_an_open_end_is_within_every_later_period(ferry_site: Path, page: Page) -> None:
    opened(page, ferry_site, "?from=2022-06")
    expect(page.locator(".event:visible")).to_have_count(1)
    expect(page.locator("#event-bridge")).to_be_visible()
    opened(page, ferry_site, "?to=2021")
    expect(page.locator("#event-bridge")).to_be_hidden()
    expect(page.locator(".event:visible")).to_have_count(2)


def test_a_period_beyond_the_strip_is_no_fault(ferry_site: Path, watched: Watched) -> None:
    page = opened(watched.page, ferry_site, "?from=2200&to=2300")
    expect(page.locator("#event-bridge")).to_be_visible()
    ends(page)[0].focus()
    page.keyboard.press("Home")
    assert watched.faults == []


def test_a_timeline_of_one_event_has_no_filters_and_no_brush(tmp_path: Path, watched: Watched) -> None:
    line = """\
title: The line
events:
  line-stops: {date: 2021-03-01, title: The line stops, text: It ends., importance: 3, sources: [letter]}
"""
    project = TestProject.of("ferry", tmp_path).write({"content/timelines/line.yaml": line})
    article = project.root / "content/articles/ferry-stops/article.md"
    article.write_text(article.read_text("utf-8").replace("[in 1898](event:first-boat)", "in 1898"), "utf-8")
    assert project.build().result.is_good, project.result.diagnostics
    page = watched.open(project.root / "site/index.html")
    expect(page.locator(".timeline-strip a")).to_have_count(1)
    expect(page.locator(".filters, .strip-brush")).to_have_count(0)
    assert watched.faults == []
