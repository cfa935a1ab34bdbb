"""Write articles and lists of entries in the Markdown that a tool understands."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from bench.corpus import Article, Block, Claim, Corpus, Event, Inline, Link, Mention, Noted, Place


@dataclass(frozen=True)
class Dialect:
    """How a tool writes what Markdown leaves open."""

    address: Callable[[Link], str]
    """Where a link to an entry or article leads."""
    mention: Callable[[Mention], str] = lambda mention: mention.text
    """A term in text: as it is, where the tool finds it by itself."""
    anchor: Callable[[str], str] = lambda name: f'<a id="{name}"></a>\n\n'
    """A place that links can lead to."""
    has_footnotes: bool = True
    """Notes are written as footnotes; else they stand elsewhere."""


def body(article: Article, dialect: Dialect) -> str:
    """Write an article without its title; notes are footnotes."""
    parts = [_block(block, dialect) for block in article.blocks]
    kinds = [*(block.kind for block in article.blocks), ""]
    text = "".join(
        part + ("\n" if kind == following == "item" else "\n\n")
        for part, (kind, following) in zip(parts, pairwise(kinds), strict=True)
    )
    notes = article.notes if dialect.has_footnotes else ()
    return text + "".join(f"[^{number}]: {note.text}\n\n" for number, note in enumerate(notes))


def _block(block: Block, dialect: Dialect) -> str:
    text = "".join(_inline(part, dialect) for part in block.content).strip()
    match block.kind:
        case "heading":
            return f"## {text}"
        case "item":
            return f"- {text}"
        case "quotation":
            return f"> {text}"
        case "code":
            return f"```\n{text}\n```"
        case _:
            return text


def _inline(part: Inline, dialect: Dialect) -> str:
    match part:
        case str():
            return part
        case Noted():
            return f"{part.text}[^{part.note}]" if dialect.has_footnotes else part.text
        case Mention():
            return dialect.mention(part)
        case Link():
            return f"[{part.label or part.at}]({dialect.address(part)})"


def page_of(kind: str) -> str:
    """Return the name of the page on which entries of a kind stand."""
    return {"event": "timeline", "place": "places", "source": "sources", "claim": "claims"}[kind]


def web(at: int) -> str:
    """Return an address elsewhere."""
    return f"https://www.example.org/{at}"


def lists(corpus: Corpus, dialect: Dialect) -> dict[str, tuple[str, str]]:
    """Return title and body of the pages of entries, by their name: tools without such entries have plain pages."""
    return {
        "timeline": ("Timeline", _entries("event", corpus.events, _event, dialect)),
        "places": ("Places", _entries("place", corpus.places, _place, dialect)),
        "sources": ("Sources", _entries("source", range(corpus.shape.sources), _source, dialect)),
        "claims": ("Claims", _entries("claim", corpus.claims, _claim, dialect)),
    }


def _entries(kind: str, entries: Iterable[Any], write: Callable[[Any, Dialect], str], dialect: Dialect) -> str:
    return "".join(_numbered(kind, (write(entry, dialect) for entry in entries), dialect))


def _numbered(kind: str, texts: Iterable[str], dialect: Dialect) -> Iterator[str]:
    return (f"{dialect.anchor(f'{kind}-{at}')}{text}\n\n" for at, text in enumerate(texts))


def _event(event: Event, dialect: Dialect) -> str:
    return f"**{event.date}: {event.title}** {event.text} {_sources(event.source, dialect)}"


def _place(place: Place, _: Dialect) -> str:
    return f"**{place.name}** ({place.latitude}, {place.longitude}) {place.why}"


def _source(at: int, _: Dialect) -> str:
    return f"Source {at}, [{web(at)}]({web(at)})"


def _claim(claim: Claim, dialect: Dialect) -> str:
    said = f"One side says at least {claim.at_least}, the other at most {claim.at_most}."
    return f"**{claim.question}** {said} {_sources(claim.source, dialect)}"


def _sources(at: int, dialect: Dialect) -> str:
    return f"[{at}]({dialect.address(Link('source', at, ''))})"
