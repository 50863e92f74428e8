"""Lanes of marks along the years: each as wide as its date is vague, dark where it was carried out."""

from collections.abc import Callable
from datetime import date
from html import escape

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH = 860.0
HEIGHT, GAP = 15.0, 3.0
"""Height of a mark and the space to the next one above it."""
LEAST = 15.0
"""Width of the shortest mark: room for its letter."""
LETTER = 7.0
"""What each further letter takes."""
LABEL, LABEL_LINES, LEAD = 190.0, 3, 14.0
"""How wide the name of a lane may be before it is broken, into how many lines at most, and how far apart these are."""
BOLD = 1.08
"""How much wider bold letters are."""
DAYS = 365.25
Place = Callable[[date], float]
FORMS = {
    "done": (SHADES[4], SHADES[4], PAPER),
    "agreed": (SHADES[1], SHADES[4], INK),
    "soft": (PAPER, INK, INK),
}
"""Fill, edge and letter of a mark, by how real it is."""
FORM_LABELS = {
    "done": "carried out or in being",
    "agreed": "agreed, no more is told",
    "soft": "only talked of, passed on, disputed or known by its end",
}


class Mark(msgspec.Struct, frozen=True):
    """Something that happened between two days."""

    start: date
    end: date
    letter: str
    form: str
    title: str
    open: bool = False
    """Whether it may have come about at any time before: it then stands at the last day, behind a sign."""

    @property
    def words(self) -> str:
        """What stands in the mark."""
        return f"≤{self.letter}" if self.open else self.letter


class Lane(msgspec.Struct, frozen=True):
    """A row of marks, and how many have no place in it."""

    label: str
    marks: list[Mark]
    undated: int = 0


class Timeline(msgspec.Struct, frozen=True):
    """Lanes over the same years; `letters` says what each stands for."""

    lanes: list[Lane]
    letters: list[tuple[str, str]]
    source: str
    coverage: str


def timeline(name: str, data: Timeline, title: str, description: str) -> str:
    """The timeline as SVG."""
    marks = [mark for lane in data.lanes for mark in lane.marks]
    first = min(mark.start.year for mark in marks)
    last = max(mark.end.year for mark in marks) + 1
    names = [_broken(lane.label) for lane in data.lanes]
    left = max(length(words, 12) for name in names for words in (*name, "undated: 00")) * BOLD + 18
    scale = (WIDTH - left - 14) / max(last - first, 1)

    def place(day: date) -> float:
        return left + (day.toordinal() - date(first, 1, 1).toordinal()) / DAYS * scale

    pieces: list[str] = []
    y = 26.0
    for lane, label in zip(data.lanes, names, strict=True):
        rows = _packed(lane.marks, place)
        told = len(label) + (lane.undated > 0)
        height = max(len(rows) * (HEIGHT + GAP) + 10, told * LEAD + 10, 36.0)
        pieces.append(line(8, y + height, WIDTH - 6, y + height, stroke=FAINT, stroke_width=0.8))
        for number, words in enumerate(label):
            pieces.append(text(left - 12, y + 18 + number * LEAD, words, size=12, anchor="end", font_weight="600"))
        if lane.undated:
            below = y + 18 + len(label) * LEAD
            pieces.append(text(left - 12, below, f"undated: {lane.undated}", size=11, anchor="end", fill=SOFT))
        for depth, row in enumerate(rows):
            pieces += [_mark(mark, place, y + 6 + depth * (HEIGHT + GAP)) for mark in row]
        y += height
    ticks = _ticks(first, last, y, place)
    legend, y = _legend(data, y + 14)
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y + 4, words, WIDTH - 20)
        legend.append(drawn)
    return sheet(name, WIDTH, y + 4, title, description, [*ticks, *pieces, *legend])


def _broken(label: str) -> list[str]:
    """The name of a lane in lines; what goes beyond the last is left out."""
    lines = [""]
    for word in label.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and length(longer, 12) > LABEL:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > LABEL_LINES:
        lines[LABEL_LINES - 1] += " …"
    return lines[:LABEL_LINES]


def _span(mark: Mark, place: Place) -> tuple[float, float]:
    start, end = place(mark.start), place(mark.end)
    least = LEAST + (len(mark.words) - 1) * LETTER
    if end - start < least:
        middle = (start + end) / 2
        return middle - least / 2, middle + least / 2
    return start, end


def _packed(marks: list[Mark], place: Place) -> list[list[Mark]]:
    """Marks in as few rows as they need not to cover each other."""
    rows: list[list[Mark]] = []
    ends: list[float] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        start, end = _span(mark, place)
        row = next((number for number, taken in enumerate(ends) if taken + 1 <= start), None)
        if row is None:
            rows.append([mark])
            ends.append(end)
        else:
            rows[row].append(mark)
            ends[row] = end
    return rows


def _mark(mark: Mark, place: Place, y: float) -> str:
    start, end = _span(mark, place)
    return _pill(start, y, end - start, mark.words, mark.form, mark.title)


def _pill(x: float, y: float, width: float, letter: str, form: str, title: str = "") -> str:
    fill, edge, ink = FORMS[form]
    dashes = "2.5 2" if form == "soft" else None
    shape = box(x, y, width, HEIGHT, rx=HEIGHT / 2, fill=fill, stroke=edge, stroke_width=1.1, stroke_dasharray=dashes)
    words = text(x + width / 2, y + 11.2, letter, size=10, anchor="middle", fill=ink, font_weight="600")
    return element("g", (element("title", escape(title)) if title else "") + shape + words)


def _ticks(first: int, last: int, bottom: float, place: Place) -> list[str]:
    step = 5 if last - first > 14 else 2 if last - first > 7 else 1
    drawn = []
    for year in range(first, last + 1):
        x = place(date(year, 1, 1))
        major = year % step == 0
        drawn.append(line(x, 22, x, bottom, stroke=FAINT if major else "#eceff2", stroke_width=0.8))
        if major:
            drawn.append(text(x, 15, str(year), size=11, anchor="middle", fill=SOFT))
    return drawn


def _legend(data: Timeline, y: float) -> tuple[list[str], float]:
    pieces, x = [], 8.0
    for form, words in FORM_LABELS.items():
        pieces += [_pill(x, y, 26, "", form), text(x + 32, y + 11.5, words, size=11)]
        x += 56 + length(words, 11)
    y += 34
    kinds = "Letters: " + ", ".join(f"{letter} {words}" for letter, words in data.letters) + "."
    opened = any(mark.open for lane in data.lanes for mark in lane.marks)
    vague = "A mark is as wide as its date is vague" + ("; ≤ stands for “by then”." if opened else ".")
    drawn, y = wrapped(8, y, f"{kinds} {vague}", WIDTH - 20, fill=INK)
    return [*pieces, drawn], y
