"""Checks of the whole corpus that belong to no single field. Each is a row of `CHECKS`."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import DEFAULT, RULES, Diagnostic, is_on, may_set
from nutgraf.model.origins import Origins
from nutgraf.weave.editor_checks.acronyms import unexplained_acronyms
from nutgraf.weave.editor_checks.ages import outdated_facts
from nutgraf.weave.editor_checks.coordinates import swapped_coordinates
from nutgraf.weave.editor_checks.entries import long_definitions, unsourced_entries
from nutgraf.weave.editor_checks.evidence import unattributed_paragraphs, unsourced_figures
from nutgraf.weave.woven import Woven

_UNUSED = {
    "source": "cite it, or delete it",
    "place": "name it in an event or an article, or delete it",
    "claim": "link it from an event or an article, or delete it",
    "timeline": "list it in an article's `timelines`, or delete it",
}
"""Kinds that are there to be used, and what to do when one is not."""


def unused_entries(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Warn of entries that nothing names and no text mentions. A claim about an event is shown where the event is."""
    mentioned = set().union(*woven.mentioned.values())
    mentioned |= {f"claim:{key}" for key, claim in corpus.claims.items() if claim.about in corpus.events}
    for kind, hint in _UNUSED.items():
        for key in corpus.of_kind(kind):
            ref = f"{kind}:{key}"
            if ref not in woven.backlinks and ref not in mentioned:
                message = f"nothing names the {kind} {key!r}"
                yield Diagnostic(origins.span(ref), "unused-entry", message, hint, ref=ref)


def unused_terms(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Warn of terms that no article mentions and no entry names."""
    mentioned = set().union(*woven.mentioned.values())
    for key in corpus.terms:
        ref = f"term:{key}"
        if ref not in woven.backlinks and ref not in mentioned:
            message = f"no article mentions the term {key!r}, and no entry names it"
            hint = "check its forms, name it somewhere, or delete it"
            yield Diagnostic(origins.span(ref), "unused-entry", message, hint, ref=ref)


def known_rules(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Refuse rules in site.yaml that do not exist, or that no project may lower."""
    free = [rule for rule in RULES if may_set(rule)]
    for rule, severities in corpus.config.rules.items():
        span = origins.span("site:site", ("rules", rule))
        if rule not in RULES:
            hint = _nearest(rule, free) or f"rules: {', '.join(free)}"
            yield Diagnostic(span, "unknown-key", f"there is no rule {rule!r}", hint)
        elif not may_set(rule) and set(severities.values()) != {"error"}:
            message = f"the rule {rule!r} is always an error: no page can be made of what it finds"
            yield Diagnostic(span, "bad-value", message, f"rules that can be set: {', '.join(free)}")
        yield from _unknown_exceptions(rule, origins, list(severities))


def _unknown_exceptions(rule: str, origins: Origins, named: list[str]) -> Iterator[Diagnostic]:
    """Refuse severities for entries that stand nowhere. Entries with faults and drafts stand somewhere."""
    for ref in named:
        if ref != DEFAULT and ref not in origins.by_ref:
            hint = _nearest(ref, [DEFAULT, *origins.by_ref]) or "name an entry by kind and id, such as source:letter"
            span = origins.span("site:site", ("rules", rule, ref))
            yield Diagnostic(span, "unknown-ref", f"there is no entry {ref!r}", hint)


def _nearest(written: str, known: list[str]) -> str:
    from rapidfuzz import fuzz, process

    best = process.extractOne(written, known, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {best[0]!r}?" if best else ""


class Check(NamedTuple):
    """A check and the rules under which it reports; it is passed over when all of them are off."""

    find: Callable[[Corpus, Woven, Origins], Iterator[Diagnostic]]
    rules: tuple[str, ...]
    is_of_the_whole: bool = False
    """Whether it means nothing while entries are left out because of their faults."""


CHECKS: tuple[Check, ...] = (
    Check(unused_entries, ("unused-entry",), is_of_the_whole=True),
    Check(unused_terms, ("unused-entry",), is_of_the_whole=True),
    Check(known_rules, ("unknown-key", "bad-value", "unknown-ref")),
    Check(swapped_coordinates, ("swapped-coordinates",)),
    Check(unexplained_acronyms, ("unexplained-acronym",), is_of_the_whole=True),
    Check(unsourced_figures, ("unsourced-figure",)),
    Check(unattributed_paragraphs, ("unattributed-paragraph",)),
    Check(unsourced_entries, ("unsourced-entry",)),
    Check(outdated_facts, ("outdated-fact",)),
    Check(long_definitions, ("long-definition",)),
)


def run_checks(corpus: Corpus, woven: Woven, origins: Origins, *, is_whole: bool) -> Iterator[Diagnostic]:
    """Yield what all checks find that are not off. `is_whole`: whether no entry was left out because of its faults."""
    for check in CHECKS:
        if (is_whole or not check.is_of_the_whole) and any(is_on(rule, corpus.config.rules) for rule in check.rules):
            yield from check.find(corpus, woven, origins)
