"""The search of a site: what can be found, and an index that is made like any other output."""

import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from nutgraf.engine.build import Options, build
from nutgraf.engine.project import Project
from nutgraf.engine.why import explain
from nutgraf.plan.search import FOLDER, KINDS
from nutgraf.render import pagefind
from nutgraf.render.pagefind import PagefindError, index
from tests.project import TestProject

SITE = "content/site.yaml"
GLOSSARY = "content/glossaries/harbour.yaml"


@pytest.fixture
def searched(ferry: TestProject) -> TestProject:
    """Return a site that can be searched, not built yet."""
    return ferry.replace(SITE, "search: false", "search: true")


@pytest.fixture
def without_pagefind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pagefind, "PACKAGE", "pagefind_is_not_here")


def records(project: TestProject) -> dict[str, Mapping[str, Any]]:
    """Return what can be found, by address."""
    files = {path: content for path, content in project.outputs().items() if path.startswith(f"{FOLDER}fragment/")}
    found = [json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd")) for content in files.values()]
    return {each["url"]: each for each in found}


def in_index(paths: object) -> bool:
    return any(path.startswith(FOLDER) for path in paths)  # type: ignore[attr-defined]


def test_every_passage_and_entry_can_be_found_at_its_own_address(searched: TestProject) -> None:
    found = records(searched.build(strict=True))
    assert {
        "index.html", "index.html#p-1", "index.html#p-2", "index.html#note-who-says", "glossary/ferry/index.html",
        "timelines/line/index.html#event-first-boat", "map/north-quay/index.html", "claims/index.html#claim-passengers",
        "sources/index.html#source-letter", "about/index.html",
    } <= set(found)  # fmt: skip
    assert {each["meta"]["kind"] for each in found.values()} == set(KINDS)


def test_each_address_leads_to_an_element_of_the_page(searched: TestProject) -> None:
    for url in records(searched.build()):
        page, _, fragment = url.partition("#")
        assert f'id="{fragment}"' in searched.html(page) if fragment else searched.html(page), url


def test_a_passage_stands_under_its_heading_and_the_heading_is_none(searched: TestProject) -> None:
    found = records(searched.build())
    assert found["index.html#p-1"]["meta"]["title"] == "The ferry stops"
    assert found["index.html#p-2"]["meta"]["title"] == "What came before"
    assert "What came before" not in {each["content"] for each in found.values()}


def test_a_result_says_its_kind_and_its_date_in_the_words_of_the_site(searched: TestProject) -> None:
    found = records(searched.build())
    assert found["timelines/line/index.html#event-first-boat"]["meta"]["about"] == "Event · about 1898"
    assert found["index.html#note-who-says"]["meta"]["about"] == "Note · Context · 2 March 2021"
    assert found["claims/index.html#claim-passengers"]["meta"]["about"] == "Question · 2 statements"


def test_an_entry_is_found_by_all_its_spellings(searched: TestProject) -> None:
    names = records(searched.build())["glossary/port-office/index.html"]["meta"]["names"]
    assert names.split(" · ")[:2] == ["Port Office", "PO"]


def test_markdown_is_words_and_what_looks_like_html_stays_text(searched: TestProject) -> None:
    searched.replace(GLOSSARY, "A boat that crosses", "A *boat* of the [office](term:port-office) <b>that</b> crosses")
    content = records(searched.build())["glossary/ferry/index.html"]["content"]
    assert content.startswith("A boat of the office <b>that</b> crosses")


def test_drafts_cannot_be_found(searched: TestProject) -> None:
    assert not any("only the preview shows" in str(each) for each in records(searched.build()).values())


def test_the_preview_has_no_search(searched: TestProject) -> None:
    built = build(searched.project, Options(with_drafts=True))
    assert built.is_good
    assert not in_index(searched.outputs())
    assert "search-open" not in searched.html("index.html")


def test_the_kinds_name_every_record_once_but_passages_which_are_most(searched: TestProject) -> None:
    outputs = searched.build().outputs()
    named = {kind: ids.split(" ") for kind, ids in json.loads(outputs[f"{FOLDER}kinds.json"]).items()}
    assert set(named) == set(KINDS) - {"text"}
    expected = [
        (path.partition(".")[0].rpartition("_")[2], kind)
        for path, content in outputs.items()
        if "/fragment/" in path
        for kind in [json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd"))["meta"]["kind"]]
        if kind != "text"
    ]
    assert sorted((each, kind) for kind, ids in named.items() for each in ids) == sorted(expected)


def test_two_indexes_of_the_same_content_are_the_same(searched: TestProject, tmp_path: Path) -> None:
    other = TestProject.of("ferry", tmp_path / "other").replace(SITE, "search: false", "search: true")
    assert searched.build().outputs() == other.build().outputs()


def test_nothing_is_indexed_again_when_no_record_changed(
    searched: TestProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = searched.build().outputs()
    monkeypatch.setattr("nutgraf.render.search.index", lambda *_: pytest.fail("indexed again"))
    assert searched.build().rendered() == set()
    assert not in_index(searched.replace(SITE, "rights: Free", "rights: Quite free").build().rendered())
    assert {path for path in before if path.startswith(FOLDER)} == {
        path for path in searched.outputs() if path.startswith(FOLDER)
    }


def test_a_changed_text_renews_the_index_and_leaves_nothing_of_the_old_one(
    searched: TestProject, tmp_path: Path
) -> None:
    searched.build().replace(GLOSSARY, "A boat that crosses", "A vessel that crosses").build()
    assert in_index(searched.rendered())
    assert in_index(searched.result.deleted)
    clean = TestProject.of("ferry", tmp_path / "clean").replace(SITE, "search: false", "search: true")
    clean.replace(GLOSSARY, "A boat that crosses", "A vessel that crosses").build()
    assert clean.outputs() == searched.outputs()


def test_a_damaged_index_is_mended(searched: TestProject) -> None:
    before = searched.build().outputs()
    searched.write({f"site/{FOLDER}pagefind.js": "broken"}).delete(f"site/{FOLDER}kinds.json").build()
    assert searched.outputs() == before


def test_why_says_that_the_records_changed(searched: TestProject) -> None:
    searched.build().replace(GLOSSARY, "A boat that crosses", "A vessel that crosses")
    lines = explain(searched.project, Options(), FOLDER)
    assert lines is not None
    assert "  its records changed" in lines


def test_a_site_without_search_has_no_trace_of_it(searched: TestProject) -> None:
    searched.build().replace(SITE, "search: true", "search: false").build(strict=True)
    assert not in_index(searched.outputs())
    assert 'id="search"' not in searched.html("index.html")
    assert searched.result.remarks == ()


def test_where_pagefind_is_missing_a_build_goes_on_and_says_so(ferry: TestProject, without_pagefind: None) -> None:
    ferry.replace(SITE, "search: false\n", "").build(strict=True)
    assert ferry.result.is_good
    assert ferry.rules() == []
    assert ["pagefind-bin" in each for each in ferry.result.remarks] == [True]
    assert "search-open" not in ferry.html("index.html")
    assert ferry.build().result.remarks == ()  # once: nothing was done


def test_a_site_that_asks_for_search_is_warned_where_pagefind_is_missing(
    searched: TestProject, without_pagefind: None
) -> None:
    searched.build()
    assert searched.rules() == ["search-unavailable"]
    assert searched.result.is_good
    assert not searched.build(strict=True).result.is_good


def test_search_is_true_or_false(ferry: TestProject) -> None:
    ferry.replace(SITE, "search: false", "search: perhaps").build()
    assert ferry.rules() == ["wrong-type"]


def test_a_record_without_words_is_not_dropped_in_silence() -> None:
    with pytest.raises(PagefindError, match="every record"):
        index([{"url": "a.html", "content": "", "meta": {"kind": "text"}}], "en", "text")


def test_a_program_that_ends_early_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: sys.executable)  # knows no --service
    with pytest.raises((PagefindError, BrokenPipeError)):
        index([{"url": "a.html", "content": "words", "meta": {"kind": "text"}}], "en", "text")


@pytest.mark.parametrize("language", ["en-GB", "ar", "de", "zh", "tlh"])
def test_sites_in_any_language_can_be_indexed(language: str) -> None:
    files = index(
        [{"url": "a.html", "content": "كتائب حزب الله 民兵 ships", "meta": {"kind": "note"}}], language.lower(), "text"
    )
    assert json.loads(files["kinds.json"])["note"]


def test_only_what_browsers_ask_for_is_published(searched: TestProject) -> None:
    names = {path.removeprefix(FOLDER) for path in searched.build().outputs() if path.startswith(FOLDER)}
    assert "pagefind.js" in names
    assert not any("-ui" in name or "highlight" in name for name in names)


def test_an_index_goes_where_the_output_goes(searched: TestProject, tmp_path: Path) -> None:
    build(Project(searched.root, tmp_path / "elsewhere"), Options())
    assert (tmp_path / "elsewhere" / FOLDER / "kinds.json").is_file()
    assert not (searched.root / "site").exists()
