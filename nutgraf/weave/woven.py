"""The result of weaving, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from nutgraf.weave.anchors import Anchor
from nutgraf.weave.mentions import Mention


@dataclass(frozen=True, slots=True)
class WovenArticle:
    """What was found in one article's text, in the order of the text."""

    mentions: tuple[Mention, ...]
    marked: tuple[Mention, ...]
    anchors: tuple[Anchor, ...]


class WovenText(Protocol):
    """The same, where it may not be loaded yet."""

    @property
    def woven(self) -> WovenArticle:
        """Return it."""

    @property
    def mentioned(self) -> frozenset[str]:
        """Return the refs of the entries that the text mentions."""


@dataclass(frozen=True, slots=True)
class NewlyWoven:
    """What was woven just now."""

    woven: WovenArticle

    @property
    def mentioned(self) -> frozenset[str]:
        """Return the refs of the entries that the text mentions."""
        return frozenset(mention.ref for mention in self.woven.mentions)


@dataclass(frozen=True, slots=True)
class Woven:
    """What was found in all articles, and who names whom."""

    articles: Mapping[str, WovenArticle]
    backlinks: Mapping[str, tuple[str, ...]]
    """By ref: the refs of the entries that name it."""
    mentioned: Mapping[str, frozenset[str]]
    """By article: the refs of the entries that it mentions."""
