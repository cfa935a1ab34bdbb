"""BibTeX: its spelling of words, names, dates, and entries that are broken."""

import pytest

from nutgraf.desk.importing.latex import name_parts, split_names, words
from nutgraf.desk.importing.values import ImportFault
from tests.desk.importing.importing import entries, fixture, imported, said


def _cases() -> list[tuple[str, str, str]]:
    blocks = [block.split("\n.\n") for block in fixture("words.txt").strip().split("\n\n")[1:]]
    return [(title, written, read) for title, written, read in blocks]


@pytest.mark.parametrize(("written", "read"), [case[1:] for case in _cases()], ids=[case[0] for case in _cases()])
def test_values_are_read_as_words(written: str, read: str) -> None:
    assert words(written).replace("\u00a0", " ") == read


def test_an_article_has_its_authors_date_and_pages() -> None:
    source = entries(imported("bibtex", fixture("books.bib")))["groess2019"]
    assert source.type == "article-journal"
    assert source.title == "On Boats — a study"
    assert [(each.family, each.given, each.literal) for each in source.author] == [
        ("Größ", "Jürgen", None),
        ("van der Berg", "Jan", None),
        (None, None, "Port and Harbour Office"),
        ("van Beethoven", "Ludwig", None),
    ]
    assert (source.container_title, source.issued.text, source.page) == ("Harbour Gazette", "2019-03-12", "12–34")
    assert (source.volume, source.issue) == ("7", "3")


def test_an_address_keeps_its_tildes_and_hyphens() -> None:
    assert entries(imported("bibtex", fixture("books.bib")))["groess2019"].url == "https://x.example/~me/a--b?x=%20_y"


def test_a_note_cannot_link() -> None:
    assert entries(imported("bibtex", fixture("books.bib")))["groess2019"].note == r"\[x\](javascript:alert(1))"


def test_what_a_source_has_no_field_for_is_kept_and_said() -> None:
    merged = imported("bibtex", fixture("books.bib"))
    assert "x-imported: {abstract: Long.}" in merged.texts["sources/new.yaml"]
    assert "abstract: a source has no such field, or it is filled" in said(merged)
    assert "author: there are others, who are not named" in said(merged)


def test_a_broken_entry_hides_no_other_and_is_named_with_its_line() -> None:
    merged = imported("bibtex", fixture("books.bib"))
    assert list(entries(merged)) == ["groess2019", "web", "later"]
    assert ": line 16: a brace is opened here and not closed: it is left out" in said(merged)


def test_dates_are_put_together_and_loose_ones_turned_into_the_profile() -> None:
    found = entries(imported("bibtex", fixture("books.bib")))
    assert (found["web"].issued.text, found["web"].language) == ("2014~", "en")
    assert (found["later"].issued.text, found["later"].accessed.text) == ("2020-05/2020-06", "2021-01-02")


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Ada Keel", {"family": "Keel", "given": "Ada"}),
        ("Keel, Ada", {"family": "Keel", "given": "Ada"}),
        ("Keel, Jr, Ada", {"family": "Keel Jr", "given": "Ada"}),
        ("{The Port Office}", {"literal": "The Port Office"}),
        ("{The} Office", {"family": "Office", "given": "The"}),
        ("Reuters", {"literal": "Reuters"}),
    ],
)
def test_names_are_taken_apart(written: str, parts: dict[str, str]) -> None:
    assert name_parts(written) == parts


def test_an_and_in_braces_belongs_to_the_name() -> None:
    assert split_names("{A and B} and C") == ["{A and B}", "C"]


def test_a_file_without_entries_is_refused() -> None:
    with pytest.raises(ImportFault, match="holds no entry of BibTeX"):
        imported("bibtex", "Dear editors,")
