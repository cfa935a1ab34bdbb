"""Where things stand in the site. Every link names a file, so that the site works from disk as well."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile

from nutgraf.model.corpus import Corpus

PAGES = {
    "term": "glossary/{}/index.html",
    "place": "map/{}/index.html",
    "timeline": "timelines/{}/index.html",
    "glossary": "glossary/index.html#glossary-{}",
    "claim": "claims/index.html#claim-{}",
    "source": "sources/index.html#source-{}",
}
"""The address of an entry by its kind; events, notes, articles and their handouts depend on others."""


def with_home(corpus: Corpus) -> Corpus:
    """Return a corpus whose configuration names the article at the root: the one it named already, or the only one."""
    if corpus.config.home is not None or len(corpus.articles) != 1:
        return corpus
    return replace(corpus, config=replace(corpus.config, home=next(iter(corpus.articles))))


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of all entries of a corpus (`laid_out`), as paths below the site's root."""

    corpus: Corpus

    @property
    def home(self) -> str | None:
        """Return the id of the article at the root."""
        return self.corpus.config.home

    def of(self, ref: str) -> str:
        """Return the address of an entry, with its fragment."""
        kind, _, key = ref.partition(":")
        if kind == "actor":
            kind = "term"
        if kind == "article":
            return "index.html" if key == self.home else f"articles/{key}/index.html"
        if kind == "handout":
            return self.of(f"article:{key}").removesuffix("index.html") + "handout/index.html"
        if kind == "event":
            return self._listed(ref, f"{self.of(f'timeline:{self.corpus.events[key].timeline}')}#event-{key}")
        if kind in ("note", "correction"):
            article, _, name = key.partition("/")
            return f"{self.of(f'article:{article}')}#{kind}-{name}"
        return self._listed(ref, PAGES[kind].format(key))

    def _listed(self, ref: str, address: str) -> str:
        """Return the address of an entry that is listed on another page than the first."""
        number = self.corpus.listed.get(ref, 1) if "#" in address else 1
        path, sign, fragment = address.partition("#")
        return page_of(path, number) + sign + fragment


def page_of(path: str, number: int) -> str:
    """Return the path of a page of a list, by that of its first."""
    return path if number == 1 else f"{path.removesuffix('index.html')}page/{number}/index.html"


@lru_cache(maxsize=1 << 16)
def relative(here: str, address: str) -> str:
    """Return the way from one page to an address (path and fragment), as a relative url."""
    path, sign, fragment = address.partition("#")
    if path == here:
        return sign + fragment or path.rpartition("/")[2]
    start, end = here.split("/")[:-1], path.split("/")
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(start, end[:-1], strict=False)))
    return "/".join([".."] * (len(start) - shared) + end[shared:]) + sign + fragment


def public(path: str) -> str:
    """Return the address under which a page is published: a folder stands for its index."""
    return path.removesuffix("index.html")
