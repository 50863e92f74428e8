"""Bars by year, a panel for each party; what is promised hollow, what was given solid, never stacked."""

import msgspec

from foedus.charts.svg import INK, PAPER, SHADES, SOFT, box, length, line, sheet, text, wrapped

WIDTH, HEIGHT = 860.0, 78.0
"""Width of the sheet and height of a panel's bars."""
LEAST_YEARS = 6


class Bar(msgspec.Struct, frozen=True):
    """An amount in a year."""

    year: int
    value: float
    form: str
    text: str


class Panel(msgspec.Struct, frozen=True):
    """The bars of one party."""

    label: str
    bars: list[Bar]


class Bars(msgspec.Struct, frozen=True):
    """Panels over the same years and on the same scale; two `forms`, the first drawn hollow."""

    panels: list[Panel]
    unit: str
    forms: list[tuple[str, str]]
    source: str
    coverage: str


def bars(name: str, data: Bars, title: str, description: str) -> str:
    """The panels as SVG."""
    every = [bar for panel in data.panels for bar in panel.bars]
    first = min(bar.year for bar in every)
    last = max(first + LEAST_YEARS, *(bar.year for bar in every))
    most = max(bar.value for bar in every)
    left = max(length(panel.label, 12) for panel in data.panels) + 24
    year_width = (WIDTH - left - 14) / (last - first + 1)
    pieces: list[str] = []
    y = 10.0
    for panel in data.panels:
        base = y + HEIGHT + 22
        pieces.append(text(left - 12, base - 4, panel.label, size=12, anchor="end", font_weight="600"))
        pieces.append(line(left, base, WIDTH - 14, base, stroke=INK, stroke_width=0.9))
        pieces += _panel(panel, data, left, base, first, year_width, most)
        y = base
    for year in range(first, last + 1):
        pieces.append(
            text(left + (year - first + 0.5) * year_width, y + 16, str(year), size=11, anchor="middle", fill=SOFT)
        )
    y += 34
    x = 8.0
    for number, (_, words) in enumerate(data.forms):
        pieces += [_bar(x, y, 18, 12, hollow=number == 0), text(x + 24, y + 10.5, words, size=11)]
        x += 46 + length(words, 11)
    pieces.append(text(x, y + 10.5, f"Amounts in {data.unit}; each bar is one event, none is a sum.", size=11))
    y += 32
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(drawn)
    return sheet(name, WIDTH, y, title, description, pieces)


def _panel(panel: Panel, data: Bars, left: float, base: float, first: int, year_width: float, most: float) -> list[str]:
    pieces = []
    hollow = data.forms[0][0]
    for year in sorted({bar.year for bar in panel.bars}):
        mine = [bar for bar in panel.bars if bar.year == year]
        width = min(20.0, (year_width - 8) / len(mine))
        start = left + (year - first + 0.5) * year_width - width * len(mine) / 2
        for number, bar in enumerate(mine):
            height = max(bar.value / most * HEIGHT, 2.0)
            x = start + number * width
            pieces.append(_bar(x, base - height, width - 3, height, hollow=bar.form == hollow))
            up = base - height - 4 - (11 if number % 2 else 0)
            pieces.append(
                text(x + (width - 3) / 2, up, _short(bar.text, data.unit), size=10, anchor="middle", fill=SOFT)
            )
    return pieces


def _bar(x: float, y: float, width: float, height: float, *, hollow: bool) -> str:
    if hollow:
        return box(x, y, width, height, fill=PAPER, stroke=SHADES[4], stroke_width=1.3, stroke_dasharray="3 2")
    return box(x, y, width, height, fill=SHADES[4], stroke=SHADES[4], stroke_width=1.3)


def _short(words: str, unit: str) -> str:
    """An amount without its currency: "~1.3 m" for "about USD 1.3 million"."""
    plain = words.replace(f"{unit} ", "").replace("about ", "~").replace(" million", " m").replace(" billion", " bn")
    return plain.strip()
