"""Small projects for the tests of the engine."""

from pathlib import Path

import pytest

from tests.project import TestProject


@pytest.fixture
def ferry(tmp_path: Path) -> TestProject:
    """Return a small complete site, not built yet."""
    return TestProject.of("ferry", tmp_path / "ferry")
