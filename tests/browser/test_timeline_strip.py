"""The strip of a timeline in a real browser: readable words, large targets, at every width."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from nutgraf.render.strip.layout import WIDTH
from nutgraf.render.strip.strip import strip_key, timeline_strip
from tests.render.test_timeline_strip import ROOT, WORDS, crowded

STYLES = ("css/tokens.css", "timeline-strip.css")


@pytest.fixture
def strip(page: Page, tmp_path: Path) -> Page:
    """Return a page from right to left with the crowded strip in its container, as a template writes it."""
    css = "".join((ROOT / "templates/assets" / name).read_text("utf-8") for name in STYLES)
    svg, key = timeline_strip(crowded(), WORDS), strip_key(crowded(), WORDS)
    box = f'<div class="strip-scroll" role="region" aria-label="Timeline" tabindex="0" dir="ltr">{svg}</div>'
    start = f"<!doctype html><html lang=en dir=rtl><meta charset=utf-8><title>Strip</title><style>{css}</style>"
    file = tmp_path / "page.html"
    file.write_text(f"{start}<body>{box}{key}", encoding="utf-8")
    page.goto(file.as_uri())
    return page


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_in_a_browser_words_stay_readable_and_targets_large_at_every_width(strip: Page, width: int) -> None:
    strip.set_viewport_size({"width": width, "height": 800})
    measured = strip.evaluate(
        """() => {
          const box = each => each.getBoundingClientRect()
          const targets = [...document.querySelectorAll('.timeline-strip a use')].map(box)
          const scale = box(document.querySelector('.timeline-strip')).width / 1040
          const apart = (a, b) => a.right <= b.left + .2 || b.right <= a.left + .2 ||
            a.bottom <= b.top + .2 || b.bottom <= a.top + .2
          return {
            page: document.documentElement.scrollWidth,
            target: Math.min(...targets.flatMap(({width, height}) => [width, height])),
            covered: targets.filter((a, i) => targets.slice(i + 1).some(b => !apart(a, b))).length,
            text: scale * Math.min(...[...document.querySelectorAll('.timeline-strip text')]
              .map(each => parseFloat(getComputedStyle(each).fontSize))),
            names: [...document.querySelectorAll('.strip-again')].filter(each => box(each).width).length > 0,
            start: document.querySelector('.strip-scroll').scrollLeft,
          }
        }"""
    )
    assert measured["page"] <= width
    assert measured["target"] >= 23.9
    assert measured["covered"] == 0
    assert measured["text"] >= 11
    assert measured["names"] is (width < WIDTH)
    assert measured["start"] == 0


@pytest.mark.browser
def test_in_a_browser_the_strip_and_its_key_have_names_and_the_marks_are_a_picture(strip: Page) -> None:
    assert strip.locator(".timeline-strip a").count() > 82
    assert strip.get_by_role("link").count() == 0
    assert strip.get_by_role("group", name="Timeline: The war").count() == 1
    assert strip.get_by_role("list", name="How to read it").count() == 1
