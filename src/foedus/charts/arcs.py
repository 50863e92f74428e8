"""Arcs of a map: between two places, as wide as the events that tie them are many."""

from collections.abc import Sequence
from html import escape
from math import atan2, cos, hypot, sin, sqrt
from typing import Literal

import msgspec

from foedus.charts.names import Field, free, tag, tag_field
from foedus.charts.shapes import Point
from foedus.charts.svg import SHADES, element

NUMBER = 12.0
THIN, STEP = 1.2, 1.55
"""Width of an arc: this, and so much for the square root of its events."""
BEND = 0.16
"""How far an arc leaves the straight line, in parts of its length."""
TONES = {"cooperation": SHADES[4], "conflict": "#a1422f"}
"""Colours. What divides is drawn with gaps as well, and bends the other way."""
DASHES = {"cooperation": None, "conflict": "11 3"}
UNSURE = "4 3"
ALONG = (0.5, 0.6, 0.4, 0.68, 0.32, 0.76, 0.24)
"""Where on an arc its number may stand."""
REACH = 14.0
"""How wide an arc that leads somewhere is to whoever points at it."""


class Arc(msgspec.Struct, frozen=True):
    """What ties two places: firm events, and those less sure."""

    one: str
    other: str
    firm: int
    soft: int
    title: str
    tone: Literal["cooperation", "conflict"] = "cooperation"
    directed: bool = False
    """From `one` to `other`."""
    key: str = ""
    """Of the row that tells more about it."""
    to: str = ""
    """Where it leads (see `foedus.pages.site.leads`)."""


class Curve(msgspec.Struct, frozen=True):
    """The course of an arc: a quadratic curve."""

    start: Point
    middle: Point
    end: Point

    @property
    def path(self) -> str:
        """As SVG has it."""
        (x1, y1), (x, y), (x2, y2) = self.start, self.middle, self.end
        return f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"

    def at(self, part: float) -> Point:
        """A point of it, 0 to 1."""
        ends, mid, far = (1 - part) ** 2, 2 * part * (1 - part), part**2
        x, y = (ends * self.start[n] + mid * self.middle[n] + far * self.end[n] for n in (0, 1))
        return x, y


def arcs(found: Sequence[Arc], at: dict[str, Point], taken: list[Field], numbered: int) -> list[str]:
    """Arcs, the strongest lowest, then the numbers on the `numbered` strongest of them, where they cover nothing."""
    drawn, numbers = [], []
    for place, arc in enumerate(sorted(found, key=lambda arc: (-arc.firm, -arc.soft))):
        curve = _curve(arc, at[arc.one], at[arc.other])
        drawn.append(_drawn(arc, curve))
        if place < numbered:
            numbers.append(_number(arc, curve, taken))
    return [*drawn, *numbers]


def width(firm: int) -> float:
    """Of an arc."""
    return THIN + STEP * sqrt(firm)


def _curve(arc: Arc, one: Point, other: Point) -> Curve:
    (x1, y1), (x2, y2) = (one, other) if arc.directed else sorted([one, other])
    bend = BEND * (-1 if arc.tone == "conflict" and not arc.directed else 1)
    return Curve((x1, y1), ((x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend), (x2, y2))


def _drawn(arc: Arc, curve: Curve) -> str:
    colour, course = TONES[arc.tone], curve.path
    drawn = element("title", escape(arc.title)) + element(
        "path", d=course, fill="none", stroke=colour, stroke_width=width(arc.firm), stroke_linecap="round",
        stroke_opacity=0.82, stroke_dasharray=DASHES[arc.tone] if arc.firm else UNSURE,
    )  # fmt: skip
    if arc.directed:
        drawn += _head(curve, width(arc.firm), colour)
    if not arc.to:
        return element("g", drawn)
    drawn += element("path", d=course, fill="none", stroke=colour, stroke_width=REACH, stroke_opacity=0)
    return element("a", drawn, class_="arc", data_to=arc.to, data_key=arc.key)


def _head(curve: Curve, wide: float, colour: str) -> str:
    """The head of an arrow, a little before the point that it leads to."""
    x, y = curve.end
    way = atan2(y - curve.middle[1], x - curve.middle[0])
    far = hypot(x - curve.start[0], y - curve.start[1])
    size = min(6 + 1.3 * wide, far / 3)
    x, y = x - 4 * cos(way), y - 4 * sin(way)
    corners = [(x, y), *((x - size * cos(way + turn), y - size * sin(way + turn)) for turn in (0.4, -0.4))]
    return element("polygon", points=" ".join(f"{px:.1f},{py:.1f}" for px, py in corners), fill=colour)


def _number(arc: Arc, curve: Curve, taken: list[Field]) -> str:
    """On a point of the curve, moved along it where something else already stands there."""
    words = " ".join(([str(arc.firm)] if arc.firm else []) + ([f"+{arc.soft}"] if arc.soft else []))
    points = [curve.at(part) for part in ALONG]
    x, y = next((point for point in points if free(tag_field(*point, words, NUMBER), taken)), points[-1])
    taken.append(tag_field(x, y, words, NUMBER))
    return element("g", tag(x, y, words, size=NUMBER, edge=TONES[arc.tone]), pointer_events="none")
