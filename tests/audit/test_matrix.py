"""Every kind of page at every width, in every look, in every state: nothing that axe finds, nothing that complains."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.audit.axe import findings
from tests.audit.looks import LOOKS, WIDTHS, Look
from tests.audit.sites import SITES, one_of_each_kind
from tests.audit.states import STATES, State
from tests.audit.visits import Visit, visit

SMALL = [name for name, site in SITES.items() if site.is_small]

Address = Callable[[str], str]
Built = Callable[[str], Path]


CASES = [
    pytest.param(name, width, marks=[] if site.is_small else pytest.mark.long)
    for name, site in SITES.items()
    for width in WIDTHS
]


@pytest.mark.parametrize(("site", "width"), CASES)
def test_no_page_has_a_fault(site: str, width: int, browser: Browser, built: Built, address: Address) -> None:
    faults = []
    with visit(browser, address(site), width) as visiting:
        for path in SITES[site].only or one_of_each_kind(built(site)):
            visiting.go(path)
            faults += [f"{path}, {fault}" for fault in in_looks(SITES[site].looks(width), visiting)]
        none_found(faults, visiting)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("site", SMALL)
def test_no_page_has_a_fault_without_script(
    site: str, width: int, browser: Browser, built: Built, address: Address
) -> None:
    faults = []
    with visit(browser, address(site), width) as visiting:
        for path in SITES[site].only or one_of_each_kind(built(site)):
            visiting.go_without_script(path)
            faults += [f"{path}: {fault}" for fault in (*findings(visiting.page), *visiting.too_wide())]
        none_found(faults, visiting)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("site", ["ferry", "abbara"])
@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_no_state_has_a_fault(state: State, site: str, width: int, browser: Browser, address: Address) -> None:
    with visit(browser, address(site), width) as visiting:
        visiting.go(state.page)
        state.act(visiting.page)
        none_found(in_looks(LOOKS, visiting), visiting)


def in_looks(looks: Iterable[Look], visiting: Visit) -> Iterator[str]:
    """Yield what is wrong with the page that is open, look by look; leave it in the first."""
    for look in looks:
        look.put_on(visiting.page)
        for fault in (*findings(visiting.page, look.rules), *visiting.too_wide()):
            yield f"{look.name}: {fault}"
    LOOKS[0].put_on(visiting.page)


def none_found(faults: Iterable[str], visiting: Visit) -> None:
    """Fail with all faults, those of the page and what was complained of and asked for during the visit."""
    found = [*faults, *visiting.faults, *visiting.asked_of_others()]
    assert not found, "\n".join(["", *found])
