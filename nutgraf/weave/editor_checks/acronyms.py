"""Acronyms that nobody explains: no entry has them as a form, and the text does not write them out.

An acronym is a word of two to eight capitals, perhaps with digits. Written out is ``Central Command (CENTCOM)`` or
``CENTCOM (Central Command)``. Roman numbers and designations such as ``AC-130`` are none.
"""

import re
from collections.abc import Iterator, Mapping

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Place, Term
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block
from nutgraf.weave.editor_checks.passages import ADDRESS, span_of
from nutgraf.weave.forms import written_forms
from nutgraf.weave.woven import Woven

_ACRONYM = re.compile(r"(?<![\w-])([^\W_]{2,8}?)(?:s|['’]s)?(?![\w-]|['’]\w)")
_ROMAN = re.compile(r"M{0,3}(?:C[MD]|D?C{0,3})(?:X[CL]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_EVERYBODY_KNOWS = ("EU", "UK", "UN", "US", "USA")
_RULE = "unexplained-acronym"


def unexplained_acronyms(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report each unexplained acronym once an article, at its first place, and once a short definition."""
    known = _known(corpus)
    for key, blocks in corpus.blocks.items():
        mentioned = [(each.block, each.start, each.end) for each in woven.articles[key].mentions]
        for acronym, places in _of_article(blocks, known, mentioned).items():
            block, at = places[0]
            times = f", {len(places)} times" if len(places) > 1 else ""
            message = f"no entry explains the acronym {acronym!r}{times}"
            span = span_of(key, block, at, acronym, origins)
            yield Diagnostic(span, _RULE, message, _hint(acronym), ref=f"article:{key}")
    yield from _of_terms(corpus, known, origins)


def _known(corpus: Corpus) -> frozenset[str]:
    entries: tuple[Term | Place, ...] = (*corpus.terms.values(), *corpus.places.values())
    forms = (text for entry in entries for _, text in written_forms(entry))
    return frozenset((*forms, *_EVERYBODY_KNOWS, *corpus.config.desk.acronyms))


def _hint(acronym: str) -> str:
    return (
        f"write it out once, as in `the full name ({acronym})`, give a term `abbreviation: {acronym}`, "
        f"or list it in site.yaml: `desk: {{acronyms: [{acronym}]}}`"
    )


def _of_article(
    blocks: tuple[Block, ...], known: frozenset[str], mentioned: list[tuple[int, int, int]]
) -> Mapping[str, list[tuple[Block, int]]]:
    """Return the places of each unexplained acronym."""
    explained = known | {each for block in blocks for each in _written_out(block.text)}
    found: dict[str, list[tuple[Block, int]]] = {}
    for block in blocks:
        spans = [(start, end) for number, start, end in mentioned if number == block.number]
        for acronym, at in _acronyms(block.text) if not block.heading else ():
            if acronym not in explained and not any(start <= at < end for start, end in spans):
                found.setdefault(acronym, []).append((block, at))
    return found


def _of_terms(corpus: Corpus, known: frozenset[str], origins: Origins) -> Iterator[Diagnostic]:
    for key, term in corpus.terms.items():
        text = ADDRESS.sub(" ", term.short)
        explained = known | set(_written_out(text))
        for acronym in dict.fromkeys(each for each, _ in _acronyms(text)):
            if acronym not in explained:
                span = origins.span(f"term:{key}", ("short",), acronym)
                message = f"the short definition uses the acronym {acronym!r}, which no entry explains"
                yield Diagnostic(span, _RULE, message, _hint(acronym), ref=f"term:{key}")


def _acronyms(text: str) -> Iterator[tuple[str, int]]:
    """Yield (acronym, offset) for each word in capitals."""
    for match in _ACRONYM.finditer(text):
        word = match.group(1)
        if word.isupper() and sum(map(str.isalpha, word)) > 1 and not _ROMAN.fullmatch(word):
            yield word, match.start()


def _written_out(text: str) -> Iterator[str]:
    """Yield the acronyms that stand in brackets, or before them, as those do that are written out."""
    for acronym, at in _acronyms(text):
        before = text[max(0, at - 2) : at].rstrip("\"'“‘")
        after = text[at + len(acronym) : at + len(acronym) + 4].lstrip("\"'”’")
        if (before.endswith("(") and at > 1) or after.startswith(" ("):
            yield acronym
