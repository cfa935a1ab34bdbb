"""A small site of three articles that share terms, places, events, sources and claims; and edits of all kinds to it.

Each edit is its own undoing, so that edits can be made in any order and any number of times.
"""

from collections.abc import Callable

from tests.project import SITES

Files = dict[str, str]
"""Texts by their path below content/."""

Edit = tuple[str, Callable[[Files], None]]

_FERRY = SITES / "ferry" / "content"

_BRIDGE = """---
title: The bridge opens
summary: The [ferry](term:ferry) has a rival.
authors: [ada]
published: 2021-02-01
as_of: 2024-05-01
timelines: [line, town]
---
A bridge stands at the South Quay. The Port Office calls it a gift, and [the ferry stops](article:ferry-stops).

## The toll

Nobody pays at the North Quay; the [newspaper](source:gazette-2021-03-02) says so. See [the toll](event:toll).
"""

_MARKET = """---
title: Market day
summary: What is sold at the quays.
published: 2021-04-01
as_of: 2024-05-01
---
At the South Quay the Port Office sells fish, *fresh* fish, from the ferry. People ask [how many](claim:passengers).
"""

_TOWN = """title: The town
events:
  toll: {date: 2021-02, title: A toll is asked, text: "The [office](term:port-office) asks.", places: [south-quay],
         actors: {decided: [port-office]}, sources: [letter], also_in: [line]}
  fair: {date: 2021-05, title: A fair, text: Songs., importance: 1}
"""

_MORE_CLAIMS = """fish:
  question: How much fish is sold?
  about: fair
  statements:
    - {by: port-office, as_of: 2021-05-02, says: Much., measure: fish, value: 5.., sources: [letter]}
"""

_BRIDGE_NOTES = """gift:
  quote: a gift
  kind: dispute
  text: Who gave it, [Market day](article:market) does not say.
  as_of: 2021-05-01
  sources: [letter]
"""

FILES: Files = {
    **{path.relative_to(_FERRY).as_posix(): path.read_text("utf-8") for path in sorted(_FERRY.rglob("*.*"))},
    "articles/bridge/article.md": _BRIDGE,
    "articles/bridge/annotations.yaml": _BRIDGE_NOTES,
    "articles/market/article.md": _MARKET,
    "timelines/town.yaml": _TOWN,
    "claims/more.yaml": _MORE_CLAIMS,
}
FILES["claims/first.yaml"] = FILES.pop("claims.yaml")


def swap(name: str, old: str, new: str) -> Edit:
    """Return an edit that puts `new` for `old`, and back when it is there already."""

    def edit(files: Files) -> None:
        text = files.get(name, "")
        files[name] = text.replace(new, old) if new in text else text.replace(old, new)

    assert old in FILES[name], f"{old!r} is not in {name}"
    return f"{name}: {old!r} <-> {new!r}", edit


def _toggle(name: str, content: str) -> Edit:
    """Return an edit that makes a file, or deletes it when it is there."""

    def edit(files: Files) -> None:
        if files.pop(name, None) is None:
            files[name] = content

    return f"toggle {name}", edit


def _move(name: str, other: str) -> Edit:
    """Return an edit that renames a file, and back."""

    def edit(files: Files) -> None:
        one, two = (name, other) if name in files else (other, name)
        if one in files:
            files[two] = files.pop(one)

    return f"{name} -> {other}", edit


_STOPS = "articles/ferry-stops/article.md"
_NOTES = "articles/ferry-stops/annotations.yaml"
_TERMS = "glossaries/harbour.yaml"
_LINE = "timelines/line.yaml"

