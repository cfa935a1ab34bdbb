"""Measure the preview: from a saved file to the refreshed page, in a real Chromium.

    python bench/preview.py                   the first explainer, and 100 and 1,000 generated articles
    python bench/preview.py --articles 1000 --rounds 20

The clock starts when the file is written. "told" is when the page starts to load anew, "shown" its first paint with the
change in it; for a style sheet, when the new one is in force. Medians of all rounds, the slowest in brackets.
"""

import argparse
import os
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
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.corpus import Corpus, Shape  # noqa: E402 - the folder is no package that is installed
from bench.measure import INSTALLED  # noqa: E402
from bench.peers import nutgraf  # noqa: E402
from bench.peers.site import write_site  # noqa: E402
from tests.chromium import ADVICE, find_chromium  # noqa: E402

_TELL = """
new PerformanceObserver(list => {
  for (const entry of list.getEntriesByName('first-contentful-paint'))
    console.log('painted', performance.timeOrigin, performance.timeOrigin + entry.startTime);
}).observe({ type: 'paint', buffered: true });
"""


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
        for name, article, root in _sites(Path(folder), options.articles):
            for row in _measure(browser, root, root / article, options.rounds):
                print(f"| {name} | {' | '.join(row)} |", flush=True)
        browser.close()
    load = os.getloadavg()[0]
    print(f"\n{options.rounds} rounds each; load of the machine at the end: {load:.1f} on {os.cpu_count()} cores")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the preview in a real browser.")
    parser.add_argument("--articles", type=int, nargs="*", default=[100, 1000], help="sizes of generated sites")
    parser.add_argument("--rounds", type=int, default=10, help="edits of each kind")
    return parser.parse_args()


def _sites(folder: Path, sizes: list[int]) -> Iterator[tuple[str, str, Path]]:
    first = folder / "first"
    shutil.copytree(ROOT / "content", first / "content")
    article = next((first / "content/articles").glob("*/article.md"))
    yield "the first explainer", article.relative_to(first).as_posix(), first
    for size in sizes:
        root = folder / f"generated-{size}"
        write_site(nutgraf.TOOL, root, Corpus(Shape(size)))
        yield f"{size:,} articles", "content/articles/article-0/article.md", root


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


def _measure(browser: Browser, root: Path, article: Path, rounds: int) -> Iterator[list[str]]:
    with _served(root) as address:
        page = browser.new_page()
        page.set_default_timeout(600_000)
        painted: list[tuple[float, float]] = []
        page.on("console", lambda message: _note(message, painted))
        page.add_init_script(_TELL)
        page.goto(address)
        _settle(page)
        yield ["a word in the article", *_summary([_edit_article(page, article, at, painted) for at in range(rounds)])]
        yield ["a style", "", _middle([_edit_style(page, root, at) for at in range(rounds)])]
        page.close()


def _note(message: Any, painted: list[tuple[float, float]]) -> None:
    parts = message.text.split()
    if parts[:1] == ["painted"]:
        painted.append((float(parts[1]), float(parts[2])))


def _settle(page: Page) -> None:
    """Wait until the page listens and the build behind it is done."""
    page.locator("nutgraf-preview .badge").wait_for()
    page.wait_for_timeout(1000)


def _edit_article(page: Page, article: Path, at: int, painted: list[tuple[float, float]]) -> tuple[float, float]:
    text = article.read_text("utf-8").partition("\n\nEdited ")[0].rstrip()
    del painted[:]
    article.write_text(f"{text}\n\nEdited {at} times.\n", "utf-8")
    start = time.time() * 1000
    _until(lambda: bool(painted), page)
    assert f"Edited {at} times" in page.locator("main").inner_text()
    _settle(page)
    told, shown = painted[0]
    return told - start, shown - start


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
