"""Rows of tiles, a letter on each: who is in which bloc, or one tile for each reason with who gives it."""

from typing import Literal

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

SIDE, GAP, WIDTH = 30.0, 4.0, 860.0
LABEL = 12.5
Form = Literal["full", "light", "open", "dashed", "none"]
"""full: firm; light: less so; open: told to be not; dashed: only weighed, invited, expected; none: not covered."""


class Tile(msgspec.Struct, frozen=True):
    """A tile: its form, the letter or two on it, and what it stands for in words."""

    form: Form
    letter: str
    title: str


class Lane(msgspec.Struct, frozen=True):
    """A row of tiles."""

    label: str
    tiles: list[Tile]


class Tiles(msgspec.Struct, frozen=True):
    """Rows; `columns` head their tiles where all rows have the same; the legend's entries are form, letter, words."""

    lanes: list[Lane]
    legend: list[tuple[Form, str, str]]
    source: str
    coverage: str
    columns: list[str] = []


def tiles(name: str, data: Tiles, title: str, description: str) -> str:
    """The rows as SVG; a row longer than the sheet goes on in the next line."""
    left = max(length(lane.label, LABEL) for lane in data.lanes) + 22
    step = _step(data, left)
    room = max(int((WIDTH - left) / step), 1)
    y = 8.0
    pieces: list[str] = []
    if data.columns:
        y += 14
        pieces += [
            text(left + (n + 0.5) * step - GAP / 2, y, label, size=11, anchor="middle", font_weight="600")
            for n, label in enumerate(data.columns)
        ]
        y += 8
    for lane in data.lanes:
        pieces.append(text(left - 12, y + SIDE / 2 + 4.5, lane.label, size=LABEL, anchor="end"))
        for number, tile in enumerate(lane.tiles):
            down, across = divmod(number, room)
            pieces.append(_tile(tile, left + across * step, y + down * (SIDE + GAP), step - GAP))
        lines = max((len(lane.tiles) + room - 1) // room, 1)
        y += lines * (SIDE + GAP)
        pieces.append(line(8, y, WIDTH, y, stroke=FAINT, stroke_width=0.6))
        y += GAP
    drawn, y = _legend(data, y + 8)
    pieces += drawn
    for words in (data.coverage, data.source):
        told, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(told)
    return sheet(name, WIDTH, y, title, description, pieces)


def _step(data: Tiles, left: float) -> float:
    """From one tile to the next: wide enough for what heads it, as narrow as what there is room for."""
    if not data.columns:
        return SIDE + GAP
    wide = max(length(label, 11.5) for label in data.columns) + 10
    return max(min(wide, (WIDTH - left) / len(data.columns)), SIDE + GAP)


def _tile(tile: Tile, x: float, y: float, width: float) -> str:
    look: dict[str, object] = {"rx": 3.0}
    ink = INK
    if tile.form == "full":
        look |= {"fill": SHADES[4]}
        ink = PAPER
    elif tile.form == "light":
        look |= {"fill": SHADES[1]}
    elif tile.form == "open":
        look |= {"fill": PAPER, "stroke": INK, "stroke_width": 1.2}
    elif tile.form == "dashed":
        look |= {"fill": PAPER, "stroke": INK, "stroke_width": 1.2, "stroke_dasharray": "3 2"}
    else:
        look |= {"fill": "#f4f6f8"}
        ink = SOFT
    inner = box(x, y, width, SIDE, **look)
    inner += text(x + width / 2, y + SIDE / 2 + 4.5, tile.letter, size=12, anchor="middle", fill=ink, font_weight="600")
    return element("g", element("title", _plain(tile.title)) + inner) if tile.title else inner


def _plain(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _legend(data: Tiles, y: float) -> tuple[list[str], float]:
    """What forms and letters mean, as many in a line as fit."""
    pieces: list[str] = []
    x = 8.0
    for form, letter, words in data.legend:
        wide = 44 + length(words, 11)
        if x > 8 and x + wide > WIDTH:
            x, y = 8.0, y + SIDE * 0.8 + 6
        pieces.append(
            element("g", _tile(Tile(form, letter, ""), 0, 0, SIDE), transform=f"translate({x:.1f} {y:.1f}) scale(.8)")
        )
        pieces.append(text(x + 31, y + 16, words, size=11))
        x += wide
    return pieces, y + SIDE * 0.8 + 20
