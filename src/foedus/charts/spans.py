"""Events in time, a lane for each kind: each mark as wide as its date is vague, and leading to its event's row."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH, TOP = 860.0, 26.0
HEIGHT, GAP, LEAST = 9.0, 3.0, 9.0
"""Of a mark: its height, the space to the next one, and the width of one whose day is known."""
SIZE, SMALL = 12.0, 11.0
DAYS = 365.25
MOST_ROWS = 12
"""Rows of marks above each other in a lane; what does not fit is drawn over the last."""
DIVIDES = "#9b2c1f"
"""Edge of a mark in a lane of what divides the two."""
Place = Callable[[date], float]
FORMS = {
    "done": "carried out or in being",
    "agreed": "agreed, no more is told",
    "soft": "talked of, passed on or denied",
}
"""What a mark's form says: full, light, open with a broken edge."""


class Span(msgspec.Struct, frozen=True):
    """An event that came about between two days; without a first one, at any time before the last."""

    start: date | None
    end: date
    form: str
    title: str
    key: str
    """Identifier of the row that says more."""


class Lane(msgspec.Struct, frozen=True):
    """Events of one kind, and how many of it have no date."""

    label: str
    spans: tuple[Span, ...]
    undated: int = 0
    divides: bool = False


class Spans(msgspec.Struct, frozen=True):
    """Lanes over the same years."""

    lanes: tuple[Lane, ...]
    source: str
    coverage: str


def spans(name: str, data: Spans, title: str, description: str) -> str:
    """The lanes as SVG. Marks are links to `#<key>`."""
    days = [day for lane in data.lanes for span in lane.spans for day in (span.start or span.end, span.end)]
    first = min(days).year if days else date.today().year
    last = max(days).year + 1 if days else first + 1
    left = max((length(lane.label, SIZE) for lane in data.lanes), default=40.0) + 26
    right = max((length(_undated(lane), SMALL) for lane in data.lanes), default=0.0) + 14
    scale = (WIDTH - left - right) / max(last - first, 1)

    def place(day: date) -> float:
        return left + (day.toordinal() - date(first, 1, 1).toordinal()) / DAYS * scale

    pieces: list[str] = []
    y = TOP
    for lane in data.lanes:
        rows = _packed(lane.spans, place)
        height = max(len(rows) * (HEIGHT + GAP) + 9, 22.0)
        pieces.append(line(8, y + height, WIDTH - 8, y + height, stroke=FAINT, stroke_width=0.6))
        pieces.append(text(left - 14, y + 15.5, lane.label, size=SIZE, anchor="end"))
        if lane.undated:
            pieces.append(text(WIDTH - 8, y + 15.5, _undated(lane), size=SMALL, anchor="end", fill=SOFT))
        for depth, row in enumerate(rows):
            pieces += [_mark(span, place, y + 6 + depth * (HEIGHT + GAP), lane.divides) for span in row]
        y += height
    legend, bottom = _legend(data, y + 16)
    return sheet(
        name, WIDTH, bottom, title, description, [*_years(first, last, y, place), *pieces, *legend], role="group"
    )


def _undated(lane: Lane) -> str:
    return f"{lane.undated} undated" if lane.undated else ""


def _ends(span: Span, place: Place) -> tuple[float, float]:
    end = place(span.end)
    start = place(span.start) if span.start else end - LEAST
    if end - start < LEAST:
        middle = (start + end) / 2
        return middle - LEAST / 2, middle + LEAST / 2
    return start, end


def _packed(found: Sequence[Span], place: Place) -> list[list[Span]]:
    """Marks in as few rows as they need not to cover each other."""
    rows: list[list[Span]] = []
    taken: list[float] = []
    for span in sorted(found, key=lambda one: (one.start or one.end, one.end, one.key)):
        start, end = _ends(span, place)
        row = next((number for number, to in enumerate(taken) if to + 1.5 <= start), None)
        if row is None and len(rows) < MOST_ROWS:
            rows.append([span])
            taken.append(end)
        else:
            row = len(rows) - 1 if row is None else row
            rows[row].append(span)
            taken[row] = max(taken[row], end)
    return rows


def _mark(span: Span, place: Place, y: float, divides: bool) -> str:
    start, end = _ends(span, place)
    shape = _pill(start, y, end - start, span.form, divides)
    if span.start is None:  # at any time before
        middle = y + HEIGHT / 2
        shape += line(start - 9, middle, start, middle, stroke=DIVIDES if divides else SHADES[4], stroke_width=1.4)
    return element("a", element("title", escape(span.title)) + shape, href=f"#{span.key}", data_key=span.key)


def _pill(x: float, y: float, width: float, form: str, divides: bool = False) -> str:
    edge = INK if form == "soft" and not divides else DIVIDES if divides else SHADES[4]
    fill = {"done": edge, "agreed": SHADES[1], "soft": PAPER}[form]
    dashes = "2.5 1.8" if form == "soft" else None
    return box(x, y, width, HEIGHT, rx=HEIGHT / 2, fill=fill, stroke=edge, stroke_width=1.2, stroke_dasharray=dashes)


def _years(first: int, last: int, bottom: float, place: Place) -> list[str]:
    years = last - first
    step = 10 if years > 40 else 5 if years > 14 else 2 if years > 7 else 1
    drawn = []
    for year in range(first, last + 1):
        x = place(date(year, 1, 1))
        if year % step == 0:
            drawn.append(line(x, TOP - 6, x, bottom, stroke=FAINT, stroke_width=0.7))
            drawn.append(text(x, TOP - 11, str(year), size=SMALL, anchor="middle", fill=SOFT))
    return drawn


def _legend(data: Spans, y: float) -> tuple[list[str], float]:
    pieces, x = [], 8.0
    for form, words in FORMS.items():
        pieces += [_pill(x, y, 22, form), text(x + 29, y + 8.4, words, size=SMALL)]
        x += 54 + length(words, SMALL)
    if any(lane.divides for lane in data.lanes):
        pieces += [_pill(x, y, 22, "done", divides=True), text(x + 29, y + 8.4, "what divides them", size=SMALL)]
    y += 30
    vague = "A mark is as wide as its date is vague"
    if any(span.start is None for lane in data.lanes for span in lane.spans):
        vague += "; a tail to the left says “by then”"
    for words in (f"{vague}. {data.coverage}", data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        pieces.append(drawn)
        y += 3
    return pieces, y
