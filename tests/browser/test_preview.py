"""The preview in a browser: what is saved is shown, what is wrong is said over the last good page, nothing is lost."""

import json
import random
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from nutgraf.engine.build import Built
from tests.browser.watched import Watched
from tests.engine.test_serve import ARTICLE, SITE, command, preview, wait_for
from tests.project import SITES, TestProject

pytestmark = [pytest.mark.browser, pytest.mark.own_window]

TERMS = "content/glossaries/harbour.yaml"
PATIENT = 20_000
"""Milliseconds: the machines on which tests run are busy."""


class Desk:
    """An author's desk: a project, its preview, and a page that shows it."""

    def __init__(self, project: TestProject, built: list[Built], address: str, watched: Watched) -> None:
        self.project, self.built, self.address, self.watched = project, built, address, watched
        self.page = watched.page
        self.page.set_default_timeout(PATIENT)

    def open(self, path: str = "/") -> Page:
        """Open a page; wait until it listens and knows its source."""
        self.page.goto(self.address + path)
        self.is_ready()
        return self.page

    def is_ready(self) -> None:
        """Wait until the page listens, and has fetched the source to which it compares what is told."""
        expect(self.badge).to_contain_text("Preview", timeout=PATIENT)
        becomes(self.page, "performance.getEntriesByName(location.href).some(each => each.initiatorType === 'fetch')")
        self.page.evaluate("new Promise(done => requestIdleCallback(done))")

    @property
    def badge(self) -> Locator:
        """Return the badge."""
        return self.page.locator("nutgraf-preview .badge")

    @property
    def overlay(self) -> Locator:
        """Return the overlay."""
        return self.page.locator("nutgraf-preview dialog.overlay")

    def save(self, said: Mapping[tuple[str, str, str], str]) -> None:
        """Put words in where they are said to be, and wait for the build."""
        before = len(self.built)
        for path in {path for path, _, _ in said}:
            text = (SITES / "ferry" / path).read_text("utf-8")
            for (_, left, right), words in said.items():
                text = text.replace(left + right, left + words + right)
            if text != (self.project.root / path).read_text("utf-8"):
                self.project.write({path: text})
        wait_for(lambda: len(self.built) > before)
        assert self.built[-1].is_good, self.built[-1].diagnostics

    def becomes_like(self, other: Page) -> None:
        """Wait until the page is made of the same as another."""
        wait_for(lambda: bool(self.page.evaluate(MADE_OF) == other.evaluate(MADE_OF)))

    def mark(self) -> None:
        """Leave a mark that a reload wipes off."""
        self.page.evaluate("window.isSamePage = true")

    def is_same_page(self) -> bool:
        """Whether the mark is still there."""
        return bool(self.page.evaluate("window.isSamePage === true"))


@pytest.fixture
def desk(tmp_path: Path, watched: Watched) -> Iterator[Desk]:
    """Return a desk with the small site."""
    built: list[Built] = []
    project = TestProject.of("ferry", tmp_path / "ferry")
    with preview(project, built) as address:
        yield Desk(project, built, address, watched)


def shows(page: Page, words: str) -> None:
    """Wait until the page says something."""
    expect(page.locator("main")).to_contain_text(words, timeout=PATIENT)


def becomes(page: Page, expression: str) -> None:
    """Wait until an expression is true; Playwright's own way is refused by the policy of the page."""
    wait_for(lambda: bool(page.evaluate(expression)))


def test_what_is_saved_is_shown_and_the_console_stays_clean(desk: Desk) -> None:
    page = desk.open()
    expect(desk.badge).to_contain_text("drafts shown")
    desk.project.replace(ARTICLE, "a newspaper wrote", "the evening paper wrote")
    shows(page, "the evening paper wrote")
    expect(desk.badge).to_contain_text("Preview", timeout=PATIENT)
    assert desk.watched.faults == []
    assert {url.split("/")[2] for url in desk.watched.requests} == {desk.address.split("/")[2]}


