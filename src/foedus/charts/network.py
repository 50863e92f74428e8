"""A network of states: points and lines, as wide as what ties two is much; where it is put comes with the data."""

import msgspec

from foedus.charts.svg import INK, PAPER, SHADES, SOFT, element, line, number, sheet, text, wrapped

WIDTH, HEIGHT, EDGE = 860.0, 480.0, 70.0
WIDEST = 9.0


class Node(msgspec.Struct, frozen=True):
    """A state and its place, 0 to 1 from the left and from the top."""

    key: str
    label: str
    x: float
    y: float
    member: bool = False


class Link(msgspec.Struct, frozen=True):
    """Two states that events tie."""

    one: str
    other: str
    events: int


class Network(msgspec.Struct, frozen=True):
    """Nodes and links; `members` is what the solid nodes have in common."""

    nodes: list[Node]
    links: list[Link]
    source: str
    coverage: str
    members: str = ""


def network(name: str, data: Network, title: str, description: str) -> str:
    """The network as SVG."""
    at = {
        node.key: (EDGE + node.x * (WIDTH - 2 * EDGE), 26 + node.y * (HEIGHT - 60)) for node in data.nodes
    }  # fmt: skip
    most = max((link.events for link in data.links), default=1)
    pieces = []
    for link in data.links:
        (x1, y1), (x2, y2) = at[link.one], at[link.other]
        width = 1.0 + (WIDEST - 1.0) * (link.events - 1) / max(most - 1, 1)
        pieces.append(line(x1, y1, x2, y2, stroke=SHADES[2], stroke_width=width, stroke_opacity=0.8))
    for node in data.nodes:
        x, y = at[node.key]
        fill = SHADES[4] if node.member or not data.members else PAPER
        pieces.append(element("circle", cx=number(x), cy=number(y), r=7, fill=fill, stroke=INK, stroke_width=1.3))
        pieces.append(
            text(x, y - 11, node.label, size=11.5, anchor="middle", paint_order="stroke", stroke=PAPER, stroke_width=3)
        )
    y = HEIGHT
    legend = f"Lines: 1 to {most} single events" if most > 1 else "Lines: a single event each"
    legend += f". Solid points: {data.members}." if data.members else "."
    pieces.append(text(8, y, legend, size=11, fill=SOFT))
    y += 18
    for words in (data.coverage, data.source):
        drawn, y = wrapped(8, y, words, WIDTH - 20)
        y += 4
        pieces.append(drawn)
    return sheet(name, WIDTH, y, title, description, pieces)
