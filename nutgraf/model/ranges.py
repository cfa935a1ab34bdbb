"""A number that somebody stated, with its honest width: ``7``, ``1..``, ``..7``, ``5..10``. Never averaged."""

import re
from dataclasses import dataclass
from decimal import Decimal

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_RANGE = re.compile(rf"({_NUMBER})?(\.\.)({_NUMBER})?|({_NUMBER})")


@dataclass(frozen=True, slots=True)
class Range:
    """Both ends inclusive, in the unit of the statement's measure; None is an open end."""

    least: Decimal | None
    most: Decimal | None

    @property
    def is_exact(self) -> bool:
        """Whether one number was stated rather than a span."""
        return self.least is not None and self.least == self.most

    def __str__(self) -> str:
        if self.is_exact:
            return str(self.least)
        return f"{'' if self.least is None else self.least}..{'' if self.most is None else self.most}"


def parse_range(text: str) -> Range:
    """Read ``7``, ``1..``, ``..7`` or ``5..10``; raise ValueError with the nearest right form."""
    match = _RANGE.fullmatch(text.strip())
    if match is None or text.strip() == "..":
        raise ValueError(f"{text!r} is not a number or range: write 7, 1.. (at least), ..7 (at most) or 5..10")
    low, dots, high, single = match.groups()
    if not dots:
        return Range(Decimal(single), Decimal(single))
    value = Range(Decimal(low) if low else None, Decimal(high) if high else None)
    if value.least is not None and value.most is not None and value.least > value.most:
        raise ValueError(f"{text!r} runs backwards: write {value.most}..{value.least}")
    return value


def overlap(ranges: tuple[Range, ...]) -> Range | None:
    """Return the numbers on which all ranges agree, or None when no number fits all of them."""
    least = max((r.least for r in ranges if r.least is not None), default=None)
    most = min((r.most for r in ranges if r.most is not None), default=None)
    if least is not None and most is not None and least > most:
        return None
    return Range(least, most)
