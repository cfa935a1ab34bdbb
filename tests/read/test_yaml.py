"""YAML: what the author wrote is what is read, everything doubtful is refused, and every place is right."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from nutgraf.model.diagnostics import Diagnostic
from nutgraf.read import yaml as reader
from nutgraf.read.files import read_file
from nutgraf.read.text import decode
from nutgraf.read.yaml import Tree, read_yaml

PARSERS = [yaml.CSafeLoader, yaml.SafeLoader]


def read(text: str) -> Tree:
    return read_yaml("content/places.yaml", text)


def rules(text: str) -> list[str]:
    return [fault.rule for fault in read(text).faults]


def places(text: str) -> list[tuple[str, int, int]]:
    return [(fault.rule, fault.span.line, fault.span.column) for fault in read(text).faults]


def fault(text: str) -> Diagnostic:
    (found,) = read(text).faults
    return found


@contextmanager
def parser(loader: Any) -> Iterator[None]:
    before, reader._PARSER = reader._PARSER, loader
    try:
        yield
    finally:
        reader._PARSER = before


def is_inside(text: str, line: int, column: int) -> bool:
    lines = text.split("\n")
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


# --- strings stay strings


@pytest.mark.parametrize(
    "written",
    [
        "NO", "no", "yes", "Yes", "on", "off", "true", "False", "12:30", "1:2:3", "010", "0o10", "0x10", "0b1", "1_000",
        "1.10", "1e3", "1e999", ".inf", "-.INF", ".nan", "+1", "-0", "2024-01-23", "2024-13-45", "2024-01-23T00:15:00Z",
        "=", "Null", "NULL", "Norway", "1,5", "a#b", "a:b", "http://example.org/a:b", "-a", "?a", ":a", "<", "<<<",
        "a b", "~a", "a~", "…", "كتائب", "𝒦", "e\u0301", "0777", "1.", ".5", "..7", "5..10", "1..",
    ],
)  # fmt: skip
def test_a_plain_text_stays_as_it_was_written(written: str) -> None:
    tree = read(f"key: {written}\nlist:\n- {written}\n")
    assert tree.faults == []
    assert tree.value == {"key": written, "list": [written]}


@pytest.mark.parametrize("key", ["NO", "yes", "12:30", "010", "1.10", "2024-01-23", "null", "~", "=", "1e3", "true"])
def test_a_key_stays_as_it_was_written(key: str) -> None:
    assert read(f"{key}: a\n").value == {key: "a"}


@pytest.mark.parametrize("written", ["", "~", "null", " # a remark"])
def test_nothing_is_nothing(written: str) -> None:
    assert read(f"key: {written}\n").value == {"key": None}


@pytest.mark.parametrize(("written", "text"), [('""', ""), ("''", ""), ('"~"', "~"), ("'null'", "null")])
def test_quoted_nothing_is_text(written: str, text: str) -> None:
    assert read(f"key: {written}\n").value == {"key": text}


def test_block_texts_keep_or_fold_their_lines() -> None:
    tree = read("kept: |\n  a\n\n  b\nfolded: >-\n  a\n  b\nplain: a\n  b\n")
    assert tree.value == {"kept": "a\n\nb\n", "folded": "a b", "plain": "a b"}


@pytest.mark.parametrize("text", ["", "\n", "# a remark\n", "---\n", "--- \n...\n", "\ufeff"[1:]])
def test_a_file_without_values_is_nothing(text: str) -> None:
    tree = read(text)
    assert (tree.value, tree.faults, tree.is_broken) == (None, [], False)


# --- what is refused


def test_of_two_equal_keys_both_places_are_named() -> None:
    found = fault("a: 1\nb: 2\n'a': 3\n")
    assert (found.rule, found.span.line, found.span.column) == ("duplicate-key", 3, 1)
    assert found.message == "the key 'a' stands here and in line 1"


def test_of_two_equal_keys_the_first_stands() -> None:
    tree = read("a: {x: 1, x: 2}\nb: {c: 1}\na: {y: {z: 3}}\n")
    assert tree.value == {"a": {"x": "1"}, "b": {"c": "1"}}
    assert tree.values["a",] == (1, 4)
    assert ("a", "y") not in tree.values


def test_the_lines_of_front_matter_are_those_of_the_file() -> None:
    (found,) = read_yaml("about.md", "a: 1\na: 2\n", first_line=2).faults
    assert (found.span.line, found.message) == (3, "the key 'a' stands here and in line 2")
    (found,) = read_yaml("about.md", "a: 1\nb: [\n", first_line=2).faults
    assert found.span.line == 3
    (found,) = read_yaml("about.md", "a: 1\n\tb: 2\n", first_line=2).faults
    assert found.span.line == 3
    (found,) = read_yaml("about.md", "a: 1\nb: '\u2028'\n", first_line=2).faults
    assert found.span.line == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1\n", [("yaml-alias", 1, 4)]),
        ("a: &x {b: 1}\n", [("yaml-alias", 1, 4)]),
        ("&x a: 1\n", [("yaml-alias", 1, 1)]),
        ("a: *x\n", [("yaml-alias", 1, 4)]),
        ("- &x a\n- *x\n", [("yaml-alias", 1, 3), ("yaml-alias", 2, 3)]),
        ("a: {<<: {b: 1}}\n", [("yaml-merge", 1, 5)]),
        ("a: !!int 1\n", [("yaml-tag", 1, 4)]),
        ("a: ! 1\n", [("yaml-tag", 1, 4)]),
        ("a: !!python/object/apply:os.system [id]\n", [("yaml-tag", 1, 4)]),
        ("!!map a: !x 1\n", [("yaml-tag", 1, 1), ("yaml-tag", 1, 10)]),
        ("!x &y a: 1\n", [("yaml-alias", 1, 1), ("yaml-tag", 1, 1)]),
        ("[a]: 1\n", [("yaml-syntax", 1, 1)]),
        ("? {a: 1}\n: 1\n", [("yaml-syntax", 1, 3)]),
        ("[a]: 1\n[b]: 2\n", [("yaml-syntax", 1, 1), ("yaml-syntax", 2, 1)]),
        ("a: 1\n---\nb: 2\n", [("yaml-document", 2, 1)]),
        ("a: 1\n--- \n", [("yaml-document", 2, 1)]),
        ("a: strike #3 on b\n", [("yaml-syntax", 1, 11)]),
        ("a: one\n  two  #3\n", [("yaml-syntax", 2, 8)]),
        ("a: #3\n", [("yaml-syntax", 1, 4)]),
        ("- #3\n- b #c\n", [("yaml-syntax", 1, 3), ("yaml-syntax", 2, 5)]),
        ("{a: b #c\n}\n", [("yaml-syntax", 1, 7)]),
        ("a:\tb\n", [("yaml-tab", 1, 3)]),
        ("a: b\t\n", [("yaml-tab", 1, 5)]),
        ("a: b # c\td\n", [("yaml-tab", 1, 9)]),
        ("a:\n\tb: c\n\td: e\n", [("yaml-tab", 2, 1), ("yaml-tab", 3, 1)]),
        ("a: |\n  b\n  \tc\n", [("yaml-tab", 3, 3)]),
        ("a: 'b\u2028c'\n", [("control-character", 1, 6)]),
        ("a: b\nc: d\ufeff\n", [("control-character", 2, 5)]),
        ("𝒦: 'é\u2029'\n", [("control-character", 1, 6)]),
        ("a: b\nc: \x01\n", [("control-character", 2, 4)]),
        ('a: "b\\0"\n', [("control-character", 1, 4)]),
        ('a: [b, "\\x1b[31m"]\n', [("control-character", 1, 8)]),
        ('"\\a": b\n', [("control-character", 1, 1)]),
        ('a: "\\N"\n', [("control-character", 1, 4)]),
        ('a: "\\uFFFE"\n', [("control-character", 1, 4)]),
        ("%YAML 1.1\n%YAML 1.1\n---\na: b\n", [("yaml-syntax", 2, 1)]),
    ],
)
def test_what_yaml_could_mean_but_authors_do_not_is_refused_at_its_place(
    text: str, expected: list[tuple[str, int, int]]
) -> None:
    assert places(text) == expected
    if "\\N" not in text:  # libyaml and PyYAML agree on faults as well
        with parser(yaml.SafeLoader):
            assert places(text) == expected


def test_nothing_refused_is_read() -> None:
    assert read("a: {<<: {b: 1}, c: 2}\n").value == {"a": {"c": "2"}}
    assert read("a: *x\n").value == {"a": None}
    assert read("a: {[b]: 1, c: 2}\n").value == {"a": {"c": "2"}}
    assert read("a: 1\n---\na: 2\n").value == {"a": "1"}


def test_a_remark_is_a_remark() -> None:
    tree = read("#!a\na: b # c\nd: 'e' #f\ng: h ####\n#i\nj: #\n  k\nl: m#n\no: |\n  p #q\n")
    assert tree.faults == []
    assert tree.value == {"a": "b", "d": "e", "g": "h", "j": "k", "l": "m#n", "o": "p #q\n"}


def test_a_quoted_sign_is_a_text() -> None:
    tree = read("'<<': '&x'\n\"*a\": '!!int'\nb: '---'\n'[c]': '%'\n")
    assert tree.faults == []
    assert tree.value == {"<<": "&x", "*a": "!!int", "b": "---", "[c]": "%"}


@pytest.mark.parametrize("loader", PARSERS)
@pytest.mark.parametrize("code", ["\\uD800", "\\uDFFF", "\\ud83d\\ude00", "\\U0000D800", "\\U00110000", "\\UFFFFFFFF"])
def test_codes_that_name_no_character_are_refused(loader: Any, code: str) -> None:
    with parser(loader):
        tree = read(f'a: "{code}"\n')
    assert tree.faults
    repr(tree.value).encode()


def test_an_escaped_line_separator_is_kept() -> None:
    assert read('a: "\\u2028\\uFEFF"\n').value == {"a": "\u2028\ufeff"}


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}"), ("- ", "")])
def test_fifty_levels_are_read_and_more_are_not(opening: str, closing: str) -> None:
    assert rules(opening * 50 + "x" + closing * 50) == []
    tree = read(opening * 51 + "x" + closing * 51)
    assert [each.rule for each in tree.faults] == ["yaml-depth"]
    assert tree.faults[0].span.column == len(opening) * 51 + 1
    assert (tree.is_broken, tree.value) == (True, None)


@pytest.mark.parametrize("loader", PARSERS)
@pytest.mark.parametrize(
    "text", ["[" * 50_000, "{" * 50_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000, "[{" * 25_000]
)
def test_fifty_thousand_brackets_end_the_reading_and_not_the_process(loader: Any, text: str) -> None:
    start = time.process_time()
    with parser(loader):
        found = rules(text)
    assert found[-1] in ("yaml-depth", "yaml-syntax")
    assert time.process_time() - start < 25


def test_a_thousandfold_alias_is_refused_before_it_explodes() -> None:
    lines = ["l0: &l0 [x]"] + [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 12)]
    start = time.process_time()
    assert set(rules("\n".join(lines))) == {"yaml-alias"}
    assert time.process_time() - start < 5


# --- bytes


@pytest.mark.parametrize(
    ("content", "rule", "line", "column"),
    [
        (b"a: \xff\n", "encoding", 1, 4),
        (b"\xef\xbb\xbfa: \xff\n", "encoding", 1, 4),
        (b"a: b\r\nc: \xe4\r\n", "encoding", 2, 4),
        (b"a: b\rc: \xe4\r", "encoding", 2, 4),
        ("é𝒦\u0301".encode() + b"\x80", "encoding", 1, 4),
        (b"a: \xed\xa0\x80\n", "encoding", 1, 4),  # half of a surrogate pair
        (b"a: \xc0\xaf\n", "encoding", 1, 4),  # an overlong slash
        (b"a: \xf0\x9f\x98", "encoding", 1, 4),
        ("a: b\n".encode("utf-16"), "encoding", 1, 1),
        (b"a: \x00\n", "control-character", 1, 4),
        (b"a: b\r\n\r\nc: \x1b[0m\n", "control-character", 3, 4),
        (b"a: \x7f\n", "control-character", 1, 4),
        ("𝒦é: \x85\n".encode(), "control-character", 1, 5),
        ("a: \x9b31m\n".encode(), "control-character", 1, 4),
        ("a: \uffff\n".encode(), "control-character", 1, 4),
        (b"a" * (16 * 1024 * 1024 + 1), "file-too-large", 1, 1),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_refused_at_their_place(content: bytes, rule: str, line: int, column: int) -> None:
    for path in ("places.yaml", "about.md"):
        reading = read_file(path, content)
        (found,) = reading.diagnostics
        assert (found.rule, found.span.line, found.span.column) == (rule, line, column)
        assert (reading.text, reading.entries) == ("", {})


def test_a_file_of_sixteen_megabytes_is_still_text() -> None:
    text, found = decode("places.yaml", b"#" * (16 * 1024 * 1024))
    assert (len(text), found) == (16 * 1024 * 1024, ())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"\xef\xbb\xbfa: b\n", "a: b\n"),
        (b"a: b\r\nc: d\r\n", "a: b\nc: d\n"),
        (b"a: b\rc: d\r", "a: b\nc: d\n"),
        (b"a\r\n\rb\n\r", "a\n\nb\n\n"),
    ],
)
def test_byte_order_marks_and_line_ends_of_other_systems_are_no_part_of_the_text(content: bytes, text: str) -> None:
    assert decode("places.yaml", content) == (text, ())


# --- places


def test_places_count_characters_not_bytes() -> None:
    tree = read("𝒦𝒦: é𝒦\ne\u0301: [𝒦, {x: y}]\n")
    assert tree.keys["𝒦𝒦",] == (1, 1)
    assert tree.values["𝒦𝒦",] == (1, 5)
    assert tree.values["e\u0301",] == (2, 5)
    assert tree.values["e\u0301", 1] == (2, 9)
    assert tree.keys["e\u0301", 1, "x"] == (2, 10)
    assert tree.values["e\u0301", 1, "x"] == (2, 13)


def test_places_are_the_same_whatever_ends_the_lines() -> None:
    unix = b"a:\n  b: c\n  d:\n    - e\n"
    for content in (unix, unix.replace(b"\n", b"\r\n"), unix.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + unix):
        text, _ = decode("places.yaml", content)
        tree = read(text)
        assert tree.values == {
            (): (1, 1),
            ("a",): (2, 3),
            ("a", "b"): (2, 6),
            ("a", "d"): (4, 5),
            ("a", "d", 0): (4, 7),
        }
        assert tree.keys == {("a",): (1, 1), ("a", "b"): (2, 3), ("a", "d"): (3, 3)}


def test_an_empty_value_stands_at_its_key() -> None:
    for loader in PARSERS:
        with parser(loader):
            tree = read("a:\nb: {c: , d}\n")
        assert tree.values["a",] == (1, 1)
        assert tree.values["b", "c"] == (2, 5)
        assert tree.values["b", "d"] == (2, 10)


# --- anything at all

_pieces = st.lists(
    st.sampled_from(
        [
            "a", "b: ", "c:\n", "- ", "\n", "\n  ", "\n    ", "'", '"', "[", "]", "{", "}", ", ", ": ", "# c", "|\n",
            "> \n", "é",
            "😀", "e\u0301", "? ", "&x ", "*x", "!t ", "~", "null", "''", '""', "---\n", "  ", " ", "k: v\n",
            "  k: v\n", "- v\n", "  - v\n", "\u00a0", "'a'", '"b"', "[a, b]", "{a: b}", "{a: b, }", "[a: b]", "-\n",
            "- - a\n", "a:\n- b\n", "|-\n  t\n", ">+\n  t\n\n", "::", ":a", "<<", "<<: ", "%", "@", "`", "\\", "\\x0",
            "\t", "\u2028", "\ufeff",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(st.text() | _pieces)
@example("a: [")
@example("a: '")
@example("a: \\U")
@example("- ? ")
@example("--- ")
def test_no_text_does_worse_than_a_diagnostic_inside_the_file(text: str) -> None:
    for loader in PARSERS:
        with parser(loader):
            tree = read(text)
        assert all(is_inside(text, each.span.line, each.span.column) for each in tree.faults)
        assert all(each.message and each.message == each.message.strip() for each in tree.faults)
        assert all(is_inside(text, *place) for place in (*tree.values.values(), *tree.keys.values()))
        assert not tree.is_broken or tree.faults


@given(_pieces)
def test_both_parsers_read_the_same(text: str) -> None:
    trees = []
    for loader in PARSERS:
        with parser(loader):
            trees.append(read(text))
    one, other = trees
    if not (one.is_broken or other.is_broken):
        assert one == other


@given(st.binary(max_size=80) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_do_worse_than_a_diagnostic_inside_the_file(content: bytes) -> None:
    shown = content.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    for path in ("places.yaml", "articles/a/article.md"):
        for each in read_file(path, content).diagnostics:
            assert is_inside(shown, each.span.line, each.span.column)


_texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
_trees: st.SearchStrategy[Any] = st.recursive(
    _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_texts, _trees, max_size=4))
def test_what_yaml_writes_between_quotes_is_read_as_it_was(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=False)
    tree = read(text.replace("!!null ", ""))
    assert tree.faults == []
    assert tree.value == value


@given(st.dictionaries(_texts, _trees, min_size=1, max_size=4))
def test_every_quoted_value_stands_where_its_place_says(value: dict[str, Any]) -> None:
    text = yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10_000)
    tree = read(text)
    if tree.is_broken:
        return  # a line separator, which is refused
    lines = text.split("\n")
    for loc, (line, column) in tree.keys.items():
        written = lines[line - 1][column - 1 :]
        assert written.startswith(('"', '? "')), loc
    assert set(tree.values) >= set(tree.keys)
