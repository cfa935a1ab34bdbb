"""The first explainer as its readers meet it: from disk, with and without script, wide and narrow, on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.far import come_near
from tests.browser.watched import Watched

pytestmark = pytest.mark.browser

KINDS = (
    "index.html", "404.html", "about/index.html", "claims/index.html", "sources/index.html",
    "glossary/index.html", "glossary/kataib-hezbollah/index.html", "glossary/singh/index.html",
    "timelines/index.html", "timelines/kh/index.html",
    "map/index.html", "map/al-qaim/index.html", "map/iraq/index.html",
)  # fmt: skip
"""One page of every kind, a full and a sparse one where that differs."""


@pytest.fixture
def without_script(reader: Callable[..., Page]) -> Page:
    """Return a page in a browser that runs no script."""
    return reader(1280, 900, java_script_enabled=False)


def test_no_page_asks_anybody_or_complains(first_site: Path, watched: Watched) -> None:
    for path in sorted(first_site.rglob("*.html")):
        watched.open(path)
    assert watched.faults == []
    assert watched.foreign_requests() == []


def test_no_page_is_wider_than_the_window(first_site: Path, page: Page) -> None:
    for kind in KINDS:
        page.goto((first_site / kind).as_uri())
        for width in (2560, 1280, 768, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (kind, width)


def test_without_script_everything_is_there(first_site: Path, without_script: Page) -> None:
    page = without_script
    page.goto((first_site / "index.html").as_uri())
    expect(page.locator("aside.note:visible")).to_have_count(25)
    expect(page.locator("ol li.event:visible")).to_have_count(82)
    expect(page.locator("#map svg:visible").first).to_be_visible()
    assert page.locator("li.place-entry:visible").count() >= 20
    expect(page.locator(".map-open")).to_be_hidden()


def test_a_term_leads_to_its_explanation_and_that_leads_back(first_site: Path, without_script: Page) -> None:
    page = without_script
    page.goto((first_site / "index.html").as_uri())
    page.locator("a.term[href='#term-pmf']").first.click()
    entry = page.locator("#term-pmf")
    expect(entry).to_be_in_viewport()
    entry.locator("a[href^='#p-']").first.click()
    assert "#p-" in page.url
    expect(page.locator(f"#{page.url.rpartition('#')[2]}")).to_be_in_viewport()


def test_a_note_s_number_leads_to_the_note_beside_its_words(first_site: Path, page: Page) -> None:
    page.goto((first_site / "index.html").as_uri())
    number = page.locator(".note-ref a").nth(4)
    number.scroll_into_view_if_needed()
    words = number.bounding_box()
    note = page.locator(str(number.get_attribute("href"))).bounding_box()
    assert words
    assert note
    assert note["x"] > words["x"]
    assert abs(note["y"] - words["y"]) < 700


def test_notes_never_cover_each_other_or_the_text(first_site: Path, page: Page) -> None:
    page.goto((first_site / "index.html").as_uri())
    for width in (320, 768, 1100, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        overlaps = page.evaluate("""() => {
          const all = [...document.querySelectorAll('aside.note, .article-body p[id^=p-]')];
          const boxes = all.map(e => e.getBoundingClientRect());
          const before = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 1;
          const apart = (a, b) => before(a, b) || before(b, a);
          return boxes.filter((a, i) => boxes.some((b, j) => i < j && !apart(a, b))).length;
        }""")
        assert overlaps == 0, width


def test_a_date_that_depends_on_the_place_is_shown_on_both_clocks(first_site: Path, page: Page) -> None:
    page.goto((first_site / "timelines/kh/index.html").as_uri())
    for words in ("24 January 2024", "00:15", "Baghdad", "16:15", "Washington"):
        expect(page.locator("#event-strikes-2024-01-23")).to_contain_text(words)


def test_the_live_map_opens_from_disk(first_site: Path, watched: Watched) -> None:
    page = watched.open(first_site / "index.html")
    come_near(page.locator(".map-open"))
    page.locator(".map-open").click()
    page.locator(".leaflet-container .map-marker").first.wait_for()
    assert watched.faults == []
    assert watched.foreign_requests() == []


def test_on_paper_are_text_notes_and_the_map(first_site: Path, page: Page, tmp_path: Path) -> None:
    page.goto((first_site / "index.html").as_uri())
    page.emulate_media(media="print")
    text = page.locator("body").inner_text()
    assert "Whose facilities?" in text
    expect(page.locator("nav.site-nav, header nav").first).to_be_hidden()
    expect(page.locator("#map svg").first).to_be_visible()
    path = tmp_path / "explainer.pdf"
    page.pdf(path=path)
    assert path.stat().st_size > 100_000


@pytest.mark.parametrize("width", [320, 1280])
def test_the_numbers_of_sources_are_painted_whole(first_site: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((first_site / "index.html").as_uri())
    found = page.locator(".sources > li").evaluate_all("""items => items.map(each => {
      const style = getComputedStyle(each);
      return [style.overflowClipMargin, style.marginInlineStart];
    })""")
    assert found
    for painted, room in found:
        assert float(painted.removesuffix("px")) >= float(room.removesuffix("px")) > 0
