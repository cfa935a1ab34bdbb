"""Long lists on several pages: every link arrives, nothing is left out, and no page grows with the site."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.plan.paging import Part, parts, share
from tests.engine.three_articles import FILES
from tests.project import TestProject
from tests.test_first_explainer import Parsed, broken_links


def _site(root: Path, size: int) -> TestProject:
    files = {f"content/{name}": text for name, text in FILES.items()}
    files["content/site.yaml"] = (
        FILES["site.yaml"].replace("home: ferry-stops\n", "").replace("page_size: 2", f"page_size: {size}")
    )
    return TestProject(root).write(files).build(strict=False)


@pytest.fixture(scope="module")
def paged(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """Return a site whose lists show one entry a page."""
    return _site(tmp_path_factory.mktemp("paged"), 1)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """Return the same site with every list on one page."""
    return _site(tmp_path_factory.mktemp("whole"), 99)


def _pages(project: TestProject) -> dict[str, Parsed]:
    return {path: Parsed(content.decode()) for path, content in project.outputs().items() if path.endswith(".html")}


def test_every_link_arrives_and_no_id_stands_twice(paged: TestProject) -> None:
    assert paged.result.is_good
    pages = _pages(paged)
    assert broken_links(pages, set(paged.outputs())) == []
    assert [path for path, page in pages.items() if len(page.ids()) != len(set(page.ids()))] == []


@pytest.mark.parametrize(
    ("path", "start"),
    [
        ("glossary", "term-"),
        ("timelines", "event-"),
        ("timelines/line", "event-"),
        ("map", "place-"),
        ("claims", "claim-"),
        ("sources", "source-"),
    ],
)
def test_the_pages_of_a_list_together_show_what_one_page_would(
    paged: TestProject, whole: TestProject, path: str, start: str
) -> None:
    one = _shown(_pages(whole)[f"{path}/index.html"], start)
    pages = _pages(paged)
    many = [_shown(pages[each], start) for each in _list(path, pages)]
    assert one
    assert [each for page in many for each in page] == one
    assert {len(each) for each in many} == {1}


def _shown(page: Parsed, start: str) -> list[str]:
    """Return the ids of the entries of a list; sources that a page cites besides stand in a section of their own."""
    found = [each["id"] for each in (*page.of("li"), *page.of("article")) if each.get("id", "").startswith(start)]
    return [each for each in found if not each.endswith("-title")]


def _list(path: str, pages: dict[str, Parsed]) -> Iterator[str]:
    yield f"{path}/index.html"
    number = 2
    while (page := f"{path}/page/{number}/index.html") in pages:
        yield page
        number += 1


def test_a_page_of_a_list_names_its_number_and_leads_to_its_neighbours(paged: TestProject) -> None:
    second = paged.html("sources/page/2/index.html")
    assert "<title>Sources, page 2 – Harbour stories</title>" in second
    assert '<a href="../../index.html" rel="prev">Previous page</a>' in second
    assert 'aria-current="page"><span class="hidden">Page</span> 2</a>' in second
    assert 'rel="prev"' not in paged.html("sources/index.html")


def test_a_list_below_the_limit_has_one_page_and_no_pager(whole: TestProject) -> None:
    assert not [path for path in whole.outputs() if "/page/" in path]
    assert "pager" not in whole.html("sources/index.html")


@pytest.mark.parametrize(
    ("number", "names"), [(1, "1 2 3 500"), (250, "1 248 249 250 251 252 500"), (500, "1 498 499 500")]
)
def test_a_pager_stays_short(number: int, names: str) -> None:
    pager = Part("sources/index.html", number, 500, 200).pager()
    assert pager is not None
    assert " ".join(each.name for each in pager.pages) == names


def test_parts_cover_a_list_without_gap() -> None:
    keys = tuple(map(str, range(401)))
    cut = [part.of(keys) for part in parts("x/index.html", len(keys), 200)]
    assert [len(each) for each in cut] == [200, 200, 1]
    assert tuple(key for each in cut for key in each) == keys


def test_what_speaks_of_an_entry_is_cut_and_the_rest_counted(paged: TestProject, whole: TestProject) -> None:
    one, other = (site.html("glossary/port-office/index.html") for site in (paged, whole))
    assert one.count("<q>") == 1
    assert f"… and {other.count('<q>') - 1} more" in one
    assert "… and" not in other


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """Return a site whose one article has a timeline of many events, of which its text speaks of the least."""
    days = [f"  day-{day:02}: {{date: 2021-03-{day:02}, title: Day {day}, text: Rain.}}" for day in range(1, 31)]
    days[0] = days[0].replace("Rain.", "Rain., importance: 1")
    days[24] = days[24].replace("Rain.", "Rain., importance: 3")
    project = TestProject.of("ferry", tmp_path_factory.mktemp("log")).write(
        {"content/timelines/log.yaml": "\n".join(("title: The log", "events:", *days, ""))}
    )
    article = "content/articles/ferry-stops/article.md"
    project.replace(article, "timelines: [line]", "timelines: [log]").replace(
        article, "The Port Office said", "On [the first](event:day-01) the Port Office said"
    )
    return project.replace("content/site.yaml", "search: ", "page_size: 6\nsearch: ").build()


def test_an_explainer_shows_of_many_events_those_it_names_then_the_most_important_and_nearest(log: TestProject) -> None:
    page = log.html("index.html")
    shown = re.findall(r'<li class="event [^>]* id="event-([a-z0-9-]+)"', page)
    assert shown == ["first-boat", "day-01", "line-stops", "day-02", "day-03", "day-25"]


def test_an_explainer_counts_the_events_that_it_leaves_out_and_leads_to_them(log: TestProject) -> None:
    page = log.html("index.html")
    assert re.search(r'report: 26 events. All of them: <a href="timelines/log/index.html">The log</a>', page)
    assert "All of them" not in TestProject.of("ferry", log.root / "few").build().html("index.html")
    assert broken_links(_pages(log), set(log.outputs())) == []


@given(lengths=st.lists(st.integers(0, 400)), size=st.integers(1, 200))
def test_the_lists_of_a_page_share_its_room_and_only_the_longest_are_cut(lengths: list[int], size: int) -> None:
    cut = share(lengths, size)
    shown = [min(each, cut) for each in lengths]
    assert 1 <= cut <= size
    assert sum(shown) <= 10 * size or cut == 1
    longer = [min(each, cut + 1) for each in lengths]
    assert cut == size or longer == shown or sum(longer) > 10 * size


@pytest.fixture(scope="module")
def spoken_of(tmp_path_factory: pytest.TempPathFactory) -> TestProject:
    """Return a site whose pages show one entry each, and of what speaks of that no more than one."""
    names = ("second", "third", "fourth")
    text = "---\ntitle: {}\nsummary: Again.\npublished: 2021-03-06\nas_of: 2021-03-06\n---\n{}\n"
    line = "[How many](claim:passengers), the paper asked.[](source:gazette-2021-03-02)\n"
    articles = {f"content/articles/{name}/article.md": text.format(name, (line + "\n") * 4) for name in names}
    part_of = "relations: {part-of: [port-office]}"
    terms = [f"  crew-{each}: {{name: Crew {each}, kind: group, short: Men., {part_of}}}" for each in range(3)]
    articles["content/glossaries/crews.yaml"] = "\n".join(("title: Crews", "terms:", *terms, ""))
    project = TestProject.of("ferry", tmp_path_factory.mktemp("spoken")).write(articles)
    return project.replace("content/site.yaml", "search: ", "page_size: 1\nsearch: ").build()


def test_a_list_counts_what_it_leaves_out_of_what_speaks_of_its_entries(spoken_of: TestProject) -> None:
    assert spoken_of.result.is_good
    claim = spoken_of.html("claims/index.html")
    assert re.search(r'class="passage-link"[^>]*>[^<]*</a><p class="count">… and 12 more</p>', claim)
    assert '<p class="count">… and 3 more</p>' in spoken_of.html("sources/index.html")


def test_a_term_counts_what_it_leaves_out_of_those_that_are_part_of_it(spoken_of: TestProject) -> None:
    office = spoken_of.html("glossary/port-office/index.html")
    assert re.search(r'<dd><a href="../crew-0/index.html">Crew 0</a><p class="count">… and 2 more</p></dd>', office)
    assert "Crew 1" not in office
