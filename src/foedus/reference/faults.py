"""What goes wrong while a file is read, told apart: a fault of the file, of the disk, or of foedus."""

from pathlib import Path

import duckdb

from foedus.reference.errors import DataError
from foedus.reference.raw import Raw

_READERS = {"duckdb", "_duckdb", "pyreadstat", "openpyxl", "zipfile", "xml", "csv", "_csv", "zlib"}
"""Packages whose errors, in reading a file, are the file's."""


def told(raw: Raw, error: Exception) -> DataError | None:
    """What went wrong in reading a file, as a sentence; None for what is no fault of the file."""
    if isinstance(error, DataError):
        return error if error.findings else DataError(error.message, error.hint, raw.findings)
    if isinstance(error, duckdb.IOException):
        return no_room(raw.path, error)
    if isinstance(error, ModuleNotFoundError):
        return DataError(f"{raw.path.name} needs the package {error.name}.", 'Install it: pip install "foedus[data]"')
    if isinstance(error, OSError):
        return DataError(f"{raw.path.name} cannot be read: {error.strerror or error}.", "Get it anew.", raw.findings)
    from_reader = type(error).__module__.partition(".")[0] in _READERS
    if not from_reader and not isinstance(error, ValueError | LookupError | TypeError | ArithmeticError | EOFError):
        return None
    try:
        for sheet in raw.sheets:
            sheet.check()
    except DataError as absent:
        return absent
    if isinstance(error, duckdb.ParserException | duckdb.BinderException | duckdb.CatalogException):
        return None  # a fault of the importer
    first = (str(error).strip() or "no reason given").splitlines()[0]
    return DataError(
        f"{raw.path.name} cannot be read as {raw.about.title}: {type(error).__name__}, {first}",
        "It may be damaged, edited, or of another release. Get it as published.",
        raw.findings,
    )


def no_room(place: Path, error: duckdb.Error) -> DataError:
    """That DuckDB could not write (or read) a file, as a sentence."""
    if "space" in str(error).lower():
        return DataError(f"There is no room left in {place}.", "Free some, or name another folder with FOEDUS_CACHE.")
    return DataError(str(error).splitlines()[0].removeprefix("IO Error: "), "Name another folder with FOEDUS_CACHE.")
