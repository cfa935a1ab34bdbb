"""Links to copy: of headings, notes, events, places, terms, questions and corrections."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.own_window]

Reader = Callable[..., Page]

REMEMBER = (
    "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async words => { window.copied = words }}})"
)
"""A clipboard that a test can look into."""

REFUSE = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject(new Error())}})"
ABSENT = "Object.defineProperty(navigator, 'clipboard', {value: undefined})"


@pytest.fixture
def ferry(ferry_site: Path) -> Path:
    """Return the explainer of the small site: it has one of everything."""
    return ferry_site / "index.html"


@pytest.mark.parametrize("width", [320, 1280])
def test_a_click_copies_the_address_and_says_so(ferry: Path, reader: Reader, width: int) -> None:
    page = reader(width)
    page.add_init_script(REMEMBER)
    page.clock.install()
    page.goto(ferry.as_uri())
    for kind in ("section", "note", "event", "place", "term", "claim", "correction"):
        link = page.locator(f".permalink[href^='#{kind}-']").first
        link.click()
        expect(page.get_by_role("status").filter(has_text="Link copied")).to_be_visible()
        address = str(link.get_attribute("href"))
        assert page.evaluate("window.copied") == ferry.as_uri() + address
        assert page.locator(address).count() == 1
        assert page.url == ferry.as_uri()
        said, there = page.locator(".copied").bounding_box(), link.bounding_box()
        assert said, kind
        assert there, kind
        assert abs(said["y"] - there["y"]) < 60, kind
        assert said["x"] >= 0, kind
        assert said["x"] + said["width"] <= width, kind
        page.clock.run_for(4000)
        expect(page.locator(".copied")).to_be_hidden()


def test_from_disk_a_browser_lets_it_be_copied(ferry: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto(ferry.as_uri())
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".permalink[href^='#note-']").first.click()
    expect(page.locator(".copied")).to_have_text("Link copied")
    assert "#note-" in page.evaluate("navigator.clipboard.readText()")


def test_by_keyboard_it_is_the_same(ferry: Path, reader: Reader) -> None:
    page = reader(1280)
    page.add_init_script(REMEMBER)
    page.goto(ferry.as_uri())
    page.locator(".permalink[href^='#event-']").first.press("Enter")
    expect(page.locator(".copied")).to_have_text("Link copied")
    assert "#event-" in page.evaluate("window.copied")


@pytest.mark.parametrize("clipboard", [REFUSE, ABSENT])
def test_where_nothing_can_be_copied_the_link_leads_there(ferry: Path, reader: Reader, clipboard: str) -> None:
    page = reader(390, has_touch=True)
    page.add_init_script(clipboard)
    page.goto(ferry.as_uri())
    link = page.locator(".permalink[href^='#claim-']").first
    link.tap()
    page.wait_for_url("**/index.html#claim-*")
    expect(page.locator(".copied")).to_be_hidden()


def test_a_click_that_asks_for_another_window_is_left_alone(ferry: Path, reader: Reader) -> None:
    page = reader(1280)
    page.add_init_script(REMEMBER)
    page.goto(ferry.as_uri())
    with page.context.expect_page():
        page.locator(".permalink[href^='#term-']").first.click(modifiers=["Control"])
    assert page.evaluate("window.copied") is None


def test_without_script_it_is_a_plain_link(ferry: Path, reader: Reader) -> None:
    page = reader(1280, java_script_enabled=False)
    page.goto(ferry.as_uri())
    page.locator(".permalink[href^='#section-']").first.click()
    assert "#section-" in page.url
