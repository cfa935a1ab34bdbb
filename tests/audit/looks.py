"""At which widths pages are looked at, and how browsers may be set to show them."""

from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)

COLOUR_RULES = ("color-contrast", "link-in-text-block")
"""The rules of axe whose answer depends on colours."""

LAYOUT_RULES = ("target-size", "scrollable-region-focusable")
"""The rules of axe whose answer depends on where things stand."""


@dataclass(frozen=True)
class Look:
    """What a reader's system asks for."""

    name: str
    scheme: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"
    rules: tuple[str, ...] = ()
    """The rules of axe to ask, all where there are none: where only colours change, theirs are enough."""

    def put_on(self, page: Page) -> None:
        """Show a page in this look, without loading it again."""
        page.emulate_media(color_scheme=self.scheme, forced_colors=self.forced)


LOOKS = (
    Look("light"),
    Look("dark", scheme="dark", rules=COLOUR_RULES),
    Look("forced colours", forced="active", rules=COLOUR_RULES),
)

LAID_OUT = (Look("light", rules=LAYOUT_RULES),)
"""Of a page that was tried in every look at another width: only what its width changes."""
