"""A reader's visit to a page: what it asks for, what goes wrong, and whether it fits the window."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from playwright.sync_api import Browser, expect

from tests.browser.watched import Watched

Motion = Literal["no-preference", "reduce"]

PATIENCE = 60_000
"""How many ms a busy machine may take for a step."""


class Visit(Watched):
    """A watched page of a served site."""

    address: str

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(self.address + path, wait_until="load")

    def go_without_script(self, path: str) -> None:
        """Open a page whose scripts do not run; those of the audit do again afterwards."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})
        self.go(path)
        session.send("Emulation.setScriptExecutionDisabled", {"value": False})
        session.detach()

    def asked_of_others(self) -> list[str]:
        """Return what was asked of another host."""
        return [url for url in self.requests if not url.startswith((self.address, "data:", "blob:"))]

    def too_wide(self) -> list[str]:
        """Return a finding if the page can be scrolled sideways."""
        wide, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        return [f"is {wide} px wide in a window of {window}"] if wide > window else []

    def scroll_through(self) -> None:
        """Scroll to the end of the page, as a reader does: window by window."""
        self.page.evaluate("""async () => {
          for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight) {
            scrollTo({top: at, behavior: 'instant'});
            await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
          }
        }""")


@contextmanager
def visit(browser: Browser, address: str, width: int, height: int = 900, motion: Motion = "reduce") -> Iterator[Visit]:
    """Give a page in a window of its own, with nothing in its cache; nothing fades, so that it is seen as it stays."""
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion=motion)
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    visiting = Visit(context.new_page())
    visiting.address = address
    yield visiting
    context.close()
