"""A map of ties: states, and arcs between pairs of them, as wide as the events that tie them are many."""

from collections.abc import Iterable, Sequence
from html import escape
from math import hypot, sqrt

import msgspec

from foedus.charts.shapes import FARTHEST, EqualArea, Point, Shape, middle, shapes
from foedus.charts.svg import INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH, HIGHEST = 860.0, 600.0
"""Width of the sheet, and the most height that the map itself takes."""
MARGIN = 46.0
LAND, EDGE = "#f1f3f5", "#b4bdc7"
LABEL, NUMBER = 13.0, 12.0
THIN, STEP = 1.2, 1.55
"""Width of an arc: this, and so much for the square root of its events."""
BEND = 0.16
"""How far an arc leaves the straight line, in parts of its length."""
SAMPLES = (1, 5, 20)
BORDERS = (
    "Borders: Natural Earth at 1:110 million as mended by Visionscarto. They are for orientation and say nothing on "
    "who owns what; areas that the data keep apart because their status is disputed are left without fill. "
    "Equal-area projection."
)
Field = tuple[float, float, float, float]
"""What a number or name covers: left, top, right, bottom."""


class Place(msgspec.Struct, frozen=True):
    """A state by its alpha-3 code; `member` of those that the map is about."""

    key: str
    label: str
    member: bool


class Arc(msgspec.Struct, frozen=True):
    """What ties two places: firm events, and those less sure."""

    one: str
    other: str
    firm: int
    soft: int
    title: str


class Map(msgspec.Struct, frozen=True):
    """Places and the arcs between them; `members` names those that are filled."""

    places: list[Place]
    arcs: list[Arc]
    members: str
    source: str
    coverage: str


class Sheet:
    """Where things come to stand: the projection, fitted so that every place is on the sheet."""

    def __init__(self, places: Sequence[Place]) -> None:
        known = shapes()
        centred = [place for place in places if place.member] or list(places)
        self.project = EqualArea(middle(known[place.key].at for place in centred))
        points = [self.project(known[place.key].at) for place in places]
        for place in centred:
            # The largest ring alone: an island far out must not make the rest small.
            points += [self.project(point) for point in max(known[place.key].rings, key=len)]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        self.scale = min((WIDTH - 2 * MARGIN) / (right - left), (HIGHEST - 2 * MARGIN) / (bottom - top))
        self.height = (bottom - top) * self.scale + 2 * MARGIN
        self.left = left - (WIDTH / self.scale - (right - left)) / 2
        self.top = top - MARGIN / self.scale

    def __call__(self, point: Point) -> Point:
        """A point of the globe on the sheet."""
        x, y = self.project(point)
        return (x - self.left) * self.scale, (y - self.top) * self.scale


def map_of_ties(name: str, data: Map, title: str, description: str) -> str:
    """The map as SVG; what is too far off or has no shape is named below it."""
    places = _drawable(data.places)
    keys = {one.key for one in places}
    arcs = [arc for arc in data.arcs if {arc.one, arc.other} <= keys]
    pieces, y = _drawn(name, places, arcs) if places else ([], 0.0)
    missing = [one.label for one in data.places if one.key not in keys]
    legend, y = _legend(data, missing, y + 22)
    return sheet(name, WIDTH, y, title, description, [*pieces, *legend])


def _drawable(places: Sequence[Place]) -> list[Place]:
    """The places that have a shape, not too far from the middle of the members to stand on one map."""
    known = shapes()
    found = [one for one in places if one.key in known]
    centre = [known[one.key].at for one in found if one.member] or [known[one.key].at for one in found]
    project = EqualArea(middle(centre))
    return [one for one in found if project.distance(known[one.key].at) < FARTHEST / 2]


def _drawn(name: str, places: Sequence[Place], arcs: Sequence[Arc]) -> tuple[list[str], float]:
    """Land, arcs, dots and names, and how high they are."""
    place = Sheet(places)
    members = {one.key for one in places if one.member}
    land = "".join(_land(key, shape, place, filled=key in members) for key, shape in shapes().items())
    clip = element("clipPath", box(0, 0, WIDTH, place.height), id=f"{name}-view")
    pieces = [element("defs", clip), element("g", land, clip_path=f"url(#{name}-view)", stroke_linejoin="round")]
    at = {one.key: place(shapes()[one.key].at) for one in places}
    taken: list[Field] = [(x - 4, y - 4, x + 4, y + 4) for x, y in at.values()]
    numbers = []
    for arc in sorted(arcs, key=lambda arc: (-arc.firm, -arc.soft)):
        drawn, number = _arc(arc, at[arc.one], at[arc.other], taken)
        pieces.append(drawn)
        numbers.append(number)
    pieces += [element("circle", cx=x, cy=y, r=3.2, fill=INK, stroke=PAPER, stroke_width=1.2) for x, y in at.values()]
    pieces += numbers
    pieces += [_label(one, at[one.key], taken) for one in sorted(places, key=lambda one: not one.member)]
    return pieces, place.height


