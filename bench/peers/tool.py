"""What the runner must know of a tool, and nothing else."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.corpus import Article, Corpus, Mention

HOMES = Path(__file__).parents[1] / ".peers"
"""Each tool that is installed has a folder below this one, which git ignores."""

Files = Mapping[str, str]


@dataclass(frozen=True)
class Tool:
    """A generator, set up as somebody would who knows it well."""

    name: str
    """As on the command line of the runner; also its folder below `HOMES`, if it has no `home`."""
    title: str
    links: str
    """How terms are marked; empty: they are not."""
    lacks: str
    """What of the corpus it cannot do, in words for the table."""
    shared: Callable[[Corpus], Files]
    """All inputs but the articles, by their path: what changes when a term is edited."""
    article: Callable[[Corpus, Article], Files]
    """The inputs of one article."""
    command: Callable[[Path], list[str]]
    """The line that builds, given the home of the tool; it runs in the project's folder."""
    page: str
    """Path of an article's page, with {} for its number."""
    glossary: str
    """Path of the page on which an edited definition must appear; {} is the number of the term."""
    output: str
    """The folder that it fills."""
    pins: tuple[str, ...] = ()
    """Packages with their versions."""
    registry: str = "pip"
    """pip or npm."""
    home: str = ""
    caches: tuple[str, ...] = ()
    """What else is removed before a cold build."""
    environment: Mapping[str, str] = field(default_factory=dict)
    after_term: tuple[str, ...] = ()
    """Further arguments after a term was edited, where the tool would miss it otherwise."""
    largest: int = 10_000
    """The runner measures no more articles than this."""
    mark: str = r"<(?:a|abbr)\b[^>]*>(?:<(?:span|em)\b[^>]*>)*{}<"
    """A pattern of a marked term in a page, with {} for its form."""
    first: str = ""
    """Path of the page of article 0, if it is another."""
    linked_home: str = ""
    """A folder that the project needs a link to in the home of the tool."""

    @property
    def folder(self) -> Path:
        """Where it is installed."""
        return HOMES / (self.home or self.name)

    def page_of(self, at: int) -> str:
        """Return the path of an article's page."""
        return self.first if self.first and not at else self.page.format(at)

    @property
    def is_installed(self) -> bool:
        """True if the pinned packages are there."""
        mark = self.folder / "pins"
        return not self.pins or (mark.exists() and mark.read_text("utf-8").split() == list(self.pins))


def faults(tool: Tool, root: Path, corpus: Corpus) -> Iterator[str]:
    """Yield what is wrong with what the tool just built."""
    pages = [root / tool.output / tool.page_of(at) for at in range(corpus.shape.articles)]
    missing = sum(not page.is_file() for page in pages)
    if missing:
        yield f"{missing} of {len(pages)} articles were not built"
        return
    for at in sorted({0, len(pages) // 2, len(pages) - 1}):
        yield from _page_faults(tool, pages[at].read_text("utf-8"), corpus.article(at))
    yield from _missing_edits(tool, root, corpus)


def _page_faults(tool: Tool, html: str, article: Article) -> Iterator[str]:
    if article.title not in html:
        yield f"article {article.at} has not its title"
    last = str(article.blocks[-1].content[-1]).strip().rstrip(".")
    if last not in html:
        yield f"article {article.at} has not its last words: an edit was missed, or text lost"
    if tool.links:
        terms = {term for term, form in _mentions(article) if re.search(tool.mark.replace("{}", re.escape(form)), html)}
        if terms != article.mentions:
            yield f"article {article.at} marks {len(terms)} of {len(article.mentions)} terms"


def _mentions(article: Article) -> Iterator[tuple[int, str]]:
    return ((part.term, part.text) for block in article.blocks for part in block.content if isinstance(part, Mention))


def _missing_edits(tool: Tool, root: Path, corpus: Corpus) -> Iterator[str]:
    if not corpus.term_edits:
        return
    words = corpus.terms[corpus.edited_term].definition[-30:]
    for page in tool.glossary.format(corpus.edited_term), *([tool.page_of(0)] if "pop-up" in tool.links else ()):
        if words not in (root / tool.output / page).read_text("utf-8"):
            yield f"{page} shows the definition as it was before"
