"""Pages that remember everything that went wrong in them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import Watched
from tests.project import TestProject


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page of its own for each test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def watched(page: Page) -> Watched:
    """Return a page that is watched."""
    return Watched(page)


@pytest.fixture(scope="session")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built first explainer."""
    root = tmp_path_factory.mktemp("first")
    source = Path(__file__).parents[2] / "content"
    for path in source.rglob("*"):
        if path.is_file():
            TestProject(root).write({f"content/{path.relative_to(source).as_posix()}": path.read_bytes()})
    built = TestProject(root).build(strict=True).result
    assert built.is_good, [str(each) for each in built.diagnostics]
    return root / "site"
