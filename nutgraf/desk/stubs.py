"""Suggestions as YAML that can be pasted: what is known is filled in, what only an author knows is left empty.

An empty field is an error until it is filled, so that no stub is published by mistake.
"""

from collections.abc import Iterator, Sequence
from typing import get_args

from nutgraf.desk.suggest import Suggestion
from nutgraf.desk.written import scalar
from nutgraf.model.corpus import Corpus
from nutgraf.model.entries import PlaceKind, TermKind
from nutgraf.model.fields import nearest_id
from nutgraf.weave.forms import plain


def stubs(suggestions: Sequence[Suggestion], corpus: Corpus) -> str:
    """Return stubs of terms, then of places."""
    terms = [each for each in suggestions if each.guess != "place"]
    places = [each for each in suggestions if each.guess == "place"]
    parts = []
    if terms:
        parts.append(["# Below `terms:` of a file in content/glossaries/. Fill in what is empty."])
        parts[-1] += [line for key, each in _with_ids(terms, tuple(corpus.terms)) for line in _term(key, each)]
    if places:
        parts.append(["# Into content/places.yaml. Fill in what is empty."])
        parts[-1] += [line for key, each in _with_ids(places, tuple(corpus.places)) for line in _place(key, each)]
    return "\n\n".join("\n".join(lines) for lines in parts)


def _with_ids(suggestions: Sequence[Suggestion], taken: Sequence[str]) -> Iterator[tuple[str, Suggestion]]:
    """Yield each suggestion with an id that no entry has yet."""
    used = set(taken)
    for each in suggestions:
        base = nearest_id(plain(each.name).replace("'", "").replace(".", "")) or "name"
        ids = (base, *(f"{base}-{count}" for count in range(2, len(used) + 3)))
        key = next(one for one in ids if one not in used)
        used.add(key)
        yield key, each


def _term(key: str, suggestion: Suggestion) -> Iterator[str]:
    yield from _head(key, suggestion, "  ")
    if suggestion.abbreviation:
        yield f"    abbreviation: {_text(suggestion.abbreviation)}"
    is_clear = suggestion.guess in get_args(TermKind)
    yield f"    kind: {suggestion.guess}" if is_clear else f"    kind: # {', '.join(get_args(TermKind))}"
    if suggestion.forms:
        yield f"    forms: [{', '.join(map(_text, suggestion.forms))}]"
    yield "    short:"
    yield "    sources: []"


def _place(key: str, suggestion: Suggestion) -> Iterator[str]:
    yield from _head(key, suggestion, "")
    if suggestion.forms:
        yield f"  forms: [{', '.join(map(_text, suggestion.forms))}]"
    yield f"  kind: # {', '.join(get_args(PlaceKind))}"
    yield from (f"  {name}:" for name in ("latitude", "longitude", "precision_km", "why"))
    yield "  sources: []"


def _head(key: str, suggestion: Suggestion, indent: str) -> Iterator[str]:
    yield f"{indent}# {times(suggestion.count)}, first in line {suggestion.line}: {suggestion.excerpt}"
    yield f"{indent}{key}:"
    yield f"{indent}  name: {_text(suggestion.name)}"


def _text(words: str) -> str:
    return scalar(words, in_flow=True)


def times(count: int) -> str:
    """Return how often, in words."""
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"
