"""Entries without a source, and short definitions that are too long."""

from collections.abc import Iterator

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Origins
from nutgraf.weave.editor_checks.passages import is_evidence
from nutgraf.weave.woven import Woven

LONGEST_SHORT = 30
"""Words that a reader takes in at a glance; the format allows more."""

_SOURCED = ("event", "note", "term", "claim")


def unsourced_entries(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report events, notes, terms and claims that name no source, in their fields or in their texts.

    The statements of a claim always have sources: of a claim, the editors' remark is meant.
    """
    for kind in _SOURCED:
        for key, entry in corpus.of_kind(kind).items():
            ref = f"{kind}:{key}"
            says_something = kind != "claim" or entry.note
            if says_something and not entry.sources and not _has_evidence(corpus, ref):
                name = key.rpartition("/")[2]
                message = f"the remark on the claim {name!r}" if kind == "claim" else f"the {kind} {name!r}"
                hint = "add `sources: [id]`, or cite one in its text: [](source:id)"
                span = origins.span(ref, ("note",) if kind == "claim" else ())
                yield Diagnostic(span, "unsourced-entry", f"{message} names no source", hint, ref=ref)


def _has_evidence(corpus: Corpus, ref: str) -> bool:
    """Whether a text of an entry cites a source or names a claim."""
    return any(is_evidence(link.url, ref) for link in corpus.links.get(ref, ()))


def long_definitions(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report short definitions that are longer than a reader takes in at a glance."""
    for key, term in corpus.terms.items():
        count = len(term.short.split())
        if count > LONGEST_SHORT:
            message = f"the short definition has {count} words; readers take in {LONGEST_SHORT} at a glance"
            hint = "say what it is in one sentence, and move the rest to `long`"
            span = origins.span(f"term:{key}", ("short",))
            yield Diagnostic(span, "long-definition", message, hint, ref=f"term:{key}")
