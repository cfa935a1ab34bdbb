"""The first hour of a new author, with the commands of the documentation alone: a site, an imported article, entries,
every common slip and its mending, a renamed entry, an edited article, the published site.
"""

import io
import re
import shlex
import shutil
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from nutgraf import cli
from tests.project import TestProject

ARTICLE = "content/articles/last-boat-an-era-ends/article.md"
NOTES = "content/articles/last-boat-an-era-ends/annotations.yaml"
PLACES = "content/places.yaml"
EVENTS = "content/timelines/ferry.yaml"
TERMS = "content/glossaries/ferry.yaml"

RETOLD = """The Harbour Line stopped on Monday, the Gazette reports.[](source:gazette)
About forty people took the last boat from North Quay; the town had run the ferry since 1898.
"""

HOLDERS = """
glossary ferry --title Ferry
timeline ferry --title Ferry
source gazette --type article-newspaper --title 'Last boat' --issued 2021-03-02 --url https://gazette.example/a --tier 2
"""
ENTRIES = """
term harbour-line --in ferry --name 'Harbour Line' --kind organisation --short 'It ran the ferry.' --sources gazette
place north-quay --name 'North Quay' --kind site --latitude 57.2 --longitude -2.1 --precision-km 1 --why 'It left here.'
event last-boat --in ferry --date 2021-03-01 --title 'The last boat leaves' --text 'At noon.' --places north-quay
note how-many --in last-boat-an-era-ends --quote 'forty people' --kind dispute --text 'Fewer.' --as-of 2021-03-03
"""
"""What is typed behind `nutgraf new`."""

CLAIM = """
passengers:
  question: How many people took the last boat?
  about: last-boat
  statements:
    - {by_name: The Gazette, as_of: 2021-03-02, says: About forty., measure: people, value: 40, sources: [gazette]}
    - {by_name: The town, as_of: 2021-03-03, says: Fewer., measure: people, value: ..39, sources: [gazette]}
"""

SLIPS = (
    (PLACES, "  kind: site", "\tkind: site", "yaml-tab", "spaces"),
    (PLACES, "kind: site", "kind:site", "yaml-syntax", "a space after the colon"),
    (EVENTS, "text: At noon.", "text: At noon: sharp.", "yaml-syntax", "quotes"),
    (EVENTS, "title: The last boat leaves", "title: 'The town's last boat'", "yaml-syntax", "'"),
    (TERMS, "name: Harbour Line", "name: [Harbour Line]", "wrong-type", "text"),
    (TERMS, "    kind: organisation", "     kind: organisation", "yaml-syntax", "indent"),
    (PLACES, "latitude: 57.2", "latitude: 157.2", "bad-value", "90"),
    (EVENTS, "date: 2021-03-01", "date: 01/03/2021", "bad-date", "2021-03-01"),
    (EVENTS, "date: 2021-03-01", "date: 2021-03-01/2021-02", "bad-date", "ends before it starts"),
    (PLACES, "  why:", "  “why”:", "unknown-key", "why"),
    (TERMS, "kind: organisation", "kind: organization", "bad-choice", "organisation"),
    (EVENTS, "[north-quay]", "[nort-quay]", "unknown-ref", "north-quay"),
    (NOTES, "forty people", "fourty people", "anchor-missing", "forty people"),
    (ARTICLE, "(source:gazette)", "(sources:gazette)", "unsafe-url", "source:gazette"),
)
"""File, what is right, what an author writes instead, the rule that finds it, a word of the advice."""


class Desk:
    """An author at a terminal."""

    def __init__(self, root: Path) -> None:
        self.project = TestProject(root)

    def run(self, *words: str) -> tuple[int, str]:
        """Type a command in the project's folder; return its exit code and what it said."""
        said = io.StringIO()
        with chdir(self.project.root), redirect_stdout(said), redirect_stderr(said):
            return cli.main(words), said.getvalue()

    def good(self, *words: str) -> str:
        """Type a command that must succeed; return what it said."""
        code, said = self.run(*words)
        assert code == 0, said
        return said

    def enter(self, lines: str) -> None:
        """Make entries, one a line."""
        for line in lines.strip().splitlines():
            self.good("new", *shlex.split(line))


