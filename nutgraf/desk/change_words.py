"""Changes in words: one line that sums up, then entry by entry; as text, or as Markdown for a pull request."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from nutgraf.desk.changes import Change, Changes
from nutgraf.desk.field_changes import FieldChange, Segment

_SINGLE = ("site", "about page", "article text")
_WHATS = ("changed", "re-anchored", "renamed", "added", "removed")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+!|~&-])")


def summary(changes: Changes) -> str:
    """Return one line: ``2 claims changed, 1 note re-anchored, article text changed in 3 paragraphs``."""
    counts = Counter((each.kind, each.what) for each in changes.entries)
    kinds = dict.fromkeys(each.kind for each in changes.entries)
    parts = [_counted(kind, what, counts[kind, what]) for kind in kinds for what in _WHATS if counts[kind, what]]
    paragraphs = sum(len(each.fields) for each in changes.paragraphs)
    if paragraphs:
        articles = len(changes.paragraphs)
        where = "article text" if articles == 1 else f"text of {articles} articles"
        parts.append(f"{where} changed in {paragraphs} paragraph{'s' if paragraphs > 1 else ''}")
    return ", ".join(parts) or "nothing changed for readers"


def _counted(kind: str, what: str, count: int) -> str:
    if kind in _SINGLE:
        return f"{kind} {what}"
    return f"{count} {kind if count == 1 else _many(kind)} {what}"


def _many(kind: str) -> str:
    return kind if kind in _SINGLE else "glossaries" if kind == "glossary" else f"{kind}s"


def as_text(changes: Changes) -> str:
    """Return all changes for a terminal."""
    lines = [summary(changes)]
    for kind, group in _groups(changes):
        lines += ["", _many(kind)]
        for each in group:
            lines.append(f"  {each.what}: {_named(each)}")
            lines += [f"    {field.name}: {_joined(field, _plain)}" for field in each.fields]
    return "\n".join((*lines, *_unread(changes)))


def as_markdown(changes: Changes) -> str:
    """Return all changes for a comment on a forge; texts of the content cannot be taken for marks of Markdown."""
    lines = [f"**{_escaped(summary(changes))}**"]
    for kind, group in _groups(changes):
        lines += ["", f"### {_many(kind).capitalize()}", ""]
        for each in group:
            lines.append(f"- {each.what}: {_escaped(_named(each))}")
            lines += [f"  - {_escaped(field.name)}: {_joined(field, _marked)}" for field in each.fields]
    return "\n".join((*lines, *map(_escaped, _unread(changes))))


FORMATS: Mapping[str, Callable[[Changes], str]] = {"text": as_text, "markdown": as_markdown}
"""The ways to tell changes."""


def _groups(changes: Changes) -> Iterator[tuple[str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    for each in changes.entries:
        found.setdefault(each.kind, []).append(each)
    if changes.paragraphs:
        found["article text"] = list(changes.paragraphs)
    yield from found.items()


def _named(change: Change) -> str:
    label = f" ({change.label})" if change.label and change.label != change.key else ""
    return f"{change.key}{label}{f', until now {change.was}' if change.was else ''}"


def _joined(field: FieldChange, write: Callable[[Segment], str]) -> str:
    return " ".join(write(each) for each in field.segments if each[1])


def _plain(segment: Segment) -> str:
    kind, text = segment
    return {"stays": text, "gone": f"[-{text}-]", "new": f"{{+{text}+}}"}[kind]


def _marked(segment: Segment) -> str:
    kind, text = segment
    safe = _escaped(text)
    return {"stays": safe, "gone": f"~~{safe}~~", "new": f"**{safe}**"}[kind]


def _escaped(text: str) -> str:
    """Return a text that Markdown shows as it is, and in which a forge finds nobody to notify."""
    return _SPECIAL.sub(r"\\\1", text).replace("@", "&#64;")


def _unread(changes: Changes) -> tuple[str, ...]:
    if not changes.unread:
        return ()
    return ("", f"not compared, because they have errors on one side: {', '.join(changes.unread)}")
