"""What the marks of a chronicle mean: how real something is, and what its date is."""

from collections.abc import Sequence
from datetime import date

from foedus.charts.axis import Axis
from foedus.charts.dates import HIGH, SAYS, Piece, Shape, drawn_date
from foedus.charts.svg import SHADES, box, element, length, text

NAME, WORDS = 12.0, 11.0


def legend(pieces: Sequence[Piece], width: float, first_day: date, counted: bool, y: float) -> tuple[list[str], float]:
    """What forms and shapes mean, as many in a line as fit."""
    axis = Axis(date(2000, 1, 1), date(2000, 1, 30), 0.0, 30.0)
    day = date(2000, 1, 15)
    entries: list[tuple[str, float, str]] = []
    if counted:
        entries.append(
            (box(8, 0, 12, HIGH + 3, fill=SHADES[4]), 26, "events first dated to that time: open it to see them")
        )
    for form, words in SAYS.items():
        if any(piece.form == form for piece in pieces):
            entries.append((drawn_date(Piece(day, day, "point", form), axis, 1), 26, words))
    shown = {piece.shape for piece in pieces}
    first, last = date(2000, 1, 1), date(2000, 1, 26)
    shapes: dict[Shape, tuple[Piece, str]] = {
        "within": (Piece(first, last, "within", "agreed"), "some time within"),
        "range": (Piece(first, last, "range", "agreed"), "from … to"),
        "by": (Piece(None, last, "by", "agreed"), "by then"),
        "from": (Piece(first, None, "from", "agreed"), "from then on"),
    }
    entries += [(drawn_date(piece, axis, 1), 30, words) for shape, (piece, words) in shapes.items() if shape in shown]
    if any(piece.shape == "from" and piece.start and piece.start < first_day for piece in pieces):
        before = Piece(date(1999, 1, 1), None, "from", "agreed")
        entries.append((drawn_date(before, axis, 1), 30, "from before then on"))
    if any(piece.approximate or piece.uncertain for piece in pieces):
        entries.append((text(4, 10, "~ ?", size=NAME), 26, "about, doubtful"))
    drawn, x = [], 8.0
    for picture, wide, words in entries:
        if x > 8 and x + wide + length(words, WORDS) > width - 8:
            x, y = 8.0, y + 19
        drawn.append(element("g", picture, transform=f"translate({x:.1f} {y:.1f})"))
        drawn.append(text(x + wide + 5, y + 10, words, size=WORDS))
        x += wide + 26 + length(words, WORDS)
    return drawn, y + 32
