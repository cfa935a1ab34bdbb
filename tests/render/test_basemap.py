"""The ground of maps: valid, whole, fine in the view, one shape from there to the world's end."""

import math
from collections.abc import Iterable
from importlib.resources import files
from importlib.util import module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.render.maps import basemap, detail
from nutgraf.render.maps.basemap import Basemap, basemap_for, shared_view
from nutgraf.render.maps.data import Lines
from nutgraf.render.maps.detail import SMALLEST_DEGREES
from nutgraf.render.maps.geometry import Line, Point, Polygon, clip_ring, label_spots, ring_area
from nutgraf.render.maps.values import Bounds
from tests.render.map_samples import REGION

VIEWS = {
    "a region": REGION,
    "a town": Bounds(40.0, 33.6, 42.3, 35.1),
    "fjords and islands": Bounds(5, 55, 30, 70),
    "the antimeridian": Bounds(170, -25, 180, -10),
    "the world": Bounds(-180, -60, 180, 80),
    "a spot without extent": Bounds(44, 33, 44, 33),
}

DATA = Path(str(files("nutgraf") / "data" / "basemap"))


def rings(polygons: Iterable[Polygon]) -> list[Line]:
    return [ring for polygon in polygons for ring in polygon]


def all_rings(ground: Basemap) -> list[Line]:
    countries = [ring for country in ground.countries for ring in rings(country.polygons)]
    return rings(ground.land) + rings(ground.lakes) + countries


def drawn(ground: Basemap) -> tuple[object, ...]:
    countries = [(country.name, country.polygons, country.label) for country in ground.countries]
    return ground.land, ground.lakes, ground.borders, ground.rivers, countries


def is_land(ground: Basemap, x: float, y: float) -> bool:
    return any(sum(goes_round(ring, (x, y)) for ring in polygon) % 2 for polygon in ground.land)


def goes_round(ring: Line, point: Point) -> bool:
    x, y = point
    crossed = [(a, b) for a, b in pairwise(ring) if (a[1] > y) != (b[1] > y)]
    easts = [a[0] + (y - a[1]) / (b[1] - a[1]) * (b[0] - a[0]) for a, b in crossed]
    return sum(east > x for east in easts) % 2 == 1


@pytest.mark.parametrize("name", VIEWS)
def test_every_ring_is_closed_encloses_something_and_never_stands_still(name: str) -> None:
    found = all_rings(basemap_for(VIEWS[name]))
    assert found
    for ring in found:
        assert ring[0] == ring[-1]
        assert len(ring) >= 4
        assert ring_area(ring) != 0
        assert all(a != b for a, b in pairwise(ring))


def test_no_ring_crosses_itself_within_the_view() -> None:
    ground = basemap_for(REGION, pixels=2000)
    box = (REGION.west, REGION.south, REGION.east, REGION.north)
    for ring in rings(ground.land):
        assert not list(crossings(clip_ring(ring, box))), ring[:3]


def crossings(ring: Line) -> Iterable[tuple[Point, Point]]:
    """Pairs of steps that cross, by comparing each with those whose box it overlaps."""
    steps = sorted((min(a[0], b[0]), max(a[0], b[0]), a, b) for a, b in pairwise(ring))
    for index, (_, right, a, b) in enumerate(steps):
        for left, _, c, d in steps[index + 1 :]:
            if left > right:
                break
            if turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0:
                yield a, c


def turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def test_a_border_is_the_same_line_for_both_neighbours() -> None:
    ground = basemap_for(REGION)
    points = {c.name: {p for ring in rings(c.polygons) for p in ring} for c in ground.countries}
    shared = points["Iraq"] & points["Saudi Arabia"]
    borders = [line for line in ground.borders if set(line) <= shared]
    assert borders
    assert sum(map(len, borders)) > 10


