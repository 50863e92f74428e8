"""Files of datasets on this machine: looked for in folders, recognised by what is in them, never by their names."""

import csv
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from foedus.reference import text
from foedus.reference.about import Dataset, File, Format, dataset, datasets
from foedus.reference.errors import DataError, NeedsPackageError
from foedus.reference.index import Entry, Index

HEAD = 1 << 17
"""Bytes of a file that are looked at."""
PREAMBLE = 30
"""Lines above a header, at most."""
LIKE = 0.5
"""How much of a header must be there for a file to be taken for another release of it."""
_SUFFIXES = {".csv", ".tsv", ".tab", ".txt", ".xlsx", ".dta", ".zip"}
_HTML = (b"<!doctype html", b"<html", b"<?xml", b"<head", b"<body")


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
    """What the head of a file shows: its format, and its lines; of a workbook the sheets, of a Stata file the names."""

    format: Format
    lines: Sequence[str]
    names: Sequence[str] = ()
    columns: int | None = None

    def cells(self, delimiter: str) -> list[list[str]]:
        """Each line as cells; sheets or names of variables are one line."""
        if self.format != "csv":
            return [list(self.names)]
        return [_cells(line, delimiter) for line in self.lines]


class Unusable(NamedTuple):
    """A file that looks like data and cannot be read."""

    path: Path
    error: DataError


def look(folders: Iterable[Path], index: Index | None = None) -> tuple[list[Found], list[Unusable]]:
    """All files of datasets in folders and below, and those that cannot be read; sorted by path within a folder.

    What is no dataset's is passed over. What `index` knows of an unchanged file is taken from there.
    """
    index = index or Index(None)
    found: list[Found] = []
    unusable: list[Unusable] = []
    for path in _files(folders):
        entry = index.get(path)
        if entry is None:
            entry, lasting = _entry(path)
            if lasting:
                index.put(path, entry)
        if entry.problem:
            unusable.append(Unusable(path, DataError(entry.problem, entry.hint)))
        elif entry.dataset:
            about = dataset(entry.dataset)
            found.append(Found(path, about, about.files[entry.file], entry.header_line))
    index.save()
    return found, unusable


def _entry(path: Path) -> tuple[Entry, bool]:
    """What a file is, and whether it will still be that when a package is installed."""
    try:
        found = recognise(path)
    except DataError as error:
        return Entry(problem=error.message, hint=error.hint), not isinstance(error, NeedsPackageError)
    if found is None:
        return Entry(), True
    place = found.dataset.files.index(found.file)
    return Entry(dataset=found.dataset.name, file=place, header_line=found.header_line), True


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_file():
            yield folder
            continue
        for where, below, names in os.walk(folder):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                path = Path(where, name)
                if path.suffix.lower() in _SUFFIXES and not name.startswith(".") and path.is_file():
                    yield path


def recognise(path: Path) -> Found | None:
    """Whose file it is, by its content; None where it is no dataset's. Raises `DataError` where it cannot be read."""
    content = look_into(path)
    if (found := _best(path, content)) is not None:
        return found
    found = _best(path, content, ";")
    if found is not None:
        raise DataError(
            f"{path.name} is {found.dataset.title}, but delimited by semicolons, as spreadsheet programs save it.",
            "They change numbers and dates as well, so it is not read. Get the file as it was published.",
        )
    return None


def _best(path: Path, content: Content, delimiter: str = "") -> Found | None:
    best: tuple[int, Found] | None = None
    cells = {sign: content.cells(sign) for sign in ([delimiter] if delimiter else [",", "\t"])}
    for known in datasets().values():
        for file in known.files:
            line = _fits(file, content, cells[delimiter or _delimiter(file)])
            if line is not None and (best is None or len(file.signature) > best[0]):
                best = len(file.signature), Found(path, known, file, line)
    return best[1] if best else None


def _delimiter(file: File) -> str:
    return "\t" if file.format == "tsv" else ","


def _same_format(file: File, content: Content) -> bool:
    return ("csv" if file.format == "tsv" else file.format) == content.format


