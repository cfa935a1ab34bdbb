"""Margin notes as readers use them: the words and their note know each other, and one note leads to the next."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

Reader = Callable[..., Page]

NOTE = "#note-whose-facilities"
WORDS = "[data-note=whose-facilities]"
NUMBER = "#noteref-whose-facilities"


def is_marked(part: Locator) -> bool:
    """Tell by what is seen: a note has a ground, words have it over their whole height."""
    style = part.evaluate("e => { const s = getComputedStyle(e); return [s.backgroundColor, s.backgroundSize] }")
    return bool(style[1] == "100% 100%" or (style[1] == "auto" and style[0] != "rgba(0, 0, 0, 0)"))


def scrolled(page: Page) -> float:
    """Return how far the page is scrolled once it has come to rest."""
    return float(
        page.evaluate("""async () => {
          for (let last = -1, still = 0; still < 4; last = scrollY) {
            still = scrollY === last ? still + 1 : 0;
            await new Promise(requestAnimationFrame);
          }
          return scrollY;
        }""")
    )


@pytest.mark.parametrize("pointed", [NOTE + " .note-text", WORDS, NUMBER])
def test_pointing_at_a_note_or_its_words_marks_both(first_site: Path, reader: Reader, pointed: str) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri())
    note, words = page.locator(NOTE), page.locator(WORDS)
    assert not is_marked(note)
    assert not is_marked(words)
    page.locator(pointed).hover()
    assert is_marked(note)
    assert is_marked(words)
    page.locator("#text-title").hover()
    assert not is_marked(note)
    assert not is_marked(words)


def test_focus_in_a_note_or_on_its_number_marks_both(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri())
    for focused in (NUMBER, NOTE + " .note-number"):
        page.locator(focused).focus()
        page.wait_for_function("() => document.querySelectorAll('.note.is-lit').length === 1")
        assert is_marked(page.locator(NOTE))
        assert is_marked(page.locator(WORDS))
        page.locator(focused).blur()
        expect(page.locator(".is-lit")).to_have_count(0)


def test_a_link_to_a_note_marks_its_words_until_another_is_followed(first_site: Path, reader: Reader) -> None:
    page = reader(1280)
    page.goto((first_site / "index.html").as_uri() + NOTE)
    assert is_marked(page.locator(WORDS))
    page.evaluate("location.hash = '#timeline'")
    expect(page.locator(".is-lit")).to_have_count(0)


def test_in_forced_colours_marked_words_and_notes_can_be_told(first_site: Path, reader: Reader) -> None:
    page = reader(1280, forced_colors="active")
    page.goto((first_site / "index.html").as_uri())
    style = "e => { const s = getComputedStyle(e); return s.textDecoration + s.outlineStyle }"
    before = [page.locator(part).evaluate(style) for part in (WORDS, NOTE)]
    page.locator(WORDS).hover()
    after = [page.locator(part).evaluate(style) for part in (WORDS, NOTE)]
    assert before[0] != after[0]
    assert before[1] != after[1]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_a_number_whose_note_is_in_view_does_not_scroll_the_reader_away(
    first_site: Path, reader: Reader, motion: str
) -> None:
    page = reader(1280, reduced_motion=motion)
    page.goto((first_site / "index.html").as_uri())
    page.evaluate("document.querySelector('#p-2').scrollIntoView({block: 'center', behavior: 'instant'})")
    before = scrolled(page)
    page.locator(NUMBER).click()
    assert scrolled(page) == before
    assert page.url.endswith(NOTE)
    expect(page.locator(NOTE + ":target")).to_be_in_viewport()
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('{NOTE}').contains(document.activeElement)")
    page.go_back()
    assert not page.url.endswith(NOTE)


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_a_number_whose_note_is_out_of_view_leads_to_it(first_site: Path, reader: Reader, width: int) -> None:
    page = reader(width, 300)
    page.goto((first_site / "index.html").as_uri())
    page.evaluate("document.querySelector('#p-6').scrollIntoView({behavior: 'instant'})")
    number = page.locator("#noteref-struck-again-in-2026")
    number.evaluate("e => e.scrollIntoView({block: 'end', behavior: 'instant'})")
    note = page.locator("#note-struck-again-in-2026")
    number.click()
    scrolled(page)
    expect(note).to_be_in_viewport()
    bar = page.locator(".contents").bounding_box() if width < 1100 else None
    top = note.bounding_box()
    assert top
    assert top["y"] >= (bar["y"] + bar["height"] if bar else 0)


def test_a_tap_on_a_number_leads_to_its_card(first_site: Path, reader: Reader) -> None:
    page = reader(390, 700, has_touch=True, is_mobile=True)
    page.goto((first_site / "index.html").as_uri())
    page.locator(NUMBER).tap()
    scrolled(page)
    expect(page.locator(NOTE)).to_be_in_viewport()
    assert is_marked(page.locator(WORDS))


@pytest.mark.parametrize("script", [True, False])
def test_each_note_leads_to_the_next_and_back(first_site: Path, reader: Reader, script: bool) -> None:
    page = reader(320, java_script_enabled=script)
    page.goto((first_site / "index.html").as_uri())
    ids = page.locator(".note").evaluate_all("all => all.map(e => e.id)")
    for way, steps in ((".note-next", ids), (".note-previous", ids[::-1])):
        for here, there in zip(steps, [*steps[1:], None], strict=True):
            link = page.locator(f"#{here} {way}")
            if there is None:
                expect(link).to_have_count(0)
                continue
            assert link.get_attribute("href") == f"#{there}"
    page.locator(f"#{ids[0]} .note-next").press("Enter")
    expect(page.locator(f"#{ids[1]}:target")).to_be_in_viewport()


def test_ways_between_notes_have_names_and_are_large_enough(first_site: Path, reader: Reader) -> None:
    page = reader(320)
    page.goto((first_site / "index.html").as_uri())
    expect(page.get_by_role("link", name="Previous note: 1", exact=True)).to_have_count(1)
    expect(page.get_by_role("link", name="Next note: 3", exact=True)).to_have_count(1)
    sizes = page.locator(".note-steps a, .note .permalink").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).flatMap(({width, height}) => [width, height])"
    )
    assert min(sizes) >= 24
