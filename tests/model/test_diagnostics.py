"""Diagnostics: how they are shown, ordered, rated."""

import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nutgraf.model.diagnostics import RULES, Diagnostic, Span, has_errors, is_on, judged, may_set

ERROR = Diagnostic(Span("content/a.yaml", 3, 5), "unknown-ref", "there is no term 'a'", "did you mean 'b'?")
WARNING = Diagnostic(Span("content/a.yaml", 2), "unused-entry", "nothing names 'a'")


def test_a_diagnostic_shows_place_severity_rule_message_and_hint() -> None:
    assert str(ERROR) == "content/a.yaml:3:5: error[unknown-ref] there is no term 'a'\n    hint: did you mean 'b'?"
    (warning,) = judged([WARNING], {})
    assert str(warning) == "content/a.yaml:2:1: warning[unused-entry] nothing names 'a'"


def test_diagnostics_come_in_the_order_of_their_places() -> None:
    spans = [Span("a", 2, 9), Span("a", 10, 1), Span("a", 10, 2), Span("b", 1, 1)]
    wanted = [replace(ERROR, span=span) for span in spans]
    for order in itertools.permutations(wanted):
        assert list(judged(order, {})) == wanted


def test_the_same_finding_is_told_once() -> None:
    assert len(judged([ERROR, ERROR, replace(ERROR, message="another")], {})) == 2
    assert judged(judged([WARNING], {}), {}) == judged([WARNING], {})


def test_a_rule_gives_the_severity_whatever_the_finding_says() -> None:
    (found,) = judged([replace(ERROR, severity="off")], {})
    assert found.severity == "error"


@pytest.mark.parametrize(("severity", "shown"), [("error", ["error"]), ("warning", ["warning"]), ("off", [])])
def test_a_project_rates_warnings(severity: str, shown: list[str]) -> None:
    found = judged([WARNING], {"unused-entry": {"default": severity}})  # type: ignore[dict-item]
    assert [each.severity for each in found] == shown


@pytest.mark.parametrize("severity", ["warning", "off"])
def test_no_project_lowers_an_error(severity: str) -> None:
    for rule in (rule for rule, usual in RULES.items() if usual == "error"):
        (found,) = judged([replace(ERROR, rule=rule)], {rule: {"default": severity}})  # type: ignore[dict-item]
        assert found.severity == "error"
        assert not may_set(rule)


def test_a_rule_is_on_while_it_can_find_anything() -> None:
    assert is_on("unused-entry", {})
    assert not is_on("unused-entry", {"unused-entry": {"default": "off"}})
    assert is_on("unused-entry", {"unused-entry": {"default": "off", "term:a": "warning"}})
    assert is_on("unknown-ref", {"unknown-ref": {"default": "off"}})


def test_one_entry_may_be_rated_apart() -> None:
    found = [replace(WARNING, ref="term:a"), replace(WARNING, ref="term:b", message="nothing names 'b'")]
    (rated,) = judged(found, {"unused-entry": {"default": "error", "term:a": "off"}})
    assert (rated.ref, rated.severity) == ("term:b", "error")


def test_rules_that_do_not_exist_change_nothing() -> None:
    assert judged([ERROR, WARNING], {"no-such-rule": {"default": "off"}}) == judged([ERROR, WARNING], {})


def test_errors_keep_the_site_from_being_built() -> None:
    assert has_errors(judged([ERROR, WARNING], {}))
    assert not has_errors(judged([WARNING], {}))
    assert not has_errors([])


def test_rules_have_names_that_can_be_typed() -> None:
    assert all(re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule) for rule in RULES)
    assert set(RULES.values()) <= {"error", "warning", "off"}


_found = st.builds(
    Diagnostic,
    st.builds(Span, st.sampled_from(["a", "b"]), st.integers(1, 3), st.integers(1, 3)),
    st.sampled_from(sorted(RULES)),
    st.sampled_from(["m", "n"]),
)


@given(st.lists(_found, max_size=8))
def test_nothing_but_what_is_off_is_lost(found: list[Diagnostic]) -> None:
    rated = judged(found, {})
    assert {(each.span, each.rule, each.message) for each in rated} == {
        (each.span, each.rule, each.message) for each in found if RULES[each.rule] != "off"
    }
    assert list(rated) == sorted(rated)
    assert has_errors(rated) == any(RULES[each.rule] == "error" for each in found)
