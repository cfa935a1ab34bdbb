"""Rendering on several processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
from nutgraf.engine import pool
from nutgraf.engine.pool import FEWEST, render_all
from nutgraf.render.renderers import plan_assets
from tests.words import THEME

targets = plan_assets(THEME) * 3
assert len(targets) >= FEWEST
assert [*render_all(targets, THEME, None, 1)] == [*render_all(targets, THEME, None, 2)]
pool.TOGETHER, pool._LARGE_CHUNK = ("theme-file",), 7
assert [*render_all(targets, THEME, None, 1)] == [*render_all(targets, THEME, None, 3)]
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not start as copies here")
def test_two_processes_give_the_same_in_order_also_where_files_were_made_small_before() -> None:
    """What makes them small has threads, which a copy of a process lacks: it would wait for ever.

    In a process of its own: beside other threads no copies are made.
    """
    subprocess.run([sys.executable, "-c", SCRIPT], check=True, timeout=60)


FAILING = """
import sys
import time
from pathlib import Path
from nutgraf.engine import pool
from nutgraf.model.targets import Target
from nutgraf.render import renderers

rendered = Path(sys.argv[1])

class Slow:
    def render(self, context, theme):
        if context == 0:
            raise OSError("the first")
        time.sleep(0.02)
        with rendered.open("a") as file:
            file.write("x")
        return b""

renderers.RENDERERS["slow"] = Slow()
renderers.warm_up = lambda targets, theme: None
try:
    list(pool.render_all([Target(str(each), "slow", each) for each in range(600)], None, None, 2))
except OSError as error:
    assert str(error) == "the first"
assert 0 < rendered.stat().st_size < 300, rendered.stat().st_size
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not start as copies here")
def test_what_fails_in_a_process_is_told_before_all_the_rest_is_rendered(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", FAILING, tmp_path / "rendered"], check=True, timeout=90)
