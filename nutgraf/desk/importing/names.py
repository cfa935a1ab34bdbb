"""Ids for what is imported: those that the file gives, else proposed from words; each once."""

from collections.abc import Iterable, Mapping

from nutgraf.desk.importing.fit import Fitted
from nutgraf.desk.importing.plain import fold
from nutgraf.desk.importing.values import Remark
from nutgraf.model.fields import is_id, nearest_id

_LONGEST = 60


def propose(words: str, kind: str, number: int) -> str:
    """Return an id after the words; where nothing of them can stand in an id, the kind and a number."""
    key = words if is_id(words) else nearest_id(fold(words))
    if len(key) > _LONGEST:
        key = key[: _LONGEST + 1].rpartition("-")[0] or key[:_LONGEST]
    return key or f"{kind}-{number}"


def name_all(fitted: Iterable[Fitted], prefix: str = "") -> tuple[Mapping[str, Fitted], tuple[Remark, ...]]:
    """Return records by their ids, and remarks on ids that had to change."""
    named: dict[str, Fitted] = {}
    remarks: list[Remark] = []
    for number, each in enumerate(fitted, 1):
        first = key = prefix + propose(each.record.id, each.record.kind, number)
        count = 2
        while key in named:
            key, count = f"{first}-{count}", count + 1
        if key != first:
            remarks.append(Remark(each.record.place, "id", f"{first!r} is taken by another entry of the file: {key}"))
        named[key] = each
    return named, tuple(remarks)
