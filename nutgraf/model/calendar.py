"""Days and seconds on the Gregorian calendar, stretched over all years: `datetime` knows none before the year 1.

Years are numbered as in ISO 8601-1:2019, 4.2.2: 0 is 1 BCE, -43 is 44 BCE. Days count from 1 January 1970, seconds from
its midnight. A year is taken to begin in March: the leap day is then its last, and needs no case of its own.
"""

from typing import NamedTuple

DAY = 86_400
"""Seconds in a day; there are no leap seconds on this scale."""

_DAYS_OF_400_YEARS = 146_097
_FIRST_OF_MARCH_0000 = -719_468


class Moment(NamedTuple):
    """A wall clock's reading."""

    year: int
    month: int
    day: int
    hour: int = 0
    minute: int = 0
    second: int = 0


def day_number(year: int, month: int, day: int) -> int:
    """Return days since 1970-01-01. A month beyond 12 runs on into the next year, so month + 1 is always the next."""
    march_year, march_month = divmod(year * 12 + month - 3, 12)
    leap_days = march_year // 4 - march_year // 100 + march_year // 400
    before_month = (153 * march_month + 2) // 5
    return _FIRST_OF_MARCH_0000 + 365 * march_year + leap_days + before_month + day - 1


def civil(number: int) -> tuple[int, int, int]:
    """Return year, month and day of a day number: the inverse of `day_number`."""
    cycle, day = divmod(number - _FIRST_OF_MARCH_0000, _DAYS_OF_400_YEARS)
    leap_days = day // 1460 - day // 36_524 + day // 146_096
    year = (day - leap_days) // 365
    day -= 365 * year + year // 4 - year // 100
    month = (5 * day + 2) // 153
    day -= (153 * month + 2) // 5
    years, month = divmod(month + 2, 12)
    return cycle * 400 + year + years, month + 1, day + 1


def days_in_month(year: int, month: int) -> int:
    """Return 28 to 31."""
    return day_number(year, month + 1, 1) - day_number(year, month, 1)


def to_seconds(moment: Moment) -> int:
    """Return seconds since 1970-01-01T00:00 on the same clock."""
    days = day_number(moment.year, moment.month, moment.day)
    return days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second


def from_seconds(seconds: int) -> Moment:
    """Return the reading of the clock: the inverse of `to_seconds`."""
    days, rest = divmod(seconds, DAY)
    hour, rest = divmod(rest, 3600)
    return Moment(*civil(days), hour, *divmod(rest, 60))
