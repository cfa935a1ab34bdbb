"""Text, timeline, map and list of places know each other: what a reader sees of it, from disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.far import come_near
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

HERE = ".timeline-strip a.is-here"


@pytest.fixture(name="page")
def fixture_page(first_site: Path, watched: Watched) -> Iterator[Page]:
    """The first explainer, which jumps where links lead; any complaint, error or request to a host fails the test."""
    watched.page.emulate_media(reduced_motion="reduce")
    yield watched.open(first_site / "index.html")
    assert watched.faults == []
    assert watched.foreign_requests() == []


def resized(page: Page, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    return page


def read(page: Page, passage: str) -> None:
    """Scroll until the middle of a passage stands at the height at which it is read, and wait for it to count."""
    page.locator(f"#{passage}").evaluate(
        "(e) => { const at = e.getBoundingClientRect(); scrollBy(0, at.top + at.height / 2 - innerHeight * 0.335) }"
    )
    expect(page.locator(".strip .here-key a")).to_have_attribute("href", f"#{passage}", timeout=20_000)


def entries(page: Page, of: str) -> Locator:
    return page.locator(f".here [data-of={of}] a")


def mark(page: Page, place: str) -> Locator:
    """The mark of a place on the picture, on the sheet that shows."""
    return page.locator(f".still-map a[href='#place-{place}']").filter(visible=True)


def open_map(page: Page) -> None:
    button = page.get_by_role("button", name="Open the live map")
    come_near(button)
    button.click()
    expect(page.locator(".map-marker").first).to_be_visible(timeout=20_000)


def live(page: Page, place: str) -> Locator:
    return page.locator(f".map-marker:has([data-entry='#place-{place}'])")


def follow(page: Page) -> None:
    """Go on from the card that a link in the text has opened."""
    page.get_by_role("link", name="Show on this page").click()


def test_what_the_passage_speaks_of_stands_beside_it_as_links(page: Page) -> None:
    expect(page.locator(".here")).to_be_hidden()
    read(page, "p-16")
    expect(page.locator(".here")).to_be_visible()
    events = ["Hamas attacks Israel; war in Gaza begins", "Attacks on US bases resume"]
    expect(entries(page, "event")).to_have_text(events)
    expect(page.locator(".here .when").first).to_have_text("7 Oct 2023")
    expect(entries(page, "place-entry")).to_have_text(["Iraq", "Syria"])
    expect(entries(page, "claim")).to_have_text(["How many times had US forces been attacked since 17 October 2023?"])
    read(page, "p-5")
    expect(entries(page, "place-entry")).to_have_text(["Iraq", "Al-Qa’im", "Jurf al-Sakhar", "Baghdad"])
    expect(entries(page, "event")).to_have_count(0)
    entries(page, "place-entry").nth(1).click()
    expect(page.locator("#place-al-qaim")).to_be_in_viewport()
    expect(page.locator(".here")).to_be_hidden()


def test_the_text_does_not_move_when_the_panel_changes(page: Page) -> None:
    read(page, "p-16")
    before = page.locator("#p-16").bounding_box()
    expect(page.locator(".here")).to_be_visible()
    assert page.locator("#p-16").bounding_box() == before


@pytest.mark.parametrize("height", [660, 900])
def test_contents_and_panel_share_the_rail_without_leaving_the_window(page: Page, height: int) -> None:
    page.set_viewport_size({"width": 1280, "height": height})
    read(page, "p-16")
    expect(page.locator(".here")).to_be_visible()
    contents, panel = page.locator(".contents").bounding_box(), page.locator(".here").bounding_box()
    assert contents
    assert panel
    assert contents["y"] + contents["height"] <= panel["y"]
    assert panel["y"] + panel["height"] <= height


@pytest.mark.parametrize("width", [320, 768])
def test_on_narrow_screens_the_text_stays_alone_but_marks_are_set(page: Page, width: int) -> None:
    read(resized(page, width), "p-16")
    expect(page.locator(HERE)).to_have_count(3)
    expect(page.locator(".here")).to_be_hidden()


def test_the_last_passage_read_stays_marked_on_strip_list_and_map_and_a_key_says_so(page: Page) -> None:
    read(page, "p-16")
    expect(page.locator(HERE)).to_have_count(3)
    page.locator("#timeline").evaluate("(e) => e.scrollIntoView()")
    expect(page.locator(HERE)).to_have_count(3)
    expect(page.locator(".event.is-here")).to_have_count(2)
    expect(page.locator(".strip .here-key")).to_have_text("What passage 16 speaks of")
    expect(mark(page, "syria")).to_have_class("map-place is-here")
    page.locator(".map .here-key a").click()
    expect(page.locator("#p-16")).to_be_in_viewport()


def test_passages_that_fly_by_are_not_taken_for_read(page: Page) -> None:
    read(page, "p-16")
    expect(page.locator(HERE)).to_have_count(3)
    page.emulate_media(reduced_motion="no-preference")
    page.locator(".contents a[href='#map']").click()
    expect(page.locator("#map-title")).to_be_in_viewport()
    expect(page.locator(".map .here-key")).to_have_text("What passage 16 speaks of")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_who_followed_a_link_from_the_text_finds_the_way_back(page: Page, width: int) -> None:
    resized(page, width).locator("#p-16 a[href^='#event-']").last.click()
    follow(page)
    back = page.get_by_role("link", name="Back to the text, passage 16")
    expect(back).to_be_in_viewport()
    expect(page.locator(".event:target .way-back")).to_have_count(1)
    page.locator(".event:target [data-of=place] a").first.click()
    expect(page.locator(".place-entry:target .way-back")).to_be_visible()
    box = back.bounding_box()
    assert box
    assert box["height"] >= 24
    back.click()
    expect(page.locator("#p-16")).to_be_in_viewport()
    expect(page.locator(".way-back")).to_be_hidden()


def test_the_keyboard_goes_from_the_text_to_an_event_and_back(page: Page) -> None:
    page.locator("#p-16 a[href^='#event-']").last.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Show on this page").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".event:target")).to_be_in_viewport()
    back = page.get_by_role("link", name="Back to the text, passage 16")
    for _ in range(4):
        page.keyboard.press("Tab")
        if back.evaluate("(e) => e === document.activeElement"):
            break
    expect(back).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#p-16")).to_be_in_viewport()


def test_who_came_from_elsewhere_is_offered_no_way_back(page: Page) -> None:
    page.locator(".counts a[href='#map']").click()
    page.locator("#place-al-qaim [data-of=event] a").first.click()
    expect(page.locator(".event:target")).to_be_in_viewport()
    expect(page.locator(".way-back")).to_be_hidden()


def test_pointing_at_a_place_in_the_list_shows_it_on_the_picture_and_the_other_way_round(page: Page) -> None:
    page.locator("#place-tower-22 .place-why").hover()
    expect(mark(page, "tower-22")).to_have_class("map-place is-pointed")
    mark(page, "al-qaim").focus()
    page.mouse.move(0, 0)
    expect(page.locator("#place-al-qaim.is-pointed")).to_have_count(1)
    expect(mark(page, "tower-22")).to_have_class("map-place")


def test_pointing_at_an_event_shows_its_mark_and_its_places(page: Page) -> None:
    page.locator("#event-strikes-2024-01-23 .event-title").hover()
    expect(page.locator("#place-al-qaim.is-pointed")).to_have_count(1)
    assert page.locator(".timeline-strip a[href='#event-strikes-2024-01-23']:not(.is-pointed)").count() == 0


def test_a_mark_on_the_picture_leads_to_its_entry_by_mouse_and_keyboard(page: Page) -> None:
    mark(page, "al-qaim").click()
    expect(page.locator("#place-al-qaim:target")).to_be_in_viewport()
    mark(page, "tower-22").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#place-tower-22:target")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("is_live", [False, True])
def test_an_entry_leads_to_its_mark(page: Page, width: int, *, is_live: bool) -> None:
    resized(page, width)
    if is_live:
        open_map(page)
    page.locator("#place-tehran").get_by_role("link", name="On the map").click()
    target = live(page, "tehran") if is_live else mark(page, "tehran")
    expect(target).to_be_focused()
    expect(target).to_be_in_viewport()
    expect(page.locator("#place-tehran.is-pointed")).to_have_count(1)


def test_the_live_map_and_the_list_show_each_other_and_the_popup_leads_to_the_entry(page: Page) -> None:
    read(page, "p-5")
    expect(page.locator(".here")).to_be_visible()
    open_map(page)
    expect(live(page, "al-qaim").locator(".is-here")).to_have_count(1)
    page.locator("#place-tehran .place-why").hover()
    expect(live(page, "tehran").locator(".is-pointed")).to_have_count(1)
    live(page, "tower-22").focus()
    page.mouse.move(0, 0)
    expect(page.locator("#place-tower-22.is-pointed")).to_have_count(1)
    page.keyboard.press("Enter")
    page.locator(".map-popup-title a").press("Enter")
    expect(page.locator("#place-tower-22:target")).to_be_in_viewport()


def test_places_without_selected_events_stand_back_on_both_maps_and_in_the_list(page: Page) -> None:
    page.get_by_role("textbox", name="From").fill("2024-01-01")
    page.get_by_role("textbox", name="Until").fill("2024-01-31")
    expect(page.locator(".map-selection")).to_be_visible()
    shown, total = page.locator(".map-selection").inner_text().rpartition(": ")[2].split(" of ")
    assert 0 < int(shown) < int(total) == page.locator(".place-entry").count()
    expect(page.locator("#place-gaza")).to_have_class("place-entry is-unselected")
    expect(page.locator("#place-al-qaim")).to_have_class("place-entry")
    assert opacity(symbol(page, "gaza")) < 0.5 < opacity(symbol(page, "al-qaim"))
    open_map(page)
    assert opacity(live(page, "gaza").locator("svg")) < 0.5 < opacity(live(page, "al-qaim").locator("svg"))
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".map-selection")).to_be_hidden()
    expect(page.locator(".is-unselected")).to_have_count(0)


def symbol(page: Page, place: str) -> Locator:
    return mark(page, place).locator(".map-symbol").filter(visible=True)


def opacity(symbol: Locator) -> float:
    return float(symbol.evaluate("(e) => getComputedStyle(e).opacity"))


def test_a_touch_opens_the_map_and_a_popup_and_leads_to_the_entry(
    reader: Callable[..., Page], first_site: Path
) -> None:
    page = reader(390, has_touch=True, is_mobile=True)
    page.goto((first_site / "index.html").as_uri())
    page.get_by_role("button", name="Open the live map").tap()
    live(page, "tehran").tap()
    page.locator(".map-popup-title a").tap()
    expect(page.locator("#place-tehran:target")).to_be_in_viewport()
    page.locator("#place-tehran").get_by_role("link", name="On the map").tap()
    expect(live(page, "tehran")).to_be_in_viewport()


def test_without_script_marks_lead_to_entries_and_entries_to_the_map(
    reader: Callable[..., Page], first_site: Path
) -> None:
    page = reader(390, java_script_enabled=False)
    page.goto((first_site / "index.html").as_uri())
    for hidden in (".here", ".here-key", ".way-back", ".map-selection"):
        expect(page.locator(hidden)).to_be_hidden()
    mark(page, "al-qaim").click()
    expect(page.locator("#place-al-qaim")).to_be_in_viewport()
    page.locator("#place-al-qaim").get_by_role("link", name="On the map").click()
    expect(page.locator("figure.map")).to_be_in_viewport()


def test_the_list_says_what_the_picture_shows(page: Page) -> None:
    expect(page.locator("#place-al-qaim .place-kind")).to_have_text("Town, 34.37° N, 41.14° E, good to about 15 km")
    expect(page.locator("#place-macdill .place-kind")).to_contain_text("82.52° W")
    expect(page.locator("#place-iraq .place-kind")).to_have_text("Country")


def test_states_are_seen_in_forced_colours(page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    read(page, "p-5")
    expect(page.locator(".here")).to_be_visible()
    symbol = page.locator("#place-al-qaim .map-symbol")
    ground, paper = symbol.evaluate("(e) => [e, document.body].map((each) => getComputedStyle(each).backgroundColor)")
    assert ground not in (paper, "rgba(0, 0, 0, 0)")