EDITS: tuple[Edit, ...] = (
    swap(_STOPS, "a newspaper wrote", "the Gazette wrote"),
    swap(_STOPS, "## What came before", "## Long before"),
    swap(_STOPS, "title: The ferry stops", "title: The boat stops"),
    swap(_STOPS, "After more than a century", "At last"),
    swap(_STOPS, "would stop", "would stop, *soon*"),
    swap(_STOPS, "timelines: [line]", "timelines: [town, line]"),
    swap(_STOPS, "published: 2021-03-05", "published: 2021-03-06"),
    swap(_STOPS, "](claim:passengers)", "](term:ferry)"),
    swap(_STOPS, "in 1898](event:first-boat)", "in 1898](event:fair)"),
    swap(_NOTES, "A saying of the time.", "An old [saying](term:ferry)."),
    swap(_NOTES, "status: draft", "status: published"),
    swap(_NOTES, "title: Who says so", "title: Whose words"),
    swap("articles/ferry-stops/corrections.yaml", "in 2020", "in 2019"),
    _toggle("articles/ferry-stops/corrections.yaml", FILES["articles/ferry-stops/corrections.yaml"]),
    swap("articles/bridge/article.md", "the South Quay", "the shore"),
    swap("articles/bridge/article.md", "timelines: [line, town]", "timelines: [line]"),
    swap("articles/bridge/article.md", "as_of: 2024-05-01\n", "as_of: 2024-05-01\nstatus: draft\n"),
    swap("articles/bridge/article.md", "A bridge stands", "## The bridge\n\nA bridge stands"),
    swap("articles/bridge/annotations.yaml", "quote: a gift", "quote: calls it"),
    _toggle("articles/bridge/annotations.yaml", _BRIDGE_NOTES),
    swap("articles/market/article.md", "title: Market day", "title: The market"),
    swap("articles/market/article.md", "sells fish", "sells no fish"),
    swap("articles/market/article.md", "*fresh*", "_fresh_"),
    _toggle("articles/market/article.md", _MARKET),
    _toggle("articles/market/corrections.yaml",
            "day: {date: 2024-01-01, said: On Monday., says: On Sunday., why: It was so.}\n"),
    _toggle("articles/quay/article.md", _MARKET.replace("Market day", "Quay day")),
    swap(_TERMS, "A boat that crosses", "A vessel that crosses"),
    swap(_TERMS, "name: ferry", "name: boat"),
    swap(_TERMS, "was: [harbour-board]", "was: [board, office]"),
    swap(_TERMS, "title: Harbour words", "title: Words"),
    swap(_LINE, "date: 1898~", "date: 1899"),
    swap(_LINE, "importance: 3", "importance: 1"),
    swap(_LINE, "title: The line", "title: The old line"),
    swap("timelines/town.yaml", "also_in: [line]", "also_in: []"),
    swap("timelines/town.yaml", "title: A fair", "title: The fair"),
    swap("timelines/town.yaml", "places: [south-quay]", "places: [north-quay]"),
    swap("timelines/town.yaml", "decided: [port-office]", "affected: [port-office]"),
    swap("places.yaml", "precision_km: 3", "precision_km: 30"),
    swap("places.yaml", "name: South Quay", "name: Far Quay"),
    swap("sources.yaml", "Harbour Gazette", "The Gazette"),
    swap("claims/first.yaml", "value: 40..", "value: 25.."),
    swap("claims/more.yaml", "about: fair", "about: toll"),
    swap("claims/more.yaml", "How much fish", "How many fish"),
    _move("claims/first.yaml", "claims/zz.yaml"),
    _move(_TERMS, "glossaries/port.yaml"),
    swap("about.md", "Made up", "Invented"),
    swap("site.yaml", "home: ferry-stops", "# no home"),
    swap("site.yaml", "home: ferry-stops", "home: bridge"),
    swap("site.yaml", "name: Ada Keel", "name: Ada Kiel"),
    swap("site.yaml", "title: Harbour stories", "title: Stories"),
    swap("site.yaml", "title: Harbour stories", "titel: Stories"),  # an error, until it is swapped back
    _toggle("sources/more.yaml", "more: {type: webpage, title: Another source}\n"),
    _toggle("glossaries/aa.yaml", "title: More\nterms:\n  fish: {name: fish, kind: concept, short: It swims.}\n"),
    _toggle("glossaries/zz.yaml", "title: Own page\nterms:\n"
            "  harbour-board: {name: Pier Board, kind: organisation, short: A board., see: [ferry],"
            " relations: {opposes: [port-office]}}\n"),
    _toggle("places/more.yaml",
            "mole: {name: the shore, kind: site, latitude: 1, longitude: 2, precision_km: 1, why: Land.}\n"),
)  # fmt: skip
