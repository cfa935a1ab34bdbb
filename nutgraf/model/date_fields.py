"""One date as authors write it, taken apart and checked: year to offset, season, unknown digits, qualifier.

The grammar is EDTF (ISO 8601-2:2019, annex A; levels 0 and 1), narrowed to what an explainer needs and what a reader
can be told in words. Text that does not have its shape raises `UnreadableError`; text of the right shape that cannot be
meant raises ValueError with the reason and the nearest right answer.
"""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple

from nutgraf.model.calendar import civil as civil_of
from nutgraf.model.calendar import day_number, days_in_month

Precision = Literal["second", "minute", "day", "month", "season", "year", "decade", "century", "interval", "set"]
Qualifier = Literal["", "approximate", "uncertain", "both"]
Season = Literal["", "spring", "summer", "autumn", "winter"]
Unknown = Literal["", "day", "month", "month-and-day"]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS: tuple[Season, ...] = ("spring", "summer", "autumn", "winter")
"""In the order of their numbers, 21 to 24 (ISO 8601-2:2019, 4.8)."""
QUALIFIERS: dict[str, Qualifier] = {"": "", "~": "approximate", "?": "uncertain", "%": "both"}
"""ISO 8601-2:2019, 8.2."""
FARTHEST_OFFSET = 14 * 60
"""Minutes. No clock in use is farther from UTC than Kiribati's."""

_DATE = re.compile(
    r"(?P<year>-?[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))"
    r"(?:-(?P<month>[0-9]{2}|XX)"
    r"(?:-(?P<day>[0-9]{2}|XX)"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?"
    r"(?P<qualifier>[~?%]?)"
)


class UnreadableError(ValueError):
    """The text does not have the shape of a date."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class Fields(NamedTuple):
    """What one date says. Of a decade or century, `year` is the first."""

    text: str
    precision: Precision
    year: int
    month: int | None
    day: int | None
    hour: int | None
    minute: int | None
    second: int | None
    offset: int | None
    season: Season
    unknown: Unknown
    qualifier: Qualifier


def read_fields(text: str) -> Fields:
    """Take one date apart; raise Unreadable, or ValueError with a message for the author."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise UnreadableError(text)
    parts = {name: value or "" for name, value in match.groupdict().items()}
    for check in CHECKS:
        if fault := check(parts):
            raise ValueError(f"{text!r} {fault}")
    return _fields(text, parts)


def _fields(text: str, parts: dict[str, str]) -> Fields:
    month = _number(parts["month"])
    season = SEASONS[month - 21] if month is not None and month > 12 else ""
    return Fields(
        text=text.replace("+00:00", "Z"),
        precision=_precision(parts, season),
        year=_first_year(parts["year"]),
        month=None if season else month,
        day=_number(parts["day"]),
        hour=_number(parts["hour"]),
        minute=_number(parts["minute"]),
        second=_number(parts["second"]),
        offset=_minutes(parts["offset"]) if parts["offset"] else None,
        season=season,
        unknown=_unknown(parts),
        qualifier=QUALIFIERS[parts["qualifier"]],
    )


def _number(digits: str) -> int | None:
    return None if digits in ("", "XX") else int(digits)


def _first_year(digits: str) -> int:
    """Of -004X the first year is -49: the digits left open count away from zero there."""
    return int(digits.replace("X", "9" if digits.startswith("-") else "0"))


def _minutes(offset: str) -> int:
    if offset == "Z":
        return 0
    minutes = int(offset[1:3]) * 60 + int(offset[4:])
    return -minutes if offset.startswith("-") else minutes


def _precision(parts: dict[str, str], season: Season) -> Precision:
    if "X" in parts["year"]:
        return "century" if parts["year"].endswith("XX") else "decade"
    if season:
        return "season"
    finest: tuple[Precision, ...] = ("second", "minute", "day", "month")
    return next((each for each in finest if parts[each] not in ("", "XX")), "year")


