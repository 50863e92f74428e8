"""A network of states: points and lines, as wide as what ties two is much; where it is put comes with the data."""

from html import escape
from math import sqrt
from typing import Literal

import msgspec

from foedus.charts.names import Field, placed, spots
from foedus.charts.svg import INK, PAPER, SHADES, SOFT, element, number, sheet, text, wrapped

WIDTH, HEIGHT, EDGE = 860.0, 480.0, 70.0
WIDEST = 9.0
PLAIN, LEAST, MORE = 7.0, 4.0, 1.5
"""Radius of a point: of one without weight; of one with it, this and so much for the square root of the weight."""
LARGEST, ROOM = 20.0, 60.0
"""Its most, and the side of the square that a point needs for itself, or else it is drawn smaller."""
REACH = 12.0
"""How wide a line that leads somewhere is to whoever points at it."""
TONES = {"cooperation": SHADES[2], "conflict": "#a1422f"}
"""Colours; what divides is drawn with gaps as well."""
GAPS = {"cooperation": None, "conflict": "9 4"}
UNSURE = "3 4"


class Node(msgspec.Struct, frozen=True):
    """A state and its place, 0 to 1 from the left and from the top."""

    key: str
    label: str
    x: float
    y: float
    member: bool = False
    weight: int | None = None
    """Events that tie it: the more, the larger; None where all are of one size."""
    title: str = ""
    to: str = ""
    """Where it leads: an address of the studio."""


class Link(msgspec.Struct, frozen=True):
    """Two states that events tie."""

    one: str
    other: str
    events: int
    """Those of certain standing; 0 where all are less sure."""
    tone: Literal["cooperation", "conflict"] = "cooperation"
    title: str = ""
    to: str = ""


class Network(msgspec.Struct, frozen=True):
    """Nodes and links; `members` is what the solid nodes have in common."""

    nodes: list[Node]
    links: list[Link]
    source: str
    coverage: str
    members: str = ""
    width: float = WIDTH
    height: float = HEIGHT
    named: int = 1000
    """How many of the nodes bear their name where it covers another; the others only where there is room."""


def network(name: str, data: Network, title: str, description: str) -> str:
    """The network as SVG."""
    edge = min(EDGE, data.width / 8)
    at = {
        node.key: (edge + node.x * (data.width - 2 * edge), 26 + node.y * (data.height - 60)) for node in data.nodes
    }  # fmt: skip
    most = max((link.events for link in data.links), default=1)
    weakest_first = sorted(data.links, key=lambda link: (link.events, link.one, link.other))
    pieces = [_link(link, at[link.one], at[link.other], most) for link in weakest_first]
    pieces += _nodes(data, at)
    y = data.height
    for words, fill in ((_legend(data, most), INK), (data.coverage, SOFT), (data.source, SOFT)):
        drawn, y = wrapped(8, y, words, data.width - 20, fill=fill)
        y += 4
        pieces.append(drawn)
    role = "group" if any([*(node.to for node in data.nodes), *(link.to for link in data.links)]) else "img"
    return sheet(name, data.width, y, title, description, pieces, role=role)


def _legend(data: Network, most: int) -> str:
    legend = f"Lines: 1 to {most} single events" if most > 1 else "Lines: a single event each"
    if any(not link.events for link in data.links):
        legend += ", dotted where none of them is sure"
    if any(link.tone == "conflict" for link in data.links):
        legend += ", red with gaps for disputes and restrictions"
    if any(node.weight is not None for node in data.nodes):
        legend += ". The larger a point, the more events"
    return legend + (f". Solid points: {data.members}." if data.members else ".")


def _link(link: Link, one: tuple[float, float], other: tuple[float, float], most: int) -> str:
    course = {"x1": one[0], "y1": one[1], "x2": other[0], "y2": other[1]}
    width = 1.0 + (WIDEST - 1.0) * max(link.events - 1, 0) / max(most - 1, 1)
    drawn = element("title", escape(link.title)) if link.title else ""
    drawn += element(
        "line", **course, stroke=TONES[link.tone], stroke_width=width, stroke_opacity=0.8,
        stroke_dasharray=GAPS[link.tone] if link.events else UNSURE,
    )  # fmt: skip
    if not link.to:
        return drawn if not link.title else element("g", drawn)
    drawn += element("line", **course, stroke=INK, stroke_width=max(width, REACH), stroke_opacity=0)
    return element("a", drawn, class_="link", data_to=link.to, data_key=f"{link.one} {link.other}")


def _radius(data: Network, node: Node) -> float:
    """Of a point; smaller where many share the sheet."""
    if node.weight is None:
        return PLAIN
    room = sqrt(data.width * data.height / max(len(data.nodes), 1))
    return min(LEAST + MORE * sqrt(node.weight), LARGEST) * min(1.0, room / ROOM)


def _nodes(data: Network, at: dict[str, tuple[float, float]]) -> list[str]:
    """Points, then names over them: those of the members and of what is tied most first, so that these find room."""
    radius = {node.key: _radius(data, node) for node in data.nodes}
    taken: list[Field] = []
    for node in data.nodes:
        (x, y), r = at[node.key], radius[node.key]
        taken.append((x - r, y - r, x + r, y + r))
    ordered = sorted(data.nodes, key=lambda node: (not node.member, -(node.weight or 0), node.key))
    names = {}
    for place, node in enumerate(ordered):
        needed = place < data.named
        names[node.key] = _name(node, at[node.key], radius[node.key], taken, data, needed=needed)
    return [
        _node(node, at[node.key], radius[node.key], names[node.key], solid=_solid(data, node)) for node in ordered[::-1]
    ]


def _solid(data: Network, node: Node) -> bool:
    return node.member or not data.members


def _name(
    node: Node, at: tuple[float, float], radius: float, taken: list[Field], data: Network, *, needed: bool
) -> str:
    size, (x, y) = 11.5, at
    out = radius + 4
    found = [
        (x, y - out, "middle"), (x, y + out + size * 0.8, "middle"), (x + out, y + 4, "start"), (x - out, y + 4, "end"),
        *spots(at, size + radius)[4:8],
    ]  # fmt: skip
    drawn = placed(
        node.label, found, taken, size=size, width=data.width, height=data.height - 12, bold=node.member, needed=needed
    )
    if drawn:
        return drawn
    hidden = text(
        x, y - out, node.label, size=size, anchor="middle", paint_order="stroke", stroke=PAPER, stroke_width=3
    )
    return element("g", hidden, class_="thin", display="none")


def _node(node: Node, at: tuple[float, float], radius: float, name: str, *, solid: bool) -> str:
    drawn = element("title", escape(node.title)) if node.title else ""
    fill = SHADES[4] if solid else PAPER
    drawn += element("circle", cx=number(at[0]), cy=number(at[1]), r=radius, fill=fill, stroke=INK, stroke_width=1.3)
    drawn += name
    if not node.to:
        return element("g", drawn) if node.title else drawn
    return element("a", drawn, class_="node", data_to=node.to, data_key=node.key)
