"""TimelineJS 3 to events: its JSON, and the columns of its spreadsheet as CSV."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.desk.importing.html_markdown import markup_to_markdown, markup_to_words
from nutgraf.desk.importing.plain import one_line, read_json
from nutgraf.desk.importing.tables import Row, read_rows
from nutgraf.desk.importing.values import Choices, Imported, ImportFault, Record, Remark

_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
_UNITS = ("year", "month", "day", "hour", "minute", "second", "millisecond")


def read_timelinejs(text: str, choices: Choices) -> Imported:
    """Read its JSON; anything that does not start with a bracket is read as its spreadsheet."""
    if not text.lstrip().startswith(("{", "[")):
        return _from_table(text, choices)
    value = read_json(text)
    if not isinstance(value, dict) or not isinstance(value.get("events"), list):
        raise ImportFault('it is no timeline of TimelineJS 3: that has a list "events"')
    title = value.get("title")
    records = [_event(slide, f"event {at}", choices) for at, slide in enumerate(value["events"], 1)]
    eras = value.get("eras")
    records += [_era(era, f"era {at}", choices) for at, era in enumerate(eras if isinstance(eras, list) else [], 1)]
    remarks = [Remark("the file", key, "a timeline has no such field") for key in value if key not in _READ]
    return _imported(title if isinstance(title, dict) else {}, records, remarks)


_READ = ("events", "eras", "title")


def _imported(title: Mapping[str, Any], records: list[Record], remarks: list[Remark]) -> Imported:
    words = title.get("text")
    text = words if isinstance(words, dict) else {}
    remarks += [Remark("the title", key, "a timeline has no such field") for key in title if key != "text"]
    return Imported(
        records=tuple(records), remarks=tuple(remarks), title=markup_to_words(_text(text.get("headline"))),
        summary=markup_to_markdown(_text(text.get("text"))),
    )  # fmt: skip


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _event(slide: Any, place: str, choices: Choices) -> Record:
    if not isinstance(slide, dict):
        return Record(kind="event", place=place, id="", fields={}, rest={"value": slide}, unfit="it is no slide")
    text = slide["text"] if isinstance(slide.get("text"), dict) else {}
    headline = markup_to_words(_text(text.get("headline")))
    start, end = slide.get("start_date"), slide.get("end_date")
    place = f"{place} ({headline[:40].strip()})" if headline else place
    date, rest, remarks = _date(start, end, place, choices)
    rest |= {key: value for key, value in slide.items() if key not in _FIELDS and value not in (None, "", {})}
    unread = [Remark(place, key, "an event has no such field") for key in rest if key in slide and key not in _FIELDS]
    return Record(
        kind="event", place=place,
        id=_text(slide.get("unique_id")) or headline,
        fields={"date": date, "title": headline, "text": markup_to_markdown(_text(text.get("text"))) or headline},
        rest=rest, remarks=(*remarks, *unread),
    )  # fmt: skip


_FIELDS = ("text", "start_date", "end_date", "unique_id")


def _era(era: Any, place: str, choices: Choices) -> Record:
    record = _event(era, place, choices)
    return Record(
        kind="event", place=record.place, id=f"era {record.id}", fields=record.fields, rest=record.rest,
        remarks=record.remarks, unfit="it is an era, a background of the timeline, which is no event",
    )  # fmt: skip


def _date(start: Any, end: Any, place: str, choices: Choices) -> tuple[str, dict[str, Any], list[Remark]]:
    """Return a date, what is kept of its parts, and remarks on them."""
    rest: dict[str, Any] = {}
    remarks: list[Remark] = []
    texts = []
    for name, parts in (("start_date", start), ("end_date", end)):
        if not parts:
            continue
        try:
            text, why = _one_date(parts, choices)
        except (ValueError, TypeError, AttributeError):
            rest[name] = parts
            remarks.append(Remark(place, name, f"{one_line(str(parts))[:80]} is no date"))
            continue
        texts.append(text)
        if why:
            rest[name] = parts
            remarks.append(Remark(place, name, why))
    if "start_date" in rest and len(texts) < 2 and not (isinstance(start, dict) and texts):
        return "", rest, remarks
    return "/".join(dict.fromkeys(texts)), rest, remarks


def _one_date(parts: Mapping[str, Any], choices: Choices) -> tuple[str, str]:
    """Return the date and why its parts are kept as well."""
    numbers = [str(parts.get(unit) or "").strip() for unit in _UNITS]
    year, month, day, hour, minute, *_ = numbers
    sign = "-" if int(year) < 0 else ""
    text = f"{sign}{abs(int(year)):04}"
    for number in (month, day):
        if not number:
            break
        text += f"-{int(number):02}"
    why = "its other words for the date are kept" if parts.get("display_date") or parts.get("format") else ""
    if not hour or len(text.lstrip("-")) != 10:
        return text, why
    if not choices.zone:
        return text, "it has a time, but no clock: name its zone with --zone Asia/Baghdad"
    return f"{text}T{int(hour):02}:{int(minute or 0):02}", why


def _from_table(text: str, choices: Choices) -> Imported:
    rows = list(read_rows(text))
    missing = [name for name in ("year", "headline") if rows and name not in rows[0].cells]
    if missing or not rows:
        named = ", ".join(missing) or "year, headline"
        raise ImportFault(f"it is neither JSON nor the spreadsheet of TimelineJS: there is no column {named}")
    records: list[Record] = []
    title: Mapping[str, Any] = {}
    remarks: list[Remark] = []
    for row in rows:
        slide = dict(_slide(row))
        kind = row.cells.get("type", "").strip().lower()
        if kind == "title":
            title = slide
        else:
            records.append((_era if kind == "era" else _event)(slide, row.place, choices))
        remarks += row.remarks
    return _imported(title, records, remarks)


def _slide(row: Row) -> Iterator[tuple[str, Any]]:
    """Yield what the JSON would hold for a row."""
    cells = dict(row.cells)
    yield "text", {"headline": cells.pop("headline", ""), "text": cells.pop("text", "")}
    for name, prefix in (("start_date", ""), ("end_date", "end_")):
        parts = {unit: cells.pop(f"{prefix}{unit}", "") for unit in ("year", "month", "day")}
        parts |= _clock(cells.pop(f"{prefix}time", ""))
        if name == "start_date":
            parts["display_date"] = cells.pop("display_date", "")
        kept = {key: value for key, value in parts.items() if value}
        if kept:
            yield name, kept
    cells.pop("type", None)
    yield from ((key, value) for key, value in {**cells, **row.extra}.items() if value)


def _clock(text: str) -> dict[str, str]:
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return {"format": text} if text else {}
    hour = int(match[1]) % 12 + 12 * (match[4].lower() == "p") if match[4] else int(match[1])
    return {"hour": str(hour), "minute": match[2]}