def _unknown(parts: dict[str, str]) -> Unknown:
    if parts["month"] == "XX":
        return "month-and-day" if parts["day"] == "XX" else "month"
    return "day" if parts["day"] == "XX" else ""


def _check_year(parts: dict[str, str]) -> str:
    if parts["year"] == "-0000":
        return "is no year: 1 BCE is 0000, 2 BCE is -0001"
    if "X" in parts["year"] and parts["month"]:
        return f"gives a month of a year that is not known: write {parts['year']}"
    return ""


def _check_month(parts: dict[str, str]) -> str:
    year, month, day = parts["year"], parts["month"], parts["day"]
    if month in ("", "XX") or 1 <= int(month) <= 12 or (21 <= int(month) <= 24 and not day):
        return ""
    if month == "00":
        return f"has the month 00: where the month is not known, write {year}"
    if 21 <= int(month) <= 24 and not 1 <= (_number(day) or 0) <= 12:
        return f"gives a day of a season: write {year}-{month} for the season"
    swapped = f": write {year}-{day}-{month}" if 1 <= (_number(day) or 0) <= 12 else ""
    return f"has the month {month}, but months go from 01 to 12 and seasons from 21 to 24{swapped}"


def _check_day(parts: dict[str, str]) -> str:
    year, month, day = parts["year"], parts["month"], parts["day"]
    if day in ("", "XX"):
        return ""
    if month == "XX":
        return f"gives a day of a month that is not known: write {year}-XX"
    if day == "00":
        return f"has the day 00: where the day is not known, write {year}-{month}"
    last = days_in_month(int(year), int(month))
    if int(day) <= last:
        return ""
    name = f"{MONTHS[int(month) - 1]} {year}"
    return f"does not exist: {name} has {last} days, the nearest is {year}-{month}-{last}"


def _check_time(parts: dict[str, str]) -> str:
    if not parts["hour"]:
        return ""
    if parts["day"] == "XX":
        return "gives a time of a day that is not known: leave the time out"
    if parts["hour"] == "24" and parts["minute"] == "00" and parts["second"] in ("", "00"):
        return f"has the hour 24: midnight begins the next day, write {_next_midnight(parts)}"
    if int(parts["hour"]) > 23:
        return f"has the hour {parts['hour']}: hours go from 00 to 23"
    return _check_sixties(parts)


def _next_midnight(parts: dict[str, str]) -> str:
    today = day_number(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    year, month, day = civil_of(today + 1)
    seconds = f":{parts['second']}" if parts["second"] else ""
    return f"{format_day(year, month, day)}T00:00{seconds}{parts['offset'] or '+03:00'}"


def _check_sixties(parts: dict[str, str]) -> str:
    for name in ("minute", "second"):
        if int(parts[name] or 0) > 59:
            return f"has the {name} {parts[name]}: {name}s go from 00 to 59"
    return ""


def _check_offset(parts: dict[str, str]) -> str:
    offset = parts["offset"]
    if not parts["hour"] or offset == "Z":
        return ""
    if not offset:
        written = f"{parts['year']}-{parts['month']}-{parts['day']}T{parts['hour']}:{parts['minute']}"
        return f"has a time, but not how far the clock is from UTC: add it, as in {written}+03:00, or Z for UTC itself"
    if offset == "-00:00":
        return "has the offset -00:00: write Z for UTC"
    if int(offset[4:]) > 59 or abs(_minutes(offset)) > FARTHEST_OFFSET:
        return f"has the offset {offset}: offsets go from -14:00 to +14:00"
    return ""


CHECKS: tuple[Callable[[dict[str, str]], str], ...] = (
    _check_year,
    _check_month,
    _check_day,
    _check_time,
    _check_offset,
)
"""Each returns what is wrong, or nothing. A later one relies on the earlier ones."""


def format_day(year: int, month: int, day: int) -> str:
    """Return the date as ISO 8601 writes it: four digits of the year, a minus sign before year 0."""
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day:02}"
