"""The map as a picture: everything on it, nothing on top of anything, no text that runs."""

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from nutgraf.render.encoding import encoded
from nutgraf.render.lettering import text_width
from nutgraf.render.maps.geometry import Box, is_overlap
from nutgraf.render.maps.labels import Placed, text_box
from nutgraf.render.maps.mercator import frame_for
from nutgraf.render.maps.still import SHEETS, still_map
from nutgraf.render.maps.still_marks import NAME_SIZE
from nutgraf.render.maps.symbols import RADIUS, SYMBOL_KINDS
from nutgraf.render.maps.values import Bounds, MapData, MapPlace, default_view
from tests.render.map_samples import HOSTILE, REGION, close_up, hostile, places, region, wide_region

SHEET_NAMES = list(SHEETS)


@cache
def parsed(data: MapData) -> ET.Element:
    """The map as a tree, which only well-formed markup gives."""
    return ET.fromstring(f"<main>{still_map(data)}</main>")


def sheet(tree: ET.Element, name: str) -> ET.Element:
    """What is drawn for one width of the page: the parts that lead nowhere, and those of each place."""
    parts = tree.findall(f".//g[@class='map-sheet map-sheet-{name}']")
    assert len(parts) == 1 + len(links(tree))
    whole = ET.Element("g")
    whole.extend(parts)
    return whole


def laid_out_for(name: str) -> ET.Element:
    """A map of the region that is shown at that width."""
    return parsed(wide_region() if name == "large" else region())


def marks(link: ET.Element, name: str) -> ET.Element:
    """What is drawn of one place for one width of the page."""
    found = link.find(f"g[@class='map-sheet map-sheet-{name}']")
    assert found is not None
    return found


def words(element: ET.Element) -> str:
    return "".join(element.itertext())


def links(element: ET.Element) -> dict[str, ET.Element]:
    """What stands for each place of the region, by the place's id."""
    ids = {f"{place.number}": place.id for place in places()}
    found = element.iterfind(".//*[@class='map-place']")
    return {ids[(link.findtext("title") or "").partition(".")[0]]: link for link in found}


def test_no_place_is_compared_with_the_others_which_would_take_the_square_of_their_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared: list[MapPlace] = []

    def noting(one: MapPlace, other: object) -> bool:
        compared.append(one)
        return one is other

    monkeypatch.setattr(MapPlace, "__eq__", noting)
    assert "map-outside" in still_map.__wrapped__(replace(region(), view=Bounds(42, 33, 43, 34)))
    assert compared == []


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_every_place_in_the_frame_is_one_link_with_its_number_and_name(name: str) -> None:
    found = links(laid_out_for(name))
    for place in places():
        if place.id == "macdill":
            continue
        assert found[place.id].tag == "a"
        assert found[place.id].attrib["href"] == place.url
        assert words(found[place.id]).startswith(f"{place.number}. {place.name}")
        assert str(place.number) in words(marks(found[place.id], name))


def test_a_tall_map_is_never_wide_enough_for_the_large_layout() -> None:
    tall = parsed(replace(region(), view=Bounds(0, 0, 2, 40)))
    assert {element.attrib["class"] for element in tall.iterfind(".//g[@class]")} >= {
        "map-sheet map-sheet-small",
        "map-sheet map-sheet-medium",
    }
    assert tall.find(".//g[@class='map-sheet map-sheet-large']") is None


def test_links_come_in_the_order_of_their_numbers() -> None:
    order = list(links(parsed(region())))
    assert order == [place.id for place in places() if place.id != "macdill"]


def test_a_place_outside_the_frame_is_named_below_the_map() -> None:
    tree = parsed(region())
    assert "macdill" not in links(tree)
    note = tree.find("p")
    assert note is not None
    assert words(note) == "Outside this map: 12 MacDill Air Force Base"
    assert parsed(close_up()).find("p") is None


@pytest.mark.parametrize("name", SHEET_NAMES)
def test_names_and_symbols_do_not_run_into_each_other(name: str) -> None:
    group = sheet(laid_out_for(name), name)
    boxes = [*symbol_boxes(group), *name_boxes(group)]
    assert len(boxes) > 15
    for one, other in combinations(boxes, 2):
        assert not is_overlap(shrunk(one), shrunk(other)), (one, other)


