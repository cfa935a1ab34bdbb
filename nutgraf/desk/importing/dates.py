"""Dates as others write them, turned into the profile, or left alone with the reason."""

import re

from nutgraf.desk.loose_dates import is_date, settle
from nutgraf.model.calendar import Moment, to_seconds
from nutgraf.model.dates import format_offset, parse_date
from nutgraf.model.zones import offset_at

_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_PARTS_OF_A_SECOND = re.compile(r"(?<=[T ][0-9]{2}:[0-9]{2}:[0-9]{2})[.,][0-9]+")
"""Machines write them; no reader needs them."""
_ON_A_CLOCK = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?")


def read_date(text: str, zone: str = "", order: str = "") -> str:
    """Return a date of the profile.

    `zone` is the clock of times without an offset; `order` is ``day`` or ``month``, which comes first in 01/02/2024.
    Raises ValueError with a message for the author.
    """
    date = _at_zone(_PARTS_OF_A_SECOND.sub("", _ordered(text.strip(), order)), zone)
    try:
        return parse_date(settle(date) or date).text
    except ValueError as error:
        if order or not _has_two_readings(text.strip()):
            raise
        raise ValueError(f"{error}, or say it for all with --day-first or --month-first") from None


def _has_two_readings(text: str) -> bool:
    match = _NUMBERS.fullmatch(text)
    return match is not None and max(int(match[1]), int(match[3])) <= 12


def _ordered(text: str, order: str) -> str:
    match = _NUMBERS.fullmatch(text)
    if match is None or not order:
        return text
    first, _, second, year = match.groups()
    day, month = (first, second) if order == "day" else (second, first)
    return f"{year}-{int(month):02}-{int(day):02}"


def _at_zone(text: str, zone: str) -> str:
    """Add the zone's offset to a time that has none."""
    match = _ON_A_CLOCK.fullmatch(text)
    if match is None or not zone:
        return text
    numbers = [int(each or 0) for each in match.groups()]
    if not is_date(f"{text[:10]}T{match[4]}:{match[5]}Z"):
        return text
    wall = to_seconds(Moment(*numbers))
    offset = offset_at(zone, wall - 60 * offset_at(zone, wall))
    seconds = f":{match[6]}" if match[6] else ""
    return f"{text[:10]}T{match[4]}:{match[5]}{seconds}{format_offset(offset) or 'Z'}"
