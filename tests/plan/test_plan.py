"""What a plan promises: citations in reading order, and contexts that know no more than their page shows."""

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import parse_date
from nutgraf.model.targets import Target
from nutgraf.plan.contexts import ExplainerPage, SourcesPage, TermPage
from nutgraf.plan.plan import LARGEST_SITEMAP, PageContext, RobotsContext, plan, sitemaps
from nutgraf.read.corpus import gather
from nutgraf.read.files import read_file
from nutgraf.render.renderers import RENDERERS
from nutgraf.render.robots import render_sitemap
from nutgraf.render.theme import Theme
from nutgraf.weave.weave import weave

CONTENT = Path(__file__).parents[1] / "sites" / "ferry" / "content"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    files = sorted(CONTENT.rglob("*.*"))
    return gather(read_file(path.relative_to(CONTENT).as_posix(), path.read_bytes()) for path in files).corpus


def targets(corpus: Corpus, base_url: str = "") -> dict[str, Target]:
    """Return the plan of a corpus by path."""
    gathered = gather(())
    woven, _ = weave(corpus, gathered.origins, frozenset())
    return {target.path: target for target in plan(corpus, woven, base_url)}


def page(corpus: Corpus, path: str) -> object:
    """Return the context of one page."""
    context = targets(corpus)[path].context
    assert isinstance(context, PageContext)
    return context.page


def plan_paths(corpus: Corpus) -> list[str]:
    """Return the paths of a plan."""
    gathered = gather(())
    woven, _ = weave(corpus, gathered.origins, frozenset())
    return [target.path for target in plan(corpus, woven)]


def test_paths_are_sorted_and_each_stands_once(corpus: Corpus) -> None:
    assert plan_paths(corpus) == sorted(set(plan_paths(corpus)))


def test_an_entry_s_own_page_stands_at_an_address_that_another_had_before(corpus: Corpus) -> None:
    moved = replace(corpus, was={**corpus.was, "term:port-office": ("ferry",)})
    assert isinstance(page(moved, "glossary/ferry/index.html"), TermPage)
    assert len(plan_paths(moved)) == len(set(plan_paths(moved)))


@pytest.mark.parametrize(
    ("updated", "reported", "later"),
    [(None, "2021-03-02", {"bridge"}), ("2022-06-01T23:30-05:00", "2022-06-01", set())],
)
def test_later_is_what_happened_after_the_day_of_the_version_that_is_retold(
    corpus: Corpus, updated: str | None, reported: str, later: set[str]
) -> None:
    article = corpus.articles["ferry-stops"]
    assert article.original
    original = replace(article.original, updated=parse_date(updated) if updated else None)
    explainer = page(replace(corpus, articles={article.id: replace(article, original=original)}), "index.html")
    assert isinstance(explainer, ExplainerPage)
    assert explainer.reported.text == reported
    assert {event.id for event in explainer.timeline.events if event.is_later} == later


def test_sources_are_numbered_in_the_order_in_which_they_are_cited(corpus: Corpus) -> None:
    explainer = page(corpus, "index.html")
    assert isinstance(explainer, ExplainerPage)
    assert [(source.number, source.id) for source in explainer.sources] == [(1, "gazette-2021-03-02"), (2, "letter")]


def test_a_term_s_page_tells_who_names_it_and_where_it_is_mentioned(corpus: Corpus) -> None:
    term = page(corpus, "glossary/ferry/index.html")
    assert isinstance(term, TermPage)
    assert [(kind, [each.id for each in who]) for kind, who in term.relations] == [
        ("relation.commands.inverse", ["port-office"])
    ]
    assert [passage.number for passage in term.passages] == [1]


def test_a_source_knows_everything_that_cites_it(corpus: Corpus) -> None:
    sources = page(corpus, "sources/index.html")
    assert isinstance(sources, SourcesPage)
    cited = {source.id: {reference.kind for reference in source.cited_by} for source in sources.sources}
    assert cited["gazette-2021-03-02"] == {"article", "note", "term", "event", "claim", "correction"}
    assert cited["letter"] == {"note", "place", "event", "claim"}


def test_the_body_of_an_article_takes_no_part_in_any_other_page(corpus: Corpus) -> None:
    before = targets(corpus)
    [(key, article)] = corpus.articles.items()
    changed = replace(corpus, articles={key: replace(article, body=article.body + "\n\nOne more paragraph.")})
    after = targets(changed)
    assert {path for path in before if before[path] != after[path]} == {"index.html"}


def test_a_page_s_links_to_entries_that_it_shows_stay_on_the_page(corpus: Corpus) -> None:
    explainer = page(corpus, "index.html")
    assert isinstance(explainer, ExplainerPage)
    assert explainer.summary.links["timeline:line"].url == "timelines/line/index.html"
    assert explainer.body.text.links["event:first-boat"].url == "#event-first-boat"
    assert {mark.url for mark in explainer.body.marks if mark.kind == "term"} == {"#term-port-office", "#term-ferry"}


@given(count=st.integers(0, 60), largest=st.integers(1, 9))
def test_sitemaps_hold_every_page_once_and_no_more_than_one_may(count: int, largest: int) -> None:
    pages = tuple(f"page-{each:03}/" for each in range(count))
    found = dict(sitemaps(pages, largest))
    renderer, entries = found.pop("sitemap.xml")
    if count <= largest:
        assert (renderer, entries, found) == ("sitemap", pages, {})
    else:
        assert (renderer, entries) == ("sitemap-index", tuple(found))
        assert tuple(page for each in entries for page in found[each][1]) == pages
        assert all(kind == "sitemap" and 0 < len(held) <= largest for kind, held in found.values())


def test_a_full_sitemap_keeps_to_what_the_protocol_allows() -> None:
    longest = RobotsContext("https://stories.example", ("x" * 2024,) * LARGEST_SITEMAP)
    assert len(longest.pages) <= 50_000
    assert len(render_sitemap(longest, Theme({}))) <= 50 * 2**20


def test_robots_txt_names_the_index_of_the_parts_of_a_large_sitemap(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "__defaults__", (10,))
    found = targets(corpus, "https://stories.example/harbour")
    files = {
        path: content
        for path in found
        if path.startswith(("robots", "sitemap"))
        for content in [RENDERERS[found[path].renderer].render(found[path].context, Theme({}))]
        if isinstance(content, bytes)
    }
    namespace = {"": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    assert b"Sitemap: https://stories.example/harbour/sitemap.xml\n" in files["robots.txt"]
    index = ElementTree.fromstring(files["sitemap.xml"])
    assert index.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    parts = [each.text for each in index.iterfind("sitemap/loc", namespace)]
    assert parts == [f"https://stories.example/harbour/{path}" for path in files if path.startswith("sitemap-")]
    pages = [
        each.text
        for path in files
        if path.startswith("sitemap-")
        for each in ElementTree.fromstring(files[path]).iterfind("url/loc", namespace)
    ]
    assert len(pages) == len(set(pages)) > 10
    assert "https://stories.example/harbour/glossary/" in pages
