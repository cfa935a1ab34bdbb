"""The words of the interface in the site's language: a catalogue file a language, English where a word is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property, lru_cache
from typing import Any

from markupsafe import Markup, escape

from nutgraf.render.bidi import isolated
from nutgraf.render.catalogues import PLACE, read_messages
from nutgraf.render.theme import Theme

_SPARE_DIGITS = 28
"""Beyond those of a number itself, for the decimals that a language's pattern asks for."""


@dataclass(frozen=True, eq=False)
class Words:
    """Messages by key; ``{name}`` in them is a place to fill, ``key.one`` and ``key.other`` are plural forms (CLDR)."""

    messages: Mapping[str, str]
    language: str

    @cached_property
    def locale(self) -> Any:
        """Return Babel's locale of the language, English when Babel does not know it."""
        from babel import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.language, sep="-")
        except (UnknownLocaleError, ValueError):
            return Locale("en")

    @cached_property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)

    def has(self, key: str) -> bool:
        """Whether there is a message of this key."""
        return key in self.messages

    def say(self, key: str, **values: object) -> Markup:
        """Return a message with its places filled, as HTML.

        Values that are not HTML already are escaped, and isolated where they run against the language's direction.
        A place that nothing fills is a ValueError.
        """
        parts = self._parts(key)
        if len(parts) == 1:
            return parts[0]
        filled = list(parts)
        for at in range(1, len(parts), 2):
            if parts[at] not in values:
                raise ValueError(f"the message {key!r} has {{{parts[at]}}}, which nothing fills here")
            value = values[parts[at]]
            is_words = type(value) is str and not PLACE.fullmatch(value)  # a script fills a place that stays one
            filled[at] = escape(self.isolated(str(value)) if is_words else value)
        return Markup("".join(filled))

    def _parts(self, key: str) -> tuple[Markup, ...]:
        """Return a message as HTML, cut at its places: text, name of a place, text, and so on."""
        if key not in self._cut:
            self._cut[key] = tuple(map(Markup, PLACE.split(str(escape(self.messages[key])))))
        return self._cut[key]

    @cached_property
    def _cut(self) -> dict[str, tuple[Markup, ...]]:
        return {}

    def isolated(self, text: str) -> str:
        """Return a text, set apart if letters in it run against the language's direction."""
        return isolated(text, self.direction)

    def count(self, key: str, number: int, **values: object) -> Markup:
        """Return the plural form of a message for a number, which stands in it as ``{n}``."""
        form = f"{key}.{self.locale.plural_form(number)}"
        chosen = form if form in self.messages else f"{key}.other"
        return self.say(chosen, n=digits(str(number), self.locale), **values)

    def title(self, text: str) -> str:
        """Return the message of a key, or a text that is no key as it is."""
        return self.messages.get(text, text)


@lru_cache(maxsize=4096)
def digits(number: str, locale: Any, *, is_grouped: bool = True, is_rounded: bool = True) -> str:
    """Return a number as a language writes it; one that is rounded has three decimals at most. None is too long."""
    from babel.numbers import format_decimal

    value = Decimal(number)
    with localcontext(prec=_SPARE_DIGITS + abs(value.adjusted()) + len(value.as_tuple().digits)):
        found = format_decimal(value, locale=locale, group_separator=is_grouped, decimal_quantization=is_rounded)
    return str(found)


@lru_cache(maxsize=8)
def load_words(theme: Theme, language: str) -> Words:
    """Return the words of a language from the theme's catalogues."""
    return Words(read_messages(theme, language), language)
