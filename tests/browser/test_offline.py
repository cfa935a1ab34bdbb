"""Reading without a network, where the site was served; from disk and in a preview there is none of it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.served import served
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = [pytest.mark.browser, pytest.mark.own_window]

IS_KEPT = "() => navigator.serviceWorker.ready.then(async () => (await caches.match(location.href)) !== undefined)"


@pytest.fixture(name="site", scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return TestProject.of("ferry", tmp_path_factory.mktemp("served") / "deep" / "down").build().root / "site"


def test_what_was_opened_can_be_read_without_a_network(site: Path, page: Page) -> None:
    with served(site.parents[1]) as address:
        home = f"{address}down/site/"
        page.goto(home)
        page.wait_for_function(IS_KEPT)
        page.goto(f"{home}glossary/port-office/index.html?from=2021#content")
        page.wait_for_function(IS_KEPT)
        page.context.set_offline(offline=True)
        page.reload()
        assert page.locator("h1").inner_text() == "Port Office"
        page.goto(home)
        assert page.locator("h1").inner_text() == "The ferry stops"
        assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).display") == "grid"


def test_with_a_network_nobody_reads_yesterdays_page(site: Path, page: Page) -> None:
    with served(site) as address:
        page.goto(f"{address}about/index.html")
        page.wait_for_function(IS_KEPT)
        about = site / "about" / "index.html"
        before = about.read_bytes()
        about.write_bytes(before.replace(b"Made up", b"Set right"))
        page.reload()
        assert "Set right" in page.locator("main").inner_text()
        about.write_bytes(before)


def test_a_served_page_names_its_manifest_and_breaks_no_policy(site: Path, watched: Watched) -> None:
    with served(site) as address:
        watched.page.goto(f"{address}map/index.html")
        watched.page.wait_for_function(IS_KEPT)
        assert watched.page.locator("link[rel=manifest]").get_attribute("href") == f"{address}manifest.webmanifest"
        assert watched.faults == []


def test_from_disk_nothing_is_kept_and_no_manifest_is_asked_for(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    assert page.locator("link[rel=manifest]").count() == 0
    assert watched.faults == []
