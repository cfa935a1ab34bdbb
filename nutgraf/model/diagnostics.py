"""What nutgraf has to say about content: where, which rule, what in plain words, and the nearest right answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["error", "warning", "off"]

RULES: Mapping[str, Severity] = {
    # the file as text
    "encoding": "error",
    "control-character": "error",
    "file-too-large": "error",
    "front-matter": "error",
    # YAML
    "yaml-syntax": "error",
    "yaml-tab": "error",
    "yaml-alias": "error",
    "yaml-merge": "error",
    "yaml-tag": "error",
    "yaml-depth": "error",
    "yaml-document": "error",
    "duplicate-key": "error",
    # fields
    "unknown-key": "error",
    "missing-key": "error",
    "wrong-type": "error",
    "bad-choice": "error",
    "bad-value": "error",
    "bad-id": "error",
    "bad-date": "error",
    "too-long": "error",
    "too-deep": "error",
    "unsafe-url": "error",
    # how entries hang together
    "duplicate-id": "error",
    "unknown-ref": "error",
    "not-an-actor": "error",
    "unknown-zone": "error",
    "ambiguous-form": "error",
    "anchor-missing": "error",
    "anchor-ambiguous": "error",
    "anchor-overlap": "error",
    "heading-level": "error",
    "image": "error",
    "too-many-articles": "error",
    "page-too-large": "error",
    "words-changed": "error",
    "template-syntax": "error",
    "template-value": "error",
    "unknown-placeholder": "error",
    "missing-file": "error",
    "unknown-file": "warning",
    "unused-entry": "warning",
    "unknown-language": "warning",
    "swapped-coordinates": "warning",
    "search-unavailable": "warning",
    # what a desk editor would ask: off until a project switches it on
    "unexplained-acronym": "off",
    "unsourced-figure": "off",
    "unattributed-paragraph": "off",
    "unsourced-entry": "off",
    "outdated-fact": "off",
    "long-definition": "off",
}
"""Every rule with its severity; docs/rules.md explains each. `rules:` in site.yaml can change that of warnings and of
what is off; what is an error stays one, because pages cannot be made of entries that have it.
"""

DEFAULT = "default"
"""Stands in a rule's severities for all entries that are not named there."""

Severities = Mapping[str, Mapping[str, Severity]]
"""What a project chooses: by rule, then by ref (``source:letter``) or ``default``."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in an input: path from the project's root with slashes; line and column count from 1, in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One finding. Sorted by place, then rule."""

    span: Span
    rule: str
    message: str
    hint: str = ""
    severity: Severity = "error"
    ref: str = ""
    """The entry that it is about, ``kind:id``, where a project may choose the severity for one entry."""

    def __str__(self) -> str:
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.span}: {self.severity}[{self.rule}] {self.message}{hint}"


def judged(found: Iterable[Diagnostic], rules: Severities) -> tuple[Diagnostic, ...]:
    """Return diagnostics sorted, each once, with the severity that the project gives their rule, without those off."""
    rated = {replace(each, severity=_severity(each, rules)) for each in found}
    return tuple(sorted(each for each in rated if each.severity != "off"))


def _severity(found: Diagnostic, rules: Severities) -> Severity:
    chosen = rules.get(found.rule, {}) if may_set(found.rule) else {}
    return chosen.get(found.ref) or chosen.get(DEFAULT) or RULES[found.rule]


def may_set(rule: str) -> bool:
    """Whether a project may choose the severity of a rule."""
    return RULES.get(rule) in ("warning", "off")


def is_on(rule: str, rules: Severities) -> bool:
    """Whether a rule can find anything: not when it is off for every entry."""
    chosen = rules.get(rule, {}) if may_set(rule) else {}
    return any(each != "off" for each in {DEFAULT: RULES[rule], **chosen}.values())


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether any of them keeps the site from being built."""
    return any(each.severity == "error" for each in found)
