"""The sites of the audit, built and served once."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.audit.served import served
from tests.audit.sites import SITES
from tests.once import once


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Return a function from a site's name to its folder."""

    def folder(name: str) -> Path:
        return once(tmp_path_factory, f"audit-{name}", SITES[name].build) / "site"

    return folder


@pytest.fixture(scope="session")
def address(built: Callable[[str], Path]) -> Iterator[Callable[[str], str]]:
    """Return a function from a site's name to its address."""
    addresses: dict[str, str] = {}
    with ExitStack() as stack:

        def find(name: str) -> str:
            if name not in addresses:
                addresses[name] = stack.enter_context(served(built(name)))
            return addresses[name]

        yield find
