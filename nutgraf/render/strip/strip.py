"""The strip of a timeline: events as marks in lanes over a common scale, an SVG that is made at build time.

1. `time_scale` gives crowded periods more room, `time_ticks` names years and months;
2. `strip_layout` stands each event in every lane that holds it, in rows, so that none covers another;
3. here it is drawn: stretches and ticks, then lane after lane, each mark a link to its entry on the page.

One drawing serves all widths: it is `WIDTH` units wide and scrolled sideways where the page is narrower, so that its
words keep their size. Time runs from left to right on every page, also where the text runs from right to left.
`timeline-strip.css` colours it; there is no style in the markup, as the page's security policy demands.

The marks have no names of their own: they are a picture of the list of events on the same page, and hidden from screen
readers and the tab key as such, until `scripts/strip.js` gives each mark the name that its entry in the list has.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from nutgraf.plan.contexts import TimelineView
from nutgraf.render.encoding import encoded
from nutgraf.render.lettering import text_width
from nutgraf.render.strip.key import strip_key
from nutgraf.render.strip.layout import AXIS, EDGE, FOOT, NAME, WIDTH, Lane, Mark, StripLayout, importance_of, lay_out
from nutgraf.render.strip.scale import Stretch
from nutgraf.render.strip.shapes import bands, definitions, units
from nutgraf.render.strip.ticks import Tick, TickWords, period, ticks_of
from nutgraf.render.strip.words import StripWords

__all__ = ["WIDTH", "StripWords", "strip_key", "timeline_strip"]

_NAME_SIZE, _CAPTION_SIZE, _SPACING = 11.0, 11.0, 0.7
_REPEAT = 220
"""How often a lane's name is repeated where the strip is scrolled."""
_LONGEST_NAME = 44


def timeline_strip(timeline: TimelineView, words: StripWords) -> str:
    """Return the strip as SVG, an empty text if there are no events. Its ids begin with `strip-`: a page has one."""
    if not timeline.events:
        return ""
    return _Drawing(lay_out(timeline, words.say("strip.other")), words).svg(timeline)


