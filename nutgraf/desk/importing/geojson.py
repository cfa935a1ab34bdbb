"""GeoJSON (RFC 7946) to places: points only, longitude first."""

from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.desk.importing.html_markdown import markup_to_markdown
from nutgraf.desk.importing.kinds import hints
from nutgraf.desk.importing.plain import one_line, read_json
from nutgraf.desk.importing.values import Choices, Imported, ImportFault, Record
from nutgraf.model.entries import Place

_NAMES = ("name", "Name", "NAME", "title", "Title", "label")
_WHY = ("why", "description", "Description", "desc")
_LONGEST_GEOMETRY = 2000


def read_geojson(text: str, _choices: Choices) -> Imported:
    """Read a feature collection, one feature, or one geometry."""
    value = read_json(text)
    if not isinstance(value, dict):
        raise ImportFault('it is no GeoJSON: that starts with {"type": "FeatureCollection", …}')
    _refuse_other_grid(value)
    features = list(_features(value))
    return Imported(records=tuple(_place(each, f"feature {at}") for at, each in enumerate(features, 1)))


def _refuse_other_grid(value: Mapping[str, Any]) -> None:
    crs = str(value.get("crs") or "")
    if crs and not any(name in crs for name in ("CRS84", "EPSG::4326", "EPSG:4326")):
        raise ImportFault("its coordinates are not longitude and latitude in degrees (WGS 84): export it so")


def _features(value: Mapping[str, Any]) -> Iterator[Any]:
    if value.get("type") == "FeatureCollection":
        features = value.get("features")
        if not isinstance(features, list):
            raise ImportFault("its `features` are no list")
        yield from features
    elif value.get("type") == "Feature":
        yield value
    elif "coordinates" in value or "geometries" in value:
        yield {"type": "Feature", "geometry": value, "properties": {}}
    else:
        raise ImportFault('it is no GeoJSON: its type is none of "FeatureCollection", "Feature" and "Point"')


def _place(feature: Any, place: str) -> Record:
    given = feature.get("properties") if isinstance(feature, dict) else None
    properties = dict(given) if isinstance(given, dict) else {}
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    name, fields = _known(properties)
    fields, rest, unfit = _located(geometry, fields)
    key = feature.get("id") or properties.pop("id", "") if isinstance(feature, dict) else ""
    title = one_line(name) if isinstance(name, str) else ""
    return Record(
        kind="place", place=f"{place} ({title[:60]})" if title else place, id=str(key or "") or title,
        fields={**fields, **properties}, rest=rest, unfit=unfit,
    )  # fmt: skip


def _known(properties: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Take name, reason and our own fields out of the properties."""
    own = hints(Place)
    fields = {key: properties.pop(key) for key in list(properties) if key in own and key not in ("name", "why")}
    name = next((properties.pop(key) for key in _NAMES if properties.get(key)), "")
    why = next(((key, properties.pop(key)) for key in _WHY if properties.get(key)), ("", ""))
    if why[0] and why[0] != "why" and isinstance(why[1], str):
        why = ("why", markup_to_markdown(why[1]))
    return name, {"name": name, "why": why[1], **fields}


def _located(geometry: Any, fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any], str]:
    """Return the fields with the point, what is kept of another geometry, and why it cannot be a place."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind == "Point" and isinstance(point, list) and len(point) >= 2:
        rest: dict[str, Any] = {"altitude": point[2:]} if len(point) > 2 else {}
        return {**fields, "longitude": point[0], "latitude": point[1]}, rest, ""
    if kind == "Point":
        return fields, {"geometry": geometry}, "its point has no longitude and latitude"
    if not kind:
        return fields, {}, "it has no point"
    size = len(str(geometry))
    kept = geometry if size <= _LONGEST_GEOMETRY else f"{kind}, too long to be kept here"
    return fields, {"geometry": kept}, f"it is a {kind}: only a Point can be a place"
