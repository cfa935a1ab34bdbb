"""What looks like markup and is none is warned of; what an author set off on purpose is not."""

import pytest

from nutgraf.read.files import read_file

ARTICLE = "---\ntitle: A\nsummary: b\npublished: 2024\nas_of: 2024\n---\n"


def warned(body: str) -> list[tuple[int, int]]:
    """Return lines and columns, from 1 in the body, of the warnings that an article gets."""
    found = read_file("articles/a/article.md", f"{ARTICLE}{body}\n".encode()).diagnostics
    assert {each.rule for each in found} <= {"unread-markup"}
    return [(each.span.line - ARTICLE.count("\n"), each.span.column) for each in found]


@pytest.mark.parametrize(
    "body",
    [
        "a\\[\\](source: b)",
        "a[\\](source: b)",
        "a\\[^1]",
        "a \\<b>c",
        "\\##a",
        "a `[](source: b) <b> [^1]`",
        "    ##a <b>",
        "a <https://b.example> [c](term:d 'e') 1<2 a<b",
        "a (source: Reuters) (note 1) (term)",
        "#1 of 9",
    ],
)
def test_what_is_set_off_or_is_no_markup_is_left_alone(body: str) -> None:
    assert warned(body) == []


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("a[](source: b) a[](source: b)", [(1, 3), (1, 18)]),
        ("[a](term:b)\n[a](term:b\nc", [(2, 3)]),
        ("a[^1] \\[^2] [^1]", [(1, 2), (1, 13)]),
        ("\\<b> <b>", [(1, 6)]),
        ("a <!-- b\nc -->", [(1, 3)]),
        ("<iframe src='a'>\n</iframe>", [(1, 1)]),
        ("###a", [(1, 2)]),
    ],
)
def test_each_is_told_where_it_is_written(body: str, places: list[tuple[int, int]]) -> None:
    assert warned(body) == places
