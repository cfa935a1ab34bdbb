"""Dates as sources give them: with the precision they have, and no more.

`parse_date` reads an EDTF profile (ISO 8601-2:2019) in three steps:

1. brackets make a set, a slash an interval, anything else is one date (`nutgraf.model.date_fields`);
2. every value gets the seconds in which it can begin and end (`earliest`, `latest`);
3. text that fits nothing is answered with the nearest text that does (`nutgraf.model.date_hints`).

=============================  =======================================================
``2024`` ``2024-01``           a year, a month, a day; ``0000`` is 1 BCE, ``-0043`` 44 BCE
``2024-01-24T00:15+03:00``     a minute (or second) with the clock's offset from UTC, or ``Z``
``2007~`` ``2007?`` ``2007%``  approximate, uncertain, both
``201X`` ``20XX``              some year of that decade, of that hundred
``2014-XX`` ``2014-05-XX``     some month, some day that nobody knows
``2024-21`` … ``2024-24``      spring, summer, autumn, winter
``a/b`` ``a/..`` ``../b``      from a to b; a dot-dot end is open
``[a,b]`` ``[a..b]``           one of these; one day between them
=============================  =======================================================

A season is taken as three whole months: spring March to May, summer June to August, autumn September to November,
winter December to February of the next year. The standard leaves that open; its seasons 21 to 24 have no hemisphere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nutgraf.model.calendar import DAY, Moment, day_number, from_seconds, to_seconds
from nutgraf.model.date_fields import (
    SEASONS,
    Fields,
    Precision,
    Qualifier,
    Season,
    Unknown,
    UnreadableError,
    format_day,
    read_fields,
)
from nutgraf.model.date_hints import explain

Kind = Literal["date", "interval", "one-of", "between"]

_OFFSET_MARGIN = 14 * 3600
_END_OF_TIME = day_number(10_001, 1, 1) * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date, an interval or a set, made by `parse_date`. Equal values have equal texts."""

    text: str
    """Canonical EDTF: `parse_date(text)` is this value again."""
    kind: Kind
    precision: Precision
    earliest: int | None
    """First second that can be meant, counted from 1970-01-01T00:00: in UTC where `is_anchored`, else on the wall clock
    of the place, wherever that is. None: open."""
    latest: int | None
    """Last second that can be meant, on the same scale. None: open."""
    qualifier: Qualifier = ""
    """Not of an interval or set: there the ends and choices have their own."""
    year: int | None = None
    """Of a decade or century, the first."""
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    offset: int | None = None
    """Minutes that the clock is ahead of UTC."""
    season: Season = ""
    unknown: Unknown = ""
    """What was written as XX."""
    start: "PartialDate | None" = None
    end: "PartialDate | None" = None
    """Both of an interval (None: open) or of a `between`."""
    choices: "tuple[PartialDate, ...]" = ()
    """Of a `one-of`, in order."""

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def parts(self) -> "tuple[PartialDate, ...]":
        """The single dates that the value is made of: itself, its ends or its choices."""
        if self.kind == "date":
            return (self,)
        return self.choices or tuple(end for end in (self.start, self.end) if end is not None)

    @property
    def is_anchored(self) -> bool:
        """Whether the value stands on the scale of UTC: some time in it has an offset."""
        return any(part.offset is not None for part in self.parts)

    @property
    def is_qualified(self) -> bool:
        """Whether any part is approximate or uncertain."""
        return any(part.qualifier for part in self.parts)

    @property
    def sort_key(self) -> tuple[int, int, str]:
        """Orders any two values: by the beginning (an open one by its end), the wider first: a year before its days."""
        latest = _END_OF_TIME if self.latest is None else self.latest
        return latest if self.earliest is None else self.earliest, -latest, self.text

    def is_after(self, other: "PartialDate") -> bool:
        """Whether this is certainly later: an approximate or uncertain date never is, nor what may overlap.

        A day without a time may be a day anywhere on earth; beside a time with an offset it is given 14 hours' grace.
        """
        if self.is_qualified or other.is_qualified or self.earliest is None or other.latest is None:
            return False
        margin = 0 if self.is_anchored == other.is_anchored else _OFFSET_MARGIN
        return self.earliest - margin > other.latest


def parse_date(text: str) -> PartialDate:
    """Read a date of the profile; raise ValueError that tells an author what is wrong and what to write."""
    try:
        return _parse(text)
    except UnreadableError as fault:
        raise ValueError(explain(text, fault.part, _is_readable)) from None


def to_html_datetime(date: PartialDate) -> str | None:
    """Return the value of a `<time datetime>`, or None where HTML has none.

    It has none (HTML 4.5.14) for intervals, sets, seasons, X and years before 1. Nor can it say that a date is
    approximate or uncertain: that is left to the words inside the element.
    """
    exact = ("second", "minute", "day", "month", "year")
    if date.precision not in exact or date.unknown or date.year is None or date.year < 1:
        return None
    return date.text.rstrip("~?%")


