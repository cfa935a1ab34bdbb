"""Browser windows that are used again: to open one takes longer than most of what is tried in it.

A window goes back as it came: blank, with the media it was opened for, with no memory of requests and faults. What
cannot be undone (a clock, a script before every page, a permission, a service worker) is for windows of its own.
"""

from collections import defaultdict
from typing import Any

from playwright.sync_api import Browser

from tests.browser.watched import Watched

Options = dict[str, Any]


class Windows:
    """The windows that wait, by the options of their contexts."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._waiting: dict[str, list[Watched]] = defaultdict(list)

    def open(self, width: int, height: int, options: Options) -> Watched:
        """Return a window that waits, or a new one."""
        waiting = self._waiting[_key(options)]
        window = waiting.pop() if waiting else self.new(width, height, options)
        window.page.set_viewport_size({"width": width, "height": height})
        window.requests.clear()
        window.faults.clear()
        return window

    def new(self, width: int, height: int, options: Options) -> Watched:
        """Return a window that nobody has used."""
        return Watched(self._browser.new_context(viewport={"width": width, "height": height}, **options).new_page())

    def put_back(self, window: Watched, options: Options) -> None:
        """Let a window wait for its next use."""
        page = window.page
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.unroute_all()
        page.goto("about:blank")
        page.mouse.move(0, 0)
        page.emulate_media(
            media="null",
            color_scheme=options.get("color_scheme", "light"),
            reduced_motion=options.get("reduced_motion", "no-preference"),
            forced_colors=options.get("forced_colors", "none"),
        )
        self._waiting[_key(options)].append(window)


def _key(options: Options) -> str:
    return repr(sorted(options.items()))
