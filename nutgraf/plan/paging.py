"""Lists that would grow with the site are laid out on several pages: `page_size` entries each, in the list's order.

Which page an entry stands on depends on all that come before it, so it is worked out once and kept in the corpus
(`listed`), where addresses find it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from nutgraf.model.corpus import Corpus
from nutgraf.plan.addresses import page_of, relative, with_home
from nutgraf.plan.contexts import NavItem, Pager
from nutgraf.plan.lookup import timelines_of
from nutgraf.plan.views import in_order

_NEAR = 2
"""Pages before and after this one that a pager names, besides the first and the last."""

_ROOM = 10
"""What a page shows below all its entries together, in page sizes."""


class Part(NamedTuple):
    """One of the pages on which a list stands."""

    path: str
    """That of the list's first page."""
    number: int
    pages: int
    size: int

    @property
    def here(self) -> str:
        """Return the path of this page."""
        return page_of(self.path, self.number)

    @property
    def first(self) -> int:
        """Return the place in the list of what stands on this page first, from 1."""
        return (self.number - 1) * self.size + 1

    def of(self, items: tuple[str, ...]) -> tuple[str, ...]:
        """Return what of the list stands on this page."""
        return items[self.first - 1 : self.number * self.size]

    def pager(self) -> Pager | None:
        """Return the links to the other pages, as seen from this one; None when there are none."""
        if self.pages == 1:
            return None
        near = {each for each in range(self.number - _NEAR, self.number + _NEAR + 1) if 0 < each <= self.pages}
        shown = sorted({1, *near, self.pages})
        items = tuple(NavItem(str(each), self._way(each), each == self.number) for each in shown)
        before = self._way(self.number - 1) if self.number > 1 else ""
        after = self._way(self.number + 1) if self.number < self.pages else ""
        return Pager(self.number, self.pages, items, before, after)

    def _way(self, number: int) -> str:
        return relative(self.here, page_of(self.path, number))


def parts(path: str, length: int, size: int) -> Iterator[Part]:
    """Yield the pages of a list of some length; an empty list has one."""
    count = max(1, -(-length // size))
    return (Part(path, number, count, size) for number in range(1, count + 1))


def share(lengths: Iterable[int], size: int) -> int:
    """Return how many items each of a page's lists may show, so that together they have ten page sizes at most: the
    longest are cut, alike. It is a page size at most, and 1 at least.
    """
    room, rest = _ROOM * size, sorted(min(length, size) for length in lengths)
    for count, length in zip(range(len(rest), 0, -1), rest, strict=True):
        if length * count > room:
            return max(1, room // count)
        room -= length
    return size


def laid_out(corpus: Corpus) -> Corpus:
    """Return a corpus that names the article at the root (`with_home`) and knows on which pages entries are listed."""
    return replace(with_home(corpus), listed=dict(_listed(corpus)))


def _listed(corpus: Corpus) -> Iterator[tuple[str, int]]:
    """Yield refs of entries without a page of their own, with the number of their list's page where that is not 1."""
    size = corpus.config.page_size
    yield from _later((f"claim:{key}" for key in corpus.claims), size)
    yield from _later((f"source:{key}" for key in corpus.sources), size)
    if len(corpus.terms) > size:
        firsts: dict[str, int] = {}
        for at, key in enumerate(glossary_order(corpus)):
            firsts.setdefault(f"glossary:{corpus.terms[key].glossary}", at // size + 1)
        yield from ((ref, number) for ref, number in firsts.items() if number > 1)
    for line, keys in events_by_timeline(corpus).items() if len(corpus.events) > size else ():
        found = _later(keys, size)
        yield from ((f"event:{key}", number) for key, number in found if corpus.events[key].timeline == line)


def _later(refs: Iterable[str], size: int) -> Iterator[tuple[str, int]]:
    return ((ref, at // size + 1) for at, ref in enumerate(refs) if at >= size)


def event_order(corpus: Corpus) -> tuple[str, ...]:
    """Return the ids of all events as timelines show them."""
    return tuple(event.id for event in in_order(corpus.events.values()))


def events_by_timeline(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the events of each timeline, in this order."""
    found: dict[str, list[str]] = {}
    for key in event_order(corpus):
        for line in timelines_of(corpus.events[key]):
            found.setdefault(line, []).append(key)
    return {line: tuple(keys) for line, keys in found.items()}


def glossary_order(corpus: Corpus) -> tuple[str, ...]:
    """Return the ids of all terms as the glossary shows them: glossary by glossary, by name."""
    at = {key: number for number, key in enumerate(corpus.glossaries)}
    terms = sorted(corpus.terms.values(), key=lambda term: (at[term.glossary], term.name.casefold()))
    return tuple(term.id for term in terms)
