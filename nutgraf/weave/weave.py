"""Weave a corpus: resolve, scan, anchor, check. Every fault is gathered; none hides another."""

from collections.abc import Mapping

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.entries import Note
from nutgraf.model.origins import Origins
from nutgraf.weave.checks import run_checks
from nutgraf.weave.forms import gather_forms
from nutgraf.weave.links import backlinks, check_links, check_refs
from nutgraf.weave.loom import Loom
from nutgraf.weave.woven import Woven


def weave(
    corpus: Corpus, origins: Origins, broken: frozenset[str], loom: Loom | None = None
) -> tuple[Woven, tuple[Diagnostic, ...]]:
    """Return what the entries mean together, and what is wrong with that. `broken` names entries that have faults.

    The loom knows what was woven before; it makes no difference but in time.
    """
    loom = loom or Loom()
    forms, found = gather_forms(corpus, origins)
    diagnostics = [*found, *check_refs(corpus, origins, broken), *check_links(corpus, origins)]
    loom.set_up(forms, _marks(corpus))
    loom.forget_others(corpus.articles)
    articles, notes = {}, _notes_by_article(corpus)
    for key in corpus.articles:
        articles[key], found = loom.weave(key, corpus.blocks[key], notes.get(key, {}), origins)
        diagnostics += found
    woven = Woven(articles, backlinks(corpus))
    diagnostics += run_checks(corpus, woven, origins, is_whole=not broken)
    return woven, tuple(diagnostics)


def _marks(corpus: Corpus) -> Mapping[str, str]:
    """Return how often each entry is marked, by ref."""
    terms = {f"term:{key}": term.mark for key, term in corpus.terms.items()}
    return terms | {f"place:{key}": place.mark for key, place in corpus.places.items()}


def _notes_by_article(corpus: Corpus) -> dict[str, dict[str, Note]]:
    found: dict[str, dict[str, Note]] = {}
    for key, note in corpus.notes.items():
        found.setdefault(note.article, {})[key] = note
    return found