def _land(key: str, shape: Shape, place: Sheet, *, filled: bool) -> str:
    drawn = []
    for ring in shape.rings:
        if any(place.project.distance(point) > FARTHEST for point in ring):
            continue
        points = [place(point) for point in ring]
        if max(x for x, _ in points) < 0 or min(x for x, _ in points) > WIDTH:
            continue
        if max(y for _, y in points) < 0 or min(y for _, y in points) > place.height:
            continue
        drawn.append("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z")
    if not drawn:
        return ""
    fill = "none" if shape.apart else SHADES[1] if filled else LAND
    dashes = "2 2" if shape.apart else None
    return element(
        "path", d="".join(drawn), fill=fill, stroke=EDGE, stroke_width=0.7, stroke_dasharray=dashes, data_state=key
    )


def _arc(arc: Arc, one: Point, other: Point, taken: list[Field]) -> tuple[str, str]:
    """An arc, and the number that stands on it."""
    (x1, y1), (x2, y2) = sorted([one, other])
    far = hypot(x2 - x1, y2 - y1)
    bend = BEND * far
    mid_x, mid_y = (x1 + x2) / 2 + (y2 - y1) / far * bend, (y1 + y2) / 2 - (x2 - x1) / far * bend
    path = element(
        "path",
        element("title", escape(arc.title)),
        d=f"M{x1:.1f} {y1:.1f}Q{mid_x:.1f} {mid_y:.1f} {x2:.1f} {y2:.1f}",
        fill="none",
        stroke=SHADES[4],
        stroke_width=_width(arc.firm),
        stroke_linecap="round",
        stroke_opacity=0.82,
        stroke_dasharray=None if arc.firm else "4 3",
    )
    words = " ".join(([str(arc.firm)] if arc.firm else []) + ([f"+{arc.soft}"] if arc.soft else []))
    wide = length(words, NUMBER) + 6
    # A point of the curve, moved along it where another number or name already stands there.
    for part in (0.5, 0.6, 0.4, 0.68, 0.32, 0.76, 0.24):
        x = (1 - part) ** 2 * x1 + 2 * part * (1 - part) * mid_x + part**2 * x2
        y = (1 - part) ** 2 * y1 + 2 * part * (1 - part) * mid_y + part**2 * y2
        field = (x - wide / 2, y - 8, x + wide / 2, y + 8)
        if _free(field, taken):
            break
    taken.append(field)
    back = box(x - wide / 2, y - 8, wide, 16.0, fill=PAPER, stroke=SHADES[4], stroke_width=0.8, rx=3)
    return path, back + text(x, y + 4.2, words, size=NUMBER, anchor="middle", font_weight="600")


def _width(firm: int) -> float:
    return THIN + STEP * sqrt(firm)


def _label(one: Place, at: Point, taken: list[Field]) -> str:
    """The name beside its dot, where nothing else stands."""
    wide = length(one.label, LABEL) * (1.06 if one.member else 1)
    x, y = at
    places: list[tuple[float, float, str]] = [
        (x, y + 18, "middle"), (x, y - 10, "middle"), (x + 9, y + 4.5, "start"), (x - 9, y + 4.5, "end"),
        (x + 7, y + 18, "start"), (x - 7, y + 18, "end"), (x + 7, y - 9, "start"), (x - 7, y - 9, "end"),
        (x, y + 32, "middle"), (x, y - 24, "middle"),
    ]  # fmt: skip
    for left, base, anchor in places:
        start = left - (wide / 2 if anchor == "middle" else wide if anchor == "end" else 0)
        field = (start, base - 12, start + wide, base + 4)
        if start > 2 and start + wide < WIDTH - 2 and _free(field, taken):
            break
    taken.append(field)
    return text(
        left, base, one.label, size=LABEL, anchor=anchor, font_weight="600" if one.member else None,
        stroke=PAPER, stroke_width=3, paint_order="stroke", stroke_linejoin="round",
    )  # fmt: skip


def _free(field: Field, taken: Iterable[Field]) -> bool:
    left, top, right, bottom = field
    return all(right < a or left > c or bottom < b or top > d for a, b, c, d in taken)


def _legend(data: Map, missing: Sequence[str], y: float) -> tuple[list[str], float]:
    pieces: list[str] = []
    x = 8.0
    if any(place.member for place in data.places):
        pieces += [box(x, y - 10, 18, 13, fill=SHADES[1], stroke=EDGE), text(x + 24, y + 1, data.members, size=11.5)]
        x += 44 + length(data.members, 11.5)
    for firm in SAMPLES:
        pieces.append(line(x, y - 3.5, x + 26, y - 3.5, stroke=SHADES[4], stroke_width=_width(firm)))
        pieces.append(text(x + 32, y + 1, str(firm), size=11.5))
        x += 48 + length(str(firm), 11.5)
    pieces.append(text(x, y + 1, "single events agreed or carried out", size=11.5))
    x += length("single events agreed or carried out", 11.5) + 24
    if any(not arc.firm for arc in data.arcs):
        pieces.append(line(x, y - 3.5, x + 26, y - 3.5, stroke=SHADES[4], stroke_width=THIN, stroke_dasharray="4 3"))
        pieces.append(text(x + 32, y + 1, "none of them sure", size=11.5))
    y += 20
    rest = "+n: further single events, only talked of, passed on, disputed or known by their end."
    absent = f" Too far off to be drawn, or without a shape here: {', '.join(missing)}." if missing else ""
    for words, fill in ((rest, INK), (data.coverage + absent, SOFT), (data.source, SOFT), (BORDERS, SOFT)):
        drawn, y = wrapped(8, y, words, WIDTH - 20, fill=fill)
        y += 3
        pieces.append(drawn)
    return pieces, y
