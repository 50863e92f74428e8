"""Small made-up cases for records: a test writes the rows that it is about, the rest is filled in and valid."""

from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent

from foedus.record import Record, build
from tests.case.conftest import CLEAN, complete

Files = Mapping[str, str]


def write(folder: Path, files: Files) -> Path:
    """Write a case into a folder; what a table needs and the text lacks is put behind its own columns."""
    for name, text in {**CLEAN, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = dedent(text).lstrip("\n")
        path.write_text(complete(name, text) if name.endswith(".csv") else text, encoding="utf-8", newline="")
    return folder


def recorded(folder: Path, files: Files) -> Record:
    """The record of such a case, without Parquet."""
    return Record(build(write(folder, files), parquet=False).path)
