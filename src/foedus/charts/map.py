"""A map of ties: states, and arcs between pairs of them, as wide as the events that tie them are many."""

from collections.abc import Sequence
from math import atan2, cos, pi, sin

import msgspec

from foedus.charts.arcs import Arc, arcs
from foedus.charts.ground import LAND, Frame, framed, hatch, land, paths
from foedus.charts.map_legend import FILLS, Legend, legend
from foedus.charts.names import Field, free, placed, spots
from foedus.charts.shapes import FARTHEST, EqualArea, Point, middle, shapes
from foedus.charts.svg import INK, PAPER, SHADES, box, element, sheet
from foedus.terms.worldviews import APART, areas, worldviews

WIDTH, HIGHEST, MARGIN = 860.0, 600.0, 46.0
"""Width of the sheet, the most height that the map itself takes, and what stays free around what must be on it."""
AT_EDGE = 16.0
"""How far from the edge that stands which lies beyond it."""
TURNS = sorted(range(-8, 9), key=abs)
"""How far that is moved along the edge, where something stands already: steps of `TURN`, the fewest first."""
TURN = pi / 40


class Place(msgspec.Struct, frozen=True):
    """A state by the code of its shape; `member` of those that the map is about."""

    key: str
    label: str
    member: bool
    fill: int | None = None
    """Its step among the fills, below 0 for none; None: filled as a member is, or not at all."""
    named: bool = True
    """Whether its name may be there, and not only its fill."""
    to: str = ""
    """Where its name leads (see `foedus.pages.site.leads`)."""


class Map(msgspec.Struct, frozen=True):
    """Places and the arcs between them; `members` names those that the map is about."""

    places: list[Place]
    arcs: list[Arc]
    members: str
    source: str
    coverage: str
    extent: list[str] = []
    """The places that decide what of the globe is shown, the others standing at the edge; all, where none is given."""
    worldview: str = APART
    width: float = WIDTH
    highest: float = HIGHEST
    tall: float = 0
    """A height that it has at least; it is then cropped to the names of `extent` instead of their outlines."""
    numbered: int = 1000
    """How many of the strongest arcs bear their number."""
    fills: list[str] = []
    """What each step of fill stands for."""
    filled: str = ""
    """What is counted by them."""
    size: float = 13.0
    """Of names."""


