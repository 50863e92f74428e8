"""The ground of a map: the sheet that things come to stand on, and the land drawn on it in a worldview."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from foedus.charts.shapes import FARTHEST, EqualArea, Point, middle, shapes
from foedus.charts.svg import PAPER, box, element
from foedus.terms.worldviews import Worldview

LAND, EDGE = "#f1f3f5", "#b4bdc7"
GRID = 2
"""Land is drawn on a grid so much finer than the sheet's units: whole numbers are short."""
BEYOND = 6.0
"""How far land goes on beyond the sheet, so that its cut edge is not seen."""
FRAMES = 16
"""Sheets whose land is kept: a case has but few, whatever is chosen in it."""


class Frame(msgspec.Struct, frozen=True):
    """A part of the globe on a sheet: the centre of its projection, its scale, and what of it is to be seen."""

    centre: Point
    scale: float
    """Units of the sheet in a radius of the Earth."""
    left: float
    top: float
    width: float
    height: float

    @property
    def project(self) -> EqualArea:
        """The projection."""
        return EqualArea(self.centre)

    def at(self, point: Point) -> Point:
        """A point of the globe on the sheet."""
        x, y = self.project(point)
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def holds(self, at: Point, margin: float = 0) -> bool:
        """Whether a point of the sheet is to be seen, so far from its edge."""
        return margin <= at[0] <= self.width - margin and margin <= at[1] <= self.height - margin


def framed(
    codes: Sequence[str],
    members: Sequence[str],
    *,
    width: float,
    highest: float,
    margin: float,
    tall: float = 0,
    outlines: bool = True,
) -> Frame:
    """The frame in which every one of the states stands, centred on `members`.

    `outlines`: the members' largest pieces lie in it whole, not only their names. `tall`: it has this height, more
    being seen to the north and south, where it would be lower.
    """
    known = shapes()
    centred = [code for code in members if code in known] or list(codes)
    centre = middle(known[code].at for code in centred)
    project = EqualArea(centre)
    points = [project(known[code].at) for code in (*codes, *centred)]
    if outlines:
        for code in centred:
            # The largest ring alone: an island far out must not make the rest small.
            points += [project(point) for point in max(known[code].rings, key=len)]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    scale = min((width - 2 * margin) / max(right - left, 1e-3), (highest - 2 * margin) / max(bottom - top, 1e-3))
    height = max(tall, (bottom - top) * scale + 2 * margin)
    return Frame(
        centre=centre,
        scale=scale,
        left=(left + right) / 2 - width / 2 / scale,
        top=(top + bottom) / 2 - height / 2 / scale,
        width=width,
        height=height,
    )


@lru_cache(FRAMES)
def paths(frame: Frame) -> Mapping[str, str]:
    """The path of every shape that is to be seen in a frame, by code; those within others last."""
    found = {}
    for code, _ in sorted(shapes().items(), key=lambda item: bool(item[1].within)):
        drawn = "".join(_ring(ring) for ring in _seen(frame, code))
        if drawn:
            found[code] = drawn
    return found


def _seen(frame: Frame, code: str) -> Iterable[list[Point]]:
    """The rings of a shape on the sheet, as far as they are on it."""
    left, top, scale = frame.left, frame.top, frame.scale
    for ring in _projected(frame.centre)[code]:
        points = [((x - left) * scale, (y - top) * scale) for x, y in ring]
        for axis, most in ((0, frame.width), (1, frame.height)):
            along = [point[axis] for point in points] or [0.0]
            if min(along) < -BEYOND:
                points = _cut(points, axis, -BEYOND, above=True)
            if max(along) > most + BEYOND:
                points = _cut(points, axis, most + BEYOND, above=False)
        if len(points) > 2:
            yield points


