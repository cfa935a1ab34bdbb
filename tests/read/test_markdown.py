"""Markdown to values: blocks of running text with their lines, where mentions may stand, and links."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.prose import Block
from nutgraf.read.markdown import blocks, is_cut, links, tokens


def runs(body: str) -> list[list[str]]:
    """Return, for each block, the stretches in which mentions may be looked for."""
    return [[block.text[run.start : run.end] for run in block.runs if run.is_open] for block in blocks(body, 1)]


def lines(body: str, first_line: int = 1) -> list[tuple[int, str]]:
    return [(block.line, block.text) for block in blocks(body, first_line)]


def urls(text: str) -> list[str]:
    return [each.url for each in links(text, ("text",))]


def test_every_block_stands_on_its_line() -> None:
    body = "One\ntwo.\n\n## Head\n\n- a\n- b\n  - c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |\n\n1. i\n\n   j\n"
    assert lines(body, 10) == [
        (10, "One two."), (13, "Head"), (15, "a"), (16, "b"), (17, "c"), (19, "d"), (21, "e"), (21, "f"), (23, "g"),
        (23, "h"), (25, "i"), (27, "j"),
    ]  # fmt: skip


def test_blocks_know_their_passage() -> None:
    body = "One.\n\n## Head\n\n- a\n- b\n\n***\n\n> c\n>\n> d\n\nTwo.\n"
    assert [(each.passage, each.text) for each in blocks(body, 1)] == [
        (0, "One."), (1, "Head"), (2, "a"), (2, "b"), (4, "c"), (4, "d"), (5, "Two."),
    ]  # fmt: skip
    assert [each.number for each in blocks(body, 1)] == list(range(7))


def test_headings_have_their_level() -> None:
    body = "# A\n\n## B\n\nC\n===\n\nD\n---\n\nE\n"
    assert [(each.heading, each.text) for each in blocks(body, 1)] == [(1, "A"), (2, "B"), (1, "C"), (2, "D"), (0, "E")]


def test_the_line_of_a_word_is_the_one_it_is_written_on() -> None:
    (block,) = blocks("one\ntwo *three\nfour* [five\nsix](term:a)  \nseven `eight` nine\n", 5)
    assert block.text == "one two three four five six seven eight nine"
    found = {word: block.line_at(block.text.index(word)) for word in block.text.split()}
    assert found == {
        "one": 5, "two": 6, "three": 6, "four": 7, "five": 7, "six": 8, "seven": 9, "eight": 9, "nine": 9,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("one two\nthree\n", [["one two three"]]),
        ("one  \ntwo\n", [["one two"]]),
        ("one\\\ntwo\n", [["one two"]]),
        ("one *two* three\n", [["one ", "two", " three"]]),
        ("one **two *three***\n", [["one ", "two ", "three"]]),
        ("one `two` three\n", [["one ", " three"]]),
        ("one [two](term:a) three\n", [["one ", " three"]]),
        ("one [*two* `three`](term:a) four\n", [["one ", " four"]]),
        ("one <https://a.example> two\n", [["one ", " two"]]),
        ("one ![two](a.png) three\n", [["one ", " three"]]),
        ("## One\n\ntwo\n", [[], ["two"]]),
        ("One\n---\n", [[]]),
        ("> one\n\ntwo\n", [[], ["two"]]),
        ("> - one\n>\n> ## two\n\nthree\n", [[], [], ["three"]]),
        ("- one\n- two\n", [["one"], ["two"]]),
        ("| one | two |\n|---|---|\n| three | four |\n", [["one"], ["two"], ["three"], ["four"]]),
        ("    one\n", []),
        ("```\none\n```\n", []),
        ("<b>one</b>\n", [["<b>one</b>"]]),
        ("<div>\none\n</div>\n", [["<div> one </div>"]]),
        ("a\\*b &amp; &#42;\n", [["a*b & *"]]),
        ("one\u2028two\n", [["one\u2028two"]]),
        ("[a]: term:a\n\n[one][a] two\n", [[" two"]]),
    ],
)  # fmt: skip
def test_mentions_may_stand_in_running_text_only(body: str, expected: list[list[str]]) -> None:
    assert runs(body) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("none", []),
        ("[a](term:b)", ["term:b"]),
        ("[](term:b)", ["term:b"]),
        ("[a](<term:b c>)", ["term:b c"]),
        ("[a](term:fähre)", ["term:fähre"]),
        ("[a](term:%20)", ["term:%20"]),
        ("[a](javascript:alert(1))", ["javascript:alert(1)"]),
        ("[a](JavaScript:alert('ü'))", ["JavaScript:alert('ü')"]),
        ("[a](https://b.example/ü?c=d e)", []),
        ("[a](<https://b.example/ü>)", ["https://b.example/%C3%BC"]),
        ("[a](data:text/html,b)", ["data:text/html,b"]),
        ("<javascript:alert(1)>", ["javascript:alert(1)"]),
        ("<ada@b.example>", ["mailto:ada@b.example"]),
        ("https://b.example", []),
        ("[a][b]\n\n[b]: term:c", ["term:c"]),
        ("[a](term:b) *[c](term:d)*\n\n- [e](term:f)", ["term:b", "term:d", "term:f"]),
        ("`[a](term:b)`", []),
        ("a\n\n    [a](term:b)", []),
        ("    [a](term:b)", ["term:b"]),
        ("\\[a](term:b)", []),
        ("| [a](term:b) |\n|---|\n| [c](term:d) |", ["term:b", "term:d"]),
        ("> [a](term:b)", ["term:b"]),
        ("![a](b.png)", ["b.png"]),
        ("[![a](b.png)](term:c)", ["term:c", "b.png"]),
    ],
)
def test_links_are_found_as_they_were_written(text: str, expected: list[str]) -> None:
    assert urls(text) == expected


def test_headings_are_text_in_the_fields_of_entries() -> None:
    assert [token.type for token in tokens("# a\n\nb\n===\n")] == [
        "paragraph_open", "inline", "paragraph_close", "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip
    assert urls("# [a](term:b)") == ["term:b"]


@pytest.mark.parametrize(
    ("one", "levels"),
    [("> ", 99), ("- ", 49), ("1. ", 49), ("+ ", 49), ("* ", 49), ("> - ", 33), ("1) ", 49)],
)
def test_text_is_kept_down_to_a_hundred_levels_and_told_when_it_may_not_be(one: str, levels: int) -> None:
    for count in (1, levels, levels + 1, levels + 2, 3 * levels):
        text = f"first\n\n{one * count}words"
        is_kept = any(token.content == "words" for token in tokens(text))
        assert is_kept or is_cut(text)
    assert not is_cut(f"first\n\n{one * (levels - 3)}words")


@pytest.mark.parametrize(
    "text",
    [
        "[" * 2000,
        "![" * 1000,
        "*a " * 2000,
        "`a``b" * 2000,
        "> " * 5000,
        "- " * 5000,
        "[a](" * 2000,
        "<" * 5000,
        "|a" * 1000,
    ],
)
def test_hostile_markdown_takes_no_time(text: str) -> None:
    start = time.process_time()
    blocks(text, 1)
    list(links(text, ()))
    assert time.process_time() - start < 15


_pieces = st.lists(
    st.sampled_from(
        [
            "a",
            "B ",
            "\n",
            "\n\n",
            "*",
            "**",
            "_",
            "`",
            "[",
            "](",
            ")",
            "<",
            ">",
            "> ",
            "- ",
            "1. ",
            "# ",
            "===\n",
            "\\",
            "&amp;",
            "|",
            "|-|\n",
            "    ",
            "![",
            "İ",
            "e\u0301",
            "\u00a0",
            "term:a",
        ]
    ),
    max_size=25,
).map("".join)


def is_sound(block: Block) -> bool:
    """Whether runs cover the text in order, and breaks are spaces of it."""
    covered = "".join(block.text[run.start : run.end] for run in block.runs)
    return covered == block.text and all(block.text[at] == " " for at in block.breaks)


@given(st.text(st.characters(exclude_characters="\r"), max_size=60) | _pieces)
def test_runs_cover_the_text_and_no_text_does_worse(body: str) -> None:
    found = blocks(body, 1)
    last = len(body.split("\n"))
    assert all(is_sound(block) for block in found)
    assert all(1 <= block.line <= block.line_at(len(block.text)) <= last for block in found)
    assert [block.line for block in found] == sorted(block.line for block in found)
    list(links(body, ()))