def at_offset(date: PartialDate, minutes: int) -> PartialDate:
    """Return the same instant on a clock that is so many minutes ahead of UTC; a date without a time unchanged."""
    if date.offset is None or date.earliest is None:
        return date
    moment = from_seconds(date.earliest + minutes * 60)
    if abs(moment.year) > 9999:
        return date
    fields = moment._asdict() | ({"second": None} if date.second is None else {})
    mark = date.text[-1] if date.qualifier else ""
    return replace(date, **fields, offset=minutes, text=_timed_text(date, moment, minutes) + mark)


def _timed_text(date: PartialDate, moment: Moment, minutes: int) -> str:
    seconds = "" if date.second is None else f":{moment.second:02}"
    day = format_day(moment.year, moment.month, moment.day)
    return f"{day}T{moment.hour:02}:{moment.minute:02}{seconds}{format_offset(minutes) or 'Z'}"


def format_offset(minutes: int, minus: str = "-") -> str:
    """Return +03:00; nothing for UTC itself."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{minus if minutes < 0 else '+'}{hours:02}:{rest:02}" if minutes else ""


def _is_readable(text: str) -> bool:
    try:
        _parse(text)
    except ValueError:
        return False
    return True


def _parse(text: str) -> PartialDate:
    if text.startswith("[") and text.endswith("]"):
        return _parse_between(text) if ".." in text else _parse_one_of(text)
    return _parse_interval(text) if "/" in text else _parse_single(text)


def _parse_single(text: str) -> PartialDate:
    fields = read_fields(text)
    first, after = _span(fields)
    shift = 60 * (fields.offset or 0)
    return PartialDate(kind="date", earliest=first - shift, latest=after - shift - 1, **fields._asdict())


def _span(fields: Fields) -> tuple[int, int]:
    """Return the first second of the date and the first after it, on its own clock."""
    year, month, day = fields.year, fields.month or 1, fields.day or 1
    if fields.hour is not None:
        moment = Moment(year, month, day, fields.hour, fields.minute or 0, fields.second or 0)
        return to_seconds(moment), to_seconds(moment) + (60 if fields.second is None else 1)
    if fields.season:
        month = 3 * SEASONS.index(fields.season) + 3
    months = {"century": 1200, "decade": 120, "year": 12, "season": 3, "month": 1}
    first = day_number(year, month, day)
    length = months.get(fields.precision)
    after = first + 1 if length is None else day_number(year, month + length, 1)
    return first * DAY, after * DAY


def _parse_interval(text: str) -> PartialDate:
    first, _, last = text.partition("/")
    start = None if first == ".." else _parse_single(first)
    end = None if last == ".." else _parse_single(last)
    spans = _spans([side for side in (start, end) if side is not None])
    if not spans:
        raise ValueError(f"{text!r} is open at both ends: give at least one, as in 2014/..")
    sides = [".." if side is None else side.text for side in (start, end)]
    if spans[0][0] > spans[-1][1]:
        raise ValueError(f"{text!r} ends before it starts: write {sides[1]}/{sides[0]}")
    return PartialDate(
        text="/".join(sides), kind="interval", precision="interval",
        earliest=None if start is None else spans[0][0], latest=None if end is None else spans[-1][1],
        start=start, end=end,
    )  # fmt: skip


def _parse_between(text: str) -> PartialDate:
    first, _, last = text[1:-1].partition("..")
    if not first or not last:
        raise UnreadableError(text)
    start, end = _parse_single(first), _parse_single(last)
    if start == end:
        raise ValueError(f"{text!r} names one date twice: write {start.text}")
    (earliest, _), (_, latest) = _spans([start, end])
    if earliest > latest:
        raise ValueError(f"{text!r} ends before it starts: write [{end.text}..{start.text}]")
    return PartialDate(
        text=f"[{start.text}..{end.text}]", kind="between", precision="set",
        earliest=earliest, latest=latest, start=start, end=end,
    )  # fmt: skip


def _parse_one_of(text: str) -> PartialDate:
    members = text[1:-1].split(",")
    if len(members) == 1:
        raise UnreadableError(text)
    dates = [_parse_single(each) for each in members]
    choices = tuple(sorted(set(dates), key=lambda date: date.sort_key))
    if len(choices) < len(dates):
        twice = next(each for each in choices if dates.count(each) > 1)
        raise ValueError(f"{text!r} names {twice.text} twice: leave one out")
    spans = _spans(choices)
    return PartialDate(
        text=f"[{','.join(each.text for each in choices)}]", kind="one-of", precision="set",
        earliest=min(first for first, _ in spans), latest=max(last for _, last in spans),
        choices=choices,
    )  # fmt: skip


def _spans(dates: Sequence[PartialDate]) -> list[tuple[int, int]]:
    """Return first and last seconds of single dates (which are open at neither end) on one scale.

    Beside a time with an offset, a date without a time is read on the same clock.
    """
    offset = next((each.offset for each in dates if each.offset is not None), 0)
    shifts = [60 * offset if each.offset is None else 0 for each in dates]
    return [
        ((each.earliest or 0) - shift, (each.latest or 0) - shift) for each, shift in zip(dates, shifts, strict=True)
    ]
