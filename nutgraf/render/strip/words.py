"""What a strip says, in the language of the page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.render.dates.dates import DateWords
from nutgraf.render.strip.ticks import year_text
from nutgraf.render.words import Words


@dataclass(frozen=True, slots=True)
class StripWords:
    """The words of a strip: dates and parts of the calendar, and messages by the keys of `STRIP_WORDS`."""

    date: Callable[[PartialDate], str]
    """A date in words, for a title: `24 January 2024`."""
    short_date: Callable[[PartialDate], str]
    """Where there is little room: `Jan 2024`."""
    year: Callable[[int], str]
    """`2024`; -43 is `44 BCE`."""
    month: Callable[[int], str]
    """By number, short: `Oct`."""
    messages: Mapping[str, str]
    """The site's messages by key."""

    @classmethod
    def of(cls, words: Words, dates: DateWords) -> "StripWords":
        """Return the words of a site's language."""
        months = words.locale.months["stand-alone"]["abbreviated"]
        return cls(
            date=dates.words,
            short_date=dates.short,
            year=lambda year: dates.year_label(parse_date(year_text(year))),
            month=lambda month: str(months[month]),
            messages=words.messages,
        )

    def say(self, key: str, **values: object) -> str:
        """Return a message with its places filled, as plain text."""
        message = self.messages[key]
        return re.sub(r"\{(\w+)\}", lambda place: str(values[place[1]]), message)
