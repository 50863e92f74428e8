"""A chain: boxes in columns from left to right, lines between them; broken where supply stopped, thin where agreed."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

import msgspec

from foedus.charts.svg import FAINT, INK, PAPER, SHADES, SOFT, box, element, length, line, sheet, text, wrapped

WIDTH = 860.0
GUTTER, PAD, GAP = 62.0, 7.0, 12.0
"""Space between two columns, inside a box, and between a box and the next one below."""
TOP = 34.0
SIZE, LEAD = 12.0, 15.0
FORMS = {
    "works": ("in being or in use", 1.8, None),
    "planned": ("only agreed, passed on or talked of", 1.1, "2 3"),
    "stopped": ("stopped or ended", 1.8, "9 5"),
}
"""What a line stands for, its width, and its dashes."""
CROSS = 4.5
"""Half the side of the cross on a line of what was stopped."""


class Node(msgspec.Struct, frozen=True):
    """A box in a column."""

    key: str
    column: int
    label: str


class Link(msgspec.Struct, frozen=True):
    """A line from a box to one in a column to its right; `label` is told to whoever points at it."""

    one: str
    other: str
    form: str
    label: str = ""


class Chain(msgspec.Struct, frozen=True):
    """Boxes under the headings of their columns, and lines between them."""

    columns: list[str]
    nodes: list[Node]
    links: list[Link]
    source: str
    coverage: str


class _Box(msgspec.Struct, frozen=True):
    """Where a box stands; without lines it only keeps a line's way free of other boxes."""

    x: float
    y: float
    height: float
    lines: tuple[str, ...]


def chain(name: str, data: Chain, title: str, description: str) -> str:
    """The chain as SVG. Raises ValueError for a line between boxes that are not there."""
    known = {node.key: node.column for node in data.nodes}
    for link in data.links:
        if not known.get(link.one, 0) < known.get(link.other, 0) or link.form not in FORMS or link.one not in known:
            raise ValueError(f"The line from '{link.one}' to '{link.other}' ({link.form}) has no boxes or no form.")
    ways = {link: _way(link, known) for link in data.links}
    free = [Node(key, known[link.one] + n, "") for link, way in ways.items() for n, key in enumerate(way[1:-1], 1)]
    data = msgspec.structs.replace(data, nodes=[*data.nodes, *free])
    width = (WIDTH - 16 - GUTTER * (len(data.columns) - 1)) / len(data.columns)
    places, bottom = _placed(data, width, [step for way in ways.values() for step in pairwise(way)])
    pieces = [
        text(8 + number * (width + GUTTER), 16, words, size=11, fill=SOFT, font_weight="600")
        for number, words in enumerate(data.columns)
    ]
    pieces.append(line(8, 24, WIDTH - 8, 24, stroke=FAINT, stroke_width=0.8))
    pieces += [_line(link, [places[key] for key in ways[link]], width) for link in data.links]
    pieces += [_box(places[node.key], width) for node in data.nodes if places[node.key].lines]
    legend, y = _legend(bottom + 14)
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y + 4, words, WIDTH - 20)
        legend.append(drawn)
    return sheet(name, WIDTH, y + 4, title, description, [*pieces, *legend])


def _way(link: Link, columns: dict[str, int]) -> list[str]:
    """A line's boxes: its two ends, and a free place in each column that it passes."""
    passed = range(columns[link.one] + 1, columns[link.other])
    return [link.one, *(f"{link.one} {link.other} {column}" for column in passed), link.other]


def _placed(data: Chain, width: float, steps: Sequence[tuple[str, str]]) -> tuple[dict[str, _Box], float]:
    """Boxes column by column, each near the middle of what leads to it, none over another."""
    places: dict[str, _Box] = {}
    bottom = TOP
    for column in range(len(data.columns)):
        nodes = [node for node in data.nodes if node.column == column]
        wanted = {node.key: _wanted(node, steps, places) for node in nodes}
        y = TOP
        for node in sorted(nodes, key=lambda node: (wanted[node.key], node.label)):
            lines = _broken(node.label, width - 2 * PAD) if node.label else ()
            height = len(lines) * LEAD + 2 * PAD if lines else 0.0
            y = max(y, wanted[node.key] - height / 2)
            places[node.key] = _Box(8 + column * (width + GUTTER), y, height, lines)
            y += height + GAP
            bottom = max(bottom, y)
    return places, bottom


def _wanted(node: Node, steps: Sequence[tuple[str, str]], places: dict[str, _Box]) -> float:
    """The height at which a box would stand best: the middle of the boxes that lead to it."""
    before = [places[one] for one, other in steps if other == node.key and one in places]
    return sum(one.y + one.height / 2 for one in before) / len(before) if before else 0.0


def _broken(words: str, width: float) -> tuple[str, ...]:
    """Words in lines no wider than a box; a word that is too long is cut with an ellipsis."""
    lines: list[str] = []
    for word in words.split():
        if lines and length(f"{lines[-1]} {word}", SIZE) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    most = int(width / length("x", SIZE))
    return tuple(one if len(one) <= most else one[: most - 1] + "…" for one in lines) or ("",)


def _box(place: _Box, width: float) -> str:
    shape = box(place.x, place.y, width, place.height, rx=4, fill=SHADES[0], stroke=SHADES[4], stroke_width=1.0)
    words = [
        text(place.x + PAD, place.y + PAD + SIZE - 1 + number * LEAD, one, size=SIZE)
        for number, one in enumerate(place.lines)
    ]
    return element("g", shape + "".join(words))


def _line(link: Link, way: Sequence[_Box], width: float) -> str:
    _, thick, dashes = FORMS[link.form]
    path, at = "", (0.0, 0.0)
    for one, other in pairwise(way):
        x1, y1 = one.x + width, one.y + one.height / 2
        x2, y2 = other.x, other.y + other.height / 2
        bend = (x2 - x1) / 2
        at = (x1 + x2) / 2, (y1 + y2) / 2
        path += f"{'L' if path else 'M'}{x1:.1f},{y1:.1f} "
        path += f"C{x1 + bend:.1f},{y1:.1f} {x2 - bend:.1f},{y2:.1f} {x2:.1f},{y2:.1f} "
    drawn = element(
        "path", d=path.strip(), fill="none", stroke=INK, stroke_width=thick, stroke_dasharray=dashes
    )  # fmt: skip
    cross = _cross(*at) if link.form == "stopped" else ""
    return element("g", element("title", escape(link.label or FORMS[link.form][0])) + drawn + cross)


def _cross(x: float, y: float) -> str:
    under = element("circle", cx=x, cy=y, r=CROSS + 2, fill=PAPER)
    strokes = [
        line(x - CROSS, y - CROSS * way, x + CROSS, y + CROSS * way, stroke=INK, stroke_width=1.8) for way in (1, -1)
    ]
    return under + "".join(strokes)


def _legend(y: float) -> tuple[list[str], float]:
    pieces, x = [], 8.0
    for form, (words, thick, dashes) in FORMS.items():
        pieces.append(line(x, y + 6, x + 44, y + 6, stroke=INK, stroke_width=thick, stroke_dasharray=dashes))
        if form == "stopped":
            pieces.append(_cross(x + 22, y + 6))
        pieces.append(text(x + 52, y + 10, words, size=11))
        x += 76 + length(words, 11)
    return pieces, y + 28
