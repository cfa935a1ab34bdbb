"""Ticks of a timeline: for each stretch the finest names of years, months or days that have room, none over another.

A name stands to the right of its line, as it names what begins there. Names of years, months and days make one row;
above months and days a second row says to which year or month they belong. Where two names would collide at the border
of two stretches, the one in the stretch with more room stays.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from nutgraf.model.calendar import DAY, civil, day_number
from nutgraf.model.dates import PartialDate, parse_date
from nutgraf.render.lettering import text_width
from nutgraf.render.strip.scale import Stretch, TimeScale, index_of, start_of

LABEL_SIZE = 11.5
_INDENT = 3.0
_BOLD = 1.1
"""How much wider bold letters are."""
_GAP = 7.0
_ROOM = 8.0
"""Spare room that a level must leave between its names."""

Row = Literal["names", "context"]


@dataclass(frozen=True, slots=True)
class TickWords:
    """Names of the parts of the calendar, in the language of the page."""

    year: Callable[[int], str]
    month: Callable[[int], str]
    """Short, by number: `Oct`."""
    date: Callable[[PartialDate], str]
    """Short: `Oct 2023`."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line at `x` and the name beside it."""

    x: float
    label: str
    row: Row
    is_year: bool


@dataclass(frozen=True, slots=True)
class _Level:
    unit: Literal["year", "month", "day"]
    step: int
    shortest: int
    """Days between two ticks, at least."""


_LEVELS = (
    _Level("day", 1, 1),
    _Level("day", 10, 8),
    _Level("month", 1, 28),
    _Level("month", 3, 90),
    *(_Level("year", step, step * 365) for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)),
)
"""The finest first. Of days, 10 are the 1st, 11th and 21st; of months, 3 are quarters."""


def ticks_of(scale: TimeScale, words: TickWords, width: float) -> list[Tick]:
    """Return the ticks in order; names end before `width`."""
    names, context = _Row(width), _Row(width)
    levels = [(stretch, _levels_for(stretch, words)) for stretch in scale.stretches]
    for stretch, suited in sorted(levels, key=lambda pair: -pair[0].pace):
        for level in suited:
            if names.take(_names(level, stretch, scale, words)):
                break
    context.take(_contexts(scale, [(stretch, suited[0]) for stretch, suited in levels], words))
    return sorted([*names.ticks, *context.ticks], key=lambda tick: tick.x)


class _Row:
    """The names that stand in one row."""

    def __init__(self, width: float) -> None:
        self._width = width
        self._spans: list[tuple[float, float]] = []
        self.ticks: list[Tick] = []

    def take(self, ticks: Iterable[Tick]) -> bool:
        """Put each name where it belongs unless another is there; whether any found room."""
        before = len(self.ticks)
        self.ticks += (tick for tick in ticks if self._is_taken(tick))
        return len(self.ticks) > before

    def _is_taken(self, tick: Tick) -> bool:
        left, right = tick.x, tick.x + _INDENT + _BOLD * text_width(tick.label, LABEL_SIZE)
        at = bisect_left(self._spans, (left, right))
        is_free_before = at == 0 or self._spans[at - 1][1] + _GAP <= left
        is_free_after = at == len(self._spans) or right + _GAP <= self._spans[at][0]
        if is_free_before and is_free_after and right <= self._width:
            self._spans.insert(at, (left, right))
            return True
        return False