def test_detail_is_fine_in_the_view_and_fades_with_the_distance() -> None:
    near = points_in(basemap_for(REGION), Bounds(36, 12, 44, 28))
    from_afar = points_in(basemap_for(Bounds(-100, 20, -80, 40)), Bounds(36, 12, 44, 28))
    assert near > 5 * from_afar > 0


def points_in(ground: Basemap, box: Bounds) -> int:
    return sum(box.holds(*point) for ring in rings(ground.land) for point in ring)


def test_a_closer_view_shows_more_of_the_same_coast() -> None:
    whole, close = basemap_for(REGION), basemap_for(Bounds(48, 28, 51, 31))
    box = Bounds(48, 28, 51, 31)
    assert points_in(close, box) > 2 * points_in(whole, box)


@pytest.mark.parametrize(
    ("x", "y", "expected"),
    [
        pytest.param(44.4, 33.3, True, id="Baghdad"),
        pytest.param(-98.0, 39.0, True, id="Kansas, an ocean away from the view"),
        pytest.param(179.0, 67.5, True, id="Chukotka, this side of the antimeridian"),
        pytest.param(-175.0, 66.5, True, id="Chukotka, beyond it"),
        pytest.param(0.0, -85.0, True, id="Antarctica, closed round the pole"),
        pytest.param(51.0, 40.0, False, id="the Caspian Sea, a hole in the land"),
        pytest.param(38.0, 20.5, False, id="the Red Sea"),
        pytest.param(-40.0, 30.0, False, id="the Atlantic"),
        pytest.param(-170.0, 0.0, False, id="the Pacific, where a ring across the map would show"),
    ],
)
def test_the_land_of_the_whole_world_is_there_whatever_the_view(x: float, y: float, *, expected: bool) -> None:
    assert is_land(basemap_for(REGION), x, y) is expected


@pytest.mark.parametrize("is_still", [False, True])
def test_a_map_that_shares_lines_with_those_before_it_is_the_one_made_alone(*, is_still: bool) -> None:
    views = [*VIEWS.values(), REGION.padded(1), REGION.padded(-3)]
    shared = [basemap_for(view, is_still=is_still) for view in views]
    for view, found in zip(views, shared, strict=True):
        for kept in (detail._even_line, detail._even_ring, detail._chord, Lines.ranked, basemap._label_beyond):
            kept.cache_clear()
        assert drawn(basemap_for(view, is_still=is_still)) == drawn(found)


@given(
    west=st.floats(-180, 179.9),
    south=st.floats(-83, 82.9),
    width=st.floats(0, 360),
    height=st.floats(0, 166),
)
def test_a_shared_frame_holds_the_view_and_is_not_much_wider(
    west: float, south: float, width: float, height: float
) -> None:
    view = Bounds(west, south, min(west + width, 180), min(south + height, 83))
    frame = shared_view(view)
    assert frame.holds(view.west, view.south)
    assert frame.holds(view.east, view.north)
    size = max(view.east - view.west, view.north - view.south, SMALLEST_DEGREES)
    assert max(frame.east - frame.west, frame.north - frame.south) < 1.9 * size


def test_neighbouring_maps_share_their_ground() -> None:
    frames = {shared_view(Bounds(40 + step / 50, 31, 45 + step / 50, 35 + step / 50)) for step in range(20)}
    assert len(frames) <= 3


@pytest.mark.parametrize("view", [Bounds(44, 33, 46.2, 35), Bounds(41, 29, 47, 33), Bounds(30, 24, 58, 40)])
def test_a_country_is_named_in_the_view_on_shared_ground_too(view: Bounds) -> None:
    shared = {each.name: each.label_in(view) for each in basemap_for(shared_view(view)).countries}
    alone = {each.name: each.label for each in basemap_for(view).countries}
    named = {name for name, label in alone.items() if label and view.holds(*label)}
    assert named
    for name in named:
        label = shared[name]
        assert label is not None
        assert view.holds(*label)


