"""Starts the Chromium of the tests, the same way for all of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ADVICE, find_chromium

ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-quic", "--allow-file-access-from-files=false"]  # fmt: skip


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Give a browser and close it; there must be one on this machine."""
    chromium = find_chromium()
    assert chromium is not None, ADVICE
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=[*ARGUMENTS, *sandbox])
        yield browser
        browser.close()
