"""Files of datasets on this machine: looked for in folders, recognised by what is in them, never by their names."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from foedus.reference.about import Dataset, File, Format, datasets
from foedus.reference.errors import DataError

HEAD = 1 << 17
"""Bytes of a file that are looked at."""
PREAMBLE = 30
"""Lines above a header, at most."""
_SUFFIXES = {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".dta", ".zip"}
_HTML = (b"<!doctype html", b"<html")


class Found(NamedTuple):
    """A file that is one of a dataset's."""

    path: Path
    dataset: Dataset
    file: File
    header_line: int
    """Lines above its header."""

    @property
    def key(self) -> tuple[str, str]:
        """Which dataset and part it is of."""
        return self.dataset.name, self.file.part


class Content(NamedTuple):
    """What the head of a file shows: its format, and lines of cells (names of sheets, of variables)."""

    format: Format
    lines: Sequence[Sequence[str]]


def look(folders: Iterable[Path]) -> list[Found]:
    """All files of datasets in folders, with those below; what is no dataset's is passed over. Sorted by path."""
    return [found for path in _files(folders) if (found := _tried(path)) is not None]


def _tried(path: Path) -> Found | None:
    try:
        return recognise(path)
    except DataError:
        return None


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_file():
            yield folder
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in _SUFFIXES and path.is_file() and not path.name.startswith("."):
                yield path


def recognise(path: Path) -> Found | None:
    """Whose file it is, by its content; None where it is no dataset's. Raises `DataError` where it cannot be read."""
    content = look_into(path)
    best: tuple[int, Found] | None = None
    for known in datasets().values():
        for file in known.files:
            line = _fits(file, content)
            if line is not None and (best is None or len(file.signature) > best[0]):
                best = len(file.signature), Found(path, known, file, line)
    return best[1] if best else None


def _fits(file: File, content: Content) -> int | None:
    """The line whose cells are the file's header, or None."""
    kind: Format = "csv" if file.format in ("csv", "tsv") else file.format
    if kind != content.format:
        return None
    if file.width is not None:
        rows = [row for row in content.lines[:-1] if row] or content.lines
        return 0 if rows and all(len(row) == file.width for row in rows) else None
    wanted = {column.lower() for column in file.signature}
    for at, cells in enumerate(content.lines[:PREAMBLE]):
        there = {cell.strip().strip("\ufeff").lower() for cell in cells}
        if wanted <= there and not there & {column.lower() for column in file.lacks}:
            return at
    return None


def look_into(path: Path) -> Content:
    """The head of a file. Raises `DataError` where it is none of the formats that datasets come in."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    if not head.strip():
        raise DataError(f"{path.name} is empty.", "Get it anew.")
    if head.lstrip().lower().startswith(_HTML):
        raise DataError(
            f"{path.name} is a web page, not data.",
            "The server sent a page (an error, a form to fill in) in place of the file. Open it in a browser to see.",
        )
    if head.startswith(b"PK"):
        return Content("xlsx", [_sheets(path)])
    if head.startswith(b"<stata_dta>") or head[:1] in (b"\x71", b"\x72", b"\x73"):
        return Content("dta", [_variables(path)])
    if b"\0" in head:
        raise DataError(f"{path.name} is neither text, nor a workbook, nor a Stata file.")
    try:
        text = head.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("latin-1")
    lines = text.splitlines()
    tabs = sum(line.count("\t") for line in lines[:5]) > sum(line.count(",") for line in lines[:5])
    return Content("csv", list(_cells("\n".join(lines[: PREAMBLE + 5]), "\t" if tabs else ",")))


def _cells(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(
            io.StringIO(text), delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else 0
        )
    except csv.Error:
        return


def _sheets(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise DataError(f"{path.name} is an archive.", "Unpack it, or let `foedus data add` do so.")
        from openpyxl import load_workbook

        workbook = load_workbook(path, read_only=True)
        names: list[str] = workbook.sheetnames
        workbook.close()
        return names
    except ImportError as error:
        raise DataError("Workbooks need openpyxl.", 'Install it: pip install "foedus[data]"') from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DataError(f"{path.name} is a workbook cut short or damaged: {error}.", "Get it anew.") from error


def _variables(path: Path) -> list[str]:
    try:
        import pyreadstat
    except ImportError as error:
        raise DataError("Stata files need pyreadstat.", 'Install it: pip install "foedus[data]"') from error
    try:
        _, meta = pyreadstat.read_dta(str(path), metadataonly=True)
    except (pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise DataError(f"{path.name} is a Stata file cut short or damaged: {error}.", "Get it anew.") from error
    return list(meta.column_names)
