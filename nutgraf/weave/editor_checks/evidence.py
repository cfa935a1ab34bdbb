"""Figures and statements in an article that nothing bears out: no citation, no claim, nobody who says so.

Evidence counts for the whole passage (a paragraph, a list item, a row of a table): writers cite at its end.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from nutgraf.model.corpus import Corpus
from nutgraf.model.diagnostics import Diagnostic, Span
from nutgraf.model.origins import Origins
from nutgraf.model.prose import Block
from nutgraf.weave.editor_checks.passages import ADDRESS, Passage, is_evidence, passages, span_of
from nutgraf.weave.woven import Woven

_NUMBER = re.compile(r"(?<![\w.,:/–−-])\d+(?:[.,\u00a0\u202f]\d+)*(?:[–−-]\d+(?:[.,]\d+)*)?(?!\w|[:/]\d|[–−-]\d|\.\d)")
_NEAR = 80
"""Characters around a number that tell what it is."""

_YEAR = re.compile(r"(?:1\d|20)\d\d(?:[–−-]\d{2,4})?")
_VERSION = re.compile(r"\d+(?:\.\d{1,2}){2,}")
_CLOCK = re.compile(r"\s*[ap]\.?\s?m\b", re.IGNORECASE)
_NAME = re.compile(r"[^\s.!?:]\s+[\"'“‘(]?(?:[A-Z]\w*|No\.)\s$")
"""A name that ends before a number, with a word of the same sentence before it: ``of Tower `` 22."""

ATTRIBUTIONS: Mapping[str, str] = {
    "en": (
        r"according to|account(?:s|ed)? of|by (?:its|his|her|their|the) [\w’' ]{0,30}(?:account|count|estimate)|"
        r"sa(?:id|ys?|ying)|told|tells?|wr(?:ote|ites?|itten)|report(?:ed|s|ing|edly)?|announc(?:ed|es|ing)|"
        r"stat(?:ed|es|ing|ement)|call(?:ed|s|ing)|describ(?:ed|es|ing)|add(?:ed|s|ing)|claim(?:ed|s|ing)?|"
        r"den(?:ied|ies|ying)|argu(?:ed|es|ing)|warn(?:ed|s|ing)|confirm(?:ed|s|ing)|acknowledg(?:ed|es|ing)|"
        r"admit(?:ted|s|ting)|estimat(?:ed|es|ing)|insist(?:ed|s|ing)|repl(?:ied|ies|ying)|accus(?:ed|es|ing)|"
        r"blam(?:ed|es|ing)|attribut(?:ed|es|ing)|ascrib(?:ed|es|ing)|quot(?:ed|es|ing)|cit(?:ed|es|ing)|"
        r"alleg(?:ed|es|ing|edly)|assert(?:ed|s|ing)|maintain(?:ed|s|ing)|testif(?:ied|ies|ying)|"
        r"disclos(?:ed|es|ing)|spokes(?:man|woman|person|people)"
    ),
}
"""By language, the words by which a text says who says so. In other languages only citations are seen."""


class Months(NamedTuple):
    """What finds a month beside a day: `` October`` or `` and 18 October`` after it, ``October `` before it."""

    after_day: re.Pattern[str]
    before_day: re.Pattern[str]


def unsourced_figures(corpus: Corpus, woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report the first figure of each passage and key point that has no evidence."""
    months = _months(corpus.config.language)
    for passage in passages(corpus):
        if not passage.has_evidence:
            mentions = woven.articles[passage.article].mentions
            named = [(each.block, each.start, each.end) for each in mentions]
            yield from _first_figure(passage, months, named, origins)
    yield from _in_key_points(corpus, months, origins)


def _first_figure(
    passage: Passage, months: Months, named: list[tuple[int, int, int]], origins: Origins
) -> Iterator[Diagnostic]:
    for block in passage.blocks:
        inside = [(start, end) for number, start, end in named if number == block.number]
        for match in _figures(block.text, months):
            if not any(start <= match.start() < end for start, end in inside):
                span = span_of(passage.article, block, match.start(), match.group(), origins)
                yield _unsourced(span, match.group(), passage.article)
                return


def _in_key_points(corpus: Corpus, months: Months, origins: Origins) -> Iterator[Diagnostic]:
    for key, article in corpus.articles.items():
        ref = f"article:{key}"
        borne_out = {link.loc for link in corpus.links.get(ref, ()) if is_evidence(link.url, ref)}
        for index, text in enumerate(article.key_points):
            loc = ("key_points", index)
            figure = next(_figures(ADDRESS.sub("]", text), months), None)
            if figure and loc not in borne_out:
                yield _unsourced(origins.span(ref, loc, figure.group()), figure.group(), key)


def _unsourced(span: Span, figure: str, article: str) -> Diagnostic:
    hint = "cite it, [](source:…), or link the claim that compares it, [words](claim:…)"
    message = f"nothing in this paragraph says where the figure {figure!r} comes from"
    return Diagnostic(span, "unsourced-figure", message, hint, ref=f"article:{article}")


def _figures(text: str, months: Months) -> Iterator[re.Match[str]]:
    """Yield the numbers that count or measure: no years, dates, times, or parts of names."""
    for match in _NUMBER.finditer(text):
        before = text[max(0, match.start() - _NEAR) : match.start()]
        after = text[match.end() : match.end() + _NEAR]
        is_other = (_YEAR.fullmatch(match.group()), _VERSION.fullmatch(match.group()), _CLOCK.match(after))
        if not (any(is_other) or _is_day(match.group(), before, after, months) or _is_in_name(before, months)):
            yield match


def _is_in_name(before: str, months: Months) -> bool:
    return _NAME.search(before) is not None and not months.before_day.search(before)


def _is_day(number: str, before: str, after: str, months: Months) -> bool:
    """Whether a number, or the last one of a range, is a day beside its month."""
    is_short = re.fullmatch(r"(?:\d{1,2}[–−-])?[0-3]?\d", number) is not None
    return is_short and bool(months.after_day.match(after) or months.before_day.search(before))


@cache
def _months(language: str) -> Months:
    """Return the patterns for a language, English where it is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    names = {
        name.rstrip(".")
        for context in locale.months.values()
        for width in ("wide", "abbreviated")
        for name in context.get(width, {}).values()
    }
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    more = r"(?:\s*(?:(?:[,–-]|[^\W\d]{1,3})\s*)?\d{1,2}\b){0,3}"
    after = rf"(?:st|nd|rd|th|\.)?{more}\s+(?:\w{{2}}\s+)?(?:{month})\b"
    return Months(re.compile(after), re.compile(rf"\b(?:{month})\.?\s+$"))


def unattributed_paragraphs(corpus: Corpus, _woven: Woven, origins: Origins) -> Iterator[Diagnostic]:
    """Report paragraphs and list items that state something without evidence and without saying who says so."""
    language = corpus.config.language.partition("-")[0]
    words = re.compile(rf"\b(?:{ATTRIBUTIONS.get(language, '(?!)')})\b", re.IGNORECASE)
    for passage in passages(corpus):
        block = passage.blocks[0]
        if not (passage.has_evidence or passage.is_row or _leads_on(block) or words.search(block.text)):
            span = span_of(passage.article, block, 0, block.text[:1], origins)
            message = "this paragraph cites nothing and does not say who says so"
            hint = "cite a source, [](source:…), link a claim, or name who says it"
            yield Diagnostic(span, "unattributed-paragraph", message, hint, ref=f"article:{passage.article}")


def _leads_on(block: Block) -> bool:
    """Whether a block only introduces what follows it."""
    return block.text.rstrip().endswith(":")
