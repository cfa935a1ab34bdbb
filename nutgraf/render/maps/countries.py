"""Names of countries in the language of a site, from CLDR. The map's data has them in English."""

from collections.abc import Iterator, Mapping
from functools import cache

_SHORTER = {
    "Cabo Verde": "CV", "Côte d'Ivoire": "CI", "DR Congo": "CD", "French Southern Lands": "TF",
    "Heard and McDonald Islands": "HM", "Hong Kong": "HK", "Macao": "MO", "Myanmar": "MM", "Palestine": "PS",
    "Republic of the Congo": "CG", "Saint Vincent and the Grenadines": "VC", "South Georgia": "GS", "St-Martin": "MF",
    "Turkey": "TR", "U.S. Minor Outlying Is.": "UM", "US Virgin Islands": "VI", "Vatican": "VA",
}  # fmt: skip
"""What the map's data calls otherwise than CLDR does in English."""


@cache
def country_names(language: str) -> Mapping[str, str]:
    """Return the name of each country that CLDR knows, by its English one; nothing for English itself."""
    from babel import Locale

    if language == "en":
        return {}
    names = Locale(language).territories
    return {english: names[code] for english, code in _codes() if code in names}


def _codes() -> Iterator[tuple[str, str]]:
    from babel import Locale

    for code, name in Locale("en").territories.items():
        if code.isalpha():
            yield name.replace("&", "and").replace("St. ", "Saint "), code
    yield from _SHORTER.items()
