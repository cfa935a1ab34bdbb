"""How people write dates, and how the same is written for nutgraf: one row a habit.

A row is a reason, a pattern of the whole text, and what to write instead: a function of the match, or a template in
which each `{}` stands for a group of the pattern that is itself a date in somebody's words.
"""

import re
import unicodedata
from collections.abc import Callable
from typing import NamedTuple

from nutgraf.model.calendar import days_in_month
from nutgraf.model.date_fields import MONTHS, SEASONS

Rewrite = Callable[[re.Match[str]], str]


class Habit(NamedTuple):
    """A way of writing dates."""

    reason: str
    """What is wrong with it, as the predicate of a sentence."""
    pattern: str
    instead: str | Rewrite

    def rewrite(self, text: str, settle: Callable[[str], str | None]) -> str | None:
        """Return the text written anew, perhaps not yet a date; None where it has another habit."""
        match = re.fullmatch(self.pattern, text, re.IGNORECASE | re.ASCII)
        if match is None:
            return None
        if callable(self.instead):
            return self.instead(match)
        dates = [settle(each.strip()) for each in match.groups()]
        return self.instead.format(*dates) if all(dates) else None


def _to(template: str) -> Rewrite:
    return lambda match: match.expand(template)


def _plain_digits(match: re.Match[str]) -> str:
    values = [(each, unicodedata.digit(each, None)) for each in match[0]]
    return "".join(each if value is None else str(value) for each, value in values)


def _plain_spaces(match: re.Match[str]) -> str:
    return re.sub(_SPACES, " ", re.sub(_INVISIBLE, "", match[0]))


def _hyphens(match: re.Match[str]) -> str:
    return re.sub("[‐‑–—−]", "-", match[0])


def _without_spaces(match: re.Match[str]) -> str:
    return "".join(match[0].split())


def _capitals(match: re.Match[str]) -> str:
    return match[0].upper()


def _padded(match: re.Match[str]) -> str:
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return f"{match['year']}-{int(match['month']):02}{day}{match['rest'] or ''}"


def _numbers(match: re.Match[str]) -> str:
    parts = match.groupdict()
    day = f"-{int(parts['day']):02}" if parts.get("day") else ""
    return f"{parts['year']}-{int(parts['month']):02}{day}"


def _named(match: re.Match[str]) -> str:
    parts = match.groupdict()
    month = f"{parts['year']}-{_month_number(parts['month']):02}"
    days = [parts[name] for name in ("day", "last") if parts.get(name)]
    return "/".join(f"{month}-{int(day):02}" for day in days) or month


def _month_number(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3].lower()) + 1


def _offset(match: re.Match[str]) -> str:
    time, sign, hours, minutes, mark = match.groups()
    return f"{time}{sign}{int(hours):02}:{minutes or '00'}{mark}"


def _crosses(match: re.Match[str]) -> str:
    return re.sub("[?u*]", "X", match[0], flags=re.IGNORECASE)


def _ten_months(match: re.Match[str]) -> str:
    first, last = ("01", "09") if match[2] == "0" else ("10", "12")
    return f"[{match[1]}-{first}..{match[1]}-{last}]"


def _ten_days(match: re.Match[str]) -> str:
    year, month, tens = int(match[1]), int(match[2]), int(match[3])
    last = min(10 * tens + 9, days_in_month(year, month))
    return f"[{match[1]}-{match[2]}-{max(10 * tens, 1):02}..{match[1]}-{match[2]}-{last:02}]"


def _season(match: re.Match[str]) -> str:
    name = match[1].lower().replace("fall", "autumn")
    return f"{match[2]}-{21 + [str(each) for each in SEASONS].index(name)}"


def _third_of_year(match: re.Match[str]) -> str:
    first, last = {"e": ("01", "04"), "m": ("05", "08"), "l": ("09", "12")}[match[1][0].lower()]
    return f"[{match[2]}-{first}..{match[2]}-{last}]"


def _century(match: re.Match[str]) -> str:
    return f"{int(match[1]) - 1:02}XX"


def _before_1(match: re.Match[str]) -> str:
    year = int(match[1]) - 1
    return f"-{year:04}" if year else "0000"


_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_LAST = r"(?P<last>[0-9]{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>[0-9]{4})"
_SHORT_MONTH = r"(?P<month>[0-9]{1,2})"
_SHORT_DAY = r"(?P<day>[0-9]{1,2})"
_BETWEEN = "[-‐‑–—/]"
_SPACES = "[\u00a0\u2000-\u200a\u202f\u3000]"
_INVISIBLE = "[\u200b-\u200f\u2060-\u2069\ufeff]"
_OPEN = r"(?:\.\.\.?|…|now|present|today|open|unknown|ongoing|\?|\*)?"

_ORDER = "is not in the order year-month-day"
_WORDS = "needs signs instead of words"
_SIGNS = "needs hyphens between year, month and day"
_SLASH = "needs a slash between its ends"
_WHOLE = "needs its end in full"
_CROSS = "needs X for a digit that is not known"
_RANGE = "needs a range where a digit of the month or day is not known"
_OPEN_END = "needs a slash and two dots for an open end"
_OPEN_START = "needs two dots and a slash for an open start"

