"""A spreadsheet as rows of text: CSV (comma, semicolon or tab) and, with openpyxl, XLSX."""

import csv
import datetime
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from foedus.desk.errors import DeskError
from foedus.desk.file import WHITE

SEPARATORS = (",", ";", "\t")


class Grid(NamedTuple):
    """A header, and rows of as many cells with the number that the spreadsheet shows beside them."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read(path: Path, sheet: str | None = None) -> Grid:
    """The rows of a spreadsheet; of XLSX the first sheet, unless one is named.

    Raises `DeskError` for a file that cannot be read, or has no header and no row.
    """
    if not path.is_file():
        raise DeskError(f"There is no file {path}.", "Name a .csv or .xlsx file.")
    rows = list(_xlsx(path, sheet) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path))
    rows = [(number, cells) for number, cells in rows if any(cells)]
    if len(rows) < 2:
        raise DeskError(f"{path} has no rows under its header.", "The first row with something in it is the header.")
    (_, header), *body = rows
    while header and not header[-1]:
        header.pop()
    twice = {name for name in header if name and header.count(name) > 1}
    if twice:
        raise DeskError(f"The header of {path} has '{min(twice)}' twice.", "Give one of the two another name.")
    width = len(header)
    return Grid(header, [(number, [*cells, *[""] * width][:width]) for number, cells in body])


def _csv(path: Path) -> Iterable[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DeskError(f"{path} is not UTF-8.", "Save it as 'CSV UTF-8', or as .xlsx.") from error
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            yield line, [cell.strip(WHITE) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as error:
        raise DeskError(f"{path}, line {line}: its quotation marks cannot be understood ({error}).") from error


def _xlsx(path: Path, sheet: str | None) -> Iterable[tuple[int, list[str]]]:
    try:
        from openpyxl import load_workbook
        from openpyxl.utils.exceptions import InvalidFileException
    except ImportError as error:
        hint = "pip install 'foedus[data]', or save the sheet as 'CSV UTF-8'."
        raise DeskError("Reading .xlsx needs the package openpyxl, which is not installed.", hint) from error
    import zipfile

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DeskError(f"{path} is no XLSX file: {error}.", "Save it anew, or as 'CSV UTF-8'.") from error
    try:
        names: Sequence[str] = book.sheetnames
        if sheet is not None and sheet not in names:
            raise DeskError(f"{path} has no sheet '{sheet}'.", "Its sheets are: " + ", ".join(names) + ".")
        for number, cells in enumerate(book[sheet or names[0]].iter_rows(values_only=True), 1):
            yield number, [text(cell) for cell in cells]
    finally:
        book.close()


def text(cell: Any) -> str:
    """What an Excel cell says, in the forms of the codebook: dates in ISO 8601, figures without needless zeros."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, float) and not isinstance(cell, bool):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    return str(cell).strip(WHITE)
