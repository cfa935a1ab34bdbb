"""Who says what, drawn: read on a phone, on a desk, in other directions and colours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.watched import Watched
from tests.project import TestProject

SAID = (
    ("The port office, which counted tickets", "passengers", "40.."),
    ("A deckhand", "passengers", "..60"),
    ("Somebody", "passengers", "40..50"),
    ("A", "crowns", "5"),
    ("B", "crowns", "9"),
    ("Averyveryveryverylongnamewithoutanyspaceinitwhichnobodyhas", "crowns", f"4{'0' * 22}"),
    ("C", "boats", "1"),
    ("D", "boats", "1"),
)
STATEMENT = '{{by_name: "{}", as_of: 2021-03-02, says: So many., measure: {}, value: {}, sources: [letter]}}'
CLAIMS = f"""
boat:
  question: How many people took the last boat, and what did it cost?
  statements: [{", ".join(STATEMENT.format(*said) for said in SAID)}]
"""
LETTER = "letter: {type: personal_communication, title: A letter, issued: 2021-03-02, tier: 3}\n"

pytestmark = pytest.mark.browser

Drawn = Callable[..., Page]


@pytest.fixture(scope="module")
def claims_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of all claims of a small site."""
    project = TestProject(tmp_path_factory.mktemp("ranges"))
    project.write(
        {
            "content/site.yaml": "title: Boats\nlanguage: en\nzone: UTC\n",
            "content/claims.yaml": CLAIMS,
            "content/sources.yaml": LETTER,
        }
    )
    built = project.build().result
    assert built.is_good, [str(each) for each in built.diagnostics]
    return project.root / "site" / "claims" / "index.html"


@pytest.fixture
def drawn(watched: Watched, claims_page: Path) -> Drawn:
    """Open the page at a width, and be sure that nothing was wrong with it."""

    def open_at(width: int, **media: str) -> Page:
        page = watched.page
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**media)  # type: ignore[arg-type]
        page.goto(claims_page.as_uri())
        assert page.locator(".ranges").count() == 3
        assert watched.faults == []
        assert watched.foreign_requests() == []
        return page

    return open_at


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    script = "all => all.map((each) => each.getBoundingClientRect().toJSON())"
    found = page.locator(selector).evaluate_all(script)
    assert found
    return list(found)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_the_drawing_fits_and_nothing_scrolls_sideways(drawn: Drawn, width: int, direction: str) -> None:
    page = drawn(width)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for box in boxes(page, ".ranges :is(circle, rect, path, text, span, b)"):
        assert box["left"] >= 0
        assert box["right"] <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_bars_and_ticks_share_one_scale_that_runs_from_left_to_right(drawn: Drawn, width: int, direction: str) -> None:
    page = drawn(width)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    first = page.locator(".ranges").first
    lines = boxes(page, ".comparisons > div:first-child .ranges > svg > line")
    ticks = {label: line["x"] for label, line in zip(first.locator("text").all_text_contents(), lines, strict=True)}
    assert list(ticks.values()) == sorted(ticks.values())
    closed = boxes(page, ".comparisons > div:first-child .ranges p > svg > line")
    assert closed[0]["x"] == pytest.approx(ticks["40"], abs=1.5)
    assert closed[1]["x"] == pytest.approx(ticks["60"], abs=1.5)


def test_on_a_phone_a_name_stands_above_its_bar_and_on_a_desk_beside_it(drawn: Drawn) -> None:
    page = drawn(320)
    name, bar = boxes(page, ".ranges span")[0], boxes(page, ".ranges p > svg")[0]
    assert name["bottom"] <= bar["top"] + 1
    page = drawn(1280)
    name, bar = boxes(page, ".ranges span")[0], boxes(page, ".ranges p > svg")[0]
    assert name["right"] <= bar["left"] + 1
    assert name["top"] < bar["bottom"]


def test_one_number_that_all_give_is_a_band_that_is_seen(drawn: Drawn) -> None:
    page = drawn(390)
    band = page.locator(".ranges").nth(2).locator("> svg > rect")
    stroke = band.evaluate("band => [getComputedStyle(band).stroke, parseFloat(getComputedStyle(band).strokeWidth)]")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert stroke[0] not in ("none", paper)
    assert stroke[1] > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_marks_have_the_colour_of_text(drawn: Drawn, scheme: str) -> None:
    page = drawn(390, forced_colors="active", color_scheme=scheme)
    text = page.evaluate("getComputedStyle(document.querySelector('.ranges b')).color")
    for selector, name in (
        (".ranges circle", "fill"),
        (".ranges p > svg > line", "stroke"),
        (".range-paints stop", "stopColor"),
    ):
        found = page.locator(selector).first.evaluate("(e, name) => getComputedStyle(e)[name]", name)
        assert found == text, selector


def test_screen_readers_hear_the_table_and_not_the_drawing(drawn: Drawn) -> None:
    page = drawn(1280)
    heard = page.locator(".comparisons").aria_snapshot()
    assert "All of these fit 40 to 50." in heard
    assert "at least 40" not in heard
    assert page.get_by_role("cell", name="at least 40 passengers").count() == 1
