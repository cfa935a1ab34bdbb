"""The table that `make audit` prints: what was measured, its budget, and whether that holds.

Sizes, layout shift and requests are the same on every machine: over budget, they fail the audit. Times are not: on a
busy or slow machine they are marked, and fail only where even the shortest is `PATIENCE` times over.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

PATIENCE = 4
"""How many times its budget a time may take before it fails the audit."""


@dataclass(frozen=True)
class Budget:
    """A row: what is measured, in which unit, and the most that it may be."""

    name: str
    unit: str
    most: float
    is_time: bool = False

    def verdict(self, measured: Sequence[float]) -> str:
        """Return `ok`, `over`, or for a time `slow`: over, but perhaps the machine's fault."""
        if statistics.median(measured) <= self.most:
            return "ok"
        return "slow" if self.is_time and min(measured) <= self.most * PATIENCE else "over"


Measured = tuple[Budget, Sequence[float]]


def is_kept(rows: Iterable[Measured]) -> bool:
    """Tell whether no row fails the audit."""
    return all(budget.verdict(measured) != "over" for budget, measured in rows)


def table(rows: Iterable[Measured]) -> str:
    """Return the rows in columns: name, median, spread, budget, verdict."""
    lines = [("what", "measured", "spread", "budget", ""), *(_cells(*row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    aligned: list[Callable[[str, int], str]] = [str.ljust, str.rjust, str.rjust, str.rjust, str.ljust]
    cells = (
        [put(cell, width) for put, cell, width in zip(aligned, line, widths, strict=True)] for line in lines
    )  # fmt: skip
    return "\n".join("  ".join(line).rstrip() for line in cells)


def _cells(budget: Budget, measured: Sequence[float]) -> tuple[str, str, str, str, str]:
    low, high = min(measured), max(measured)
    spread = "" if low == high else f"{_number(low)}..{_number(high)}"
    unit = f" {budget.unit}".rstrip()
    middle = _number(statistics.median(measured))
    return budget.name, middle + unit, spread, _number(budget.most) + unit, budget.verdict(measured)


def _number(value: float) -> str:
    return f"{value:.0f}" if value == int(value) or value >= 1000 else f"{value:.1f}" if value >= 1 else f"{value:.3f}"
