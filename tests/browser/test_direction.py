"""A site in Arabic: every page and state from right to left, in Arabic words, without a scroll to the side."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.far import come_near
from tests.browser.printed import Printed
from tests.browser.served import served
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = pytest.mark.browser

KINDS = (
    "index.html", "glossary/index.html", "glossary/port-office/index.html", "timelines/index.html",
    "timelines/line/index.html", "map/index.html", "map/north-quay/index.html", "claims/index.html",
    "sources/index.html", "about/index.html", "handout/index.html", "404.html",
)  # fmt: skip

LATIN = re.compile(r"[A-Za-z]{2,}")
"""What is said in Arabic has none of it; the names of this site that are English have."""

NAMES = ("Harbour", "Review", "Line", "HL", "North", "Quay", "Port", "Office", "the", "legs", "of", "town", "second",
         "edition", "ferries", "estuary", "The", "gazette", "review", "example", "Natural", "Earth", "JSON", "GEOJSON",
         "CSL", "Ctrl", "Letter", "UTC")  # fmt: skip


@pytest.fixture(name="site", scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = TestProject.of("abbara", tmp_path_factory.mktemp("abbara")).build(strict=True)
    assert project.result.is_good, project.result.diagnostics
    return project.root / "site"


@pytest.fixture(name="narrow")
def fixture_narrow(opener: Callable[..., Watched]) -> Watched:
    return opener(320, 640)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_reads_from_right_to_left_and_fits_the_narrowest_phone(site: Path, narrow: Watched, path: str) -> None:
    watched = narrow
    page = watched.open(site / path)
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert watched.faults == []


def test_headings_start_at_the_right_edge_and_notes_stand_at_the_left(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    edges = (
        "name => { const {left, right} = document.querySelector(name).getBoundingClientRect(); return [left, right] }"
    )
    heading, passage, note = (page.evaluate(edges, name) for name in ("h1", ".passage", ".note"))
    assert heading[1] > 1200
    assert note[1] < passage[0]


def test_counts_dates_and_marks_are_said_in_arabic(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    assert "4 أحداث" in page.locator(".counts").inner_text()
    assert "مارس 2021" in page.locator(".provenance").inner_text()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.kind-later .kind'), '::before').content") == '"◀" / ""'
    )


def test_names_in_another_script_say_their_language_and_direction(site: Path, watched: Watched) -> None:
    page = watched.open(site / "glossary/port-office/index.html")
    name = page.locator("bdi", has_text="Port Office").first
    assert (name.get_attribute("lang"), name.get_attribute("dir")) == ("en", "ltr")


@pytest.mark.parametrize("path", KINDS)
def test_no_page_says_a_word_of_its_own_in_english(site: Path, watched: Watched, path: str) -> None:
    page = watched.open(site / path)
    said = page.locator("body").inner_text() + " ".join(
        page.eval_on_selector_all("[aria-label]", "all => all.map(each => each.ariaLabel)")
    )
    assert [word for word in LATIN.findall(said) if word not in NAMES] == []


def test_arabic_letters_are_neither_spaced_nor_slanted_and_have_their_own_fonts(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    looks = page.eval_on_selector_all(
        "h1, .kicker, .note-about, .later, .strip-lane, .map-country-name, .passage",
        "all => all.map(each => { const {letterSpacing: a, fontStyle: b} = getComputedStyle(each); return a + b; })",
    )
    assert set(looks) == {"normalnormal"}
    assert "Naskh" in page.locator(".passage").first.evaluate("each => getComputedStyle(each).fontFamily")
    assert "Naskh" not in page.locator(".counts").evaluate("each => getComputedStyle(each).fontFamily")


def test_a_quotation_in_latin_letters_keeps_its_marks_beside_a_number(site: Path, watched: Watched) -> None:
    """The number of a source is no part of the quotation before it: the closing mark stands at its left end."""
    page = watched.open(site / "index.html")
    edges = """text => {
      const walker = document.createTreeWalker(document.querySelector('#p-2'), NodeFilter.SHOW_TEXT);
      while (!walker.nextNode().data.includes(text));
      const range = document.createRange(), at = walker.currentNode.data.indexOf(text);
      const x = (from, to) => { range.setStart(walker.currentNode, from); range.setEnd(walker.currentNode, to);
        return range.getBoundingClientRect().left };
      return [x(at, at + 1), x(at + text.length, at + text.length + 1)];
    }"""
    page.locator("#p-2").evaluate("each => each.style.whiteSpace = 'nowrap'")
    first, mark = page.evaluate(edges, "the legs of the town")
    assert mark < first


def test_no_sign_stands_alone_behind_the_number_of_a_note(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    parted = """() => [...document.querySelectorAll('.note-ref')].filter(ref => {
      const range = document.createRange(), number = ref.getBoundingClientRect();
      range.setStart(ref.nextSibling, 0); range.setEnd(ref.nextSibling, 1);
      const before = [...ref.previousElementSibling.getClientRects()].at(-1);
      const isParted = range.toString().trim() && range.getBoundingClientRect().top > number.bottom;
      return isParted || number.top > before.bottom;
    }).length"""
    for width in range(320, 1320, 40):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(parted) == 0, width


def box(part: Locator) -> dict[str, float]:
    """Return where a part is, with its right edge."""
    found = part.bounding_box()
    assert found is not None
    return {"x": found["x"], "right": found["x"] + found["width"]}


@pytest.mark.parametrize("width", [768, 1280])
def test_a_card_opens_inside_the_window_from_the_edge_where_its_link_begins(
    site: Path, reader: Callable[..., Page], width: int
) -> None:
    page = reader(width)
    page.goto((site / "index.html").as_uri())
    for link in page.locator(".passage :is(a.term, a.place, .ref-claim)").all():
        link.click()
        card = page.get_by_role("dialog")
        expect(card).to_be_visible()
        inside = box(card)
        assert inside["x"] >= 0
        assert inside["right"] <= width
        assert box(card.locator(".card-close"))["right"] < box(card.locator(".card-title"))["right"]
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()


def test_on_a_phone_a_card_is_a_sheet_with_its_cross_at_the_left(site: Path, reader: Callable[..., Page]) -> None:
    page = reader(390, 700, has_touch=True, is_mobile=True)
    page.goto((site / "index.html").as_uri())
    page.locator(".passage a.place").first.tap()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    assert (box(sheet)["x"], box(sheet)["right"]) == (0, 390)
    assert box(sheet.locator(".card-close"))["right"] < 60
    assert box(sheet.locator(".card-title"))["right"] > 330


@pytest.mark.parametrize("width", [320, 390, 768])
def test_the_unfolded_contents_and_filters_fit_and_start_at_the_right(
    site: Path, reader: Callable[..., Page], width: int
) -> None:
    page = reader(width)
    page.goto((site / "index.html").as_uri())
    page.locator(".contents summary").click()
    entry = box(page.locator(".contents-list a").first)
    assert entry["right"] > width / 2
    page.keyboard.press("Escape")
    if width < 768:
        page.locator(".filters summary").click()
    fields = [box(each) for each in page.locator(".filter-fields label:visible").all()]
    assert fields[0]["right"] > width - 40
    assert min(each["x"] for each in fields) >= 0
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_the_timeline_runs_from_left_to_right_and_its_period_is_told_in_arabic(
    site: Path, reader: Callable[..., Page]
) -> None:
    page = reader(1280)
    page.goto((site / "index.html").as_uri())
    start, end = (box(each) for each in page.get_by_role("slider").all())
    assert start["x"] < end["x"]
    page.get_by_role("slider").first.press("ArrowRight")
    assert re.fullmatch(r"\d+ \w+ \d{4}", page.get_by_role("slider").first.get_attribute("aria-valuetext") or "")
    expect(page.locator(".filters-status")).to_contain_text(re.compile(r"الأحداث المعروضة|كل الأحداث"))


@pytest.mark.parametrize("width", [320, 1280])
def test_on_a_narrow_page_the_report_s_line_is_written_beside_the_events_line(
    site: Path, reader: Callable[..., Page], width: int
) -> None:
    page = reader(width)
    page.goto((site / "index.html").as_uri())
    line = page.locator(".published-line")
    assert box(line.locator(".event-date"))["right"] <= box(line)["right"] - (28 if width == 320 else 0)


def test_the_live_map_has_arabic_names_and_popups_that_read_from_the_right(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    expect(page.locator("#map")).to_contain_text("العراق")
    come_near(page.locator(".map-open"))
    page.locator(".map-open").click()
    marker = page.locator(".map-marker").first
    marker.click()
    popup = page.locator(".leaflet-popup-content")
    expect(popup).to_be_visible()
    assert popup.evaluate("each => getComputedStyle(each).direction") == "rtl"
    assert box(popup.locator(".map-popup-title a"))["right"] > box(popup)["right"] - 4
    assert box(page.locator(".leaflet-popup-close-button"))["right"] < box(popup.locator(".map-popup-title a"))["x"]
    expect(page.locator(".leaflet-control-scale-line")).to_contain_text("كم")
    assert watched.faults == []


@pytest.mark.own_window
def test_the_search_finds_arabic_words_and_counts_in_arabic(site: Path, watched: Watched) -> None:
    with served(site) as address:
        page = watched.page
        page.goto(f"{address}index.html")
        page.get_by_role("button", name="بحث").click()
        page.keyboard.type("الميناء")
        expect(page.locator(".search-status")).to_have_text(re.compile(r"\d+ (نتائج|نتيجة)"))
        dialog = box(page.locator("dialog.search"))
        assert box(page.locator(".search-close"))["x"] - dialog["x"] < 60
        assert box(page.locator(".search-results strong").first)["right"] > dialog["right"] - 60
        assert watched.faults == []


def test_on_paper_names_stand_at_the_right_and_addresses_stay_whole(site: Path, watched: Watched) -> None:
    page = watched.open(site / "index.html")
    printed = Printed(page)
    assert "<https://gazette.example/last-boat>" in printed.squeezed()
    found = [each.title for each in printed.headings()]
    sections = [
        word for each in found for word in ("الزمني", "الخريطة", "المصطلحات", "المصادر", "التصحيحات") if word in each
    ]
    assert sections == ["الزمني", "الخريطة", "المصطلحات", "المصادر", "التصحيحات"]
    assert "المحتويات" not in printed.text
    title = [x for x, y, text in printed.pieces(2) if y > 780 and text.strip()]
    assert min(title) > 595 / 2
    years = [x for x, _, text in printed.pieces(2) if text.strip() in ("1898", "2022")]
    assert years
    assert max(years) > 500
