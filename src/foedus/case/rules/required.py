"""Cells without which a row says nothing are filled.

A claim without source, event, stage, assertion or grain cannot be placed, counted or checked.
"""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case


def check(case: Case) -> Iterator[Finding]:
    """Yield `empty-cell` findings."""
    for table, column in case.columns():
        if not column.required or (table, column.name) in case.lacking:
            continue
        key = case.key(table)
        for line, subject in case.rows(
            f'SELECT line, "{key}" FROM "{table}" WHERE "{column.name}" = \'\' ORDER BY row'
        ):
            message = f"The cell '{column.name}' is empty, and every row needs it."
            yield Finding(
                "empty-cell", "error", case.file(table), line, message, column.help, column.name, subject=subject
            )
