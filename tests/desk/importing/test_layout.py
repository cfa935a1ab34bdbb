"""YAML that is written is read back as the same value, and looks like what authors write."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from nutgraf.desk.importing import layout
from nutgraf.desk.importing.plain import clean, inert, plain
from nutgraf.read.markdown import blocks, tokens
from nutgraf.read.markdown import layout as plain_text
from nutgraf.read.yaml import read_yaml

_SIGNS = "ab é: #-?!&*|>'\"%@`[]{},~\\=<.\n01 ☃\u00a0"
_texts = (
    st.text(alphabet=_SIGNS)
    | st.text()
    | st.sampled_from(["null", "~", "NO", "12:30", "010", "<<", "- a", "..", "---"])
)
_values: st.SearchStrategy[Any] = st.recursive(
    _texts, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4), max_leaves=15
)
_long = st.lists(st.text(alphabet="abc .,:#-\n", max_size=40), max_size=12).map(" ".join)


@given(st.dictionaries(_texts, _values, min_size=1, max_size=4))
def test_every_value_is_read_back(written: dict[str, Any]) -> None:
    value = plain(written)
    tree = read_yaml("x.yaml", "\n".join([*layout.members(value), ""]))
    assert tree.faults == []
    assert tree.value == _as_read(value)


@given(_long)
def test_long_texts_are_read_back_and_no_line_is_too_long(written: str) -> None:
    text = clean(written)
    lines = layout.entry("x", {"text": text})
    tree = read_yaml("x.yaml", "\n".join([*lines, ""]))
    assert (tree.faults, tree.value) == ([], {"x": {"text": text}})


def _as_read(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_read(each) for key, each in value.items()}
    return [_as_read(each) for each in value] if isinstance(value, list) else value


def test_entries_look_as_authors_write_them() -> None:
    fields = {
        "title": "Timeline: Iran",
        "author": [{"family": "Record", "given": "Jeffrey"}],
        "url": "https://x.example/?a=1&b=2",
        "note": "word " * 30,
        "latitude": "-2.08",
        "x-imported": {"media": {"url": "https://x.example", "caption": "c" * 110}, "empty": []},
    }
    assert layout.entry("a-b", plain(fields)) == [
        "a-b:",
        '  title: "Timeline: Iran"',
        "  author: [{family: Record, given: Jeffrey}]",
        "  url: https://x.example/?a=1&b=2",
        "  note: >-",
        "    " + " ".join(["word"] * 23),
        "    " + " ".join(["word"] * 7),
        "  latitude: -2.08",
        "  x-imported:",
        "    media:",
        "      url: https://x.example",
        f"      caption: {'c' * 110}",
        "    empty: []",
    ]


@given(st.text(alphabet="ab*_`[]()<>#-+=|&;:!~\\.1 \nh/"))
def test_inert_words_are_shown_as_they_are(written: str) -> None:
    shown = " ".join(block.text for block in blocks(inert(written), 1))
    assert shown.split() == clean(written).split()


@given(st.text(alphabet="ab*_`[]()<>#-+=|&;:!~\\.1 \n"))
def test_inert_words_hold_no_markup(written: str) -> None:
    kinds = {child.type for token in tokens(inert(written), with_headings=True) for child in token.children or ()}
    assert kinds <= {"text", "softbreak", "text_special"}


def test_plain_text_of_a_token_is_its_words() -> None:
    (_, inline, _) = tokens(inert("a*b*"))
    assert plain_text(inline)[0] == "a*b*"
