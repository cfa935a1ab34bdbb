"""The result of weaving, as values."""

from collections.abc import Mapping
from dataclasses import dataclass

from nutgraf.weave.anchors import Anchor
from nutgraf.weave.mentions import Mention


@dataclass(frozen=True, slots=True)
class WovenArticle:
    """What was found in one article's text, in the order of the text."""

    mentions: tuple[Mention, ...]
    marked: tuple[Mention, ...]
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class Woven:
    """What was found in all articles, and who names whom."""

    articles: Mapping[str, WovenArticle]
    backlinks: Mapping[str, tuple[str, ...]]
    """By ref: the refs of the entries that name it."""
