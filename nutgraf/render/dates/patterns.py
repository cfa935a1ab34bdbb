"""How a language writes dates: CLDR's patterns, by way of Babel, for years that `datetime` does not know too.

A pattern is filled with the day of the leap year 2000 that has the same month and number; where the pattern has the
year, the caller's words for it are put: `2024` or `44 BCE`.
"""

import re
from collections.abc import Sequence
from datetime import date, time
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from babel import Locale
    from babel.dates import DateTimeFormat

Style = Literal["long", "short"]
"""Month names in full, or abbreviated."""
Field = Literal["year", "month", "day"]

_SEPARATOR = re.compile(r"\s*[-–—~～至]\s*")
_LETTERS: dict[Field, str] = {"year": "y", "month": "ML", "day": "d"}
_SKELETONS: dict[Style, dict[Field, str]] = {
    "long": {"year": "y", "month": "yMMMM", "day": "yMMMMd"},
    "short": {"year": "y", "month": "yMMM", "day": "yMMMd"},
}


class Parts(NamedTuple):
    """What a pattern is filled with: the year in words, and month and day as far as they are known."""

    year: str
    month: int | None = None
    day: int | None = None

    @property
    def finest(self) -> Field:
        """What is known most closely."""
        return "day" if self.day else "month" if self.month else "year"


class Token(NamedTuple):
    """A piece of a pattern: a field such as `MMMM`, or words as they stand."""

    is_field: bool
    text: str


class Halves(NamedTuple):
    """CLDR's pattern for an interval: what both ends share stands in one of them only."""

    first: list[Token]
    separator: str
    last: list[Token]


