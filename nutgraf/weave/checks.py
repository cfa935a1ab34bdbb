"""Checks of the whole corpus that belong to no single field. Each is a row of `CHECKS`."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import RULES, Diagnostic, may_set
from nutgraf.model.origins import Origins
from nutgraf.weave.woven import Woven

_UNUSED = {
    "source": "cite it, or delete it",
    "place": "name it in an event or an article, or delete it",
    "claim": "link it from an event or an article, or delete it",
    "timeline": "list it in an article's `timelines`, or delete it",
}
"""Kinds that are there to be used, and what to do when one is not."""


def unused_entries(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Warn of entries that nothing names and no text mentions."""
    mentioned = {mention.ref for article in woven.articles.values() for mention in article.mentions}
    for ref, _ in corpus.entries():
        kind, _, key = ref.partition(":")
        if kind in _UNUSED and ref not in woven.backlinks and ref not in mentioned:
            yield Diagnostic(origins.span(ref), "unused-entry", f"nothing names the {kind} {key!r}", _UNUSED[kind])


def unused_terms(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Warn of terms that no article mentions and no entry names."""
    mentioned = {mention.ref for article in woven.articles.values() for mention in article.mentions}
    for key in corpus.terms:
        ref = f"term:{key}"
        if ref not in woven.backlinks and ref not in mentioned:
            hint = "check its forms, name it somewhere, or delete it"
            yield Diagnostic(
                origins.span(ref), "unused-entry", f"no article mentions the term {key!r}, and no entry names it", hint
            )


def heading_levels(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Refuse headings of level 1 in articles: the page's one is its title."""
    for key, blocks in corpus.blocks.items():
        for block in blocks:
            if block.heading == 1:
                span = replace(origins.span(f"article:{key}"), line=block.line, column=1)
                yield Diagnostic(span, "heading-level", "a heading of level 1 stands here", "start it with `##`")


def known_rules(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Refuse rules in site.yaml that do not exist, or that no project may lower."""
    from rapidfuzz import fuzz, process

    free = sorted(filter(may_set, RULES))
    for rule, severity in corpus.config.rules.items():
        span = origins.span("site:site", ("rules", rule))
        if rule not in RULES:
            best = process.extractOne(rule, free, scorer=fuzz.ratio, score_cutoff=60)
            hint = f"did you mean {best[0]!r}?" if best else f"rules: {', '.join(free)}"
            yield Diagnostic(span, "unknown-key", f"there is no rule {rule!r}", hint)
        elif severity != "error" and not may_set(rule):
            message = f"the rule {rule!r} is always an error: no page can be made of what it finds"
            yield Diagnostic(span, "bad-value", message, f"rules that can be set: {', '.join(free)}")


CHECKS: tuple[Callable[[Corpus, Woven, Origins], Iterator[Diagnostic]], ...] = (
    unused_entries,
    unused_terms,
    heading_levels,
    known_rules,
)

OF_THE_WHOLE = (unused_entries, unused_terms)
"""Checks that mean nothing while entries are left out because of their faults."""
