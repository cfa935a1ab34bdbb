"""The formats that can be imported as entries: a row each. Articles are read by `article`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nutgraf.desk.importing.bibtex import read_bibtex
from nutgraf.desk.importing.csl import read_csl
from nutgraf.desk.importing.geojson import read_geojson
from nutgraf.desk.importing.tables import read_table
from nutgraf.desk.importing.timelinejs import read_timelinejs
from nutgraf.desk.importing.values import Choices, Imported


@dataclass(frozen=True, slots=True)
class Format:
    """A format and its reader, which takes the text of a file and raises ImportFault with what is wrong with it."""

    words: str
    kind: str
    """What its records become; empty where the file decides."""
    read: Callable[[str, Choices], Imported]


FORMATS: Mapping[str, Format] = {
    "timelinejs": Format("events from TimelineJS: JSON, or its spreadsheet as CSV", "event", read_timelinejs),
    "geojson": Format("places from the points of a GeoJSON file", "place", read_geojson),
    "csl": Format("sources from CSL-JSON, as Zotero exports them", "source", read_csl),
    "bibtex": Format("sources from BibTeX or BibLaTeX", "source", read_bibtex),
    "csv": Format(
        "events, places, terms or sources from a table whose columns are named like their fields", "", read_table
    ),
}
