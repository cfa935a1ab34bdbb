"""The budgets that depend on no machine: what the explainer weighs, and whom it asks."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser

from tests.audit.budgets import FOREIGN, SCRIPTS, TOTAL, foreign_requests, kilobytes, loaded, own_scripts


def test_the_explainer_is_no_heavier_than_its_budgets(
    browser: Browser, built: Callable[[str], Path], address: Callable[[str], str]
) -> None:
    assert kilobytes(body for _, body in loaded(browser, address("first"))) <= TOTAL.most
    assert kilobytes(own_scripts(built("first"))) <= SCRIPTS.most


def test_the_explainer_asks_no_other_host_whatever_is_opened(browser: Browser, address: Callable[[str], str]) -> None:
    assert len(foreign_requests(browser, address("first"))) <= FOREIGN.most
