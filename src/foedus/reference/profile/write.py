"""A profile as files: put into a case's folder at a stroke, and held against what stands there."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import msgspec

from foedus.case import profile as layout
from foedus.record.rows import csv_text
from foedus.reference.errors import DataError
from foedus.reference.profile.make import Made


class Change(msgspec.Struct, frozen=True):
    """How a file of the profile would change."""

    file: str
    added: tuple[str, ...]
    """Lines that it would have and does not."""
    removed: tuple[str, ...]
    """Lines that it has and would not have."""

    @property
    def said(self) -> str:
        """The change in a line: 'states.csv: 12 lines more, 3 fewer'."""
        return f"{self.file}: {len(self.added)} lines new, {len(self.removed)} gone"


def texts(made: Made) -> dict[str, str]:
    """The files of a profile, by name: every table, and what to cite."""
    found = {f"{table}.csv": csv_text([spec.names, *made.tables[table]]) for table, spec in layout.TABLES.items()}
    return {**found, layout.REFERENCES: made.references}


def changes(case: Path, made: Made) -> list[Change]:
    """What writing a profile would change in a case's folder; nothing where it is up to date."""
    found = []
    for name, text in texts(made).items():
        old, new = _lines(case / layout.FOLDER / name), text.splitlines()
        before, after = set(old), set(new)
        if old != new:
            added = tuple(line for line in new if line not in before)
            found.append(Change(name, added, tuple(line for line in old if line not in after)))
    return found


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []


def write(case: Path, made: Made) -> Path:
    """Put a profile into a case's folder: all its files, or, where anything fails, those that were there.

    Other files in the folder are kept. Raises `DataError` where the folder cannot be written to.
    """
    target = case / layout.FOLDER
    try:
        new = Path(tempfile.mkdtemp(prefix=f".{layout.FOLDER}-", dir=case))
        try:
            _fill(new, target, texts(made))
            _swap(new, target)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        raise DataError(f"{target} cannot be written: {error.strerror}.", "See who owns the folder.") from error
    return target


def _fill(new: Path, target: Path, files: Mapping[str, str]) -> None:
    new.chmod(0o755)
    if target.is_dir():
        for path in target.iterdir():
            if path.name not in files:
                (shutil.copytree if path.is_dir() else shutil.copy2)(path, new / path.name)
    for name, text in files.items():
        path = new / name
        path.write_text(text, encoding="utf-8", newline="")
        with path.open("rb") as file:
            os.fsync(file.fileno())


def _swap(new: Path, target: Path) -> None:
    """Put the new folder where the old one is; the old one is back where that fails."""
    if not target.exists():
        new.rename(target)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{layout.FOLDER}-old-", dir=target.parent))
    try:
        old = target.rename(aside / target.name)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
