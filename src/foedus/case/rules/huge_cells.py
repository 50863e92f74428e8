"""A cell of many thousand characters is nearly always a quotation mark that was never closed."""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

HUGE = 20_000
"""Characters."""


def check(case: Case) -> Iterator[Finding]:
    """Yield `huge-cell` findings."""
    for table, column in case.columns():
        key = case.key(table)
        cell = f'"{column.name}"'
        for line, subject, length in case.rows(
            f'SELECT line, "{key}", length({cell}) FROM "{table}" WHERE length({cell}) > {HUGE} ORDER BY row'
        ):
            message = f"The cell '{column.name}' holds {length} characters or more."
            hint = "A quotation mark before it was probably never closed."
            yield Finding(
                "huge-cell", "error", case.file(table), line, message, hint, column.name, subject=subject[:80]
            )
