"""Who is in which bloc as a picture: a tile for each state and bloc."""

from collections.abc import Sequence

from foedus.measures.measured import Picture, Sheet
from foedus.measures.membership import Standing, Standings, labels
from foedus.measures.overlaps.pairs import Held, member
from foedus.record import Record
from foedus.record.figure import Figure

LEGEND = (
    ("full", "M", "member, by claims"),
    ("light", "D", "member, by data alone"),
    ("dashed", "O", "observer, candidate, invited or left open"),
    ("open", "–", "denied, left, or none by data"),
    ("none", "·", "not covered"),
)


def picture(
    record: Record, sheet: Sheet, states: Sequence[str], blocs: Sequence[str], standings: Standings, last: int | None
) -> tuple[Picture, ...]:
    """The sheet of members as tiles; nothing where nobody is known to be in any."""
    lanes = []
    claims: set[str] = set()
    shown: set[str] = set()
    inside: list[str] = []
    for line in sheet.lines:
        row = []
        for bloc, column, cell in zip(blocs, sheet.columns, line.cells, strict=True):
            assert isinstance(cell, Figure)
            held = member(record, standings, line.key, bloc, last)
            form, letter = _form(held, cell, standings.get((line.key, bloc)))
            row.append({"form": form, "letter": letter, "title": f"{column.label}: {cell.value or cell.cover}"})
            shown.add(letter)
            claims.update(cell.claims)
            inside += [line.label] * (held.yes is True)
        lanes.append({"label": line.label, "tiles": row})
    if not inside:
        return ()
    counted = ", ".join(f"{label} {inside.count(label)}" for label in dict.fromkeys(inside))
    data = {
        "lanes": lanes,
        "columns": [column.label for column in sheet.columns],
        "legend": [list(entry) for entry in LEGEND if entry[1] in shown],
        "source": f"Source: claims of the case “{record.settings.title}”; where they settle nothing, its profile.",
        "coverage": "Coverage: what the record concludes at its clocks. Not covered is not the same as no member.",
    }
    alt = f"Tiles of {labels(record, states)} and the blocs they are in; members of so many: {counted}."
    return (Picture("tiles", data, "States and blocs", alt, tuple(sorted(claims))),)


def _form(held: Held, cell: Figure, one: Standing | None) -> tuple[str, str]:
    if held.yes:
        return ("light", "D") if held.rows else ("full", "M")
    if not cell.known:
        return "none", "·"
    if held.yes is None or (one and one.status in ("in", "ahead")):
        return "dashed", "O"
    return "open", "–"
