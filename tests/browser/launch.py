"""Starts the Chromium of the tests, the same way for all of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.chromium import ADVICE, find_chromium

FEATURES_OFF = (
    # The address bar's suggestions are two pages of the browser's own: half of what a new window costs.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "AimEnabled",
    # What Playwright switches off: its list gives way to this one.
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "PreconnectToSearch",
)  # fmt: skip

ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--disable-quic", "--allow-file-access-from-files=false",
             f"--disable-features={','.join(FEATURES_OFF)}"]  # fmt: skip


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
