"""CSL-JSON 1.0.2 to sources: the inverse of the site's own data/sources.csl.json, and what others write."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.desk.importing.plain import one_line, read_json
from nutgraf.desk.importing.values import Choices, Imported, ImportFault, Record, Remark
from nutgraf.model.fields import is_id

NAMES = {
    "URL": "url", "DOI": "doi", "ISBN": "isbn", "ISSN": "issn", "container-title": "container_title",
    "collection-title": "collection_title", "publisher-place": "publisher_place", "original-date": "original_date",
    "original-title": "original_title",
}  # fmt: skip
"""Variables of CSL that are fields of a source under another name."""
DATES = ("issued", "accessed", "original_date")
PEOPLE = ("author", "editor", "translator")
OWN = {"tier": "tier", "copy-of": "copy_of", "archived": "archived", "was": "was"}
"""Keys of `custom` that this project's export writes."""
_RICH = re.compile(r"</?(?:i|b|sub|sup|sc|span)(?: [^<>]*)?>")
"""CSL 1.0.2, appendix on rich text: the only markup that its strings may hold."""
_SEASONS = {"1": "21", "2": "22", "3": "23", "4": "24", "spring": "21", "summer": "22", "autumn": "23", "fall": "23",
            "winter": "24"}  # fmt: skip


def read_csl(text: str, _choices: Choices) -> Imported:
    """Read a list of items, or one item."""
    value = read_json(text)
    items = value.get("items", [value]) if isinstance(value, dict) else value
    if not isinstance(items, list):
        raise ImportFault("it is no list of CSL items: [{…}, {…}]")
    return Imported(records=tuple(to_source(item, f"item {at}") for at, item in enumerate(items, 1)))


def to_source(item: Any, place: str) -> Record:
    """Return an item of CSL as a source."""
    if not isinstance(item, dict):
        return Record(kind="source", place=place, id="", fields={}, rest={"value": item}, unfit="it is no CSL item")
    reader = _Item(place)
    for key, value in item.items():
        reader.take(key, value)
    key = item.get("citation-key") or item.get("id") or ""
    written = key if isinstance(key, str) else ""
    proposed = written if written and "/" not in written else proposal(reader.fields)
    if written and not is_id(written):
        reader.rest["id"] = written
    return Record(
        kind="source", place=f"{place} ({one_line(written)})" if written else place, id=proposed,
        fields=reader.fields, rest=reader.rest, remarks=tuple(reader.remarks),
    )  # fmt: skip


def proposal(fields: Mapping[str, Any]) -> str:
    """Return words for an id: who and when, as in cnn-2024-01-23."""
    authors = fields.get("author")
    author: Any = authors[0] if isinstance(authors, list) and authors and isinstance(authors[0], dict) else {}
    who = fields.get("container_title") or author.get("family") or author.get("literal") or fields.get("publisher")
    parts = [str(part) for part in (who or fields.get("title"), fields.get("issued")) if part]
    return " ".join(parts)


class _Item:
    """One item while it is read."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.fields: dict[str, Any] = {}
        self.rest: dict[str, Any] = {}
        self.remarks: list[Remark] = []

    def take(self, key: str, value: Any) -> None:
        name = NAMES.get(key, key)
        if key in ("id", "citation-key"):
            return
        if key == "custom" and isinstance(value, dict):
            self.fields |= {OWN[each]: inner for each, inner in value.items() if each in OWN}
            self.keep("custom", {each: inner for each, inner in value.items() if each not in OWN})
        elif name in DATES:
            self.date(name, value)
        elif name in PEOPLE and isinstance(value, list):
            self.fields[name] = [self.person(name, each) for each in value]
        elif name != key or "_" not in key:
            self.fields[name] = self.bare(name, value)
        else:
            self.keep(key, value)

    def keep(self, key: str, value: Any) -> None:
        if value not in ({}, [], "", None):
            self.rest[key] = value
            self.remarks.append(Remark(self.place, key, "a source has no such field"))

    def bare(self, name: str, value: Any) -> Any:
        """Return a text without CSL's own markup."""
        if not isinstance(value, str) or not _RICH.search(value) or name == "note":
            return value
        self.rest[name] = value
        self.remarks.append(Remark(self.place, name, "its markup was left out"))
        return _RICH.sub("", value)

    def person(self, role: str, name: Any) -> Any:
        if not isinstance(name, dict):
            return name
        parts = {key: str(value) for key, value in name.items() if value}
        family = " ".join(parts[key] for key in ("non-dropping-particle", "family", "suffix") if key in parts)
        given = " ".join(parts[key] for key in ("given", "dropping-particle") if key in parts)
        joined = {"family": family, "given": given, "literal": parts.get("literal", "")}
        if parts.keys() & {"suffix", "dropping-particle", "non-dropping-particle"}:
            self.remarks.append(Remark(self.place, role, f"the parts of a name were joined: {given} {family}".strip()))
        others = {key: value for key, value in name.items() if key not in _PARTS_OF_NAMES}
        return {key: value for key, value in (joined | others).items() if value}

    def date(self, name: str, value: Any) -> None:
        try:
            written = csl_date(value)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            self.keep(name, value)
            return
        if written:
            self.fields[name] = written
        leftover = {key: each for key, each in value.items() if key not in _PARTS_OF_DATES} if _is_map(value) else {}
        self.keep(f"{name} (rest)", leftover)


_PARTS_OF_NAMES = ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")
_PARTS_OF_DATES = ("date-parts", "season", "circa", "raw", "literal")


def _is_map(value: Any) -> bool:
    return isinstance(value, dict)


def csl_date(value: Any) -> str:
    """Return a date of CSL (parts, raw or literal; season; circa) as EDTF, or as it was written."""
    if isinstance(value, str):
        return value
    parts = value.get("date-parts")
    if not parts:
        return str(value.get("raw") or value.get("literal") or "")
    if not isinstance(parts, list) or not all(isinstance(each, list) for each in parts) or len(parts) > 2:
        raise ValueError("date-parts are one or two lists")
    ends = [date_of_parts(each) for each in parts if each]
    if "season" in value and len(parts[0]) == 1:
        ends[0] += f"-{_SEASONS[str(value['season']).lower()]}"
    mark = "~" if value.get("circa") not in (None, False, "", "0", "false") else ""
    return "/".join(f"{end}{mark}" for end in ends)


def date_of_parts(parts: list[Any]) -> str:
    """Return year, month and day as ISO 8601 writes them; a part that is nothing ends the date."""
    numbers = [int(part) for part in _until_nothing(parts)]
    if not 1 <= len(numbers) <= 3:
        raise ValueError("a date has a year, a month and a day")
    sign = "-" if numbers[0] < 0 else ""
    return f"{sign}{abs(numbers[0]):04}" + "".join(f"-{number:02}" for number in numbers[1:])


def _until_nothing(parts: list[Any]) -> Iterator[Any]:
    for part in parts:
        if part in (None, "", "0") and part is not parts[0]:
            return
        yield part
