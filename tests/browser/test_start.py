"""How the explainer begins: what can wait waits, but for nobody who comes by a link or comes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.own_window]

Reader = Callable[..., Page]

_NOTE_LAYOUTS = """
window.forced = [];
let inFrame = false;
const frames = requestAnimationFrame;
window.requestAnimationFrame = act => frames(time => {
  inFrame = true;
  try { act(time); } finally { inFrame = false; }
});
const note = name => { if (!inFrame) forced.push(name + new Error().stack.split('\\n')[3]); };
for (const name of ['getBoundingClientRect', 'getClientRects', 'checkVisibility', 'scrollIntoView', 'focus']) {
  for (const kind of [Element, HTMLElement, SVGElement]) {
    const of = Object.getOwnPropertyDescriptor(kind.prototype, name)?.value;
    if (of) kind.prototype[name] = function (...given) { note(name); return of.apply(this, given); };
  }
}
for (const [kind, names] of [
  [HTMLElement, ['offsetTop', 'offsetLeft', 'offsetWidth', 'offsetHeight', 'offsetParent', 'innerText']],
  [Element, ['clientTop', 'clientLeft', 'clientWidth', 'clientHeight', 'scrollTop', 'scrollHeight', 'scrollWidth']],
]) {
  for (const name of names) {
    const {get, ...rest} = Object.getOwnPropertyDescriptor(kind.prototype, name);
    Object.defineProperty(kind.prototype, name, {...rest, get() { note(name); return get.call(this); }});
  }
}
for (const name of ['scrollX', 'scrollY', 'innerWidth', 'innerHeight']) {
  const {get, ...rest} = Object.getOwnPropertyDescriptor(window, name);
  Object.defineProperty(window, name, {...rest, get() { note(name); return get.call(this); }});
}
const style = getComputedStyle;
window.getComputedStyle = (...given) => { note('getComputedStyle'); return style(...given); };
"""
"""Remembers who asks for what only a layout can tell; in a frame it is due anyway."""

_AT_LOAD = """addEventListener('load', () => {
  const isReady = document.querySelector('.strip-brush') && !document.querySelector('.filters').hidden;
  const waiting = document.querySelectorAll('.explainer-main > .below:not(.is-laid-out)').length;
  window.atLoad = {isReady: !!isReady, waiting};
});"""


@pytest.fixture(name="address")
def fixture_address(first_site: Path) -> str:
    """The address of the first explainer."""
    return (first_site / "index.html").as_uri()


def settled(page: Page) -> Page:
    """Wait until all parts of the script have begun, and all sections are laid out."""
    expect(page.locator(".strip-brush")).to_have_count(1)
    expect(page.locator(".explainer-main > .below:not(.is-laid-out)")).to_have_count(0)
    return page


@pytest.mark.parametrize("width", [390, 1280])
def test_no_part_of_the_script_asks_for_a_layout_as_it_begins(address: str, reader: Reader, width: int) -> None:
    page = reader(width)
    page.add_init_script(_NOTE_LAYOUTS)
    page.goto(address)
    assert settled(page).evaluate("forced") == []
    page.evaluate("document.body.getBoundingClientRect()")
    assert len(page.evaluate("forced")) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_what_waited_for_the_first_picture_stands_where_it_would_have_stood(
    address: str, reader: Reader, width: int
) -> None:
    page = reader(width)
    page.goto(address)
    tops = "[...document.querySelectorAll('.explainer-main > *, .endings > *')].map(each => each.offsetTop)"
    waited = settled(page).evaluate(tops)
    page.goto("about:blank")
    page.goto(f"{address}#content")
    assert len(waited) > 6
    assert settled(page).evaluate(tops) == waited


@pytest.mark.parametrize("width", [390, 1280])
def test_who_comes_by_a_link_or_comes_back_finds_everything_in_place(address: str, reader: Reader, width: int) -> None:
    page = reader(width)
    page.add_init_script(_AT_LOAD)
    page.goto(f"{address}#place-al-qaim")
    assert page.evaluate("atLoad") == {"isReady": True, "waiting": 0}
    page.goto("about:blank")
    page.goto(address)
    settled(page).evaluate("scrollTo({top: 20_000, behavior: 'instant'})")
    page.reload()
    assert page.evaluate("atLoad") == {"isReady": True, "waiting": 0}
    page.wait_for_function("Math.abs(scrollY - 20_000) < innerHeight")


def test_a_link_that_is_followed_at_once_leads_to_its_goal(address: str, reader: Reader) -> None:
    page = reader(390)
    page.add_init_script("window.requestAnimationFrame = () => 0")  # nothing is laid out later
    page.goto(address)
    assert page.locator(".explainer-main > .below:not(.is-laid-out)").count() > 3
    page.locator(".counts a[href='#sources']").click()
    expect(page.locator("#sources-title")).to_be_in_viewport()
