"""Checks of the whole corpus: what is never used, headings that are none of the article's, rules that do not exist."""

import pytest

from nutgraf.model.diagnostics import RULES, Diagnostic, judged, may_set
from nutgraf.weave.checks import CHECKS
from nutgraf.weave.weave import weave
from tests.weave.samples import ARTICLE, PLACE, SITE, gathered, woven

TERM = "{name: Port Office, kind: organisation, short: a}"
CLAIM = "{question: a, statements: [{as_of: 2024, says: b, sources: [letter]}]}"
EVENT = "{date: 2024, title: A, text: a}"
FILES = {
    "glossaries/g.yaml": f"title: A\nterms: {{office: {TERM}}}\n",
    "places.yaml": f"quay: {PLACE}\n",
    "sources.yaml": "letter: {type: report, title: A}\n",
    "claims.yaml": f"how-many: {CLAIM}\n",
    "timelines/line.yaml": f"title: A\nevents: {{strike: {EVENT}}}\n",
    "articles/a/article.md": f"{ARTICLE}Text.\n",
}
UNUSED = {
    "claim how-many": "content/claims.yaml:1:1",
    "place quay": "content/places.yaml:1:1",
    "term office": "content/glossaries/g.yaml:2:9",
    "timeline line": "content/timelines/line.yaml:1:1",
}


def told(files: dict[str, str], rule: str) -> dict[str, str]:
    """Return message and place of what one rule finds."""
    return {each.message: str(each.span) for each in woven({**FILES, **files})[2] if each.rule == rule}


def unused(files: dict[str, str]) -> set[str]:
    """Return kind and id of the entries that are told to be unused."""
    words = {message: message.replace("'", "").split() for message in told(files, "unused-entry")}
    return {" ".join(each[each.index("the") + 1 :][:2]).strip(",") for each in words.values()}


def article(text: str, keys: str = "") -> dict[str, str]:
    return {"articles/a/article.md": ARTICLE.replace("title", keys + "title") + text + "\n"}


# --- unused entries


def test_what_nothing_names_is_told_at_its_key() -> None:
    assert told({}, "unused-entry") == {
        "nothing names the claim 'how-many'": UNUSED["claim how-many"],
        "nothing names the place 'quay'": UNUSED["place quay"],
        "nothing names the timeline 'line'": UNUSED["timeline line"],
        "no article mentions the term 'office', and no entry names it": UNUSED["term office"],
    }
    assert unused({}) == set(UNUSED)
    hints = {each.hint for each in woven(FILES)[2]}
    assert hints == {
        "link it from an event or an article, or delete it",
        "name it in an event or an article, or delete it",
        "list it in an article's `timelines`, or delete it",
        "check its forms, name it somewhere, or delete it",
    }


@pytest.mark.parametrize(
    ("files", "used"),
    [
        (article("The Port Office."), "term office"),
        (article("> The Port Office."), ""),
        (article("[a](term:office)"), "term office"),
        (article("[a](https://a.example/term:office)"), ""),
        (article("## Port Office"), ""),
        (article("A"), "place quay"),
        (article("[a](place:quay)"), "place quay"),
        (article("[](claim:how-many)"), "claim how-many"),
        (article("Text.", keys="timelines: [line]\n"), "timeline line"),
        (article("[a](timeline:line)"), "timeline line"),
        ({"claims.yaml": f"how-many: {CLAIM.replace('{as_of', '{by: office, as_of')}\n"}, "term office"),
        ({"timelines/line.yaml": f"title: A\nevents: {{strike: {EVENT[:-1]}, places: [quay]}}}}\n"}, "place quay"),
        (
            {"timelines/line.yaml": f"title: A\nevents: {{strike: {EVENT[:-1]}, claims: [how-many]}}}}\n"},
            "claim how-many",
        ),
        ({"timelines/l.yaml": f"title: A\nevents: {{s: {EVENT[:-1]}, also_in: [line]}}}}\n"}, "timeline line"),
        ({"glossaries/g.yaml": f"title: A\nterms: {{office: {TERM[:-1]}, see: [office]}}}}\n"}, ""),
        ({"about.md": "---\ntitle: A\n---\n[a](term:office), and the Port Office.\n"}, "term office"),
        ({"about.md": "---\ntitle: A\n---\nThe Port Office.\n"}, ""),
        ({"site.yaml": SITE + "rights: See [a](place:quay).\n"}, "place quay"),
    ],
)
def test_what_is_named_or_mentioned_is_used(files: dict[str, str], used: str) -> None:
    unused_now = unused(files) - {"timeline l"}
    assert unused_now == set(UNUSED) - {used}


