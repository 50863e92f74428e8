"""Counts along time as bars; those that would be too narrow to tell apart are put together."""

from collections.abc import Sequence
from datetime import date
from html import escape

import msgspec

from foedus.charts.axis import Axis
from foedus.charts.svg import FAINT, SHADES, SOFT, box, element, line, text

SMALL = 10.5
BAR = 30.0
"""Height of the highest bar in a lane of counts."""
NARROWEST = 7.0
"""Of a bar; narrower ones are put together."""


class Cell(msgspec.Struct, frozen=True):
    """How many events came about between two days."""

    start: date
    end: date
    events: int


def together(cells: Sequence[Cell], axis: Axis) -> list[Cell]:
    """Counts of neighbouring years together, where one by itself would be too narrow."""
    if not cells:
        return []
    wide = max(axis.end(cells[0].end) - axis.start(cells[0].start), 0.1)
    if wide >= NARROWEST or cells[0].start.month != 1 or cells[0].end.month != 12:
        return list(cells)
    step = next(step for step in (2, 5, 10, 25, 50, 100, 1000) if wide * step >= NARROWEST or step == 1000)
    found: dict[int, int] = {}
    for cell in cells:
        found[cell.start.year // step] = found.get(cell.start.year // step, 0) + cell.events
    return [
        Cell(date(max(number * step, 1), 1, 1), date(number * step + step - 1, 12, 31), events)
        for number, events in found.items()
    ]


def bars(label: str, cells: Sequence[Cell], axis: Axis, y: float, most: int) -> list[str]:
    """Counts as bars that lead to their span."""
    base = y + BAR + 10
    drawn = [line(axis.left, base, axis.right, base, stroke=FAINT, stroke_width=0.8)]
    for cell in together(cells, axis):
        left, right = axis.start(cell.start), axis.end(cell.end)
        high = max(cell.events / most * BAR, 2.0)
        gap = min(1.0, (right - left) / 8)
        whole = cell.start.month == 1 and cell.end.month == 12
        size = 4 if whole else 7 if cell.start.day == 1 and cell.end != cell.start else 10
        since, until = cell.start.isoformat()[:size], cell.end.isoformat()[:size]
        when = since if since == until else f"{since}–{until}"
        told = element("title", escape(f"{label} {when}: {cell.events} {'event' if cell.events == 1 else 'events'}"))
        inner = told + box(left + gap, base - high, max(right - left - 2 * gap, 1.5), high, fill=SHADES[4])
        if right - left >= len(str(cell.events)) * 6.2:
            inner += text((left + right) / 2, base - high - 3, str(cell.events), size=SMALL, anchor="middle", fill=SOFT)
        drawn.append(element("a", inner, class_="count", data_to=f"here?since={since}&until={until}", data_swap=""))
    return drawn
