"""nutgraf: the corpus as its content, from the working tree."""

import json
import sys
from pathlib import Path

from bench.corpus import Article, Claim, Corpus, Event, Link, Place, Term
from bench.peers.markdown import Dialect, body, web
from bench.peers.tool import Tool

ROOT = Path(__file__).parents[2]


def _address(link: Link) -> str:
    match link.kind:
        case "web":
            return web(link.at)
        case "article":
            return f"article:article-{link.at}"
        case kind:
            return f"{kind}:{kind}-{link.at}"


DIALECT = Dialect(_address, has_footnotes=False)


def _article(_: Corpus, article: Article) -> dict[str, str]:
    folder = f"content/articles/article-{article.at}"
    front = f"title: {article.title}\nsummary: {article.summary}\npublished: {article.published}\nas_of: 2024-01-24\n"
    notes = "".join(
        f"note-{number}: {{quote: {note.quote}, kind: context, text: {note.text}, as_of: 2024-01-24}}\n"
        for number, note in enumerate(article.notes)
    )
    return {f"{folder}/article.md": f"---\n{front}---\n{body(article, DIALECT)}"} | (
        {f"{folder}/annotations.yaml": notes} if notes else {}
    )


def _shared(corpus: Corpus) -> dict[str, str]:
    return {
        "content/site.yaml": "title: Measured\nsummary: Made for measurements.\nlanguage: en\nhome: article-0\n"
        "search: false\nrules: {unused-entry: off}\n",
        "content/glossaries/all.yaml": "title: All\nterms:\n" + "".join(map(_term, corpus.terms)),
        "content/timelines/all.yaml": "title: All\nevents:\n"
        + "".join(_event(each, corpus.shape.places) for each in corpus.events),
        "content/places.yaml": "".join(_place(each) for each in corpus.places),
        "content/claims.yaml": "".join(_claim(each) for each in corpus.claims),
        "content/sources.yaml": "".join(
            f"source-{at}: {{type: webpage, title: Source {at}, url: {json.dumps(web(at))}}}\n"
            for at in range(corpus.shape.sources)
        ),
    }


def _term(term: Term) -> str:
    arabic = (f"{{text: {term.arabic}, lang: ar}}",) if term.arabic else ()
    forms = ", ".join((*term.forms[1:], *arabic))
    return (
        f"  term-{term.at}:\n    name: {term.forms[0]}\n    kind: concept\n    forms: [{forms}]\n"
        f"    short: {term.definition}\n"
    )


def _place(place: Place) -> str:
    where = f"latitude: {place.latitude}, longitude: {place.longitude}, precision_km: 5"
    return f"place-{place.at}: {{name: {place.name}, kind: town, {where}, why: {place.why}}}\n"


def _event(event: Event, places: int) -> str:
    place = f"    places: [place-{event.place}]\n" if places else ""
    return (
        f"  event-{event.at}:\n    date: {event.date}\n    title: {event.title}\n    text: {event.text}\n{place}"
        f"    importance: {1 + event.at % 3}\n    sources: [source-{event.source}]\n"
    )


def _claim(claim: Claim) -> str:
    statements = (
        ("One side", "At least", claim.at_least, f"{claim.at_least}.."),
        ("The other", "At most", claim.at_most, f"..{claim.at_most}"),
    )
    lines = "".join(
        f"    - {{by_name: {who}, as_of: 2024-01-24, says: {bound} {number}., measure: counted, value: {value}, "
        f"sources: [source-{claim.source}]}}\n"
        for who, bound, number, value in statements
    )
    return f'claim-{claim.at}:\n  question: "{claim.question}"\n  about: event-{claim.event}\n  statements:\n{lines}'


TOOL = Tool(
    name="nutgraf",
    title="nutgraf",
    links="pop-up with the definition, first mention in each section",
    lacks="",
    shared=_shared,
    article=_article,
    command=lambda _: [sys.executable, "-m", "nutgraf", "build", "--strict"],
    page="articles/article-{}/index.html",
    glossary="glossary/term-{}/index.html",
    output="site",
    first="index.html",
    caches=(".nutgraf-cache",),
    environment={"PYTHONPATH": str(ROOT)},
)
