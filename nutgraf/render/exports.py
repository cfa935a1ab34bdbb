"""Data files for readers who want to count for themselves: JSON, GeoJSON, CSL-JSON, with the fields' own names."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from nutgraf.model.dates import PartialDate
from nutgraf.model.entries import Name, Place, Source
from nutgraf.model.ranges import Range
from nutgraf.plan.plan import ExportContext
from nutgraf.render.theme import Theme

_CSL_NAMES = {
    "url": "URL",
    "doi": "DOI",
    "isbn": "ISBN",
    "issn": "ISSN",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "publisher_place": "publisher-place",
    "original_date": "original-date",
    "original_title": "original-title",
}
_CSL_DATES = ("issued", "accessed", "original_date")
_OWN = ("tier", "copy_of", "archived", "was")
"""Fields of a source that CSL does not know: they go into ``custom``, as CSL 1.0.2 provides."""


def export_entries(context: ExportContext, _theme: Theme) -> bytes:
    """Return entries as a JSON map by id."""
    return _json({entry.id: _plain(entry) for entry in context.entries})


def export_places(context: ExportContext, _theme: Theme) -> bytes:
    """Return places as GeoJSON (RFC 7946): longitude first."""
    return _json({"type": "FeatureCollection", "features": [_feature(place) for place in context.entries]})


def export_sources(context: ExportContext, _theme: Theme) -> bytes:
    """Return sources as CSL-JSON 1.0.2."""
    return _json([dict(_csl(source)) for source in context.entries])


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it; fields that say nothing are left out."""
    if isinstance(value, PartialDate):
        return value.text
    if isinstance(value, Range):
        return str(value)
    if isinstance(value, Decimal):
        return float(value)
    if is_dataclass(value):
        named = ((each.name, getattr(value, each.name)) for each in fields(value))
        return {name: _plain(inner) for name, inner in named if inner not in (None, (), {}, "")}
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _feature(place: Place) -> dict[str, Any]:
    properties = _plain(place)
    point = [properties.pop("longitude"), properties.pop("latitude")]
    return {
        "type": "Feature",
        "id": properties.pop("id"),
        "geometry": {"type": "Point", "coordinates": point},
        "properties": properties,
    }


def _csl(source: Source) -> Iterator[tuple[str, Any]]:
    own = {}
    for each in fields(source):
        value = getattr(source, each.name)
        if value in (None, (), ""):
            continue
        if each.name in _OWN:
            own[each.name.replace("_", "-")] = _plain(value)
        elif each.name in _CSL_DATES:
            yield _CSL_NAMES.get(each.name, each.name), _csl_date(value)
        elif isinstance(value, tuple) and isinstance(value[0], Name):
            yield each.name, [_plain(name) for name in value]
        else:
            yield _CSL_NAMES.get(each.name, each.name), value
    if own:
        yield "custom", own


def _csl_date(date: PartialDate) -> dict[str, Any]:
    """Return a date in parts where CSL can say all of it, else as EDTF, which CSL allows as text."""
    parts = [part for part in (date.year, date.month, date.day) if part is not None]
    is_plain = date.kind == "date" and date.precision in ("year", "month", "day") and not date.qualifier
    if is_plain and not date.unknown and parts:
        return {"date-parts": [parts]}
    return {"raw": date.text}
