"""Maps of a page: from the page's view of its places to what the map renderers take."""

from collections.abc import Mapping
from functools import lru_cache

from nutgraf.plan.contexts import Card, MapView, PlaceView
from nutgraf.plan.plan import MapContext
from nutgraf.render.dates.dates import DateWords
from nutgraf.render.maps.countries import country_names
from nutgraf.render.maps.live_parts import live_element
from nutgraf.render.maps.still import still_map
from nutgraf.render.maps.values import AREA_KINDS, Bounds, MapData, MapEvent, MapPlace, default_view
from nutgraf.render.markdown import Prose
from nutgraf.render.theme import Theme
from nutgraf.render.words import Words, load_words


def still_picture(view: MapView, words: Words, dates: DateWords) -> str:
    """Return the map as SVG."""
    return still_map(map_data(view, words, dates))


def live_part(view: MapView, words: Words, dates: DateWords) -> str:
    """Return the element into which the live map is built."""
    return live_element(map_data(view, words, dates))


def render_live_map(context: MapContext, theme: Theme) -> bytes:
    """Return the script that draws the map with Leaflet."""
    from nutgraf.render.maps.basemap import shared_basemap, shared_view
    from nutgraf.render.maps.folium_map import live_map

    words = load_words(theme, context.language)
    dates = DateWords(context.language, words.messages, context.zone, dict(context.zone_names))
    data = map_data(context.map, words, dates)
    return live_map(data, shared_basemap(shared_view(data.view))).script.encode()


def map_data(view: MapView, words: Words, dates: DateWords) -> MapData:
    """Return everything that a map says, in the words of the page."""
    prose = Prose(words)
    places = tuple(_place(place, _way(view, place), dates, prose) for place in view.places)
    bounds = Bounds(*view.view) if view.view else default_view(places)
    return MapData(view.id, words.title(view.title), bounds, places, _words(words))


@lru_cache(maxsize=8)
def _words(words: Words) -> Mapping[str, str]:
    own = {key: text for key, text in words.messages.items() if key.startswith(("map.", "country."))}
    return {f"country.{name}": text for name, text in country_names(words.locale.language).items()} | own


def _way(view: MapView, place: PlaceView) -> str:
    """Return where a mark leads: to its entry in the list beside the map; a map without script has no list."""
    return f"#place-{place.id}" if view.script else place.url


def _place(place: PlaceView, url: str, dates: DateWords, prose: Prose) -> MapPlace:
    return MapPlace(
        number=place.number,
        id=place.id,
        name=place.name,
        kind=place.kind,
        latitude=place.latitude,
        longitude=place.longitude,
        precision_km=place.precision_km,
        url=url,
        label_priority=_priority(place),
        events=tuple(_event(event, dates) for event in place.events),
        why=prose.plain(place.why),
    )


def _priority(place: PlaceView) -> int:
    """Return how much a name deserves room: by the events there, points before areas."""
    return sum(event.importance for event in place.events) - (100 if place.kind in AREA_KINDS else 0)


def _event(event: Card, dates: DateWords) -> MapEvent:
    return MapEvent(event.title, dates.words(event.date) if event.date else "", event.url)