def test_a_preview_keeps_nothing_for_reading_without_a_network(desk: Desk) -> None:
    page = desk.open()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0
    assert page.locator("link[rel=manifest]").count() == 0


def test_a_template_that_is_saved_is_shown(desk: Desk) -> None:
    page = desk.open("/about/index.html")
    theme = (Path(__file__).parents[2] / "templates/about.html").read_text("utf-8")
    desk.project.write({"templates/about.html": theme.replace("{% block main %}", "{% block main %}<p>A new line</p>")})
    shows(page, "A new line")
    assert desk.watched.faults == []


def test_a_fault_lies_over_the_last_good_page_until_it_is_mended(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    desk.project.replace(TERMS, "kind: concept", "kind: conzept").replace(SITE, "title: Harbour", "titel: Harbour")
    expect(desk.overlay).to_be_visible(timeout=PATIENT)
    faults = desk.overlay.locator("li")
    expect(faults.filter(has_text=TERMS)).to_be_visible()
    lines = (desk.project.root / TERMS).read_text("utf-8").split("\n")
    number = next(at for at, line in enumerate(lines, 1) if "conzept" in line)
    fault = faults.filter(has_text=f"{TERMS}:{number}:")
    expect(fault.locator(".line")).to_have_text(lines[number - 1])
    expect(fault.locator(".hint")).to_contain_text("concept")
    expect(faults.filter(has_text="unknown-key")).to_contain_text(f"{SITE}:2:1")
    assert desk.overlay.get_attribute("aria-labelledby") == "overlay-title"
    caret, marked = fault.locator(".caret i").bounding_box(), fault.locator("mark").bounding_box()
    assert caret is not None
    assert marked is not None
    assert abs(caret["x"] - marked["x"]) < 1
    assert caret["y"] > marked["y"]
    assert "only the preview shows" in page.locator("main").inner_text()

    desk.project.replace(TERMS, "kind: conzept", "kind: concept")
    expect(faults.filter(has_text=TERMS)).to_have_count(0, timeout=PATIENT)
    expect(desk.overlay).to_be_visible()
    desk.project.replace(SITE, "titel: Harbour", "title: Harbour")
    expect(desk.overlay).to_be_hidden(timeout=PATIENT)
    assert desk.is_same_page()
    assert desk.watched.faults == []


def test_escape_hides_the_faults_until_there_is_another(desk: Desk) -> None:
    page = desk.open()
    desk.project.replace(SITE, "title: Harbour", "titel: Harbour")
    expect(desk.overlay).to_be_visible(timeout=PATIENT)
    assert desk.overlay.evaluate("it => it.matches(':modal')")
    page.keyboard.press("Escape")
    expect(desk.overlay).to_be_hidden()
    expect(desk.badge).to_contain_text("error")
    page.reload()
    expect(desk.badge).to_contain_text("error", timeout=PATIENT)
    expect(desk.overlay).to_be_hidden()
    desk.project.replace(TERMS, "kind: concept", "kind: conzept")
    expect(desk.overlay).to_be_visible(timeout=PATIENT)
    desk.overlay.locator(".close").press("Enter")
    expect(desk.overlay).to_be_hidden()
    desk.badge.press("Enter")
    expect(desk.overlay).to_be_visible()


def test_a_slip_in_a_template_is_told_where_it_stands(desk: Desk) -> None:
    desk.open()
    theme = (Path(__file__).parents[2] / "templates/article.html").read_text("utf-8")
    desk.project.write({"templates/article.html": theme + "{% endblokc %}\n"})
    expect(desk.overlay).to_contain_text("templates/article.html:", timeout=PATIENT)
    desk.project.write({"templates/article.html": theme})
    expect(desk.overlay).to_be_hidden(timeout=PATIENT)


def test_ten_files_saved_at_once_are_one_build_and_one_reload(desk: Desk) -> None:
    page = desk.open()
    names = sorted((desk.project.root / "content").rglob("*.yaml"))
    contents = {path: path.read_text("utf-8").replace("Harbour", "Haven") + "# saved\n" for path in names}
    more = {
        desk.project.root / f"content/sources/s{at}.yaml": f"s{at}: {{type: webpage, title: S}}\n" for at in range(10)
    }
    (desk.project.root / "content/sources").mkdir()
    wait_for(lambda: bool(desk.built))
    before = len(desk.built)
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))
    for path, text in {**contents, **more}.items():
        path.write_text(text, "utf-8")
    expect(page.locator("body")).to_contain_text("Haven", timeout=PATIENT)
    expect(desk.badge).to_contain_text("10 warnings", timeout=PATIENT)
    time.sleep(1.5)
    assert len(desk.built) == before + 1
    assert len(loads) == 1


