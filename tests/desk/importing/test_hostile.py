"""Whatever a file holds, an import ends in entries that read without fault, or in words; never in a traceback."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from nutgraf.desk.importing.article import read_page, read_plain, to_article
from nutgraf.desk.importing.formats import FORMATS
from nutgraf.desk.importing.merge import merge, said
from nutgraf.desk.importing.texts import to_text
from nutgraf.desk.importing.values import Choices, ImportFault
from nutgraf.model.links import is_followed
from nutgraf.read.files import read_file
from nutgraf.read.markdown import links
from tests.desk.importing.importing import fixture
from tests.hostile import ALL, STRINGS

_texts = st.sampled_from(
    (*STRINGS, "=cmd|'/c calc'!A0", "{{7*7}}", "9" * 5000, "1e999", "nan", "\x00\ud800", "", "a" * 300)
)
_leaves = _texts | st.text(max_size=10) | st.integers() | st.floats() | st.booleans() | st.none()


def _trees(keys: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    return st.recursive(
        _leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=6), max_leaves=20
    )


_CSL = st.sampled_from(
    ["id", "type", "title", "author", "family", "given", "literal", "issued", "date-parts", "raw", "season", "circa",
     "URL", "custom", "archived", "tier", "was", "language", "note", "x", "tier", "page"]
)  # fmt: skip
_GEO = st.sampled_from(
    ["type", "geometry", "coordinates", "properties", "features", "name", "description", "id", "forms", "kind", "crs"]
)
_TIME = st.sampled_from(
    ["events", "start_date", "end_date", "year", "month", "day", "hour", "text", "headline", "title", "media", "eras",
     "unique_id", "display_date"]
)  # fmt: skip


def _survives(name: str, text: str) -> None:
    choices = Choices(precision_km="5", zone="Asia/Baghdad")
    try:
        merged = merge(FORMATS[name].read(text, choices), choices, {}, "new")
    except ImportFault:
        return
    said(merged.remarks)
    for path, written in merged.texts.items():
        reading = read_file(path, written.encode())
        assert reading.diagnostics == ()
        assert all(is_followed(link.url) or ":" in link.url for found in reading.links.values() for link in found)


@given(st.lists(st.dictionaries(_CSL, _trees(_CSL), max_size=8), max_size=3))
@settings(max_examples=25, deadline=None)
def test_csl_of_any_shape(items: Any) -> None:
    _survives("csl", json.dumps(items))


@given(st.lists(st.dictionaries(_GEO, _trees(_GEO), max_size=6), max_size=3))
@settings(max_examples=25, deadline=None)
def test_geojson_of_any_shape(features: Any) -> None:
    point = {"type": "Point", "coordinates": [1, 2]}
    _survives(
        "geojson",
        json.dumps({"type": "FeatureCollection", "features": [{"geometry": point, **each} for each in features]}),
    )


@given(st.lists(st.dictionaries(_TIME, _trees(_TIME), max_size=6), max_size=3))
@settings(max_examples=25, deadline=None)
def test_timelines_of_any_shape(events: Any) -> None:
    date = {"start_date": {"year": 2024}, "text": {"headline": "H"}}
    _survives("timelinejs", json.dumps({"events": [{**date, **each} for each in events]}))


@given(st.lists(st.lists(_texts | st.text(max_size=8), min_size=6, max_size=7), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_tables_of_any_cells(rows: list[list[str]]) -> None:
    header = "date,title,text,places,actors.target,zone"
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in ["2024", *row[1:]]) for row in rows]
    _survives("csv", "\n".join([header, *lines]))


@given(st.lists(st.sampled_from([*'@{}"=,#\\ \n~-$', "@book{", "title", "author", " and ", "a", "year = 2024", "é"])))
@settings(max_examples=50, deadline=None)
@example(["@book{", "a", ",", "title", "=", "{", "\\", "}"])
def test_bibtex_of_any_signs(parts: list[str]) -> None:
    _survives("bibtex", "".join(parts))


@pytest.mark.parametrize("name", list(FORMATS))
@pytest.mark.parametrize(
    "text", ["", "\x00", "{", "[" * 100_000, "null", "7", "[null]", '"', ALL, "@", "{}", "a\nb", "[[]]"]
)
def test_files_that_are_something_else(name: str, text: str) -> None:
    _survives(name, text)


_PIECES = [
    "<p>", "</p>", "<a href='javascript:x'>", "<a href=https://x.example/?a=)>", "</a>", "<ul>", "<li>", "</ul>",
    "<b>", "</b>", "<h1>", "</h2>", "<pre>", "<table><tr><td>", "<blockquote>", "</blockquote>", "<script>", "<!--",
    "<![CDATA[", "&#0;", "&copy;", "# ", "- ", "1. ", "> ", "*", "_", "`", "[x](y:z)", "---", "\n", "word ", "<br>",
    "</article>", "<img src=x>", "\\", "|", "&lt;",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES) | _texts, max_size=25))
@settings(max_examples=50, deadline=None)
def test_pages_of_any_markup(pieces: list[str]) -> None:
    page = f"<html><title>T</title><body><article><p>{'word ' * 30}</p>{''.join(pieces)}"
    _reads(read_page(page, Choices(), None).body)


@given(st.lists(st.sampled_from(_PIECES) | _texts, min_size=1, max_size=25))
@settings(max_examples=50, deadline=None)
def test_plain_texts_of_any_signs(pieces: list[str]) -> None:
    try:
        body = read_plain("".join(pieces), Choices()).body
    except ImportFault:
        return
    _reads(body)


def _reads(body: str) -> None:
    from nutgraf.desk.importing.article import Draft

    about = {"title": ALL, "publisher": ALL, "url": "https://x.example", "published": "2024", "summary": ALL}
    text = to_article(
        Draft(about=about, body=body), {key: " ".join(value.split()) for key, value in about.items()}, "retold", "2024"
    )
    reading = read_file("articles/a/article.md", to_text(text.encode()).encode())
    assert [each.message for each in reading.diagnostics] == []
    assert all(is_followed(link.url) and not link.is_image for link in links(body, (), with_headings=True))
    assert all(block.heading != 1 for block in reading.blocks)


def test_a_page_of_any_size_is_read_in_time() -> None:
    for piece in ("<a ", "<p>", "<b>", "<!", "<![", "&", "<script>", "<li>", "</p>", "<a href='x'>y", "<!--"):
        try:
            read_page("<article>" + "word " * 30 + piece * 20_000, Choices(), None)
        except ImportFault:
            continue


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x80abc", b"PK\x03\x04\xff", b"a" * (17 * 2**20)])
def test_bytes_that_are_no_text_are_refused_in_plain_words(content: bytes) -> None:
    with pytest.raises(ImportFault, match=r"UTF-8|MB"):
        to_text(content)


def test_a_declared_or_named_encoding_is_used() -> None:
    page = fixture("page.html").replace("utf-8", "iso-8859-1")
    assert "“We" in to_text(page.encode("windows-1252", "replace"))
    assert to_text("Ü".encode("cp1252"), "windows-1252") == "Ü"
    assert to_text("Ü\r\nx".encode("utf-16")) == "Ü\nx"
    with pytest.raises(ImportFault, match="cannot be read as rot13"):
        to_text(b"a", "rot13")
