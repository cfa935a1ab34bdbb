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
    "words-changed": "error",
    "missing-file": "error",
    "unknown-file": "warning",
    "unused-entry": "warning",
    "unknown-language": "warning",
}
"""Every rule with its severity. `rules:` in site.yaml can change that of warnings; what is an error stays one, because
pages cannot be made of entries that have it.
"""


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

    def __str__(self) -> str:
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.span}: {self.severity}[{self.rule}] {self.message}{hint}"


def judged(found: Iterable[Diagnostic], rules: Mapping[str, Severity]) -> tuple[Diagnostic, ...]:
    """Return diagnostics sorted, each once, with the severity that the project gives their rule, without those off."""
    severities = {**RULES, **{rule: severity for rule, severity in rules.items() if may_set(rule)}}
    rated = {replace(each, severity=severities[each.rule]) for each in found}
    return tuple(sorted(each for each in rated if each.severity != "off"))


def may_set(rule: str) -> bool:
    """Whether a project may choose the severity of a rule."""
    return RULES.get(rule) == "warning"


def has_errors(found: Iterable[Diagnostic]) -> bool:
    """Whether any of them keeps the site from being built."""
    return any(each.severity == "error" for each in found)