def test_place_and_open_details_are_kept_over_a_reload(desk: Desk) -> None:
    theme = (Path(__file__).parents[2] / "templates/about.html").read_text("utf-8")
    filling = "".join(f"<p>Filling {at}</p>" for at in range(120))
    details = '<details id="d"><summary>More</summary><p id="inside">Words</p></details><h2 id="below">Below</h2>'
    block = f"{{% block main %}}{filling}{details}{filling}"
    desk.project.write({"templates/about.html": theme.replace("{% block main %}", block)})
    wait_for(lambda: (desk.project.root / "templates/about.html").exists() and len(desk.built) > 1)
    page = desk.open("/about/index.html")
    page.locator("summary").click()
    page.evaluate("document.getElementById('d').scrollIntoView({behavior: 'instant'})")
    before = page.evaluate("document.getElementById('below').getBoundingClientRect().top")
    desk.mark()
    longer = block.replace("Filling 3<", "Filling 3, and a line<br>and a line<br>and a line<br>and another<")
    desk.project.write({"templates/about.html": theme.replace("{% block main %}", longer)})
    shows(page, "and another")
    becomes(page, "document.readyState === 'complete'")
    page.wait_for_timeout(200)
    assert not desk.is_same_page()
    assert page.locator("#d").evaluate("it => it.open")
    after = page.evaluate("document.getElementById('below').getBoundingClientRect().top")
    assert abs(after - before) < 2
    assert page.evaluate("scrollY") > 1000


