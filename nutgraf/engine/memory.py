"""What a process that builds again and again keeps between its builds, and what it wants to see first.

All of it is only ever a help: a value kept here is taken for what was read anew only when the bytes are the same.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nutgraf.read.files import Reading
    from nutgraf.render.theme import Theme

ReadingKey = tuple[str, str]
"""Path of a file and digest of its content."""


def _nothing() -> Collection[str]:
    return ()


def _not_shown(_outputs: Mapping[str, bytes]) -> None:
    return


@dataclass(slots=True)
class Memory:
    """Handed to one build after another, never to two at once."""

    theme: "Theme | None" = None
    readings: "Mapping[ReadingKey, Reading]" = field(default_factory=dict)
    seen: Callable[[], Collection[str]] = _nothing
    """Asked for the paths of outputs that somebody looks at."""
    show: Callable[[Mapping[str, bytes]], None] = _not_shown
    """Given those of them that are stale, as soon as they are rendered; the rest of the build and its checks follow."""

    def same_theme(self, theme: "Theme") -> "Theme":
        """Return the theme of the last build when its files are the same: templates compiled for it stay."""
        if self.theme is None or self.theme.digests != theme.digests:
            self.theme = theme
        return self.theme
