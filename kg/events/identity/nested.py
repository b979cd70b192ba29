"""Whether two places may be one, told at two sizes: a region and its town, a palace and the city beside it."""

from __future__ import annotations

from functools import cache
from math import asin, cos, radians, sin, sqrt

from kg.model import Place
from kg.resources import table

#: Kilometres within which a palace, a resort or a suburb goes by the name of its city.
BESIDE = 60.0
_EARTH = 6371.0


def apart(one: Place | None, other: Place | None) -> bool:
    """Whether two places cannot be one; False where either is unknown or too wide to tell."""
    if one is None or other is None or one.key == other.key or other.key == one.country or one.key == other.country:
        return False
    if _wide(one) or _wide(other):
        return one.country != other.country and None not in (one.country, other.country)
    distance = _distance(one, other)
    if distance is None:
        return one.country is None or one.country != other.country
    return distance > BESIDE


def same_town(one: Place | None, other: Place | None) -> bool:
    """Whether both name one place, more narrowly than a state does."""
    return one is not None and other is not None and one.key == other.key and one.key != one.country


def holds(one: Place | None, other: Place | None) -> bool:
    """Whether one place lies in the other or beside it: a state or a region and its town, a town and a villa."""
    if one is None or other is None or one.key == other.key or one.country is None:
        return False
    return one.country == other.country and not apart(one, other)


def _wide(place: Place) -> bool:
    """Whether a place is a region, not a point on the map."""
    return place.key in _regions() and place.key != place.country


@cache
def _regions() -> frozenset[str]:
    return frozenset(row["key"] for row in table("places") if row["kind"] == "region")


def _distance(one: Place, other: Place) -> float | None:
    """Kilometres between two places whose coordinates are known."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, beyond = radians(one.lat), radians(other.lat)
    turn = radians(other.lon - one.lon)
    chord = sin((beyond - lat) / 2) ** 2 + cos(lat) * cos(beyond) * sin(turn / 2) ** 2
    return 2 * _EARTH * asin(sqrt(chord))