def test_no_line_runs_across_the_map_at_the_antimeridian() -> None:
    ground = basemap_for(VIEWS["the world"])
    lines = [*rings(ground.land), *ground.borders]
    widest = max(abs(a[0] - b[0]) for line in lines for a, b in pairwise(line) if a[1] > -89)
    assert widest < 90


def test_countries_of_the_view_are_named_at_a_point_inside_them() -> None:
    ground = basemap_for(REGION)
    labels = {country.name: country.label for country in ground.countries if country.label}
    assert {"Iraq", "Syria", "Iran", "Saudi Arabia", "Yemen", "Egypt"} <= labels.keys()
    for name, label in labels.items():
        country = ground.country_at(*label)
        assert country is not None
        assert country.name == name


def test_a_country_that_shows_in_part_is_named_in_that_part() -> None:
    label = next(c.label for c in basemap_for(REGION).countries if c.name == "Iran")
    assert label is not None
    assert REGION.holds(*label)


def test_leases_and_reefs_are_drawn_without_a_name() -> None:
    names = {country.name for country in basemap_for(VIEWS["the world"]).countries}
    assert "" in names
    assert not names & {"Baikonur", "Siachen Glacier", "Dem. Rep. Congo"}
    assert "DR Congo" in names


def test_rivers_bend_gently_where_the_view_is_finer_than_the_data() -> None:
    view = VIEWS["a town"]
    corners = [
        corner
        for river in basemap_for(view).rivers
        for corner in zip(river, river[1:], river[2:], strict=False)
        if view.holds(*corner[1])
    ]
    assert len(corners) > 50
    assert max(bend(*corner) for corner in corners) < 20


def bend(a: Point, b: Point, c: Point) -> float:
    """By how many degrees a line changes its direction at b."""
    ahead, behind = (math.atan2(q[1] - p[1], q[0] - p[0]) for p, q in ((b, c), (a, b)))
    return abs((math.degrees(ahead - behind) + 180) % 360 - 180)


def test_the_files_carry_neither_a_time_nor_a_name() -> None:
    for name in ("land.bin.gz", "water.bin.gz"):
        head = (DATA / name).read_bytes()[:8]
        assert head[3:] == bytes(5), name


def test_a_ring_across_the_antimeridian_is_derived_as_two_closed_ones(derive: ModuleType) -> None:
    topology = derive.Topology.__new__(derive.Topology)
    topology.arcs = [[(170.0, 10.0), (-170.0, 10.0), (-170.0, 20.0), (170.0, 20.0), (170.0, 10.0)]]
    seam = derive.Seam(topology)
    west, east = sorted([p for ref in ring for p in line(seam, ref)] for ring in seam.rings([0]))
    assert {x for x, _ in east} == {170.0, 180.0}
    assert {x for x, _ in west} == {-170.0, -180.0}
    assert (east[0], west[0]) == (east[-1], west[-1])


def line(seam: object, ref: int) -> list[Point]:
    arcs: list[list[Point]] = seam.arcs  # type: ignore[attr-defined]
    return arcs[ref] if ref >= 0 else arcs[~ref][::-1]


@pytest.fixture(name="derive")
def fixture_derive() -> ModuleType:
    """The deriving script, which is no module of the package."""
    spec = spec_from_file_location("derive", DATA / "derive.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_label_goes_where_the_shape_is_wide_enough() -> None:
    """A bottle on its side: the neck to the west is too low for the label, the body holds it."""
    bottle = (
        (0.0, 4.0),
        (60.0, 4.0),
        (60.0, 0.0),
        (100.0, 0.0),
        (100.0, 10.0),
        (60.0, 10.0),
        (60.0, 6.0),
        (0.0, 6.0),
        (0.0, 4.0),
    )
    spot = label_spots([bottle], width=30, height=6)[0]
    assert 60 < spot.x < 100
    assert spot.room >= 30
