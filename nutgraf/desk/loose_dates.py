"""Dates as people write them, turned into the profile of `nutgraf.model.dates` where they can mean one thing only.

The habits that explain a faulty date to its author (`nutgraf.model.date_habits`) know how it should be written. Here
they are followed without asking, so what may be a guess is left out: `01/02/2024` can be two days, `May` in a word that
only begins so is no month, `early 2024` has no first and last day, and a digit of a second must not get lost.
"""

import re
from collections.abc import Iterator

from nutgraf.model.date_fields import MONTHS
from nutgraf.model.date_habits import HABITS
from nutgraf.model.dates import parse_date

_MOST_HABITS = 4
_LONGEST = 60
_WORDS = frozenset(
    re.findall(
        r"\w+",
        """about around approximately roughly circa approx c ca possibly probably perhaps maybe between and either or
        since from on onward onwards until till up to through the century spring summer autumn winter fall of
        st nd rd th s b bc bce ce e now present today x t z utc gmt sept""",
    )
)
"""Words that the habits understand, months apart."""

_MONTH_WORDS = frozenset(month.lower()[:length] for month in MONTHS for length in (3, 99))
_NUMBERS = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2\d{4}(?!\d)")
_REFUSED = re.compile(
    r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d{2}(?!\d)"  # 1/2/24: which is the year?
    r"|:\d{2}[.,]\d"  # parts of a second
    r"|[-‐‑–—]\s*[?*]?\s*$"  # an end that is not there, or not known
    r"|\d{4}/\d{1,2}\s*$",  # 2014/05: a month, or until 2005?
    re.ASCII,
)


def settle(text: str) -> str | None:
    """Return a date of the profile that means the same, the text itself when it is one, or None."""
    if is_date(text):
        return text
    if len(text) > _LONGEST or _is_doubtful(text):
        return None
    return _settled(" ".join(text.split()), _MOST_HABITS)


def is_date(text: str) -> bool:
    """Whether a text is a date of the profile."""
    try:
        parse_date(text)
    except ValueError:
        return False
    return True


def _is_doubtful(text: str) -> bool:
    is_strange = not set(_words(text)) <= _WORDS | _MONTH_WORDS
    return is_strange or _REFUSED.search(text) is not None or _has_two_readings(text)


def _has_two_readings(text: str) -> bool:
    """Whether a day could be the month and the month the day."""
    return any(int(each[1]) <= 12 and int(each[3]) <= 12 and each[1] != each[3] for each in _NUMBERS.finditer(text))


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in re.findall(r"[^\W\d_]+", text))


def _settled(text: str, left: int) -> str | None:
    if is_date(text):
        return text
    if not left:
        return None
    for habit in HABITS:
        anew = habit.rewrite(text, lambda each: _settled(each, left - 1))
        if anew not in (None, text) and (date := _settled(str(anew), left - 1)):
            return date
    return None
