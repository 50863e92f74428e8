"""A tornado: by what each of some changes multiplies a number, on a scale of ratios with 1 in the middle."""

import math

import msgspec

from foedus.charts.svg import FAINT, INK, SOFT, box, length, line, sheet, text, wrapped

WIDTH, ROW, BAR, RIGHT = 860.0, 30.0, 12.0, 150.0
LEAST_SPAN = 2.0
"""The scale reaches at least from a half to twice."""


class Bar(msgspec.Struct, frozen=True):
    """A change: what it multiplies by, and from the least to the most that is said of it."""

    label: str
    value: float
    low: float
    high: float


class Tornado(msgspec.Struct, frozen=True):
    """Bars on one scale, in the order in which they are drawn."""

    bars: list[Bar]
    source: str
    coverage: str


def tornado(name: str, data: Tornado, title: str, description: str) -> str:
    """The bars as SVG."""
    ratios = [max(one, 1 / one) for bar in data.bars for one in (bar.value, bar.low, bar.high) if one > 0]
    span = math.log(max([LEAST_SPAN, *ratios]) * 1.1)
    left = min(max(length(bar.label, 12) for bar in data.bars) + 24, 360)
    middle, half = left + (WIDTH - left - RIGHT) / 2, (WIDTH - left - RIGHT) / 2

    def place(ratio: float) -> float:
        return middle + half * max(-1.0, min(1.0, math.log(max(ratio, 1e-9)) / span))

    pieces: list[str] = []
    top, y = 26.0, 34.0
    bottom = y + ROW * len(data.bars)
    for tick in _ticks(math.exp(span)):
        x = place(tick)
        pieces.append(line(x, top, x, bottom, stroke=FAINT, stroke_width=1.6 if tick == 1 else 0.8))
        pieces.append(text(x, top - 8, f"×{tick:g}", size=11, anchor="middle", fill=SOFT))
    for bar in data.bars:
        centre = y + ROW / 2
        pieces.append(text(left - 12, centre + 4, bar.label, size=12, anchor="end"))
        pieces.append(line(place(bar.low), centre, place(bar.high), centre, stroke=SOFT, stroke_width=2))
        start, end = sorted((place(1.0), place(bar.value)))
        pieces.append(box(start, centre - BAR / 2, max(end - start, 1.5), BAR, fill=INK))
        pieces.append(text(WIDTH - RIGHT + 14, centre + 4, _said(bar), size=11, fill=SOFT))
        y += ROW
    y += 18
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(drawn)
    return sheet(name, WIDTH, y, title, description, pieces)


def _said(bar: Bar) -> str:
    ends = [f"{one:.2g}" for one in (bar.low, bar.high)]
    return f"×{bar.value:.2g}" + (f" ({ends[0]}–{ends[1]})" if ends[0] != ends[1] else "")


def _ticks(most: float) -> list[float]:
    steps = [one for one in (1.25, 2.0, 4.0, 10.0, 100.0, 1000.0) if one <= most][-3:]
    return sorted([*(round(1 / one, 4) for one in steps), 1.0, *steps])
