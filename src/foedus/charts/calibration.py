"""Calibration: things grouped by the chance they were given, how many were expected of each, and how many came."""

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SOFT, box, length, line, sheet, text, wrapped

WIDTH, ROW, BAR = 860.0, 20.0, 7.0


class Bin(msgspec.Struct, frozen=True):
    """A group: its label, what was expected of all in it, and what came."""

    label: str
    expected: float
    came: int


class Panel(msgspec.Struct, frozen=True):
    """The groups of one model."""

    label: str
    bins: list[Bin]


class Calibration(msgspec.Struct, frozen=True):
    """Panels on one scale."""

    panels: list[Panel]
    source: str
    coverage: str


def calibration(name: str, data: Calibration, title: str, description: str) -> str:
    """The panels as SVG, two beside each other: expected hollow, came solid."""
    most = max((max(one.expected, one.came) for panel in data.panels for one in panel.bins), default=1.0) or 1.0
    pieces: list[str] = []
    half = WIDTH / 2
    y = 8.0
    for row in range(0, len(data.panels), 2):
        two = data.panels[row : row + 2]
        for column, panel in enumerate(two):
            pieces += _panel(panel, column * half, y, half - 16, most)
        y += 30 + ROW * max(len(panel.bins) for panel in two) + 14
    pieces += [box(8, y, 18, BAR, fill=PAPER, stroke=INK), text(32, y + 8, "expected", size=11)]
    pieces += [box(110, y, 18, BAR, fill=INK), text(134, y + 8, "came", size=11)]
    pieces.append(text(190, y + 8, "By the chance a year that each was given: 1e-3 is 1 to 10 in 1,000.", size=11))
    y += 28
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(drawn)
    return sheet(name, WIDTH, y, title, description, pieces)


def _panel(panel: Panel, left: float, top: float, width: float, most: float) -> list[str]:
    pieces = [text(left + 8, top + 14, panel.label, size=12.5, font_weight="600")]
    axis = left + 8 + max((length(one.label, 11) for one in panel.bins), default=20) + 10
    room = left + width - axis - 70
    y = top + 24
    pieces.append(line(axis, y - 2, axis, y + ROW * len(panel.bins), stroke=FAINT, stroke_width=0.9))
    for one in panel.bins:
        pieces.append(text(axis - 8, y + 11, one.label, size=11, anchor="end", fill=SOFT))
        pieces.append(box(axis, y + 1, max(room * one.expected / most, 0.5), BAR, fill=PAPER, stroke=INK))
        pieces.append(box(axis, y + 1 + BAR, max(room * one.came / most, 0.5), BAR, fill=INK))
        end = axis + room * max(one.expected, one.came) / most + 6
        pieces.append(text(end, y + 12, f"{one.expected:.1f} / {one.came}", size=10.5, fill=SOFT))
        y += ROW
    return pieces
