"""Where names and figures come to stand on a picture, so that none covers another."""

from collections.abc import Iterable, Sequence

from foedus.charts.shapes import Point
from foedus.charts.svg import PAPER, element, length, text

Field = tuple[float, float, float, float]
"""What a number or name covers: left, top, right, bottom."""
Spot = tuple[float, float, str]
"""Where a name may begin: x, the line it stands on, and its anchor."""


def free(field: Field, taken: Iterable[Field]) -> bool:
    """Whether nothing stands there yet."""
    left, top, right, bottom = field
    for a, b, c, d in taken:  # noqa: SIM110  # asked a hundred thousand times for a map: `all` takes twice as long
        if not (right < a or left > c or bottom < b or top > d):
            return False
    return True


def spots(at: Point, size: float) -> list[Spot]:
    """Where a name may stand beside a point, the best first."""
    x, y = at
    low, high = size * 1.38, size * 0.77
    return [
        (x, y + low, "middle"), (x, y - high, "middle"),
        (x + 9, y + size * 0.35, "start"), (x - 9, y + size * 0.35, "end"),
        (x + 7, y + low, "start"), (x - 7, y + low, "end"), (x + 7, y - high, "start"), (x - 7, y - high, "end"),
        (x, y + low + size, "middle"), (x, y - high - size, "middle"),
        (x + 16, y + low + size, "start"), (x - 16, y + low + size, "end"),
        (x + 16, y - high - size, "start"), (x - 16, y - high - size, "end"),
    ]  # fmt: skip


def covered(spot: Spot, wide: float, size: float) -> Field:
    """What a name covers that stands there."""
    x, base, anchor = spot
    start = x - (wide / 2 if anchor == "middle" else wide if anchor == "end" else 0)
    return (start, base - size * 0.92, start + wide, base + size * 0.31)


def placed(
    words: str, found: Sequence[Spot], taken: list[Field], *, size: float, width: float, height: float, bold: bool,
    needed: bool = True,
) -> str:  # fmt: skip
    """A name at the first spot that is free; where none is, at the last, or nowhere if it is not needed."""
    wide = length(words, size) * (1.06 if bold else 1)
    chosen = None
    for spot in found:
        field = covered(spot, wide, size)
        if field[0] > 2 and field[2] < width - 2 and field[1] > 0 and field[3] < height and free(field, taken):
            chosen = spot
            break
    if chosen is None and not needed:
        return ""
    x, base, anchor = chosen or _inside(found, wide, size, width)
    taken.append(covered((x, base, anchor), wide, size))
    return text(
        x, base, words, size=size, anchor=anchor, font_weight="600" if bold else None,
        stroke=PAPER, stroke_width=3, paint_order="stroke", stroke_linejoin="round",
    )  # fmt: skip


def _inside(found: Sequence[Spot], wide: float, size: float, width: float) -> Spot:
    """The last spot at which a name is at least on the sheet."""
    for spot in reversed(found):
        left, _, right, _ = covered(spot, wide, size)
        if left > 2 and right < width - 2:
            return spot
    return found[-1]


def tag(x: float, y: float, words: str, *, size: float, edge: str) -> str:
    """A figure on paper of its own."""
    wide = length(words, size) + 6
    back = element(
        "rect", x=x - wide / 2, y=y - 8, width=wide, height=16, fill=PAPER, stroke=edge, stroke_width=0.8, rx=3
    )
    return back + text(x, y + 4.2, words, size=size, anchor="middle", font_weight="600")


def tag_field(x: float, y: float, words: str, size: float) -> Field:
    """What a figure covers."""
    wide = length(words, size) + 6
    return (x - wide / 2, y - 8, x + wide / 2, y + 8)
