"""Facts that were last looked at long before the article that shows them: terms, notes, and questions of claims."""

from collections.abc import Iterator, Mapping

from nutgraf.model.corpus import Corpus
from nutgraf.model.dates import PartialDate
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.entries import Article
from nutgraf.model.origins import Loc, Origins
from nutgraf.weave.woven import Woven

_DAY = 24 * 60 * 60


def outdated_facts(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report each fact whose `as_of` is older than the limit, seen from the newest article that shows it."""
    users = _users(corpus, woven)
    limit = corpus.config.desk.max_age_days
    for ref, loc, date in _dated(corpus):
        articles = [corpus.articles[key] for key in users.get(ref, ()) if key in corpus.articles]
        newest = max(articles, key=lambda each: each.as_of.sort_key, default=None)
        days = _days_between(date, newest.as_of) if newest else 0
        if newest and days > limit:
            yield _outdated(ref, date, newest, days, limit, origins.span(ref, loc))


def _outdated(ref: str, date: PartialDate, article: Article, days: int, limit: int, span: Span) -> Diagnostic:
    message = (
        f"this holds as of {date.text}, {days} days before the article {article.id!r} (as of {article.as_of.text}); "
        f"at most {limit} are wanted"
    )
    hint = "look at it again and renew its `as_of`; the limit is `desk: {max_age_days: …}` in site.yaml"
    return Diagnostic(span, "outdated-fact", message, hint, ref=ref)


def _dated(corpus: Corpus) -> Iterator[tuple[str, Loc, PartialDate]]:
    """Yield (ref, loc, date) of every entry that says to which date it holds; of a claim, its newest statement."""
    for key, term in corpus.terms.items():
        if term.as_of is not None:
            yield f"term:{key}", ("as_of",), term.as_of
    for key, note in corpus.notes.items():
        yield f"note:{key}", ("as_of",), note.as_of
    for key, claim in corpus.claims.items():
        said = enumerate(claim.statements)
        index, newest = max(said, key=lambda each: each[1].as_of.sort_key)
        yield f"claim:{key}", ("statements", index, "as_of"), newest.as_of


def _days_between(earlier: PartialDate, later: PartialDate) -> int:
    """Return the days between the ends of two dates; 0 when one is open."""
    if earlier.latest is None or later.latest is None:
        return 0
    return (later.latest - earlier.latest) // _DAY


def _users(corpus: Corpus, woven: Woven) -> Mapping[str, set[str]]:
    """Return for each ref the articles that show it: they mention or name it, or their notes or timelines do."""
    found: dict[str, set[str]] = {f"note:{key}": {note.article} for key, note in corpus.notes.items()}
    for ref, naming in woven.backlinks.items():
        for each in naming:
            found.setdefault(ref, set()).update(_articles_of(each, corpus))
    for key, article in woven.articles.items():
        for mention in article.mentions:
            found.setdefault(mention.ref, set()).add(key)
    return found


def _articles_of(ref: str, corpus: Corpus) -> Iterator[str]:
    """Yield the articles on whose pages an entry stands."""
    kind, _, key = ref.partition(":")
    if kind in ("article", "note"):
        yield key.partition("/")[0]
    if kind == "event":
        event = corpus.events[key]
        lines = {event.timeline, *event.also_in}
        yield from (name for name, article in corpus.articles.items() if lines & set(article.timelines))