def test_a_source_is_used_when_it_is_cited() -> None:
    assert "source letter" not in unused({})
    assert unused({"sources.yaml": "letter: {type: report, title: A}\nother: {type: report, title: B}\n"}) == {
        *UNUSED, "source other",
    }  # fmt: skip


def test_a_term_that_is_never_marked_must_be_named() -> None:
    files = {
        "glossaries/g.yaml": f"title: A\nterms: {{office: {TERM[:-1]}, mark: never}}}}\n",
        **article("The Port Office."),
    }
    assert "term office" in unused(files)


def test_events_glossaries_and_articles_need_nobody_to_name_them() -> None:
    assert not any(each.startswith(("event", "glossary", "article", "note")) for each in unused({}))


def test_while_entries_have_faults_nothing_is_called_unused() -> None:
    for path in ("articles/a/article.md", "sources.yaml"):
        files = gathered({**FILES, path: "\tbroken"})
        _, found = weave(files.corpus, files.origins, files.broken)
        assert "unused-entry" not in {each.rule for each in found}


# --- headings


def test_a_heading_of_the_first_level_is_told_at_its_line() -> None:
    text = "Text.\n\n# One\n\nTwo *and*\n===\n\n## Good\n\n    # code\n\n- # Three\n\n# \n\n\\# Text"
    found = [each for each in woven({**FILES, **article(text)})[2] if each.rule == "heading-level"]
    assert [str(each.span) for each in found] == [f"content/articles/a/article.md:{line}:1" for line in (9, 11, 18, 20)]
    assert {each.hint for each in found} == {"start it with `##`"}


def test_text_that_looks_like_a_heading_elsewhere_is_none() -> None:
    assert told({"about.md": "---\ntitle: A\n---\n# A\n"}, "heading-level") == {}
    assert told({"sources.yaml": "letter: {type: report, title: A, note: '# a'}\n"}, "heading-level") == {}


# --- rules


def rules_told(text: str) -> list[Diagnostic]:
    found = woven({**FILES, "site.yaml": f"{SITE}rules:\n{text}\n"})[2]
    return [each for each in found if each.span.path == "content/site.yaml"]


def test_a_rule_that_does_not_exist_is_told_with_the_nearest() -> None:
    (found,) = rules_told("  unused-entri: error")
    assert (found.rule, str(found.span)) == ("unknown-key", "content/site.yaml:4:17")
    assert (found.message, found.hint) == ("there is no rule 'unused-entri'", "did you mean 'unused-entry'?")
    (found,) = rules_told("  zzz: off")
    assert found.hint.startswith("rules: ")
    assert all(may_set(rule) for rule in found.hint.removeprefix("rules: ").split(", "))


@pytest.mark.parametrize("severity", ["off", "warning"])
def test_no_error_can_be_lowered(severity: str) -> None:
    errors = [rule for rule, usual in RULES.items() if usual == "error"]
    found = rules_told("\n".join(f"  {rule}: {severity}" for rule in errors))
    assert [each.rule for each in found] == ["bad-value"] * len(errors)
    assert found[0].message == f"the rule {errors[0]!r} is always an error: no page can be made of what it finds"


def test_warnings_can_be_raised_lowered_and_errors_kept() -> None:
    assert rules_told("  unused-entry: error\n  unknown-file: off\n  unknown-ref: error") == []


def test_the_severities_that_a_project_chooses_hold() -> None:
    corpus, _, found = woven({**FILES, "site.yaml": SITE + "rules: {unused-entry: error}\n"})
    assert {each.severity for each in judged(found, corpus.config.rules)} == {"error"}
    corpus, _, found = woven({**FILES, "site.yaml": SITE + "rules: {unused-entry: off}\n"})
    assert judged(found, corpus.config.rules) == ()


# --- the table


def test_every_check_stands_in_the_table_once_and_reports_under_rules_that_exist() -> None:
    finders = [check.find for check in CHECKS]
    assert len(set(finders)) == len(finders)
    assert all(rule in RULES for check in CHECKS for rule in check.rules)
    assert all(check.find.__doc__ for check in CHECKS)


def test_every_rule_that_is_off_by_default_has_a_check_that_can_switch_it_on() -> None:
    checked = {rule for check in CHECKS for rule in check.rules}
    assert {rule for rule, severity in RULES.items() if severity == "off"} <= checked


def test_a_site_in_use_passes_every_check() -> None:
    keys = "timelines: [line]\n"
    files = article("The Port Office. [a](claim:how-many) [b](place:quay)", keys)
    assert [str(each) for each in woven({**FILES, **files})[2]] == []
