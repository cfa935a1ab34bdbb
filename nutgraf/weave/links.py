"""Resolve refs: in typed fields by the kind of the field, in Markdown by the scheme of the link.

`edges` is the web of entries: who names whom. Its inverse, `backlinks`, is what each entry's page lists.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.model.corpus import ACTOR_KINDS, LINKABLE, Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Loc, Origins
from nutgraf.model.walk import refs

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(.*)", re.DOTALL)
_FOLLOWED = ("http", "https", "mailto")


def edges(corpus: Corpus) -> Iterator[tuple[str, Loc, str, str]]:
    """Yield (ref of the entry, loc, ref that it names, text as written) for typed fields and Markdown links."""
    for ref, entry in _all_entries(corpus):
        for loc, kind, key in refs(entry):
            yield ref, loc, f"{kind}:{key}", key
        for link in corpus.links.get(ref, ()):
            target = text_ref(link.url, ref)
            if target and not link.is_image:
                yield ref, link.loc, target, link.url


def _all_entries(corpus: Corpus) -> Iterator[tuple[str, Any]]:
    yield "site:site", corpus.config
    yield from corpus.entries()


def text_ref(url: str, inside: str) -> str:
    """Return the ref that a link in an entry's text names, or an empty string. Notes may be named by their bare id
    inside their own article.
    """
    match = _SCHEME.fullmatch(url)
    if match is None or match.group(1) not in LINKABLE:
        return ""
    kind, key = match.groups()
    if kind == "note" and "/" not in key:
        key = f"{inside.partition(':')[2].partition('/')[0]}/{key}"
    return f"{kind}:{key}"


def backlinks(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return for each ref the refs of the entries that name it, in the order of the corpus, each once."""
    found: dict[str, dict[str, None]] = {}
    for ref, _, target, _ in edges(corpus):
        kind, _, key = target.partition(":")
        named = f"{_home(kind)}:{key}"
        if named != ref:
            found.setdefault(named, {})[ref] = None
    return {named: tuple(naming) for named, naming in found.items()}


def check_refs(corpus: Corpus, origins: Origins, broken: frozenset[str]) -> Iterator[Diagnostic]:
    """Report every ref that names nothing, with the nearest id and where that stands."""
    for ref, loc, target, written in edges(corpus):
        kind, _, key = target.partition(":")
        if key in corpus.of_kind(kind) or f"{_home(kind)}:{key}" in broken:
            continue
        span = origins.span(ref, loc, written)
        if kind == "actor" and key in corpus.terms:
            message = f"the term {key!r} is a {corpus.terms[key].kind}, which cannot act"
            yield Diagnostic(span, "not-an-actor", message, f"actors are terms of kind {', '.join(ACTOR_KINDS)}")
        else:
            yield Diagnostic(
                span, "unknown-ref", f"there is no {kind} {key!r}", _suggestion(kind, key, corpus, origins)
            )


def _home(kind: str) -> str:
    return "term" if kind == "actor" else kind


def _suggestion(kind: str, key: str, corpus: Corpus, origins: Origins) -> str:
    from rapidfuzz import process

    known = corpus.of_kind(kind)
    for new, entry in known.items():
        if key in getattr(entry, "was", ()):
            return f"it is called {new!r} now"
    best = process.extractOne(key, list(known), score_cutoff=60)
    if best is None:
        return ""
    where = f" ({origins.span(f'{_home(kind)}:{best[0]}')})" if kind != "editor" else ""
    return f"did you mean {best[0]!r}?{where}"


def check_links(corpus: Corpus, origins: Origins) -> Iterator[Diagnostic]:
    """Report links that a reader could not or should not follow, and images, which no page shows yet."""
    for ref, found in corpus.links.items():
        for link in found:
            span = origins.span(ref, link.loc, link.url)
            if link.is_image:
                hint = "delete it; an image needs rights, a text alternative and a place to stand"
                yield Diagnostic(span, "image", f"the image {link.url!r} cannot be shown", hint)
            elif not is_followed(link.url) and not text_ref(link.url, ref):
                yield Diagnostic(
                    span, "unsafe-url", f"{link.url!r} is no address that readers can follow", _advice(link.url)
                )


def is_followed(url: str) -> bool:
    """Whether a link leads to the web, to a mail address, or to a place on the same page."""
    match = _SCHEME.fullmatch(url)
    if match is None:
        return url.startswith("#") and len(url) > 1
    scheme, rest = match.group(1).lower(), match.group(2)
    return scheme == "mailto" or (scheme in _FOLLOWED and rest.startswith("//") and len(rest) > 2)


def _advice(url: str) -> str:
    match = _SCHEME.fullmatch(url)
    if match and match.group(1).lower() not in _FOLLOWED and not match.group(2).startswith("//"):
        from rapidfuzz import process

        best = process.extractOne(match.group(1).lower(), LINKABLE, score_cutoff=60)
        if best:
            return f"did you mean {best[0]}:{match.group(2)}?"
    return "write https://…, mailto:…, #part-of-this-page, or kind:id for an entry"
