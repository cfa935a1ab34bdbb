"""docs/rules.md keeps its word: each rule has a section, each wrong example gives its rule, each right one does not.

The examples are files that are added to (or replace files of) the small site tests/sites/ferry.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from nutgraf.cli.check import desk_rules
from nutgraf.cli.reports.rules_page import first_sentence, rules_page, sections
from nutgraf.engine.build import Options, build
from nutgraf.engine.examine import check
from nutgraf.engine.project import default_theme
from nutgraf.model.diagnostics import RULES, Diagnostic
from tests.project import TestProject

NO_EXAMPLE = (
    "encoding", "file-too-large", "too-many-articles", "page-too-large", "words-changed", "template-syntax",
    "template-value", "missing-file", "search-unavailable",
)  # fmt: skip
"""What these find cannot be written down on a page; they have tests of their own (that of the search in engine/)."""

MAY_STAY = {"unused-entry", "outdated-fact", "unsourced-entry"}
"""Of the mended examples and of the site around them, and no matter here."""

_EXAMPLE = re.compile(r"^(Wrong|Right)(?:, `([^`]+)`)?:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A wrong file and the right one."""

    wrong: dict[str, str]
    right: dict[str, str]


def example_of(rule: str) -> Example:
    """Return the example of a rule's section; the right file has the wrong one's path where none is given."""
    sides = _EXAMPLE.findall(sections()[rule])
    assert [side for side, _, _ in sides] == ["Wrong", "Right"], rule
    (_, wrong, was), (_, right, becomes) = sides
    return Example({wrong: was}, {right or wrong: becomes})


def findings(root: Path, files: dict[str, str]) -> tuple[Diagnostic, ...]:
    site = TestProject.of("ferry", root).write(files)
    return check(site.project, with_drafts=False, rules=desk_rules())


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_section_that_says_its_severity_and_what_it_finds(rule: str) -> None:
    severity = re.match(r"\*\*(\w+)\.\*\* \S", sections()[rule])
    assert severity is not None
    assert severity.group(1) == RULES[rule]
    assert len(first_sentence(sections()[rule]).split()) > 3


def test_the_page_has_the_rules_in_their_order_as_headings_which_are_their_anchors() -> None:
    """Forges make the anchor of a heading from its words: ``#unknown-ref``."""
    assert re.findall(r"^### (.+)$", rules_page().read_text("utf-8"), re.MULTILINE) == list(RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule not in NO_EXAMPLE])
def test_the_wrong_example_gives_its_rule_and_the_right_one_gives_nothing(rule: str, tmp_path: Path) -> None:
    example = example_of(rule)
    (path,) = example.wrong
    found = [each for each in findings(tmp_path / "wrong", example.wrong) if each.rule == rule]
    assert path in {each.span.path for each in found}
    left = findings(tmp_path / "right", example.right)
    assert rule not in {each.rule for each in left if each.span.path in example.right}
    assert [str(each) for each in left if each.rule not in MAY_STAY] == []


def test_bytes_that_are_not_utf_8_give_encoding(tmp_path: Path) -> None:
    site = TestProject.of("ferry", tmp_path).write({"content/about.md": b"---\ntitle: \xe9\n---\n"})
    assert site.build().rules() == ["encoding"]


def test_more_than_16_mb_give_file_too_large(tmp_path: Path) -> None:
    site = TestProject.of("ferry", tmp_path).write({"content/about.md": b"x" * (16 * 2**20 + 1)})
    assert site.build().rules() == ["file-too-large"]


def test_a_project_without_site_yaml_gives_missing_file(tmp_path: Path) -> None:
    assert "missing-file" in TestProject.of("ferry", tmp_path).delete("content/site.yaml").build().rules()


@pytest.mark.parametrize(
    ("slip", "rule"),
    [("{% nonsense %}", "template-syntax"), ("{{ page.tilte }}", "template-value"), ("{{ 1 / 0 }}", "template-value")],
)
def test_a_slip_in_a_template_is_told_with_its_line_and_the_last_site_stays(
    slip: str, rule: str, tmp_path: Path
) -> None:
    site = TestProject.of("ferry", tmp_path).build()
    before = site.outputs()
    site.write(
        {"templates/about.html": "{% extends 'base.html' %}\n{% block main %}" + slip + "{% endblock %}"}
    ).build()
    assert [f"{each.rule} {each.span}" for each in site.result.diagnostics] in (
        [f"{rule} templates/about.html:2"], [f"{rule} templates/about.html:2:1"]
    )  # fmt: skip
    assert site.outputs() == before


def test_a_template_that_adds_words_to_an_article_gives_words_changed(tmp_path: Path) -> None:
    name = "_article-text.html"
    changed = (default_theme() / name).read_text("utf-8").replace('article-body">', 'article-body">More words.')
    site = TestProject.of("ferry", tmp_path).write({f"templates/{name}": changed})
    assert "words-changed" in {each.rule for each in build(site.project, Options()).diagnostics}
