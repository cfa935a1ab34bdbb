"""Articles from pages and plain texts."""

from typing import Any

import pytest

from nutgraf.desk.importing.article import INSTALL, Draft, is_html, missing, read_page, read_plain, to_article
from nutgraf.desk.importing.extract import extractor
from nutgraf.desk.importing.values import Choices, ImportFault
from nutgraf.read.files import read_file
from tests.desk.importing.importing import fixture


def _page(html: str = "") -> Draft:
    return read_page(html or fixture("page.html"), Choices(), None)


def _entry(draft: Draft, rights: str = "retold", **more: Any) -> Any:
    text = to_article(draft, {**draft.about, **more}, rights, "2024-05-01")
    reading = read_file("articles/a/article.md", text.encode())
    assert reading.diagnostics == ()
    return reading.entries["article:a"]


def test_the_text_of_a_page_keeps_paragraphs_headings_lists_and_links() -> None:
    assert _page().body == fixture("page.md").removesuffix("\n")


def test_a_page_says_who_published_it_and_when() -> None:
    article = _entry(_page())
    original = article.original
    assert (article.title, article.summary) == ("Last boat: an era ends", "The ferry made its last crossing on Monday.")
    assert (original.publisher, original.title, original.authors) == (
        "Harbour Gazette", "Last boat: an era ends", ("Bo Winch", "Ada Keel"),
    )  # fmt: skip
    assert original.url == "https://gazette.example/2021/last-boat?a=1&b=2"
    assert (original.published.text, original.updated.text) == ("2021-03-02T08:15:00Z", "2021-03-03T10:00:00+01:00")


@pytest.mark.parametrize(
    ("rights", "status"), [("retold", "draft"), ("licensed", "published"), ("public-domain", "published")]
)
def test_words_to_be_retold_are_a_draft(rights: str, status: str) -> None:
    article = _entry(_page(), rights)
    assert (article.original.rights, article.status) == (rights, status)


def test_what_the_text_leaves_out_is_kept_and_said() -> None:
    draft = _page()
    assert draft.kept == {"images": ["/boat.jpg"], "captions": ["The boat at dawn."], "links": ["javascript:alert(1)"]}
    assert len(draft.remarks) == 3


def test_a_page_without_marks_says_what_to_install() -> None:
    page = "<html><body><div><p>" + "word " * 50 + "</p></div></body></html>"
    with pytest.raises(ImportFault) as fault:
        _page(page)
    assert INSTALL in str(fault.value)


def test_trafilatura_finds_the_text_where_it_is_installed() -> None:
    extract = extractor()
    if extract is None:
        pytest.skip("trafilatura is not installed")
    draft = read_page(fixture("page.html"), Choices(), extract)
    assert draft.found_by == "trafilatura found the text"
    assert "## What came before" in draft.body
    assert draft.kept["images"] == ["/boat.jpg"]


def test_what_trafilatura_leaves_out_of_a_marked_text_is_said() -> None:
    page = f"<article><p>{'word ' * 100}</p></article>"
    draft = read_page(page, Choices(), lambda _: f"<p>{'word ' * 50}</p>")
    assert [each.why for each in draft.remarks] == [
        "trafilatura took 50 of the 100 words that the page marks; --as-marked takes them all"
    ]


def test_a_plain_text_may_begin_with_title_authors_date_and_address() -> None:
    draft = read_plain(fixture("report.txt"), Choices())
    assert draft.about == {
        "title": "Last boat: an era ends", "authors": ["Bo Winch", "Ada Keel"], "published": "2021-03-02",
        "url": "https://gazette.example/last-boat",
    }  # fmt: skip
    assert missing(draft.about) == ["publisher"]
    assert draft.body.split("\n\n") == [
        "The ferry will stop, the Port Office said on Monday, in \\*its\\* own words \\[sic\\].",
        "1. Mail\n2. Sheep",
        "\\# Not a heading",
    ]
    assert _entry(draft, publisher="Gazette").summary == "To be written."


def test_a_plain_text_without_a_title_keeps_its_first_paragraph() -> None:
    assert read_plain("The ferry will stop.\n\nIt did.", Choices()).body == "The ferry will stop.\n\nIt did."


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(ImportFault, match="holds no text"):
        read_plain(" \n\n ", Choices())


def test_pages_are_told_from_texts() -> None:
    assert is_html("x", "a.HTM")
    assert is_html("\n<!-- saved -->\n<html>")
    assert not is_html("1 < 2, and <b> is a tag")
