"""Read the packed lines of ``nutgraf/data/basemap``: columns of small numbers, decoded on demand.

A file is read and unpacked whole, which takes some 20 ms; a line becomes points only when a map
needs it. ``README.md`` beside the data describes the format.
"""

import gzip
import json
import struct
import sys
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

UNITS_PER_DEGREE = 1000
FINEST_KM = 0.7
"""Tolerance of rank 0: the data holds nothing finer."""
RANKS_PER_DOUBLING = 2

_CELL = 10 * UNITS_PER_DEGREE
_FEW_CELLS = 24
"""A box of more cells is near most of what there is."""
_LINES_KEPT = 2048
"""Unpacked lines that are kept: neighbouring maps need the same ones."""

Box = tuple[int, int, int, int]
"""West, south, east, north in thousandths of a degree."""

RankedPoint = tuple[int, int, int]
"""East and north in thousandths of a degree, and the rank."""

Ring = tuple[int, tuple[int, ...], Box]
"""Area in square kilometres, the lines that make it (``~i`` runs line ``i`` backwards), and the box round it."""


Shape = tuple[Ring, ...]
"""The outer ring and its holes."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Boxes, found by where they are. What touches a cell of the world is looked for once."""

    boxes: Sequence[Box]

    def numbers(self, box: tuple[float, float, float, float]) -> Sequence[int]:
        """Return the numbers of the boxes that a box may touch, in order."""
        west, south, east, north = (int(edge // _CELL) for edge in box)
        columns, rows = range(west, east + 1), range(south, north + 1)
        if len(columns) * len(rows) > _FEW_CELLS:
            return range(len(self.boxes))
        return sorted({number for column in columns for row in rows for number in self._in_cell(column, row)})

    @lru_cache(maxsize=1024)  # noqa: B019 - its values stay as long as the process
    def _in_cell(self, column: int, row: int) -> Sequence[int]:
        west, south = column * _CELL, row * _CELL
        east, north = west + _CELL, south + _CELL
        return [
            number
            for number, box in enumerate(self.boxes)
            if box[0] <= east and west <= box[2] and box[1] <= north and south <= box[3]
        ]


@dataclass(frozen=True, slots=True, eq=False)
class Country:
    """A country as Natural Earth draws it; ``name`` is empty where none is to be printed."""

    name: str
    polygons: tuple[Shape, ...]
    box: Box
    """Round all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Every line of a file; one value a process. Coordinates are integers, thousandths of a degree."""

    boxes: Sequence[Box]
    """Of each line."""
    _starts: Sequence[tuple[int, int, int, int]]
    """Of each line: the number of points, how many points stand before it, its first x and y."""
    _east: "array[int]"
    _north: "array[int]"
    _ranks: bytes

    def ends(self, index: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return the first and the last point of a line."""
        count, first, x, y = self._starts[index]
        before = first - index
        steps = slice(before, before + count - 1)
        return (x, y), (x + sum(self._east[steps]), y + sum(self._north[steps]))

    @lru_cache(maxsize=_LINES_KEPT)  # noqa: B019 - there are two values of this class, for ever
    def ranked(self, index: int, rank: int) -> tuple[RankedPoint, ...]:
        """Return the points of a line that have at least a rank."""
        count, first, x, y = self._starts[index]
        before = first - index  # each line has one step less than it has points
        steps = slice(before, before + count - 1)
        xs, ys = accumulate(self._east[steps], initial=x), accumulate(self._north[steps], initial=y)
        return tuple(spot for spot in zip(xs, ys, self._ranks[first : first + count], strict=True) if spot[2] >= rank)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Polygons of a file."""

    polygons: tuple[Shape, ...]
    nearby: Nearby
    """Their boxes."""


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """Open lines of a file, by their numbers."""

    lines: tuple[int, ...]
    nearby: Nearby
    """Their boxes."""


@dataclass(frozen=True, slots=True, eq=False)
class Land:
    """Land and countries of the world at 1:10m."""

    lines: Lines
    land: Shapes
    countries: tuple[Country, ...]
    borders: Strokes


@dataclass(frozen=True, slots=True, eq=False)
class Water:
    """Rivers and lakes of the world at 1:50m."""

    lines: Lines
    rivers: Strokes
    lakes: Shapes


@cache
def world_land() -> Land:
    """The land, read once a process."""
    header, lines = _read("land.bin.gz")
    countries = tuple(_country(each, lines) for each in header["countries"])
    return Land(lines, _shapes(header["land"], lines), countries, _strokes(header["borders"], lines))


@cache
def world_water() -> Water:
    """The waters inland, read once a process."""
    header, lines = _read("water.bin.gz")
    return Water(lines, _strokes(header["rivers"], lines), _shapes(header["lakes"], lines))


def _country(written: Any, lines: Lines) -> Country:
    polygons = _polygons(written["polygons"], lines)
    return Country(written["name"], polygons, _around([outer[2] for outer, *_ in polygons]))


def _shapes(source: list[Any], lines: Lines) -> Shapes:
    polygons = _polygons(source, lines)
    return Shapes(polygons, Nearby([outer[2] for outer, *_ in polygons]))


def _strokes(source: list[int], lines: Lines) -> Strokes:
    return Strokes(tuple(source), Nearby([lines.boxes[index] for index in source]))


def _polygons(source: list[Any], lines: Lines) -> tuple[Shape, ...]:
    return tuple(tuple((area, tuple(refs), _box(refs, lines)) for area, refs in polygon) for polygon in source)


def _box(refs: list[int], lines: Lines) -> Box:
    """Return the box round some lines."""
    return _around([lines.boxes[max(ref, ~ref)] for ref in refs])


def _around(boxes: list[Box]) -> Box:
    if len(boxes) == 1:
        return boxes[0]
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _read(name: str) -> tuple[dict[str, Any], Lines]:
    data = gzip.decompress((files("nutgraf") / "data" / "basemap" / name).read_bytes())
    (length,) = struct.unpack_from("<I", data)
    body = 4 + length
    header = json.loads(data[4:body])
    return header, _lines(header["lines"], data[body:])


def _lines(table: list[list[int]], body: bytes) -> Lines:
    points = list(accumulate((row[0] for row in table), initial=0))
    starts = [(row[0], first, row[1], row[2]) for row, first in zip(table, points, strict=False)]
    boxes = [(row[3], row[4], row[5], row[6]) for row in table]
    size = 2 * (points[-1] - len(table))
    east, north = _steps(body[:size]), _steps(body[size : 2 * size])
    return Lines(boxes, starts, east, north, body[2 * size :])


def _steps(column: bytes) -> "array[int]":
    """Join the low and the high bytes, which stand apart because they compress better so."""
    half = len(column) // 2
    pairs = bytearray(len(column))
    pairs[0::2], pairs[1::2] = column[:half], column[half:]
    steps = array("h", bytes(pairs))
    if sys.byteorder == "big":
        steps.byteswap()
    return steps
