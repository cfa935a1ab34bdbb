"""Rendering on several processes."""

import pytest

from nutgraf.engine import pool
from nutgraf.model.targets import Target
from nutgraf.render.renderers import plan_assets
from nutgraf.render.theme import Theme
from tests.words import THEME


@pytest.mark.skipif(not pool._can_fork(), reason="processes do not start as copies here")
def test_files_are_made_small_in_the_first_process_and_all_come_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes them small has threads: a copy of a process that has used it before may wait for ever."""
    here: list[str] = []

    def render(target: Target, _theme: Theme) -> pool.Rendered:
        here.append(target.renderer)
        return target.path.encode(), []

    monkeypatch.setattr(pool, "render_one", render)
    targets = plan_assets(THEME) * 3
    assert len(targets) >= pool.FEWEST
    assert [content for content, _ in pool.render_all(targets, THEME, 2)] == [each.path.encode() for each in targets]
    assert set(here) == set(pool.ALONE)
