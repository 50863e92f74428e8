"""Chances of several models as dots on a scale of powers of ten, each with its words; ranges as bars between ends."""

import math
from typing import Literal

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH, ROW, RIGHT = 860.0, 24.0, 215.0
FLOOR = 1e-6
"""Where the scale ends at the left at the latest: what is less stands there, and its words say so."""
EVERY = 2
"""Powers of ten from one label of the scale to the next, so that they do not run into each other."""


class Dot(msgspec.Struct, frozen=True):
    """A row: one chance, or a range of them; without a value it says why there is none."""

    label: str
    value: float | None
    words: str
    high: float | None = None
    """The other end, where it is a range."""
    form: Literal["full", "open"] = "full"


class Panel(msgspec.Struct, frozen=True):
    """Rows under a heading."""

    label: str
    rows: list[Dot]


class Chances(msgspec.Struct, frozen=True):
    """Panels on one scale."""

    panels: list[Panel]
    source: str
    coverage: str


def chances(name: str, data: Chances, title: str, description: str) -> str:
    """The dots as SVG."""
    rows = [row for panel in data.panels for row in panel.rows]
    left = max((length(row.label, 12) for row in rows), default=60) + 24
    scale = WIDTH - left - RIGHT
    values = [value for row in rows for value in (row.value, row.high) if value is not None]
    least = min((math.floor(math.log10(max(value, FLOOR))) for value in values), default=-3)
    first = max(min(least, -1), round(math.log10(FLOOR)))
    top = 34.0
    pieces: list[str] = []
    y = top
    for panel in data.panels:
        y += 16
        pieces.append(text(8, y, panel.label, size=12.5, font_weight="600"))
        y += 8
        for row in panel.rows:
            pieces += _row(row, left, y, scale, first)
            y += ROW
    pieces[:0] = _axis(left, top, y, scale, first)
    y += 22
    for words in (data.coverage, data.source):
        told, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(told)
    return sheet(name, WIDTH, y, title, description, pieces)


def _axis(left: float, top: float, bottom: float, scale: float, first: int) -> list[str]:
    pieces = []
    for power in range(first, 1):
        x = left + scale * (power - first) / -first
        pieces.append(line(x, top, x, bottom, stroke=FAINT, stroke_width=0.8))
        if power % EVERY == 0:
            words = "always" if power == 0 else f"1 in {10**-power:,}"
            anchor = "end" if power == 0 else "start" if power == first else "middle"
            pieces.append(text(x, top - 8, words, size=10.5, anchor=anchor, fill=SOFT))
    return pieces


def _row(row: Dot, left: float, y: float, scale: float, first: int) -> list[str]:
    middle = y + ROW / 2
    pieces = [text(left - 12, middle + 4, row.label, size=12, anchor="end")]
    said = text(left + scale + 12, middle + 4, row.words, size=11, fill=SOFT)
    if row.value is None:
        return [*pieces, said]
    at = _at(row.value, left, scale, first)
    if row.high is not None:
        to = _at(row.high, left, scale, first)
        return [*pieces, box(at, middle - 4, max(to - at, 2.0), 8.0, fill=SHADES[2], rx=4.0), said]
    fill = SHADES[4] if row.form == "full" else PAPER
    circle = element("circle", cx=at, cy=middle, r=5.5, fill=fill, stroke=SHADES[4] if fill != PAPER else INK)
    return [*pieces, circle, said]


def _at(value: float, left: float, scale: float, first: int) -> float:
    power = math.log10(max(value, 10.0**first))
    return left + scale * (power - first) / -first
