"""The filters of a timeline, as readers use them: by mouse, by keyboard, by touch, from an address."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from nutgraf.model.calendar import DAY
from nutgraf.model.dates import parse_date
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

EVENTS = "li[id^=event-]"
PAGES = ("index.html", "timelines/kh/index.html", "timelines/index.html")


def shown(page: Page) -> int:
    return page.locator(f"{EVENTS}:visible").count()


def days_of(event: Locator) -> tuple[float, float]:
    """The first and the last day of an event, in days since 1970-01-01, as its entry in the list says them."""
    if said := event.get_attribute("data-days"):
        first, *last = map(float, said.split())
        return first, (last or [first])[0]
    date = parse_date(str(event.locator("time").first.get_attribute("datetime")))
    assert date.earliest is not None
    assert date.latest is not None
    return date.earliest // DAY, date.latest // DAY


def status(page: Page) -> Locator:
    return page.locator(".filters [role=status]")


def number_in(words: str | None) -> int:
    found = re.search(r"\((\d+)\)$", words or "")
    assert found, words
    return int(found[1])


def chip(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=re.compile(name))


def choose(page: Page, name: str, value: str) -> int:
    """Choose an option; return how many events it promised."""
    promised = number_in(page.locator(f"select[name={name}] option[value='{value}']").text_content())
    page.locator(f"select[name={name}]").select_option(value)
    return promised


def opened(page: Page, site: Path, rest: str = "", path: str = "index.html") -> Page:
    page.goto((site / path).as_uri() + rest)
    return page


def test_each_choice_leaves_as_many_events_as_it_said(first_site: Path, watched: Watched) -> None:
    page = watched.open(first_site / "index.html")
    expect(status(page)).to_have_text("All 82 events")
    for name, value in (("actor", "kataib-hezbollah"), ("place", "baghdad"), ("importance", "3")):
        promised = choose(page, name, value)
        expect(status(page)).to_have_text(f"{promised} of 82 events")
        assert shown(page) == promised > 0
        assert f"{name}={value}" in page.url
        page.get_by_role("button", name="Show all").click()
        expect(status(page)).to_have_text("All 82 events")
    promised = number_in(chip(page, "Red Sea").locator("xpath=..").text_content())
    chip(page, "Red Sea").click()
    assert shown(page) == promised > 0
    assert watched.faults == []
    assert watched.foreign_requests() == []


def test_filters_combine_and_their_counts_follow(first_site: Path, page: Page) -> None:
    opened(page, first_site)
    alone = choose(page, "actor", "centcom")
    promised = choose(page, "importance", "3")
    assert promised < alone
    expect(status(page)).to_have_text(f"{promised} of 82 events")
    first = chip(page, "Kataib Hezbollah")
    narrowed = number_in(first.locator("xpath=..").text_content())
    first.click()
    assert shown(page) == narrowed <= promised
    chip(page, "Red Sea").click()
    assert shown(page) >= narrowed, "two timelines show what either holds"
    assert page.locator(f"{EVENTS}:visible.importance-3").count() == shown(page)


def test_a_period_shows_what_overlaps_it(first_site: Path, page: Page) -> None:
    opened(page, first_site)
    page.locator("[name=from]").fill("2024-01-23")
    page.locator("[name=to]").fill("2024-01-24")
    days = [days_of(each) for each in page.locator(f"{EVENTS}:visible").all()]
    assert 0 < len(days) < 20
    assert all(first <= 19746 and last >= 19745 for first, last in days)
    page.get_by_role("button", name="Any time").click()
    expect(status(page)).to_have_text("All 82 events")


def test_by_keyboard_alone(first_site: Path, page: Page) -> None:
    opened(page, first_site, path="timelines/kh/index.html")
    page.locator(".filters").focus()
    page.keyboard.press("Tab")
    expect(chip(page, "Popular Mobilization|US Central|escalation").first).to_be_attached()
    page.keyboard.press("Space")
    assert 0 < shown(page) < 26
    assert "timeline=" in page.url
    while page.evaluate("document.activeElement.name") != "importance":
        page.keyboard.press("Tab")
    page.keyboard.press("K")  # the first letter of an option chooses it
    expect(page.locator("select[name=importance]")).to_have_value("3")
    while page.evaluate("document.activeElement.className") != "filters-reset":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(status(page)).to_have_text("All 26 events")
    assert page.evaluate("document.activeElement.className") == "filters", "focus stays where the reader was"


def test_on_a_phone_the_form_is_folded_and_says_how_many_filters_are_on(first_site: Path, phone: Page) -> None:
    opened(phone, first_site, "?importance=3&actor=centcom")
    expect(phone.locator(".filters summary")).to_have_text("Filter the events (2)")
    expect(chip(phone, "Red Sea")).to_be_hidden()
    expect(status(phone)).to_be_visible()
    phone.locator(".filters summary").tap()
    box = chip(phone, "US Central Command").locator("xpath=..")
    size = box.bounding_box()
    assert size
    assert size["height"] >= 24
    box.tap()
    expect(phone.locator(".filters summary")).to_have_text("Filter the events (3)")
    phone.get_by_role("button", name="Show all").tap()
    expect(status(phone)).to_have_text("All 82 events")


def test_an_address_brings_the_filters_back(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?timeline=kh+pmf&importance=2&from=2023-10&to=2024-02")
    expect(chip(page, "Kataib Hezbollah")).to_be_checked()
    expect(chip(page, "Popular Mobilization")).to_be_checked()
    expect(page.locator("[name=from]")).to_have_value("2023-10-01")
    expect(page.locator("[name=to]")).to_have_value("2024-02-29")
    left = shown(page)
    assert 0 < left < 82
    page.reload()
    assert shown(page) == left
    page.locator(f"{EVENTS}:visible [data-of=timeline] a").first.click()
    page.wait_for_url("**/timelines/**")
    page.go_back()
    expect(status(page)).to_have_text(f"{left} of 82 events")
    expect(chip(page, "Kataib Hezbollah")).to_be_checked()


def test_what_an_address_says_and_nobody_knows_is_ignored(first_site: Path, watched: Watched) -> None:
    query = "?timeline=nobody&actor=%00&place=x+y&importance=9&from=yesterday&to=2024-13-45"
    page = watched.page
    opened(page, first_site, query)
    expect(status(page)).to_have_text("All 82 events")
    expect(page.locator("select[name=importance]")).to_have_value("")
    expect(page.get_by_role("button", name="Show all")).to_be_hidden()
    assert watched.faults == []


def test_when_nothing_fits_a_sentence_says_so(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?from=1985&to=1986")
    expect(status(page)).to_have_text("No event fits all of these filters.")
    expect(page.locator(".filters-none")).to_be_visible()
    assert shown(page) == page.locator(".year:visible").count() == 0
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".filters-none")).to_be_hidden()


def test_years_without_events_go_but_the_line_of_the_report_stays_between_others(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?importance=3")
    for year in page.locator(".year:visible").all():
        assert year.locator(".event:visible").count() > 0
    line = page.locator(".published-line")
    expect(line).to_be_visible()
    assert page.evaluate("""() => {
      const line = document.querySelector('.published-line')
      return [...document.querySelectorAll('.event:not([hidden])')].every(event =>
        event.matches('.is-later') === !!(line.compareDocumentPosition(event) & Node.DOCUMENT_POSITION_FOLLOWING))
    }""")
    opened(page, first_site, "?to=2010")
    expect(line).to_be_hidden()


def test_what_became_known_later_is_not_counted_where_it_is_not_shown(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?view=published")
    later = page.locator(".event.is-later").count()
    expect(status(page)).to_have_text(f"All {82 - later} events")
    promised = number_in(chip(page, "United States and Iraq").locator("xpath=..").text_content())
    chip(page, "United States and Iraq").click()
    expect(status(page)).to_have_text(f"{promised} of {82 - later} events")
    assert page.locator(".event:not([hidden]):not(.is-later)").count() == promised


def test_a_link_to_a_hidden_event_lifts_the_filters(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?timeline=red-sea")
    event = page.locator("#event-strikes-2024-01-23")
    expect(event).to_be_hidden()
    page.locator("#text a[href='#event-strikes-2024-01-23']").first.click()
    page.get_by_role("link", name="Show on this page").click()
    expect(event).to_be_in_viewport()
    expect(status(page)).to_contain_text("The filters were lifted")
    page.go_back()
    expect(event).to_be_hidden()
    expect(status(page)).to_have_text(re.compile(r"^\d+ of 82 events$"))


def test_the_same_link_works_again(first_site: Path, page: Page) -> None:
    opened(page, first_site, "#event-strikes-2024-01-23")
    choose(page, "actor", "houthis")
    event = page.locator("#event-strikes-2024-01-23")
    expect(event).to_be_hidden()
    page.locator("#text a[href='#event-strikes-2024-01-23']").first.click()
    page.get_by_role("link", name="Show on this page").click()
    expect(event).to_be_in_viewport()


def test_marks_of_hidden_events_are_drawn_dimmed_and_skipped_by_the_keyboard(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?actor=houthis")
    marks = page.locator(".timeline-strip a")
    off = page.locator(".timeline-strip a.is-off")
    assert 0 < off.count() < marks.count()
    expect(off.first).to_be_visible()
    assert float(off.first.evaluate("each => getComputedStyle(each).opacity")) < 0.5
    assert off.evaluate_all("marks => marks.every(each => each.tabIndex === -1)")
    stop = page.locator(".timeline-strip a[tabindex='0']")
    expect(stop).to_have_count(1)
    expect(page.locator(str(stop.get_attribute("href")))).to_be_visible()


@pytest.mark.parametrize("path", PAGES)
def test_without_script_there_is_no_form_and_all_events_are_there(
    first_site: Path, reader: Callable[..., Page], path: str
) -> None:
    page = reader(1280, java_script_enabled=False)
    opened(page, first_site, "?importance=3", path)
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".filters-none")).to_be_hidden()
    assert shown(page) == page.locator(EVENTS).count() > 0


@pytest.mark.parametrize("path", PAGES)
def test_no_form_is_wider_than_the_window(first_site: Path, page: Page, path: str) -> None:
    opened(page, first_site, "?from=2023-10&to=2024-02-28&importance=2", path)
    for width in (1280, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.querySelector('.filters details').open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        form, *parts = (
            page.locator(name).first.evaluate("({clientWidth, scrollWidth}) => [clientWidth, scrollWidth]")
            for name in (".filters", ".filter-chips", ".filter-fields", ".filters-status")
        )
        assert all(full <= room for room, full in (form, *parts)), width


def test_the_page_of_all_timelines_is_filtered_too(first_site: Path, watched: Watched) -> None:
    page = watched.open(first_site / "timelines/index.html")
    promised = number_in(chip(page, "Red Sea").locator("xpath=..").text_content())
    chip(page, "Red Sea").click()
    assert shown(page) == promised < 82
    expect(page.locator("select[name=actor]")).to_be_hidden()
    assert watched.faults == []


def test_in_forced_colours_choices_and_marks_can_be_told_apart(first_site: Path, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    opened(page, first_site, "?timeline=red-sea&from=2023-10&to=2024-02")
    expect(chip(page, "Red Sea")).to_be_checked()
    painted = page.evaluate("""() => {
      const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name]
      return [of('.strip-edge', 'stroke'), of('.strip-grip', 'fill'), of('body', 'backgroundColor')]
    }""")
    assert painted[0] == painted[1] != painted[2]


def test_on_paper_there_is_no_form(first_site: Path, page: Page) -> None:
    opened(page, first_site, "?importance=3")
    left = shown(page)
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".strip-brush")).to_be_hidden()
    assert shown(page) == left