def _levels_for(stretch: Stretch, words: TickWords) -> list[_Level]:
    """Return the finest level that has room, then finer ones: where none of its names fits, another may."""
    years = (civil(at // DAY)[0] for at in (stretch.first, stretch.after - 1))
    widest = {
        "day": text_width("30", LABEL_SIZE),
        "month": max(text_width(words.month(month), LABEL_SIZE) for month in range(1, 13)),
        "year": max(text_width(words.year(year), LABEL_SIZE) for year in years),
    }
    for at, level in enumerate(_LEVELS):
        room = level.shortest * DAY / stretch.seconds_per_unit
        if room >= widest[level.unit] + _INDENT + _ROOM or level is _LEVELS[-1]:
            return [level, *(finer for finer in reversed(_LEVELS[:at]) if finer.unit == level.unit)]
    return []


def _names(level: _Level, stretch: Stretch, scale: TimeScale, words: TickWords) -> Iterator[Tick]:
    for second in _instants(level, stretch):
        yield Tick(scale.x(second), _name(level, second, words), "names", level.unit == "year")


def _instants(level: _Level, stretch: Stretch) -> Iterator[int]:
    """Give the first seconds of the level's years, months or days in a stretch."""
    if level.unit == "year":
        yield from (day_number(year, 1, 1) * DAY for year in _round_years(level.step, stretch))
        return
    for index in range(index_of(level.unit, stretch.first), index_of(level.unit, stretch.after - 1) + 1):
        second = start_of(level.unit, index)
        if second >= stretch.first and _is_round(level, second):
            yield second


def _is_round(level: _Level, second: int) -> bool:
    _, month, day = civil(second // DAY)
    if level.unit == "month":
        return (month - 1) % level.step == 0
    return level.step == 1 or day in (1, 11, 21)


def _round_years(step: int, stretch: Stretch) -> Iterator[int]:
    """Give years that are multiples of the step as people count them: 500 BCE is year -499."""
    first = index_of("year", stretch.first - 1) + 1
    after = index_of("year", stretch.after - 1) + 1
    before_common_era = range(first, min(after, 1))
    if before_common_era:
        yield from range(first + (1 - first) % step, before_common_era.stop, step)
    common_era = max(first, 1)
    yield from range(common_era + -common_era % step, after, step)


def _contexts(scale: TimeScale, levels: Sequence[tuple[Stretch, _Level]], words: TickWords) -> list[Tick]:
    """Return the years or months above the names, none twice in a row: those that begin there before the others."""
    found: list[tuple[bool, Tick]] = []
    for stretch, level in levels:
        if level.unit != "year":
            for second in _context_instants(level, stretch):
                tick = Tick(scale.x(second), _context(level, second, words), "context", True)
                if not found or found[-1][1].label != tick.label:
                    found.append((second == stretch.first, tick))
    return [tick for _, tick in sorted(found, key=lambda pair: pair[0])]


def _context_instants(level: _Level, stretch: Stretch) -> Iterator[int]:
    """Give where a stretch begins, and the years or months that begin in it."""
    unit: Literal["year", "month"] = "year" if level.unit == "month" else "month"
    yield stretch.first
    for index in range(index_of(unit, stretch.first) + 1, index_of(unit, stretch.after - 1) + 1):
        yield start_of(unit, index)


def _name(level: _Level, second: int, words: TickWords) -> str:
    year, month, day = civil(second // DAY)
    if level.unit == "year":
        return words.year(year)
    return words.month(month) if level.unit == "month" else str(day)


def _context(level: _Level, second: int, words: TickWords) -> str:
    year, month, _ = civil(second // DAY)
    if level.unit == "month":
        return words.year(year)
    return words.date(parse_date(f"{year_text(year)}-{month:02}"))


def year_text(year: int) -> str:
    """Return a year as EDTF writes it."""
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def period(first: int, after: int) -> PartialDate:
    """Return the whole years, months or days from `first` until just before `after` as a date; both begin a day."""
    starts, ends = civil(first // DAY), civil((after - 1) // DAY)
    is_months = starts[2] == 1 and civil(after // DAY)[2] == 1
    is_years = is_months and starts[1] == 1 and ends[1] == 12
    parts = 1 if is_years else 2 if is_months else 3
    texts = ["-".join([year_text(year), f"{month:02}", f"{day:02}"][:parts]) for year, month, day in (starts, ends)]
    return parse_date("/".join(dict.fromkeys(texts)))
