"""Dates in words.

Names of months, order of parts and what an interval says only once come from CLDR, by way of
`nutgraf.render.dates.patterns`. The words between them (`about`, `between … and …`, `onwards`) are
the site's messages `date.*`, listed in `MESSAGES` and written in templates/words/. Nothing is said
more precisely than the author did: a decade stays a decade, and a doubt stays a doubt.
"""

import re
from collections.abc import Mapping, Sequence

from nutgraf.model.dates import Kind, PartialDate, format_offset
from nutgraf.render.dates.patterns import DatePatterns, Parts, Style, date_patterns

MESSAGES: Mapping[str, tuple[str, ...]] = {
    "date.about": ("date",),
    "date.uncertain": ("date",),
    "date.between": ("first", "last"),
    "date.or": ("first", "last"),
    "date.list": ("first", "rest"),
    "date.from-to": ("first", "last"),
    "date.onwards": ("date",),
    "date.until": ("date",),
    "date.bce": ("year",),
    "date.ce": ("year",),
    "date.decade": ("year",),
    "date.spring": ("year",),
    "date.summer": ("year",),
    "date.autumn": ("year",),
    "date.winter": ("year",),
    "date.day-unknown": ("date",),
    "date.month-unknown": ("date",),
    "date.month-and-day-unknown": ("date",),
    "date.time-about": ("date",),
    "date.time-uncertain": ("date",),
    "date.time": ("date", "time"),
    "date.offset": ("date", "time", "offset"),
    "date.clock": ("date", "time", "place"),
    "date.clock-time": ("time", "place"),
    "date.clocks": ("first", "second"),
    "date.short.about": ("date",),
    "date.short.uncertain": ("date",),
    "date.short.decade": ("year",),
    "date.short.onwards": ("date",),
    "date.short.until": ("date",),
}
"""Each message that a language must have, and what stands in braces in it."""

_FIRST_CLEAR_YEAR = 1000
"""Years before this say CE: 79 alone is taken for 1979."""