@pytest.fixture(name="begun", scope="module")
def fixture_begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site with an imported article that was retold, and one entry of each kind."""
    desk = Desk(tmp_path_factory.mktemp("mine"))
    desk.good("new", "site", ".")
    page = Path(__file__).parents[1] / "fixtures" / "import" / "page.html"
    assert "is a draft" in desk.good("import", "article", str(page), "--rights", "retold")
    desk.enter(HOLDERS)
    text = desk.project.root.joinpath(ARTICLE).read_text("utf-8")
    head = text.split("---\n")[1].replace("status: draft\n", "timelines: [ferry]\n").partition("x-imported")[0]
    desk.project.write({ARTICLE: f"---\n{re.sub(r'(?m)^#.*?$', '', head).strip()}\n---\n{RETOLD}"})
    desk.enter(ENTRIES)
    claims = desk.project.root.joinpath("content/claims.yaml").read_text("utf-8")
    desk.project.write({"content/claims.yaml": claims + CLAIM})
    desk.good("check", "--strict")
    return desk.project.root


@pytest.fixture(name="desk")
def fixture_desk(begun: Path, tmp_path: Path) -> Desk:
    """A copy of that site."""
    shutil.copytree(begun, tmp_path / "mine")
    return Desk(tmp_path / "mine")


@pytest.mark.parametrize(("path", "right", "wrong", "rule", "advice"), SLIPS, ids=[f"{s[3]}-{s[2]}" for s in SLIPS])
def test_each_slip_is_told_with_its_line_and_mended_from_its_message(
    path: str, right: str, wrong: str, rule: str, advice: str, desk: Desk
) -> None:
    desk.project.replace(path, right, wrong)
    line = 1 + desk.project.root.joinpath(path).read_text("utf-8").partition(wrong)[0].count("\n")
    code, said = desk.run("check")
    assert code == 1
    found = re.search(rf"^{re.escape(path)}:(\d+):\d+: error\[{rule}\]", said, re.MULTILINE)
    assert found is not None, said
    assert int(found[1]) == line
    assert advice in said
    desk.project.replace(path, wrong, right)
    desk.good("check", "--strict")


def test_a_renamed_entry_keeps_its_old_address_and_all_links(desk: Desk) -> None:
    desk.project.replace(ARTICLE, "the town", "[the line](term:harbour-line) of the town")
    desk.good("rename", "term:harbour-line", "harbour-ferry-line")
    assert "[the line](term:harbour-ferry-line)" in desk.project.root.joinpath(ARTICLE).read_text("utf-8")
    desk.good("build", "--strict")
    assert "harbour-ferry-line" in desk.project.html("glossary/harbour-line/index.html")


def test_an_edited_article_keeps_its_notes_and_the_site_is_published(desk: Desk) -> None:
    desk.good("build", "--strict")
    before = desk.project.outputs()
    desk.project.replace(ARTICLE, "About forty people took", "Forty of the people on the quay took")
    code, said = desk.run("build")
    assert code == 1
    assert "anchor-missing" in said
    assert desk.project.outputs() == before
    assert "how-many" in desk.run("anchors")[1]
    desk.project.replace(NOTES, "forty people", "Forty of the people")
    desk.good("anchors")
    desk.good("fmt")
    desk.good("build", "--strict", "--base-url", "https://stories.example/ferry")
    article = desk.project.html("articles/last-boat-an-era-ends/index.html")
    assert 'id="note-how-many"' in article
    assert "How many people took the last boat?" in article
    assert "https://stories.example/ferry/articles/last-boat-an-era-ends/" in desk.project.html("sitemap.xml")
