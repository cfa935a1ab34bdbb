"""Pages: a context through its Jinja template. Templates get values and the few functions below, nothing else."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.ext import Extension
from markupsafe import Markup

from nutgraf.model.calendar import DAY
from nutgraf.model.corpus import Config
from nutgraf.model.dates import PartialDate, parse_date, to_html_datetime
from nutgraf.plan.contexts import ClaimView, EventView, MapView, Native, TimelineView
from nutgraf.plan.plan import PageContext, zone_of
from nutgraf.render.claims.ranges import PAINTS, Measured, measured
from nutgraf.render.claims.words import RangeWords
from nutgraf.render.dates.dates import DateWords
from nutgraf.render.maps.pictures import live_part, still_picture
from nutgraf.render.maps.symbols import symbol_image
from nutgraf.render.markdown import Prose, citations
from nutgraf.render.strip.strip import StripWords, strip_key, timeline_strip
from nutgraf.render.theme import Theme, word_files
from nutgraf.render.words import Words, digits, load_words

RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "ps", "ckb", "sd", "yi", "dv", "ug")
"""Languages written from right to left."""

_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)

TEMPLATES = (".html",)
"""Endings of the theme's files that are templates."""


def render_page(context: PageContext, theme: Theme) -> bytes:
    """Return a page's HTML."""
    frame = context.page.frame
    environment = _environment(theme, frame.language, context.zone, context.zone_names)
    template = environment.get_template(context.template)
    html = template.render(page=context.page, frame=frame, asset=lambda name: f"{frame.root}assets/{name}")
    return html.encode()


def warm_up(templates: Iterable[str], config: Config, theme: Theme) -> None:
    """Compile templates and load what pages of this language share, before processes are copied."""
    environment = _environment(theme, config.language, *zone_of(config))
    for name in templates:
        environment.get_template(name)


@lru_cache(maxsize=8)
def _environment(theme: Theme, language: str, zone: str, zone_names: tuple[tuple[str, str], ...]) -> Environment:
    environment = Environment(
        loader=FunctionLoader(
            lambda name: (theme.text(name), f"templates/{name}", None) if name in theme.files else None
        ),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=(Unindented,),
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_Compiled(theme, (language, zone, zone_names)),
    )
    words = load_words(theme, language)
    helpers = _Helpers(words, DateWords(language, words.messages, zone, dict(zone_names)), zone)
    environment.globals |= helpers.functions()
    environment.filters |= helpers.filters()
    return environment


class _Compiled(BytecodeCache):
    """Keeps compiled templates with their theme. Jinja works out what is constant while it compiles, so they are of one
    language and clock.
    """

    def __init__(self, theme: Theme, look: tuple[Any, ...]) -> None:
        catalogues = tuple(theme.digests.get(name) for name in word_files(look[0]))
        self.compiled, self.look = theme.compiled, repr((look, catalogues))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket; it looks itself whether the template's source is the same."""
        if known := self.compiled.get(f"{bucket.key} {self.look}"):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.compiled[f"{bucket.key} {self.look}"] = bucket.bytecode_to_string()