class DatePhrases:
    """Writes dates in one language."""

    def __init__(self, locale: str, words: Mapping[str, str]) -> None:
        if missing := [key for key in MESSAGES if key not in words]:
            raise ValueError(f"the words for {locale} lack {', '.join(missing)}")
        self._locale = locale
        self._messages = {key: words[key] for key in MESSAGES}

    def words(self, date: PartialDate) -> str:
        """Return `23 January 2024`, `about 2007`, `between 20 and 23 January 2024`."""
        return self._write(date, "long")

    def short(self, date: PartialDate) -> str:
        """Return `23 Jan 2024`, `c. 2007`, `2003–07`: for a timeline. The offset is left out."""
        return self._write(date, "short")

    def year_label(self, date: PartialDate) -> str:
        """Return the heading to list the date under: `2024`, `44 BCE`, `the 2010s`."""
        first = date.parts[0]
        if first.precision in ("decade", "century"):
            return self._bare(first, "long")
        return self._year(first.year or 0)

    @property
    def _patterns(self) -> DatePatterns:
        """Looked up, not kept: that leaves little to send to another process."""
        return date_patterns(self._locale)

    def _say(self, key: str, **values: str) -> str:
        return re.sub(r"\{(\w+)\}", lambda match: values[match[1]], self._messages[key])

    def _write(self, date: PartialDate, style: Style) -> str:
        match date.kind:
            case "date":
                return self._single(date, style)
            case "interval":
                return self._interval(date, style)
            case "between":
                return self._between(date, style)
            case "one-of":
                return self._one_of(self._series(date.parts, style))

    def _single(self, date: PartialDate, style: Style) -> str:
        if date.hour is not None:
            return self._timed(date, style)
        prefix = "date.short." if style == "short" else "date."
        return self._qualified(self._bare(date, style), date.qualifier, prefix)

    def _qualified(self, words: str, qualifier: str, prefix: str) -> str:
        if qualifier in ("approximate", "both"):
            words = self._say(f"{prefix}about", date=words)
        if qualifier in ("uncertain", "both"):
            words = self._say(f"{prefix}uncertain", date=words)
        return words

    def _bare(self, date: PartialDate, style: Style) -> str:
        year = date.year or 0
        if date.precision == "decade" and year >= _FIRST_CLEAR_YEAR:
            key = "date.short.decade" if style == "short" else "date.decade"
            return self._say(key, year=str(year))
        if date.precision in ("decade", "century"):
            last = year + (9 if date.precision == "decade" else 99)
            return self._say("date.between", first=self._year(year), last=self._year(last))
        if date.season:
            end = year + 1 if date.season == "winter" else year
            return self._say(f"date.{date.season}", year=self._years(year, end, "short"))
        words = self._patterns.date(self._parts(date), style)
        if date.unknown and style == "long":
            return self._say(f"date.{date.unknown}-unknown", date=words)
        return words

    def _interval(self, date: PartialDate, style: Style) -> str:
        start, end = date.start, date.end
        prefix = "date.short." if style == "short" else "date."
        if start is None or end is None:
            key = f"{prefix}until" if start is None else f"{prefix}onwards"
            return self._say(key, date=self._single(date.parts[0], style))
        if has_one_clock(date):
            return self._timed(date, style)
        if _are_alike(date.parts):
            return self._run(start, end, style)
        first, last = (self._single(each, style) for each in date.parts)
        if style == "short" or all(_is_plain(each) or each.season for each in date.parts):
            return self._patterns.join(first, last)
        return self._say("date.from-to", first=first, last=last)

    def _between(self, date: PartialDate, style: Style) -> str:
        if has_one_clock(date):
            return self._timed(date, style)
        first, last = self._series(date.parts, style)
        return self._say("date.between", first=first, last=last)

    def _run(self, start: PartialDate, end: PartialDate, style: Style) -> str:
        if start.precision == "year":
            return self._years(start.year or 0, end.year or 0, style)
        return self._patterns.interval(self._parts(start), self._parts(end), style)

    def _one_of(self, choices: Sequence[str]) -> str:
        words = self._say("date.or", first=choices[-2], last=choices[-1])
        for each in reversed(choices[:-2]):
            words = self._say("date.list", first=each, rest=words)
        return words

    def _series(self, dates: Sequence[PartialDate], style: Style) -> tuple[str, ...]:
        if _are_alike(dates):
            return self._patterns.series([self._parts(each) for each in dates], style)
        return tuple(self._single(each, style) for each in dates)

    def _timed(self, date: PartialDate, style: Style) -> str:
        moments = moments_of(date)
        day, time = self._days(moments, style), self._times(moments, date.kind, style)
        if style == "short":
            return self._say("date.time", date=day, time=time)
        return self._say("date.offset", date=day, time=time, offset=utc_offset(date))

    def _days(self, moments: Sequence[PartialDate], style: Style) -> str:
        first, last = self._parts(moments[0]), self._parts(moments[-1])
        return self._patterns.interval(first, last, style)

    def _times(self, moments: Sequence[PartialDate], kind: Kind, style: Style) -> str:
        first, last = self._time(moments[0], style), self._time(moments[-1], style)
        if len(moments) == 1:
            return first
        if kind == "between":
            return self._say("date.between", first=first, last=last)
        if any(each.isspace() for each in first + last):
            return self._patterns.join(first, last)
        return f"{first}–{last}"

    def _time(self, moment: PartialDate, style: Style) -> str:
        words = self._patterns.time(moment.hour or 0, moment.minute or 0, moment.second)
        prefix = "date.short." if style == "short" else "date.time-"
        return self._qualified(words, moment.qualifier, prefix)

    def _parts(self, date: PartialDate) -> Parts:
        return Parts(self._year(date.year or 0), date.month, date.day)

    def _year(self, year: int) -> str:
        if year < 1:
            return self._say("date.bce", year=str(1 - year))
        return str(year) if year >= _FIRST_CLEAR_YEAR else self._say("date.ce", year=str(year))

    def _years(self, first: int, last: int, style: Style) -> str:
        """Return `2003–2007`, short `2003–07`; `44–43 BCE`, the era once."""
        if first == last:
            return self._patterns.date(Parts(self._year(first)), "long")
        if last < 1:
            return self._say("date.bce", year=f"{1 - first}–{1 - last}")
        if first > 0 and last < _FIRST_CLEAR_YEAR:
            return self._say("date.ce", year=f"{first}–{last}")
        if first < _FIRST_CLEAR_YEAR:
            return self._patterns.join(self._year(first), self._year(last))
        if style == "short" and first // 100 == last // 100:
            return f"{first}–{last % 100:02}"
        return self._patterns.interval(Parts(str(first)), Parts(str(last)), style)


def moments_of(date: PartialDate) -> tuple[PartialDate, ...]:
    """Return the one time, or the two of an interval or `between`; none when an end has no time."""
    is_open = date.kind == "interval" and None in (date.start, date.end)
    if date.kind == "one-of" or is_open or any(each.hour is None for each in date.parts):
        return ()
    return date.parts


def has_one_clock(date: PartialDate) -> bool:
    """Whether there are times, all with the same offset."""
    return len({each.offset for each in moments_of(date)}) == 1


def utc_offset(date: PartialDate) -> str:
    """Return `UTC+03:00`, with a true minus sign."""
    return f"UTC{format_offset(date.parts[0].offset or 0, minus='−')}"


def _is_plain(date: PartialDate) -> bool:
    is_whole = date.precision in ("day", "month", "year")
    return is_whole and not date.qualifier and not date.unknown


def _are_alike(dates: Sequence[PartialDate]) -> bool:
    """Whether the dates can share their equal parts."""
    return all(_is_plain(each) for each in dates) and len({each.precision for each in dates}) == 1
