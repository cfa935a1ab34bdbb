"""The live map: what folium makes of it runs nothing, loads nothing and never changes by itself."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from hashlib import sha256
from html import unescape
from importlib.resources import files

import pytest

from nutgraf.render.encoding import script_literal
from nutgraf.render.maps.basemap import basemap_for
from nutgraf.render.maps.folium_map import LiveMap, live_map
from nutgraf.render.maps.leaflet import EXPECTED, LeafletChangedError, leaflet_files, verified
from nutgraf.render.maps.live_parts import live_element
from nutgraf.render.maps.values import MapData, TileProvider
from tests.render.map_samples import HOSTILE, close_up, hostile, places, region

PRINT_MAPS = """
from nutgraf.render.maps.basemap import basemap_for
from nutgraf.render.maps.folium_map import live_map
from nutgraf.render.maps.still import still_map
from tests.render.map_samples import hostile, region
for data in (region(), hostile()):
    made = live_map(data, basemap_for(data.view))
    print(made.html, made.script, still_map(data))
"""


@cache
def live(data: MapData, tiles: TileProvider | None = None) -> LiveMap:
    return live_map(data, basemap_for(data.view), tiles)


def literals(script: str) -> list[str]:
    """Every JavaScript string of a script, as JavaScript reads it."""
    return [json.loads(found) for found in re.findall(r'"(?:[^"\\]|\\.)*"', script)]


def test_two_processes_with_different_hash_seeds_write_the_same_bytes() -> None:
    one, other = (printed(seed) for seed in ("1", "2"))
    assert len(one) > 100_000
    assert sha256(one).digest() == sha256(other).digest()


def printed(seed: str) -> bytes:
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", PRINT_MAPS], env=environment, capture_output=True, check=True).stdout


def test_no_random_id_is_left_in_the_script() -> None:
    assert not re.search(r"[0-9a-f]{32}", live(region()).script)


def test_a_text_that_looks_like_a_random_id_is_left_alone() -> None:
    digest = "0123456789abcdef" * 2
    data = replace(close_up(), places=(replace(places()[0], why=digest),))
    assert digest in live(data).script


def test_hostile_text_reaches_the_reader_as_it_was_written() -> None:
    """Each attack is found again, letter by letter, once JavaScript and HTML have read it."""
    popups = [unescape(text) for text in literals(live(hostile()).script) if "map-popup" in text]
    for text in HOSTILE:
        shown = next(popup for popup in popups if f". {text}<" in popup)
        assert f"<p>{text}</p>" in shown, "the reason"
        assert f">{text}</a> <span>{text}</span>" in shown, "the event and its date"


def test_hostile_text_is_nowhere_in_the_script_as_it_was_written() -> None:
    script = live(hostile()).script
    for text in (*HOSTILE, "{{", "{%", "{#", "</script", "<img", "7*7"):
        assert text == "\\" or text not in script
    assert not re.search(r"\b49\b.{0,20}map-popup", script)
    assert "uid=" not in script


def test_hostile_text_makes_no_element_or_attribute_in_the_page() -> None:
    assert re.fullmatch(r'<div( [a-z-]+="[^"<>{}`$]*")+></div>', live(hostile()).html)


@pytest.mark.parametrize("text", [*HOSTILE, 'quote "', "line\u2028separator", "كتائب حزب الله", "𝔘 beyond 16 bits"])
def test_a_script_literal_is_the_text_and_nothing_else(text: str) -> None:
    literal = script_literal(text)
    assert json.loads(literal) == text
    assert re.fullmatch(r'"[\w .,/\\-]*"', literal, re.ASCII)


def test_the_script_names_no_other_host_and_no_style() -> None:
    for text in (*literals(live(region()).script), live(region()).html):
        assert not re.search(r"https?:|//|style=|<script|\bon\w+=", text), text[:80]


def test_the_script_leaves_no_name_in_the_page() -> None:
    script = live(region()).script
    assert script.startswith('(() => {\n"use strict";')
    assert script.endswith("})();\n")


def test_folium_itself_is_left_as_it_was() -> None:
    import folium

    before = list(folium.Map.default_js), list(folium.Map.default_css)
    live(region())
    assert (folium.Map.default_js, folium.Map.default_css) == before
    assert before[0]


def test_every_place_has_a_pin_a_name_and_a_popup_with_its_events() -> None:
    texts = literals(live(region()).script)
    for place in places():
        popup = unescape(next(t for t in texts if "map-popup" in t and f">{place.number}. " in t))
        assert f'href="{place.url}"' in popup
        assert place.why in popup
        assert f'href="{place.events[0].url}"' in popup
        assert any("map-tip-name" in t and unescape(t).endswith(f">{place.name}</span>") for t in texts)


def test_points_have_circles_in_metres_and_areas_have_none() -> None:
    script = live(region()).script
    radii = re.findall(r"radius: (\d+)", script)
    assert len(radii) == sum(not place.is_area for place in places())
    assert "15000" in radii
    assert "400000" not in radii


def test_a_country_that_is_a_place_is_named_once() -> None:
    names = [unescape(text) for text in literals(live(region()).script) if "map-tip-country" in text]
    assert sum(">Iraq<" in name for name in names) == 1
    assert sum(">Saudi Arabia<" in name for name in names) == 1


def test_the_ground_is_the_basemap_in_steps_of_thousandths_of_a_degree() -> None:
    script, ground = live(close_up()).script, basemap_for(close_up().view)
    numbers = re.search(r'"map-border", (\[.*\])\)', script)
    assert numbers
    first = json.loads(numbers[1])[0]
    walked = [
        [sum(first[0 : 2 * i + 2 : 2]) / 1000, sum(first[1 : 2 * i + 2 : 2]) / 1000] for i in range(len(first) // 2)
    ]
    assert walked == [pytest.approx(point) for point in ground.borders[0]]


def test_the_element_of_the_page_needs_no_folium() -> None:
    assert live(region()).html == live_element(region())
    code = "import nutgraf.render.maps.live_parts, nutgraf.render.maps.still, sys; sys.exit('folium' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_tiles_replace_the_embedded_ground_and_their_text_is_encoded() -> None:
    tiles = TileProvider("https://tiles.example/{z}/{x}/{y}.png", "<b>{{7*7}}</b>")
    script = live(region(), tiles).script
    assert "map-land" not in script
    assert tiles.url in literals(script)
    assert any(unescape(text) == tiles.attribution for text in literals(script))
    assert "7*7" not in script


@pytest.mark.parametrize(
    "url",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "//tiles.example/{z}/{x}/{y}.png",
        "javascript:{z}{x}{y}",
        "https:///{z}/{x}/{y}.png",
        "https://tiles.example/{z}/{x}.png",
    ],
)
def test_tiles_come_over_https_from_a_host_with_all_coordinates_or_not_at_all(url: str) -> None:
    with pytest.raises(ValueError, match="tiles"):
        TileProvider(url, "somebody")


def test_leaflet_is_the_published_one_with_images_and_licence() -> None:
    found = dict(leaflet_files())
    assert {name: sha256(found[f"assets/leaflet/{name}"]).hexdigest() for name in EXPECTED} == EXPECTED
    assert found["assets/leaflet/images/layers.png"].startswith(b"\x89PNG")
    assert b"Redistribution" in found["assets/leaflet/LICENSE.txt"]
    assert list(found) == sorted(found)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_changed_leaflet_is_refused_with_both_digests(name: str) -> None:
    content = (files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    assert verified(name, content) == content
    with pytest.raises(LeafletChangedError, match=EXPECTED[name]):
        verified(name, content + b" ")
