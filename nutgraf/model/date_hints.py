"""What to tell an author whose date cannot be read: the nearest date that can.

First come texts that have no single right answer, each with its own words. Then the habits of `date_habits` are tried,
one upon the other, until the text can be read: an answer that was not read successfully is never given.
"""

import re
from collections.abc import Callable

from nutgraf.model.date_fields import MONTHS
from nutgraf.model.date_habits import HABITS, Habit

Reads = Callable[[str], bool]
"""Whether a text is a date."""

_LONGEST = 100
_MOST_HABITS = 4
_FORMS = "2024, 2024-01, 2024-01-23 or 2024-01-23T16:15-05:00"


def explain(text: str, part: str, reads: Reads) -> str:
    """Return a message about the whole text, or about the part of it that cannot be read."""
    if len(part) > _LONGEST:
        return f"{part[:20] + '…'!r} is too long for a date: write one such as {_FORMS}"
    for each in dict.fromkeys((text[:_LONGEST], part)):
        if advice := _refusal(each) or _answer(each, reads):
            return f"{each!r} {advice}"
    return f"{part!r} is not a date: write one such as {_FORMS}"


def _refusal(text: str) -> str | None:
    for pattern, advice in REFUSALS:
        if match := re.fullmatch(pattern, text, re.ASCII):
            return advice if isinstance(advice, str) else advice(match)
    return None


def _answer(text: str, reads: Reads) -> str | None:
    for habit in HABITS:
        if date := _without(habit, text, reads, _MOST_HABITS):
            return f"{habit.reason}: write {date}"
    return None


def _without(habit: Habit, text: str, reads: Reads, left: int) -> str | None:
    anew = habit.rewrite(text, lambda each: _settled(each, reads, left - 1))
    return None if anew in (None, text) else _settled(anew, reads, left - 1)


def _settled(text: str | None, reads: Reads, left: int) -> str | None:
    """Return the text when it can be read, or what it becomes without some more habits."""
    if text is None or not left or reads(text):
        return text if text and reads(text) else None
    return next((date for habit in HABITS if (date := _without(habit, text, reads, left))), None)


def _two_readings(match: re.Match[str]) -> str | None:
    first, second, year = int(match[1]), int(match[2]), match[3]
    if not (1 <= first <= 12 and 1 <= second <= 12) or first == second:
        return None
    return (
        f"can be read two ways: write {year}-{second:02}-{first:02} for {first} "
        f"{MONTHS[second - 1]} or {year}-{first:02}-{second:02} for {second} {MONTHS[first - 1]}"
    )


def _month_or_year(match: re.Match[str]) -> str | None:
    year, rest = match[1], int(match[2])
    last = f"{year[:2]}{rest:02}"
    month = f"{year}-{rest:02} for {MONTHS[rest - 1]} {year}" if 1 <= rest <= 12 else ""
    years = f"{year}/{last} for {year} to {last}" if last > year else ""
    if month and years:
        return f"can be read two ways: write {month} or {years}"
    return f"is cut short: write {month or years}" if month or years else None


def _time_alone(match: re.Match[str]) -> str:
    time = f"{match[1]}T{int(match[2]):02}:{match[3]}+03:00"
    return f"needs a T before the time and the clock's distance from UTC after it, as in {time}"


REFUSALS: tuple[tuple[str, str | Callable[[re.Match[str]], str | None]], ...] = (
    (r"\s*", f"is no date: write one such as {_FORMS}"),
    (r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})", _two_readings),
    (r"([0-9]{4})/([0-9]{1,2})", _month_or_year),
    (
        r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}",
        "needs the year in front and with four digits, as in 2024-01-23",
    ),
    (r"([0-9]{4}-[0-9]{2}-[0-9]{2})\s([0-9]{1,2}):([0-9]{2})", _time_alone),
    (r"[+-]?[0-9]{1,3}", "needs four digits for the year: 0079 is the year 79"),
    (r"[+-]?[0-9]{5,7}|Y.?[0-9]+", "needs a year of four digits, from -9999 to 9999"),
    (r"\{.*\}", "means all of these: make an entry for each, or write [a,b] for one of them"),
    (
        r"[^/]*[\[\]].*/.*|.*/.*[\[\]].*|\[.*[\[\]].*\]|[^/]{4,}/[^/]{4,}/.*|.*/.*/\.\.|\.\./.*/.*",
        "puts intervals or sets into one another: write one interval a/b or one set [a,b]",
    ),
    (r"\[.*,.*\.\..*\]|\[.*\.\..*,.*\]", "mixes a list and a range: write [a,b,c] or [a..c]"),
    (r"\[\.\.[^.]*\]|\[[^.]*\.\.\]", "needs both ends of the range, as in [2003..2007]"),
    (r"-?[0-9]{4}-?W[0-9]{2}.*", "is a week: write its first and its last day, a/b"),
    (r"-?[0-9]{4}-[0-9]{3}", "counts the days of a year: write the month and the day"),
    (
        r"-?[0-9X]XXX",
        "leaves more than a hundred years open: write an interval such as 1000/1999",
    ),
)
"""Patterns of whole texts, and what to say, or a function that says it (None: it is another case)."""
