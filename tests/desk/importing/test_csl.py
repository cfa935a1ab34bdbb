"""CSL-JSON: what we export comes back without loss; what others write is carried over or said."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from nutgraf.model.corpus import Corpus
from nutgraf.plan.plan import ExportContext
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.render.exports import export_places, export_sources
from tests.desk.importing.importing import entries, imported, said
from tests.words import THEME

CONTENT = Path(__file__).parents[3] / "content"


@cache
def _corpus() -> Corpus:
    paths = [path for path in sorted(CONTENT.rglob("*")) if path.suffix in (".yaml", ".md")]
    return gather(read_file(path.relative_to(CONTENT).as_posix(), path.read_bytes()) for path in paths).corpus


def test_every_source_of_the_first_explainer_comes_back_as_it_was() -> None:
    sources = _corpus().sources
    exported = export_sources(ExportContext(entries=tuple(sources.values())), THEME).decode()
    merged = imported("csl", exported)
    assert len(sources) > 100
    assert entries(merged) == dict(sources)
    assert merged.remarks == ()


def test_every_place_of_the_first_explainer_comes_back_as_it_was() -> None:
    places = _corpus().places
    exported = export_places(ExportContext(entries=tuple(places.values())), THEME).decode()
    merged = imported("geojson", exported)
    assert entries(merged) == dict(places)
    assert merged.remarks == ()


def _source(**item: Any) -> Any:
    found = entries(imported("csl", json.dumps([{"id": "x", "type": "book", "title": "T", **item}])))
    return found["x"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ({"date-parts": [[2024]]}, "2024"),
        ({"date-parts": [["2024", "1", "23"]]}, "2024-01-23"),
        ({"date-parts": [[2024, 1], [2024, 3]]}, "2024-01/2024-03"),
        ({"date-parts": [[-43]]}, "-0043"),
        ({"date-parts": [[2014]], "circa": True}, "2014~"),
        ({"date-parts": [[2014]], "season": 2}, "2014-22"),
        ({"raw": "12 Oct 2013"}, "2013-10-12"),
        ({"literal": "c. 2014"}, "2014~"),
    ],
)
def test_dates_of_csl_are_dates_here(written: dict[str, Any], read: str) -> None:
    assert _source(issued=written).issued.text == read


@pytest.mark.parametrize(
    "written",
    [{"date-parts": "2024"}, {"date-parts": [["soon"]]}, {"date-parts": [[{}]]}, [1], 7, {"raw": "01/02/2024"}],
)
def test_a_date_that_cannot_be_read_is_kept_and_said(written: Any) -> None:
    merged = imported("csl", json.dumps([{"id": "x", "type": "book", "title": "T", "issued": written}]))
    assert entries(merged)["x"].issued is None
    assert "issued" in merged.texts["sources/new.yaml"]
    assert any(line.startswith("issued: ") for line in said(merged))


def test_parts_of_names_are_joined_and_said() -> None:
    merged = imported(
        "csl",
        '[{"id": "x", "type": "book", "title": "T", "author": [{"family": "Gogh", "given": "Vincent", '
        '"non-dropping-particle": "van", "suffix": "Jr."}]}]',
    )
    assert [(name.family, name.given) for name in entries(merged)["x"].author] == [("van Gogh Jr.", "Vincent")]
    assert "author: the parts of a name were joined: Vincent van Gogh Jr." in said(merged)


def test_a_type_without_a_counterpart_is_a_document_and_kept() -> None:
    merged = imported("csl", '[{"id": "x", "type": "song", "title": "T"}]')
    assert entries(merged)["x"].type == "document"
    assert "x-imported: {type: song}" in merged.texts["sources/new.yaml"]


def test_an_id_that_is_none_here_is_proposed_anew_and_kept() -> None:
    item = {"id": "http://zotero.org/items/AB", "type": "book", "title": "T", "publisher": "Ö Press"}
    merged = imported("csl", json.dumps([{**item, "issued": {"raw": "2024"}}]))
    assert merged.added == ("o-press-2024",)
    assert "http://zotero.org/items/AB" in merged.texts["sources/new.yaml"]


def test_numbers_stay_as_they_were_written() -> None:
    merged = imported("csl", '[{"id": "x", "type": "book", "title": "T", "page": 7.50, "volume": 12}]')
    assert (entries(merged)["x"].page, entries(merged)["x"].volume) == ("7.50", "12")


def test_without_a_title_an_item_is_left_out_but_kept() -> None:
    merged = imported("csl", '[{"id": "x", "type": "book", "URL": "https://x.example"}]')
    assert merged.left == ("x",)
    assert "x-not-imported:" in merged.texts["sources/new.yaml"]
    assert "https://x.example" in merged.texts["sources/new.yaml"]
    assert ": not imported: it has no title that can be read" in said(merged)