class _Drawing:
    """What stands on the sheet already, while more is put there."""

    def __init__(self, frame: Frame, size: float) -> None:
        self.frame, self.size = frame, size
        self.taken: list[Field] = []
        self.at: dict[str, Point] = {}
        self.beyond: set[str] = set()

    def put(self, key: str) -> None:
        """A place where it lies; what lies beyond the sheet, at its edge."""
        at = self.frame.at(shapes()[key].at)
        if not self.frame.holds(at, 4):
            self.beyond.add(key)
            at = self._at_edge(at)
        self.at[key] = at
        self.taken.append((at[0] - 4, at[1] - 4, at[0] + 4, at[1] + 4))

    def _at_edge(self, at: Point) -> Point:
        """Where the way from the middle of the sheet to a point leaves it, moved along the edge to where room is."""
        middle_x, middle_y = self.frame.width / 2, self.frame.height / 2
        angle = atan2(at[1] - middle_y, at[0] - middle_x)
        found = []
        for turn in TURNS:
            across, down = cos(angle + turn * TURN), sin(angle + turn * TURN)
            sides = (middle_x - AT_EDGE) / max(abs(across), 1e-9), (middle_y - AT_EDGE) / max(abs(down), 1e-9)
            found.append((middle_x + min(sides) * across, middle_y + min(sides) * down))
        half = self.size
        return next(
            (at for at in found if free((at[0] - half, at[1] - half, at[0] + half, at[1] + half), self.taken)), found[0]
        )

    def dot(self, key: str) -> str:
        """The dot of a place; an arrow's head at the edge for what lies beyond it."""
        x, y = self.at[key]
        if key not in self.beyond:
            return element("circle", cx=x, cy=y, r=3.2, fill=INK, stroke=PAPER, stroke_width=1.2)
        way = atan2(y - self.frame.height / 2, x - self.frame.width / 2)
        corners = ((x + r * cos(way + turn), y + r * sin(way + turn)) for r, turn in ((8, 0), (6, 2.3), (6, -2.3)))
        return element("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in corners), fill=INK)

    def name(self, place: Place, *, needed: bool) -> str:
        """The name of a place, beside it."""
        at = self.at[place.key]
        found = spots(at, self.size)
        if place.key in self.beyond:  # beside its arrow, towards the middle
            found = [found[3] if at[0] > self.frame.width / 2 else found[2], *found]
        drawn = placed(
            place.label, found, self.taken, size=self.size, width=self.frame.width, height=self.frame.height,
            bold=place.member, needed=needed,
        )  # fmt: skip
        return element("a", drawn, data_to=place.to) if place.to and drawn else drawn


def map_of_ties(name: str, data: Map, title: str, description: str) -> str:
    """The map as SVG; what has no shape is named below it."""
    places = _drawable(data)
    keys = {one.key for one in places}
    found = [arc for arc in data.arcs if {arc.one, arc.other} <= keys and arc.one != arc.other]
    worldview = worldviews()[data.worldview]
    pieces, y, disputed = [], 0.0, []
    if places:
        frame = _frame(data, places)
        pieces, y = _drawn(name, data, frame, places, found), frame.height
        disputed = [code for code in paths(frame) if code in areas()]
    policy = worldview.policy(disputed)
    open_ones = any(not worldview.ruling(code).taken for code in disputed)
    missing = [one.label for one in data.places if one.key not in keys]
    absent = f" Too far off to be drawn, or without a shape here: {', '.join(missing)}." if missing else ""
    below = Legend(
        width=data.width,
        arcs=found,
        members=data.members if any(one.member for one in data.places) else "",
        fills=data.fills,
        filled=data.filled,
        apart=f"url(#{name}-apart)" if open_ones else "",
        sentences=(data.coverage + absent, data.source, policy),
    )
    under, y = legend(below, y + 22)
    role = "group" if any([one.to for one in places] + [one.to for one in found]) else "img"
    return sheet(name, data.width, y, title, description, [*pieces, *under], role=role)


def _drawable(data: Map) -> list[Place]:
    """The places that have a shape; on a sheet without a given extent, those not too far from the middle."""
    known = shapes()
    found = [one for one in data.places if one.key in known]
    if data.extent:
        return found
    centre = [known[one.key].at for one in found if one.member] or [known[one.key].at for one in found]
    project = EqualArea(middle(centre))
    return [one for one in found if project.distance(known[one.key].at) < FARTHEST / 2]


def _frame(data: Map, places: Sequence[Place]) -> Frame:
    """What of the globe is shown."""
    extent = [code for code in data.extent if code in shapes()] or [one.key for one in places]
    members = [one.key for one in places if one.member and one.key in extent]
    return framed(
        extent, members, width=data.width, highest=max(data.highest, data.tall), margin=MARGIN, tall=data.tall,
        outlines=not data.tall,
    )  # fmt: skip


def _drawn(name: str, data: Map, frame: Frame, places: Sequence[Place], found: Sequence[Arc]) -> list[str]:
    """Land, arcs, dots and names."""
    fills = {one.key: _fill(one) for one in places}
    ground = land(frame, worldviews()[data.worldview], fills, f"url(#{name}-apart)")
    view = element("clipPath", box(0, 0, frame.width, frame.height), id=f"{name}-view")
    pieces = [
        element("defs", view + hatch(f"{name}-apart")),
        element("g", ground, clip_path=f"url(#{name}-view)"),
    ]
    ends = {key for arc in found for key in (arc.one, arc.other)}
    chief = ends | {one.key for one in places if one.member}
    drawing = _Drawing(frame, data.size)
    ordered = sorted(
        (one for one in places if one.named),
        key=lambda one: (not one.member, one.key not in ends, -(one.fill or 0), one.key),
    )
    for one in ordered:
        if one.key in chief or not data.extent or frame.holds(frame.at(shapes()[one.key].at), 4):
            drawing.put(one.key)
    pieces += arcs(found, drawing.at, drawing.taken, data.numbered)
    dotted = [one for one in ordered if one.key in chief or not data.extent]
    pieces += [drawing.dot(one.key) for one in dotted]
    pieces += [drawing.name(one, needed=one in dotted) for one in ordered if one.key in drawing.at]
    return pieces


def _fill(place: Place) -> str:
    if place.fill is not None:
        return FILLS[min(place.fill, len(FILLS) - 1)] if place.fill >= 0 else LAND
    return SHADES[1] if place.member else LAND
