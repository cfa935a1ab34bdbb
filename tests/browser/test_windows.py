"""Windows that tests share come back as they were opened, and what is built once is built once."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.windows import Windows
from tests.once import once

pytestmark = pytest.mark.browser

STILL = {"reduced_motion": "reduce"}
MEDIA = "['print', '(prefers-reduced-motion)', '(forced-colors: active)'].map(each => matchMedia(each).matches)"


def test_a_used_window_comes_back_blank_with_its_media_and_without_memories(browser: Browser) -> None:
    windows = Windows(browser)
    used = windows.open(390, 800, STILL)
    used.page.goto("data:text/html,<title>Used</title>")
    used.page.emulate_media(media="print", reduced_motion="no-preference", forced_colors="active")
    used.faults.append("a fault")
    windows.put_back(used, STILL)
    again = windows.open(320, 700, STILL)
    assert again is used
    assert (again.page.url, again.page.title(), again.faults, again.requests) == ("about:blank", "", [], [])
    assert again.page.viewport_size == {"width": 320, "height": 700}
    assert again.page.evaluate(MEDIA) == [False, True, False]
    again.page.context.close()


def test_a_window_of_other_options_is_another(browser: Browser) -> None:
    windows = Windows(browser)
    used = windows.open(390, 800, STILL)
    windows.put_back(used, STILL)
    other = windows.open(390, 800, {})
    assert other is not used
    assert other.page.evaluate(MEDIA) == [False, False, False]
    for each in (used, other):
        each.page.context.close()


def test_what_is_made_once_is_found_again(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> None:
    name = tmp_path.name
    folder = once(tmp_path_factory, name, lambda root: (root / "made").touch())
    assert once(tmp_path_factory, name, lambda root: (root / "again").touch()) == folder
    assert [path.name for path in folder.iterdir()] == ["made"]
