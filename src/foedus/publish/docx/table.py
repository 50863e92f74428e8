"""Tables of a Word document: columns of fixed width, a head that is repeated, rows that do not break."""

from collections.abc import Sequence

from foedus.publish.columns import shares
from foedus.publish.docx.xml import paragraph, run, w
from foedus.views.document import Table

TEXT_WIDTH = 9412
"""Twentieths of a point between the margins of A4."""
CHARACTER, PADDING = 105, 150
"""About how wide a character and what stands around a cell's text are, in the same unit."""
SIDES = {"left": "left", "right": "right", "centre": "center"}


MANY = 8
"""Columns beyond which a table is set smaller."""


def grid(table: Table) -> list[int]:
    """The widths of the columns; together as wide as the text."""
    given = shares(table)
    fixed = [_fitting(table, number) if share == 0 else 0 for number, share in enumerate(given)]
    left, total = TEXT_WIDTH - sum(fixed), sum(given)
    if not total:
        return [TEXT_WIDTH // len(given)] * len(given)
    return [width or int(left * share / total) for width, share in zip(fixed, given, strict=True)]


def _fitting(table: Table, number: int) -> int:
    cells = [row.cells[number] for row in table.rows if not row.group]
    lengths = [sum(len(getattr(one, "text", "..")) for one in cell) for cell in cells]
    return PADDING + CHARACTER * max(3, len(table.columns[number].label), *lengths)


def text_style(columns: Sequence[int]) -> str:
    """The style of cells: smaller where there are so many columns that words would break."""
    return "TableDense" if len(columns) > MANY else "TableText"


def header(labels: Sequence[str], columns: Sequence[int]) -> str:
    """The head of a table, repeated on each page."""
    style = text_style(columns)
    cells = [cell(width, run(label, w("b")), style) for label, width in zip(labels, columns, strict=True)]
    return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)


def spanning(inner: str, columns: Sequence[int]) -> str:
    """A row that heads the rows after it."""
    return w("tr", w("trPr", w("cantSplit")), cell(sum(columns), inner, "TableGroup", span=len(columns)))


def tabled(table: Table, cells: Sequence[str], columns: Sequence[int]) -> str:
    """A row of cells."""
    laid = (
        cell(width, inner, text_style(columns), side=SIDES[column.align])
        for width, inner, column in zip(columns, cells, table.columns, strict=True)
    )
    return w("tr", w("trPr", w("cantSplit")), *laid)


def cell(width: int, inner: str, style: str = "TableText", *, side: str = "left", span: int = 1) -> str:
    """A cell with one paragraph."""
    properties = w("tcW", w=width, type="dxa") + (w("gridSpan", val=span) if span > 1 else "")
    aligned = w("jc", val=side) if side != "left" else ""
    return w("tc", w("tcPr", properties), paragraph(style, inner, more=aligned))
