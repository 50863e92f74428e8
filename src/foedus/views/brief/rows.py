"""Rows that say the same of several things, put together into one."""

from collections.abc import Collection, Sequence

from foedus.views.document import Break, Emphasis, Name, Note, Row, Run, Runs, Tally, Text
from foedus.views.evidence import Evidence

EACH = "\u00a0each"  # kept on one line


def merged(rows: Sequence[Row], *, joined: Collection[int] = (0,), names: Sequence[str] = ()) -> list[Row]:
    """Rows that differ in the `joined` columns alone, one for all of them; their notes hold the claims of all.

    `names` are shorter names of the rows, for where several stand in one. A tally in the last column counts for each
    of the things named.
    """
    groups: dict[tuple[Runs, ...], list[int]] = {}
    for place, row in enumerate(rows):
        key = tuple(() if at in joined else _bare(cell) for at, cell in enumerate(row.cells))
        groups.setdefault(key, []).append(place)
    found = []
    for places in groups.values():
        if len(places) == 1:
            found.append(rows[places[0]])
        else:
            found.append(_together([rows[place] for place in places], joined, [names[p] for p in places if names]))
    return found


def _bare(cell: Runs) -> Runs:
    """A cell without what its notes hold."""
    return tuple(Note(()) if isinstance(run, Note) else run for run in cell)


def _together(rows: Sequence[Row], joined: Collection[int], names: Sequence[str]) -> Row:
    cells: list[Runs] = []
    for at, first in enumerate(rows[0].cells):
        if at == 0 and names:
            cells.append((Name("; ".join(dict.fromkeys(names))),))
        elif at in joined:
            cells.append(_listed([row.cells[at] for row in rows]))
        else:
            cells.append(tuple(_run(run, [row.cells[at][place] for row in rows]) for place, run in enumerate(first)))
    last = cells[-1]
    if len(last) == 1 and isinstance(last[0], Tally):
        cells[-1] = (Tally(last[0].text + EACH),)
    return Row(tuple(cells))


def _run(run: Run, alike: Sequence[Run]) -> Run:
    if not isinstance(run, Note):
        return run
    claims: dict[str, Evidence] = {c.claim: c for other in alike if isinstance(other, Note) for c in other.claims}
    return Note(tuple(claims[key] for key in sorted(claims)))


def _listed(cells: Sequence[Runs]) -> Runs:
    """What stands in several cells, each thing once."""
    words = dict.fromkeys(plain(cell) for cell in cells if cell)
    notes = [run for cell in cells for run in cell if isinstance(run, Note)]
    name: Runs = (Name("; ".join(words)),) if words else ()
    return (*name, *((_run(notes[0], notes),) if notes else ()))


def plain(cell: Runs) -> str:
    """The words of a cell without its notes."""
    return "".join(
        ", " if isinstance(run, Break) else run.text
        for run in cell
        if isinstance(run, Text | Name | Emphasis | Tally | Break)
    )
