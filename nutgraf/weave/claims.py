"""Compare what parties say: side by side, by what they count, with the numbers that all of them allow. No averages."""

from dataclasses import dataclass

from nutgraf.model.entries import Claim, Statement
from nutgraf.model.ranges import Range, overlap


@dataclass(frozen=True, slots=True)
class Comparison:
    """The statements of one claim that count the same thing."""

    measure: str
    statements: tuple[int, ...]
    """Their positions in the claim."""
    common: Range | None
    """The numbers that all of them allow; None when no number fits all."""
    changes_over_time: bool
    """Whether they hold for different dates, so that a difference need not be a contradiction."""


def compare(claim: Claim) -> tuple[Comparison, ...]:
    """Return one comparison for each measure that at least two statements give a value for, in order of appearance."""
    measures: dict[str, list[int]] = {}
    for index, statement in enumerate(claim.statements):
        if statement.measure and statement.value is not None:
            measures.setdefault(statement.measure, []).append(index)
    return tuple(_comparison(claim, measure, found) for measure, found in measures.items() if len(found) > 1)


def _comparison(claim: Claim, measure: str, positions: list[int]) -> Comparison:
    said: list[Statement] = [claim.statements[index] for index in positions]
    common = overlap(tuple(each.value for each in said if each.value is not None))
    changes = len({each.as_of.text for each in said}) > 1
    return Comparison(measure, tuple(positions), common, changes)