@lru_cache(FRAMES)
def _projected(centre: Point) -> Mapping[str, Sequence[Sequence[Point]]]:
    """The rings of all shapes before they are scaled, but for those on the far side of the globe, by code."""
    project = EqualArea(centre)
    return {
        code: [
            project.ring(ring[:-1])
            for ring in shape.rings
            if not any(project.distance(point) > FARTHEST for point in ring[:: max(len(ring) // 8, 1)])
        ]
        for code, shape in shapes().items()
    }


def _cut(points: list[Point], axis: int, edge: float, *, above: bool) -> list[Point]:
    """What of a ring lies above or below an edge (Sutherland and Hodgman, Communications of the ACM 17, 1974)."""
    sign = 1 if above else -1
    found: list[Point] = []
    for one, other in pairwise([*points, *points[:1]]):
        here, there = sign * (one[axis] - edge), sign * (other[axis] - edge)
        if here >= 0:
            found.append(one)
        if here * there < 0:
            part = here / (here - there)
            found.append((one[0] + part * (other[0] - one[0]), one[1] + part * (other[1] - one[1])))
    return found


def _ring(points: Sequence[Point]) -> str:
    return f"{_line(points)}z"


def _line(points: Sequence[Point]) -> str:
    """Points as whole steps on the grid, none twice."""
    x, y = round(points[0][0] * GRID), round(points[0][1] * GRID)
    steps = [f"M{x} {y}l"]
    for at in points[1:]:
        across, down = round(at[0] * GRID) - x, round(at[1] * GRID) - y
        if across or down:
            steps.append(f"{across}{'' if down < 0 else ' '}{down} ")
            x, y = x + across, y + down
    return "".join(steps).rstrip(" l") if len(steps) > 1 else f"M{x} {y}"


@lru_cache(FRAMES * 16)
def seam(frame: Frame, area: str, state: str) -> str:
    """The line that an area and a state have between them, as a path: where one is taken for a part of the other."""
    known = shapes()
    lines = {frozenset(edge) for ring in known[state].rings for edge in pairwise(ring)} if state in known else set()
    drawn, open_at = "", None
    for ring in known[area].rings:
        for one, other in pairwise(ring):
            if frozenset((one, other)) not in lines:
                open_at = None
                continue
            (x1, y1), (x2, y2) = frame.at(one), frame.at(other)
            start = "" if open_at == one else f"M{round(x1 * GRID)} {round(y1 * GRID)}"
            drawn += f"{start}L{round(x2 * GRID)} {round(y2 * GRID)}"
            open_at = other
    return drawn


def hatch(name: str) -> str:
    """The pattern of what is filled for nobody, under a name of its own."""
    lines = box(0, 0, 10, 10, fill=PAPER) + element("path", d="M-2 12L12 -2M-2 2L2 -2M8 12L12 8", stroke=EDGE)
    return element("pattern", lines, id=name, width=10, height=10, patternUnits="userSpaceOnUse")


def land(frame: Frame, worldview: Worldview, fills: Mapping[str, str], apart: str) -> str:
    """Land and its lines. `fills` are the colours of states; what a worldview leaves apart has the pattern `apart`."""
    drawn = []
    for code, path in paths(frame).items():
        shape = shapes()[code]
        if not shape.apart:
            drawn.append(_state(code, path, fills.get(code, LAND)))
            continue
        ruling = worldview.ruling(code)
        if ruling.state:
            drawn.append(_state(code, path, fills.get(code, LAND)))
        elif ruling.of == shape.within != "":
            continue  # it lies within its state as it is
        elif ruling.of:
            fill = fills.get(ruling.of, LAND)
            drawn.append(_state(code, path, fill))
            between = seam(frame, code, ruling.of)
            if between:
                drawn.append(element("path", d=between, fill="none", stroke=fill, stroke_width=2.2))
        else:
            drawn.append(element("path", d=path, fill=apart, stroke=EDGE, stroke_dasharray="5 4", data_state=code))
    return element("g", "".join(drawn), transform=f"scale({1 / GRID})", stroke_linejoin="round", stroke_width=1.4)


def _state(code: str, path: str, fill: str) -> str:
    return element("path", d=path, fill=fill, stroke=EDGE, data_state=code)
