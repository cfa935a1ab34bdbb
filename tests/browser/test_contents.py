"""The contents while reading: a rail on wide screens, a bar at the top of the window on narrow ones."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Reader = Callable[..., Page]

CURRENT = ".contents [aria-current=location]"
STILL = {"reduced_motion": "reduce"}


def bar_end(page: Page) -> float:
    """Return where the bar at the top of the window ends."""
    box = page.locator(".contents").bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_section_that_is_read_is_marked(first_site: Path, reader: Reader, width: int) -> None:
    page = reader(width, **STILL)
    page.goto((first_site / "index.html").as_uri())
    expect(page.locator(CURRENT)).to_have_count(0)
    for link in page.locator(".contents-list a").all():
        address = str(link.get_attribute("href"))
        page.evaluate("id => { location.hash = id }", address)
        expect(page.locator(CURRENT)).to_have_count(1)
        expect(page.locator(CURRENT)).to_have_attribute("href", address)
    page.evaluate("scrollTo(0, 0)")
    expect(page.locator(CURRENT)).to_have_count(0)


def test_scrolling_back_into_a_section_marks_it(first_site: Path, reader: Reader) -> None:
    page = reader(1280, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#timeline")
    page.evaluate("scrollBy(0, -500)")
    expect(page.locator(CURRENT)).to_have_text("Meanwhile, off Yemen")


def test_the_mark_is_more_than_a_colour(first_site: Path, reader: Reader) -> None:
    page = reader(1280, forced_colors="active", **STILL)
    page.goto((first_site / "index.html").as_uri() + "#timeline")
    border = "e => getComputedStyle(e).borderInlineStartColor"
    current, other = (page.locator(f".contents a[href='#{each}']").evaluate(border) for each in ("timeline", "map"))
    assert current != other


def test_a_rail_that_scrolls_keeps_the_current_section_in_view(first_site: Path, reader: Reader) -> None:
    page = reader(1280, 400, **STILL)
    page.goto((first_site / "index.html").as_uri())
    for address in ("#corrections", "#text"):
        page.evaluate("id => { location.hash = id }", address)
        expect(page.locator(f"{CURRENT}[href='{address}']")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [320, 768, 1024])
def test_the_bar_says_where_the_reader_is_and_what_is_shown(first_site: Path, reader: Reader, width: int) -> None:
    page = reader(width, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#map")
    bar = page.locator(".contents summary")
    expect(bar).to_be_in_viewport(ratio=1)
    expect(bar).to_contain_text("Map")
    expect(bar).to_contain_text("As known on 22 November 2026")
    state = bar.locator(".contents-state")
    words = state.evaluate(
        "e => { const r = new Range(); r.selectNodeContents(e); return r.getBoundingClientRect().width }"
    )
    box = state.bounding_box()
    assert box
    assert words <= box["width"] + 0.1
    assert bar_end(page) < 60


def test_a_tap_unfolds_the_contents_and_one_on_a_section_goes_there(first_site: Path, reader: Reader) -> None:
    page = reader(390, has_touch=True, is_mobile=True, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#p-4")
    page.locator(".contents summary").tap()
    page.locator(".contents a[href='#glossary']").tap()
    expect(page.locator(".contents-list")).to_be_hidden()
    title = page.locator("#glossary > h2")
    expect(title).to_be_in_viewport()
    box = title.bounding_box()
    assert box
    assert box["y"] >= bar_end(page)


def test_a_tap_beside_the_contents_folds_them(first_site: Path, reader: Reader) -> None:
    page = reader(390, has_touch=True, is_mobile=True, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#p-4")
    page.locator(".contents summary").tap()
    expect(page.locator(".contents-list")).to_be_visible()
    page.touchscreen.tap(200, 790)
    expect(page.locator(".contents-list")).to_be_hidden()


def test_escape_folds_the_contents_and_gives_the_focus_back(first_site: Path, reader: Reader) -> None:
    page = reader(390, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#p-4")
    page.locator(".contents summary").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(".contents-list a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".contents-list")).to_be_hidden()
    expect(page.locator(".contents summary")).to_be_focused()


def test_leaving_the_contents_by_keyboard_folds_them(first_site: Path, reader: Reader) -> None:
    page = reader(390, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#p-4")
    page.locator(".contents summary").press("Enter")
    page.locator(".contents-list a").last.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".contents-list")).to_be_hidden()
    assert not page.evaluate("document.querySelector('.contents').contains(document.activeElement)")


def test_the_bar_covers_nothing_that_has_the_focus(first_site: Path, reader: Reader) -> None:
    page = reader(390, 600, **STILL)
    page.goto((first_site / "index.html").as_uri())
    page.locator("#event-tower22-2024 .permalink").focus()
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        box = page.evaluate("(({top, bottom}) => ({top, bottom}))(document.activeElement.getBoundingClientRect())")
        assert box["top"] >= bar_end(page) - 1


def test_the_bar_covers_no_year_of_the_timeline_and_nothing_that_a_link_leads_to(
    first_site: Path, reader: Reader
) -> None:
    page = reader(390, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#event-tower22-2024")
    year = page.locator(".year:has(#event-tower22-2024) .year-name").bounding_box()
    event = page.locator("#event-tower22-2024 .event-date").bounding_box()
    assert year
    assert event
    assert year["y"] >= bar_end(page) - 1
    assert event["y"] >= year["y"] + year["height"]


@pytest.mark.parametrize("width", [390, 1280])
def test_without_script_the_contents_fold_out_where_they_stand(first_site: Path, reader: Reader, width: int) -> None:
    page = reader(width, java_script_enabled=False)
    page.goto((first_site / "index.html").as_uri())
    if width < 1100:
        page.locator(".contents summary").click()
    expect(page.locator(".contents")).to_contain_text("As known on 22 November 2026")
    page.locator(".contents a[href='#timeline']").click()
    expect(page.locator("#timeline > h2")).to_be_in_viewport()
    if width < 1100:
        expect(page.locator(".contents")).not_to_be_in_viewport()


@pytest.mark.parametrize(("presses", "goal"), [(1, "#text"), (2, "#timeline")])
def test_the_first_links_skip_to_the_report_and_to_the_timeline(
    first_site: Path, reader: Reader, presses: int, goal: str
) -> None:
    page = reader(1280, **STILL)
    page.goto((first_site / "index.html").as_uri())
    for _ in range(presses):
        page.keyboard.press("Tab")
    expect(page.locator(".skip:focus")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator(goal)).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{goal}').contains(document.activeElement)")