HABITS: tuple[Habit, ...] = tuple(
    Habit(*row)
    for row in (
        # ranges with a dash, before the dash is taken for a hyphen
        (_SLASH, r"([0-9]{2})([0-9]{2})\s?[–—]\s?([0-9]{2})", _to(r"\1\2/\1\3")),
        (_SLASH, rf"{_DAY}\s?{_BETWEEN}\s?{_LAST} {_MONTH},? {_YEAR}", _named),
        (_SLASH, rf"{_MONTH} {_DAY}\s?{_BETWEEN}\s?{_LAST},? {_YEAR}", _named),
        # characters
        ("has invisible characters in it", rf".*(?:{_SPACES}|{_INVISIBLE}).*", _plain_spaces),
        ("has digits other than 0 to 9", r".*[^\x00-\x7f].*", _plain_digits),
        ("has other dashes than hyphens", r".*[‐‑–—−].*", _hyphens),
        ("needs T between date and time", r"(.*-[0-9]{2})\s+([0-9]{1,2}:.*)", _to(r"\1T\2")),
        ("has spaces in it", r"[0-9TZX:+/.,\[\]~?%\s-]+", _without_spaces),
        ("needs T, X and Z as capitals", r"[0-9TZX:+/.,\[\]~?%-]+", _capitals),
        # parts
        (
            "needs two digits for month and day",
            rf"(?P<year>-?[0-9]{{4}})-{_SHORT_MONTH}(?:-{_SHORT_DAY})?(?P<rest>T.*|[~?%])?",
            _padded,
        ),
        ("needs two digits for the hour", r"(.*T)([0-9]:.*)", _to(r"\g<1>0\2")),
        (
            "needs its offset as hours:minutes",
            r"(.+T[0-9:]+)([+-])([0-9]{1,2}):?([0-9]{2})?([~?%]?)",
            _offset,
        ),
        ("needs Z for UTC", r"(.+T[0-9:]+)\s*(?:UTC|GMT)", _to(r"\1Z")),
        ("is finer than a second", r"(.+T[0-9:]+)[.,][0-9]+(Z|[+-].*)", _to(r"\1\2")),
        ("needs % for approximate and uncertain", r"(.+)(?:~\?|\?~)", _to(r"\1%")),
        # order and signs
        (_SIGNS, rf"{_YEAR}([/.]){_SHORT_MONTH}(?:\2{_SHORT_DAY})?", _numbers),
        (_SIGNS, r"([0-9]{4})([0-9]{2})([0-9]{2})", _to(r"\1-\2-\3")),
        (_ORDER, rf"{_SHORT_DAY}[./-]{_SHORT_MONTH}[./-]{_YEAR}", _numbers),
        (_ORDER, rf"{_SHORT_MONTH}[/-]{_SHORT_DAY}[/-]{_YEAR}", _numbers),
        (_ORDER, rf"{_SHORT_MONTH}[./-]{_YEAR}", _numbers),
        (_ORDER, rf"{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}", _named),
        (_ORDER, rf"{_MONTH} {_DAY},? {_YEAR}", _named),
        (_ORDER, rf"{_MONTH},?[ -]{_YEAR}", _named),
        (_ORDER, rf"{_YEAR}[ -]{_MONTH}(?:[ -]{_DAY})?", _named),
        # words
        (
            _WORDS,
            r"(?:about|around|approximately|roughly|circa|approx\.?|ca?\.?|~)\s*(.+)",
            "{}~",
        ),
        (_WORDS, r"(?:possibly|probably|perhaps|maybe|\?)\s*(.+)", "{}?"),
        (_WORDS, r"between\s+(.+?)\s+and\s+(.+)", "[{}..{}]"),
        (_WORDS, r"(?:either\s+)?(.+?)\s+or\s+(.+)", "[{},{}]"),
        (_WORDS, r"(?:since|from)\s+(.+?)(?:\s+on|\s+onwards?)?", "{}/.."),
        (_WORDS, r"(.+?)\s+onwards?", "{}/.."),
        (_WORDS, r"(?:until|till|up to)\s+(.+)", "../{}"),
        (_WORDS, r"(?:from\s+)?(.+?)\s+(?:to|until|till|through)\s+(.+)", "{}/{}"),
        (_WORDS, r"(?:the\s+)?([0-9]{3})0'?s", _to(r"\1X")),
        (_WORDS, r"(?:the\s+)?([0-9]{1,2})(?:st|nd|rd|th)\s+century", _century),
        (_WORDS, r"(spring|summer|autumn|fall|winter)\s+(?:of\s+)?([0-9]{4})", _season),
        (_WORDS, r"(early|mid|late)[\s-]+([0-9]{4})", _third_of_year),
        (
            "needs a minus sign for a year before 1, and 1 BCE is 0000",
            r"([0-9]{1,4})\s*b\.?\s?c\.?(?:\s?e\.?)?",
            _before_1,
        ),
        # ends
        (_SLASH, r"([0-9]{4})-([0-9]{4})", "{}/{}"),
        (_SLASH, r"(.+?)\s+-+\s+(.+)", "{}/{}"),
        (_OPEN_END, rf"(.+?)\s*[/-]\s*{_OPEN}", "{}/.."),
        (_OPEN_START, rf"{_OPEN}\s*/\s*(.+)", "../{}"),
        (_WHOLE, r"([0-9]{4}-)([0-9]{2})/([0-9]{2})", _to(r"\1\2/\1\3")),
        (_WHOLE, r"([0-9]{4}-[0-9]{2}-)([0-9]{2})/([0-9]{2})", _to(r"\1\2/\1\3")),
        (_WHOLE, r"([0-9]{4}-)([0-9]{2}-[0-9]{2})/([0-9]{2}-[0-9]{2})", _to(r"\1\2/\1\3")),
        ("is a set of one", r"\[([^,]+)\]", "{}"),
        # digits that nobody knows
        (_CROSS, r"[0-9]{2,3}[?u*]{1,2}|[0-9]{4}(?:-[0-9]{2})?-[?u*]{2}", _crosses),
        (_RANGE, r"([0-9]{4})-([01])X", _ten_months),
        (_RANGE, r"([0-9]{4})-(0[1-9]|1[0-2])-([0-3])X", _ten_days),
    )
)
"""In order: the first that leads to a date that can be read gives the answer."""
