"""Outlines of states, and an equal-area projection centred on those that a map is about."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

import msgspec

Point = tuple[float, float]
"""Degrees east and north; or, once projected, radii of the Earth east and south of the centre."""

FARTHEST = radians(100)
"""Beyond this distance from the centre nothing is drawn: the projection stretches what lies on the far side."""


class Shape(msgspec.Struct, frozen=True):
    """A state: where its name stands, and its outline."""

    at: Point
    rings: tuple[tuple[Point, ...], ...]
    apart: bool
    """Whether its status is disputed, so that it is filled for nobody unless a worldview takes a side."""
    within: str = ""
    """The state of which its outline is a part; '' where it has its place beside the others."""


@cache
def shapes() -> Mapping[str, Shape]:
    """Every shape by alpha-3 code, from `data/shapes.json`."""
    data = json.loads((files("foedus.charts") / "data" / "shapes.json").read_text(encoding="utf-8"))
    steps = data["steps"]
    return {
        code: Shape(
            at=tuple(one["at"]),
            rings=tuple(_ring(flat, steps) for flat in one["rings"]),
            apart=code in data["apart"],
            within=one.get("within", ""),
        )
        for code, one in data["shapes"].items()
    }


def _ring(flat: list[int], steps: int) -> tuple[Point, ...]:
    x, y = flat[:2]
    points = [(x / steps, y / steps)]
    for place in range(2, len(flat), 2):
        x, y = x + flat[place], y + flat[place + 1]
        points.append((x / steps, y / steps))
    return tuple(points)


def middle(points: Iterable[Point]) -> Point:
    """The middle of points on the globe: the direction of the sum of their vectors."""
    x = y = z = 0.0
    for east, north in points:
        x += cos(radians(north)) * cos(radians(east))
        y += cos(radians(north)) * sin(radians(east))
        z += sin(radians(north))
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))


class EqualArea:
    """Lambert's azimuthal equal-area projection of the sphere: areas keep their proportion to each other.

    Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395, 1987), p. 185, equations
    22-4, 22-5 and 24-2, in radii of the Earth; south is down, as on a sheet.
    """

    def __init__(self, centre: Point) -> None:
        self.east, north = radians(centre[0]), radians(centre[1])
        self.sine, self.cosine = sin(north), cos(north)

    def distance(self, point: Point) -> float:
        """The angle between a point and the centre (Snyder's equation 5-3a, by haversines)."""
        north, away = radians(point[1]), radians(point[0]) - self.east
        height = sin((north - asin(self.sine)) / 2) ** 2 + self.cosine * cos(north) * sin(away / 2) ** 2
        return 2 * asin(min(1.0, sqrt(height)))

    def __call__(self, point: Point) -> Point:
        """A point on the sheet."""
        north, away = radians(point[1]), radians(point[0]) - self.east
        inner = 1 + self.sine * sin(north) + self.cosine * cos(north) * cos(away)
        scale = sqrt(2 / max(inner, 1e-9))
        return (
            scale * cos(north) * sin(away),
            -scale * (self.cosine * sin(north) - self.sine * cos(north) * cos(away)),
        )

    def ring(self, points: Iterable[Point]) -> list[Point]:
        """Many points on the sheet: the same in half the time."""
        found = []
        for x, y in points:
            north, away = radians(y), radians(x) - self.east
            up, along, over = sin(north), cos(north), cos(away)
            inner = 1 + self.sine * up + self.cosine * along * over
            scale = sqrt(2 / (inner if inner > 1e-9 else 1e-9))  # noqa: FURB136  # a call takes longer than the rest
            found.append((scale * along * sin(away), -scale * (self.cosine * up - self.sine * along * over)))
        return found
