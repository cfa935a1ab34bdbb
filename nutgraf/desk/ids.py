"""Which ids are taken: as they are written, so that those of entries with faults count too."""

from collections.abc import Iterator, Mapping

from nutgraf.desk.contents import Contents
from nutgraf.desk.document import Document
from nutgraf.desk.shapes import shape_of
from nutgraf.model.origins import Loc

OF_ARTICLE = ("note", "correction")
"""Kinds whose ids are unique within an article: `note:article/id` names one."""


def ids_of(contents: Contents, kind: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every id of a kind as it is written, with its earlier ids."""
    for path, content in contents.items():
        shape, match = shape_of(path), None
        if shape is None or kind not in (shape.name, shape.member_name):
            continue
        doc, match = Document.of(f"content/{path}", content), shape.match(path)
        name = match.group(1) if match and match.groups() else ""
        if shape.name == kind:
            yield name, _was(doc.value)
        else:
            for key, entry in _members(doc.value, shape.members).items():
                yield (f"{name}/{key}" if kind in OF_ARTICLE else key), _was(entry)


def _members(value: object, loc: Loc) -> Mapping[str, object]:
    for step in loc:
        value = value.get(step) if isinstance(value, dict) else None
    return {key: each for key, each in value.items() if not key.startswith("x-")} if isinstance(value, dict) else {}


def _was(entry: object) -> tuple[str, ...]:
    was = entry.get("was") if isinstance(entry, dict) else None
    return tuple(each for each in was if isinstance(each, str)) if isinstance(was, list) else ()
