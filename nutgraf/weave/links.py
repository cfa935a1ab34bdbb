"""Resolve refs: in typed fields by the kind of the field, in Markdown by the scheme of the link.

`edges` is the web of entries: who names whom. Its inverse, `backlinks`, is what each entry's page lists.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.model.corpus import ACTOR_KINDS, LINKABLE, Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.fields import is_web_address
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
    known = {kind: corpus.of_kind(kind) for kind in (*LINKABLE, "actor", "editor")}
    for ref, loc, target, written in edges(corpus):
        kind, _, key = target.partition(":")
        if key in known[kind] or _is_broken(target, broken):
            continue
        span = origins.span(ref, loc, written)
        if kind == "actor" and key in corpus.terms:
            message = f"the term {key!r} is a {corpus.terms[key].kind}, which cannot act"
            yield Diagnostic(span, "not-an-actor", message, f"actors are terms of kind {', '.join(ACTOR_KINDS)}")
        elif target in origins.by_ref:  # it is written, but was left out of what is published
            hint = f"publish it ({origins.span(target)}), or take it out here until then"
            yield Diagnostic(span, "unknown-ref", f"the {kind} {key!r} is a draft, which readers do not get", hint)
        else:
            hint = _suggestion(kind, key, known[kind], origins)
            yield Diagnostic(span, "unknown-ref", f"there is no {kind} {key!r}", hint)
    yield from _homeless(corpus, origins, broken)


def _homeless(corpus: Corpus, origins: Origins, broken: frozenset[str]) -> Iterator[Diagnostic]:
    """Report the notes and corrections in folders that hold no article, once for each folder's file."""
    seen: set[tuple[str, str]] = set()
    for kind, entries in (("note", corpus.notes), ("correction", corpus.corrections)):
        for key, entry in entries.items():
            is_known = entry.article in corpus.articles or _is_broken(f"article:{entry.article}", broken)
            if not is_known and (kind, entry.article) not in seen:
                seen.add((kind, entry.article))
                message = f"there is no article {entry.article!r} for this {kind}"
                hint = "put an article.md beside this file, or move the file to its article's folder"
                yield Diagnostic(origins.span(f"{kind}:{key}"), "unknown-ref", message, hint)


def _is_broken(target: str, broken: frozenset[str]) -> bool:
    """Whether a ref names an entry that has faults, or one that may have stood in a file that cannot be read."""
    kind, _, key = target.partition(":")
    return f"{_home(kind)}:{key}" in broken or f"{_home(kind)}:*" in broken


def _home(kind: str) -> str:
    return "term" if kind == "actor" else kind


def _suggestion(kind: str, key: str, known: Mapping[str, Any], origins: Origins) -> str:
    from rapidfuzz import fuzz, process

    for new, entry in known.items():
        if key in getattr(entry, "was", ()):
            return f"it is called {new!r} now"
    best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=60)
    if best is None:
        return ""
    where = f" ({origins.span(f'{_home(kind)}:{best[0]}')})" if kind != "editor" else ""
    return f"did you mean {best[0]!r}?{where}"


def check_links(corpus: Corpus, origins: Origins) -> Iterator[Diagnostic]:
    """Report links that a reader could not or should not follow, and images, which no page shows yet."""
    for ref, found in corpus.links.items():
        for link in found:
            if link.is_image:
                span = origins.span(ref, link.loc, link.url)
                hint = "delete it; an image needs rights, a text alternative and a place to stand"
                yield Diagnostic(span, "image", f"the image {link.url!r} cannot be shown", hint)
            elif not is_followed(link.url) and not text_ref(link.url, ref):
                span = origins.span(ref, link.loc, link.url)
                yield Diagnostic(
                    span, "unsafe-url", f"{link.url!r} is no address that readers can follow", _advice(link.url)
                )


def is_followed(url: str) -> bool:
    """Whether a link leads to the web, to a mail address, or to a place on the same page."""
    scheme, _, rest = url.partition(":")
    if scheme.lower() == "mailto":
        return "@" in rest
    return is_web_address(url) or (url.startswith("#") and len(url) > 1)


def _advice(url: str) -> str:
    match = _SCHEME.fullmatch(url)
    if match and match.group(1).lower() not in _FOLLOWED and not match.group(2).startswith("//"):
        from rapidfuzz import fuzz, process

        best = process.extractOne(match.group(1).lower(), LINKABLE, scorer=fuzz.ratio, score_cutoff=60)
        if best:
            return f"did you mean {best[0]}:{match.group(2)}?"
    return "write https://…, mailto:…, #part-of-this-page, or kind:id for an entry"
