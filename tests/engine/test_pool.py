"""Making sheets on several processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MANY = """
from functools import partial
from nutgraf.engine.executor import Work
from nutgraf.engine.planning import Plan, Planner, Staleness
from nutgraf.engine.pool import FEWEST, make_all
from nutgraf.model.corpus import Config, Corpus
from nutgraf.model.targets import Target
from nutgraf.plan.frames import Framer
from nutgraf.plan.lookup import look_up
from nutgraf.plan.plan import AssetContext, Sheet
from nutgraf.render.renderers import RENDERERS, plan_assets
from nutgraf.weave.woven import Woven
from tests.words import THEME

NAMES = tuple(name for name in THEME.files if name.endswith(".css"))

def copies(at, lookup, framer):
    yield Target(f"{at}.css", "theme-file", AssetContext((NAMES[at % len(NAMES)],)))

def work(count, compose=copies):
    corpus = Corpus(Config(title="T"))
    staleness = Staleness(THEME, Plan())
    planner = Planner(look_up(corpus, Woven({}, {}, {})), Framer(corpus, ""), {}, lambda _: None, staleness)
    drafts = [staleness.draft(each) for each in plan_assets(THEME)]
    return Work(planner, drafts, {}, [Sheet(f"{at}.css", partial(compose, at)) for at in range(count)])
"""

ALIKE = f"""{MANY}
for count in (FEWEST, 6 * FEWEST + 1):
    alone = [*make_all(work(count), None, 1)]
    assert len(alone) == count + len(plan_assets(THEME))
    assert [*make_all(work(count), None, 2)] == [*make_all(work(count), None, 3)] == alone
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not start as copies here")
def test_two_processes_give_the_same_in_order_also_where_files_were_made_small_before() -> None:
    """What makes them small has threads, which a copy of a process lacks: it would wait for ever.

    In a process of its own: beside other threads no copies are made.
    """
    subprocess.run([sys.executable, "-c", ALIKE], check=True, timeout=60)


FAILING = f"""{MANY}
import sys
import time
from pathlib import Path

composed = Path(sys.argv[1])

def slow(at, lookup, framer):
    if at == 0:
        raise OSError("the first")
    time.sleep(0.02)
    with composed.open("a") as file:
        file.write("x")
    return ()

try:
    list(make_all(work(600, slow), None, 2))
except OSError as error:
    assert str(error) == "the first"
assert 0 < composed.stat().st_size < 300, composed.stat().st_size
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes do not start as copies here")
def test_what_fails_in_a_process_is_told_before_all_the_rest_is_made(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", FAILING, tmp_path / "composed"], check=True, timeout=90)
