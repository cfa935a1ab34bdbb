"""Maps in a real browser, from disk, under the strict security policy: what a reader meets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from nutgraf.plan.plan import AssetContext
from nutgraf.render.assets import SCRIPTS, join_script, parts
from nutgraf.render.encoding import encoded
from nutgraf.render.maps.basemap import basemap_for
from nutgraf.render.maps.folium_map import live_map
from nutgraf.render.maps.leaflet import leaflet_files
from nutgraf.render.maps.still import still_map
from nutgraf.render.maps.values import MapData
from tests.browser.watched import Watched
from tests.render.map_samples import HOSTILE, hostile, places, region, wide_region
from tests.words import THEME as THEME_FILES

pytestmark = pytest.mark.browser

THEME = Path(__file__).parents[2] / "templates" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width"><title>Map</title>
<link rel="stylesheet" href="assets/tokens.css"><link rel="stylesheet" href="assets/map.css">
<link rel="stylesheet" href="page.css">
<script src="assets/site.js" defer></script></head>
<body><h1>Map</h1><figure class="map" data-live-map="{id}" data-leaflet-js="assets/leaflet/leaflet.js"
data-leaflet-css="assets/leaflet/leaflet.css" data-map-css="assets/live-map.css" data-map-script="map.js">
<div class="map-stage">{still}{live}</div>
<button class="map-open" hidden>Open the map</button>
<p aria-live="polite" data-failed="The map could not be opened."></p></figure>
<p id="far">{filling}</p></body></html>"""


def written(folder: Path, data: MapData) -> Path:
    """A page with both maps and all that they load, as a build would write it."""
    for name, content in leaflet_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    for style in ("css/tokens.css", "map.css", "css/live-map.css"):
        (folder / "assets" / Path(style).name).write_bytes((THEME / style).read_bytes())
    (folder / "assets" / "site.js").write_bytes(join_script(AssetContext(parts(SCRIPTS, THEME_FILES)), THEME_FILES))
    (folder / "page.css").write_text("body, figure { margin: 0 }", encoding="utf-8")
    live = live_map(data, basemap_for(data.view))
    (folder / "map.js").write_text(live.script, encoding="utf-8")
    filled = {"policy": POLICY, "id": encoded(data.id), "still": still_map(data), "live": live.html}
    page = folder / "index.html"
    page.write_text(PAGE.format(filling="Text. " * 2000, **filled), encoding="utf-8")
    return page


@pytest.fixture(name="site", scope="module")
def fixture_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("map"), region())


@pytest.fixture(name="wide_site", scope="module")
def fixture_wide_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("wide"), wide_region())


@pytest.fixture(name="attacked_site", scope="module")
def fixture_attacked_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("attacked"), hostile())


@pytest.fixture(name="page")
def fixture_page(watched: Watched) -> Iterator[Page]:
    """A page on which any complaint, error or request to a host fails the test."""
    watched.page.set_viewport_size({"width": 900, "height": 700})
    yield watched.page
    watched.page.wait_for_timeout(100)
    assert watched.faults == []
    assert watched.foreign_requests() == []


