"""Random edits: what is built step by step is what a clean build gives, byte for byte."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project import TestProject

TEMPLATES = Path(__file__).parents[2] / "templates"

Edit = tuple[str, Callable[[TestProject], object]]


def _swap(name: str, old: str, new: str) -> Edit:
    """Return an edit that puts `new` for `old`, and back when it is there already."""

    def edit(project: TestProject) -> None:
        text = (project.root / name).read_text("utf-8")
        project.write({name: text.replace(old, new) if old in text else text.replace(new, old)})

    return f"{name}: {old!r} <-> {new!r}", edit


def _toggle(name: str, content: str) -> Edit:
    """Return an edit that makes a file, or deletes it when it is there."""

    def edit(project: TestProject) -> None:
        if (project.root / name).exists():
            project.delete(name)
        else:
            project.write({name: content})

    return f"toggle {name}", edit


def _template(name: str) -> Edit:
    return _toggle(f"templates/{name}", (TEMPLATES / name).read_text("utf-8") + "<!-- changed -->\n")


EDITS: tuple[Edit, ...] = (
    _swap("content/articles/ferry-stops/article.md", "a newspaper wrote", "the Gazette wrote"),
    _swap("content/articles/ferry-stops/article.md", "## What came before", "## Long before"),
    _swap("content/articles/ferry-stops/article.md", "would stop", "would soon stop at the North Quay and stop"),
    _swap("content/articles/ferry-stops/annotations.yaml", "A saying of the time.", "An old [saying](term:ferry)."),
    _swap("content/articles/ferry-stops/annotations.yaml", "status: draft", "status: published"),
    _swap("content/glossaries/harbour.yaml", "A boat that crosses", "A vessel that crosses"),
    _swap("content/glossaries/harbour.yaml", "name: ferry", "name: boat"),
    _swap("content/glossaries/harbour.yaml", "was: [harbour-board]", "was: [board, office]"),
    _swap("content/timelines/line.yaml", "date: 1898~", "date: 1899"),
    _swap("content/timelines/line.yaml", "importance: 3", "importance: 1"),
    _swap("content/places.yaml", "precision_km: 3", "precision_km: 30"),
    _swap("content/places.yaml", "name: South Quay", "name: Far Quay"),
    _swap("content/sources.yaml", "Harbour Gazette", "The Gazette"),
    _swap("content/claims.yaml", "value: 40..", "value: 25.."),
    _swap("content/claims.yaml", "# moved down", "\n\n# moved down"),
    _swap("content/site.yaml", "language: en-GB", "language: en"),
    _swap("content/site.yaml", "zone: Europe/London", "zone: America/New_York"),
    _swap("content/site.yaml", "title: Harbour stories", "title: Stories"),
    _swap("content/site.yaml", "title: Stories", "titel: Stories"),  # an error, until it is swapped back
    _swap("content/site.yaml", "search: false", "search: true"),
    _toggle("content/notes.txt", "a file that nobody reads"),
    _toggle("content/sources/more.yaml", "more: {type: webpage, title: Another source}\n"),
    _toggle(
        "content/glossaries/more.yaml",
        "title: More\nterms: {legs: {name: legs, kind: concept, short: What one stands on.}}",
    ),
    _template("404.html"),
    _template("base.html"),
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=4), min_size=1, max_size=4))
def test_step_by_step_gives_the_bytes_of_a_clean_build(batches: list[list[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = TestProject.of("ferry", Path(folder) / "ferry").build()
        for batch in batches:
            for number in batch:
                EDITS[number][1](project)
            project.build()
        if not project.result.is_good:
            return
        clean = TestProject(Path(folder) / "clean").write(_inputs(project)).build()
        assert clean.outputs() == project.outputs(), [EDITS[number][0] for batch in batches for number in batch]
        assert clean.result.diagnostics == project.result.diagnostics


def _inputs(project: TestProject) -> dict[str, bytes]:
    folders = [project.root / "content", project.root / "templates"]
    files = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}
