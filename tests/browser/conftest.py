"""Pages that remember everything that went wrong in them, and sites that several modules read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.watched import Watched
from tests.browser.windows import Options, Windows
from tests.once import once
from tests.project import TestProject

Opener = Callable[..., Watched]


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Return the windows that all tests share."""
    return Windows(browser)


@pytest.fixture
def opener(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Return what opens a window: its width and height, and options of a context. None is shared after a failure."""
    opened: list[tuple[Watched, Options]] = []
    is_own = request.node.get_closest_marker("own_window") is not None
    failed = request.session.testsfailed

    def open_window(width: int, height: int = 800, **options: Any) -> Watched:
        window = (windows.new if is_own else windows.open)(width, height, options)
        opened.append((window, options))
        return window

    yield open_window
    for window, options in opened:
        if is_own or request.session.testsfailed > failed:
            window.page.context.close()
        else:
            windows.put_back(window, options)


@pytest.fixture
def watched(opener: Opener) -> Watched:
    """Return a page that is watched."""
    return opener(1280, 900)


@pytest.fixture
def page(watched: Watched) -> Page:
    """Return a page."""
    return watched.page


@pytest.fixture
def phone(opener: Opener) -> Page:
    """Return a page of a phone."""
    return opener(390, has_touch=True, is_mobile=True).page


@pytest.fixture
def reader(opener: Opener) -> Iterator[Callable[..., Page]]:
    """Return what opens a window for a reader: its width, and options of a context. In none may anything go wrong."""
    windows: list[Watched] = []

    def open_window(width: int, height: int = 800, **options: Any) -> Page:
        windows.append(opener(width, height, **options))
        return windows[-1].page

    yield open_window
    for each in windows:
        assert each.faults == []
        assert each.foreign_requests() == []


@pytest.fixture(scope="session")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built first explainer; nobody writes into it."""
    content = Path(__file__).parents[2] / "content"

    def build(root: Path) -> None:
        for path in content.rglob("*"):
            if path.is_file():
                TestProject(root).write({f"content/{path.relative_to(content).as_posix()}": path.read_bytes()})
        built = TestProject(root).build(strict=True).result
        assert built.is_good, [str(each) for each in built.diagnostics]

    return once(tmp_path_factory, "first", build) / "site"


@pytest.fixture(scope="session")
def ferry_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the built small site; nobody writes into it."""

    def build(root: Path) -> None:
        built = TestProject.of("ferry", root).build(base_url="https://ferry.example/line").result
        assert built.is_good, [str(each) for each in built.diagnostics]

    return once(tmp_path_factory, "ferry", build) / "site"