def _fits(file: File, content: Content, lines: Sequence[Sequence[str]]) -> int | None:
    """The line whose cells are the file's header, or None."""
    if not _same_format(file, content):
        return None
    if file.width is not None:
        rows = [row for row in lines[: PREAMBLE + 5] if row]
        return 0 if rows and all(len(row) == file.width for row in rows) else None
    wanted, lacking = _folded(file.signature), _folded(file.lacks)
    for at, cells in enumerate(lines[:PREAMBLE]):
        there = _folded(cells)
        if wanted <= there and not there & lacking:
            return at
    return None


def _folded(names: Iterable[str]) -> set[str]:
    return {name.strip().lower() for name in names}


class Likeness(NamedTuple):
    """A file that is nearly one of a dataset's: of another release."""

    file: File
    lacks: tuple[str, ...]
    """Columns (or sheets) of the known form that it has not."""
    has: tuple[str, ...]
    """Columns that tell another form."""


def alike(path: Path, about: Dataset) -> Likeness | None:
    """The form of a dataset's files that a file comes nearest to, if it has at least half of its header.

    Raises `DataError` where the file cannot be read.
    """
    content = look_into(path)
    best: tuple[float, Likeness] | None = None
    for file in about.files:
        if not _same_format(file, content) or not file.signature:
            continue
        for cells in content.cells(_delimiter(file))[:PREAMBLE]:
            there = _folded(cells)
            lacks = tuple(name for name in file.signature if name.strip().lower() not in there)
            has = tuple(name for name in cells if name.strip().lower() in _folded(file.lacks))
            share = 1 - len(lacks) / len(file.signature)
            if share >= LIKE and (best is None or share > best[0]):
                best = share, Likeness(file, lacks, has)
    return best[1] if best else None


def look_into(path: Path) -> Content:
    """The head of a file. Raises `DataError` where it is none of the formats that datasets come in."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    if not head.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe"):
        raise DataError(f"{path.name} is empty.", "Get it anew.")
    if head.lstrip(b" \t\r\n\xef\xbb\xbf").lower().startswith(_HTML):
        raise DataError(
            f"{path.name} is a web page, not data.",
            "The server sent a page (an error, a form to fill in) in place of the file. Open it in a browser to see.",
        )
    if head.startswith(b"PK"):
        return Content("xlsx", [], _sheets(path))
    if head.startswith(b"<stata_dta>") or (head[:1] in (b"\x71", b"\x72", b"\x73") and b"\0" in head[:200]):
        return Content("dta", [], _variables(path))
    encoding = text.encoding_of(head)
    if not encoding.startswith("utf-16") and b"\0" in head:
        raise DataError(
            f"{path.name} is neither text, nor a workbook, nor a Stata file.", "Get it anew, and unpack archives."
        )
    lines = text.decoded(head, encoding).splitlines()
    if len(head) == HEAD and len(lines) > 1:
        lines.pop()  # it may be cut
    return Content("csv", lines[: PREAMBLE + 5])


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_NONE if delimiter == "\t" else 0), [])
    except csv.Error:
        return []


def _sheets(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise DataError(f"{path.name} is an archive.", "`foedus data add NAME FILE` unpacks it.")
        from openpyxl import load_workbook

        workbook = load_workbook(path, read_only=True)
        names: list[str] = workbook.sheetnames
        workbook.close()
        return names
    except ImportError as error:
        raise NeedsPackageError("Workbooks need openpyxl.", 'Install it: pip install "foedus[data]"') from error
    except (zipfile.BadZipFile, LookupError, ValueError, TypeError, AttributeError, OSError, EOFError) as error:
        raise DataError(f"{path.name} is an archive or workbook cut short or damaged.", "Get it anew.") from error


def _variables(path: Path) -> list[str]:
    try:
        import pyreadstat
    except ImportError as error:
        raise NeedsPackageError("Stata files need pyreadstat.", 'Install it: pip install "foedus[data]"') from error
    try:
        _, meta = pyreadstat.read_dta(str(path), metadataonly=True)
    except (pyreadstat.ReadstatError, OSError, ValueError) as error:
        raise DataError(f"{path.name} is a Stata file cut short or damaged: {error}.", "Get it anew.") from error
    return list(meta.column_names)
