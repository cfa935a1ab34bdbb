"""The preview in a browser: what is saved is shown, what is wrong is said over the last good page, nothing is lost."""

import json
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from nutgraf.engine.build import Built
from tests.browser.watched import Watched
from tests.engine.test_serve import ARTICLE, SITE, command, preview, wait_for
from tests.project import TestProject

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
        """Open a page and wait until it listens."""
        self.page.goto(self.address + path)
        expect(self.badge).to_contain_text("Preview", timeout=PATIENT)
        return self.page

    @property
    def badge(self) -> Locator:
        """Return the badge."""
        return self.page.locator("nutgraf-preview .badge")

    @property
    def overlay(self) -> Locator:
        """Return the overlay."""
        return self.page.locator("nutgraf-preview dialog.overlay")

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
