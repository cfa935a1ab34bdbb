"""Random edits: what is built step by step is what a clean build gives, byte for byte and fault for fault.

Two builders follow the same edits: one keeps its memory, as the preview does, and one begins each time with what is on
disk, as commands do, now with one process and now with two. The edits are those of `three_articles`, which move, rename
and delete entries, files and drafts, and of the configuration and the theme.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nutgraf.engine.build import Built, Options, build
from nutgraf.engine.memory import Memory
from tests.engine.three_articles import EDITS as CONTENT_EDITS
from tests.engine.three_articles import FILES, Files
from tests.engine.three_articles import swap as swap_below
from tests.project import TestProject

TEMPLATES = Path(__file__).parents[2] / "templates"

START: Files = {f"content/{name}": text for name, text in FILES.items()}
"""The texts of all inputs by their path in the project."""

Edit = tuple[str, Callable[[Files], None]]


def _of_content(name: str, edit: Callable[[Files], None]) -> Edit:
    def whole(files: Files) -> None:
        content = {path.removeprefix("content/"): files.pop(path) for path in [*files] if path.startswith("content/")}
        edit(content)
        files.update({f"content/{path}": text for path, text in content.items()})

    return name, whole


def _theme(name: str, old: str, new: str) -> Edit:
    """Return an edit that puts a changed file of the theme over the default one, and takes it away again."""

    def edit(files: Files) -> None:
        path = f"templates/{name}"
        if files.pop(path, None) is None:
            files[path] = (TEMPLATES / name).read_text("utf-8").replace(old, new, 1)

    assert old in (TEMPLATES / name).read_text("utf-8")
    return f"theme: {name}", edit


EDITS: tuple[Edit, ...] = (
    *(_of_content(name, edit) for name, edit in CONTENT_EDITS),
    *(
        _of_content(*swap_below("site.yaml", old, new))
        for old, new in (
            ("language: en-GB", "language: en"),
            ("zone: Europe/London", "zone: America/New_York"),
            ("search: false", "search: true"),
            ("title: Harbour stories", "base_url: https://harbour.example\ntitle: Harbour stories"),
            ("title: Harbour stories", "rules: {unsourced-entry: warning}\ntitle: Harbour stories"),
        )
    ),
    _of_content(*swap_below("claims/first.yaml", "passengers:", "# moved down\n\npassengers:")),
    _of_content(*swap_below("claims/first.yaml", "value: 40..", "value: 40.0..")),
    _of_content(*swap_below("articles/bridge/article.md", "[the ferry stops](article:ferry-stops)", "![no](a.png)")),
    _theme("404.html", "</ul>", "</ul>\n<p>Sorry.</p>"),
    _theme("base.html", "<body", "<body data-changed"),
    _theme("base.html", "{% block", "{% blok"),  # an error, until it is taken away
    _theme("words/en.yaml", 'page.title: "', 'page.title: "~ '),
    _theme("assets/css/base.css", "{", "{ outline: 1px solid red;"),
)


class Builder:
    """A project to which the edits are made."""

    def __init__(self, root: Path, memory: Memory | None) -> None:
        self.project, self.memory = TestProject(root), memory
        self.files: Files = {}

    def build(self, files: Files, jobs: int = 1) -> Built:
        """Bring the folder into a state, and build."""
        for path in self.files.keys() - files.keys():
            self.project.delete(path)
        self.project.write({path: text for path, text in files.items() if self.files.get(path) != text})
        self.files = dict(files)
        return build(self.project.project, Options(jobs=jobs), memory=self.memory)


def _differences(batches: list[list[int]], folder: Path) -> list[str]:
    """Return where the builders differ from each other or, at the end, from a clean build."""
    files, found = dict(START), []
    keeping, forgetting = Builder(folder / "keeping", Memory()), Builder(folder / "forgetting", None)
    one = keeping.build(files)
    forgetting.build(files)
    for step, batch in enumerate(batches):
        for number in batch:
            EDITS[number][1](files)
        one, other = keeping.build(files), forgetting.build(files, jobs=1 + step % 2)
        found += _between(f"step {step}", keeping, one, forgetting, other)
    clean = Builder(folder / "clean", None)
    return found + _between("the end", keeping, one, clean, clean.build(files))


def _between(when: str, one: Builder, built: Built, other: Builder, other_built: Built) -> list[str]:
    if (built.is_good, built.diagnostics) != (other_built.is_good, other_built.diagnostics):
        return [f"{when}: {built.diagnostics} and {other_built.diagnostics}"]
    if not built.is_good:
        return []
    outputs, others = one.project.outputs(), other.project.outputs()
    return [f"{when}: {path}" for path in sorted({*outputs, *others}) if outputs.get(path) != others.get(path)]


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(st.sampled_from(range(len(EDITS))), min_size=1, max_size=4), min_size=3, max_size=8))
def test_step_by_step_gives_the_bytes_and_the_faults_of_a_clean_build(batches: list[list[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert _differences(batches, Path(folder)) == [], [EDITS[number][0] for batch in batches for number in batch]


def test_every_edit_of_settings_and_theme_and_its_undoing_give_what_a_clean_build_gives(tmp_path: Path) -> None:
    batches = [[number] for number in range(len(CONTENT_EDITS), len(EDITS)) for _ in range(2)]
    assert _differences(batches, tmp_path) == []
