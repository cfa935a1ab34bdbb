"""Pages that remember everything that went wrong in them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

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


@pytest.fixture
def reader(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return what opens a window for a reader: its width, and options of a context. In none may anything go wrong."""
    windows: list[Watched] = []

    def open_window(width: int, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        windows.append(Watched(context.new_page()))
        return windows[-1].page

    yield open_window
    for each in windows:
        each.page.context.close()
        assert each.faults == []
        assert each.foreign_requests() == []
