"""Measures what the explainer costs its readers, and compares it with the budgets.

1. Sizes: what the browser asks for before the map is opened, each file as gzip makes it at its best.
2. Loads: a phone on slow 4G with a quarter of this machine's speed; each load starts with nothing in its cache, then
   the page is scrolled to its end.
3. The map: from disk, from the tap until its marks are drawn, at full speed.
"""

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, Response

from tests.audit.served import LEVEL
from tests.audit.states import STATES
from tests.audit.table import Budget, Measured
from tests.audit.visits import Visit, visit

EXPLAINER = "index.html"
PHONE = (412, 823)
LOADS = 5

SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
"""What Lighthouse calls slow 4G: ms for a round trip, bytes a second."""

SLOWER = 4
"""How many times slower the processor is made."""

NOT_OURS = ("assets/leaflet/", "assets/maps/", "assets/search/")
"""Where scripts stand that others wrote or that are data: Leaflet, what Folium makes of places, the search engine."""

MAP_BEHAVIOUR = Path(__file__).parents[2] / "nutgraf/data/map/behaviour.js"
"""Ours, though it comes with what Folium makes."""

TOTAL = Budget("HTML, CSS and JavaScript of the explainer", "KB", 100)
SCRIPTS = Budget("own JavaScript in all", "KB", 15)
LCP = Budget("largest contentful paint", "ms", 2500, is_time=True)
CLS = Budget("cumulative layout shift, scrolled through", "", 0.1)
TASK = Budget("longest task", "ms", 200, is_time=True)
FOREIGN = Budget("requests to other hosts", "", 0)
MAP = Budget("live map drawn after the tap, from disk", "ms", 1000, is_time=True)


class Load(NamedTuple):
    """What one load took: ms, a score, ms."""

    lcp: float
    cls: float
    task: float


_OBSERVE = """
window.audit = {lcp: 0, cls: 0, task: 0};
const watch = (type, see) =>
  new PerformanceObserver(list => list.getEntries().forEach(see)).observe({type, buffered: true});
watch('largest-contentful-paint', entry => { audit.lcp = entry.startTime; });
watch('layout-shift', entry => { if (!entry.hadRecentInput) audit.cls += entry.value; });
watch('longtask', entry => { audit.task = Math.max(audit.task, entry.duration); });
"""

_OPEN_MAP = """() => new Promise(done => {
  const start = performance.now();
  const look = () => {
    if (document.querySelector('.leaflet-container .map-marker')) done(performance.now() - start);
    else requestAnimationFrame(look);
  };
  document.querySelector('.map-open').click();
  look();
})"""


def measure(browser: Browser, site: Path, address: str, loads: int = LOADS) -> Iterator[Measured]:
    """Yield each budget with what was measured, once or several times."""
    bodies = loaded(browser, address)
    for kind, most in (("document", TOTAL.most), ("stylesheet", TOTAL.most), ("script", TOTAL.most)):
        yield Budget(f"  {kind}", "KB", most), [kilobytes(body for of, body in bodies if of == kind)]
    yield TOTAL, [kilobytes(body for _, body in bodies)]
    yield SCRIPTS, [kilobytes(own_scripts(site))]
    timed = [load(browser, address) for _ in range(loads)]
    yield LCP, [each.lcp for each in timed]
    yield CLS, [each.cls for each in timed]
    yield TASK, [each.task for each in timed]
    yield MAP, [open_map(browser, site) for _ in range(loads)]
    yield FOREIGN, [len(foreign_requests(browser, address))]


def loaded(browser: Browser, address: str) -> list[tuple[str, bytes]]:
    """Return kind and content of all code that the explainer loads while it is read."""
    answers: list[Response] = []
    with visit(browser, address, *PHONE) as visiting:
        visiting.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it takes no builtin
        visiting.go(EXPLAINER)
        visiting.scroll_through()
        visiting.page.wait_for_load_state("networkidle")
        kinds = ("document", "stylesheet", "script")
        return [(it.request.resource_type, it.body()) for it in answers if it.request.resource_type in kinds]


def own_scripts(site: Path) -> list[bytes]:
    """Return the scripts of a site that this project wrote."""
    paths = [path for path in site.rglob("*.js") if not path.relative_to(site).as_posix().startswith(NOT_OURS)]
    return [path.read_bytes() for path in (*sorted(paths), MAP_BEHAVIOUR)]


def kilobytes(bodies: Iterable[bytes]) -> float:
    """Return the size of files after gzip, each on its own as it is sent; a kilobyte is 1024 bytes."""
    return sum(len(gzip.compress(body, LEVEL, mtime=0)) for body in bodies) / 1024


def load(browser: Browser, address: str) -> Load:
    """Load the explainer as on a slow phone, and scroll through it."""
    with visit(browser, address, *PHONE, motion="no-preference") as visiting:
        session = visiting.page.context.new_cdp_session(visiting.page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        visiting.page.add_init_script(_OBSERVE)
        visiting.go(EXPLAINER)
        visiting.page.wait_for_load_state("networkidle")
        lcp = visiting.page.evaluate("audit.lcp")  # as browsers do, up to when the reader begins to scroll
        visiting.scroll_through()
        return Load(**visiting.page.evaluate("audit") | {"lcp": lcp})


def open_map(browser: Browser, site: Path) -> float:
    """Return the ms from the tap on the map's button until the marks of the live map are drawn."""
    page = browser.new_page()
    page.goto((site / EXPLAINER).as_uri())
    took = float(page.evaluate(_OPEN_MAP))
    page.close()
    return took


def foreign_requests(browser: Browser, address: str) -> list[str]:
    """Return what the explainer asks of other hosts while it is loaded, scrolled through, and all in it is opened."""
    asked = []
    for act in (Visit.scroll_through, *(_acting(state.act) for state in STATES if state.page == EXPLAINER)):
        with visit(browser, address, *PHONE) as visiting:
            visiting.go(EXPLAINER)
            act(visiting)
            asked += visiting.asked_of_others()
    return asked


def _acting(act: Callable[[Page], object]) -> Callable[[Visit], object]:
    return lambda visiting: act(visiting.page)
