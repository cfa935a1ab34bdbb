"""Marks of a strip under the pointer and under the keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.far import come_near
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

PAGES = ("index.html", "timelines/kh/index.html", "timelines/index.html")


@pytest.fixture
def strip(first_site: Path, watched: Watched) -> Page:
    """Return the explainer with its strip in view."""
    page = watched.open(first_site / "index.html")
    page.evaluate("document.querySelector('.strip').scrollIntoView({behavior: 'instant'})")
    return page


def words(element: Locator) -> str:
    """Its words, also where it is so far from the window that it is not laid out."""
    return " ".join(str(element.text_content()).split())


@pytest.mark.parametrize("path", PAGES)
def test_each_mark_is_called_what_the_list_calls_its_event(first_site: Path, watched: Watched, path: str) -> None:
    page = watched.open(first_site / path)
    marks = page.locator(".timeline-strip a")
    assert page.locator(".timeline-strip").get_by_role("link").count() == marks.count() > 0
    for mark in marks.all()[::7]:
        entry = page.locator(str(mark.get_attribute("href")))
        name = str(mark.get_attribute("aria-label"))
        title, date = entry.locator(".event-title, .event-list-date + a"), entry.locator("[class$=-date]")
        assert name.startswith(words(title).removesuffix("#").strip() + ", ")
        said = date.locator(".clock").or_(date.locator("time")).first if date.locator("time").count() else date
        assert name.rpartition(", ")[2] in words(said)
    assert watched.faults == []


@pytest.mark.parametrize("path", PAGES)
def test_without_script_the_strip_is_a_picture_whose_marks_can_be_clicked(
    first_site: Path, reader: Callable[..., Page], path: str
) -> None:
    page = reader(1280, java_script_enabled=False)
    page.goto((first_site / path).as_uri())
    strip = page.locator(".timeline-strip")
    assert strip.get_by_role("link").count() == 0
    assert page.get_by_role("group", name="Timeline").count() == 1
    page.locator(".strip-scroll").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".strip a:focus")).to_have_count(0)
    mark = strip.locator("a").first
    mark.locator("use").click()
    expect(page.locator(str(mark.get_attribute("href")))).to_be_in_viewport()


def test_of_two_clocks_a_mark_says_the_one_of_the_place(strip: Page) -> None:
    mark = strip.locator(".timeline-strip a[href='#event-strikes-2024-01-23']").first
    expect(mark).to_have_attribute(
        "aria-label", "US strikes three Kataib Hezbollah-linked sites in Iraq, 24 January 2024, 00:15 in Baghdad"
    )


def test_a_mark_under_the_pointer_says_what_it_is_until_esc(strip: Page) -> None:
    mark, label = (
        strip.locator(".timeline-strip a[href='#event-strikes-2024-01-23']").first,
        strip.locator(".strip-label"),
    )
    expect(label).to_be_hidden()
    mark.locator("use").hover()
    expect(label).to_be_visible()
    expect(label).to_have_text(str(mark.get_attribute("aria-label")))
    strip.keyboard.press("Escape")
    expect(label).to_be_hidden()


def test_the_pointer_can_go_into_the_label(strip: Page) -> None:
    mark, label = strip.locator(".timeline-strip a").nth(20), strip.locator(".strip-label")
    mark.locator("use").hover()
    label.hover()
    strip.wait_for_timeout(400)  # longer than the label waits before it goes
    expect(label).to_be_visible()
    strip.mouse.move(5, 5)
    expect(label).to_be_hidden()


def test_the_label_of_a_focused_mark_stays_while_the_pointer_wanders(strip: Page) -> None:
    strip.locator(".strip-scroll").focus()
    while not strip.evaluate("document.activeElement.matches('.timeline-strip a')"):
        strip.keyboard.press("Tab")
    label = strip.locator(".strip-label")
    own = str(strip.evaluate("document.activeElement.getAttribute('aria-label')"))
    strip.locator(".timeline-strip a").nth(30).locator("use").hover()
    expect(label).not_to_have_text(own)
    strip.mouse.move(5, 5)
    expect(label).to_have_text(own)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_label_stays_within_the_window(strip: Page, width: int) -> None:
    strip.set_viewport_size({"width": width, "height": 800})
    for number in (0, -1):
        strip.locator(".timeline-strip a").nth(number).focus()
        box = strip.locator(".strip-label").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0


def test_a_mark_and_its_entry_light_up_together(strip: Page) -> None:
    mark = strip.locator(".timeline-strip a[href='#event-strikes-2024-01-23']").first
    entry = strip.locator("#event-strikes-2024-01-23")
    mark.locator("use").hover()
    assert "is-lit" in str(entry.get_attribute("class"))
    come_near(entry)
    entry.hover()
    assert "is-lit" in str(mark.get_attribute("class"))
    strip.locator("#timeline-title").hover()
    expect(strip.locator(".is-lit")).to_have_count(0)


def test_all_marks_are_one_stop_of_the_tab_key_and_arrows_go_between_them(strip: Page) -> None:
    expect(strip.locator(".timeline-strip a[tabindex='0']")).to_have_count(1)
    active = "document.activeElement.getAttribute('href')"
    hrefs = strip.locator(".timeline-strip [role=group]").evaluate_all(
        "lanes => lanes.map(lane => [...lane.querySelectorAll('a')].map(each => each.getAttribute('href')))"
    )
    strip.locator(".timeline-strip a[tabindex='0']").focus()
    for key, expected in (
        ("ArrowRight", hrefs[0][1]), ("End", hrefs[0][-1]), ("ArrowLeft", hrefs[0][-2]), ("Home", hrefs[0][0]),
        ("ArrowUp", hrefs[0][0]),
    ):  # fmt: skip
        strip.keyboard.press(key)
        assert strip.evaluate(active) == expected, key
    strip.keyboard.press("ArrowDown")
    assert strip.evaluate(active) in hrefs[1]
    expect(strip.locator(".strip-keys")).to_be_visible()
    strip.keyboard.press("Tab")
    assert strip.evaluate("!document.activeElement.closest('.strip')")
    strip.keyboard.press("Shift+Tab")
    assert strip.evaluate(active) in hrefs[1], "the strip remembers where the reader was"


def test_enter_on_a_mark_leads_to_its_entry(strip: Page) -> None:
    mark = strip.locator(".timeline-strip a").first
    mark.focus()
    strip.keyboard.press("Enter")
    expect(strip.locator(str(mark.get_attribute("href")))).to_be_in_viewport()


def test_nothing_complains(strip: Page, watched: Watched) -> None:
    strip.locator(".timeline-strip a").first.locator("use").hover()
    strip.locator(".timeline-strip a").first.focus()
    strip.keyboard.press("ArrowDown")
    assert watched.faults == []
    assert watched.foreign_requests() == []
