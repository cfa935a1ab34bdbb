"""Dates as others write them, turned into the profile, or left alone with the reason."""

import re

from nutgraf.model.calendar import Moment, to_seconds
from nutgraf.model.dates import format_offset, parse_date
from nutgraf.model.zones import offset_at

_GUESSED = ("ends before", "has the month", "has the hour", "gives a day", "names one date", "can be read two ways")
"""Faults whose answer is a guess at what was meant: an author decides."""
_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_ON_A_CLOCK = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]+)?)?")


def read_date(text: str, zone: str = "", order: str = "") -> str:
    """Return a date of the profile.

    `zone` is the clock of times without an offset; `order` is ``day`` or ``month``, which comes first in 01/02/2024.
    Raises ValueError with a message for the author.
    """
    text = _at_zone(_ordered(text.strip(), order), zone)
    try:
        return parse_date(text).text
    except ValueError as error:
        written = str(error).rpartition(": write ")[2]
        if any(words in str(error) for words in _GUESSED) or not _is_date(written):
            raise
        return parse_date(written).text


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


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
    if not _is_date(f"{text[:10]}T{match[4]}:{match[5]}Z"):
        return text
    wall = to_seconds(Moment(*numbers))
    offset = offset_at(zone, wall - 60 * offset_at(zone, wall))
    seconds = f":{match[6]}" if match[6] else ""
    return f"{text[:10]}T{match[4]}:{match[5]}{seconds}{format_offset(offset) or 'Z'}"
