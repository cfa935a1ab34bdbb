"""Maps for tests: a region with crowded places, areas and an outlier; and text that attacks."""

from dataclasses import replace

from nutgraf.render.maps.values import Bounds, MapData, MapEvent, MapPlace
from tests.words import ENGLISH

WORDS = {key: text for key, text in ENGLISH.messages.items() if key.startswith("map.")}

REGION = Bounds(34, 11.5, 56, 38.5)
WIDE = Bounds(22, 11.5, 68, 38.5)

HOSTILE = (
    "{{7*7}}",
    "{% x %}",
    "{# x #}",
    "</script><script>window.pwned=1</script>",
    "a ` backtick",
    "${1}",
    "\\",
    "<img src=x onerror=window.pwned=1>",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
)
"""What folium, branca, Jinja, JavaScript and HTML would each have run or swallowed."""

_PLACES = (
    ("al-qaim", "Al-Qa'im", "town", 34.3669, 41.1389, 15),
    ("jurf-al-sakhar", "Jurf al-Sakhar", "town", 32.8667, 44.2139, 5),
    ("al-asad", "Al-Asad Air Base", "air-base", 33.7812, 42.4368, 3),
    ("baghdad", "Baghdad", "city", 33.3406, 44.4009, 10),
    ("baghdad-airport", "Baghdad International Airport", "airport", 33.2632, 44.2343, 3),
    ("camp-taji", "Camp Taji", "air-base", 33.5239, 44.2568, 3),
    ("tower-22", "Tower 22", "base", 33.3142, 38.7033, 3),
    ("al-tanf", "Al-Tanf Garrison", "base", 33.5058, 38.6178, 3),
    ("southern-red-sea", "Southern Red Sea", "sea", 14.0, 42.3, 200),
    ("bab-al-mandab", "Bab al-Mandab", "strait", 12.5833, 43.3333, 20),
    ("sanaa", "Sanaa", "city", 15.3547, 44.2067, 5),
    ("macdill", "MacDill Air Force Base", "headquarters", 27.8493, -82.5212, 2),
    ("tehran", "Tehran", "city", 35.6944, 51.4215, 10),
    ("iraq", "Iraq", "country", 33.0, 44.0, 400),
    ("yemen", "Yemen", "country", 15.0, 48.0, 400),
)


def places() -> tuple[MapPlace, ...]:
    """Return the region's places, those first in the list with the higher priority."""
    return tuple(_place(number, *row) for number, row in enumerate(_PLACES, start=1))


def _place(number: int, name: str, title: str, kind: str, *position: float) -> MapPlace:
    latitude, longitude, precision = position
    return MapPlace(
        number=number,
        id=name,
        name=title,
        kind=kind,
        latitude=latitude,
        longitude=longitude,
        precision_km=precision,
        url=f"places/{name}/index.html",
        label_priority=100 - number,
        events=(MapEvent(f"What happened at {title}", "23 January 2024", f"#event-{name}"),),
        why=f"Why {title} matters.",
    )


def region() -> MapData:
    """Return a map of the whole region."""
    return MapData("map-region", "The region", REGION, places(), WORDS)


def wide_region() -> MapData:
    """Return the map with more of the world on either side, so that it is wider than high."""
    return replace(region(), id="map-wide", view=WIDE)


def close_up() -> MapData:
    """Return a map of one town and the country round it."""
    return replace(region(), id="map-close-up", view=Bounds(39.2, 32.8, 43, 36), places=places()[:1])


def hostile() -> MapData:
    """Return a map on which every text attacks: each place carries one attack in all its fields."""
    attacked = tuple(
        replace(
            place,
            id=text,
            name=text,
            kind=text if place.number % 2 else place.kind,
            url=text,
            why=text,
            events=(MapEvent(text, text, text),),
        )
        for place, text in zip(places(), HOSTILE, strict=False)
    )
    every = " ".join(HOSTILE)
    words = dict.fromkeys(WORDS, every) | {"country.Saudi Arabia": every}
    return MapData("map-hostile", every, REGION, attacked, words)