@cache
def date_patterns(language: str) -> "DatePatterns":
    """Return the patterns of a BCP 47 language tag, English ones where CLDR lacks it; the same object every time."""
    from babel import Locale, UnknownLocaleError

    try:
        return DatePatterns(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return DatePatterns(Locale("en"))


class DatePatterns:
    """Writes dates, runs of dates and times in one language."""

    def __init__(self, locale: "Locale") -> None:
        self._locale = locale

    @lru_cache(maxsize=4096)  # noqa: B019 - there is one value of this class for a language
    def date(self, parts: Parts, style: Style) -> str:
        """Return `23 January 2024`, `January 2024` or `2024`."""
        return self._fill(_tokens(self._pattern(parts.finest, style)), parts)

    def interval(self, first: Parts, last: Parts, style: Style) -> str:
        """Return `20–23 January 2024`: equal parts once, as the language has it. Both ends are equally precise."""
        if first == last:
            return self.date(first, style)
        halves = self._halves(first, last, style)
        if halves is None:
            return self.join(self.date(first, style), self.date(last, style))
        ends = self._fill(halves.first, first), self._fill(halves.last, last)
        return tidy(_dash(halves.separator, first, last).join(ends))

    def series(self, dates: Sequence[Parts], style: Style) -> tuple[str, ...]:
        """Return words for each of some equally precise dates, equal parts once: `20`, `21`, `23 January 2024`."""
        first, *middle, last = dates
        halves = self._halves(first, last, style)
        field = _one_difference(dates)
        if halves is None or field is None or (middle and field != first.finest):
            return tuple(self.date(each, style) for each in dates)
        short = _from_field(halves.first, field)
        return (
            self._fill(halves.first, first),
            *(self._fill(short, each) for each in middle),
            self._fill(halves.last, last),
        )

    def join(self, first: str, last: str) -> str:
        """Return two dates in words with the language's dash between them."""
        pattern = self._locale.interval_formats[None]
        return tidy(str(pattern).replace("{0}", first).replace("{1}", last))

    def time(self, hour: int, minute: int, second: int | None) -> str:
        """Return `00:15`, or `12:15 AM` where clocks are read so."""
        from babel.dates import format_time

        length: Literal["short", "medium"] = "short" if second is None else "medium"
        words = format_time(time(hour, minute, second or 0), length, locale=self._locale)
        return words.replace(" ", "\u00a0")  # never the hour on one line and its half of the day on the next

    def city(self, zone: str) -> str:
        """Return the name of the city that a zone is called after."""
        from babel.core import get_global

        canonical = get_global("zone_aliases").get(zone, zone)
        named = self._locale.time_zones.get(canonical, {}).get("city")
        return str(named or canonical.rpartition("/")[2].replace("_", " "))

    def _pattern(self, finest: Field, style: Style) -> str:
        known = self._locale.datetime_skeletons
        skeleton = _SKELETONS[style][finest]
        if skeleton in known:
            return str(known[skeleton].pattern)
        long = str(self._locale.date_formats["long"].pattern)
        if finest == "day" and style == "long" and "G" not in long:
            return long  # an era in it would be that of the year 2000
        return _widened(str(known[_SKELETONS["short"][finest]].pattern))

    def _halves(self, first: Parts, last: Parts, style: Style) -> Halves | None:
        field = _first_difference(first, last)
        if field is None:
            return None
        known = self._locale.interval_formats
        long, short = (_SKELETONS[each][first.finest] for each in (style, "short"))
        halves = known.get(long, known.get(short, {})).get(_LETTERS[field][0], ())
        if long not in known:
            halves = [_widened(half) for half in halves]
        return _split(halves) if len(halves) == 2 else None

    def _fill(self, tokens: list[Token], parts: Parts) -> str:
        from babel.dates import DateTimeFormat

        day = DateTimeFormat(date(2000, parts.month or 1, parts.day or 1), self._locale)
        return "".join(_written(each, parts.year, day) for each in tokens)


def _dash(separator: str, first: Parts, last: Parts) -> str:
    """Return the separator, without spaces where it stands between single words: `20–23 January`.

    Spaces belong between ends of more than a word; some of CLDR's patterns have them everywhere.
    """
    return separator.strip() if _first_difference(first, last) == first.finest else separator


def tidy(words: str) -> str:
    """Return words in which a dash with spaces never begins a line.

    CLDR has thin spaces around it in some languages and plain ones in others.
    """
    return re.sub(r"[ \u2009]–[ \u2009]", "\u00a0– ", words)


def _written(token: Token, year: str, day: "DateTimeFormat") -> str:
    if not token.is_field:
        return token.text
    return year if token.text[0] in "yur" else day[token.text]


def _tokens(pattern: str) -> list[Token]:
    from babel.dates import tokenize_pattern

    return [
        Token(False, value) if isinstance(value, str) else Token(True, value[0] * value[1])
        for _, value in tokenize_pattern(pattern)
    ]


def _widened(pattern: str) -> str:
    """Return a pattern with its abbreviated months in full: CLDR lists few intervals with those."""
    return re.sub(r"(?<!M)MMM(?!M)", "MMMM", re.sub(r"(?<!L)LLL(?!L)", "LLLL", pattern))


def _split(halves: Sequence[str]) -> Halves | None:
    """Return the halves of an interval without the dash, or None where it is not a dash but a word."""
    first, last = (_tokens(half) for half in halves)
    end = first[-1].text if first and not first[-1].is_field else ""
    dash = _SEPARATOR.search(end)
    if dash is None or dash.end() < len(end):
        return None
    return Halves([*first[:-1], Token(False, end[: dash.start()])], dash[0], last)


def _first_difference(first: Parts, last: Parts) -> Field | None:
    fields: tuple[Field, ...] = ("year", "month", "day")
    return next((each for each in fields if getattr(first, each) != getattr(last, each)), None)


def _one_difference(dates: Sequence[Parts]) -> Field | None:
    """Return the field in which each date differs from the next, if it is the same throughout."""
    fields = {_first_difference(first, last) for first, last in pairwise(dates)}
    return fields.pop() if len(fields) == 1 else None


def _from_field(tokens: list[Token], field: Field) -> list[Token]:
    letters = _LETTERS[field]
    at = next(i for i, each in enumerate(tokens) if each.is_field and each.text[0] in letters)
    return tokens[at:]
