"""What a reader can bring a page into. A feature that opens, filters or shows something has a row here.

Each state is looked at in the small site, in every look, at every width, left to right and right to left; in the first
explainer, that nothing in it asks another host.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect


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
    expect(page.locator(".skip")).to_be_focused()


STATES = (
    State("contents opened", "index.html", open_contents),
    State("live map opened", "index.html", open_map),
    State("map of all places opened", "map/index.html", open_map),
    State("place asked on the map", "map/index.html", open_popup),
    State("skip link focused", "index.html", follow_skip_link),
)