def symbol_boxes(group: ET.Element) -> list[Box]:
    transforms = [g.attrib["transform"] for g in group.iterfind(".//g[@class='map-symbol']")]
    points = [tuple(map(float, re.findall(r"[-\d.]+", text))) for text in transforms]
    return [(x - RADIUS, y - RADIUS, x + RADIUS, y + RADIUS) for x, y in points]


def name_boxes(group: ET.Element) -> list[Box]:
    return [
        text_box(
            Placed(float(text.attrib["x"]), float(text.attrib["y"]), text.attrib.get("text-anchor", "start")),
            text_width(words(text), NAME_SIZE),
            NAME_SIZE,
        )
        for text in group.iterfind(".//text[@class='map-name']")
    ]


def shrunk(box: Box) -> Box:
    """Less what rounding to a pixel may add."""
    return box[0] + 0.5, box[1] + 0.5, box[2] - 0.5, box[3] - 0.5


def test_the_name_that_matters_more_stays() -> None:
    """Eight places on one spot, with names for which there is not room enough."""
    name = "A name of some letters"
    crowd = [replace(place, name=name, longitude=45.0, latitude=25.0) for place in places()[:8]]
    for favourite in (crowd[0], crowd[7]):
        ranked = tuple(replace(place, label_priority=int(place is favourite)) for place in crowd)
        found = {key: marks(link, "small") for key, link in links(parsed(replace(region(), places=ranked))).items()}
        named = [key for key, drawn in found.items() if drawn.find("text[@class='map-name']") is not None]
        assert favourite.id in named
        assert len(named) < len(crowd)


def test_crowded_symbols_step_aside_with_a_line_back_to_their_point() -> None:
    group = sheet(parsed(region()), "small")
    leaders, dots = (group.find(f".//path[@class='{name}']") for name in ("map-leader", "map-dot"))
    assert leaders is not None
    assert dots is not None
    ends = re.findall(r"L(\d+ \d+)", leaders.attrib["d"])
    assert len(ends) >= 3
    assert ends == re.findall(r"M(\d+ \d+)h0", dots.attrib["d"]), "each line ends in a dot"
    alone = sheet(parsed(close_up()), "small")
    assert not alone.findall(".//path[@class='map-leader']")


def test_precision_is_a_circle_of_that_many_kilometres() -> None:
    circle = parsed(close_up()).find(".//circle[@class='map-precision']")
    assert circle is not None
    frame = frame_for(close_up().view, 900)
    place = places()[0]
    edge = frame.point(place.longitude, place.latitude + place.precision_km / 111.2)
    height = float(circle.attrib["cy"]) - edge[1]
    assert float(circle.attrib["r"]) == pytest.approx(height, rel=0.02)


def test_countries_and_seas_are_labels_across_their_area_without_a_circle() -> None:
    tree = laid_out_for("large")
    assert not [c for c in tree.iterfind(".//circle[@class='map-precision']") if float(c.attrib["r"]) > 20]
    found = {key: marks(link, "large") for key, link in links(tree).items()}
    assert words(found["iraq"]).endswith("14 IRAQ")
    assert found["southern-red-sea"].find("text[@class='map-sea-name map-is-place']") is not None
    names = [words(text) for text in sheet(tree, "large").iterfind(".//text[@class='map-country-name']")]
    assert "SAUDI ARABIA" in names
    assert "IRAQ" not in names


def test_country_names_come_in_the_language_of_the_page() -> None:
    data = region()
    arabic = replace(data, words={**data.words, "country.Saudi Arabia": "السعودية"})
    assert "السعودية" in still_map(arabic)
    assert "SAUDI" not in still_map(arabic)


def test_the_markup_has_classes_and_no_styles_scripts_or_addresses_of_others() -> None:
    markup = still_map(region())
    assert not re.search(r"<style|style=|<script|\bon\w+=|https?:|url\(", markup)


def test_numbers_have_few_decimals_and_the_picture_stays_small() -> None:
    markup = still_map(region())
    assert not re.search(r"\d\.\d{5}", markup)
    assert len(markup) < 30_000


def test_whatever_the_text_it_is_shown_and_makes_no_element() -> None:
    tree, plain = parsed(hostile()), parsed(region())
    assert {e.tag for e in tree.iter()} <= {e.tag for e in plain.iter()}
    shown = words(tree)
    for text in HOSTILE:
        assert text in shown
    picture = tree.find(".//svg")
    assert picture is not None
    assert picture.attrib["aria-label"] == " ".join(HOSTILE)


