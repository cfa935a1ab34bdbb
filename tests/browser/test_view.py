"""As published or as known now: what came later can be hidden, and the page says so."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.project import TestProject

pytestmark = pytest.mark.browser

Reader = Callable[..., Page]

LATER_NOTE = "five-days-on"
LATER_EVENT = "tower22-2024"
STILL = {"reduced_motion": "reduce"}


def choose(page: Page, name: str) -> None:
    """Choose what to show; on narrow screens the control is folded into the contents."""
    if page.locator(".contents summary").is_visible() and page.locator(".contents-list").is_hidden():
        page.locator(".contents summary").click()
    page.get_by_role("radio", name=name).check()


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_as_published_what_came_later_is_hidden_and_counted(first_site: Path, reader: Reader, width: int) -> None:
    page = reader(width, **STILL)
    page.goto((first_site / "index.html").as_uri())
    notes, events = page.locator(".note.kind-later"), page.locator(".event.is-later")
    said = f"{notes.count()} notes, {events.count()} events"
    all_notes, all_events = page.locator(".note:visible").count(), page.locator(".event:visible").count()
    choose(page, "As published, 24 January 2024")
    assert "view=published" in page.url
    for hidden in (".note.kind-later", ".event.is-later", ".strip-later", ".published-line"):
        expect(page.locator(f"{hidden}:visible")).to_have_count(0)
    expect(page.locator(".note:visible")).to_have_count(all_notes - notes.count())
    expect(page.locator(".event:visible")).to_have_count(all_events - events.count())
    expect(page.locator(".view-said")).to_contain_text(said)
    expect(page.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(page.locator(".contents-state")).to_have_text("As published, 24 January 2024")
    choose(page, "As known on 22 November 2026")
    assert "view" not in page.url
    expect(page.locator(".note:visible")).to_have_count(all_notes)
    expect(page.locator(".event:visible")).to_have_count(all_events)
    expect(page.locator(".view-said")).to_be_hidden()


def test_no_year_is_left_without_events(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri() + "?view=published")
    years = page.locator(".year:visible")
    assert years.count() > 5
    for year in years.all():
        assert year.locator(".event:visible").count()


def test_the_choice_outlives_a_reload_and_is_told_by_the_address(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri() + "#p-3")
    choose(page, "As published")
    page.reload()
    assert page.url.endswith("?view=published#p-3")
    expect(page.get_by_role("radio", name="As published")).to_be_checked()
    expect(page.locator(f"#note-{LATER_NOTE}")).to_be_hidden()


def test_numbers_and_marks_of_hidden_notes_go_and_the_words_stay(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri())
    words = page.locator(f"[data-note={LATER_NOTE}]").first
    text, marked = words.inner_text(), words.evaluate("e => getComputedStyle(e).backgroundImage")
    assert marked != "none"
    choose(page, "As published")
    assert words.inner_text() == text
    assert words.evaluate("e => getComputedStyle(e).backgroundImage") == "none"
    expect(page.locator(f"#noteref-{LATER_NOTE}")).to_be_hidden()
    numbers = page.locator(".note-ref:visible").all_inner_texts()
    assert numbers == page.locator(".note:visible .note-number").all_inner_texts()
    assert numbers[-1] == "25"


def test_the_ways_between_notes_pass_over_hidden_ones_and_come_back(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri())
    ways = ".note-steps a"
    before = page.locator(ways).evaluate_all("all => all.map(e => e.hash)")
    choose(page, "As published")
    shown = page.locator(".note:visible").evaluate_all("all => all.map(e => '#' + e.id)")
    assert page.locator(".note-next:visible").evaluate_all("all => all.map(e => e.hash)") == shown[1:]
    assert page.locator(".note-previous:visible").evaluate_all("all => all.map(e => e.hash)") == shown[:-1]
    choose(page, "As known on")
    assert page.locator(ways).evaluate_all("all => all.map(e => e.hash)") == before


@pytest.mark.parametrize("goal", [f"event-{LATER_EVENT}", f"note-{LATER_NOTE}", f"noteref-{LATER_NOTE}"])
def test_an_address_of_something_hidden_shows_it(first_site: Path, reader: Reader, goal: str) -> None:
    page = reader(390, **STILL)
    page.goto((first_site / "index.html").as_uri() + f"?view=published#{goal}")
    expect(page.locator(f"#{goal}")).to_be_in_viewport()
    expect(page.locator(".contents-state")).to_have_text("As known on 22 November 2026")
    assert "view" not in page.url


def test_a_link_to_something_hidden_shows_it(first_site: Path, reader: Reader) -> None:
    page = reader(1280, **STILL)
    page.goto((first_site / "index.html").as_uri() + "?view=published")
    page.locator(f".places [data-of=event] a[href='#event-{LATER_EVENT}']").first.click()
    expect(page.locator(f"#event-{LATER_EVENT}")).to_be_in_viewport()
    expect(page.get_by_role("radio", name="As known on")).to_be_checked()


def test_a_link_to_something_that_is_shown_changes_nothing(first_site: Path, reader: Reader) -> None:
    page = reader(1280, **STILL)
    page.goto((first_site / "index.html").as_uri() + "?view=published")
    page.locator(".places [data-of=event] a[href='#event-strikes-2024-01-23']").first.click()
    expect(page.locator("#event-strikes-2024-01-23")).to_be_in_viewport()
    expect(page.get_by_role("radio", name="As published")).to_be_checked()


def test_by_keyboard_an_arrow_changes_the_view(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri())
    page.get_by_role("radio", name="As known on").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="As published")).to_be_focused()
    expect(page.locator(f"#note-{LATER_NOTE}")).to_be_hidden()
    expect(page.get_by_role("group", name="What to show")).to_be_visible()


def test_on_a_phone_a_tap_in_the_bar_changes_the_view(first_site: Path, reader: Reader) -> None:
    page = reader(390, has_touch=True, is_mobile=True, **STILL)
    page.goto((first_site / "index.html").as_uri() + "#p-4")
    page.locator(".contents summary").tap()
    page.get_by_text("As published, 24 January 2024", exact=True).tap()
    expect(page.locator(".contents-state")).to_have_text("As published, 24 January 2024")
    expect(page.get_by_role("status").filter(has_text="Hidden")).to_be_visible()


def test_on_paper_stands_what_is_shown_and_that_it_is_not_all(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri() + "?view=published")
    page.emulate_media(media="print")
    expect(page.locator(".view-said")).to_be_visible()
    expect(page.locator(f"#note-{LATER_NOTE}")).to_be_hidden()
    expect(page.locator(".view")).to_be_hidden()


def test_without_script_everything_is_shown_and_there_is_nothing_to_choose(first_site: Path, reader: Reader) -> None:
    page = reader(1280, java_script_enabled=False)
    page.goto((first_site / "index.html").as_uri() + "?view=published")
    expect(page.locator(".view")).to_be_hidden()
    expect(page.locator(f"#event-{LATER_EVENT}")).to_be_visible()
    expect(page.locator(".contents")).to_contain_text("As known on 22 November 2026")


def test_where_nothing_came_later_there_is_no_choice(tmp_path: Path, reader: Reader) -> None:
    project = TestProject.of("ferry", tmp_path)
    project.replace("content/timelines/line.yaml", "date: 2022/..", "date: 2019").build()
    page = reader(1280)
    page.goto((tmp_path / "site" / "index.html").as_uri() + "?view=published")
    expect(page.locator(".contents")).to_contain_text("As known on 1 May 2024")
    assert page.locator("[name=view]").count() == 0
