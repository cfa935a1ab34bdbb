"""Numbers and ranges in the words of the page."""

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from nutgraf.model.ranges import Range
from nutgraf.render.words import Words, digits

_GROUPED_FROM = 10_000
"""Numbers of four digits stay whole: many are years, and the others are read as easily."""

_COMPACT_FROM, _COMPACT_TO = 10**6, 10**15
"""What languages have short names for: `3M`, `2bn`."""


@dataclass(frozen=True, slots=True)
class RangeWords:
    """Says numbers as the language writes them."""

    words: Words

    def number(self, value: Decimal) -> str:
        """Return `2007`, `12,500`."""
        is_grouped = abs(value) >= _GROUPED_FROM
        return digits(str(value), self.words.locale, is_grouped=is_grouped, is_rounded=False)

    def tick(self, value: Decimal) -> str:
        """Return a number for an axis, where `3M` must do for three millions and `1E21` for what has no short name."""
        from babel.numbers import format_compact_decimal, format_scientific

        if abs(value) < _COMPACT_FROM:
            return self.number(value)
        if abs(value) >= _COMPACT_TO:
            return str(format_scientific(value, locale=self.words.locale))
        return str(format_compact_decimal(value, locale=self.words.locale, fraction_digits=1))

    def range(self, value: Range) -> Markup:
        """Return `7`, `at most 7`, `at least 1`, `5 to 10`."""
        least, most = ("" if end is None else self.number(end) for end in (value.least, value.most))
        if value.is_exact:
            return self.words.say("range.exact", number=least)
        if value.least is None:
            return self.words.say("range.most", number=most)
        if value.most is None:
            return self.words.say("range.least", number=least)
        return self.words.say("range.span", least=least, most=most)