def open_map(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    page.get_by_role("button", name="Open the map").click()
    expect(page.locator(".map-marker").first).to_be_visible()


def test_a_press_replaces_the_picture_by_the_map_and_moves_focus_there(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    expect(page.locator(".still-map")).to_be_visible()
    open_map(page, site)
    expect(page.locator(".still-map")).to_be_hidden()
    expect(page.locator("#map-region")).to_be_focused()
    expect(page.locator(".map-open")).to_be_hidden()
    assert page.locator(".map-marker").count() == len(places())


def test_nothing_moves_when_the_map_opens(page: Page, site: Path) -> None:
    page.goto(site.as_uri())
    picture, below = on_page(page, ".still-map"), on_page(page, ".map-outside")
    open_map(page, site)
    assert on_page(page, ".live-map") == picture
    assert on_page(page, ".map-outside") == below


def on_page(page: Page, selector: str) -> list[float]:
    """Where an element stands on the page, wherever that is scrolled to: left, top, width, height."""
    found: list[float] = page.locator(selector).evaluate(
        "(e) => { const r = e.getBoundingClientRect(); return [r.x, r.y + scrollY, r.width, r.height]; }"
    )
    return [round(number) for number in found]


def test_paper_keeps_the_picture(page: Page, site: Path) -> None:
    open_map(page, site)
    page.emulate_media(media="print")
    expect(page.locator(".still-map")).to_be_visible()
    expect(page.locator(".live-map")).to_be_hidden()


def test_without_script_the_picture_stays_and_no_button_shows(reader: Callable[..., Page], site: Path) -> None:
    page = reader(1280, java_script_enabled=False)
    page.goto(site.as_uri())
    expect(page.locator(".still-map")).to_be_visible()
    expect(page.locator(".map-open")).to_be_hidden()


@pytest.mark.parametrize("missing", ["map.js", "assets/leaflet/leaflet.js", "assets/leaflet/leaflet.css"])
def test_a_map_that_cannot_load_says_so_and_can_be_tried_again(
    opener: Callable[..., Watched], tmp_path: Path, missing: str
) -> None:
    site = written(tmp_path, region())
    moved = (tmp_path / missing).rename(tmp_path / "away")
    page = opener(1280, 720).page
    page.goto(site.as_uri())
    page.locator(".map-open").click()
    expect(page.locator("[aria-live]")).to_have_text("The map could not be opened.")
    expect(page.locator(".still-map")).to_be_visible()
    moved.rename(tmp_path / missing)
    page.locator(".map-open").click()
    expect(page.locator(".map-marker").first).to_be_visible()
    expect(page.locator("[aria-live]")).to_have_text("")


def test_the_keyboard_opens_a_popup_reads_it_and_comes_back(page: Page, site: Path) -> None:
    open_map(page, site)
    marker = page.get_by_role("button", name="Baghdad", exact=True)
    marker.focus()
    page.keyboard.press("Enter")
    link = page.locator(".map-popup").get_by_role("link", name="4. Baghdad")
    expect(link).to_be_focused()
    expect(page.locator(".map-popup")).to_contain_text("What happened at Baghdad")
    expect(page.get_by_role("button", name="Close")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(marker).to_be_focused()


def middle(page: Page) -> tuple[float, float]:
    """The middle of the live map in the window."""
    box = page.locator(".live-map").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_map(page: Page) -> list[float]:
    """Where the first marker stands on the map."""
    (x, y, *_), (left, top, *_) = on_page(page, ".map-marker >> nth=0"), on_page(page, ".live-map")
    return [x - left, y - top]


def test_the_wheel_scrolls_the_page_even_after_a_click_and_the_map_says_how_to_zoom(page: Page, site: Path) -> None:
    open_map(page, site)
    page.evaluate("scrollTo(0, 0)")
    scale = page.locator(".leaflet-control-scale-line")
    before = scale.text_content() or ""
    page.mouse.click(*middle(page))
    page.mouse.wheel(0, 200)
    expect(page.locator("h1")).not_to_be_in_viewport()
    expect(page.locator(".map-hint.is-shown")).to_have_text("Zoom with Ctrl and the wheel, or with + and −")
    expect(page.locator(".map-hint.is-shown")).to_have_count(0)
    expect(scale).to_have_text(before)


def test_ctrl_and_the_wheel_zoom_the_map_and_leave_the_page_where_it_is(page: Page, site: Path) -> None:
    open_map(page, site)
    page.evaluate("scrollTo(0, 0)")
    scale = page.locator(".leaflet-control-scale-line")
    before = scale.text_content() or ""
    page.mouse.move(*middle(page))
    page.keyboard.down("Control")
    page.mouse.wheel(0, -600)
    page.keyboard.up("Control")
    expect(scale).not_to_have_text(before)
    assert page.evaluate("scrollY") == 0
    assert page.evaluate("devicePixelRatio") == 1
    expect(page.locator(".map-hint.is-shown")).to_have_count(0)


def test_the_mouse_drags_the_map(page: Page, site: Path) -> None:
    open_map(page, site)
    page.evaluate("scrollTo(0, 0)")
    before = on_map(page)
    x, y = middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y, steps=4)
    page.mouse.up()
    assert on_map(page)[0] < before[0] - 40


def swipe_up(page: Page, x: float, y: float) -> None:
    """Move one finger up by 200 pixels."""
    steps = [("touchStart", 0), *(("touchMove", step) for step in range(1, 11)), ("touchEnd", 0)]
    session = page.context.new_cdp_session(page)
    for kind, step in steps:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y - 20 * step}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.parametrize(("width", "is_mobile"), [(320, True), (768, True), (1280, False)])
def test_one_finger_scrolls_the_page_past_the_map_which_says_how_to_move_it(
    reader: Callable[..., Page], site: Path, width: int, *, is_mobile: bool
) -> None:
    page = reader(width, 700, has_touch=True, is_mobile=is_mobile)
    open_map(page, site)
    page.evaluate("scrollTo(0, 0)")
    before = on_map(page)
    swipe_up(page, *middle(page))
    expect(page.locator("h1")).not_to_be_in_viewport()
    expect(page.locator(".map-hint.is-shown")).to_have_text("Move and zoom the map with two fingers")
    assert on_map(page) == before


def test_names_on_the_live_map_do_not_run_into_each_other(page: Page, site: Path) -> None:
    open_map(page, site)
    page.wait_for_timeout(300)
    boxes = page.evaluate(
        """() => [...document.querySelectorAll(".map-tip-name, .map-tip-quiet")]
             .filter((name) => !name.classList.contains("map-crowded"))
             .map((name) => name.getBoundingClientRect().toJSON())"""
    )
    assert len(boxes) > 10
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            beside = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert beside or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]


