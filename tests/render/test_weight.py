"""What pages leave out, because readers lose nothing by it."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, TemplateSyntaxError

from nutgraf.model.dates import parse_date
from nutgraf.render.pages import Unindented, days
from tests.browser.test_ranges import CLAIMS, LETTER
from tests.project import TestProject

ARTICLE = """---
title: Boats
summary: About boats.
published: 2021-03-03
as_of: 2021-03-03
---

[They differ](claim:boat) on the last boat.
"""


def test_templates_lose_their_indentation_and_values_keep_theirs() -> None:
    template = Environment(extensions=[Unindented]).from_string("<p>\n    {{ text }}\n\t</p>\n")
    assert template.render(text="  a\n    b") == "<p>\n  a\n    b\n</p>"


def test_lines_stay_lines_so_that_a_fault_names_the_right_one() -> None:
    environment = Environment(extensions=[Unindented])
    with pytest.raises(TemplateSyntaxError) as fault:
        environment.from_string("<p>\n\n    {{ 1 + }}\n</p>")
    assert fault.value.lineno == 3


def test_a_source_leads_to_what_else_cites_it_only_where_something_does(tmp_path: Path) -> None:
    files = {
        "content/site.yaml": "title: Boats\nlanguage: en\nzone: UTC\nhome: boats\n",
        "content/claims.yaml": CLAIMS,
        "content/sources.yaml": LETTER,
        "content/articles/boats/article.md": ARTICLE,
    }
    link = 'href="sources/index.html#source-letter"'
    project = TestProject(tmp_path / "here").write(files)
    assert link not in project.build().html("index.html")
    glossary = "title: T\nterms:\n  crown: {name: Crown, kind: concept, short: Money., sources: [letter]}\n"
    project = TestProject(tmp_path / "elsewhere").write(files | {"content/glossaries/t.yaml": glossary})
    assert link in project.build().html("index.html")


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2024-01-23", ""),
        ("2024-01", ""),
        ("0079", ""),
        ("2003~", ""),
        ("2024-01-24T00:15+03:00", "19745"),
        ("2014-10-24/2014-10-29", "16367 16372"),
        ("../1970-01-02", "-Infinity 1"),
        ("1970-01-02/..", "1 Infinity"),
    ],
)
def test_days_are_told_to_scripts_where_the_time_element_does_not_say_them(date: str, said: str) -> None:
    assert days(parse_date(date)) == said


def test_the_explainer_links_one_stylesheet_and_other_pages_a_second(tmp_path: Path) -> None:
    project = TestProject.of("ferry", tmp_path).build()
    linked = {
        path: re.findall(r'<link rel="stylesheet" href="[./]*(.*?)"', project.html(path))
        for path in ("index.html", "glossary/index.html", "handout/index.html", "404.html")
    }
    assert linked == {
        "index.html": ["assets/site.css"],
        "glossary/index.html": ["assets/site.css", "assets/pages.css"],
        "handout/index.html": ["assets/site.css", "assets/handout.css"],
        "404.html": ["assets/site.css", "assets/pages.css"],
    }
