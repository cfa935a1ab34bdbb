"""The picture of a shared link, the icons and the web manifest."""

import json
import struct
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.dates import parse_date
from nutgraf.plan.plan import CardContext
from nutgraf.render.card import FONTS, HEIGHT, WIDTH, card, is_drawable, render_card, wrapped
from tests.hostile import STRINGS
from tests.project import TestProject
from tests.words import THEME

CARD = CardContext("The ferry stops", "Harbour stories", "en-GB", "UTC", (), "Gazette", parse_date("2021-03-02"))


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_a_card_has_the_size_that_services_ask_for_and_is_always_the_same() -> None:
    drawn = render_card(CARD, THEME)
    assert size_of(drawn) == (WIDTH, HEIGHT)
    assert render_card(CARD, THEME) == drawn


def test_a_card_says_title_site_and_report() -> None:
    svg = card(CARD, THEME)
    assert [words in svg for words in ("The ferry stops", "Harbour stories", "Gazette, 2 March 2021")] == [True] * 3


def test_words_are_drawn_as_letters_not_as_boxes() -> None:
    """What is left out changes the picture; a script without a font leaves it as it is without words."""
    without = render_card(replace(CARD, title=""), THEME)
    assert render_card(CARD, THEME) != without
    assert render_card(replace(CARD, title="Привет, Ελλάδα"), THEME) != without
    assert render_card(replace(CARD, title="東京の渡し船"), THEME) == without
    assert not is_drawable("東京")


def test_arabic_is_drawn_where_its_letters_are_installed() -> None:
    assert FONTS[1].paths(), "the development requirements have them"
    title = replace(CARD, title="توقّف العبّارة", language="ar")
    assert render_card(title, THEME) != render_card(replace(title, title=""), THEME)
    assert 'text-anchor="end"' in card(title, THEME)


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=400), st.sampled_from(STRINGS)
)
def test_any_title_gives_a_card(title: str, hostile: str) -> None:
    svg = card(replace(CARD, title=title, site_title=hostile), THEME)
    assert {each.tag.rpartition("}")[2] for each in fromstring(svg).iter()} <= {"svg", "rect", "path", "text"}


@given(st.lists(st.text(st.characters(codec="utf-8", categories=["L"]), min_size=1, max_size=12), max_size=40))
def test_wrapping_keeps_every_word_in_its_place(words: list[str]) -> None:
    assert " ".join(wrapped(" ".join(words), 84)).split() == " ".join(words).split()


def test_a_published_site_has_cards_and_says_so_on_every_page(tmp_path: Path) -> None:
    site = TestProject.of("ferry", tmp_path).build(base_url="https://stories.example/harbour")
    address = "https://stories.example/harbour/assets/cards/ferry-stops.png"
    for page in ("index.html", "glossary/port-office/index.html"):
        assert f'<meta property="og:image" content="{address}">' in site.html(page)
    assert size_of(site.outputs()["assets/cards/ferry-stops.png"]) == (WIDTH, HEIGHT)


def test_a_site_without_an_address_or_that_wants_none_has_no_cards(tmp_path: Path) -> None:
    site = TestProject.of("ferry", tmp_path).build()
    assert "og:" not in site.html("index.html")
    site.replace("content/site.yaml", "rights:", "cards: no\nrights:").build(base_url="https://stories.example")
    assert "og:title" in site.html("index.html")
    assert "og:image" not in site.html("index.html")
    assert not [path for path in site.outputs() if "cards" in path]


@pytest.mark.parametrize("size", [180, 192, 512])
def test_the_mark_is_there_as_icons(size: int, tmp_path: Path) -> None:
    outputs = TestProject.of("ferry", tmp_path).build().outputs()
    assert size_of(outputs[f"assets/icon-{size}.png"]) == (size, size)


def test_the_manifest_names_only_what_is_there(tmp_path: Path) -> None:
    outputs = TestProject.of("ferry", tmp_path).build().outputs()
    manifest = json.loads(outputs["manifest.webmanifest"])
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Harbour stories", "en-GB", "ltr")
    assert [icon["src"] for icon in manifest["icons"] if icon["src"] not in outputs] == []
