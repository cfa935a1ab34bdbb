"""Data files."""

import json
from pathlib import Path

import pytest

from nutgraf.model.corpus import Corpus
from nutgraf.plan.plan import ExportContext
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.render.exports import export_entries, export_places, export_sources
from tests.words import THEME

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    files = sorted(CONTENT.rglob("*.*"))
    return gather(read_file(path.relative_to(CONTENT).as_posix(), path.read_bytes()) for path in files).corpus


def test_places_are_geojson_with_the_longitude_first(corpus: Corpus) -> None:
    data = json.loads(export_places(ExportContext(tuple(corpus.places.values())), THEME))
    [al_qaim] = [feature for feature in data["features"] if feature["id"] == "al-qaim"]
    assert al_qaim["geometry"] == {"type": "Point", "coordinates": [41.1389, 34.3669]}
    assert al_qaim["properties"]["precision_km"] == 15


def test_sources_are_csl_json_with_the_names_and_dates_of_csl(corpus: Corpus) -> None:
    data = {
        each["id"]: each for each in json.loads(export_sources(ExportContext(tuple(corpus.sources.values())), THEME))
    }
    cnn = data["cnn-2024-01-23"]
    assert cnn["container-title"] == "CNN"
    assert cnn["issued"] == {"date-parts": [[2024, 1, 24]]}
    assert cnn["URL"].startswith("https://")
    assert {"family": "Liebermann", "given": "Oren"} in cnn["author"]
    assert len(data) == 176


def test_events_and_claims_keep_dates_and_ranges_as_written(corpus: Corpus) -> None:
    events = json.loads(export_entries(ExportContext(tuple(corpus.events.values())), THEME))
    assert events["strikes-2024-01-23"]["date"] == "2024-01-24T00:15+03:00"
    claims = json.loads(export_entries(ExportContext(tuple(corpus.claims.values())), THEME))
    values = [each.get("value") for each in claims["casualties-2024-01-23"]["statements"]]
    assert "..7" in values
    assert "1.." in values
