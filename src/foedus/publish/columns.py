"""How wide the columns of a table are on paper."""

import math

from foedus.views.document import Note, Row, Table

NARROW = 7
"""Characters up to which a column is as wide as what stands in it."""
NAMES = 18
"""The same for the first column of a matrix, which names its rows."""


def shares(table: Table) -> list[float]:
    """The share of each column in the width of a table; 0 for one that is as wide as what stands in it."""
    rows = [row for row in table.rows if not row.group]
    return [
        _share(
            [_length(row, number) for row in rows], len(column.label), NAMES if table.dense and not number else NARROW
        )
        for number, column in enumerate(table.columns)
    ]


def _share(lengths: list[int], label: int, narrow: int) -> float:
    if max([*lengths, label]) <= narrow:
        return 0
    filled = [length for length in lengths if length] or [label]
    return round(math.sqrt(max(sum(filled) / len(filled), label, max(filled) / 4)), 2)


def _length(row: Row, number: int) -> int:
    return sum(2 if isinstance(run, Note) else len(getattr(run, "text", "")) for run in row.cells[number])
