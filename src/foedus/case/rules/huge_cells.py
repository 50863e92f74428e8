"""A cell of many thousand characters is nearly always a quotation mark that was never closed."""

from collections.abc import Iterator

from foedus.case.findings import Finding
from foedus.case.folder import Case

HUGE = 20_000
"""Characters."""


def check(case: Case) -> Iterator[Finding]:
    """Yield `huge-cell` findings."""
    columns = list(case.columns())
    lengths: dict[str, list[str]] = {}
    for table, column in columns:
        lengths.setdefault(table, []).append(f'length("{column.name}")')
    # One look at each table tells that there is nothing to look for, as there nearly always is not.
    huge = {
        table
        for table, cells in lengths.items()
        if case.rows(f'SELECT max(greatest({", ".join(cells)})) FROM "{table}"')[0][0] > HUGE
    }
    for table, column in columns:
        if table not in huge:
            continue
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