def test_styles_are_swapped_without_a_reload(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    tokens = (Path(__file__).parents[2] / "templates/assets/css/base.css").read_text("utf-8")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        desk.project.write({"templates/assets/css/base.css": f"{tokens}\nbody {{ outline: 3px solid {colour}; }}\n"})
        becomes(page, f"getComputedStyle(document.body).outlineColor === '{colour}'")
    assert desk.is_same_page()
    becomes(page, "document.querySelectorAll('head link[rel=stylesheet][href*=\"site.css\"]').length === 1")
    assert desk.watched.faults == []


def test_a_page_that_loads_while_its_content_changes_is_told(desk: Desk) -> None:
    page = desk.page
    held = threading.Event()

    def hold(route: Route) -> None:
        if not held.is_set():
            held.set()
            before = len(desk.built)
            desk.project.replace(ARTICLE, "a newspaper wrote", "the evening paper wrote")
            wait_for(lambda: len(desk.built) > before)
        route.continue_()

    page.route("**/overlay.js", hold)
    page.goto(desk.address + "/")
    shows(page, "the evening paper wrote")


def test_a_page_that_is_not_concerned_is_left_alone(desk: Desk) -> None:
    desk.open("/about/index.html")
    desk.mark()
    before = len(desk.built)
    desk.project.replace(ARTICLE, "a newspaper wrote", "the evening paper wrote")
    wait_for(lambda: len(desk.built) > before)
    time.sleep(0.5)
    assert desk.is_same_page()


BEFORE, AFTER = "a newspaper wrote", "the evening paper wrote"
LOOK = """[scrollY, document.activeElement.id, getSelection().toString(), document.querySelectorAll('*').length,
  document.querySelector('.passages').getBoundingClientRect().top, document.querySelector('#card').textContent]"""


def test_a_word_changes_in_the_open_page_and_nothing_else_does(desk: Desk) -> None:
    page = desk.open()
    page.evaluate("scrollTo({top: 300, behavior: 'instant'})")
    page.locator("#text .passage a.term").first.click()
    card = page.locator("#card")
    expect(card).to_be_visible()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.key-points li'))")
    before = page.evaluate(LOOK)
    desk.mark()
    desk.project.replace(ARTICLE, BEFORE, AFTER)
    shows(page, AFTER)
    assert desk.is_same_page()
    assert page.evaluate(LOOK) == before
    assert before[2].startswith("The line ended")
    expect(card).to_be_visible()
    assert desk.watched.faults == []


def test_a_selection_stays_in_a_text_that_changes_behind_it(desk: Desk) -> None:
    page = desk.open()
    page.evaluate("""() => {
      const text = document.querySelector('#p-1').childNodes[2];
      getSelection().setBaseAndExtent(text, text.data.indexOf('that'), text, text.data.indexOf('that') + 4);
    }""")
    desk.mark()
    desk.project.replace(ARTICLE, "said that the ferry", "announced that the ferry")
    shows(page, "announced that the ferry")
    assert desk.is_same_page()
    assert page.evaluate("getSelection().toString()") == "that"


@pytest.mark.parametrize(("motion", "flashes"), [("no-preference", ["P"]), ("reduce", [])])
def test_what_changed_is_outlined_for_a_moment_but_not_for_who_wants_no_motion(
    desk: Desk, motion: Literal["no-preference", "reduce"], flashes: list[str]
) -> None:
    page = desk.open()
    page.emulate_media(reduced_motion=motion)
    page.evaluate("""() => {
      window.flashed = [];
      Element.prototype.animate = function () { window.flashed.push(this.tagName); };
    }""")
    desk.project.replace(ARTICLE, BEFORE, AFTER)
    shows(page, AFTER)
    assert page.evaluate("window.flashed") == flashes


def test_a_card_never_shows_what_its_entry_no_longer_says(desk: Desk) -> None:
    page = desk.open()
    page.locator("#text .passage a.term").first.click()
    expect(page.locator("#card")).to_contain_text("The town's office")
    desk.project.replace(TERMS, "The town's office", "The harbour's office")
    expect(page.locator("#card")).to_contain_text("The harbour's office", timeout=PATIENT)
    expect(page.locator("#card")).to_be_visible()


def test_an_edit_while_the_one_before_is_being_shown_is_shown_too(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    for old, new in pairwise((BEFORE, "one paper wrote", "two papers wrote", AFTER)):
        desk.project.replace(ARTICLE, old, new)
        time.sleep(0.06)
    shows(page, AFTER)
    assert desk.is_same_page()


def test_an_event_that_is_added_is_shown_with_all_that_counts_events(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    event = "  regatta:\n    date: 1950\n    title: A regatta\n    text: Once.\n    sources: [letter]\n"
    path = desk.project.root / "content/timelines/line.yaml"
    path.write_text(path.read_text("utf-8") + event, "utf-8")
    page.locator("#event-regatta").wait_for(state="attached")
    assert not desk.is_same_page()
    assert page.locator(".timeline-strip a").count() == page.locator("li.event").count() == 4


def test_a_page_that_was_changed_in_place_is_up_to_date_when_the_preview_comes_back(
    tmp_path: Path, watched: Watched
) -> None:
    project = TestProject.of("ferry", tmp_path / "ferry")
    with running(project, "0") as address:
        desk = Desk(project, [], address, watched)
        page = desk.open()
        desk.mark()
        project.replace(ARTICLE, BEFORE, AFTER)
        shows(page, AFTER)
        time.sleep(1)
    expect(desk.badge).to_contain_text("Stale", timeout=PATIENT)
    with running(project, address.rpartition(":")[2]):
        expect(desk.badge).to_contain_text("Preview", timeout=PATIENT)
        time.sleep(1)
        assert desk.is_same_page()
        project.replace(ARTICLE, AFTER, BEFORE)
        shows(page, BEFORE)
        assert desk.is_same_page()


def test_a_fault_comes_and_goes_over_a_page_that_changes_in_place(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    desk.project.replace(ARTICLE, BEFORE, AFTER)
    shows(page, AFTER)
    desk.project.replace(ARTICLE, AFTER, "[a newspaper](term:nobody) wrote")
    expect(desk.overlay).to_be_visible(timeout=PATIENT)
    assert AFTER in (page.locator("main").text_content() or "")
    desk.project.replace(ARTICLE, "[a newspaper](term:nobody) wrote", "the morning paper wrote")
    shows(page, "the morning paper wrote")
    expect(desk.overlay).to_be_hidden(timeout=PATIENT)
    assert desk.is_same_page()


def test_a_style_and_a_word_saved_at_once_are_both_shown_in_the_open_page(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    css = (Path(__file__).parents[2] / "templates/assets/css/base.css").read_text("utf-8")
    text = (desk.project.root / ARTICLE).read_text("utf-8").replace(BEFORE, AFTER)
    desk.project.write({"templates/assets/css/base.css": f"{css}\nbody {{ outline: 3px solid red; }}\n", ARTICLE: text})
    shows(page, AFTER)
    becomes(page, "getComputedStyle(document.body).outlineColor === 'rgb(255, 0, 0)'")
    assert desk.is_same_page()


def test_a_map_that_was_not_opened_is_no_reason_to_load_the_page_anew(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    desk.project.replace("content/places.yaml", "Where the boats left", "Where all boats left")
    shows(page, "Where all boats left")
    time.sleep(1)
    assert desk.is_same_page()
    page.locator(".map-open").click()
    page.locator(".leaflet-container").wait_for()
    with page.expect_event("load"):
        desk.project.replace("content/places.yaml", "Where all boats left", "Where most boats left")
    shows(page, "Where most boats left")


NOTES = "content/articles/ferry-stops/annotations.yaml"
PLACES = (
    (ARTICLE, "About forty people", "](claim"),
    (ARTICLE, "crossed", " [in 1898]"),
    (ARTICLE, "A quotation", " that mentions"),
    (ARTICLE, "The line [ended]", "(event"),
    (ARTICLE, "After more", " than a century"),
    (NOTES, "The announcement came", " from"),
    ("content/articles/ferry-stops/corrections.yaml", "The Gazette gives", " the year"),
    (TERMS, "A boat that", " crosses"),
    ("content/places.yaml", "Where the boats", " left"),
    ("content/claims.yaml", "cannot both", " be right"),
    ("content/timelines/line.yaml", "Since then", " people walk"),
)
"""Where words may be put in: a file, and what stands before and behind."""
PUT_IN = ("", " now", " *newly* and", " [on foot](term:ferry)", " on North Quay", "[](source:letter)", " <b>&amp;</b>")
MADE_OF = """(() => {
  const made = document.documentElement.cloneNode(true);
  made.querySelector('nutgraf-preview')?.remove();
  made.querySelector('script[data-version]').removeAttribute('data-version');
  return made.outerHTML;
})()"""


@pytest.mark.parametrize("seed", range(2))
def test_whatever_was_changed_in_place_is_what_would_have_been_loaded(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    page = desk.open()
    other = page.context.new_page()
    other.route("**/overlay.js", lambda route: route.abort())
    said = dict.fromkeys(PLACES, "")
    in_place = 0
    for _ in range(8):
        desk.is_ready()
        desk.mark()
        for place in dice.sample(PLACES, dice.choice([1, 1, 2])):
            said[place] = dice.choice([words for words in PUT_IN if words != said[place]])
        desk.save(said)
        other.goto(desk.address)
        desk.becomes_like(other)
        in_place += desk.is_same_page()
    assert in_place > 3
    assert desk.watched.faults == []


def test_hostile_text_runs_nothing_when_it_is_put_into_the_open_page(desk: Desk) -> None:
    page = desk.open()
    desk.mark()
    hostile = "<img src=x onerror=window.pwned=1></script><script>window.pwned=2</script>"
    desk.project.replace(ARTICLE, BEFORE, f"{hostile} **wrote {hostile}**")
    shows(page, f"wrote {hostile}")
    page.wait_for_timeout(300)
    assert desk.is_same_page()
    assert page.evaluate("window.pwned") is None
    assert desk.watched.faults == []


HOSTILE = "<img src=x onerror=window.pwned=1></script><script>window.pwned=2</script>{{7*7}}"


def test_hostile_text_in_faults_and_file_names_runs_nothing(desk: Desk) -> None:
    page = desk.open()
    name = "content/<img src=x onerror=window.pwned=3>.txt"
    desk.project.write({name: "x", SITE: f"title: x\n'{HOSTILE}': 1\nhome: '{HOSTILE}'\n"})
    desk.project.write({"content/sources/<svg onload=window.pwned=4>.yaml": "a: {type: webpage, title: x}\n"})
    expect(desk.badge).to_contain_text("2 warnings", timeout=PATIENT)
    warnings = page.locator("nutgraf-preview dialog.panel .faults").text_content() or ""
    assert "<img src=x onerror=window.pwned=3>.txt" in warnings
    assert "<svg onload=window.pwned=4>.yaml" in warnings
    expect(desk.overlay.locator(".line").filter(has_text=HOSTILE).first).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("window.pwned") is None
    assert page.locator("nutgraf-preview").locator("img, script, svg").count() == 0
    assert desk.watched.faults == []


def test_warnings_stand_in_a_panel(desk: Desk) -> None:
    page = desk.open()
    desk.project.write({"content/<b>notes</b>.txt": "nobody reads this"})
    expect(desk.badge).to_contain_text("1 warning", timeout=PATIENT)
    panel = page.locator("nutgraf-preview dialog.panel")
    expect(panel).to_be_hidden()
    desk.badge.press("Enter")
    expect(panel).to_contain_text("unknown-file")
    expect(panel).to_contain_text("<b>notes</b>.txt")
    panel.locator(".close").focus()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_badge_says_when_the_preview_is_gone_and_a_page_comes_back_with_it(
    tmp_path: Path, watched: Watched
) -> None:
    project = TestProject.of("ferry", tmp_path / "ferry")
    with running(project, "0") as address:
        desk = Desk(project, [], address, watched)
        desk.open()
    expect(desk.badge).to_contain_text("Stale", timeout=PATIENT)
    assert desk.badge.get_attribute("data-kind") == "stale"
    project.replace(ARTICLE, "a newspaper wrote", "the evening paper wrote")
    with running(project, address.rpartition(":")[2]):
        shows(desk.page, "the evening paper wrote")
        expect(desk.badge).to_contain_text("Preview", timeout=PATIENT)


@contextmanager
def running(project: TestProject, port: str) -> Iterator[str]:
    """Run the command as an author does, until Ctrl-C; give the address."""
    with command(project, "--port", port) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[2].rstrip("/")
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0


def test_the_overlay_can_be_read_in_the_dark_and_is_not_printed(desk: Desk) -> None:
    page = desk.open()
    desk.project.replace(SITE, "title: Harbour", "titel: Harbour")
    expect(desk.overlay).to_be_visible(timeout=PATIENT)
    colours = "it => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]"
    light = desk.overlay.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    dark = desk.overlay.evaluate(colours)
    assert json.dumps(light) != json.dumps(dark)
    page.emulate_media(media="print")
    expect(desk.overlay).to_be_hidden()
    expect(desk.badge).to_be_hidden()
