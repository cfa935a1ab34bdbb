"""Boxes are found by where they are, and the answers are those of looking at all of them."""

import random

import pytest

from nutgraf.render.maps.geometry import Box, is_overlap
from nutgraf.render.maps.grid import Grid


def boxes(seed: int, count: int) -> list[Box]:
    chance = random.Random(seed)
    corners = [(chance.uniform(-40, 700), chance.uniform(-40, 500)) for _ in range(count)]
    return [(x, y, x + chance.uniform(0, 120), y + chance.uniform(0, 40)) for x, y in corners]


@pytest.mark.parametrize("seed", range(5))
def test_a_grid_answers_as_a_look_at_all_boxes_does(seed: int) -> None:
    added, grid = boxes(seed, 60), Grid()
    for box in added:
        grid.add(box)
    asked = [*boxes(seed + 100, 200), *added]
    hits = [[number for number, other in enumerate(added) if is_overlap(box, other)] for box in asked]
    assert [grid.is_hit(box) for box in asked] == [bool(found) for found in hits]
    assert [grid.is_hit(box, but=7) for box in asked] == [bool({*found} - {7}) for found in hits]
    assert [grid.first_hit(box) for box in asked] == [min(found, default=len(added)) for found in hits]
    assert 0 < sum(map(bool, hits)) < len(asked)


def test_boxes_that_share_an_edge_only_do_not_run_into_each_other() -> None:
    grid = Grid()
    grid.add((0, 0, 32, 32))
    assert not grid.is_hit((32, 0, 64, 32))
    assert grid.is_hit((31.9, 31.9, 40, 40))
    assert Grid().first_hit((0, 0, 1, 1)) == 0
