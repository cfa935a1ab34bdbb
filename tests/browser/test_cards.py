"""Cards show what a link in the text leads to: by mouse, keyboard and touch, wide and narrow, from disk."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.watched import Watched
from tests.browser.windows import Windows

pytestmark = pytest.mark.browser

TERM = ".passage a[href='#term-port-office']"
EVENT = ".passage a[href='#event-first-boat']"
CLAIM = ".passage a[href='#claim-passengers']"
SOURCE = ".passage .cite a"
AT_WIDTHS_OF_PHONES = pytest.mark.parametrize("phone", [320, 390], indirect=True)


@pytest.fixture(name="site")
def fixture_site(ferry_site: Path) -> Path:
    """A small explainer, in whose text every kind of entry is linked."""
    return ferry_site


@pytest.fixture(name="wide")
def fixture_wide(site: Path, windows: Windows) -> Iterator[Page]:
    """The explainer in a wide window, its clock stopped; any complaint of the browser fails the test."""
    watched = windows.new(1280, 900, {})
    watched.page.clock.install(time=0)
    watched.open(site / "index.html")
    watched.page.clock.pause_at(60_000)
    yield watched.page
    assert watched.faults == []
    assert watched.foreign_requests() == []
    watched.page.context.close()


@pytest.fixture(name="phone")
def fixture_phone(request: pytest.FixtureRequest, opener: Callable[..., Watched], site: Path) -> Iterator[Page]:
    """The explainer on a phone, reached from another page; its width may be a parameter."""
    watched = opener(getattr(request, "param", 390), 640, has_touch=True, is_mobile=True, reduced_motion="reduce")
    watched.open(site / "about" / "index.html")
    yield watched.open(site / "index.html")
    assert watched.faults == []


def card(page: Page) -> Locator:
    return page.get_by_role("dialog")


def rest_on(page: Page, selector: str) -> None:
    """Rest the pointer on a link until its card is open."""
    page.locator(selector).first.hover()
    page.clock.run_for(500)
    expect(card(page)).to_be_visible()


def tap(page: Page, selector: str) -> None:
    page.locator(selector).first.tap()
    expect(card(page)).to_be_visible()


def settle(page: Page) -> None:
    """Wait until no step of the history belongs to the sheet any more."""
    page.evaluate("async () => { while (history.state) await new Promise(requestAnimationFrame); }")


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


# What a card says.


def test_a_term_s_card_names_it_explains_it_and_leads_on(wide: Page) -> None:
    wide.locator(TERM).first.click()
    expect(wide.get_by_role("dialog", name="Port Office (PO) مكتب الميناء")).to_be_visible()
    expect(card(wide).locator("bdi")).to_have_attribute("dir", "rtl")
    expect(card(wide)).to_contain_text("Organisation")
    expect(card(wide)).to_contain_text("The town's office for")
    expect(card(wide).locator(".cite a").first).to_have_text("1")
    expect(card(wide).locator(".card-events a")).to_have_text(["The first boat crosses", "The line stops"])
    more = card(wide).get_by_role("link", name="All about Port Office")
    expect(more).to_have_attribute("href", "glossary/port-office/index.html")


def test_a_place_s_card_says_what_and_how_exact_it_is(wide: Page) -> None:
    wide.locator(".passage a[href='#place-north-quay']").first.click()
    expect(card(wide)).to_contain_text("good to about 0.5 km")
    expect(card(wide)).to_contain_text("Where the boats left.")
    expect(card(wide).locator(".card-events li")).to_have_count(2)


def test_an_event_s_card_has_its_date_its_text_and_its_place(wide: Page) -> None:
    wide.locator(EVENT).first.click()
    for words in ("The first boat crosses", "about 1898", "at dawn", "North Quay"):
        expect(card(wide)).to_contain_text(words)


def test_a_claim_s_card_leaves_no_speaker_out(wide: Page) -> None:
    wide.locator(CLAIM).first.click()
    expect(wide.get_by_role("dialog", name="How many people took the last boat?")).to_be_visible()
    expect(card(wide).locator(".card-statement")).to_have_text(
        [re.compile("Port Office.*at least 40"), re.compile("A deckhand.*at most 30")]
    )


def test_a_number_s_card_shows_the_source(wide: Page) -> None:
    wide.locator(SOURCE).first.click()
    expect(wide.get_by_role("dialog", name="Source 1")).to_be_visible()
    expect(card(wide).get_by_role("link", name="Last boat: an era ends")).to_be_visible()


def test_as_published_a_card_names_no_later_event(wide: Page) -> None:
    wide.locator(TERM).first.evaluate("e => { e.href = '#place-south-quay'; }")
    link = wide.locator(".passage a[href='#place-south-quay']")
    link.click()
    expect(card(wide).locator(".card-events a")).to_have_text(["The line stops", "The bridge carries the passengers"])
    wide.keyboard.press("Escape")
    wide.evaluate("document.documentElement.dataset.view = 'published'")
    link.click()
    expect(card(wide).locator(".card-events a")).to_have_text(["The line stops"])


def test_an_open_card_repeats_no_id(wide: Page) -> None:
    wide.locator(TERM).first.click()
    ids = wide.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_every_card_of_the_first_explainer_has_a_name_and_fits(first_site: Path, watched: Watched) -> None:
    page = watched.open(first_site / "index.html")
    cards = page.evaluate("""() => {
      const links = new Map([...document.querySelectorAll(':is(.passage, .note-text, .event-text, .place-why) a')]
        .map(link => [link.hash, link]));
      return [...links].filter(([hash]) => /^#(term|place|event|claim|source)-/.test(hash)).map(([hash, link]) => {
        link.click();
        const card = document.querySelector('.card'), {width, height} = card.getBoundingClientRect();
        const texts = [card.querySelector('.card-title'), card].map(e => e.textContent.trim().length);
        const isWide = card.scrollWidth > card.clientWidth;
        const isLong = height > innerHeight * 0.6 || (card.scrollHeight > card.clientHeight && !/claim/.test(hash));
        return {hash, width, isWide, isLong, isEmpty: Math.min(...texts) < 3};
      });
    }""")
    assert len(cards) > 100
    assert [each for each in cards if each["width"] == 0 or each["isWide"] or each["isLong"] or each["isEmpty"]] == []
    assert watched.faults == []


# By mouse.


def test_a_pointer_that_rests_opens_the_card_after_300_to_500_ms(wide: Page) -> None:
    wide.locator(TERM).first.hover()
    wide.clock.run_for(300)
    expect(card(wide)).to_be_hidden()
    wide.clock.run_for(200)
    expect(card(wide)).to_be_visible()
    expect(card(wide)).not_to_be_focused()


def test_a_pointer_that_passes_opens_nothing(wide: Page) -> None:
    wide.locator(TERM).first.hover()
    wide.clock.run_for(200)
    wide.mouse.move(3, 3)
    wide.clock.run_for(2000)
    expect(card(wide)).to_be_hidden()


def test_the_pointer_may_move_into_the_card_and_closes_it_by_leaving(wide: Page) -> None:
    rest_on(wide, TERM)
    wide.mouse.move(3, 3)
    wide.clock.run_for(200)
    card(wide).hover()
    wide.clock.run_for(5000)
    expect(card(wide)).to_be_visible()
    wide.mouse.move(3, 3)
    wide.clock.run_for(500)
    expect(card(wide)).to_be_hidden()


def test_esc_closes_the_card_under_a_resting_pointer(wide: Page) -> None:
    rest_on(wide, TERM)
    wide.keyboard.press("Escape")
    expect(card(wide)).to_be_hidden()
    wide.clock.run_for(5000)
    expect(card(wide)).to_be_hidden()


def test_a_click_opens_the_card_and_only_a_second_one_goes_to_the_entry(wide: Page) -> None:
    link = wide.locator(TERM).first
    link.click()
    expect(card(wide)).to_be_visible()
    assert fragment(wide) == ""
    wide.clock.run_for(1000)
    link.click()
    expect(card(wide)).to_be_hidden()
    assert fragment(wide) == "term-port-office"
    expect(wide.locator("#term-port-office")).to_be_in_viewport()


def test_a_click_in_the_moment_in_which_the_card_opens_does_not_jump(wide: Page) -> None:
    rest_on(wide, TERM)
    wide.locator(TERM).first.click()
    assert fragment(wide) == ""


def test_a_card_opened_by_a_click_stays_until_a_click_elsewhere(wide: Page) -> None:
    wide.locator(TERM).first.click()
    wide.mouse.move(3, 3)
    wide.clock.run_for(5000)
    expect(card(wide)).to_be_visible()
    wide.mouse.click(3, 300)
    expect(card(wide)).to_be_hidden()


def test_with_a_modifier_it_is_an_ordinary_link(wide: Page) -> None:
    with wide.context.expect_page() as opened:
        wide.locator(TERM).first.click(modifiers=["ControlOrMeta"])
    assert opened.value.url.endswith("#term-port-office")
    expect(card(wide)).to_be_hidden()
    with wide.context.expect_page():
        wide.locator(TERM).first.click(button="middle")
    expect(card(wide)).to_be_hidden()


def test_links_that_are_not_in_running_text_stay_links(wide: Page) -> None:
    wide.locator(".event-facts a[href='#term-port-office']").first.click()
    assert fragment(wide) == "term-port-office"
    expect(card(wide)).to_be_hidden()


def test_the_link_is_marked_while_its_card_is_open(wide: Page) -> None:
    link = wide.locator(TERM).first
    plain = link.evaluate("e => getComputedStyle(e).backgroundColor")
    link.click()
    expect(link).to_have_attribute("aria-expanded", "true")
    assert link.evaluate("e => getComputedStyle(e).backgroundColor") != plain
    wide.keyboard.press("Escape")
    expect(link).not_to_have_attribute("aria-expanded", "true")


# By keyboard.


def test_focus_alone_opens_nothing_and_enter_opens(wide: Page) -> None:
    wide.locator(TERM).first.focus()
    wide.clock.run_for(5000)
    expect(card(wide)).to_be_hidden()
    wide.keyboard.press("Enter")
    expect(card(wide)).to_be_focused()
    assert fragment(wide) == ""


def test_esc_gives_the_focus_back_to_the_link(wide: Page) -> None:
    wide.locator(TERM).first.focus()
    wide.keyboard.press("Enter")
    wide.keyboard.press("Tab")
    wide.keyboard.press("Tab")
    expect(card(wide).locator(":focus")).to_have_count(1)
    wide.keyboard.press("Escape")
    expect(card(wide)).to_be_hidden()
    expect(wide.locator(TERM).first).to_be_focused()


def test_who_tabs_out_of_a_card_leaves_none_behind(wide: Page) -> None:
    wide.locator(TERM).first.focus()
    wide.keyboard.press("Enter")
    expect(card(wide)).to_be_focused()
    wide.keyboard.press("Shift+Tab")
    expect(card(wide)).to_be_hidden()


def test_the_card_s_own_link_goes_to_the_entry(wide: Page) -> None:
    wide.locator(CLAIM).first.focus()
    wide.keyboard.press("Enter")
    card(wide).get_by_role("link", name="Show on this page").press("Enter")
    expect(card(wide)).to_be_hidden()
    assert fragment(wide) == "claim-passengers"
    expect(wide.locator("#claim-passengers")).to_be_in_viewport()
    wide.go_back()
    assert fragment(wide) == ""
    expect(card(wide)).to_be_hidden()


def test_a_link_in_a_card_shows_its_entry_in_the_same_card(wide: Page) -> None:
    wide.locator(EVENT).first.focus()
    wide.keyboard.press("Enter")
    card(wide).get_by_role("link", name="North Quay").press("Enter")
    expect(wide.get_by_role("dialog", name="North Quay")).to_be_focused()
    wide.keyboard.press("Escape")
    expect(wide.locator(EVENT).first).to_be_focused()


def test_a_card_in_which_the_focus_is_does_not_close_under_the_reader(wide: Page) -> None:
    rest_on(wide, TERM)
    card(wide).get_by_role("link", name="the ferry").focus()
    wide.mouse.move(3, 3)
    wide.clock.run_for(5000)
    expect(card(wide)).to_be_visible()


# By touch.


@AT_WIDTHS_OF_PHONES
def test_on_a_phone_the_card_is_a_sheet_at_the_foot(phone: Page) -> None:
    tap(phone, TERM)
    window, box = phone.viewport_size, card(phone).bounding_box()
    assert window
    assert box
    assert (box["x"], box["width"]) == (0, window["width"])
    assert box["y"] + box["height"] == pytest.approx(window["height"], abs=1)
    assert box["height"] <= 0.6 * window["height"] + 1
    assert phone.evaluate("document.documentElement.scrollWidth") <= window["width"]
    assert fragment(phone) == ""
    expect(card(phone)).to_be_focused()


@AT_WIDTHS_OF_PHONES
def test_the_sheet_does_not_cover_the_link_that_opened_it(phone: Page) -> None:
    link = phone.locator(TERM).first
    link.evaluate("e => scrollTo(0, e.getBoundingClientRect().bottom + scrollY - innerHeight + 20)")
    tap(phone, TERM)
    words, box = link.bounding_box(), card(phone).bounding_box()
    assert words
    assert box
    assert words["y"] + words["height"] <= box["y"]


@AT_WIDTHS_OF_PHONES
def test_a_close_button_large_enough_for_a_finger_closes_the_sheet(phone: Page) -> None:
    tap(phone, TERM)
    button = card(phone).get_by_role("button", name="Close")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    button.tap()
    expect(card(phone)).to_be_hidden()
    settle(phone)
    phone.go_back()
    expect(phone).to_have_url(re.compile("about"))


def test_a_tap_beside_the_sheet_closes_it_and_does_nothing_else(phone: Page) -> None:
    tap(phone, TERM)
    phone.locator("h1").scroll_into_view_if_needed()
    link = phone.locator(".site-header a").first.bounding_box()
    assert link
    before = phone.url
    phone.touchscreen.tap(link["x"] + 5, link["y"] + 5)
    expect(card(phone)).to_be_hidden()
    assert phone.url == before


def test_back_closes_the_sheet_and_a_second_time_leaves_the_page(phone: Page) -> None:
    tap(phone, TERM)
    phone.go_back()
    expect(card(phone)).to_be_hidden()
    expect(phone.locator(TERM).first).to_be_focused()
    phone.go_back()
    expect(phone).to_have_url(re.compile("about"))


def test_a_sheet_that_was_touched_and_closed_leaves_the_keyboard_alone(phone: Page) -> None:
    tap(phone, TERM)
    card(phone).locator(".card-title").tap()
    phone.go_back()
    expect(card(phone)).to_be_hidden()
    phone.locator(TERM).first.press("Enter")
    expect(card(phone)).to_be_visible()


def test_back_goes_through_the_entries_that_the_sheet_has_shown(phone: Page) -> None:
    tap(phone, EVENT)
    card(phone).get_by_role("link", name="North Quay").tap()
    expect(phone.get_by_role("dialog", name="North Quay")).to_be_visible()
    phone.go_back()
    expect(phone.get_by_role("dialog", name="The first boat crosses")).to_be_visible()
    phone.go_forward()
    expect(phone.get_by_role("dialog", name="North Quay")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(card(phone)).to_be_hidden()
    settle(phone)
    phone.go_back()
    expect(phone).to_have_url(re.compile("about"))


def test_who_followed_the_sheet_to_the_entry_comes_back_to_the_sheet(phone: Page) -> None:
    tap(phone, TERM)
    card(phone).get_by_role("link", name="Show on this page").tap()
    expect(card(phone)).to_be_hidden()
    assert fragment(phone) == "term-port-office"
    expect(phone.locator("#term-port-office")).to_be_in_viewport()
    phone.go_back()
    expect(phone.get_by_role("dialog", name="Port Office")).to_be_visible()
    phone.go_back()
    expect(card(phone)).to_be_hidden()
    assert fragment(phone) == ""


def test_the_sheet_leaves_what_the_reader_has_chosen_alone(phone: Page, site: Path) -> None:
    phone.goto((site / "index.html").as_uri() + "?view=published")
    tap(phone, TERM)
    assert phone.url.endswith("?view=published")
    phone.go_back()
    expect(card(phone)).to_be_hidden()
    assert phone.url.endswith("?view=published")


def test_on_a_tablet_a_tap_opens_and_a_second_tap_goes_to_the_entry(browser: Browser, site: Path) -> None:
    context = browser.new_context(viewport={"width": 820, "height": 1100}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.clock.install(time=0)
    page.goto((site / "index.html").as_uri())
    tap(page, TERM)
    assert fragment(page) == ""
    page.clock.run_for(1000)
    page.locator(TERM).first.tap()
    expect(card(page)).to_be_hidden()
    assert fragment(page) == "term-port-office"
    context.close()


# Where it stands.


@pytest.mark.parametrize("width", [768, 1024, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_the_card_stands_at_its_link_and_inside_the_window(wide: Page, width: int, direction: str) -> None:
    wide.set_viewport_size({"width": width, "height": 800})
    wide.evaluate("dir => { document.documentElement.dir = dir; }", direction)
    for selector in (TERM, EVENT, CLAIM, SOURCE):
        wide.locator(selector).first.click()
        assert stands_well(wide, selector), selector
        wide.keyboard.press("Escape")
        expect(card(wide)).to_be_hidden()


def test_from_the_right_the_card_begins_at_the_right_of_its_link(wide: Page) -> None:
    wide.evaluate("document.documentElement.dir = 'rtl'")
    wide.locator(CLAIM).first.click()
    link, box = wide.locator(CLAIM).first.bounding_box(), card(wide).bounding_box()
    assert link
    assert box
    assert box["x"] + box["width"] == pytest.approx(link["x"] + link["width"], abs=1)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_without_anchor_positioning_the_script_finds_the_place(
    site: Path, tmp_path: Path, watched: Watched, direction: str
) -> None:
    page = watched.open(without_anchors(site, tmp_path))
    page.set_viewport_size({"width": 768, "height": 700})
    page.evaluate("dir => { document.documentElement.dir = dir; }", direction)
    for selector in (TERM, EVENT, CLAIM, SOURCE):
        page.locator(selector).first.click()
        assert stands_well(page, selector), selector
        page.keyboard.press("Escape")
        expect(card(page)).to_be_hidden()
    assert watched.faults == []


def without_anchors(site: Path, folder: Path) -> Path:
    """A copy of the page for a browser that does not know anchor positioning."""
    shutil.copytree(site, folder, dirs_exist_ok=True)
    for name in ("site.css", "site.js"):
        path = folder / "assets" / name
        assert "position-area" in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace("position-area", "unknown-area"), "utf-8")
    return folder / "index.html"


def stands_well(page: Page, selector: str) -> bool:
    """Whether the card touches its link's upper or lower edge, covers nothing of it, and is wholly in the window."""
    link, box, window = page.locator(selector).first.bounding_box(), card(page).bounding_box(), page.viewport_size
    assert link
    assert box
    assert window
    gap = max(box["y"] - link["y"] - link["height"], link["y"] - box["y"] - box["height"])
    is_across = box["x"] <= link["x"] + link["width"] and link["x"] <= box["x"] + box["width"]
    is_inside = box["x"] >= 0 and box["x"] + box["width"] <= window["width"] and box["y"] >= 0
    return -1 <= gap <= 12 and is_across and is_inside and box["y"] + box["height"] <= window["height"]


# Without.


def test_without_script_the_link_goes_to_the_entry(reader: Callable[..., Page], site: Path) -> None:
    page = reader(1280, java_script_enabled=False)
    page.goto((site / "index.html").as_uri())
    page.locator(TERM).first.click()
    assert fragment(page) == "term-port-office"
    expect(page.locator("#term-port-office")).to_be_in_viewport()
    expect(page.locator(".card")).to_have_count(0)


def test_paper_has_no_card(wide: Page) -> None:
    wide.locator(TERM).first.click()
    wide.emulate_media(media="print")
    expect(wide.locator(".card")).to_be_hidden()


def test_other_pages_have_cards_too(wide: Page, site: Path) -> None:
    wide.goto((site / "glossary/port-office/index.html").as_uri())
    wide.locator(".entry-short .cite a").first.click()
    expect(wide.get_by_role("dialog", name="Source 1")).to_be_visible()
