"""Catalogues of interface words: one file a language, a message a key, with places such as ``{date}`` to fill.

A project's own catalogue lies over the default one of its language, key by key. What is wrong with one is told with
its line, as faults of the content are; words are taken from catalogues in which nothing is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.read.text import decode
from nutgraf.read.yaml import Tree, read_yaml
from nutgraf.render.theme import Theme, english, word_files

PLACE = re.compile(r"\{(\w+)\}")
"""A place in a message; any other brace is a brace."""

_PLURAL = re.compile(r"\.(?:zero|one|two|few|many|other)$")
_NO_TEXT = "a message is a text; to take the English one, leave the key out"


@dataclass(frozen=True)
class Catalogue:
    """A catalogue as it is written."""

    messages: Mapping[str, str]
    faults: tuple[Diagnostic, ...]
    keys: Mapping[str, Span]
    """Where each message stands."""


@lru_cache(maxsize=64)
def read_catalogue(name: str, theme: Theme) -> Catalogue:
    """Return a catalogue of a theme: ``words/ar.yaml``."""
    path = f"templates/{name}"
    text, unreadable = decode(path, theme.files[name])
    tree = read_yaml(path, text) if not unreadable else Tree({}, faults=list(unreadable))
    written: Mapping[str, Any] = tree.value if isinstance(tree.value, dict) else {}
    keys = {key: Span(path, *tree.keys.get((key,), (1, 1))) for key in written}
    faults = tuple(tree.faults) or tuple(_misshapen(path, tree.value, keys))
    return Catalogue({key: text for key, text in written.items() if isinstance(text, str)}, faults, keys)


def _misshapen(path: str, value: Any, keys: Mapping[str, Span]) -> Iterator[Diagnostic]:
    """Give what is no map of texts; a file without a word is an empty catalogue."""
    if not isinstance(value, dict | None):
        yield Diagnostic(Span(path), "wrong-type", "a catalogue is a map of messages: `nav.map: Map`")
        return
    for key, text in (value or {}).items():
        if not isinstance(text, str):
            yield Diagnostic(keys[key], "wrong-type", f"the message {key!r} is no text", _NO_TEXT)


def read_messages(theme: Theme, language: str) -> dict[str, str]:
    """Return the messages of a language by key, English where it lacks one."""
    messages: dict[str, str] = {}
    for name in word_files(language):
        if name in theme.files:
            messages |= read_catalogue(name, theme).messages
    return messages


def check_catalogues(language: str, theme: Theme) -> Iterator[Diagnostic]:
    """Find what is wrong with the catalogues of a language."""
    known = read_catalogue(english(theme), theme).messages
    for name in word_files(language):
        if name in theme.files:
            catalogue = read_catalogue(name, theme)
            yield from catalogue.faults
            for key, text in catalogue.messages.items():
                yield from _unknown_places(key, text, catalogue.keys[key], known)


def _unknown_places(key: str, text: str, at: Span, known: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Give the places of a message that no page fills. Of keys of a project's own, its templates know more."""
    model = known.get(key, known.get(_PLURAL.sub(".other", key)))
    if model is None:
        return
    allowed = list(dict.fromkeys(PLACE.findall(model)))
    for place in dict.fromkeys(PLACE.findall(text)):
        if place not in allowed:
            yield Diagnostic(
                at, "unknown-placeholder", f"no page fills {{{place}}} in the message {key!r}", _may(allowed)
            )


def _may(allowed: list[str]) -> str:
    return (
        f"it may have {', '.join(f'{{{each}}}' for each in allowed)}" if allowed else "it has nothing to be filled in"
    )
