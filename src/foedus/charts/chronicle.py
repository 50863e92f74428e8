"""Events in lanes along time, each date drawn as what it is; where there are very many, their numbers as bars."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Literal

import msgspec

from foedus.charts.axis import Axis
from foedus.charts.chronicle_legend import legend
from foedus.charts.counts import BAR, Cell, bars, together
from foedus.charts.dates import HIGH, Piece, drawn_date, ends_of
from foedus.charts.svg import FAINT, PAPER, SOFT, box, element, length, line, sheet, text, wrapped

ROW = 17.0
"""From one row of marks to the next."""
NAME, SMALL, WORDS = 12.0, 10.5, 11.0
WIDEST = 190.0
"""Of the name of a lane that stands before it; a longer one is cut, and told to whoever points at it."""
LONGEST, FEWEST = 44, 4
"""Characters of a name beside its mark; of one so short nothing would be understood."""
MOST_OF = 0.9
"""The part of a mark over which a date goes on which its name may stand."""
MOST_ROWS = 40
"""Rows of a lane; what does not fit is drawn in the last, over each other."""


class Mark(msgspec.Struct, frozen=True):
    """An event: its dated stages in order of time."""

    label: str
    title: str
    pieces: list[Piece]
    to: str = ""
    """Where it leads (see `foedus.pages.site.leads`)."""
    key: str = ""


class Lane(msgspec.Struct, frozen=True):
    """Marks, or counts with the marks beside them that are too vague to be counted."""

    label: str
    marks: list[Mark] = []
    cells: list[Cell] = []
    note: str = ""
    """Below its name."""
    to: str = ""


class Chronicle(msgspec.Struct, frozen=True):
    """Lanes over the same days. `above`: names of lanes stand above them, where the sheet is narrow."""

    lanes: list[Lane]
    first: date
    last: date
    source: str
    coverage: str
    width: float = 1400.0
    above: bool = False
    labelled: bool = True
    """Whether marks bear the names of their events, where there is room."""


class _Put(msgspec.Struct, frozen=True):
    """A mark in its row."""

    mark: Mark
    left: float
    right: float
    """Of its shapes."""
    label: str
    side: Literal["after", "before", "on"]
    """Where its name stands: on it, where there is room nowhere else."""
    at: float
    """Where the name begins, or ends if it stands before."""


def chronicle(name: str, data: Chronicle, title: str, description: str) -> str:
    """The chronicle as SVG."""
    widest = max((length(lane.label, NAME) * 1.08 for lane in data.lanes), default=60.0)
    left = 12.0 if data.above else min(widest, WIDEST) + 24
    axis = Axis(data.first, data.last, left, data.width - 16)
    most = max((cell.events for lane in data.lanes for cell in together(lane.cells, axis)), default=1)
    pieces: list[str] = []
    y = 28.0
    for lane in data.lanes:
        drawn, y = _lane(lane, data, axis, y, most)
        pieces += drawn
    shown = [piece for lane in data.lanes for mark in lane.marks for piece in mark.pieces]
    counted = any(lane.cells for lane in data.lanes)
    below, under = legend(shown, data.width, data.first, counted, y + 16)
    for words in (data.coverage, data.source):
        told, under = wrapped(8, under + 4, words, data.width - 20)
        below.append(told)
    role = "group" if any(mark.to for lane in data.lanes for mark in lane.marks) else "img"
    return sheet(
        name,
        data.width,
        under + 4,
        title,
        description,
        [*(_ticks(axis, y) if data.lanes else ()), *pieces, *below],
        role=role,
    )


def _ticks(axis: Axis, bottom: float) -> list[str]:
    """Lines and labels of the axis; a label leads to the span that it names."""
    drawn = []
    for tick in axis.ticks():
        stroke = FAINT if tick.major else "#eceff2"
        drawn.append(line(tick.x, 22, tick.x, bottom, stroke=stroke, stroke_width=0.8))
        if tick.words and tick.x < axis.right - 10:
            words = text(tick.x + 2, 15, tick.words, size=WORDS, fill=SOFT)
            to = f"here?since={tick.since}&until={tick.until}"
            drawn.append(element("a", words, class_="tick", data_to=to, data_swap=""))
    return drawn


def _lane(lane: Lane, data: Chronicle, axis: Axis, y: float, most: int) -> tuple[list[str], float]:
    """A lane, and where the next one begins."""
    pieces: list[str] = []
    top = y
    label = _cut(lane.label, data.width - 110 if data.above else WIDEST)
    name = text(
        8 if data.above else axis.left - 12, y + 17, label, size=NAME, anchor="start" if data.above else "end",
        font_weight="600",
    )  # fmt: skip
    told = element("title", escape(lane.label)) if label != lane.label else ""
    pieces.append(element("a", told + name, data_to=lane.to) if lane.to else element("g", told + name))
    if lane.note:
        at = (length(label, NAME) * 1.1 + 18, y + 17) if data.above else (axis.left - 12, y + 31)
        anchor = "start" if data.above else "end"
        pieces.append(text(*at, lane.note, size=SMALL, fill=SOFT, anchor=anchor))
    y += 24 if data.above else 8
    if lane.cells:
        pieces += bars(lane.label, lane.cells, axis, y, most)
        y += BAR + 14
    rows = _packed(lane.marks, axis, data)
    for number, row in enumerate(rows):
        for put in row:
            pieces.append(_mark(put, axis, y + 4 + number * ROW))
    y += len(rows) * ROW + 6
    y = max(y, top + (30 if data.above or not lane.note else 40))
    pieces.append(line(8, y, data.width - 6, y, stroke=FAINT, stroke_width=0.8))
    return pieces, y


def _cut(label: str, wide: float) -> str:
    most = int(wide / length("x", NAME) / 1.08)
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…"


def _packed(marks: Sequence[Mark], axis: Axis, data: Chronicle) -> list[list[_Put]]:
    """Marks with their names in as few rows as they need not to cover each other."""
    rows: list[list[_Put]] = []
    ends: list[float] = []
    for mark in marks:
        spans = [ends_of(piece, axis) for piece in mark.pieces]
        left, right = min(one for one, _ in spans), max(other for _, other in spans)
        label, side, at = _named(mark, left, right, data, axis)
        wide = length(label, WORDS) + 8 if label else 0.0
        start, end = (left - wide if side == "before" else left), (right + wide if side == "after" else right)
        place = next((number for number, taken in enumerate(ends) if taken + 4 <= start), len(rows))
        put = _Put(mark, left, right, label, side, at)
        if place == len(rows) and place < MOST_ROWS:
            rows.append([])
            ends.append(0.0)
        place = min(place, MOST_ROWS - 1)
        rows[place].append(put)
        ends[place] = max(ends[place], end)
    return rows


def _named(
    mark: Mark, left: float, right: float, data: Chronicle, axis: Axis
) -> tuple[str, Literal["after", "before", "on"], float]:
    """The name beside a mark, or on it where it fills the sheet; on which side, and where it begins."""
    if not data.labelled:
        return "", "after", right
    label = mark.label if len(mark.label) <= LONGEST else f"{mark.label[: LONGEST - 1].rstrip()}…"
    wide = length(label, WORDS) + 8
    if right + wide <= data.width - 4:
        return label, "after", right + 5
    if left - wide >= axis.left:
        return label, "before", left - 5
    begin, end = _gap(mark, left, right, axis)
    after, before, inside = data.width - 9 - right, left - axis.left - 5, end - begin - 24
    room = max(after, before, inside)
    label = _fitting(label, room)
    if room == inside:
        return label, "on", begin + 12
    return (label, "after", right + 5) if room == after else (label, "before", left - 5)


def _gap(mark: Mark, left: float, right: float, axis: Axis) -> tuple[float, float]:
    """The widest part of a mark on which nothing stands but dates that go over most of it."""
    spans = [ends_of(piece, axis) for piece in mark.pieces]
    small = sorted((one, other) for one, other in spans if other - one < MOST_OF * (right - left))
    edges = [(left, left), *small, (right, right)]
    gaps, reached = [], left
    for one, other in edges:
        gaps.append((reached, max(one, reached)))
        reached = max(reached, other)
    return max(gaps, key=lambda gap: gap[1] - gap[0])


def _fitting(label: str, room: float) -> str:
    most = int(room / length("x", WORDS))
    return label if len(label) <= most else f"{label[: most - 1].rstrip()}…" if most > FEWEST else ""


def _mark(put: _Put, axis: Axis, y: float) -> str:
    """An event: its pieces on one line, its name beside them."""
    drawn = [element("title", escape(put.mark.title))]
    if len(put.mark.pieces) > 1:
        drawn.append(line(put.left, y + HIGH / 2, put.right, y + HIGH / 2, stroke=SOFT, stroke_width=1))
    drawn += [drawn_date(piece, axis, y) for piece in put.mark.pieces]
    if put.label:
        x, anchor = put.at, "end" if put.side == "before" else "start"
        if put.side == "on":
            drawn.append(box(x - 3, y - 2, length(put.label, WORDS) + 6, HIGH + 4, fill=PAPER, rx=2))
        drawn.append(text(x, y + HIGH - 0.6, put.label, size=WORDS, anchor=anchor))
    inner = "".join(drawn)
    return (
        element("a", inner, class_="mark", data_to=put.mark.to, data_key=put.mark.key)
        if put.mark.to
        else element("g", inner)
    )
