"""What stands below a map of ties: what its lines and fills mean, what it covers, whence it is, and its policy."""

from collections.abc import Iterable, Sequence

import msgspec

from foedus.charts.arcs import DASHES, TONES, UNSURE, Arc, width
from foedus.charts.ground import EDGE
from foedus.charts.svg import INK, SHADES, SOFT, box, length, line, text, wrapped

BORDERS = (
    "Borders: Natural Earth at 1:50 million as mended by Visionscarto, made simpler, with rough outlines of ours, "
    "drawn by hand, for disputed areas that it does not keep apart; smaller disputes are not drawn. They are for "
    "orientation and say nothing on who owns what. Equal-area projection."
)
FILLS = (SHADES[0], SHADES[1], SHADES[2])
"""Of states, by how much is told of them; none so dark that a name on it would be hard to read."""
SIZE, LEAD = 11.5, 20.0
SAMPLES = (1, 5, 20)
EVENTS = "single events agreed or carried out"


class Legend(msgspec.Struct, frozen=True):
    """What is to be said below a map."""

    width: float
    arcs: Sequence[Arc]
    members: str
    """What the states that are filled, or whose names are bold, have in common; '' where there are none."""
    fills: Sequence[str]
    """What each step of fill stands for; none where members alone are filled."""
    filled: str
    """What is counted by them."""
    apart: str
    """The pattern of what is filled for nobody; '' where there is no such area."""
    sentences: Sequence[str]
    """What it covers, whence it is, and how it treats what is disputed."""


class _Row:
    """Entries side by side, as many in a line as fit."""

    def __init__(self, width: float, y: float) -> None:
        self.width, self.x, self.y = width, 8.0, y
        self.pieces: list[str] = []

    def add(self, drawn: Iterable[str], wide: float, words: str, *, after: float = 22) -> None:
        """An entry: what is drawn at (0, 0), so wide, and its words."""
        need = wide + (6 if words else 0) + length(words, SIZE)
        if self.x > 8 and self.x + need > self.width - 8:
            self.down()
        self.pieces.append(f'<g transform="translate({self.x:.1f} {self.y:.1f})">{"".join(drawn)}</g>')
        if words:
            self.pieces.append(text(self.x + wide + 6, self.y + 1, words, size=SIZE))
        self.x += need + after

    def down(self) -> None:
        """Begin a line."""
        if self.x > 8:
            self.x, self.y = 8.0, self.y + LEAD


def legend(of: Legend, y: float) -> tuple[list[str], float]:
    """The legend as SVG below a height, and where it ends."""
    row = _Row(of.width, y)
    if of.fills:
        for step, words in enumerate(of.fills):
            last = step == len(of.fills) - 1
            told = f"{words} {of.filled}" if last else words
            row.add([box(0, -10, 18, 13, fill=FILLS[step], stroke=EDGE)], 18, told, after=22 if last else 12)
        if of.members:
            row.add([text(0, 1, "Bold", size=SIZE, font_weight="600")], 26, of.members)
    elif of.members:
        row.add([box(0, -10, 18, 13, fill=SHADES[1], stroke=EDGE)], 18, of.members)
    if of.apart:
        row.add([box(0, -10, 18, 13, fill=of.apart, stroke=EDGE, stroke_dasharray="2.5 2")], 18, "disputed")
    _lines(row, of.arcs)
    row.down()
    y = row.y + 2
    pieces = row.pieces
    rest = "+n: further single events, only talked of, passed on, disputed or known by their end."
    for words, fill in ((rest, INK), *((words, SOFT) for words in (*of.sentences, BORDERS))):
        drawn, y = wrapped(8, y, words, of.width - 20, fill=fill)
        y += 3
        pieces.append(drawn)
    return pieces, y


def _lines(row: _Row, found: Sequence[Arc]) -> None:
    """What the lines mean, as far as there are such."""
    tones = {arc.tone for arc in found}
    blue = TONES["cooperation"]
    for firm in SAMPLES:
        drawn = line(0, -3.5, 26, -3.5, stroke=blue, stroke_width=width(firm))
        last = firm == SAMPLES[-1]
        row.add([drawn], 26, f"{firm} {EVENTS}" if last else str(firm), after=22 if last else 12)
    if "conflict" in tones:
        drawn = line(
            0, -3.5, 26, -3.5, stroke=TONES["conflict"], stroke_width=width(2), stroke_dasharray=DASHES["conflict"]
        )
        row.add([drawn], 26, "of disputes and restrictions")
    if any(not arc.firm for arc in found):
        drawn = line(0, -3.5, 26, -3.5, stroke=INK, stroke_width=width(0), stroke_dasharray=UNSURE)
        row.add([drawn], 26, "none of them sure")
