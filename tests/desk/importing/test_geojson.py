"""GeoJSON: points become places."""

import json
from typing import Any

import pytest

from nutgraf.desk.importing.values import ImportFault
from tests.desk.importing.importing import entries, imported, said


def _collection(*features: dict[str, Any], **more: Any) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def _feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}, "properties": properties}


PIER = _feature("Point", [-2.08, 57.15, 4], name="The Pier", description="<p>Boats &amp; <i>more</i></p>", colour="red")


def test_a_point_becomes_a_place() -> None:
    merged = imported("geojson", _collection(PIER), precision_km="5")
    place = entries(merged)["the-pier"]
    assert (place.name, place.latitude, place.longitude, place.precision_km) == ("The Pier", 57.15, -2.08, 5)
    assert (place.kind, place.why) == ("site", "Boats & *more*")
    assert "x-imported: {altitude: [4], colour: red}" in merged.texts["places/new.yaml"]
    assert "kind: the file does not say: 'site' stands for it" in said(merged)


def test_without_a_precision_there_is_no_place() -> None:
    assert imported("geojson", _collection(PIER)).left == ("the-pier",)


def test_other_geometries_are_kept_and_said() -> None:
    square = _feature("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 0]]], name="Square")
    merged = imported("geojson", _collection(PIER, square), precision_km="5")
    assert (merged.added, merged.left) == (("the-pier",), ("square",))
    assert ": not imported: it is a Polygon: only a Point can be a place" in said(merged)
    assert "[[0, 0], [1, 0], [1, 1], [0, 0]]" in merged.texts["places/new.yaml"]


def test_swapped_coordinates_are_said() -> None:
    merged = imported("geojson", _collection(_feature("Point", [34.3, 141.1], name="A")), precision_km="5")
    assert any(line.startswith("latitude: must be at most 90") for line in said(merged))


def test_another_grid_is_refused() -> None:
    with pytest.raises(ImportFault, match="WGS 84"):
        imported("geojson", _collection(PIER, crs={"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}))


@pytest.mark.parametrize("text", ["[]", "{}", '{"type": "FeatureCollection"}', "7", '"x"', "{", ""])
def test_what_is_no_geojson_is_refused(text: str) -> None:
    with pytest.raises(ImportFault):
        imported("geojson", text)
