"""The search as readers use it: by keyboard, mouse and touch; absent where it cannot work."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.browser.served import served
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = [pytest.mark.browser, pytest.mark.own_window]

NO_WORKER = "delete Navigator.prototype.serviceWorker"
"""A worker would fetch what a test holds back or refuses."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a small site that can be searched; one of its entries tries to be more than text."""
    project = TestProject.of("ferry", tmp_path_factory.mktemp("search"))
    project.replace("content/site.yaml", "search: false", "search: true")
    project.replace(
        "content/glossaries/harbour.yaml",
        "A boat that crosses",
        "A boat <img src=x onerror=alert(1)> & <mark>it</mark> crosses",
    )
    assert project.build().result.is_good
    return project.root / "site"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Return the address at which the small site is served."""
    with served(folder.parent) as root:
        yield f"{root}site/"  # not at the server's root


@pytest.fixture(autouse=True)
def no_worker(page: Page) -> None:
    """Let no service worker answer, so that tests can hold or refuse what a page asks for."""
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})")


@pytest.fixture
def home(address: str, watched: Watched) -> Iterator[Page]:
    """Return the home page, served; nothing may go wrong on it."""
    watched.page.add_init_script(NO_WORKER)
    watched.page.goto(f"{address}index.html")
    yield watched.page
    assert watched.faults == []
    assert [url for url in watched.requests if not url.startswith(address)] == []


def results(page: Page) -> Locator:
    return page.locator(".search-results a")


def look_for(page: Page, words: str) -> None:
    """Open the search by its button and type."""
    page.get_by_role("button", name="Search").click()
    page.keyboard.type(words)
    expect(page.locator(".search-status")).not_to_be_empty()


def test_nothing_of_the_search_is_loaded_before_it_is_opened(home: Page, watched: Watched) -> None:
    assert not [url for url in watched.requests if "/search" in url]
    look_for(home, "ferry")
    assert any(url.endswith("pagefind.js") for url in watched.requests)


def test_the_dialog_shows_only_with_its_look_and_takes_what_is_typed_before(home: Page) -> None:
    held: list[Route] = []
    home.route("**/search-dialog.css", lambda route: held.append(route))  # noqa: PLW0108 - playwright wants a function
    home.get_by_role("button", name="Search").click()
    home.wait_for_function("document.activeElement.matches('#search-words')")
    home.keyboard.type("fer")
    assert home.locator("#search").evaluate("each => getComputedStyle(each).opacity") == "0"
    held[0].continue_()
    expect(home.locator("#search")).to_have_css("opacity", "1")
    expect(home.locator("#search")).to_have_css("border-radius", "6px")
    expect(home.locator("#search-words")).to_have_value("fer")


def test_what_is_typed_is_found_and_leads_to_the_very_entry(home: Page, address: str) -> None:
    look_for(home, "first boat")
    link = results(home).filter(has_text="The first boat").filter(has_text="Event · about 1898")
    link.click()
    expect(home.locator("#search")).to_be_hidden()
    expect(home).to_have_url(re.compile("#event-first-boat$"))
    expect(home.locator("#event-first-boat")).to_be_in_viewport()


def test_an_entry_with_a_page_of_its_own_is_found_by_another_spelling(home: Page, address: str) -> None:
    look_for(home, "harbour board")
    results(home).first.click()
    expect(home).to_have_url(f"{address}glossary/port-office/index.html")


def test_from_a_page_deep_inside_results_lead_to_the_right_place(home: Page, address: str) -> None:
    home.goto(f"{address}glossary/ferry/index.html")
    look_for(home, "legs")
    results(home).filter(has_text="Note").first.click()
    expect(home).to_have_url(f"{address}index.html#note-legs")


def test_found_words_are_marked_and_content_stays_text(home: Page) -> None:
    look_for(home, "boat")
    entry = home.locator(".search-results li").filter(has_text="<img src=x onerror=alert(1)> & <mark>it</mark>")
    expect(entry.locator("mark").first).to_have_text(re.compile("boat", re.IGNORECASE))
    expect(home.locator(".search-results img")).to_have_count(0)


def test_results_can_be_narrowed_to_kinds_and_the_number_is_said(home: Page) -> None:
    look_for(home, "ferry")
    everything = results(home).count()
    chip = home.get_by_role("button", name=re.compile("^Terms"))
    number = int(chip.locator("span").inner_text())
    assert 0 < number < everything
    chip.click()
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(results(home)).to_have_count(number)
    assert all(text.startswith("Term · ") for text in home.locator(".search-results small").all_inner_texts())
    expect(home.locator(".search-status")).to_have_text(f"{number} result{'s' if number > 1 else ''}")
    chip.click()
    expect(results(home)).to_have_count(everything)


def test_it_can_be_used_without_a_mouse(home: Page) -> None:
    home.keyboard.press("Tab")
    focused = home.evaluate_handle("document.activeElement")
    home.keyboard.press("/")
    expect(home.get_by_role("searchbox")).to_be_focused()
    expect(home.get_by_role("searchbox")).to_have_value("")
    home.keyboard.type("ferry")
    expect(results(home).nth(1)).to_be_visible()
    home.keyboard.press("Enter")
    expect(results(home).nth(0)).to_be_focused()
    home.keyboard.press("ArrowDown")
    expect(results(home).nth(1)).to_be_focused()
    home.keyboard.press("ArrowUp")
    home.keyboard.press("ArrowUp")
    expect(home.get_by_role("searchbox")).to_be_focused()
    home.keyboard.press("Escape")  # the first may only empty the field
    home.keyboard.press("Escape")
    expect(home.locator("#search")).to_be_hidden()
    assert home.evaluate("before => document.activeElement === before", focused)


def test_enter_on_a_result_follows_it(home: Page, address: str) -> None:
    home.keyboard.press("Control+k")
    home.keyboard.type("north quay")
    expect(results(home).first).to_contain_text("North Quay")
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Enter")
    expect(home).to_have_url(f"{address}map/north-quay/index.html")


def test_the_keys_do_nothing_while_somebody_types_elsewhere(home: Page) -> None:
    home.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    home.locator("textarea").focus()
    home.keyboard.press("/")
    home.keyboard.press("Control+k")
    expect(home.locator("textarea")).to_have_value("/")
    expect(home.locator("#search")).to_be_hidden()


def test_the_single_key_can_be_switched_off_and_stays_off(home: Page) -> None:
    """WCAG 2.1.4: a shortcut that is one character can be turned off."""
    home.keyboard.press("/")
    home.get_by_label("The / key opens the search").uncheck()
    home.reload()
    home.keyboard.press("/")
    expect(home.locator("#search")).to_be_hidden()
    home.keyboard.press("Control+k")
    expect(home.get_by_label("The / key opens the search")).not_to_be_checked()
    home.get_by_label("The / key opens the search").check()
    home.get_by_role("button", name="Close").click()
    home.keyboard.press("/")
    expect(home.locator("#search")).to_be_visible()


def test_nothing_found_is_said_with_the_words(home: Page) -> None:
    look_for(home, "$& zeppelin")
    expect(home.locator(".search-status")).to_have_text(
        "Nothing found for “$& zeppelin”. Try fewer words or another spelling."
    )
    expect(results(home)).to_have_count(0)
    home.get_by_role("searchbox").fill("")
    expect(home.locator(".search-status")).to_be_empty()


def test_what_is_typed_before_all_is_loaded_is_looked_for(home: Page) -> None:
    held: list[Route] = []
    home.route("**/pagefind.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright wants a function
    with home.expect_request("**/pagefind.js"):
        home.keyboard.press("/")
    home.keyboard.type("ferry")
    expect(results(home)).to_have_count(0)
    held[0].continue_()
    expect(results(home).first).to_be_visible()


def test_a_search_that_cannot_be_loaded_says_so(address: str, page: Page) -> None:
    page.add_init_script(NO_WORKER)
    page.goto(f"{address}index.html")
    page.route("**/pagefind.js", lambda route: route.abort())
    look_for(page, "ferry")
    expect(page.locator(".search-status")).to_have_text("The search could not be loaded. Close it and try again.")


def test_on_a_phone_it_fills_the_window_and_can_be_used_by_touch(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{address}index.html")
    page.get_by_role("button", name="Search").tap()
    box = page.locator("#search").bounding_box()
    assert box
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 640)
    page.get_by_role("searchbox").fill("ferry")
    expect(results(page).first).to_be_visible()
    assert page.locator("#search").evaluate("each => each.scrollWidth <= each.clientWidth")
    small = page.locator("#search").evaluate(
        """each => [...each.querySelectorAll('button, a, .search-foot label, [type=search]')]
          .filter(one => one.offsetParent).map(one => one.getBoundingClientRect())
          .filter(box => box.height < 24 || box.width < 24).length"""
    )
    assert small == 0
    results(page).first.tap()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_from_disk_there_is_none_and_not_a_word_about_it(folder: Path, watched: Watched) -> None:
    page = watched.open(folder / "index.html")
    expect(page.locator(".search-open")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    expect(page.locator("#search")).to_be_hidden()
    assert watched.faults == []
    assert watched.foreign_requests() == []


def test_without_script_there_is_none(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}index.html")
    expect(page.locator(".search-open")).to_be_hidden()
    expect(page.locator("#search")).to_be_hidden()
    context.close()


def test_a_site_in_arabic_can_be_searched_from_right_to_left(tmp_path: Path, watched: Watched) -> None:
    project = TestProject.of("ferry", tmp_path)
    project.replace("content/site.yaml", "language: en-GB", "language: ar")
    project.replace("content/site.yaml", "search: false", "search: true")
    project.replace("content/glossaries/harbour.yaml", "A boat that crosses", "قارب يعبر الميناء كل يوم; it crosses")
    assert project.build().result.is_good
    with served(tmp_path / "site") as root:
        page = watched.page
        page.goto(f"{root}index.html")
        page.keyboard.press("/")
        page.keyboard.type("الميناء")
        expect(page.locator(".search-results mark")).to_have_text("الميناء")
        assert page.locator("#search").evaluate("each => getComputedStyle(each).direction") == "rtl"
        page.context.pages[0].goto("about:blank")
    assert watched.faults == []


def test_the_policy_of_a_server_that_allows_webassembly_is_enough(folder: Path, watched: Watched) -> None:
    """What docs/how-to/publish.md gives."""
    text = (Path(__file__).parents[2] / "docs/how-to/publish.md").read_text("utf-8")
    policy = re.search("^Content-Security-Policy: (.*)$", text, re.MULTILINE)
    assert policy
    with served(folder, {"Content-Security-Policy": policy[1]}) as root:
        watched.page.goto(f"{root}index.html")
        look_for(watched.page, "ferry")
        expect(results(watched.page).first).to_be_visible()
        watched.page.goto("about:blank")
    assert watched.faults == []
