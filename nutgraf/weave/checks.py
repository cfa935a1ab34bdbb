"""Checks of the whole corpus that belong to no single field. Each is a row of `CHECKS`."""

from collections.abc import Callable, Iterator

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import RULES, Diagnostic
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
        kind = ref.partition(":")[0]
        if kind in _UNUSED and ref not in woven.backlinks and ref not in mentioned:
            yield Diagnostic(origins.span(ref), "unused-entry", f"nothing names the {kind} {ref!r}", _UNUSED[kind])


def unused_terms(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Warn of terms that no article mentions and no entry names."""
    mentioned = {mention.ref for article in woven.articles.values() for mention in article.mentions}
    for key in corpus.terms:
        ref = f"term:{key}"
        if ref not in woven.backlinks and ref not in mentioned:
            hint = "check its forms, name it somewhere, or delete it"
            yield Diagnostic(origins.span(ref), "unused-entry", f"no text mentions {ref!r} and no entry names it", hint)


def heading_levels(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Refuse headings of level 1 in articles: the page's one is its title."""
    for key, blocks in corpus.blocks.items():
        for block in blocks:
            if block.heading == 1:
                span = origins.span(f"article:{key}", ("body",), f"# {block.text}")
                yield Diagnostic(span, "heading-level", "a heading of level 1 stands here", "start it with `##`")


def known_rules(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Refuse rules in site.yaml that do not exist."""
    for rule in corpus.config.rules:
        if rule not in RULES:
            span = origins.span("site:site", ("rules", rule))
            yield Diagnostic(span, "unknown-key", f"there is no rule {rule!r}", f"rules: {', '.join(sorted(RULES))}")


CHECKS: tuple[Callable[[Corpus, Woven, Origins], Iterator[Diagnostic]], ...] = (
    unused_entries,
    unused_terms,
    heading_levels,
    known_rules,
)
