"""Edits of YAML: one thing changes, and every other byte stays."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nutgraf.desk.document import CannotEditError, Document, Splice, value_at
from nutgraf.desk.edit import add_key, append_item, order_keys, rename_key, set_scalar, set_scalars
from nutgraf.model.origins import Loc
from tests.desk.cases import REAL, files, keys, of, texts, values


@pytest.mark.parametrize(
    ("written", "value", "expected"),
    [
        ("2", "3", "3"),
        ("'it''s'", "that's", "'that''s'"),
        ('"a"', "b", '"b"'),
        ("plain", "a: b", '"a: b"'),
        ("plain", "", '""'),
        ("plain", "null", '"null"'),
        ("'x'", "two\nlines", '"two\\nlines"'),
        (">-\n    a\n    b", "c d", ">-\n    c d"),
        ("|\n    a\n    b", "c\nd\n", "|\n    c\n    d"),
        ("|  # why\n    a", "c", "|-  # why\n    c"),
        (">-\n    a", " leading", '" leading"'),
    ],
)
def test_a_text_keeps_its_style_where_that_can_hold_it(written: str, value: str, expected: str) -> None:
    doc = of(f"# top\nk:\n  a: {written}\n  b: 1 # one\n")
    after = set_scalar(doc, ("k", "a"), value)
    assert after.text == f"# top\nk:\n  a: {expected}\n  b: 1 # one\n"
    assert after.value == {"k": {"a": value, "b": "1"}}


def test_in_brackets_commas_need_quotes() -> None:
    assert set_scalar(of("k: [a, {b: c}]\n"), ("k", 1, "b"), "d, e").text == 'k: [a, {b: "d, e"}]\n'


def test_a_value_that_was_left_empty_is_filled() -> None:
    assert set_scalar(of("k:\nl: # c\n"), ("k",), "a").text == "k: a\nl: # c\n"


def test_line_ends_and_byte_order_marks_stay() -> None:
    doc = Document.of("x.yaml", b"\xef\xbb\xbf# top\r\na: 1\r\nb:\r\n  c: 2\r\n")
    after = add_key(set_scalar(doc, ("a",), "3"), ("b",), "d", "4")
    assert after.content == b"\xef\xbb\xbf# top\r\na: 3\r\nb:\r\n  c: 2\r\n  d: 4\r\n"


def test_mixed_line_ends_stay_as_they_are() -> None:
    doc = Document.of("x.yaml", b"a: 1\r\nb: 2\nc: 3\r\nd: 4\r\n")
    assert set_scalar(doc, ("c",), "x").content == b"a: 1\r\nb: 2\nc: x\r\nd: 4\r\n"


def test_only_the_front_matter_of_markdown_is_yaml() -> None:
    doc = of("---\ntitle: A\n---\ntitle: B\n", "content/articles/a/article.md")
    assert add_key(doc, (), "was", ["b"]).text == "---\ntitle: A\nwas: [b]\n---\ntitle: B\n"


@pytest.mark.parametrize(
    ("written", "at", "expected"),
    [
        ("m:\n  a: 1\n  c: 3\n", 1, "m:\n  a: 1\n  b: 2\n  c: 3\n"),
        ("m:\n  a: 1\n\n  c: 3\n", 1, "m:\n  a: 1\n\n  b: 2\n\n  c: 3\n"),
        ("m:\n  # about c\n  c: 3\n", 0, "m:\n  b: 2\n  # about c\n  c: 3\n"),
        ("m:\n  a: 1 # one\n    # and more\n  c: 3\n", 1, "m:\n  a: 1 # one\n    # and more\n  b: 2\n  c: 3\n"),
        ("m:\n  a: |\n    x\n\n\nn: 1\n", 1, "m:\n  a: |\n    x\n  b: 2\n\n\nn: 1\n"),
        ("m: {a: 1, c: 3}\n", 1, "m: {a: 1, b: 2, c: 3}\n"),
        ("m: {c: 3}\n", 0, "m: {b: 2, c: 3}\n"),
        ("m: {}  # none yet\n", 0, "m:  # none yet\n  b: 2\n"),
        ("m:\nn: 1\n", 0, "m:\n  b: 2\nn: 1\n"),
        ("m: ~\n", 0, "m:\n  b: 2\n"),
        ("m:\n- c: 3\n", 0, "m:\n- b: 2\n  c: 3\n"),
        ("m:\n  a: 1", 1, "m:\n  a: 1\n  b: 2\n"),
    ],
)
def test_a_key_is_added_as_its_neighbours_are_written(written: str, at: int, expected: str) -> None:
    doc = of(written)
    loc: Loc = ("m", 0) if "- c" in written else ("m",)
    assert add_key(doc, loc, "b", "2", at).text == expected


@pytest.mark.parametrize("written", ["", "# only a comment\n", "{}\n"])
def test_an_empty_file_takes_its_first_entry(written: str) -> None:
    after = add_key(of(written), (), "quay", {"name": "Quay", "forms": ["a", "b"]}, is_entry=True)
    assert after.text == ("" if written == "{}\n" else written) + "quay:\n  name: Quay\n  forms: [a, b]\n"


def test_a_comment_at_the_top_belongs_to_the_file() -> None:
    after = add_key(of("# Places\nb: 1\n"), (), "a", "0", 0)
    assert after.text == "# Places\na: 0\nb: 1\n"


def test_long_texts_are_folded_and_lines_kept() -> None:
    after = add_key(of("a: 1\n"), (), "b", {"t": "word " * 40 + "end", "l": "one\n\ntwo\n"}, is_entry=True)
    assert "  t: >-\n    word word" in after.text
    assert "  l: |\n    one\n\n    two\n" in after.text
    assert max(map(len, after.text.split("\n"))) <= 120


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("l: [a]\n", "l: [a, b]\n"),
        ("l: []\n", "l: [b]\n"),
        ("l:\n- a # x\nm: 1\n", "l:\n- a # x\n- b\nm: 1\n"),
        ("l:\n    - a\n    # behind\n", "l:\n    - a\n    - b\n    # behind\n"),
    ],
)
def test_an_item_is_added_as_the_list_is_written(written: str, expected: str) -> None:
    assert append_item(of(written), ("l",), "b").text == expected


def test_what_cannot_be_read_is_refused() -> None:
    for broken in (b"a: 1\na: 2\n", b"a: [\n", b"a: &b c\n", b"\xff\n", b"a:\tb\n"):
        with pytest.raises(CannotEditError):
            Document.of("content/places.yaml", broken)


def test_what_is_written_too_strangely_is_refused_and_nothing_is_lost() -> None:
    doc = of("? a\n: 1\n? b\n: 2\n")
    with pytest.raises(CannotEditError) as refused:
        order_keys(doc, {(): ["b", "a"]})
    assert "change it by hand" in str(refused.value)


def locs(doc: Document, kind: type) -> list[Loc]:
    return [loc for loc in doc.nodes if isinstance(value_at(doc.value, loc), kind)]


def plain(value: Any) -> str:
    return json.dumps(value)


@settings(max_examples=60)
@given(files(), st.data())
def test_any_text_can_be_changed_in_any_file(text: str, data: st.DataObject) -> None:
    doc = readable(text)
    assume(locs(doc, str) and "+" not in text)  # a block that keeps blank lines may hold the end of the file
    loc, new = data.draw(st.sampled_from(locs(doc, str))), data.draw(texts)
    after = set_scalar(doc, loc, new)
    assert value_at(after.value, loc) == new
    assert_same_outside(doc, after, doc.nodes[loc].start, doc.nodes[loc].end)


@settings(max_examples=60)
@given(files(), st.data())
def test_any_key_can_be_renamed_in_any_file(text: str, data: st.DataObject) -> None:
    doc = readable(text)
    found = [loc for loc in doc.nodes if doc.nodes[loc].key_start >= 0]
    loc, new = data.draw(st.sampled_from(found)), data.draw(keys)
    assume(new not in value_at(doc.value, loc[:-1]))
    after = rename_key(doc, loc, new)
    assert_same_outside(doc, after, doc.nodes[loc].key_start, doc.nodes[loc].key_end)
    assert plain(value_at(after.value, (*loc[:-1], new))) == plain(value_at(doc.value, loc))


@settings(max_examples=60)
@given(files(), values, st.data())
def test_any_value_can_be_added_to_any_map(text: str, value: Any, data: st.DataObject) -> None:
    doc = readable(text)
    loc = data.draw(st.sampled_from(locs(doc, dict)))
    there: Mapping[str, Any] = value_at(doc.value, loc)
    at = data.draw(st.integers(0, len(there)))
    after = add_key(doc, loc, "new-key", value, at)
    pairs = list(there.items())
    pairs.insert(at, ("new-key", value))
    assert plain(value_at(after.value, loc)) == plain(dict(pairs))
    assert is_only_added(doc.text, after.text) or not there


@settings(max_examples=60)
@given(files(), st.data())
def test_keys_in_another_order_say_the_same(text: str, data: st.DataObject) -> None:
    doc = readable(text)
    loc = data.draw(st.sampled_from(locs(doc, dict)))
    there = list(value_at(doc.value, loc))
    assume(there)
    order = data.draw(st.permutations(there))
    after = order_keys(doc, {loc: order})
    assert sorted(after.text.strip("\n")) == sorted(doc.text.strip("\n")) or "#" in text or "\n\n" in text
    assert value_at(after.value, loc) == value_at(doc.value, loc)
    assert list(value_at(after.value, loc)) in (order, there)


def readable(text: str) -> Document:
    try:
        return Document.of("content/places.yaml", text.encode())
    except CannotEditError:
        assume(False)
        raise


def assert_same_outside(before: Document, after: Document, start: int, end: int) -> None:
    """Check that the text before and behind a stretch is as it was, byte for byte."""
    assert after.text.startswith(before.text[:start])
    assert after.text.endswith(before.text[end:])
    assert "\r\n" in before.content.decode() or b"\r\n" not in after.content


def is_only_added(before: str, after: str) -> bool:
    """Whether the second text is the first with one stretch put in."""
    head = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
    tail = before[head:]
    return after.endswith(tail) or after.rstrip("\n").endswith(tail.rstrip("\n"))


@pytest.mark.parametrize("path", REAL)
def test_the_first_explainer_can_be_edited_everywhere(path: str) -> None:
    """Every text of a file at once: each is replaced, and the rest of the file is as it was."""
    doc = Document.of(f"content/{path}", REAL[path])
    assert doc.spliced([]).content == doc.content
    chosen = locs(doc, str)[::7]
    after = set_scalars(doc, dict.fromkeys(chosen, "new: words"))
    splices = [Splice(doc.nodes[loc].start, doc.nodes[loc].end, "") for loc in chosen]
    kept = "".join(_outside(doc.text, splices))
    again = Document.of(f"content/{path}", after.content)
    kept_after = "".join(
        _outside(after.text, [Splice(again.nodes[at].start, again.nodes[at].end, "") for at in chosen])
    )
    assert kept == kept_after


def _outside(text: str, splices: list[Splice]) -> list[str]:
    bounds = [0, *(at for each in sorted(splices) for at in (each.start, each.end)), len(text)]
    return [text[start:end] for start, end in zip(bounds[::2], bounds[1::2], strict=True)]
