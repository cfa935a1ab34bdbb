"""Readings to one corpus. The same id twice is an error that names both places; the first one stands."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from nutgraf.model.corpus import COLLECTIONS, Config, Corpus
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Origin, Origins
from nutgraf.model.prose import Block, TextLink
from nutgraf.model.shelf import Shelf


class Readable(Protocol):
    """A reading (`nutgraf.read.files.Reading`), or what stands for one of which not all is loaded."""

    @property
    def path(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def entries(self) -> Mapping[str, Any]: ...  # noqa: D102
    @property
    def broken(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def drafts(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def origins(self) -> Mapping[str, Origin]: ...  # noqa: D102
    @property
    def links(self) -> Mapping[str, tuple[TextLink, ...]]: ...  # noqa: D102
    @property
    def names(self) -> Mapping[str, tuple[str, ...]]: ...  # noqa: D102
    @property
    def was(self) -> Mapping[str, tuple[str, ...]]: ...  # noqa: D102
    @property
    def blocks(self) -> tuple[Block, ...]: ...  # noqa: D102
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Gathered:
    """The corpus, where its entries stand, the refs of entries that have faults, and what is wrong so far."""

    corpus: Corpus
    origins: Origins
    broken: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    drafts: frozenset[str]
    """The refs of entries that were left out, as readers do not get them yet."""


def gather(readings: "Iterable[Readable]", *, with_drafts: bool = True) -> Gathered:
    """Join readings (in the order of their paths) to one corpus. Drafts that are left out still stand somewhere."""
    readings = tuple(readings)
    homes: dict[str, Readable] = {}
    found: list[Diagnostic] = []
    for reading in readings:
        found += reading.diagnostics
        for ref in reading.origins:
            if ref in homes:
                found.append(_duplicate(ref, reading.origins[ref], homes[ref].origins[ref]))
            else:
                homes[ref] = reading
    broken = frozenset().union(*(reading.broken for reading in readings))
    found += _missing({*homes, *broken})
    drafts = frozenset() if with_drafts else _drafts(readings)
    corpus = _corpus({ref: it for ref, it in homes.items() if ref in it.entries and ref not in drafts}, readings)
    by_path = {reading.path: reading for reading in readings}
    origins = Origins(
        Shelf(homes, lambda it, ref: it.origins[ref]),
        Shelf(by_path, lambda it, _: it.text),
        Shelf(by_path, lambda it, _: it.origins),
    )
    return Gathered(corpus, origins, broken, tuple(found), drafts)


def _drafts(readings: "Iterable[Readable]") -> frozenset[str]:
    """Return the refs of all drafts, and of the notes and corrections of articles that are drafts."""
    drafts = frozenset().union(*(reading.drafts for reading in readings))
    articles = {ref.partition(":")[2] for ref in drafts if ref.startswith("article:")}
    return drafts | {ref for reading in readings if articles for ref in reading.entries if _article_of(ref) in articles}


def _article_of(ref: str) -> str:
    """Return the article of a note or a correction."""
    kind, _, key = ref.partition(":")
    return key.partition("/")[0] if kind in ("note", "correction") else ""


def _missing(written: Container[str]) -> Iterator[Diagnostic]:
    """Report files without which others mean nothing. `written` are the refs of all entries, faulty ones too."""
    if "site:site" not in written:
        hint = "write one with at least `title: …`"
        yield Diagnostic(Span("content/site.yaml"), "missing-file", "the project has no site.yaml", hint)


def _corpus(homes: "Mapping[str, Readable]", readings: "tuple[Readable, ...]") -> Corpus:
    """Return the corpus of entries that are found in these homes."""
    by_kind: dict[str, dict[str, Readable]] = {name: {} for name in COLLECTIONS.values()}
    for ref, reading in homes.items():
        kind, _, key = ref.partition(":")
        if kind in COLLECTIONS:
            by_kind[COLLECTIONS[kind]][key] = reading
    site, about = homes.get("site:site"), homes.get("about:about")
    named = [f"{kind}:{key}" for kind, name in COLLECTIONS.items() for key in by_kind[name]]
    earlier = {ref: ids for it in readings for ref, ids in it.was.items() if homes.get(ref) is it}
    return Corpus(
        config=site.entries["site:site"] if site else Config(title="Untitled"),
        about=about.entries["about:about"] if about else None,
        links=Shelf({ref: it for it in reversed(readings) for ref in it.links}, lambda it, ref: it.links[ref]),
        names={ref: homes[ref].names[ref] for ref in ("site:site", *named, "about:about") if ref in homes},
        was={ref: earlier[ref] for ref in named if ref in earlier},
        blocks=Shelf(by_kind["articles"], lambda it, _: it.blocks),
        **{COLLECTIONS[kind]: Shelf(by_kind[COLLECTIONS[kind]], partial(_entry, kind)) for kind in COLLECTIONS},
    )


def _entry(kind: str, reading: "Readable", key: str) -> Any:
    return reading.entries[f"{kind}:{key}"]


def _duplicate(ref: str, origin: Origin, first: Origin) -> Diagnostic:
    kind, _, key = ref.partition(":")
    message = f"the {kind} {key!r} stands here and in {Span(first.path, *first.key)}"
    return Diagnostic(Span(origin.path, *origin.key), "duplicate-id", message, "give one of them another id")
