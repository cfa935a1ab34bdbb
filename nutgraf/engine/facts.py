"""What each input says, as digests of facts; so that what an edit touches is found without looking at anything else.

A lookup of the whole site is the lookups of its files put together, in the order of their paths: each fact is decided
by what the files say of it. So a fact is as it was when every file says the same of it as before, and a page is as it
was when all facts that it has seen are. Facts are known by a checksum of their name: two that share one only cause a
page to be composed that need not be.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from hashlib import blake2b
from struct import Struct
from zlib import crc32

from nutgraf.engine.digests import short
from nutgraf.model.corpus import Config, Corpus
from nutgraf.model.prose import Block
from nutgraf.plan.lookup import Lookup, look_up
from nutgraf.plan.watched import facts
from nutgraf.read.corpus import gather
from nutgraf.read.files import Reading
from nutgraf.weave.links import backlinks
from nutgraf.weave.woven import NewlyWoven, Woven, WovenArticle

Facts = bytes
"""What one input says: a checksum of each fact with a digest of what it says of it, sorted."""

Said = bytes
"""A digest of that: an input of which it is the same says the same."""

Seen = bytes
"""The checksums of the facts that a page has seen, sorted."""

_FACT = Struct("<I8s")
_NOTHING = Corpus(Config(title=""))


def said_by_file(reading: Reading) -> Facts:
    """Return what a file of the content says."""
    corpus = gather((reading,)).corpus
    return _facts(look_up(corpus, Woven({}, backlinks(corpus), {})))


def without(reading: Reading, left_out: Collection[str]) -> Reading:
    """Return a reading without some of its entries, such as drafts."""
    return replace(reading, entries={ref: entry for ref, entry in reading.entries.items() if ref not in left_out})


def said_by_text(article: str, blocks: tuple[Block, ...], woven: WovenArticle) -> Facts:
    """Return what was found in the text of an article."""
    text = NewlyWoven(woven)
    found = look_up(replace(_NOTHING, blocks={article: blocks}), Woven({article: woven}, {}, {article: text.mentioned}))
    return _facts(replace(found, corpus=_NOTHING))


def said_by_lists(listed: Mapping[str, int]) -> Facts:
    """Return what the lengths of all lists together say: on which page of its list each entry stands."""
    return _facts(look_up(replace(_NOTHING, listed=listed), Woven({}, {}, {})))


def said_as(facts: Facts) -> Said:
    """Return the digest of facts."""
    return blake2b(facts, digest_size=16).digest()


def _facts(lookup: Lookup) -> Facts:
    return b"".join(sorted(_FACT.pack(_checksum(name), short(value)) for name, value in facts(lookup)))


def _checksum(name: str) -> int:
    return crc32(name.encode())


def seen_as(names: Iterable[str]) -> Seen:
    """Return the names of facts as they are kept."""
    return array("I", sorted(set(map(_checksum, names)))).tobytes()


def changed_facts(
    before: Mapping[str, Said], after: Mapping[str, Said], facts_of: Callable[[Said], Facts | None]
) -> set[int] | None:
    """Return the checksums of the facts of which some input says something else now; None when nobody knows any more
    what one of these inputs said.
    """
    found: set[int] = set()
    for name in before.keys() | after.keys():
        said = before.get(name), after.get(name)
        if said[0] != said[1]:
            one, other = (b"" if each is None else facts_of(each) for each in said)
            if one is None or other is None:
                return None
            found.update(fact for fact, _ in set(_FACT.iter_unpack(one)) ^ set(_FACT.iter_unpack(other)))
    return found


def is_touched(seen: Seen, changed: Collection[int]) -> bool:
    """Whether any of the facts seen has changed."""
    return bool(changed) and not set(changed).isdisjoint(array("I", seen))
