"""What a reader can bring a page into. A feature that opens, filters or shows something has a row here.

Each state is looked at in the small site, in every look, at every width, left to right and right to left; in the first
explainer, that nothing in it asks another host.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.far import come_near


@dataclass(frozen=True)
class State:
    """A page and what is done on it; the action waits until the page shows what it leads to."""

    name: str
    page: str
    act: Callable[[Page], object]


def open_contents(page: Page) -> None:
    """Unfold the contents; where they stand in the rail they are open anyway."""
    summary = page.locator(".contents summary")
    if summary.is_visible():
        summary.click()
    expect(page.locator(".contents-list > li").last).to_be_visible()


def open_map(page: Page) -> None:
    """Replace the picture by the live map."""
    come_near(page.locator(".map-open"))
    page.locator(".map-open").click()
    expect(page.locator(".leaflet-container .map-marker").first).to_be_visible()


def open_popup(page: Page) -> None:
    """Ask the live map about a place."""
    open_map(page)
    page.locator(".map-marker").first.press("Enter")
    expect(page.locator(".map-popup")).to_be_visible()


def follow_skip_link(page: Page) -> None:
    """Press the first thing that the keyboard reaches."""
    page.keyboard.press("Tab")
    expect(page.locator(".skip").first).to_be_focused()


def open_card(page: Page) -> None:
    """Ask what a word in the text means."""
    page.locator(".passage a.term, .passage a.place").first.click()
    expect(page.locator("#card")).to_be_visible()


def follow_note(page: Page) -> None:
    """Go to a note by its number."""
    page.locator(".note-ref a").first.click()
    expect(page.locator(".note:target")).to_be_visible()


def show_as_published(page: Page) -> None:
    """Hide what came later."""
    open_contents(page)
    page.locator("[name=view][value=published]").check()
    expect(page.locator(".view-said")).to_be_visible()


def keep_key_events(page: Page) -> None:
    """Leave only key events on the timeline, and point at one of them on the strip."""
    fold = page.locator(".filters summary")
    if fold.is_visible():
        fold.click()
    page.locator(".filters [name=importance]").select_option("3")
    expect(page.locator(".strip a.is-off").first).to_be_attached()
    page.locator(".strip a:not(.is-off)").first.focus()
    expect(page.locator(".strip-label")).to_be_visible()


def search(page: Page) -> None:
    """Look for a word of the page's title."""
    word = page.locator("h1").inner_text().split()[-1]
    page.locator(".search-open").click()
    page.keyboard.type(word)
    expect(page.locator(".search-results a").first).to_be_visible()


STATES = (
    State("contents opened", "index.html", open_contents),
    State("live map opened", "index.html", open_map),
    State("map of all places opened", "map/index.html", open_map),
    State("place asked on the map", "map/index.html", open_popup),
    State("skip link focused", "index.html", follow_skip_link),
    State("card opened", "index.html", open_card),
    State("note followed", "index.html", follow_note),
    State("shown as published", "index.html", show_as_published),
    State("key events only", "index.html", keep_key_events),
    State("key events of one timeline", "timelines/line/index.html", keep_key_events),
    State("searched", "index.html", search),
)
