"""The words of the interface in the site's language: a catalogue file a language, English where a word is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup, escape

from nutgraf.read.yaml import read_yaml
from nutgraf.render.theme import Theme, word_files


@dataclass(frozen=True)
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

    @property
    def direction(self) -> str:
        """Return ``ltr`` or ``rtl``."""
        return str(self.locale.text_direction)

    def has(self, key: str) -> bool:
        """Whether there is a message of this key."""
        return key in self.messages

    def say(self, key: str, **values: object) -> Markup:
        """Return a message with its places filled, as HTML; values that are not HTML already are escaped."""
        return escape(self.messages[key]).format(**values)

    def count(self, key: str, number: int, **values: object) -> Markup:
        """Return the plural form of a message for a number, which stands in it as ``{n}``."""
        from babel.numbers import format_decimal

        form = f"{key}.{self.locale.plural_form(number)}"
        chosen = form if form in self.messages else f"{key}.other"
        return self.say(chosen, n=format_decimal(number, locale=self.locale), **values)

    def title(self, text: str) -> str:
        """Return the message of a key, or a text that is no key as it is."""
        return self.messages.get(text, text)


def load_words(theme: Theme, language: str) -> Words:
    """Return the words of a language from the theme's catalogues."""
    messages: dict[str, str] = {}
    for name in word_files(language):
        if name in theme.files:
            tree = read_yaml(name, theme.text(name))
            if tree.faults or not isinstance(tree.value, dict):
                raise ValueError(f"{name}: {tree.faults[0].message if tree.faults else 'not a map'}")
            messages |= {key: str(text or "") for key, text in tree.value.items()}
    return Words(messages, language)
