"""The common scale on which the statements about one measure are drawn.

1. It holds every number stated, and zero where that squeezes nothing: years are far from it and near each other.
2. It begins and ends with a tick. Ticks are round numbers, and whole ones where all that was stated is whole.
3. Where a statement is open towards more, there is room beyond the largest number, and so with less.
4. It is linear, but for numbers that would look like one and that powers of ten keep apart.

Linear scales are reckoned exactly, so that no number is too large or too small for them.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import count, pairwise

from nutgraf.model.ranges import Range

_MOST_STEPS = 4
_MOST_POWERS = 6
_NEAR_ZERO = 4
"""Zero is shown where the numbers spread over at least a quarter of the largest."""
_ONE_DOT = 0.5
"""Percent of the width below which two numbers look like one."""
_CLEARER = 3
"""How many times farther apart powers of ten must draw them to be worth their strangeness."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A scale from the first to the last of its ticks, at least two."""

    ticks: tuple[Decimal, ...]
    is_logarithmic: bool = False

    def place(self, value: Decimal) -> float:
        """Return how far along the scale a number stands, in percent."""
        measure = _log if self.is_logarithmic else Fraction
        first, last, at = measure(self.ticks[0]), measure(self.ticks[-1]), measure(value)
        return float(100 * (at - first) / (last - first))


def scale_for(ranges: Sequence[Range]) -> Scale:
    """Return the scale for the ranges of a measure, at least one."""
    numbers = sorted({end for each in ranges for end in (each.least, each.most) if end is not None})
    is_open = any(each.least is None for each in ranges), any(each.most is None for each in ranges)
    linear = Scale(_linear_ticks(numbers, *is_open))
    if numbers[0] <= 0 or _closest(linear, numbers) >= _ONE_DOT:
        return linear
    powers = Scale(_powers(numbers, *is_open), is_logarithmic=True)
    return powers if _closest(powers, numbers) >= _CLEARER * _closest(linear, numbers) else linear


def _closest(scale: Scale, numbers: Iterable[Decimal]) -> float:
    """Return how near the two nearest of some numbers are drawn."""
    return min((scale.place(more) - scale.place(less) for less, more in pairwise(numbers)), default=100.0)


def _linear_ticks(numbers: Sequence[Decimal], is_open_below: bool, is_open_above: bool) -> tuple[Decimal, ...]:
    low, high = _with_zero(Fraction(numbers[0]), Fraction(numbers[-1]), is_open_below, is_open_above)
    digit, power = _step(high - low or Fraction(1), is_whole=all(number % 1 == 0 for number in map(Fraction, numbers)))
    step = digit * Fraction(10) ** power
    first = math.floor(low / step) - (is_open_below and low < 0 and low % step == 0)
    last = math.ceil(high / step) + (is_open_above and high % step == 0)
    return tuple(_decimal(digit * index, power) for index in range(first, max(last, first + 1) + 1))


def _with_zero(low: Fraction, high: Fraction, is_open_below: bool, is_open_above: bool) -> tuple[Fraction, Fraction]:
    """Return the ends of what is shown: zero is one of them, unless the numbers are far from it and near each other."""
    if low < 0 < high:
        return low, high
    is_wide = low == high != 0 or _NEAR_ZERO * (high - low) >= max(abs(low), abs(high))
    if low >= 0:
        return (Fraction(0) if is_wide or is_open_below else low), high
    return low, (Fraction(0) if is_wide or is_open_above else high)


def _step(spread: Fraction, *, is_whole: bool) -> tuple[int, int]:
    """Return the least 1, 2 or 5 and power of ten that fit into a spread at most four times."""
    least = (Decimal(spread.numerator) / Decimal(spread.denominator) / _MOST_STEPS).adjusted()
    steps = ((digit, power) for power in count(max(least, 0) if is_whole else least) for digit in (1, 2, 5))
    return next((digit, power) for digit, power in steps if digit * Fraction(10) ** power * _MOST_STEPS >= spread)


def _decimal(value: int, power: int) -> Decimal:
    return Decimal(value * 10**power) if power >= 0 else Decimal(f"{value}E{power}")


def _powers(numbers: Sequence[Decimal], is_open_below: bool, is_open_above: bool) -> tuple[Decimal, ...]:
    """Return powers of ten round positive numbers, each as many times the one before."""
    first, last = numbers[0].adjusted(), numbers[-1].adjusted()
    first -= is_open_below and numbers[0] == _decimal(1, first)
    last += is_open_above or numbers[-1] != _decimal(1, last)
    every = math.ceil((last - first) / _MOST_POWERS)
    steps = math.ceil((last - first) / every)
    return tuple(_decimal(1, first + every * index) for index in range(steps + 1))


def _log(value: Decimal) -> float:
    top, bottom = value.as_integer_ratio()
    return math.log10(top) - math.log10(bottom)
