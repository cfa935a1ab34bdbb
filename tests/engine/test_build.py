"""What a build promises: it renders only what changed, keeps the last good site, is the same everywhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nutgraf.engine.output import MANIFEST, OutputError
from tests.project import TestProject

GLOSSARY = "content/glossaries/harbour.yaml"
TIMELINE = "content/timelines/line.yaml"
ARTICLE = "content/articles/ferry-stops/article.md"


def test_a_complete_site_builds_without_a_word(ferry: TestProject) -> None:
    ferry.build(strict=True)
    assert ferry.rules() == []
    assert ferry.result.is_good
    assert {"index.html", "404.html", "robots.txt", "glossary/ferry/index.html"} <= set(ferry.outputs())


def test_a_second_build_renders_nothing(ferry: TestProject) -> None:
    before = ferry.build().outputs()
    assert ferry.build().rendered() == set()
    assert ferry.outputs() == before


def test_a_comment_in_a_yaml_file_renders_nothing(ferry: TestProject) -> None:
    ferry.build().replace(GLOSSARY, "terms:", "# a remark\n\nterms:").build()
    assert ferry.rendered() == set()


def test_a_changed_definition_renders_only_what_shows_it(ferry: TestProject) -> None:
    ferry.build().replace(GLOSSARY, "crosses on a timetable", "goes to and fro").build()
    shown = {"index.html", "handout/index.html", "glossary/index.html", "glossary/ferry/index.html"}
    assert ferry.rendered() == {*shown, "data/terms.json"}


def test_a_changed_title_of_an_event_renders_its_lists_but_no_other_entry(ferry: TestProject) -> None:
    ferry.build().replace(TIMELINE, "The bridge carries", "A bridge carries").build()
    assert "map/south-quay/index.html" in ferry.rendered()
    assert not ferry.rendered() & {"map/north-quay/index.html", "sources/gazette/index.html", "glossary/index.html"}


def test_a_changed_body_renders_no_listing(ferry: TestProject) -> None:
    ferry.build().replace(ARTICLE, "a newspaper wrote", "a newspaper wrote then").build()
    listings = {"timelines/index.html", "map/index.html", "claims/index.html", "glossary/index.html"}
    assert "index.html" in ferry.rendered()
    assert not ferry.rendered() & listings


def test_a_changed_template_renders_the_pages_that_go_through_it(ferry: TestProject) -> None:
    theme = Path(__file__).parents[2] / "templates" / "404.html"
    ferry.build().write({"templates/404.html": theme.read_text("utf-8") + "\n"}).build()
    assert ferry.rendered() == {"404.html"}


def test_a_missing_output_is_made_again_and_a_changed_one_mended(ferry: TestProject) -> None:
    before = ferry.build().outputs()
    (ferry.root / "site/about/index.html").unlink()
    (ferry.root / "site/404.html").write_text("somebody's edit")
    assert ferry.build().rendered() == {"about/index.html", "404.html"}
    assert ferry.outputs() == before


def test_an_edit_within_the_clock_s_grain_is_seen(ferry: TestProject) -> None:
    path = ferry.root / GLOSSARY
    path.touch()
    stat = path.stat()
    ferry.build()
    ferry.replace(GLOSSARY, "crosses", "passes ")  # as many bytes as before
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "glossary/ferry/index.html" in ferry.build().rendered()


def test_a_term_that_goes_takes_its_page_along(ferry: TestProject) -> None:
    ferry.build().write({"content/places.yaml": (ferry.root / "content/places.yaml").read_text().replace(
        "south-quay:", "far-quay:")})  # fmt: skip
    ferry.write({TIMELINE: (ferry.root / TIMELINE).read_text().replace("south-quay", "far-quay")}).build()
    assert "map/south-quay/index.html" in ferry.result.deleted
    assert not (ferry.root / "site/map/south-quay").exists()
    assert (ferry.root / "site/map/far-quay/index.html").exists()


def test_with_an_error_the_last_site_stays_whole(ferry: TestProject) -> None:
    before = ferry.build().outputs()
    ferry.replace(TIMELINE, "date: 1898~", "date: about 1898").replace(ARTICLE, "title: The", "title: Another").build()
    assert ferry.rules() == ["bad-date"]
    assert not ferry.result.is_good
    assert ferry.outputs() == before


def test_all_errors_of_all_files_are_told_at_once_and_sorted(ferry: TestProject) -> None:
    ferry.replace(TIMELINE, "date: 1898~", "date: 1898-13").replace(GLOSSARY, "kind: concept", "kind: conzept")
    ferry.replace(ARTICLE, "timelines: [line]", "timelines: [lyne]").build()
    found = ferry.result.diagnostics
    assert [each.rule for each in found] == ["unknown-ref", "bad-choice", "bad-date"]
    assert list(found) == sorted(found)
    assert "did you mean 'line'?" in found[0].hint


def test_strictly_a_warning_is_an_error(ferry: TestProject) -> None:
    unused = "\nother: {type: webpage, title: Unused}\n"
    ferry.write({"content/sources.yaml": (ferry.root / "content/sources.yaml").read_text() + unused})
    assert ferry.build().result.is_good
    assert ferry.rules() == ["unused-entry"]
    assert not ferry.build(strict=True).result.is_good


def test_a_warm_build_repeats_the_warnings_of_the_cold_one(ferry: TestProject) -> None:
    ferry.write({"content/notes.txt": "not read"}).build()
    first = ferry.result.diagnostics
    assert [each.rule for each in first] == ["unknown-file"]
    assert ferry.build().result.diagnostics == first
    assert ferry.rendered() == set()


def test_a_project_can_turn_a_rule_off_or_into_an_error(ferry: TestProject) -> None:
    ferry.write({"content/notes.txt": "not read"}).replace(
        "content/site.yaml", "home:", "rules: {unknown-file: off}\nhome:"
    )
    assert ferry.build().rules() == []
    ferry.replace("content/site.yaml", "unknown-file: off", "unknown-file: error")
    assert not ferry.build().result.is_good


def test_a_damaged_cache_only_costs_time(ferry: TestProject) -> None:
    before = ferry.build().outputs()
    for path in (ferry.root / ".nutgraf-cache").rglob("*"):
        path.write_bytes(b"\x80\x05garbage")
    ferry.build()
    assert ferry.result.is_good
    assert ferry.outputs() == before


def test_a_folder_that_is_not_ours_is_refused(ferry: TestProject) -> None:
    ferry.write({"site/index.html": "somebody's page"})
    with pytest.raises(OutputError, match="did not write"):
        ferry.build()
    assert ferry.outputs() == {"index.html": b"somebody's page"}


def test_a_folder_that_holds_the_project_is_refused(ferry: TestProject) -> None:
    ferry.project = type(ferry.project)(ferry.root, ferry.root)
    with pytest.raises(OutputError, match="own files"):
        ferry.build()


def test_pruning_leaves_alone_what_others_put_there(ferry: TestProject) -> None:
    ferry.build().write({"site/CNAME": "stories.example", "site/glossary/ferry/picture.svg": "<svg/>"})
    ferry.replace(GLOSSARY, "was: [harbour-board]", "was: []").build()
    assert "glossary/harbour-board/index.html" in ferry.result.deleted
    assert (ferry.root / "site/CNAME").read_text() == "stories.example"
    assert (ferry.root / "site/glossary/ferry/picture.svg").exists()


def test_nothing_is_written_through_a_link_out_of_the_folder(ferry: TestProject, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (ferry.root / "site").mkdir()
    (ferry.root / "site" / "glossary").symlink_to(elsewhere)
    (ferry.root / "site" / MANIFEST).write_text("")
    with pytest.raises(OutputError, match="leads out"):
        ferry.build()
    assert list(elsewhere.iterdir()) == []


def test_a_manifest_that_points_elsewhere_deletes_nothing(ferry: TestProject, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    ferry.write({f"site/{MANIFEST}": f"00  ../../victim.txt\n00  {victim}\n00  .\n"}).build()
    assert victim.read_text() == "precious"


def test_earlier_addresses_forward_to_the_new_ones(ferry: TestProject) -> None:
    ferry.build()
    assert 'href="../port-office/index.html"' in ferry.html("glossary/harbour-board/index.html")
    assert 'id="event-line-ends"' in ferry.html("timelines/line/index.html")


def test_what_is_published_cannot_lead_to_a_draft_and_the_author_is_told_that_it_is_one(ferry: TestProject) -> None:
    ferry.replace("content/about.md", "Made up", "Not [the draft](note:ferry-stops/not-yet). Made up").build()
    assert ferry.rules() == ["unknown-ref"]
    (found,) = ferry.result.diagnostics
    assert found.message == "the note 'ferry-stops/not-yet' is a draft, which readers do not get"
    assert found.hint.startswith("publish it (content/articles/ferry-stops/annotations.yaml:")


def test_drafts_are_not_published(ferry: TestProject) -> None:
    ferry.build()
    assert all(b"only the preview shows" not in content for content in ferry.outputs().values())


def test_canonical_addresses_and_a_sitemap_need_the_site_s_address(ferry: TestProject) -> None:
    ferry.build()
    assert 'rel="canonical"' not in ferry.html("index.html")
    assert "sitemap.xml" not in ferry.outputs()
    ferry.build(base_url="https://stories.example/harbour")
    assert '<link rel="canonical" href="https://stories.example/harbour/">' in ferry.html("index.html")
    assert "https://stories.example/harbour/glossary/ferry/" in ferry.html("sitemap.xml")


def test_the_page_for_what_is_not_found_works_at_any_depth(ferry: TestProject) -> None:
    ferry.build(base_url="https://stories.example/harbour")
    html = ferry.html("404.html")
    assert 'href="/harbour/assets/site.css"' in html
    assert 'href="/harbour/glossary/index.html"' in html


def test_a_project_without_site_yaml_is_told_so(ferry: TestProject) -> None:
    assert ferry.delete("content/site.yaml").build().rules().count("missing-file") == 1


def test_a_language_without_words_is_a_warning_and_the_interface_is_english(ferry: TestProject) -> None:
    ferry.replace("content/site.yaml", "language: en-GB", "language: fi").build()
    assert ferry.rules() == ["unknown-language"]
    assert 'lang="fi"' in ferry.html("index.html")


def test_the_manifest_checks_with_the_usual_tool(ferry: TestProject) -> None:
    ferry.build()
    done = subprocess.run(["sha256sum", "--check", "--quiet", MANIFEST], cwd=ferry.root / "site", check=False)
    assert done.returncode == 0


def test_two_builds_in_two_folders_with_two_hash_seeds_are_the_same(tmp_path: Path) -> None:
    sites = []
    for seed in ("1", "2"):
        project = TestProject.of("ferry", tmp_path / f"seed-{seed}")
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-m", "nutgraf", "build", "--jobs", seed]  # on one processor and on two
        subprocess.run(command, cwd=project.root, env=environment, check=True)
        sites.append(project.outputs())
    assert sites[0] == sites[1]


WORDS = "templates/words/en.yaml"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nav.map: Map\nnav.map: Maps\n", f"{WORDS}:2:1 duplicate-key"),
        ("nav.map: [Map\n", f"{WORDS}:1:10 yaml-syntax"),
        ('nav.map: "Map {nmae}"\n', f"{WORDS}:1:1 unknown-placeholder"),
    ],
)
def test_a_fault_in_a_catalogue_of_words_is_told_and_the_last_good_site_stays(
    ferry: TestProject, words: str, told: str
) -> None:
    before = ferry.build().outputs()
    ferry.write({WORDS: words}).build()
    assert [f"{each.span} {each.rule}" for each in ferry.result.diagnostics] == [told]
    assert not ferry.result.is_good
    assert ferry.outputs() == before


def test_a_message_of_a_project_s_own_with_a_place_that_nothing_fills_is_told_where_it_is_used(
    ferry: TestProject,
) -> None:
    page = "{% extends 'base.html' %}\n{% block main %}{{ t('own', name='x') }}{% endblock %}"
    ferry.write({WORDS: 'own: "{nmae}"\n', "templates/404.html": page}).build()
    (fault,) = ferry.result.diagnostics
    assert f"{fault.span} {fault.rule}" == "templates/404.html:2:1 template-value"
    assert "the message 'own' has {nmae}" in fault.message


def test_a_project_changes_single_words_of_the_interface(ferry: TestProject) -> None:
    ferry.write({WORDS: "nav.map: Where it was\n"}).build(strict=True)
    assert ">Where it was</a>" in ferry.html("index.html")
    assert ">Timelines</a>" in ferry.html("index.html")


def test_a_larger_file_is_read_when_the_site_allows_it_and_refused_when_it_no_longer_does(ferry: TestProject) -> None:
    ferry.write({"content/about.md": "---\ntitle: About\n---\n" + "Long words. " * 100_000})
    limits = "search: false\nlimits: {file_mb: 1}"
    assert ferry.build().result.is_good
    assert ferry.replace("content/site.yaml", "search: false", limits).build().rules() == ["file-too-large"]
    assert "limits: {file_mb: 2}" in ferry.result.diagnostics[0].hint
    assert ferry.replace("content/site.yaml", "file_mb: 1", "file_mb: 2").build().result.is_good


def test_more_articles_than_the_site_allows_are_refused_before_any_is_read(ferry: TestProject) -> None:
    article = (ferry.root / "content/articles/ferry-stops/article.md").read_text("utf-8")
    ferry.write({"content/articles/second/article.md": article, "content/articles/third/article.md": "slip"})
    ferry.replace("content/site.yaml", "search: false", "search: false\nlimits: {articles: 2}").build()
    (fault,) = ferry.result.diagnostics
    assert (str(fault.span.path), fault.rule) == ("content/site.yaml", "too-many-articles")
    assert fault.message == "there are 3 articles; at most 2 are built"
    assert "`limits: {articles: 3}`" in fault.hint
    assert ferry.replace("content/site.yaml", "articles: 2", "articles: 3").build().rules() == ["front-matter"]


def test_a_larger_page_is_published_when_the_site_allows_it_and_refused_when_it_no_longer_does(
    ferry: TestProject,
) -> None:
    ferry.write({"content/about.md": "---\ntitle: About\n---\n" + "Long words. " * 100_000})
    assert ferry.build().result.is_good
    before = ferry.outputs()
    ferry.replace("content/site.yaml", "search: false", "search: false\nlimits: {page_mb: 1}").build()
    (fault,) = ferry.result.diagnostics
    assert (str(fault.span.path), fault.rule) == ("content/site.yaml", "page-too-large")
    assert fault.message.startswith("about/index.html would have 1.2 MB")
    assert "`limits: {page_mb: 2}`" in fault.hint
    assert ferry.outputs() == before
    assert ferry.replace("content/site.yaml", "page_mb: 1", "page_mb: 2").build().result.is_good
