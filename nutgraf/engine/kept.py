"""Readings and woven texts, of which only a head is loaded until somebody asks for more.

They stand for what was worked out of the same bytes before: digests of these are in their keys.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from nutgraf.engine.facts import Said
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Origin
from nutgraf.model.prose import Block, TextLink
from nutgraf.model.shelf import Shelf
from nutgraf.plan.lookup import PassagesByRef
from nutgraf.read.files import Reading
from nutgraf.weave.woven import WovenArticle


class ReadingHead(NamedTuple):
    """What every build asks of every file."""

    path: str
    entries: tuple[str, ...]
    origins: tuple[str, ...]
    links: tuple[str, ...]
    broken: frozenset[str]
    drafts: frozenset[str]
    names: Mapping[str, tuple[str, ...]]
    was: Mapping[str, tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...]
    said: Said


class KeptReading:
    """A reading (`nutgraf.read.corpus.Readable`)."""

    def __init__(self, head: ReadingHead, load: Callable[[], Reading]) -> None:
        self.head, self._load = head, load
        self.path, self.broken, self.drafts = head.path, head.broken, head.drafts
        self.names, self.was, self.diagnostics = head.names, head.was, head.diagnostics

    @cached_property
    def whole(self) -> Reading:
        """Return all of it."""
        return self._load()

    @cached_property
    def entries(self) -> Mapping[str, Any]:
        """Return the entries by ref."""
        return Shelf(dict.fromkeys(self.head.entries), lambda _, ref: self.whole.entries[ref])

    @cached_property
    def origins(self) -> Mapping[str, Origin]:
        """Return where entries stand, by ref."""
        return Shelf(dict.fromkeys(self.head.origins), lambda _, ref: self.whole.origins[ref])

    @cached_property
    def links(self) -> Mapping[str, tuple[TextLink, ...]]:
        """Return the links of entries, by ref."""
        return Shelf(dict.fromkeys(self.head.links), lambda _, ref: self.whole.links[ref])

    @property
    def text(self) -> str:
        """Return the text of the file."""
        return self.whole.text

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the running text of an article."""
        return self.whole.blocks


def head_of(reading: Reading, said: Said) -> ReadingHead:
    """Return what is to be loaded of a reading always."""
    return ReadingHead(
        reading.path, tuple(reading.entries), tuple(reading.origins), tuple(reading.links),
        reading.broken, reading.drafts, reading.names, reading.was, reading.diagnostics, said,
    )  # fmt: skip


class TextHead(NamedTuple):
    """What every build asks of every article's text."""

    mentioned: frozenset[str]
    refs: tuple[str, ...]
    said: Said


class TextBody(NamedTuple):
    """The rest."""

    woven: WovenArticle
    passages: PassagesByRef


class KeptText:
    """What was woven (`nutgraf.weave.woven.WovenText`), and of what it speaks (`nutgraf.plan.lookup.Speaking`)."""

    def __init__(self, head: TextHead, load: Callable[[], TextBody]) -> None:
        self.head, self._load = head, load
        self.mentioned, self.refs = head.mentioned, head.refs

    @cached_property
    def body(self) -> TextBody:
        """Return all that is not in the head."""
        return self._load()

    @property
    def woven(self) -> WovenArticle:
        """Return what was found in the text."""
        return self.body.woven

    @property
    def passages(self) -> PassagesByRef:
        """Return which passages speak of which entries."""
        return self.body.passages


def text_head(body: TextBody, said: Said) -> TextHead:
    """Return what is to be loaded of a text always."""
    return TextHead(frozenset(mention.ref for mention in body.woven.mentions), tuple(body.passages), said)
