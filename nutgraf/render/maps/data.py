"""Read the packed lines of ``nutgraf/data/basemap``: columns of small numbers, decoded on demand.

A file is read and unpacked whole, which takes some 20 ms; a line becomes points only when a map
needs it. ``README.md`` beside the data describes the format.
"""

import gzip
import json
import struct
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

_LINES_KEPT = 2048
"""Unpacked lines that are kept: neighbouring maps need the same ones."""

Box = tuple[int, int, int, int]
"""West, south, east, north in thousandths of a degree."""

RankedPoint = tuple[int, int, int]
"""East and north in thousandths of a degree, and the rank."""

Ring = tuple[int, tuple[int, ...], Box]
"""Area in square kilometres, the lines that make it (``~i`` runs line ``i`` backwards), and the box round it."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as Natural Earth draws it; ``name`` is empty where none is to be printed."""

    name: str
    polygons: tuple[tuple[Ring, ...], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Every line of a file; one value a process. Coordinates are integers, thousandths of a degree."""

    boxes: Sequence[Box]
    """Of each line."""
    _starts: Sequence[tuple[int, int, int, int]]
    """Of each line: the number of points, how many points stand before it, its first x and y."""
    _east: tuple[int, ...]
    _north: tuple[int, ...]
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


@dataclass(frozen=True, slots=True)
class Land:
    """Land and countries of the world at 1:10m."""

    lines: Lines
    land: tuple[tuple[Ring, ...], ...]
    countries: tuple[Country, ...]
    borders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Water:
    """Rivers and lakes of the world at 1:50m."""

    lines: Lines
    rivers: tuple[int, ...]
    lakes: tuple[tuple[Ring, ...], ...]


@cache
def world_land() -> Land:
    """The land, read once a process."""
    header, lines = _read("land.bin.gz")
    countries = tuple(Country(c["name"], _polygons(c["polygons"], lines)) for c in header["countries"])
    return Land(lines, _polygons(header["land"], lines), countries, tuple(header["borders"]))


@cache
def world_water() -> Water:
    """The waters inland, read once a process."""
    header, lines = _read("water.bin.gz")
    return Water(lines, tuple(header["rivers"]), _polygons(header["lakes"], lines))


def _polygons(source: list[Any], lines: Lines) -> tuple[tuple[Ring, ...], ...]:
    return tuple(tuple((area, tuple(refs), _box(refs, lines)) for area, refs in polygon) for polygon in source)


def _box(refs: list[int], lines: Lines) -> Box:
    """Return the box round some lines."""
    wests, souths, easts, norths = zip(*(lines.boxes[max(ref, ~ref)] for ref in refs), strict=True)
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


def _steps(column: bytes) -> tuple[int, ...]:
    """Join the low and the high bytes, which stand apart because they compress better so."""
    half = len(column) // 2
    pairs = bytearray(len(column))
    pairs[0::2], pairs[1::2] = column[:half], column[half:]
    return struct.unpack(f"<{half}h", pairs)
