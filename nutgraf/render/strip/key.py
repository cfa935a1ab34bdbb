"""How to read a strip: the marks and bands that occur in it, each with its meaning.

A list, so that it wraps on small screens. It borrows shapes and fades of the strip by their ids, so it needs the strip
on the same page.
"""

from collections.abc import Iterator, Sequence

from nutgraf.plan.contexts import TimelineView
from nutgraf.render.encoding import encoded
from nutgraf.render.strip.layout import Bar, Mark, StripLayout, importance_of, lay_out
from nutgraf.render.strip.shapes import bands
from nutgraf.render.strip.words import StripWords

_HEIGHT, _CELL = 24, 24.0
_LEFT, _SOFT_UNTIL, _SOFT_FROM, _RIGHT = 4.0, 14.0, 26.0, 36.0


def strip_key(timeline: TimelineView, words: StripWords) -> str:
    """Return the key to the strip of a timeline as a list, an empty text if there are no events."""
    if not timeline.events:
        return ""
    layout = lay_out(timeline, words.say("strip.other"))
    items = "".join(
        f"<li>{_picture(sample, 40 if key.startswith('strip') else 18)}{encoded(words.say(key))}</li>"
        for key, sample in _samples(layout)
    )
    return f'<ul class="strip-key" aria-label="{encoded(words.say("strip.key"))}">{items}</ul>\n'


def _picture(sample: str, width: int) -> str:
    size = f'width="{width}" height="{_HEIGHT}" viewBox="{20 - width // 2} 0 {width} {_HEIGHT}"'
    return f'<svg class="strip-sample" {size} aria-hidden="true">{sample}</svg>'


def _samples(layout: StripLayout) -> Iterator[tuple[str, str]]:
    """Give what there is in this strip, no more: a key with its picture."""
    marks = [mark for lane in layout.lanes for mark in lane.marks]
    for importance in sorted({importance_of(mark.event) for mark in marks}, reverse=True):
        yield f"importance.{importance}", _shape(f"{importance}")
    for key, bars in _bands(marks):
        yield f"strip.key.{key}", bands(bars, _HEIGHT / 2, _CELL)
    if len(layout.scale.stretches) > 1:
        yield "strip.key.scale", f'<path class="strip-axis" d="M{_LEFT:g} 12H{_RIGHT:g}"/>{_shape("break")}'


def _shape(name: str) -> str:
    return f'<use href="#strip-{name}" x="20" y="{_HEIGHT // 2}"/>'


def _bands(marks: Sequence[Mark]) -> Iterator[tuple[str, list[Bar]]]:
    kinds = {bar.kind for mark in marks for bar in mark.bars}
    if "may" in kinds:
        yield "may", [Bar("may", _LEFT, _RIGHT)]
    if "lasts" in kinds:
        yield "lasts", [Bar("lasts", _LEFT, _RIGHT)]
    if "either" in kinds:
        yield "either", [Bar("either", _LEFT, _RIGHT), Bar("may", _LEFT, _SOFT_UNTIL), Bar("may", _SOFT_FROM, _RIGHT)]
    faded = [mark for mark in marks if any(bar.fade for bar in mark.bars)]
    if soft := next((mark for mark in faded if not _is_open(mark)), None):
        yield "soft", list(_like(soft))
    if opened := next((mark for mark in faded if _is_open(mark)), None):
        bar = next(bar for bar in opened.bars if bar.fade)
        yield "open", [Bar(bar.kind, _LEFT, _RIGHT, "in" if opened.event.date.earliest is None else "out")]


def _is_open(mark: Mark) -> bool:
    return mark.event.date.earliest is None or mark.event.date.latest is None


def _like(mark: Mark) -> Iterator[Bar]:
    """Give a band that is soft where the mark's is: the strip has no fades but those that it needs."""
    kind, fades = mark.bars[-1].kind, {bar.fade for bar in mark.bars}
    if "in" in fades:
        yield Bar(kind, _LEFT, _SOFT_UNTIL, "in")
    yield Bar(kind, _SOFT_UNTIL if "in" in fades else _LEFT, _SOFT_FROM if "out" in fades else _RIGHT)
    if "out" in fades:
        yield Bar(kind, _SOFT_FROM, _RIGHT, "out")
