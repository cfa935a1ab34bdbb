"""The search: records in the words of the site's language, for the index that readers' browsers look through."""

from collections.abc import Iterator, Mapping

from nutgraf.model.corpus import Config
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.plan.contexts import Text
from nutgraf.plan.search import KINDS, Record, SearchContext
from nutgraf.render.dates.dates import DateWords
from nutgraf.render.markdown import Prose
from nutgraf.render.pagefind import index, is_installed
from nutgraf.render.theme import Theme
from nutgraf.render.words import Words, load_words

_NOT_INSTALLED = "readers cannot search the site, as the package pagefind-bin is not installed here"
_HOW_TO = "python -m pip install pagefind-bin"
_SIGN = " · "


def has_search(config: Config) -> bool:
    """Whether the site is to be searched, and can be."""
    return config.search is not False and is_installed()


def check_search(config: Config) -> Iterator[Diagnostic]:
    """Warn when the search that a site asks for cannot be made."""
    if config.search and not is_installed():
        yield Diagnostic(Span("content/site.yaml"), "search-unavailable", _NOT_INSTALLED, _HOW_TO)


def why_none(config: Config) -> tuple[str, ...]:
    """Return why there is no search, where the site leaves it to what is installed."""
    return () if config.search is not None or is_installed() else (f"{_NOT_INSTALLED} ({_HOW_TO})",)


def render_search(context: SearchContext, theme: Theme) -> dict[str, bytes]:
    """Return the files of the index."""
    words = load_words(theme, context.language)
    dates = DateWords(context.language, words.messages, context.zone, dict(context.zone_names))
    return index([_page(record, words, dates) for record in context.records], context.language.lower(), KINDS[0])


def _page(record: Record, words: Words, dates: DateWords) -> Mapping[str, object]:
    """Return a record as Pagefind takes it."""
    kind = words.title(f"search.{record.kind}")
    meta = {
        "title": record.title,
        "names": _SIGN.join(record.names),
        "kind": record.kind,
        "about": _SIGN.join(filter(None, (kind, _about(record, words), _date(record, dates)))),
    }
    return {
        "url": record.url,
        "content": _content(record, words),
        "meta": {key: text for key, text in meta.items() if text},
    }


def _content(record: Record, words: Words) -> str:
    """Return what is looked through, which must not be empty: Pagefind passes such records over."""
    texts = (Prose(words).plain(Text(each)) for each in record.texts)
    listed = words.messages["list.separator"].join(filter(None, record.words))
    return " ".join(filter(None, (*texts, listed))) or record.title


def _about(record: Record, words: Words) -> str:
    if words.has(f"{record.about}.other"):
        return words.count(record.about, record.number).unescape()
    return words.say(record.about, n=record.number).unescape() if record.about else ""


def _date(record: Record, dates: DateWords) -> str:
    return dates.words(record.date) if record.date else ""