@pytest.mark.parametrize("url", ["javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_address_that_could_run_is_no_link(url: str) -> None:
    data = replace(region(), places=(replace(places()[0], url=url),))
    found = links(parsed(data))["al-qaim"]
    assert found.tag == "g", "a span would end the SVG"
    assert "href" not in found.attrib


@pytest.mark.parametrize("url", ["places/x/index.html", "../x/", "#event-a:b", "https://example.org/x", "?a=b:c"])
def test_relative_and_web_addresses_stay_as_given(url: str) -> None:
    data = replace(region(), places=(replace(places()[0], url=url),))
    assert links(parsed(data))["al-qaim"].attrib["href"] == url


def test_text_keeps_every_visible_character() -> None:
    assert encoded("plain, كتائب") == "plain, كتائب"
    assert encoded("a\x00b") == "a\ufffdb"
    assert set(re.sub(r"&#\d+;", "", encoded("".join(HOSTILE)))).isdisjoint("&<>\"'`{}$\\%#")


def test_kinds_have_symbols_of_their_own_and_an_unknown_one_a_neutral_one() -> None:
    shapes = {kind: shape(kind) for kind in (*SYMBOL_KINDS, "shipyard", "monastery")}
    points = {kind: text for kind, text in shapes.items() if kind not in {"sea", "country", "monastery"}}
    assert len(set(points.values())) == len(points)
    assert shapes["shipyard"] == shapes["monastery"]


def shape(kind: str) -> str:
    data = replace(close_up(), places=(replace(places()[0], kind=kind, longitude=41.0, latitude=36.0),))
    link = links(parsed(data))["al-qaim"]
    drawn = marks(link, "large").find("g")
    return ET.tostring(drawn, encoding="unicode") if drawn is not None else "label"


@pytest.mark.parametrize(
    "view",
    [
        pytest.param(Bounds(170, -25, 180, -10), id="at the antimeridian"),
        pytest.param(Bounds(-180, -85, 180, 85), id="the world"),
        pytest.param(Bounds(44, 33, 44, 33), id="without extent"),
        pytest.param(Bounds(-30, 80, 30, 90), id="at the pole"),
    ],
)
def test_odd_views_give_a_map(view: Bounds) -> None:
    assert parsed(replace(region(), view=view)).find(".//path[@class='map-land']") is not None


def test_a_map_without_places_is_a_map() -> None:
    assert not links(parsed(replace(region(), places=())))


def far(longitude: float) -> MapPlace:
    return replace(places()[0], id="far", longitude=longitude)


def test_the_default_view_holds_all_points_with_room_round_them() -> None:
    cities = [place for place in places() if place.kind == "city"]
    view = default_view(cities)
    for city in cities:
        assert view.west + 0.5 < city.longitude < view.east - 0.5
        assert view.south + 0.5 < city.latitude < view.north - 0.5


def test_the_default_view_of_one_place_shows_the_country_round_it() -> None:
    view = default_view(places()[:1])
    assert view.north - view.south > 3
    assert view.holds(places()[0].longitude, places()[0].latitude)


def test_a_headquarters_overseas_does_not_widen_the_default_view() -> None:
    view = default_view(places())
    assert view.west > 30
    assert not view.holds(-82.5, 27.8)
    assert view.holds(38.6, 33.5)


def test_two_places_far_apart_are_both_in_the_default_view() -> None:
    view = default_view([places()[0], far(-80.0)])
    assert view.holds(-80.0, places()[0].latitude)


@pytest.mark.parametrize("longitude", [-180.0, 180.0])
def test_the_default_view_stays_on_the_map(longitude: float) -> None:
    view = default_view([far(longitude)])
    assert -180 <= view.west < view.east <= 180


def test_areas_alone_still_give_a_view() -> None:
    assert default_view([place for place in places() if place.kind == "country"]).holds(44, 33)
    assert default_view([]).west < default_view([]).east


def test_the_frame_holds_the_view_in_a_shape_that_suits_pages() -> None:
    for view in (REGION, Bounds(0, 0, 40, 2), Bounds(0, 0, 2, 40)):
        frame = frame_for(view, 900)
        assert 0.79 < frame.width / frame.height < 1.61
        seen = frame.bounds()
        assert seen.west <= view.west + 1e-6
        assert seen.north >= view.north - 0.2
