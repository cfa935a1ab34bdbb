"""Whatever authors write, nothing of it runs: at build time, in the page, or in the live map."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import hostile
from tests.browser.far import come_near
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site in which every text field is hostile."""
    project = TestProject(tmp_path_factory.mktemp("hostile")).write(hostile.project()).build()
    assert project.result.is_good, [str(each) for each in project.result.diagnostics]
    assert not (project.root / "pwned").exists()
    return project.root / "site"


def pages(site: Path) -> list[Path]:
    """Return all pages of a site."""
    return sorted(site.rglob("*.html"))


def test_no_text_of_any_field_runs_in_any_page(attacked: Path, watched: Watched) -> None:
    for path in pages(attacked):
        page = watched.open(path)
        assert page.evaluate("window.pwned") is None, path
    assert watched.faults == []
    assert watched.foreign_requests() == []


def test_texts_stand_in_the_explainer_as_they_were_written(attacked: Path, watched: Watched) -> None:
    page = watched.open(attacked / "index.html")
    text = page.evaluate("document.body.textContent")
    for string in hostile.SHOWN:
        assert text.count(string) > 20, string
    assert page.title().startswith("{{7*7}} {% x %} {# x #} </script><script>")


def test_every_kind_of_page_shows_them_as_they_were_written(attacked: Path, watched: Watched) -> None:
    for path in pages(attacked):
        text = watched.open(path).evaluate("document.body.textContent")
        for string in hostile.SHOWN:
            assert string in text, (path, string)


def test_nothing_runs_in_the_live_map_with_all_its_popups_open(attacked: Path, watched: Watched) -> None:
    page = open_map(watched, attacked / "map/index.html")
    for marker in page.locator(".map-marker").all():
        marker.press("Enter")
        assert "</script><script>window.pwned=1</script>" in page.locator(".leaflet-popup").last.inner_text()
    assert page.evaluate("window.pwned") is None
    assert watched.faults == []
    assert watched.foreign_requests() == []


def open_map(watched: Watched, path: Path) -> Page:
    """Open a page and its live map."""
    page = watched.open(path)
    come_near(page.locator(".map-open"))
    page.locator(".map-open").click()
    page.locator(".leaflet-container").wait_for()
    return page
