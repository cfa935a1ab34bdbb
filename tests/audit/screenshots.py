"""Make pictures of the main pages: `python -m tests.audit.screenshots`.

They go to .screenshots/, those that the README shows to docs/images/.
Look at them after a change to a template or a style; a row in `SHOTS` is a picture.
"""

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.audit.looks import LOOKS
from tests.audit.served import served
from tests.audit.sites import SITES
from tests.audit.states import open_contents, open_map
from tests.audit.visits import Visit, visit
from tests.browser.launch import running_chromium

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".screenshots"
README = ROOT / "docs" / "images"

WIDE, PHONE = (1280, 900), (390, 844)
DARK = "dark"

PAPER_SCALE = 1.5
"""Pixels a point of paper: 108 an inch."""


@dataclass(frozen=True)
class Shot:
    """What a picture shows."""

    name: str
    page: str = "index.html"
    size: tuple[int, int] = WIDE
    site: str = "first"
    look: str = "light"
    at: str = ""
    """The selector of what stands at the top of the window; nothing for the top of the page."""

    act: Callable[[Page], object] | None = None
    in_readme: bool = False


SHOTS = (
    Shot("wide", at="#text", in_readme=True),
    Shot("wide-top"),
    Shot("wide-dark", at="#text", look=DARK),
    Shot("wide-forced-colours", at="#text", look="forced colours"),
    Shot("wide-timeline", at="#timeline"),
    Shot("wide-map", at="#map", act=open_map),
    Shot("wide-claims", at="#claims"),
    Shot("wide-glossary", at="#glossary"),
    Shot("broad", size=(2560, 1300), at="#text"),
    Shot("tablet", size=(768, 1024), at="#text"),
    Shot("phone-top", size=PHONE),
    Shot("phone", size=PHONE, at="#text", in_readme=True),
    Shot("phone-dark", size=PHONE, at="#text", look=DARK),
    Shot("phone-contents", size=PHONE, act=open_contents),
    Shot("phone-timeline", size=PHONE, at="#timeline"),
    Shot("phone-map", size=PHONE, at="#map"),
    Shot("narrow", size=(320, 640), at="#text"),
    Shot("rtl", site="first-rtl", at="#text"),
    Shot("rtl-phone", site="first-rtl", size=PHONE, at="#text"),
    Shot("rtl-timeline", site="first-rtl", at="#timeline"),
    Shot("term", "glossary/kataib-hezbollah/index.html"),
    Shot("timeline-page", "timelines/kh/index.html"),
    Shot("map-page", "map/index.html"),
    Shot("claims-page", "claims/index.html"),
    Shot("articles", site="ferry-listed"),
)

PRINTED = {"print": "first", "print-rtl": "first-rtl"}
"""Explainers that are printed, by the name of the picture."""

PAGES = 3
"""How many pages of each printed explainer become pictures."""


def main() -> int:
    """Make all pictures, and say where they are."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running_chromium() as browser:
        for name in sorted({shot.site for shot in SHOTS} | set(PRINTED.values())):
            with served(SITES[name].build(Path(folder, name))) as address:
                _site(browser, name, address)
    print(f"The pictures are in {FOLDER.name}/, those of the README in {README.relative_to(ROOT)}/")
    return 0


def _site(browser: Browser, name: str, address: str) -> None:
    for shot in SHOTS:
        if shot.site == name:
            take(browser, address, shot)
    for picture, site in PRINTED.items():
        if site == name:
            paper(browser, address, picture)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Make one picture."""
    with visit(browser, address, *shot.size) as visiting:
        _pose(visiting, shot)
        path = FOLDER / f"{shot.name}.png"
        visiting.page.screenshot(path=path)
    if shot.in_readme:
        Image.open(path).save(README / f"{shot.name}.webp", quality=82, method=6)


def _pose(visiting: Visit, shot: Shot) -> None:
    next(look for look in LOOKS if look.name == shot.look).put_on(visiting.page)
    visiting.go(shot.page)
    if shot.act:
        shot.act(visiting.page)
    if shot.at:
        visiting.page.locator(shot.at).first.evaluate("at => at.scrollIntoView({behavior: 'instant'})")
    visiting.page.wait_for_load_state("networkidle")


def paper(browser: Browser, address: str, name: str) -> None:
    """Print the explainer to a PDF, and make pictures of its first pages."""
    path = FOLDER / f"{name}.pdf"
    with visit(browser, address, *WIDE) as visiting:
        visiting.go("index.html")
        visiting.page.pdf(path=path, prefer_css_page_size=True)
    with pypdfium2.PdfDocument(path) as document:
        for at in range(min(PAGES, len(document))):
            document[at].render(scale=PAPER_SCALE).to_pil().save(FOLDER / f"{name}-{at + 1}.png")


if __name__ == "__main__":
    sys.exit(main())
