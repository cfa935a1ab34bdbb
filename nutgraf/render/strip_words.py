"""What a strip says, in the language of the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.render.dates import DateWords
from nutgraf.render.time_ticks import year_text
from nutgraf.render.words import Words

STRIP_WORDS: Mapping[str, str] = {
    "strip.label": "Timeline: {title}",
    "strip.mark": "{title}, {date}",
    "strip.description": "{events} events, {first} to {last}. Time runs from left to right.",
    "strip.description.one": "One event, {date}.",
    "strip.even": "The scale is the same throughout.",
    "strip.uneven": "The scale changes where the axis is broken, as crowded periods have more room: {stretches}.",
    "strip.stretch": "{period} {share} % of the width",
    "strip.enlarged": "{period}, enlarged",
    "strip.enlarged.short": "enlarged",
    "strip.other": "Other events",
    "strip.key": "How to read it",
    "strip.key.may": "Some time in this span",
    "strip.key.lasts": "All through this span",
    "strip.key.either": "One or the other",
    "strip.key.soft": "Ends not known exactly",
    "strip.key.open": "Beginning or end open",
    "strip.key.scale": "The scale changes here",
    "importance.3": "Key event",
    "importance.2": "Event",
    "importance.1": "Detail",
}
"""The interface words of a strip, in English: the keys a catalogue translates."""


@dataclass(frozen=True, slots=True)
class StripWords:
    """The words of a strip: dates and parts of the calendar, and messages by the keys of `STRIP_WORDS`."""

    date: Callable[[PartialDate], str]
    """A date in words, for a title: `24 January 2024`."""
    year: Callable[[int], str]
    """`2024`; -43 is `44 BCE`."""
    month: Callable[[int], str]
    """By number, short: `Oct`."""
    messages: Mapping[str, str]
    """What it lacks is said in English."""

    @classmethod
    def of(cls, words: Words, dates: DateWords) -> "StripWords":
        """Return the words of a site's language."""
        months = words.locale.months["stand-alone"]["abbreviated"]
        return cls(
            date=dates.words,
            year=lambda year: dates.year_label(parse_date(year_text(year))),
            month=lambda month: str(months[month]),
            messages=words.messages,
        )

    def say(self, key: str, **values: object) -> str:
        """Return a message with its places filled, as plain text."""
        message = self.messages.get(key, STRIP_WORDS[key])
        return re.sub(r"\{(\w+)\}", lambda place: str(values[place[1]]), message)
