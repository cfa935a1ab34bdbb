"""The first explainer as it is built: complete, linked, valid in itself, and asking nobody for anything."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from nutgraf.model.corpus import Corpus
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from tests.project import TestProject

CONTENT = Path(__file__).parents[1] / "content"
LOADING = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("source", "srcset"),
    ("image", "href"),
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'none'"
)


class Parsed(HTMLParser):
    """What the tests ask of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of a name."""
        return [attributes for name, attributes in self.tags if name == tag]

    def ids(self) -> list[str]:
        """Return all ids, in order."""
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


@pytest.fixture(scope="module")
def explainer(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    root = tmp_path_factory.mktemp("explainer")
    files = {f"content/{path.relative_to(CONTENT).as_posix()}": path.read_bytes() for path in CONTENT.rglob("*.*")}
    return TestProject(root).write(files).build(strict=True)


@pytest.fixture(scope="module")
def pages(explainer: TestProject) -> dict[str, Parsed]:
    site = explainer.root / "site"
    return {path.relative_to(site).as_posix(): Parsed(path.read_text("utf-8")) for path in site.rglob("*.html")}


def test_it_builds_strictly_without_a_word(explainer: TestProject) -> None:
    assert [str(each) for each in explainer.result.diagnostics] == []
    assert explainer.result.is_good


def test_a_second_build_renders_nothing(explainer: TestProject) -> None:
    assert explainer.build(strict=True).rendered() == set()


def test_it_has_every_page_that_was_promised(explainer: TestProject, pages: dict[str, Parsed]) -> None:
    parts = [
        "index.html",
        "404.html",
        *(f"{p}/index.html" for p in ("glossary", "timelines", "map", "claims", "sources", "about")),
    ]
    assert set(parts) <= set(pages)
    assert len([path for path in pages if path.startswith("glossary/")]) == 1 + 63
    assert len([path for path in pages if path.startswith("timelines/")]) == 1 + 6
    assert len([path for path in pages if path.startswith("map/")]) == 1 + 26
    assert "robots.txt" in explainer.outputs()


def test_the_explainer_shows_all_of_it(pages: dict[str, Parsed]) -> None:
    page = pages["index.html"]
    notes = [each for each in page.of("aside") if each.get("id", "").startswith("note-")]
    events = [each for each in page.of("li") if each.get("id", "").startswith("event-")]
    claims = [each for each in page.ids() if each.startswith("claim-")]
    assert (len(notes), len(events), len(claims)) == (25, 82, 15)


def links_of(page: Parsed) -> Iterator[str]:
    for tag, attribute in [("a", "href"), *LOADING]:
        yield from (attributes[attribute] for attributes in page.of(tag) if attribute in attributes)
    for attributes in page.of("figure"):
        yield from (value for name, value in attributes.items() if name.endswith(("-js", "-css", "-script")))


def test_every_internal_link_and_anchor_resolves(explainer: TestProject, pages: dict[str, Parsed]) -> None:
    assert broken_links(pages, set(explainer.outputs())) == []


def broken_links(pages: dict[str, Parsed], files: set[str]) -> list[tuple[str, str]]:
    """Return the links of pages, with these, that lead to no file of the site, or to no element of one."""
    ids = {path: set(page.ids()) for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        for link in links_of(page):
            url = urlsplit(link)
            if url.scheme:
                continue
            folder = path.rpartition("/")[0]
            target = _normal(f"{folder}/{unquote(url.path)}") if url.path else path
            if target not in files or (url.fragment and unquote(url.fragment) not in ids.get(target, set())):
                broken.append((path, link))
    return broken


def _normal(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def test_nothing_that_a_page_loads_comes_from_elsewhere(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        for tag, attribute in LOADING:
            for attributes in page.of(tag):
                if attributes.get("rel") != "canonical":
                    assert not urlsplit(attributes.get(attribute, "")).netloc, (path, tag, attributes)


def test_addresses_in_stylesheets_and_own_scripts_load_nothing(explainer: TestProject) -> None:
    others = ("leaflet/", "assets/search/")
    for path, content in explainer.outputs().items():
        if path.endswith((".css", ".js")) and not any(each in path for each in others):
            found = re.findall(rb"https?://[^\s\"')]+", content)
            assert set(found) <= {b"http://www.w3.org/2000/svg"}, path


def test_no_page_has_a_script_or_style_inside(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        assert not page.of("style"), path
        assert all("src" in attributes for attributes in page.of("script")), path
        for tag, attributes in page.tags:
            assert "style" not in attributes, (path, tag)
            assert not [name for name in attributes if name.startswith("on")], (path, tag)


def test_every_page_carries_the_policy_and_what_readers_machines_need(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        metas = {
            each.get("name") or each.get("http-equiv") or "charset": each.get("content", "") for each in page.of("meta")
        }
        assert metas["Content-Security-Policy"] == POLICY, path
        assert metas["description"], path
        assert page.of("html")[0]["lang"] == "en-GB", path
        assert len(page.of("h1")) == 1, path
        assert page.of("main"), path
        assert not [each for _, each in page.tags if "title" in each and _ != "abbr"], path


def test_no_id_stands_twice_on_a_page(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        ids = page.ids()
        assert len(ids) == len(set(ids)), (path, sorted({each for each in ids if ids.count(each) > 1}))


def test_labels_and_descriptions_refer_to_what_is_there(pages: dict[str, Parsed]) -> None:
    for path, page in pages.items():
        ids = set(page.ids())
        for tag, attributes in page.tags:
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
                for each in attributes.get(name, "").split():
                    assert each in ids, (path, tag, name, each)


def corpus_of_content() -> Corpus:
    files = sorted(CONTENT.rglob("*.*"))
    return gather(read_file(path.relative_to(CONTENT).as_posix(), path.read_bytes()) for path in files).corpus


def test_every_event_term_place_and_note_carries_a_source() -> None:
    corpus = corpus_of_content()
    for collection in (corpus.events, corpus.terms, corpus.places, corpus.notes):
        assert [key for key, entry in collection.items() if not entry.sources] == []


def test_every_paragraph_of_the_article_carries_a_source() -> None:
    for blocks in corpus_of_content().blocks.values():
        bare = [
            block.text
            for block in blocks
            if not block.heading and not any(url.startswith("source:") for url in block.links)
        ]
        assert bare == []


def test_quoted_fragments_have_at_most_eight_words() -> None:
    corpus = corpus_of_content()
    titles = {article.original.title for article in corpus.articles.values() if article.original}
    for path in CONTENT.rglob("*.*"):
        if path.name == "sources.yaml":  # titles of sources stand as they were published
            continue
        for quoted in re.findall(r"‘([^‘]*?)’(?!\w)", path.read_text("utf-8")):
            assert quoted in titles or len(quoted.split()) <= 8, (path.name, quoted)