class Unindented(Extension):
    """Leaves out the indentation of templates: readers need not load it.

    Values keep theirs, and lines stay lines, so a fault names the right one. A template cannot indent a ``pre``.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's
        """Return a template without the white space that its lines begin with."""
        return _INDENTATION.sub("", source)


_texts = lru_cache(maxsize=1 << 12)
"""Keeps what a pure function gave: a date stands on many pages, and in several ways on one."""

_parts = lru_cache(maxsize=1 << 10, typed=True)
"""Keeps parts of pages, which the preview renders again and again."""

_pictures = lru_cache(maxsize=16)
"""Keeps what is large and stands on one page."""


class _Helpers:
    """What templates can call, in one language."""

    def __init__(self, words: Words, dates: DateWords, zone: str) -> None:
        self.words, self.dates, self.prose, self.zone = words, dates, Prose(words), zone
        self.ranges = RangeWords(words)

    def functions(self) -> dict[str, Any]:
        return {
            "t": self.words.say,
            "n": self.words.count,
            "title": self.words.title,
            "has_word": self.words.has,
            "direction": self.words.direction,
            "kept": _parts(kept),
            "strip": _pictures(self.strip),
            "strip_key": _pictures(self.strip_key),
            "still_map": _pictures(self.still_map),
            "live_element": _pictures(self.live_element),
            "map_symbol": lambda kind, number: Markup(symbol_image(kind, number)),
            "range_paints": PAINTS,
            "citations": lambda cited: citations(cited, self.words),
        }

    def filters(self) -> dict[str, Any]:
        return {
            "prose": self.prose.block,
            "sections": self.prose.sections,
            "inline": self.prose.inline,
            "plain": self.prose.plain,
            "passages": self.prose.passages,
            "words": _texts(self.dates.words),
            "short": _texts(self.dates.short),
            "datetime": _texts(to_html_datetime),
            "days": _texts(days),
            "year": _texts(self.dates.year_label),
            "clocks": _texts(self.dates.clocks),
            "both_clocks": _texts(self.dates.both_clocks),
            "on_site_clock": _texts(lambda date: self.dates.both_clocks(date, self.zone)),
            "words_of_range": self.ranges.range,
            "measured": self.measured,
            "by_year": self.by_year,
            "host": host,
            "direction_of": direction_of,
            "km": self.km,
            "number": self.number,
            "isolated": self.words.isolated,
            "listed": self.listed,
        }

    def strip(self, timeline: TimelineView) -> Markup:
        titled = replace(timeline, title=self.words.title(timeline.title))
        return Markup(timeline_strip(titled, StripWords.of(self.words, self.dates)))

    def strip_key(self, timeline: TimelineView) -> Markup:
        return Markup(strip_key(timeline, StripWords.of(self.words, self.dates)))

    def still_map(self, view: MapView) -> Markup:
        return Markup(still_picture(view, self.words, self.dates))

    def live_element(self, view: MapView) -> Markup:
        return Markup(live_part(view, self.words, self.dates))

    def measured(self, claim: ClaimView) -> tuple[Measured, ...]:
        return measured(claim, self.ranges, self.dates.short)

    def by_year(self, events: Iterable[EventView]) -> list[tuple[str, list[EventView]]]:
        """Return events, which are in order, in groups with the year as words."""
        return [(year, list(group)) for year, group in groupby(events, lambda each: self.dates.year_label(each.date))]

    def listed(self, names: Iterable[str]) -> Markup:
        """Return names in a row, as the language separates them."""
        return self.words.say("list.separator").join(map(self.words.isolated, names))

    def number(self, value: Any) -> str:
        return "" if value is None else digits(str(value), self.words.locale, is_rounded=False)

    def km(self, value: float) -> Markup:
        return self.words.say("map.km", n=self.number(value))


def kept(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """Return what a macro writes of some values. It is called again only where these are others than before, so what
    it writes must depend on nothing else; a macro that is imported knows nothing else.
    """
    return macro(*values)


def days(date: PartialDate) -> str:
    """Return the first and last day that can be meant, in days since 1970-01-01, as scripts compare them.

    One number for a single day; infinity for an open end. Nothing where the date's ``time`` element says as much, as
    scripts read a year, a month or a day from there.
    """
    said = to_html_datetime(date) or ""
    is_said = said and "T" not in said and _days(parse_date(said)) == _days(date)
    return "" if is_said else _days(date)


def _days(date: PartialDate) -> str:
    first = "-Infinity" if date.earliest is None else str(date.earliest // DAY)
    last = "Infinity" if date.latest is None else str(date.latest // DAY)
    return first if first == last else f"{first} {last}"


def host(url: str) -> str:
    """Return the host of an address, without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def direction_of(native: Native) -> str:
    """Return the direction in which a name's language is written."""
    return "rtl" if native.lang.partition("-")[0] in RIGHT_TO_LEFT else "ltr"
