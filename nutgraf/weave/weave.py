"""Weave a corpus: resolve, scan, anchor, check. Every fault is gathered; none hides another."""

from collections.abc import Mapping

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Origins
from nutgraf.model.shelf import Shelf
from nutgraf.weave.checks import run_checks
from nutgraf.weave.forms import Forms, gather_forms
from nutgraf.weave.links import backlinks, check_refs
from nutgraf.weave.loom import Loom, weave_article
from nutgraf.weave.woven import NewlyWoven, Woven, WovenText


def weave(
    corpus: Corpus, origins: Origins, broken: frozenset[str], loom: Loom | None = None
) -> tuple[Woven, tuple[Diagnostic, ...]]:
    """Return what the entries mean together, and what is wrong with that. `broken` names entries that have faults.

    The loom knows what was woven before; it makes no difference but in time.
    """
    forms, found = gather_forms(corpus, origins)
    diagnostics = [*found, *check_refs(corpus, origins, broken)]
    texts, faults = _weave_articles(corpus, origins, forms, loom)
    diagnostics += faults
    articles = Shelf(texts, lambda text, _: text.woven)
    woven = Woven(articles, backlinks(corpus), {key: text.mentioned for key, text in texts.items()})
    diagnostics += run_checks(corpus, woven, origins, is_whole=not broken)
    return woven, tuple(diagnostics)


def _weave_articles(
    corpus: Corpus, origins: Origins, forms: Forms, loom: Loom | None
) -> tuple[dict[str, WovenText], list[Diagnostic]]:
    texts: dict[str, WovenText] = {}
    diagnostics: list[Diagnostic] = []
    marks, notes = _marks(corpus), _notes_by_article(corpus)
    if loom:
        loom.set_up(forms, marks)
    for key in corpus.articles:
        known = loom.recall(key) if loom else None
        if known is None:
            woven, found = weave_article(key, corpus, notes.get(key, ()), forms, marks, origins)
            known = NewlyWoven(woven)
            diagnostics += found
            if loom and not found:
                loom.keep(key, corpus.blocks[key], woven)
        texts[key] = known
    return texts, diagnostics


def _marks(corpus: Corpus) -> Mapping[str, str]:
    """Return how often each entry is marked, by ref."""
    terms = {f"term:{key}": term.mark for key, term in corpus.terms.items()}
    return terms | {f"place:{key}": place.mark for key, place in corpus.places.items()}


def _notes_by_article(corpus: Corpus) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key in corpus.notes:
        found.setdefault(key.partition("/")[0], []).append(key)
    return found
