"""Ways from page to page."""

from posixpath import join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.plan.addresses import public, relative

folders = st.lists(st.sampled_from(["glossary", "map", "articles", "a", "b"]), max_size=3)
paths = folders.map(lambda parts: "/".join([*parts, "index.html"]))


@given(paths, paths)
def test_the_way_from_a_page_to_another_leads_there(here: str, there: str) -> None:
    way = relative(here, there)
    assert normpath(join(here.rpartition("/")[0], way)) == there
    assert not way.startswith("/")


@pytest.mark.parametrize(
    ("here", "address", "way"),
    [
        ("index.html", "glossary/index.html#glossary-kh", "glossary/index.html#glossary-kh"),
        ("glossary/pmf/index.html", "claims/index.html#claim-x", "../../claims/index.html#claim-x"),
        ("claims/index.html", "claims/index.html#claim-x", "#claim-x"),
        ("claims/index.html", "claims/index.html", "index.html"),
    ],
)
def test_a_way_names_its_file_and_a_place_on_the_same_page_only_its_fragment(here: str, address: str, way: str) -> None:
    assert relative(here, address) == way


def test_a_folder_stands_for_its_index_where_pages_are_published() -> None:
    assert public("glossary/index.html") == "glossary/"
    assert public("index.html") == ""
    assert public("404.html") == "404.html"
