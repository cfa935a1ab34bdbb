"""Names of countries on maps, in the language of the site."""

import pytest

from nutgraf.render.maps.countries import country_names
from nutgraf.render.maps.data import world_land

NAMELESS = {"Northern Cyprus", "Somaliland"}
"""What CLDR has no name for."""


@pytest.mark.parametrize(
    ("english", "arabic"), [("Iraq", "العراق"), ("Turkey", "تركيا"), ("Palestine", "الأراضي الفلسطينية")]
)
def test_a_country_has_the_name_of_the_site_s_language(english: str, arabic: str) -> None:
    assert country_names("ar")[english] == arabic


def test_every_country_of_the_maps_that_cldr_knows_has_one() -> None:
    names = country_names("ar")
    assert {each.name for each in world_land().countries if each.name} - names.keys() == NAMELESS


def test_english_names_stay_those_of_the_map_s_data() -> None:
    assert country_names("en") == {}
