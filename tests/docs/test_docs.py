"""Every command and every snippet of the documentation works, and every link in it leads somewhere."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.docs.pages import ROOT, Block, MissingCommandError, Runner, blocks, changed, is_right_part
from tests.project import TestProject

EXAMPLE = ROOT / "nutgraf/desk/reference_site"
STARTS: dict[str, Path | None] = {"README.md": ROOT / "content", "docs/tutorial.md": None}
"""The content that a page starts from, where it is not the example site of docs/reference.md."""

PAGES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")))
RUN = [page for page in PAGES if page != "docs/rules.md"]
"""All but the rules: what is wrong there is meant to be, and tests/desk/test_rules_doc.py runs it."""


@pytest.mark.parametrize("page", RUN)
def test_a_page_works_from_its_first_block_to_its_last(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    start = STARTS.get(page, EXAMPLE)
    if start is not None:
        shutil.copytree(start, tmp_path / "content")
    runner = Runner(tmp_path, monkeypatch, capsys)
    for block in blocks(page):
        try:
            runner.run(block)
        except MissingCommandError as missing:
            runner.passed_over.append(str(missing))
        if runner.passed_over and start is None:
            break
    if runner.passed_over:
        pytest.skip(f"not there yet: {', '.join(runner.passed_over)}")
    if any(block.path for block in blocks(page)):
        built = TestProject(runner.root).build(strict=True).result
        assert built.is_good, "\n".join(map(str, built.diagnostics))


LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)
    for link in LINK.findall(text):
        target, _, part = link.partition("#")
        if ":" in target:
            continue
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.exists(), f"{page}: {link}"
        assert not part or part in _anchors(path), f"{page}: {link}"


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_guide_to_themes_lists_all_parts_of_the_stylesheet() -> None:
    shown = next(each.text for each in blocks("docs/how-to/theme.md") if each.path.endswith("order.txt"))
    parts = (ROOT / "templates/assets/css/order.txt").read_text("utf-8").splitlines()
    assert shown.split() == [*(part for part in parts if part and not part.startswith("#")), "css/ours.css"]


CONFIGURATIONS = (".github/workflows/site.yml", ".gitlab-ci.yml", ".pre-commit-hooks.yaml")


def configuration(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_configurations_of_other_tools_are_yaml_and_their_commands_exist(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert configuration(name)
    lines = re.findall(r"(?:\.venv/bin/nutgraf|nutgraf|make) [a-z][^`\n]*", _commands_in(name))
    assert lines
    for line in lines:
        try:
            Runner(tmp_path, monkeypatch, capsys).read(Block(name, 1, (), line.split(" ${")[0]))
        except MissingCommandError as missing:
            pytest.skip(f"not there yet: {missing}")


def _commands_in(name: str) -> str:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if re.search(r"(run|entry): |^\s+- \.venv", line))


def test_the_workflow_pins_its_actions_and_may_write_only_where_it_publishes() -> None:
    text = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
    uses = re.findall(r"uses: (\S+)(.*)", text)
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) and "# v" in note for name, note in uses)
    workflow = configuration(".github/workflows/site.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert {name for name, job in workflow["jobs"].items() if "permissions" in job} == {"publish"}
    assert workflow["jobs"]["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


@pytest.mark.parametrize("name", CONFIGURATIONS[:2])
def test_what_a_build_remembers_is_kept_between_runs(name: str) -> None:
    assert ".nutgraf-cache" in (ROOT / name).read_text("utf-8")


def block(text: str, *info: str) -> Block:
    return Block("page.md", 1, info, text)


def test_a_change_needs_its_old_lines(tmp_path: Path) -> None:
    change = block("-  name: North\n+  name: South\n   kind: town\n", "diff", "places.yaml")
    assert changed("a:\n  name: North\n  kind: town\n", change) == "a:\n  name: South\n  kind: town\n"
    with pytest.raises(AssertionError, match="stand 0 times"):
        changed("a:\n  name: West\n", change)


def test_a_wrong_snippet_a_wrong_option_and_a_wrong_output_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(EXAMPLE, tmp_path / "content")
    runner = Runner(tmp_path, monkeypatch, capsys)
    assert not is_right_part("alder: {nam: Alder}")
    runner.run(block("$ nutgraf build --strict\nsite/: … files\n", "console"))
    for wrong in ("$ nutgraf build --strickt\n", "$ nutgraf build\nnothing of the kind\n", "$ rm -rf /\n"):
        with pytest.raises(AssertionError):
            runner.run(block(wrong, "console"))
    with pytest.raises(AssertionError, match="ended with 0"):
        runner.run(block("$ nutgraf build\n", "console", "exit=1"))
    with pytest.raises(AssertionError, match="no target"):
        runner.run(block("make everything\n"))
