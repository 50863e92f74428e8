"""Shares as bars from left to right, a panel for each whole; whiskers where a share is an interval."""

import msgspec

from foedus.charts.svg import INK, SHADES, SOFT, box, length, line, sheet, text, wrapped

WIDTH, ROW = 860.0, 20.0


class Share(msgspec.Struct, frozen=True):
    """A share of one, with the interval in which it lies where it is not exact."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None


class Whole(msgspec.Struct, frozen=True):
    """The shares of one whole, the greatest first, and how many more there are."""

    label: str
    rows: list[Share]
    more: int = 0


class Shares(msgspec.Struct, frozen=True):
    """Wholes under each other, all on the scale from none to all."""

    panels: list[Whole]
    source: str
    coverage: str


def shares(name: str, data: Shares, title: str, description: str) -> str:
    """The shares as SVG."""
    left = max(length(row.label, 11.5) for panel in data.panels for row in panel.rows) + 24
    scale = WIDTH - left - 130
    pieces: list[str] = []
    y = 8.0
    for panel in data.panels:
        y += 18
        pieces.append(text(8, y, panel.label, size=12.5, font_weight="600"))
        y += 8
        top = y
        for row in panel.rows:
            pieces += _row(row, left, y, scale)
            y += ROW
        pieces.append(line(left, top, left, y, stroke=INK, stroke_width=0.9))
        if panel.more:
            y += 10
            pieces.append(text(left, y + 2, f"and {panel.more} more, each with less", size=10.5, fill=SOFT))
            y += 6
        y += 6
    y += 14
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(drawn)
    return sheet(name, WIDTH, y, title, description, pieces)


def _row(row: Share, left: float, y: float, scale: float) -> list[str]:
    middle, width = y + ROW / 2, max(row.value * scale, 1.0)
    pieces = [
        text(left - 8, middle + 4, row.label, size=11.5, anchor="end"),
        box(left, y + 4, width, ROW - 8, fill=SHADES[3]),
    ]
    end = left + width
    words = f"{row.value:.0%}"
    if row.low is not None and row.high is not None:
        one, other = left + row.low * scale, left + row.high * scale
        pieces.append(line(one, middle, other, middle, stroke=INK, stroke_width=1.2))
        pieces += [line(at, middle - 3.5, at, middle + 3.5, stroke=INK, stroke_width=1.2) for at in (one, other)]
        end = max(end, other)
        words += f" ({row.low:.0%} to {row.high:.0%})"
    pieces.append(text(end + 7, middle + 4, words, size=11, fill=SOFT))
    return pieces
