"""Resolve refs. What each entry names, the corpus says; its inverse, `backlinks`, is what an entry's page lists."""

from collections.abc import Iterator, Mapping
from typing import Any

from nutgraf.model.corpus import ACTOR_KINDS, LINKABLE, Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.fields import is_id
from nutgraf.model.links import edges_of
from nutgraf.model.origins import Loc, Origins


def backlinks(corpus: Corpus) -> Mapping[str, tuple[str, ...]]:
    """Return for each ref the refs of the entries that name it, in the order of the corpus, each once."""
    found: dict[str, dict[str, None]] = {}
    for ref, names in corpus.names.items():
        for target in names:
            named = f"term:{target[6:]}" if target.startswith("actor:") else target
            if named != ref:
                found.setdefault(named, {})[ref] = None
    return {named: tuple(naming) for named, naming in found.items()}


def check_refs(corpus: Corpus, origins: Origins, broken: frozenset[str]) -> Iterator[Diagnostic]:
    """Report every ref that names nothing, with the nearest id and where that stands."""
    known = {kind: corpus.of_kind(kind) for kind in (*LINKABLE, "actor", "editor")}
    for ref, loc, target, written in _dangling(corpus, known):
        kind, _, key = target.partition(":")
        if _is_broken(target, broken):
            continue
        span = origins.span(ref, loc, written)
        if kind == "actor" and key in corpus.terms:
            message = f"the term {key!r} is a {corpus.terms[key].kind}, which cannot act"
            yield Diagnostic(span, "not-an-actor", message, f"actors are terms of kind {', '.join(ACTOR_KINDS)}")
        elif target in origins.by_ref:  # it is written, but was left out of what is published
            hint = f"publish it ({origins.span(target)}), or take it out here until then"
            yield Diagnostic(span, "unknown-ref", f"the {kind} {key!r} is a draft, which readers do not get", hint)
        else:
            hint = (
                _elsewhere(target, written, known) or _suggestion(kind, key, known[kind], origins) or _advice(kind, key)
            )
            yield Diagnostic(span, "unknown-ref", f"there is no {kind} {key!r}", hint)
    yield from _homeless(corpus, origins, broken)


def _dangling(corpus: Corpus, known: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, Loc, str, str]]:
    """Yield (ref of the entry, loc, ref that it names, text as written) where that names no entry. Only entries that
    name none are looked at.
    """
    refs = frozenset(f"{kind}:{key}" for kind, entries in known.items() for key in entries)
    for ref, names in corpus.names.items():
        if not refs.issuperset(names):
            entry = corpus.entry(ref)
            for loc, target, written in edges_of(ref, entry, corpus.links.get(ref, ())):
                if target not in refs:
                    yield ref, loc, target, written


def _homeless(corpus: Corpus, origins: Origins, broken: frozenset[str]) -> Iterator[Diagnostic]:
    """Report the notes and corrections in folders that hold no article, once for each folder's file."""
    seen: set[tuple[str, str]] = set()
    for kind, entries in (("note", corpus.notes), ("correction", corpus.corrections)):
        for key in entries:
            article = key.partition("/")[0]
            is_known = article in corpus.articles or _is_broken(f"article:{article}", broken)
            if not is_known and (kind, article) not in seen:
                seen.add((kind, article))
                message = f"there is no article {article!r} for this {kind}"
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


def _elsewhere(target: str, written: str, known: Mapping[str, Mapping[str, Any]]) -> str:
    """Return which entry of another kind has this id, and how a link leads to it."""
    kind, _, key = target.partition(":")
    other = next((each for each in LINKABLE if each != _home(kind) and key in known[each]), "")
    if not other:
        return ""
    return f"there is only the {other} {key!r}" + (f": link to it as {other}:{key}" if written == target else "")


def _advice(kind: str, key: str) -> str:
    """Return how to write an entry that nothing is like."""
    if kind == "editor":
        return "add it to `editors` in content/site.yaml"
    return f"write it with `nutgraf new {_home(kind)} {key}`" if kind != "note" and is_id(key) else ""
