"""Files that are no text: Stata's as a `Sheet`, and workbooks as sheets of cells."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from foedus.reference.errors import DataError, NeedsPackageError
from foedus.reference.raw import Raw, Sheet


def stata(raw: Raw) -> Sheet:
    """A Stata file as a sheet; its missing values are no values. Raises `DataError` where it cannot be read."""
    try:
        import pyreadstat
    except ImportError as error:
        raise NeedsPackageError("Stata files need pyreadstat.", 'Install it: pip install "foedus[data]"') from error
    try:
        columns, _ = pyreadstat.read_dta(str(raw.path), output_format="dict")
    except (pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise DataError(f"{raw.path.name} is a Stata file cut short or damaged: {error}.", "Get it anew.") from error
    rows = zip(*(columns[name] for name in columns), strict=True)
    return raw.rows_of(list(columns), ([_value(cell) for cell in row] for row in rows))


def _value(cell: object) -> object:
    return None if isinstance(cell, float) and cell != cell else cell  # a missing value is one that is not itself


@contextmanager
def workbook(raw: Raw) -> Iterator[dict[str, Any]]:
    """The sheets of a workbook by name without blanks at its ends, as openpyxl has them. Raises `DataError`."""
    try:
        from openpyxl import load_workbook
    except ImportError as error:
        raise NeedsPackageError("Workbooks need openpyxl.", 'Install it: pip install "foedus[data]"') from error
    try:
        book = load_workbook(raw.path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets through whatever zipfile, XML and its own parts raise
        raise DataError(f"{raw.path.name} is a workbook cut short or damaged: {error}.", "Get it anew.") from error
    try:
        yield {sheet.title.strip(): sheet for sheet in book.worksheets}
    finally:
        book.close()
