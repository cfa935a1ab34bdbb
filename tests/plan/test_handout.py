"""What a handout holds: what fits, and of that what matters most."""

from pathlib import Path

import pytest

from nutgraf.plan.paper import Measure, fitting
from tests.project import TestProject

ARTICLE = "content/articles/ferry-stops/article.md"
PAGE = "handout/index.html"


@pytest.fixture
def ferry(tmp_path: Path) -> TestProject:
    """Return the small site."""
    return TestProject.of("ferry", tmp_path)


def test_a_text_takes_whole_lines_and_what_is_around_them() -> None:
    assert Measure(10, 12, 3).height("eleven letters") == 2 * 12 + 3


def test_a_text_has_at_least_the_lines_of_what_stands_beside_it() -> None:
    assert Measure(10, 12, 0).height("short", least=2) == 24


def test_columns_share_the_height() -> None:
    assert Measure(10, 12, 0, columns=2).height("short") == 6


def test_chinese_characters_are_as_wide_as_two_letters() -> None:
    assert Measure(10, 12, 0).height("渡轮停航了吗") == 24


def test_the_first_items_are_taken_until_one_does_not_fit() -> None:
    assert fitting([3, 4, 9, 1], float, 10) == [3, 4]


def test_a_handout_stands_beside_its_explainer(ferry: TestProject) -> None:
    assert (ferry.build().root / "site" / PAGE).is_file()
    ferry.replace("content/site.yaml", "home: ferry-stops\n", "")
    ferry.write({"content/articles/other/article.md": ferry.root.joinpath(ARTICLE).read_bytes()})
    ferry.delete("content/articles/ferry-stops/annotations.yaml").delete(
        "content/articles/ferry-stops/corrections.yaml"
    )
    assert ferry.build().result.is_good
    html = ferry.html("articles/other/handout/index.html")
    assert 'href="../index.html"' in html
    assert 'href="handout/index.html"' in ferry.html("articles/other/index.html")


def test_events_that_the_key_points_name_come_before_others(ferry: TestProject) -> None:
    line = (ferry.root / "content/timelines/line.yaml").read_text("utf-8")
    made = "".join(
        f"  made-{n}: {{date: 1950-01-{n % 28 + 1:02}, title: Made {n}, text: Long ago., importance: 2}}\n"
        for n in range(200)
    )
    ferry.write({"content/timelines/line.yaml": line + made})
    ferry.replace(ARTICLE, "  - The line", "  - Then [there was one](event:made-199).\n  - The line").build()
    html = ferry.html(PAGE)
    assert ">Made 199</a>" in html
    assert "The first boat crosses" in html
    assert "The bridge carries" not in html
    assert html.count(">Made ") < 100


def test_terms_that_the_text_mentions_most_often_come_before_others(ferry: TestProject) -> None:
    words = "A word that was made for this test and says what it has to say at some length, " * 2
    made = "".join(f'  made-{n}: {{name: Aword{n}, kind: concept, short: "{words}"}}\n' for n in range(60))
    ferry.write({"content/glossaries/made.yaml": f"title: Made\nterms:\n{made}"})
    text = (ferry.root / ARTICLE).read_text("utf-8")
    named = " ".join(f"Aword{n}" for n in range(60))
    ferry.write({ARTICLE: f"{text}\n\n{named}\n\nAgain Aword59 and Aword59.\n"}).build()
    html = ferry.html(PAGE)
    assert ">Aword59</a>" in html
    assert ">Aword58</a>" not in html


def test_a_change_of_a_note_leaves_the_handout_as_it_is(ferry: TestProject) -> None:
    ferry.build()
    ferry.replace("content/articles/ferry-stops/annotations.yaml", "text: ", "text: Indeed, ").build()
    assert "index.html" in ferry.rendered()
    assert PAGE not in ferry.rendered()
