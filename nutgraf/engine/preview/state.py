"""What the open pages are told: plain values, ready for JSON. Pages show them as text only."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from nutgraf.engine.project import CONTENT, TEMPLATES, Project, default_theme
from nutgraf.model.diagnostics import Diagnostic

_SHOWN = 200
"""Characters of a line that are shown, round the place of the fault."""

_MOST = 200
"""Diagnostics that are sent; the rest is counted."""


def state_of(
    diagnostics: Iterable[Diagnostic], project: Project, *, is_good: bool, with_drafts: bool
) -> Mapping[str, Any]:
    """Return the state of the preview: whether the content is good, and everything that was found in it."""
    found = tuple(diagnostics)
    errors = [each for each in found if each.severity == "error"]
    warnings = [each for each in found if each.severity != "error"]
    return {
        "is_good": is_good,
        "with_drafts": with_drafts,
        "errors": [*_told(errors, project)],
        "warnings": [*_told(warnings, project)],
        "more": max(0, len(errors) - _MOST) + max(0, len(warnings) - _MOST),
    }


def _told(diagnostics: list[Diagnostic], project: Project) -> Iterator[Mapping[str, Any]]:
    texts: dict[str, list[str]] = {}
    for each in diagnostics[:_MOST]:
        path = each.span.path
        if path not in texts:
            texts[path] = _lines(project, path)
        before, after = frame(texts[path], each.span.line, each.span.column)
        yield {
            "path": path,
            "line": each.span.line,
            "column": each.span.column,
            "rule": each.rule,
            "message": each.message,
            "hint": each.hint,
            "before": before,
            "after": after,
        }


def frame(lines: list[str], line: int, column: int) -> tuple[str, str]:
    """Return the line of a fault as what stands before its column and what stands from there; both cut to fit."""
    if not 1 <= line <= len(lines):
        return "", ""
    text, at = lines[line - 1], max(0, column - 1)
    start = max(0, at - _SHOWN // 2)
    before, after = text[start:at], text[at : start + _SHOWN]
    return ("…" if start else "") + before, after + ("…" if len(text) > start + _SHOWN else "")


def _lines(project: Project, path: str) -> list[str]:
    """Return the lines of an input as it is now, nothing for what is no input."""
    folder, _, name = path.partition("/")
    if folder not in (CONTENT, TEMPLATES) or ".." in Path(name).parts:
        return []
    for parent in (project.root / folder, *([default_theme()] if folder == TEMPLATES else [])):
        try:
            return (parent / name).read_text("utf-8-sig", errors="replace").split("\n")
        except OSError:
            continue
    return []
