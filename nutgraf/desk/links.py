"""External links: which there are, what the web says of each, and what that means for readers.

1. Every http address that readers can follow is gathered with its places: those of sources and their archived
   copies, originals, editors, and links in texts.
2. Each address is asked for once (`nutgraf.desk.asking`), or taken from the memory of an earlier check.
3. The answers are judged: gone, gone but archived, moved, or not to be decided by a machine.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urldefrag, urlsplit

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Span
from nutgraf.model.fields import is_web_address
from nutgraf.model.origins import Loc
from nutgraf.read.corpus import Gathered

State = Literal["alive", "moved", "broken", "unchecked"]
Group = Literal["broken", "archived", "moved", "unchecked"]

GROUPS: Mapping[Group, str] = {
    "broken": "broken",
    "archived": "gone, but the source's archived copy is there",
    "moved": "moved",
    "unchecked": "could not be checked: open them yourself",
}
"""Findings in the order in which they are told."""

_AGES: Mapping[State, int] = {"alive": 7 * 86400, "moved": 7 * 86400, "broken": 86400, "unchecked": 3600}
"""Seconds for which an answer is remembered."""

_GONE = (404, 410)
_FOR_GOOD = (301, 308)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one address: a status, or in words why there is none; where redirects led."""

    status: int = 0
    words: str = ""
    is_gone: bool = False
    """Whether nothing can be there: no computer has this name."""
    moved_to: str = ""
    is_for_good: bool = False
    """Whether every redirect said that it is permanent."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One link that needs a look."""

    group: Group
    span: Span
    url: str
    words: str


def links_of(content: Gathered) -> Mapping[str, tuple[Span, ...]]:
    """Return every external address (without its part behind ``#``) and where it is written, in order of the files."""
    found: dict[str, set[Span]] = {}
    for ref, loc, url in _written(content.corpus):
        if is_web_address(url):
            found.setdefault(urldefrag(url).url, set()).add(content.origins.span(ref, loc, url))
    return {url: tuple(sorted(spans)) for url, spans in sorted(found.items(), key=lambda each: (min(each[1]), each[0]))}


def _written(corpus: Corpus) -> Iterator[tuple[str, Loc, str]]:
    for key, source in corpus.sources.items():
        yield f"source:{key}", ("url",), source.url or ""
        yield f"source:{key}", ("archived", "url"), source.archived.url if source.archived else ""
    for key, article in corpus.articles.items():
        yield f"article:{key}", ("original", "url"), article.original.url if article.original else ""
    for key, editor in corpus.config.editors.items():
        yield "site:site", ("editors", key, "url"), editor.url or ""
    for ref, links in corpus.links.items():
        yield from ((ref, link.loc, link.url) for link in links if not link.is_image)


def copies_of(corpus: Corpus) -> Mapping[str, str]:
    """Return the archived copy of each address that has one."""
    pairs = ((each.url, each.archived.url) for each in corpus.sources.values() if each.url and each.archived)
    return {urldefrag(url).url: urldefrag(copy).url for url, copy in pairs}


def state_of(answer: Answer) -> State:
    """Return what an answer means. 403, 429, faults of servers and silence say nothing about the page."""
    if answer.is_gone or answer.status in _GONE:
        return "broken"
    if not 200 <= answer.status < 300:
        return "unchecked"
    return "moved" if answer.moved_to else "alive"


def is_fresh(answer: Answer, age: float) -> bool:
    """Whether an answer of so many seconds ago need not be asked for again. Silence is not remembered."""
    is_silence = not answer.status and not answer.is_gone
    return not is_silence and 0 <= age < _AGES[state_of(answer)]


def findings(
    links: Mapping[str, Iterable[Span]], answers: Mapping[str, Answer], copies: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what needs a look, the worst first, one finding for each place."""
    found = [
        Finding(group, span, url, words)
        for url, spans in links.items()
        if url in answers and (judged := _judged(url, answers, copies)) is not None
        for group, words in (judged,)
        for span in spans
    ]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda each: (order.index(each.group), each.span)))


def _judged(url: str, answers: Mapping[str, Answer], copies: Mapping[str, str]) -> tuple[Group, str] | None:
    answer, state = answers[url], state_of(answers[url])
    if state == "alive" or (state == "moved" and url in copies.values()):
        return None  # archives lead from the date that was asked for to the copy of that day
    if state == "moved":
        return "moved", _way(url, answer)
    words = _said(answer)
    copy = copies.get(url, "")
    if state == "broken" and copy in answers and state_of(answers[copy]) in ("alive", "moved"):
        return "archived", f"{words}; archived at {copy}"
    return state, words


def _said(answer: Answer) -> str:
    words = answer.words or {404: "there is no such page", 410: "the page was taken away"}.get(answer.status, "")
    status = str(answer.status) if answer.status else ""
    where = f" at {answer.moved_to}" if answer.moved_to else ""
    return ", ".join(filter(None, (status, words))) + where


def _way(url: str, answer: Answer) -> str:
    before, after = urlsplit(url), urlsplit(answer.moved_to)
    lost = after.path in ("", "/") and not after.query and before.path not in ("", "/")
    more = " (a site's front page: the page itself may be gone)" if lost else ""
    return f"{'for good' if answer.is_for_good else 'for now'} to {answer.moved_to}{more}"


def without_guesses(answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """Return answers that claim nothing when none of several hosts was found: then this computer is offline."""
    hosts = {urlsplit(url).hostname for url in answers}
    if len(hosts) < 2 or not all(answer.is_gone for answer in answers.values()):
        return answers
    return dict.fromkeys(answers, Answer(words="no name can be looked up: is this computer online?"))


def is_redirect_for_good(status: int) -> bool:
    """Whether a redirect says that the new address is the address from now on."""
    return status in _FOR_GOOD
