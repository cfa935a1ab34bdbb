"""Measure the preview: from a saved file to the refreshed page, in a real Chromium.

    python bench/preview.py                   the first explainer, and 100 and 1,000 generated articles
    python bench/preview.py --articles 1000 --rounds 20

The clock starts when the file is written. "told" is when the open page hears of the change. "shown" is the first frame
with the change in it: where the page is loaded anew, its first contentful paint; where the open page is changed, the
frame after that, which begins once the first is drawn; for a style sheet, when the new one is in force. Medians of all
rounds, the slowest in brackets.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.corpus import Corpus, Shape  # noqa: E402 - the folder is no package that is installed
from bench.measure import INSTALLED  # noqa: E402
from bench.peers import nutgraf  # noqa: E402
from bench.peers.site import write_site  # noqa: E402
from tests.chromium import ADVICE, find_chromium  # noqa: E402

_TELL = """
const say = (what, at) => console.log(what, performance.timeOrigin + at);
new PerformanceObserver(list => {
  for (const entry of list.getEntriesByName('first-contentful-paint')) say('painted', entry.startTime);
}).observe({ type: 'paint', buffered: true });
const look = at => document.querySelector('main').textContent.includes(window.sought) && say('painted', at);
window.WebSocket = class extends WebSocket {
  constructor(...address) {
    super(...address);
    this.addEventListener('message', () => {
      say('told', performance.now());
      requestAnimationFrame(() => requestAnimationFrame(() => look(performance.now())));
    });
  }
};
"""


class Edit(NamedTuple):
    """What an author does: words are put into a file, behind the first match of a pattern."""

    name: str
    path: str
    behind: str


class Site(NamedTuple):
    """A site that is edited while its first page is open."""

    name: str
    root: Path
    edits: tuple[Edit, ...]


_BODY = r"\A---\n.*?\n---\n+"
_TEXT = "{}: (>-\n +)?"
_TITLE = "{}:.*?title: "


def _edits(article: str, glossary: str, timeline: str, event: str) -> tuple[Edit, ...]:
    folder = f"content/articles/{article}"
    return (
        Edit("a word in the article", f"{folder}/article.md", _BODY),
        Edit("a word in a note", f"{folder}/annotations.yaml", _TEXT.format("text")),
        Edit("a word in a term", f"content/glossaries/{glossary}.yaml", _TEXT.format("short")),
        Edit("the title of an event", f"content/timelines/{timeline}.yaml", _TITLE.format(event)),
    )


_FIRST = _edits("us-strikes-iraq-2024-01-23", "kh", "kh", "kh-founding")
_GENERATED = _edits("article-0", "all", "all", "event-2")


def main() -> int:
    """Print a table."""
    options = _options()
    chromium = find_chromium()
    if chromium is None:
        print(ADVICE, file=sys.stderr)
        return 1
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    print("| site | edit | told, ms | shown, ms |\n|---|---|---|---|", flush=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=sandbox)
        for site in _sites(Path(folder), options.articles):
            for row in _measure(browser, site, options.rounds):
                print(f"| {site.name} | {' | '.join(row)} |", flush=True)
        browser.close()
    load = os.getloadavg()[0]
    print(f"\n{options.rounds} rounds each; load of the machine at the end: {load:.1f} on {os.cpu_count()} cores")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the preview in a real browser.")
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1000], help="sizes of generated sites")
    parser.add_argument("--rounds", type=int, default=10, help="edits of each kind")
    return parser.parse_args()


def _sites(folder: Path, sizes: list[int]) -> Iterator[Site]:
    first = folder / "first"
    shutil.copytree(ROOT / "content", first / "content")
    yield Site("the first explainer", first, _FIRST)
    for size in sizes:
        root = folder / f"generated-{size}"
        write_site(nutgraf.TOOL, root, Corpus(Shape(size)))
        yield Site(f"{size:,} articles", root, _GENERATED)


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """Run the preview as an author does; give its address once the first build is done."""
    environment = {**os.environ, **INSTALLED, "PYTHONPATH": str(ROOT)}
    line = [sys.executable, "-m", "nutgraf", "serve", "--port", "0"]
    with subprocess.Popen(line, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[2]
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _measure(browser: Browser, site: Site, rounds: int) -> Iterator[list[str]]:
    with _served(site.root) as address:
        page = browser.new_page()
        page.set_default_timeout(600_000)
        heard: dict[str, float] = {}
        page.on("console", lambda message: _note(message.text, heard))
        page.add_init_script(_TELL)
        page.goto(address)
        _settle(page)
        for edit in site.edits:
            original = (site.root / edit.path).read_text("utf-8")
            times = [_edit(page, site.root / edit.path, edit, at, heard) for at in range(rounds)]
            (site.root / edit.path).write_text(original, "utf-8")
            _settle(page)
            yield [edit.name, *_summary(times)]
        yield ["a style", "", _middle([_edit_style(page, site.root, at) for at in range(rounds)])]
        page.close()


def _note(text: str, heard: dict[str, float]) -> None:
    what, _, at = text.partition(" ")
    if what in ("told", "painted"):
        heard.setdefault(what, float(at))


def _settle(page: Page) -> None:
    """Wait until the page listens and the build behind it is done."""
    page.locator("nutgraf-preview .badge").wait_for()
    page.wait_for_timeout(1000)


def _edit(page: Page, path: Path, edit: Edit, at: int, heard: dict[str, float]) -> tuple[float, float]:
    words = f"Edited {at} times"
    text = re.sub(r"Edited \d+ times ", "", path.read_text("utf-8"))
    new = re.sub(edit.behind, lambda found: f"{found[0]}{words} ", text, count=1, flags=re.DOTALL)
    page.evaluate("words => { window.sought = words; }", words)
    heard.clear()
    path.write_text(new, "utf-8")
    start = time.time() * 1000
    _until(lambda: "painted" in heard, page)
    assert words in (page.locator("main").text_content() or "")
    _settle(page)
    return heard["told"] - start, heard["painted"] - start


def _edit_style(page: Page, root: Path, at: int) -> float:
    path = root / "templates/assets/css/base.css"
    path.parent.mkdir(parents=True, exist_ok=True)
    base = (ROOT / "templates/assets/css/base.css").read_text("utf-8")
    colour = f"rgb(1, 2, {at})"
    page.evaluate(
        """colour => { window.seen = 0; const look = () => {
          if (getComputedStyle(document.body).outlineColor === colour) window.seen = Date.now();
          else requestAnimationFrame(look); }; look(); }""",
        colour,
    )
    path.write_text(f"{base}\nbody {{ outline: 1px solid {colour}; }}\n", "utf-8")
    start = time.time() * 1000
    _until(lambda: page.evaluate("window.seen") > 0, page)
    seen = float(page.evaluate("window.seen"))
    _settle(page)
    return seen - start


def _until(is_done: Callable[[], bool], page: Page) -> None:
    deadline = time.monotonic() + 600
    while not is_done():
        assert time.monotonic() < deadline, "the page was not refreshed"
        page.wait_for_timeout(5)


def _summary(times: list[tuple[float, float]]) -> list[str]:
    return [_middle([told for told, _ in times]), _middle([shown for _, shown in times])]


def _middle(times: list[float]) -> str:
    return f"{statistics.median(times):.0f} ({max(times):.0f})"


if __name__ == "__main__":
    sys.exit(main())
