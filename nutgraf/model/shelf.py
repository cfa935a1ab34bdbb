"""Mappings whose values are fetched when they are asked for, so that what nobody looks at need not be loaded."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

Value = TypeVar("Value")


class Shelf(Mapping[str, Value]):
    """Values by key. `homes` says what each is found in, `fetch` gets it from there."""

    __slots__ = ("fetch", "fetched", "homes")

    def __init__(self, homes: Mapping[str, Any], fetch: Callable[[Any, str], Value]) -> None:
        self.homes, self.fetch = homes, fetch
        self.fetched: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self.fetched:
            self.fetched[key] = self.fetch(self.homes[key], key)
        return self.fetched[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.homes)

    def __len__(self) -> int:
        return len(self.homes)

    def __contains__(self, key: object) -> bool:
        return key in self.homes

    def __repr__(self) -> str:
        return repr(dict(self))
