"""What each party says of a measure, as a drawing: a row a statement, on one scale, nothing averaged.

An exact number is a dot. A span is a bar with both ends closed. What is open fades out on that side, and where it is
open towards more an arrow leads on; the side that was stated is closed. The band behind all rows is what every
statement allows. There is no middle of anything.

The drawing repeats the table beside it, so it is hidden from screen readers. Names and numbers are HTML and wrap; the
scale and the bars are SVG in percent of whatever width there is. The scale runs from left to right on every page, like
timelines and maps. ``ranges.css`` colours it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from nutgraf.model.dates import PartialDate
from nutgraf.model.ranges import Range
from nutgraf.plan.contexts import ClaimView, ComparisonView, StatementView
from nutgraf.render.claims.scale import Scale, scale_for
from nutgraf.render.claims.words import RangeWords
from nutgraf.render.lettering import text_width

PAINTS = Markup(
    '<svg class="range-paints" aria-hidden="true">'
    '<linearGradient id="range-below"><stop stop-opacity=".05"/><stop offset="1"/></linearGradient>'
    '<linearGradient id="range-above"><stop/><stop offset="1" stop-opacity=".05"/></linearGradient></svg>'
)
"""The fades of open ends, for all drawings of a page."""

_LABEL_SIZE, _LABEL_ROOM = 13.0, 260.0
"""Of the numbers on the scale, in pixels, where the page is narrowest."""


DateInWords = Callable[[PartialDate], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of a claim: its drawing, and what its statements have in common where there are several."""

    measure: str
    drawing: Markup
    comparison: ComparisonView | None


def measured(claim: ClaimView, words: RangeWords, date: DateInWords) -> tuple[Measured, ...]:
    """Return the measures of a claim in the order in which statements give them a value."""
    said: dict[str, list[StatementView]] = {}
    for each in claim.statements:
        if each.value is not None:
            said.setdefault(each.measure, []).append(each)
    compared = {each.measure: each for each in claim.comparisons}
    return tuple(
        Measured(measure, drawing(statements, compared.get(measure), words, date), compared.get(measure))
        for measure, statements in said.items()
    )


def drawing(
    said: Sequence[StatementView], comparison: ComparisonView | None, words: RangeWords, date: DateInWords
) -> Markup:
    """Return the drawing of the statements about one measure; they say of when they are where that differs."""
    scale = scale_for([each.value for each in said if each.value is not None])
    band = _band(comparison.common, scale) if comparison and comparison.common else ""
    is_dated = comparison is not None and comparison.changes_over_time
    rows = Markup("").join(_row(each, scale, words, date(each.as_of) if is_dated else "") for each in said)
    ticks = Markup("").join(_ticks(scale, words))
    found = Markup('<div class="ranges" aria-hidden="true"><svg>{}{}</svg>{}</div>').format(band, ticks, rows)
    return found + _warning(words) if scale.is_logarithmic else found


def _warning(words: RangeWords) -> Markup:
    return Markup('<p class="ranges-scale" aria-hidden="true">{}</p>').format(words.words.say("range.powers"))


def _ticks(scale: Scale, words: RangeWords) -> Iterator[Markup]:
    """Give a line for each tick, and its number where there is room for all of them, else at both ends."""
    labels = [words.tick(tick) for tick in scale.ticks]
    has_room = sum(text_width(label, _LABEL_SIZE) + _LABEL_SIZE for label in labels) < _LABEL_ROOM
    for tick, label in zip(scale.ticks, labels, strict=True):
        x = _percent(scale.place(tick))
        yield Markup('<line x1="{}" x2="{}" y2="100%"/>').format(x, x)
        if has_room or tick in (scale.ticks[0], scale.ticks[-1]):
            yield Markup('<text x="{}" y="100%">{}</text>').format(x, label)


def _band(common: Range, scale: Scale) -> Markup:
    """Return the band of what all allow: as wide as a dot with room round it where that is one number."""
    left, right = _ends(common, scale)
    width = _percent(right - left)
    size = Markup('width=".1%" stroke-width="14"') if common.is_exact else Markup('width="{}"').format(width)
    return Markup('<rect x="{}" {} height="100%"/>').format(_percent(left), size)


def _row(said: StatementView, scale: Scale, words: RangeWords, date: str) -> Markup:
    name, when = said.by.label if said.by else said.by_name, Markup(" <i>{}</i>").format(date) if date else ""
    shape, value = (Markup("").join(_shape(said.value, scale)), words.range(said.value)) if said.value else ("", "")
    return Markup("<p><span>{}{}</span><svg>{}</svg><b>{}</b></p>").format(name, when, shape, value)


def _shape(value: Range, scale: Scale) -> Iterator[Markup]:
    """Give the parts of a value: a dot, or a bar and the marks at its ends."""
    left, right = _ends(value, scale)
    if value.is_exact:
        yield Markup('<circle cx="{}" cy="12" r="5"/>').format(_percent(left))
        return
    fade = "below" if value.least is None else "above" if value.most is None else ""
    paint = Markup(' fill="url(#range-{})"').format(fade) if fade else ""
    yield Markup('<rect x="{}" width="{}" y="8" height="8"{}/>').format(_percent(left), _percent(right - left), paint)
    for end, x in ((value.least, left), (value.most, right)):
        if end is not None:
            yield Markup('<line x1="{}" x2="{}" y1="4" y2="20"/>').format(_percent(x), _percent(x))
    if value.most is None:
        yield Markup('<svg x="100%"><path d="M-5 7l5 5-5 5"/></svg>')


def _ends(value: Range, scale: Scale) -> tuple[float, float]:
    """Return where a range begins and ends; an open one goes on to the edge of the scale."""
    left = 0.0 if value.least is None else scale.place(value.least)
    return left, 100.0 if value.most is None else scale.place(value.most)


def _percent(place: float) -> str:
    return f"{place:.1f}".removesuffix(".0") + "%"
