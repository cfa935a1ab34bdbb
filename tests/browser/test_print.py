"""The explainer and its handout on paper, as a reader prints them: on A4 and Letter, from disk, from a dark screen."""

import math
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.printed import Printed
from tests.browser.watched import Watched
from tests.project import TestProject

pytestmark = [pytest.mark.browser, pytest.mark.long]

PAPERS = ("A4", "Letter")

FOOT = 16 / 25.4 * 72
"""The lower margin of a sheet in points."""

TWO_LINES = 24
"""What a heading and a line of its text take at least, in points."""

SECTIONS = ("Timeline", "Map", "Who says what", "Glossary", "Sources", "Corrections")

INTERFACE = (
    "Skip to the content", "Open the live map", "Back to the top", "How to read this page", "All about ", "Contents",
    "Data to download", "where else it is cited", "sets no cookie", "A handout on two sheets",
)  # fmt: skip
"""Words that are there to be used, not to be read."""


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site with far more of everything than two sheets hold."""
    project = TestProject.of("ferry", tmp_path_factory.mktemp("crowded"))
    words = "The harbour board of North Quay weighed what was said and wrote that nobody had asked the passengers. "
    points = "\n".join(f"  - {words * 3}" for _ in range(20))
    project.replace("content/articles/ferry-stops/article.md", "key_points:\n", f"key_points:\n{points}\n")
    project.replace("content/articles/ferry-stops/article.md", "title: The ferry stops", f"title: {words}{words}")
    events = "".join(
        f'  made-{n}: {{date: 2001-03-{1 + n % 28:02}T10:15+00:00, zone: Asia/Baghdad, title: "The line that was '
        f'made longer and longer, part {n}", text: "{words * 3}", importance: 3, sources: [gazette-2021-03-02]}}\n'
        for n in range(120)
    )
    line = (project.root / "content/timelines/line.yaml").read_text("utf-8")
    project.write({"content/timelines/line.yaml": line + events})
    terms = "".join(f'  made-{n}: {{name: Madeword{n}, kind: concept, short: "{words * 2}"}}\n' for n in range(80))
    project.write({"content/glossaries/made.yaml": f"title: Made\nterms:\n{terms}"})
    article = (project.root / "content/articles/ferry-stops/article.md").read_text("utf-8")
    named = " ".join(f"Madeword{n}" for n in range(80))
    project.write({"content/articles/ferry-stops/article.md": f"{article}\n\n{named}\n"})
    built = project.build().result
    assert built.is_good, [str(each) for each in built.diagnostics]
    return project.root / "site"


@pytest.fixture(scope="session")
def explainer_on(first_site: Path, browser: Browser) -> Callable[[str], Printed]:
    """Return what prints the first explainer, once on each paper."""

    @cache
    def printed(paper: str) -> Printed:
        page = browser.new_page()
        found = on_paper(page, first_site / "index.html", paper)
        page.close()
        return found

    return printed


@pytest.fixture
def explainer(explainer_on: Callable[[str], Printed]) -> Printed:
    """Return the first explainer on A4."""
    return explainer_on("A4")


def on_paper(page: Page, path: Path, paper: str = "A4") -> Printed:
    """Open a page from disk and print it."""
    page.goto(path.as_uri())
    return Printed(page, paper)


def test_the_first_explainer_has_at_most_34_sheets(explainer: Printed) -> None:
    assert explainer.sheets <= 34


def test_every_sheet_says_its_number_and_all_but_the_first_the_title(explainer: Printed, page: Page) -> None:
    for number, text in enumerate(explainer.texts, 1):
        assert f"{number} / {explainer.sheets}" in text
    title = "US airstrikes in Iraq, January 2024: what was hit, and who says so"
    assert all(lines[0] == title for lines in explainer.lines[1:])
    assert explainer.lines[0][0] != title


@pytest.mark.parametrize("paper", PAPERS)
def test_no_heading_is_the_last_line_of_a_sheet(explainer_on: Callable[[str], Printed], paper: str) -> None:
    headings = explainer_on(paper).headings()
    assert len(headings) > 200
    assert [each for each in headings if each.top < FOOT + TWO_LINES] == []


@pytest.mark.parametrize("paper", PAPERS)
def test_no_head_of_a_table_is_the_last_line_of_a_sheet(explainer_on: Callable[[str], Printed], paper: str) -> None:
    ends = explainer_on(paper).lowest(FOOT)
    assert len(set(ends)) > 20
    assert [line for line in ends if line.startswith("Who As of") or re.fullmatch(r"\d{4}", line)] == []


def test_a_figure_stands_on_the_sheet_of_its_heading(explainer: Printed) -> None:
    sheets = {each.title: each.sheet for each in explainer.headings() if each.title in SECTIONS}
    assert sheets["Timeline"] == explainer.sheet_of("THE ESCALATION OF WINTER")
    assert sheets["Map"] == explainer.sheet_of("Map data: Natural Earth")


def test_notes_are_footnotes_of_their_part(first_site: Path, page: Page, explainer: Printed) -> None:
    page.goto((first_site / "index.html").as_uri())
    parts = page.locator(".part").evaluate_all("""parts => parts.map(part => ({
      passages: [...part.querySelectorAll('[id^=p-]')].map(each => each.id),
      notes: [...part.querySelectorAll('.note')].map(each => each.id),
    }))""")
    places, before = explainer.places(), (0, -math.inf)
    assert sum(len(part["notes"]) for part in parts) == 25
    for part in parts:
        passages = [places[each] for each in part["passages"] if each in places]
        notes = [places[each] for each in part["notes"]]
        assert [before, *passages, *notes] == sorted([before, *passages, *notes])
        before = notes[-1]


def test_a_note_says_its_number_its_kind_and_its_words(explainer: Printed) -> None:
    assert re.search(r"\b2 Whose facilities\? On “three facilities” Washington speaks of", explainer.text)
    assert "◆ Dispute" in explainer.text


def test_paragraphs_have_the_numbers_by_which_terms_and_places_name_them(
    first_site: Path, page: Page, explainer: Printed
) -> None:
    page.goto((first_site / "index.html").as_uri())
    for number in (1, 7, 26):
        words = page.locator(f"#p-{number}").inner_text()[:12]
        assert f"¶ {number} {words}" in explainer.text
    assert re.search(r"Mushtaq Talib al-Saidi.*?In the report ¶ \d+", explainer.text)


def test_the_addresses_of_all_sources_are_printed(first_site: Path, page: Page, explainer: Printed) -> None:
    page.goto((first_site / "index.html").as_uri())
    squeezed = explainer.squeezed()
    titles = page.locator("#sources li > p:first-of-type > a")
    addresses = titles.evaluate_all("all => all.map(each => each.getAttribute('href'))")
    assert len(addresses) > 150
    assert [each for each in addresses if f"<{each}>" not in squeezed] == []


def test_the_timeline_is_a_table_whose_years_come_again(explainer: Printed) -> None:
    ends = ("Rapid Deployment Joint Task Force", "Ali al-Zaidi reported")
    first, last = (explainer.sheet_of(words) for words in ends)
    assert last - first >= 5
    for lines in explainer.lines[first:last]:
        years = [line for line in lines if re.fullmatch(r"\d{4}", line)]
        assert years, lines[:4]


def test_heads_of_tables_come_again_and_rows_stay_whole(first_site: Path, page: Page, explainer: Printed) -> None:
    page.goto((first_site / "index.html").as_uri())
    tables = page.locator(".statements").count()
    heads = explainer.text.count("Who As of Says")
    assert heads > tables
    for row in page.locator(".statement-says").evaluate_all("all => all.map(each => each.firstChild.textContent)"):
        words = row.split()
        if len(words) > 4:
            assert any(" ".join(words[:2]) in text and words[-1] in text for text in explainer.texts), row


def test_nothing_is_on_paper_that_is_there_to_be_used(explainer: Printed) -> None:
    assert [words for words in INTERFACE if words in explainer.text] == []


def test_a_page_from_a_dark_screen_is_printed_black_on_white(first_site: Path, page: Page) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    for name in ("index.html", "handout/index.html"):
        page.goto((first_site / name).as_uri())
        colours = page.evaluate("""() => [document.documentElement, document.querySelector('h1')]
          .map(each => getComputedStyle(each)).map((style, at) => at ? style.color : style.backgroundColor)""")
        assert colours == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]


@pytest.mark.parametrize(
    ("path", "words", "most"),
    [
        ("glossary/kataib-hezbollah/index.html", "At a glance", 4),
        ("timelines/kh/index.html", "US strikes three Kataib Hezbollah-linked sites", 8),
        ("map/index.html", "Map data: Natural Earth", 7),
        ("claims/index.html", "Who As of Says", 14),
        ("sources/index.html", "Established", 40),
    ],
)
def test_other_pages_print_decently_too(first_site: Path, page: Page, path: str, words: str, most: int) -> None:
    printed = on_paper(page, first_site / path)
    assert words in printed.text
    assert printed.sheets <= most
    assert [each for each in printed.headings() if each.top < FOOT + TWO_LINES] == []
    assert [each for each in INTERFACE if each in printed.text] == []


def test_where_the_address_is_known_it_stands_on_the_first_sheet(ferry_site: Path, page: Page) -> None:
    assert "https://ferry.example/line/" in on_paper(page, ferry_site / "index.html").texts[0]
    assert "https://ferry.example/line/glossary/" in on_paper(page, ferry_site / "glossary/index.html").texts[0]


# The handout.


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("site", ["first_site", "ferry_site", "crowded"])
def test_the_handout_fits_on_two_sheets(request: pytest.FixtureRequest, page: Page, site: str, paper: str) -> None:
    printed = on_paper(page, request.getfixturevalue(site) / "handout/index.html", paper)
    assert printed.sheets <= 2
    assert [each for each in printed.headings() if each.top < FOOT + TWO_LINES] == []


def test_the_handout_of_a_crowded_site_is_full(crowded: Path, page: Page) -> None:
    printed = on_paper(page, crowded / "handout/index.html", "Letter")
    assert printed.sheets == 2
    assert page.locator(".handout-points li").count() >= 3
    assert page.locator(".handout-events tbody tr").count() >= 8
    assert page.locator(".handout-terms dt").count() >= 5


def test_the_handout_has_key_points_dates_terms_map_and_sources(first_site: Path, page: Page) -> None:
    printed = on_paper(page, first_site / "handout/index.html")
    assert "States what was known on 22 November 2026." in printed.text
    assert "No sentence of it is reproduced." in printed.text
    assert page.locator(".handout-points li").count() == 7
    assert "No independent count was found." in printed.text
    assert "24 January 2024, 00:15 in Baghdad US strikes three Kataib Hezbollah-linked sites in Iraq" in printed.text
    assert "Kataib Hezbollah Iran-backed Iraqi Shia armed group" in printed.text
    assert "Map data: Natural Earth" in printed.text
    cited = set(page.locator(".cite a").evaluate_all("all => all.map(each => each.getAttribute('href').slice(1))"))
    listed = set(page.locator(".handout-sources li").evaluate_all("all => all.map(each => each.id)"))
    assert cited == listed


def test_a_handout_with_room_tells_its_events(ferry_site: Path, page: Page) -> None:
    printed = on_paper(page, ferry_site / "handout/index.html")
    events = page.locator(".handout-events td")
    assert events.count() == 3
    assert all(len(text) > 40 for text in events.all_inner_texts())
    assert "https://ferry.example/line/" in printed.texts[-1]


def test_the_explainer_leads_to_its_handout_and_that_back(first_site: Path, watched: Watched) -> None:
    page = watched.open(first_site / "index.html")
    page.get_by_role("link", name="A handout on two sheets").click()
    expect(page.get_by_text("print this page from your browser")).to_be_visible()
    page.get_by_role("link", name="The whole explainer").first.click()
    expect(page.locator(".article-body")).to_be_visible()
    assert watched.faults == []
    assert watched.foreign_requests() == []


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_handout_fits_a_screen(first_site: Path, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((first_site / "handout/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_search_engines_take_the_explainer_for_its_handout(ferry_site: Path) -> None:
    handout = (ferry_site / "handout/index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://ferry.example/line/">' in handout
    assert "handout" not in (ferry_site / "sitemap.xml").read_text("utf-8")
