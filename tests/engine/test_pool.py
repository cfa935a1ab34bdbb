"""Rendering on several processes."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
from nutgraf.engine import pool
from nutgraf.engine.pool import FEWEST, render_all
from nutgraf.render.renderers import plan_assets
from tests.words import THEME

targets = plan_assets(THEME) * 3
assert len(targets) >= FEWEST
assert [*render_all(targets, THEME, 1)] == [*render_all(targets, THEME, 2)]
pool.TOGETHER, pool._LARGE_CHUNK = ("theme-file",), 7
assert [*render_all(targets, THEME, 1)] == [*render_all(targets, THEME, 3)]
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not start as copies here")
def test_two_processes_give_the_same_in_order_also_where_files_were_made_small_before() -> None:
    """What makes them small has threads, which a copy of a process lacks: it would wait for ever.

    In a process of its own: beside other threads no copies are made.
    """
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, timeout=60)
