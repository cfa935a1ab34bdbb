"""Boxes on a sheet, found by where they are: asking what a box runs into looks at its neighbours only."""

from collections.abc import Iterator

from nutgraf.render.maps.geometry import Box, is_overlap

_CELL = 32.0
"""Width of a cell, about that of a symbol with its room; a name takes a few."""


class Grid:
    """Boxes in the order in which they were added, numbered from 0."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[int, Box]]] = {}
        self._count = 0

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    def add(self, box: Box) -> None:
        """Add a box."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append((self._count, box))
        self._count += 1

    def is_hit(self, box: Box, but: int = -1) -> bool:
        """Whether a box runs into one of those added, other than the one with the number ``but``."""
        near = (self._cells.get(cell, ()) for cell in _cells(box))
        return any(number != but and is_overlap(box, other) for boxes in near for number, other in boxes)

    def first_hit(self, box: Box) -> int:
        """The number of the first box added that a box runs into; where there is none, how many there are."""
        near = (self._cells.get(cell, ()) for cell in _cells(box))
        firsts = (next((number for number, other in boxes if is_overlap(box, other)), self._count) for boxes in near)
        return min(firsts, default=self._count)


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    columns = range(int(box[0] // _CELL), int(box[2] // _CELL) + 1)
    rows = range(int(box[1] // _CELL), int(box[3] // _CELL) + 1)
    return ((column, row) for column in columns for row in rows)
