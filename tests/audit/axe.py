"""Asks axe-core about the page as it stands."""

from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

EXCUSES = {
    # WCAG 2.5.8, essential: marks stand where places are. The list beside the map names each, in full size.
    "target-size": ".leaflet-marker-pane *",
}
"""By rule of axe, the elements that may break it, and why."""

_RUN = """async ([source, options, excuses]) => {
  if (!window.axe) (0, eval)(source);
  const laidOut = new CSSStyleSheet();  // what is not laid out has no size and no place
  laidOut.replaceSync('* { content-visibility: visible !important }');
  document.adoptedStyleSheets.push(laidOut);
  const {violations} = await axe.run(document, options);
  document.adoptedStyleSheets.pop();
  const isExcused = ({target}, id) => excuses[id] && document.querySelector(target[0])?.matches(excuses[id]);
  return violations.map(each => ({...each, nodes: each.nodes.filter(node => !isExcused(node, each.id))}));
}"""


def findings(page: Page, rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds, by rules, or by all of WCAG 2.2 A and AA and best practice."""
    only = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    options = {
        "runOnly": only,
        "resultTypes": ["violations"],
        "preload": False,  # would ask for style sheets once more
        "rules": {} if rules else {"target-size": {"enabled": True}},  # off unless named
    }
    return list(_told(page.evaluate(_RUN, [SOURCE, options, EXCUSES])))


def _told(violations: list[dict[str, Any]]) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"]:
            why = " ".join((node["failureSummary"] or "").split())
            yield f"{violation['id']} at {' '.join(map(str, node['target']))}: {why}"
