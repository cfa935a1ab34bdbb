"""Every page is valid HTML, says the Nu Html Checker."""

from collections.abc import Callable
from pathlib import Path

from tests.audit.sites import SITES
from tests.audit.vnu import EXCUSES, check, excused


def test_every_page_is_valid_and_every_excuse_still_needed(tmp_path: Path, built: Callable[[str], Path]) -> None:
    for site in SITES:
        (tmp_path / site).symlink_to(built(site), target_is_directory=True)
    left, needless = excused(check(tmp_path), EXCUSES)
    assert not left, "\n".join(["", *left])
    assert needless == []


def test_the_checker_finds_what_is_wrong_and_knows_what_is_new(tmp_path: Path) -> None:
    body = "<search><p popover inert>One</p><p id=a>Two<p id=a>Three</search>"
    (tmp_path / "index.html").write_text(f"<!doctype html><html lang=en><title>T</title>{body}", "utf-8")
    found = check(tmp_path)
    assert len(found) == 1
    assert found[0].startswith("index.html:1: Duplicate ID")
