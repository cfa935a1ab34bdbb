"""A composer makes up one page: it resolves refs to links seen from there, and numbers sources as they are cited.

Entries that stand on the page itself (`local`) are linked there; all others on their own pages.
"""

from collections.abc import Iterable
from typing import Any

from nutgraf.model.corpus import Corpus
from nutgraf.model.entries import Name, Source
from nutgraf.model.links import text_ref
from nutgraf.model.origins import Loc
from nutgraf.plan.addresses import Addresses, relative
from nutgraf.plan.contexts import Reference, SourceView, Text

_DETAILS = (
    "collection_title",
    "volume",
    "issue",
    "page",
    "edition",
    "number",
    "genre",
    "publisher_place",
    "doi",
    "isbn",
)


class Composer:
    """Used while one page is planned; what it gives is frozen."""

    def __init__(self, corpus: Corpus, path: str, local: Iterable[str] = ()) -> None:
        self.corpus, self.path = corpus, path
        self.addresses = Addresses(corpus)
        self.local = frozenset(local)
        self.numbers: dict[str, int] = {}

    def url(self, ref: str) -> str:
        """Return the way from this page to an entry."""
        kind, _, key = ref.partition(":")
        kind = "term" if kind == "actor" else kind
        if f"{kind}:{key}" in self.local:
            return f"#{kind}-{key.rpartition('/')[2]}"
        return relative(self.path, self.addresses.of(ref))

    def asset(self, name: str) -> str:
        """Return the way from this page to a file among the site's assets."""
        return relative(self.path, f"assets/{name}")

    def reference(self, ref: str) -> Reference:
        """Return a link to an entry, labelled with its own name."""
        kind, _, key = ref.partition(":")
        kind = "term" if kind == "actor" else kind
        return Reference(kind, key, label(self.corpus, ref), self.url(ref))

    def references(self, kind: str, keys: Iterable[str]) -> tuple[Reference, ...]:
        """Return links to entries of one kind."""
        return tuple(self.reference(f"{kind}:{key}") for key in keys)

    def cite(self, key: str) -> Reference:
        """Return a numbered citation; a source gets its number when it is first cited."""
        number = self.numbers.setdefault(key, len(self.numbers) + 1)
        return Reference("source", key, label(self.corpus, f"source:{key}"), f"#source-{key}", number)

    def cites(self, keys: Iterable[str]) -> tuple[Reference, ...]:
        """Return numbered citations."""
        return tuple(self.cite(key) for key in keys)

    def text(self, ref: str, loc: Loc, source: str | None) -> Text:
        """Return a text field of an entry with its links resolved."""
        if not source:
            return Text("")
        found: dict[str, Reference] = {}
        for link in self.corpus.links.get(ref, ()):
            target = text_ref(link.url, ref)
            if link.loc == loc and target and link.url not in found:
                kind, _, key = target.partition(":")
                found[link.url] = self.cite(key) if kind == "source" else self.reference(target)
        return Text(source, found)

    def sources(self) -> tuple[SourceView, ...]:
        """Return the sources cited so far, in the order of their numbers. Their remarks may cite no further ones."""
        return tuple(self.source(key, number) for key, number in self.numbers.items())

    def source(self, key: str, number: int = 0) -> SourceView:
        """Return one bibliographic record."""
        it = self.corpus.sources[key]
        return SourceView(
            id=key,
            number=number,
            type=it.type,
            authors=names(it.author),
            title=it.title,
            container=it.container_title or "",
            publisher=it.publisher or "",
            issued=it.issued,
            url=it.url or "",
            accessed=it.accessed,
            archived=it.archived.url if it.archived else "",
            copy_of=it.copy_of or "",
            language=it.language or "",
            tier=it.tier,
            details=_details(it),
            note=Text(it.note or ""),
            entry=relative(self.path, self.addresses.of(f"source:{key}")),
            was=it.was,
        )


def label(corpus: Corpus, ref: str) -> str:
    """Return the words by which an entry is called in a link."""
    kind, _, key = ref.partition(":")
    entry: Any = corpus.of_kind("term" if kind == "actor" else kind)[key]
    if kind == "correction":
        entry = corpus.articles[entry.article]
    for name in ("name", "title", "question"):
        words = getattr(entry, name, None)
        if words:
            return str(words)
    return entry.quote.exact if kind == "note" else key


def names(people: tuple[Name, ...]) -> tuple[str, ...]:
    """Return what creators are called."""
    return tuple(each.literal or " ".join(filter(None, (each.given, each.family))) for each in people)


def _details(source: Source) -> tuple[str, ...]:
    return tuple(str(getattr(source, each)) for each in _DETAILS if getattr(source, each))
