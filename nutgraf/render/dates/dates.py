"""Dates for readers of a site: in words, and on two clocks where the date depends on the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nutgraf.model.dates import Kind, PartialDate, at_offset, to_html_datetime
from nutgraf.model.zones import known_zone, offset_at
from nutgraf.render.dates.phrases import (
    MESSAGES,
    DatePhrases,
    has_one_clock,
    moments_of,
    utc_offset,
)

__all__ = ["MESSAGES", "Clock", "DateWords", "known_zone"]


@dataclass(frozen=True, slots=True)
class Clock:
    """What a clock read at the time of an event."""

    place: str
    """`Baghdad`, or `UTC+03:00` where no zone is known."""
    date: str
    """Its date in words."""
    time: str
    """`00:15`, `about 00:15`, `00:15–02:00`."""
    html: str | None
    """For `<time datetime>`; None for more than one time."""
    zone: str
    """IANA zone, or nothing."""


class DateWords(DatePhrases):
    """Writes dates in the language of a site and on its clock."""

    def __init__(self, locale: str, words: Mapping[str, str], site_zone: str, zone_names: Mapping[str, str]) -> None:
        super().__init__(locale, words)
        self._site_zone = site_zone
        self._zone_names = dict(zone_names)

    def clocks(self, date: PartialDate, zone: str | None) -> tuple[Clock, ...]:
        """Return the event's own clock, then the site's if it read otherwise; none without times.

        Without a zone only the written offset is known, and that is the one clock. An interval or
        a `between` has clocks when both of its ends have times. An unknown zone is a ValueError.
        """
        if not zone:
            if not has_one_clock(date):
                return ()
            return (self._clock(moments_of(date), date.kind, utc_offset(date), ""),)
        here, there = (_moments_in(date, each) for each in (zone, self._site_zone))
        if not here:
            return ()
        own = self._clock(here, date.kind, self._place(zone), zone)
        if here == there:
            return (own,)
        return own, self._clock(there, date.kind, self._place(self._site_zone), self._site_zone)

    def both_clocks(self, date: PartialDate, zone: str | None) -> str:
        """Return `24 January 2024, 00:15 in Baghdad (23 January 2024, 16:15 in Washington)`."""
        clocks = self.clocks(date, zone)
        if not clocks or not zone:
            return self.words(date)
        own, *others = clocks
        words = self._say("date.clock", date=own.date, time=own.time, place=own.place)
        for each in others:
            key = "date.clock-time" if each.date == own.date else "date.clock"
            second = self._say(key, date=each.date, time=each.time, place=each.place)
            words = self._say("date.clocks", first=words, second=second)
        return words

    def _clock(self, moments: Sequence[PartialDate], kind: Kind, place: str, zone: str) -> Clock:
        html = to_html_datetime(moments[0]) if len(moments) == 1 else None
        time = self._times(moments, kind, "long")
        return Clock(place, self._days(moments, "long"), time, html, zone)

    def _place(self, zone: str) -> str:
        return self._zone_names.get(zone) or self._patterns.city(zone)


def _moments_in(date: PartialDate, zone: str) -> tuple[PartialDate, ...]:
    """Return the times as a clock of the zone read them."""
    return tuple(at_offset(each, offset_at(zone, each.earliest or 0)) for each in moments_of(date))
