"""Web Mercator onto a sheet of pixels: the projection of the still map, and of Leaflet's."""

import math
from dataclasses import dataclass
from functools import lru_cache

from nutgraf.render.maps.geometry import Box, Point
from nutgraf.render.maps.values import Bounds

LAST_LATITUDE = 84.0
KM_ROUND_EQUATOR = 40075.0
FLATTEST, TALLEST = 1.6, 0.8
"""Width by height: a frame outside these is widened or heightened, for pages and phones."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet ``width`` by ``height`` pixels; ``scale`` pixels make a radian of longitude."""

    width: float
    height: float
    scale: float
    _left: float
    _top: float

    @property
    def shape(self) -> str:
        """``tall`` or ``wide``: by it the stylesheet bounds the size of a map."""
        return "tall" if self.height > 1.1 * self.width else "wide"

    def point(self, longitude: float, latitude: float) -> Point:
        """Where on the sheet a point lies, y downwards; it may lie outside."""
        x = self.scale * (math.radians(longitude) - self._left)
        return x, self.scale * (self._top - _northing(latitude))

    def pixels_per_km(self, latitude: float) -> float:
        """The scale at a latitude: Mercator's grows towards the poles."""
        km_per_radian = KM_ROUND_EQUATOR / math.tau * math.cos(math.radians(latitude))
        return self.scale / km_per_radian

    def box(self, margin: float = 0.0) -> Box:
        """The sheet with a margin."""
        return -margin, -margin, self.width + margin, self.height + margin

    def bounds(self) -> Bounds:
        """What the sheet shows, in degrees."""
        west, east = self._left, self._left + self.width / self.scale
        north, south = self._top, self._top - self.height / self.scale
        return Bounds(math.degrees(west), _latitude(south), math.degrees(east), _latitude(north))

    def resized(self, width: float) -> "Frame":
        """The same view on a sheet of another width."""
        share = width / self.width
        return Frame(width, self.height * share, self.scale * share, self._left, self._top)


def frame_for(view: Bounds, width: float) -> Frame:
    """The sheet on which a view is seen whole, with a shape that suits pages."""
    west, east = math.radians(view.west), math.radians(view.east)
    south, north = _northing(view.south), _northing(view.north)
    wide, high = max(east - west, 1e-6), max(north - south, 1e-6)
    wide, high = max(wide, high * TALLEST), max(high, wide / FLATTEST)
    scale = width / wide
    left, top = (west + east - wide) / 2, (south + north + high) / 2
    return Frame(width, round(high * scale), scale, left, top)


@lru_cache(maxsize=1 << 14)
def _northing(latitude: float) -> float:
    """Mercator's y in radians, upwards."""
    held = max(-LAST_LATITUDE, min(LAST_LATITUDE, latitude))
    return math.asinh(math.tan(math.radians(held)))


def _latitude(northing: float) -> float:
    return math.degrees(math.atan(math.sinh(northing)))
