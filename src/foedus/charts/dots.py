"""Dots in small multiples: a column for each thing measured, on its own scale; a row for each pair or group.

Nil is an open dot on the axis; what is not covered, or not known, has no dot but a word.
"""

from typing import Literal

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH, ROW, LABEL = 860.0, 19.0, 12.0
SIDE, RADIUS = 10.0, 4.2
"""Free space at both sides of a column, and the radius of a dot."""
BAND = "#f4f6f8"
Form = Literal["full", "partly", "not-covered", "unknown"]
"""full: a value; partly: one of some of those only that it is about; the others have none."""
SAID = {"not-covered": "n. c.", "unknown": "?"}


class Dot(msgspec.Struct, frozen=True):
    """A value on its column's scale, and how it is written."""

    form: Form
    value: float = 0.0
    text: str = ""


class Line(msgspec.Struct, frozen=True):
    """The dots of a pair or group, one for each column."""

    label: str
    dots: list[Dot]
    strong: bool = False


class Block(msgspec.Struct, frozen=True):
    """Rows on the same scales: for each column where it begins and ends, and both in words."""

    title: str
    scales: list[tuple[float, float]]
    ends: list[tuple[str, str]]
    rows: list[Line]


class Dots(msgspec.Struct, frozen=True):
    """Blocks of rows over the same columns, each with its name and the years it is of."""

    columns: list[tuple[str, str]]
    blocks: list[Block]
    source: str
    coverage: str


def dots(name: str, data: Dots, title: str, description: str) -> str:
    """The blocks as SVG, one below the other."""
    left = max(length(row.label, LABEL) for block in data.blocks for row in block.rows) + 20
    step = (WIDTH - left) / len(data.columns)
    pieces, y = _head(data, left, step)
    for block in data.blocks:
        pieces.append(text(8, y + 12, block.title, size=12, font_weight="600"))
        y += 20
        pieces += _block(block, left, y, step)
        y += len(block.rows) * ROW + 28
    drawn, y = _legend(data, y + 4)
    pieces += drawn
    for words in (data.coverage, data.source):
        told, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(told)
    return sheet(name, WIDTH, y, title, description, pieces)


def _head(data: Dots, left: float, step: float) -> tuple[list[str], float]:
    """The names of the columns, broken where they are long, and their years."""
    pieces: list[str] = []
    bottom = 0.0
    for place, (label, years) in enumerate(data.columns):
        x = left + place * step + SIDE
        told, under = wrapped(x, 16, label, step - SIDE, size=11, fill=INK)
        pieces += [told, text(x, under - 1, years, size=10, fill=SOFT)]
        bottom = max(bottom, under)
    return pieces, bottom + 12


def _block(block: Block, left: float, top: float, step: float) -> list[str]:
    """The rows of a block: bands to read along, the scale of each column below."""
    pieces = []
    bottom = top + len(block.rows) * ROW
    for number, row in enumerate(block.rows):
        y = top + number * ROW
        if number % 2 == 0:
            pieces.append(box(left, y, WIDTH - left, ROW, fill=BAND))
        weight = "600" if row.strong else None
        pieces.append(text(left - 10, y + ROW / 2 + 4, row.label, size=LABEL, anchor="end", font_weight=weight))
    for place, ((low, high), ends) in enumerate(zip(block.scales, block.ends, strict=True)):
        start, width = left + place * step + SIDE, step - 2 * SIDE
        nil = start + _share(0.0, low, high) * width
        pieces.append(line(start, bottom, start + width, bottom, stroke=FAINT, stroke_width=0.9))
        pieces.append(line(nil, top, nil, bottom + 4, stroke=SOFT, stroke_width=0.9))
        pieces.append(text(start, bottom + 14, ends[0], size=9.5, fill=SOFT))
        pieces.append(text(start + width, bottom + 14, ends[1], size=9.5, anchor="end", fill=SOFT))
        for number, row in enumerate(block.rows):
            dot, y = row.dots[place], top + (number + 0.5) * ROW
            pieces.append(_dot(dot, start, start + _share(dot.value, low, high) * width, y, start + width))
    return pieces


def _share(value: float, low: float, high: float) -> float:
    """Where a value lies between both ends, 0 to 1."""
    return min(max((value - low) / (high - low), 0.0), 1.0) if high > low else 0.0


def _dot(dot: Dot, start: float, x: float, y: float, end: float) -> str:
    """A dot with its figure beside it, to the left where there is no room to the right; or why there is none."""
    if dot.form in SAID:
        return text(start + 12, y + 3.5, SAID[dot.form], size=10, fill=SOFT, font_style="italic")
    fill = PAPER if not dot.value else SHADES[1] if dot.form == "partly" else SHADES[4]
    drawn = element("circle", cx=x, cy=y, r=RADIUS, fill=fill, stroke=SHADES[4], stroke_width=1.3)
    beyond = x + RADIUS + 3 + length(dot.text, 10) > end + SIDE
    at, anchor = (x - RADIUS - 3, "end") if beyond else (x + RADIUS + 3, "start")
    return drawn + text(at, y + 3.5, dot.text, size=10, anchor=anchor)


def _legend(data: Dots, y: float) -> tuple[list[str], float]:
    """What the forms mean, of those that occur."""
    every = [dot for block in data.blocks for row in block.rows for dot in row.dots]
    valued = [dot for dot in every if dot.form not in SAID]
    told = [
        ("", SHADES[4], "a value", any(dot.value and dot.form == "full" for dot in valued)),
        ("", SHADES[1], "not all pairs are covered", any(dot.value and dot.form == "partly" for dot in valued)),
        ("", PAPER, "nil, and covered", any(not dot.value for dot in valued)),
        (SAID["not-covered"], "", "not covered", any(dot.form == "not-covered" for dot in every)),
        (SAID["unknown"], "", "not known", any(dot.form == "unknown" for dot in every)),
    ]
    pieces: list[str] = []
    x = 8.0
    for word, fill, words, there in told:
        if not there:
            continue
        if word:
            pieces.append(text(x, y + 4, word, size=10, fill=SOFT, font_style="italic"))
            x += length(word, 10) + 6
        else:
            pieces.append(element("circle", cx=x + 5, cy=y, r=RADIUS, fill=fill, stroke=SHADES[4], stroke_width=1.3))
            x += 16
        pieces.append(text(x, y + 4, words, size=11))
        x += length(words, 11) + 22
    return pieces, y + 24
