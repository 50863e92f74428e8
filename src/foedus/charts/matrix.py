"""A matrix of parties: what ties two of them below the diagonal, what divides them above it."""

import msgspec

from foedus.charts.svg import DARK_FROM, FAINT, INK, PAPER, SHADES, SOFT, box, length, line, sheet, text, wrapped

SIDE = 40.0
"""Width and height of a cell."""
LABEL = 12.5
LIMITS = (1, 3, 6, 12)
"""Upper ends of the shades but the darkest."""
COUNTED = "single events agreed or carried out"
BOLD = 1.1
"""How much wider a line in bold runs."""


class Cell(msgspec.Struct, frozen=True):
    """What is known of two parties."""

    row: int
    column: int
    firm: int
    soft: int
    claims: int


class Matrix(msgspec.Struct, frozen=True):
    """Parties and the cells between them; `below` and `above` say what the two halves count."""

    labels: list[str]
    cells: list[Cell]
    below: str
    above: str
    source: str
    coverage: str
    bracket: int = 0
    """How many of the first parties belong together under `bracket_label`."""
    bracket_label: str = ""


def shade(count: int) -> int:
    """The step of shading for a count of one or more."""
    return sum(count > limit for limit in LIMITS)


def matrix(name: str, data: Matrix, title: str, description: str) -> str:
    """The matrix as SVG."""
    size = len(data.labels)
    left = max(length(label, LABEL) for label in data.labels) + 14
    top = max(length(label, LABEL) for label in data.labels) * 0.72 + 34
    bottom = top + size * SIDE
    width = left + max(size * SIDE + 60, _widest(data) + 12)  # of few parties the legend is wider
    pieces = [_grid(data, left, top), *(_cell(cell, left, top) for cell in data.cells)]
    for number, label in enumerate(data.labels):
        middle = (number + 0.5) * SIDE
        weight = "600" if number < data.bracket else None
        pieces.append(text(left - 8, top + middle + 4, label, size=LABEL, anchor="end", font_weight=weight))
        x, y = left + middle + 3, top - 7
        pieces.append(text(x, y, label, size=LABEL, transform=f"rotate(-46 {x:.1f} {y:.1f})", font_weight=weight))
    if data.bracket > 1:
        end = data.bracket * SIDE
        pieces.append(box(left, top, end, end, fill="none", stroke=INK, stroke_width=1.8))
    y = bottom + 26
    legend, y = _legend(data, left, y, width - left - 10)
    pieces += legend
    for words in (data.coverage, data.source):
        drawn, y = wrapped(left, y + 4, words, width - left - 10)
        pieces.append(drawn)
    return sheet(name, width, y + 4, title, description, pieces)


def _grid(data: Matrix, left: float, top: float) -> str:
    size = len(data.labels)
    far = size * SIDE
    drawn = []
    for number in range(size + 1):
        at = number * SIDE
        drawn.append(line(left, top + at, left + far, top + at, stroke=FAINT, stroke_width=0.7))
        drawn.append(line(left + at, top, left + at, top + far, stroke=FAINT, stroke_width=0.7))
    drawn += [box(left + n * SIDE, top + n * SIDE, SIDE, SIDE, fill="#eef1f4") for n in range(size)]
    return "".join(drawn)


def _cell(cell: Cell, left: float, top: float) -> str:
    x, y = left + cell.column * SIDE, top + cell.row * SIDE
    middle = x + SIDE / 2
    divides = cell.column > cell.row
    drawn = ""
    fill = INK
    if cell.firm and divides:
        drawn += box(
            x + 3.5, y + 3.5, SIDE - 7, SIDE - 7, fill=PAPER, stroke=INK, stroke_width=1.4, stroke_dasharray="3 2"
        )
    elif cell.firm:
        step = shade(cell.firm)
        fill = PAPER if step >= DARK_FROM else INK
        drawn += box(x + 1, y + 1, SIDE - 2, SIDE - 2, fill=SHADES[step])
    if cell.firm:
        drawn += text(
            middle,
            y + (19 if cell.soft else 25),
            str(cell.firm),
            size=15,
            anchor="middle",
            fill=fill,
            font_weight="600",
        )
    if cell.soft:
        small = text(middle, y + (32 if cell.firm else 25), f"+{cell.soft}", size=11, anchor="middle", fill=fill)
        drawn += small
    if not cell.firm and not cell.soft:
        drawn += text(middle, y + 25, "•", size=13, anchor="middle", fill=SOFT)
    return drawn


def _shades() -> list[str]:
    """What the shades stand for, in words."""
    bounds = zip([1, *(limit + 1 for limit in LIMITS)], [*LIMITS, None], strict=True)
    return [str(low) if low == high else f"{low}–{high}" if high else f"{low} or more" for low, high in bounds]


def _halves(data: Matrix) -> str:
    return f"Below the diagonal: {data.below}. Above it: {data.above}."


def _widest(data: Matrix) -> float:
    """The width of the longest line of the legend."""
    shades = sum(38 + length(words, 11) for words in _shades()) + length(COUNTED, 11)
    return max(length(_halves(data), 12) * BOLD, shades, 24 + length(data.bracket_label, 11))


def _legend(data: Matrix, x: float, y: float, width: float) -> tuple[list[str], float]:
    pieces = [text(x, y, _halves(data), size=12, font_weight="600")]
    y += 12
    at = x
    for step, words in enumerate(_shades()):
        pieces.append(box(at, y, 18, 14, fill=SHADES[step]))
        pieces.append(text(at + 24, y + 11.5, words, size=11))
        at += 38 + length(words, 11)
    pieces.append(text(at, y + 11.5, COUNTED, size=11))
    y += 22
    pieces.append(box(x, y, 18, 14, fill=PAPER, stroke=INK, stroke_width=1.4, stroke_dasharray="3 2"))
    pieces.append(text(x + 24, y + 11.5, "single disputes and restrictions", size=11))
    y += 18
    rest = (
        "+n: further single events, only talked of, passed on, disputed or known by their end.  "
        "•: claims, but of no single event."
    )
    drawn, y = wrapped(x, y + 11, rest, width, fill=INK)
    pieces.append(drawn)
    if data.bracket > 1:
        pieces.append(box(x, y - 4, 18, 12, fill="none", stroke=INK, stroke_width=1.8))
        pieces.append(text(x + 24, y + 6, data.bracket_label, size=11))
        y += 22
    return pieces, y