def test_a_name_that_gave_way_shows_when_its_symbol_has_focus(page: Page, site: Path) -> None:
    open_map(page, site)
    hidden = page.locator(".map-tip-name.map-crowded").first
    expect(hidden).to_be_attached()
    name = hidden.text_content() or ""
    expect(hidden).to_be_hidden()
    page.get_by_role("button", name=name, exact=True).focus()
    expect(page.locator(".map-tip-name", has_text=name).first).to_be_visible()


def test_no_motion_is_shown_to_those_who_asked_for_none(page: Page, site: Path) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_map(page, site)
    assert page.locator(".leaflet-fade-anim").count() == 0
    page.emulate_media(reduced_motion="no-preference")
    open_map(page, site)
    assert page.locator(".leaflet-fade-anim").count() == 1


@pytest.mark.parametrize(
    ("shape", "width", "sheet"),
    [
        ("tall", 320, "small"),
        ("tall", 459, "small"),
        ("tall", 460, "medium"),
        ("tall", 900, "medium"),
        ("wide", 320, "small"),
        ("wide", 560, "medium"),
        ("wide", 900, "large"),
    ],
)
def test_the_words_of_the_picture_are_legible_at_every_width(
    page: Page, site: Path, wide_site: Path, shape: str, width: int, sheet: str
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    page.goto((wide_site if shape == "wide" else site).as_uri())
    shown = page.locator(".map-sheet").filter(visible=True)
    classes = shown.evaluate_all("sheets => [...new Set(sheets.map((sheet) => sheet.classList[1]))]")
    assert classes == [f"map-sheet-{sheet}"]
    heights = shown.locator(".map-name").evaluate_all("names => names.map((n) => n.getBoundingClientRect().height)")
    assert min(heights) > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_stand_out_from_land_in_both_schemes(page: Page, site: Path, scheme: str) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site.as_uri())
    name, land = (
        page.locator(selector).filter(visible=True).first.evaluate("(e) => getComputedStyle(e).fill")
        for selector in (".map-name", ".map-land")
    )
    assert contrast(name, land) > 7


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2 between two colours as CSS computes them."""
    lighter, darker = sorted(map(luminance, (one, other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(part) / 255 for part in colour.removeprefix("rgb(").removesuffix(")").split(",")]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_hostile_text_is_shown_as_written_and_runs_nothing(page: Page, attacked_site: Path) -> None:
    open_map(page, attacked_site)
    page.wait_for_timeout(300)
    names = page.locator(".map-tip-name").all_text_contents()
    assert set(HOSTILE) <= set(names)
    for number, text in enumerate(HOSTILE, start=1):
        page.locator(f".map-marker:has(svg text:text-is('{number}'))").first.evaluate("(m) => m.click()")
        popup = page.locator(".map-popup", has_text=f"{number}. ")
        expect(popup.locator(".map-popup-title")).to_have_text(f"{number}. {text}")
        expect(popup.locator("li")).to_have_text(f"{text} {text}")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img[onerror], figure script").count() == 0


def test_hostile_text_in_the_picture_is_shown_as_written_and_runs_nothing(page: Page, attacked_site: Path) -> None:
    page.goto(attacked_site.as_uri())
    titles = page.locator(".map-place title").all_text_contents()
    assert {f"{number}. {text}" for number, text in enumerate(HOSTILE, start=1)} <= set(titles)
    assert page.evaluate("window.pwned") is None
    assert page.locator(".still-map :is(script, img)").count() == 0
