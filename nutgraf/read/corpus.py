"""Readings to one corpus. The same id twice is an error that names both places; the first one stands."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from nutgraf.model.corpus import COLLECTIONS, Config, Corpus
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Origin, Origins
from nutgraf.read.files import Reading


@dataclass(frozen=True, slots=True)
class Gathered:
    """The corpus, where its entries stand, the refs of entries that have faults, and what is wrong so far."""

    corpus: Corpus
    origins: Origins
    broken: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]


def gather(readings: Iterable[Reading]) -> Gathered:
    """Join readings (in the order of their paths) to one corpus."""
    readings = tuple(readings)
    entries: dict[str, Any] = {}
    places: dict[str, Origin] = {}
    found: list[Diagnostic] = []
    for reading in readings:
        found += reading.diagnostics
        for ref, origin in reading.origins.items():
            if ref in places:
                found.append(_duplicate(ref, origin, places[ref]))
            else:
                places[ref] = origin
                if ref in reading.entries:
                    entries[ref] = reading.entries[ref]
    broken = frozenset().union(*(reading.broken for reading in readings))
    found += _missing({*places, *broken})
    corpus = _corpus(entries, readings)
    origins = Origins(places, {reading.path: reading.text for reading in readings})
    return Gathered(corpus, origins, broken, tuple(found))


def _missing(written: Container[str]) -> Iterator[Diagnostic]:
    """Report files without which others mean nothing. `written` are the refs of all entries, faulty ones too."""
    if "site:site" not in written:
        hint = "write one with at least `title: …`"
        yield Diagnostic(Span("content/site.yaml"), "missing-file", "the project has no site.yaml", hint)


def _corpus(entries: dict[str, Any], readings: tuple[Reading, ...]) -> Corpus:
    by_kind: dict[str, dict[str, Any]] = {name: {} for name in COLLECTIONS.values()}
    for ref, entry in entries.items():
        kind, _, key = ref.partition(":")
        if kind in COLLECTIONS:
            by_kind[COLLECTIONS[kind]][key] = entry
    links = {ref: found for reading in reversed(readings) for ref, found in reading.links.items()}
    blocks = {
        ref.removeprefix("article:"): reading.blocks
        for reading in readings
        for ref in reading.entries
        if ref.startswith("article:")
    }
    return Corpus(
        config=entries.get("site:site") or Config(title="Untitled"),
        about=entries.get("about:about"),
        links=links,
        blocks=blocks,
        **by_kind,
    )


def _duplicate(ref: str, origin: Origin, first: Origin) -> Diagnostic:
    kind, _, key = ref.partition(":")
    message = f"the {kind} {key!r} stands here and in {Span(first.path, *first.key)}"
    return Diagnostic(Span(origin.path, *origin.key), "duplicate-id", message, "give one of them another id")
