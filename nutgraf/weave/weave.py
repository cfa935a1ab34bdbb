"""Weave a corpus: resolve, scan, anchor, check. Every fault is gathered; none hides another."""

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic
from nutgraf.model.origins import Origins
from nutgraf.weave.anchors import anchor_notes
from nutgraf.weave.checks import run_checks
from nutgraf.weave.forms import Forms, gather_forms
from nutgraf.weave.links import backlinks, check_links, check_refs
from nutgraf.weave.mentions import find_mentions, marked
from nutgraf.weave.woven import Woven, WovenArticle


def weave(corpus: Corpus, origins: Origins, broken: frozenset[str]) -> tuple[Woven, tuple[Diagnostic, ...]]:
    """Return what the entries mean together, and what is wrong with that. `broken` names entries that have faults."""
    forms, found = gather_forms(corpus, origins)
    diagnostics = [*found, *check_refs(corpus, origins, broken), *check_links(corpus, origins)]
    articles = {}
    for key in corpus.articles:
        articles[key], found = _weave_article(key, corpus, forms, origins)
        diagnostics += found
    woven = Woven(articles, backlinks(corpus))
    diagnostics += run_checks(corpus, woven, origins, is_whole=not broken)
    return woven, tuple(diagnostics)


def _weave_article(
    key: str, corpus: Corpus, forms: Forms, origins: Origins
) -> tuple[WovenArticle, tuple[Diagnostic, ...]]:
    blocks = corpus.blocks[key]
    mentions = find_mentions(blocks, forms)
    marks = {f"term:{each}": term.mark for each, term in corpus.terms.items()}
    marks |= {f"place:{each}": place.mark for each, place in corpus.places.items()}
    notes = {each: note for each, note in corpus.notes.items() if note.article == key}
    anchors, found = anchor_notes(notes, blocks, origins)
    return WovenArticle(mentions, marked(mentions, blocks, marks), anchors), found