class _Drawing:
    """A layout as markup."""

    def __init__(self, layout: StripLayout, words: StripWords) -> None:
        self._layout, self._words = layout, words
        *self._tops, self._floor = layout.tops

    def svg(self, timeline: TimelineView) -> str:
        layout, height = self._layout, units(self._floor + FOOT)
        label = encoded(self._words.say("strip.label", title=timeline.title))
        description = encoded(self._description(timeline))
        lanes = "".join(self._lane(number, lane) for number, lane in enumerate(layout.lanes))
        return (
            f'<svg class="timeline-strip" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" '
            f'direction="ltr" role="group" aria-label="{label}" aria-describedby="strip-desc" '
            f'data-scale="{self._knots()}"><desc id="strip-desc">{description}</desc>'
            f"<defs>{definitions(layout.cell, layout.bars)}</defs>"
            f'<g aria-hidden="true">{"".join(self._ground())}</g>'
            f'<g class="strip-lanes" aria-hidden="true">{lanes}</g></svg>\n'
        )

    def _knots(self) -> str:
        """Return the ends of the stretches as `seconds,units`, so that a script can read the scale."""
        stretches = self._layout.scale.stretches
        knots = [(each.first, each.left) for each in stretches] + [(stretches[-1].after, stretches[-1].right)]
        return " ".join(f"{second},{units(x)}" for second, x in knots)

    def _description(self, timeline: TimelineView) -> str:
        """Say in words what the eye sees: how much there is, from when to when, and how the scale changes."""
        words, stretches = self._words, self._layout.scale.stretches
        count, first, last = len(timeline.events), *(words.date(timeline.events[at].date) for at in (0, -1))
        if count == 1:
            return words.say("strip.description.one", date=first)
        whole = words.say("strip.description", events=count, first=first, last=last)
        if len(stretches) == 1:
            return f"{whole} {words.say('strip.even')}"
        listed = words.say("list.separator.strong").join(map(self._share, stretches))
        return f"{whole} {words.say('strip.uneven', stretches=listed)}"

    def _share(self, stretch: Stretch) -> str:
        scale = self._layout.scale
        share = (stretch.right - stretch.left) / (scale.right - scale.left)
        dates = self._words.date(period(stretch.first, stretch.after))
        return self._words.say("strip.stretch", period=dates, share=max(1, round(100 * share)))

    def _ground(self) -> Iterator[str]:
        """Give the enlarged stretches, the lines and names of ticks, and the breaks where the scale changes."""
        scale, words, floor = self._layout.scale, self._words, units(self._floor)
        for is_enlarged, group in groupby(scale.stretches, lambda stretch: stretch.is_enlarged):
            if is_enlarged:
                yield from self._enlarged(list(group))
        ticks = ticks_of(scale, TickWords(words.year, words.month, words.short_date), WIDTH - EDGE)
        lines = dict.fromkeys(units(tick.x) for tick in ticks)
        yield f'<path class="strip-grid" d="{"".join(f"M{x} {units(AXIS)}V{floor}" for x in lines)}"/>'
        yield from map(_tick, ticks)
        yield f'<path class="strip-axis" d="{_across(AXIS)}"/><path class="strip-rule" d="{_across(self._floor)}"/>'
        for before, _ in pairwise(scale.stretches):
            yield f'<use href="#strip-break" x="{units(before.right)}" y="{units(AXIS)}"/>'

    def _enlarged(self, stretches: Sequence[Stretch]) -> Iterator[str]:
        """Set off neighbours that have more room than most, and say so below if there is room to."""
        left, right, words = stretches[0].left, stretches[-1].right, self._words
        size = f'width="{units(right - left)}" height="{units(self._floor - AXIS)}"'
        yield f'<rect class="strip-enlarged" x="{units(left)}" y="{units(AXIS)}" {size}/>'
        dates = words.date(period(stretches[0].first, stretches[-1].after))
        for caption in (words.say("strip.enlarged", period=dates), words.say("strip.enlarged.short")):
            if text_width(caption, _CAPTION_SIZE) <= right - left:
                place = f'x="{units((left + right) / 2)}" y="{units(self._floor + 16)}"'
                yield f'<text class="strip-caption" {place}>{encoded(caption)}</text>'
                return

    def _lane(self, number: int, lane: Lane) -> str:
        top, name = self._tops[number], f"strip-lane-{number}"
        rule = f'<path class="strip-rule" d="{_across(top)}"/>' if number else ""
        marks = "".join(self._mark(mark, top + NAME + (mark.row + 0.5) * self._layout.cell) for mark in lane.marks)
        return f'<g role="group" aria-label="{encoded(lane.name)}">{rule}{_name(lane.name, name, top)}{marks}</g>'

    def _mark(self, mark: Mark, y: float) -> str:
        event, layout = mark.event, self._layout
        later = ' class="strip-later"' if event.is_later else ""
        return (
            f'<a{later} tabindex="-1" href="#event-{encoded(event.id)}">{bands(mark.bars, y, layout.cell)}'
            f'<use x="{mark.x:.0f}" href="#strip-{importance_of(event)}" y="{units(y)}"/></a>'
        )


def _across(y: float) -> str:
    return f"M{units(EDGE)} {units(y)}H{units(WIDTH - EDGE)}"


def _tick(tick: Tick) -> str:
    kind = "strip-year" if tick.is_year else "strip-part"
    y = AXIS - 7 if tick.row == "names" else AXIS - 22
    return f'<text class="{kind}" x="{units(tick.x + 3)}" y="{units(y)}">{encoded(tick.label)}</text>'


def _name(name: str, key: str, top: float) -> str:
    """Write a lane's name, and again further on for where the strip is scrolled."""
    shown = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip() + "…"
    step = max(_REPEAT, int(text_width(shown.upper(), _NAME_SIZE, _SPACING)) + 48)
    again = "".join(f'<use class="strip-again" href="#{key}" x="{x}"/>' for x in range(step, WIDTH - step // 2, step))
    return f'<text class="strip-lane" id="{key}" x="{units(EDGE)}" y="{units(top + 14)}">{encoded(shown)}</text>{again}'
