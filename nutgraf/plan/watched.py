"""Lookups that note what is looked at. Composing a page learns of the corpus through its lookup and in no other way.

A *fact* is what stands under one key of one mapping (``corpus.terms:pmf``), or which keys a mapping has, in order
(``corpus.terms:*``). Every mapping that a lookup holds is watched, whatever its name; what is no mapping must be shared
by the whole site, or it is refused. So a field that is added to the corpus or to the lookup cannot be looked at unseen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from nutgraf.model.corpus import Config
from nutgraf.plan.lookup import Lookup

Value = TypeVar("Value")

_PARTS = ("corpus", "woven")
"""Fields that hold mappings of their own."""


def watch(lookup: Lookup, seen: set[str]) -> Lookup:
    """Return a lookup that adds every fact that is looked at to `seen`."""
    watched: Lookup = _watched(lookup, "", seen)
    return watched


def facts(lookup: Lookup) -> Iterator[tuple[str, Any]]:
    """Yield all facts of a lookup with what they say."""
    for name, mapping in _mappings(lookup, ""):
        if mapping:
            yield f"{name}:*", tuple(mapping)
        for key, value in mapping.items():
            yield f"{name}:{key}", value


def _watched(value: Any, name: str, seen: set[str]) -> Any:
    inner = {part: _watched(getattr(value, part), f"{part}.", seen) for part in _PARTS if hasattr(value, part)}
    return replace(value, **inner, **{each.rpartition(".")[2]: Watched(mapping, each, seen)
                                      for each, mapping in _own_mappings(value, name)})  # fmt: skip


def _mappings(value: Any, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield from _own_mappings(value, name)
    for part in _PARTS:
        if hasattr(value, part):
            yield from _mappings(getattr(value, part), f"{part}.")


def _own_mappings(value: Any, name: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for each in fields(value):
        inner = getattr(value, each.name)
        if isinstance(inner, Mapping):
            yield f"{name}{each.name}", inner
        elif each.name not in _PARTS and not (inner is None or isinstance(inner, Config)):
            raise TypeError(f"{name}{each.name} cannot be watched: give it as a mapping")


class Watched(Mapping[str, Value]):
    """A mapping that notes which of its keys are looked up, and whether all are."""

    __slots__ = ("inner", "name", "seen")

    def __init__(self, inner: Mapping[str, Value], name: str, seen: set[str]) -> None:
        self.inner, self.name, self.seen = inner, name, seen

    def __getitem__(self, key: str) -> Value:
        self.seen.add(f"{self.name}:{key}")
        return self.inner[key]

    def __iter__(self) -> Iterator[str]:
        self.seen.add(f"{self.name}:*")
        return iter(self.inner)

    def __len__(self) -> int:
        self.seen.add(f"{self.name}:*")
        return len(self.inner)
