"""A date on a sheet, drawn as what it is.

A day is a point; a year, a season, a decade or one of several days is a bar with round ends, as wide as it is vague:
some time within. A span from one date to another has square ends. An open end is an arrow. What is about or doubtful
has a broken edge, and says so by ~ or ?.
"""

from datetime import date
from typing import Literal

import msgspec

from foedus.charts.axis import Axis
from foedus.charts.svg import INK, PAPER, SHADES, SOFT, box, element, text

Shape = Literal["point", "within", "range", "by", "from"]
Form = Literal["done", "agreed", "soft"]
LOOKS: dict[Form, tuple[str, str]] = {
    "done": (SHADES[4], SHADES[4]),
    "agreed": (SHADES[1], SHADES[4]),
    "soft": (PAPER, SOFT),
}
"""Fill and edge, by how real it is."""
SAYS: dict[Form, str] = {
    "done": "carried out or in being",
    "agreed": "agreed",
    "soft": "talked of, passed on, denied or over",
}
HIGH, LEAST, SIGN = 9.0, 9.0, 10.5
"""Of a mark: its height, its least width, and the size of its ~ or ?."""
PALE = 60.0
"""Width from which a date that is some time within is drawn paler."""


class Piece(msgspec.Struct, frozen=True):
    """A stage at a date. Without a start it may have been at any time before the end; without an end it goes on."""

    start: date | None
    end: date | None
    shape: Shape
    form: Form
    approximate: bool = False
    uncertain: bool = False


def ends_of(piece: Piece, axis: Axis) -> tuple[float, float]:
    """Where a piece begins and ends, at least as wide as it must be to be seen."""
    left = axis.start(piece.start) if piece.start else axis.left
    right = axis.end(piece.end) if piece.end else axis.right
    if piece.shape == "by":
        left = right - 3 * LEAST
    elif piece.shape == "from" and piece.start:
        right = max(min(axis.right, left + 3 * LEAST), left + LEAST)
    if right - left < LEAST:
        middle = (left + right) / 2
        left, right = middle - LEAST / 2, middle + LEAST / 2
    return left, right


def drawn_date(piece: Piece, axis: Axis, y: float) -> str:
    """A date as what it is."""
    left, right = ends_of(piece, axis)
    fill, edge = LOOKS[piece.form]
    look: dict[str, object] = {"fill": fill, "stroke": edge, "stroke_width": 1.1}
    if piece.form == "soft" or piece.approximate or piece.uncertain:
        look["stroke_dasharray"] = "2.5 2"
    middle = y + HIGH / 2
    if piece.shape == "by":
        drawn = _pointed(left, right, y, look, back=True)
    elif piece.shape == "from":
        earlier = piece.start is not None and piece.start < axis.first
        drawn = _pointed(left, right, y, look, back=False) if not earlier else _through(left, right, y, look)
    elif piece.shape == "point":
        drawn = element("circle", cx=(left + right) / 2, cy=middle, r=HIGH / 2, **look)
    else:
        if piece.shape == "within" and right - left > PALE:
            look["fill_opacity"] = 0.55  # spread over so much time
        drawn = box(left, y, right - left, HIGH, rx=HIGH / 2 if piece.shape == "within" else 1, **look)
    sign = ("~" if piece.approximate else "") + ("?" if piece.uncertain else "")
    if sign:
        ink = PAPER if piece.form == "done" and right - left <= PALE else INK
        drawn += text((left + right) / 2, middle + 3.6, sign, size=SIGN, anchor="middle", fill=ink, font_weight="600")
    return drawn


def _pointed(left: float, right: float, y: float, look: dict[str, object], *, back: bool) -> str:
    """A bar that ends in an arrow, where one end is open."""
    tip, base = (left, right) if back else (right, left)
    neck = tip + (5 if back else -5)
    corners = [(base, y), (neck, y), (tip, y + HIGH / 2), (neck, y + HIGH), (base, y + HIGH)]
    return element("polygon", points=" ".join(f"{x:.1f},{down:.1f}" for x, down in corners), **look)


def _through(left: float, right: float, y: float, look: dict[str, object]) -> str:
    """A bar that comes from before the first day and goes on: an arrow at either end."""
    middle = y + HIGH / 2
    corners = [
        (left, middle),
        (left + 5, y),
        (right - 5, y),
        (right, middle),
        (right - 5, y + HIGH),
        (left + 5, y + HIGH),
    ]
    return element("polygon", points=" ".join(f"{x:.1f},{down:.1f}" for x, down in corners), **look)
