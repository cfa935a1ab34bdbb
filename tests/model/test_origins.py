"""Where things stand: the place of a field, and of words inside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.diagnostics import Span
from nutgraf.model.origins import Loc, Origin, Origins

TEXT = """one:
  name: A [b](term:kh-x) [c](term:kh)
  text: >-
    first [d](term:us)

    last [é𝒦](term:us)
  see: [kh]
two:
  name: [kh] term:zz
"""
ONE = Origin(
    "f.yaml", (1, 1), {("name",): (2, 9), ("text",): (3, 9), ("see",): (7, 8), ("see", 0): (7, 9)}
)  # fmt: skip
ORIGINS = Origins({"term:one": ONE, "term:two": Origin("f.yaml", (8, 1), {("name",): (9, 9)})}, {"f.yaml": TEXT})


@pytest.mark.parametrize(
    ("ref", "loc", "needle", "place"),
    [
        ("term:one", (), "", (1, 1)),
        ("term:one", ("name",), "", (2, 9)),
        ("term:one", ("see", 0), "", (7, 9)),
        ("term:one", ("see", 1), "", (7, 8)),
        ("term:one", ("see", 0, "deep", "er"), "", (7, 9)),
        ("term:one", ("nothing",), "", (1, 1)),
        ("term:one", ("name",), "term:kh", (2, 30)),
        ("term:one", ("name",), "term:kh-x", (2, 15)),
        ("term:one", ("name",), "term:us", (2, 9)),
        ("term:one", ("text",), "term:us", (4, 15)),
        ("term:one", ("see", 0), "kh", (7, 9)),
        ("term:one", ("see", 0), "zz", (7, 9)),
        ("term:one", (), "term:us", (4, 15)),
        ("term:one", (), "term:zz", (1, 1)),
        ("term:two", ("name",), "term:zz", (9, 14)),
        ("term:two", ("name",), "kh", (9, 10)),
        ("term:two", (), "term:us", (8, 1)),
    ],
)
def test_words_are_found_inside_their_field_and_nowhere_else(
    ref: str, loc: Loc, needle: str, place: tuple[int, int]
) -> None:
    assert ORIGINS.span(ref, loc, needle) == Span("f.yaml", *place)


def test_columns_count_characters() -> None:
    origins = Origins({"a": Origin("f", (1, 1), {("b",): (1, 4)})}, {"f": "𝒦é: 𝒦𝒦 e\u0301 x y\n"})
    assert origins.span("a", ("b",), "x") == Span("f", 1, 11)


def test_line_separators_inside_a_text_are_no_lines() -> None:
    origins = Origins({"a": Origin("f", (1, 1), {("b",): (2, 1)})}, {"f": "a\u2028b\x0bc\x85d\ne\u2029f g\n"})
    assert origins.span("a", ("b",), "g") == Span("f", 2, 5)


@pytest.mark.parametrize("needle", ["(", "[a](b)", ".*", "a.c", "\\", "$"])
def test_words_are_taken_literally(needle: str) -> None:
    origins = Origins({"a": Origin("f", (1, 1))}, {"f": f"abc x {needle} y\n"})
    assert origins.span("a", (), needle) == Span("f", 1, 7)


def test_what_stands_nowhere_is_shown_by_its_ref() -> None:
    assert ORIGINS.span("term:none", ("a",), "b") == Span("term:none")


def test_a_place_outside_the_text_is_kept() -> None:
    origins = Origins({"a": Origin("f", (7, 9)), "b": Origin("missing", (1, 1))}, {"f": "short\n"})
    assert origins.span("a", (), "short") == Span("f", 7, 9)
    assert origins.span("b", (), "x") == Span("missing")


@given(st.text("ab \n-é𝒦", max_size=30), st.integers(1, 6), st.integers(1, 8), st.text("ab-é", min_size=1, max_size=3))
def test_words_that_are_found_stand_where_the_span_says(text: str, line: int, column: int, needle: str) -> None:
    lines = text.split("\n")
    start = (line, column)
    span = Origins({"a": Origin("f", start)}, {"f": text}).span("a", (), needle)
    if (span.line, span.column) != start:
        assert lines[span.line - 1][span.column - 1 :].startswith(needle)
        assert (span.line, span.column) > start
