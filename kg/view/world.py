"""The outline of the world for the map: Natural Earth's land, projected once here so that the page only draws it."""

from __future__ import annotations

import json
import math
from functools import cache
from itertools import pairwise
from typing import Any, TypedDict

from kg.errors import DataError
from kg.resources import data_dir

FILE = "land-110m-world-atlas-2.0.2.json"
"""TopoJSON of the npm package world-atlas; the geometry is Natural Earth's, public domain."""
SCALE = 180.0
"""Units of the drawing per unit of the projection."""
WIDTH, HEIGHT = 2 * 2.7066 * SCALE, 2 * 1.3173 * SCALE
Point = tuple[float, float]
_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = math.sqrt(3) / 2


class World(TypedDict):
    """What the map needs."""

    path: str
    width: float
    height: float
    scale: float


@cache
def world() -> World:
    """Outline of all land as an SVG path in the Equal Earth projection."""
    path = data_dir() / "view" / FILE
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
        rings = [ring for geometry in topology["objects"]["land"]["geometries"] for ring in _rings(geometry, arcs)]
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise DataError(f"{path}: not the TopoJSON expected: {error}") from error
    return World(path="".join(map(_path, rings)), width=round(WIDTH, 1), height=round(HEIGHT, 1), scale=SCALE)


def project(lat: float, lon: float) -> Point:
    """Equal Earth (Savric, Patterson, Jenny 2018); 13-map.js does the same for the events."""
    theta = math.asin(_M * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    x = math.radians(lon) * math.cos(theta) / (_M * (_A1 + 3 * _A2 * t2 + t6 * (7 * _A3 + 9 * _A4 * t2)))
    y = theta * (_A1 + _A2 * t2 + t6 * (_A3 + _A4 * t2))
    return WIDTH / 2 + x * SCALE, HEIGHT / 2 - y * SCALE


def _arc(deltas: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Quantised differences as latitudes and longitudes."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in deltas:
        x, y = x + dx, y + dy
        points.append((bottom + y * scale_y, left + x * scale_x))
    return points


def _rings(geometry: dict[str, Any], arcs: list[list[Point]]) -> list[list[Point]]:
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [_ring(ring, arcs) for polygon in polygons for ring in polygon]


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs end to end; a negative number is an arc taken backwards."""
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def _path(ring: list[Point]) -> str:
    return "".join(_outline(piece) for piece in _cut(ring))


def _cut(ring: list[Point]) -> list[list[Point]]:
    """Pieces of a ring on one side of the 180th meridian each; the last goes on where the first begins."""
    pieces = [[ring[0]]]
    for before, after in pairwise(ring):
        if abs(before[1] - after[1]) > 180:
            pieces.append([])
        pieces[-1].append(after)
    if len(pieces) > 1:
        pieces[0] = pieces.pop() + pieces[0]
    return pieces


def _outline(piece: list[Point]) -> str:
    spots = [project(lat, lon) for lat, lon in piece]
    kept = spots[:1] + [b for a, b in pairwise(spots) if math.dist(a, b) > 0.3]
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + "Z"
