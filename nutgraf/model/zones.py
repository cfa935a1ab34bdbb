"""Time zones by name, from the `tzdata` package alone.

`zoneinfo` would ask the machine first, and machines differ: the same site would get other clocks elsewhere.
"""

from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = int((datetime(2, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())
_LAST = int((datetime(9998, 1, 1, tzinfo=UTC) - _EPOCH).total_seconds())


@cache
def zone_ids() -> frozenset[str]:
    """Return every zone of the IANA database: `Asia/Baghdad`, `America/New_York`, `UTC` and so on."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split())


def known_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name, spelt like this."""
    return name in zone_ids()


def offset_at(zone: str, seconds: int) -> int:
    """Return how many minutes the zone's clocks are ahead of UTC at an instant (seconds since 1970 in UTC).

    Local mean time, before zones, is cut to whole minutes. Beyond the years of `datetime` the nearest year's offset
    holds. An unknown zone is a ValueError.
    """
    instant = _EPOCH + timedelta(seconds=min(max(seconds, _FIRST), _LAST))
    offset = instant.astimezone(_load(zone)).utcoffset() or timedelta()
    return int(offset.total_seconds() / 60)


@cache
def _load(zone: str) -> ZoneInfo:
    if not known_zone(zone):
        raise ValueError(f"{zone!r} is no time zone: write one such as Asia/Baghdad")
    with files("tzdata").joinpath("zoneinfo", *zone.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=zone)
