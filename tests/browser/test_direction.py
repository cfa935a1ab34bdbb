"""A site in Arabic: every page from right to left, in Arabic words, without a scroll to the side."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = pytest.mark.browser

KINDS = (
    "index.html", "glossary/index.html", "glossary/port-office/index.html", "timelines/index.html",
    "timelines/line/index.html", "map/index.html", "map/north-quay/index.html", "claims/index.html",
    "sources/index.html", "about/index.html", "404.html",
)  # fmt: skip


@pytest.fixture(name="site", scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = TestProject.of("abbara", tmp_path_factory.mktemp("abbara")).build(strict=True)
    assert project.result.is_good, project.result.diagnostics
    return project.root / "site"


@pytest.fixture(name="narrow")
def fixture_narrow(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", KINDS)
def test_a_page_reads_from_right_to_left_and_fits_the_narrowest_phone(site: Path, narrow: Page, path: str) -> None:
    watched = Watched(narrow)
    page = watched.open(site / path)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert watched.faults == []


def test_headings_start_at_the_right_edge_and_notes_stand_at_the_left(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    edges = (
        "name => { const {left, right} = document.querySelector(name).getBoundingClientRect(); return [left, right] }"
    )
    heading, passage, note = (page.evaluate(edges, name) for name in ("h1", ".passage", ".note"))
    assert heading[1] > 1200
    assert note[1] < passage[0]


def test_counts_dates_and_marks_are_said_in_arabic(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    assert "4 أحداث" in page.locator(".counts").inner_text()
    assert "مارس 2021" in page.locator(".provenance").inner_text()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.kind-later .kind'), '::before').content") == '"◀" / ""'
    )


def test_names_in_another_script_say_their_language_and_direction(site: Path, watched: Watched) -> None:
    page = watched.open(site / "glossary/port-office/index.html")
    name = page.locator("bdi", has_text="Port Office").first
    assert (name.get_attribute("lang"), name.get_attribute("dir")) == ("en", "ltr")
