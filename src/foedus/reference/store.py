"""Imported once, opened at once: typed tables as Parquet, kept by the hash of the file they were made from.

A table is made anew when the file changes or foedus reads it otherwise (`READS`). An import goes to a folder beside
its place and is renamed into it whole, so that a kill leaves nothing half done.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import duckdb
import msgspec

from foedus.case.findings import Finding
from foedus.reference import importers, shelf
from foedus.reference.about import Dataset, Release, dataset, datasets
from foedus.reference.errors import DataError
from foedus.reference.raw import Raw, name_of, text_of
from foedus.terms.words import quoted

READS = 1
"""Raised when importers read differently, so that what was kept is made anew."""


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """A file that has been imported: what it is, and where its tables lie."""

    dataset: str
    part: str
    form: str
    version: str
    span: tuple[int, int]
    rows: int
    sha256: str
    file: str
    """Where the file lay when it was imported."""
    tables: tuple[str, ...]
    findings: tuple[Finding, ...]
    folder: str = ""
    """Where its Parquet lies."""

    def path(self, table: str) -> Path:
        """The Parquet of a table."""
        return Path(self.folder) / f"{table}.parquet"


def cache_folder() -> Path:
    """Where imports are kept: `FOEDUS_CACHE`, else the user's cache folder."""
    import platformdirs

    said = os.environ.get("FOEDUS_CACHE")
    return Path(said) if said else platformdirs.user_cache_path("foedus", appauthor=False)


def data_folder() -> Path:
    """Where `foedus data get` and `add` put files: `FOEDUS_DATA_HOME`, else the user's data folder."""
    import platformdirs

    said = os.environ.get("FOEDUS_DATA_HOME")
    return Path(said) if said else platformdirs.user_data_path("foedus", appauthor=False) / "data"


class Library:
    """The datasets on this machine: in `folders`, in the folders that `FOEDUS_DATA` names, and in foedus's own."""

    def __init__(self, folders: Sequence[Path] = (), cache: Path | None = None) -> None:
        said = os.environ.get("FOEDUS_DATA", "")
        named = [Path(one) for one in said.split(os.pathsep) if one]
        for folder in (*folders, *named):
            if not folder.exists():
                raise DataError(f"There is no folder {folder}.", "Name one with --data-dir or FOEDUS_DATA.")
        self.folders = [*folders, *named, *([data_folder()] if data_folder().exists() else [])]
        self.cache = cache or cache_folder()

    @cached_property
    def found(self) -> dict[tuple[str, str], list[shelf.Found]]:
        """Files by dataset and part; of several of one part the largest first, as it holds the most rows."""
        by_part: dict[tuple[str, str], list[shelf.Found]] = {}
        for one in shelf.look(self.folders):
            by_part.setdefault(one.key, []).append(one)
        for files in by_part.values():
            files.sort(key=lambda one: (-one.path.stat().st_size, str(one.path)))
        return by_part

    def has(self, name: str, part: str | None = None) -> bool:
        """Whether a dataset (or a part of it) is on this machine."""
        return any(key[0] == name and part in (None, key[1]) for key in self.found)

    def part(self, name: str, part: str) -> list[Imported]:
        """A part of a dataset, imported where that is still to be done: one, or several where it has many files.

        Raises `DataError` where it is not on this machine or cannot be used.
        """
        about = dataset(name)
        files = self.found.get((name, part))
        if not files:
            raise DataError(
                f"{about.title} ({part}) is not on this machine.",
                f"Get it with `foedus data get {name}`, or download it from {about.homepage} and say "
                f"`foedus data add {name} FILE`, or name the folder it is in with --data-dir.",
            )
        return [imported(one, self.cache) for one in (files if files[0].file.many else files[:1])]

    def table(self, table: str) -> str:
        """SQL that reads a table of any dataset, for instance `read_parquet([...])`. Raises `DataError`."""
        about = owner(table)
        found = self.part(about.name, about.table(table).part)
        paths = ", ".join(text_of(str(one.path(table))) for one in found)
        return f"read_parquet([{paths}])"


def owner(table: str) -> Dataset:
    """The dataset that has a table. Raises `DataError`."""
    for about in datasets().values():
        if any(one.name == table for one in about.tables):
            return about
    raise DataError(f"No dataset has a table {quoted(table)}.", "`foedus data show NAME` lists those of a dataset.")


def imported(found: shelf.Found, cache: Path) -> Imported:
    """The import of a file: as kept, or made now."""
    digest = sha256(found.path)
    place = cache / "reference" / found.dataset.name / f"{found.file.part}-{digest[:16]}-{READS}"
    kept = place / "import.json"
    if kept.exists():
        read = msgspec.json.decode(kept.read_bytes(), type=Imported)
        return msgspec.structs.replace(read, folder=str(place))
    return _import(found, digest, place)


def _import(found: shelf.Found, digest: str, place: Path) -> Imported:
    place.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=".import-", dir=place.parent))
    try:
        made = _made(found, digest, folder)
        (folder / "import.json").write_bytes(msgspec.json.encode(made))
        try:
            folder.rename(place)
        except OSError:
            if not (place / "import.json").exists():  # else somebody else has just made the same
                raise
        return msgspec.structs.replace(made, folder=str(place))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(found: shelf.Found, digest: str, folder: Path) -> Imported:
    with duckdb.connect(config={"preserve_insertion_order": True}) as db:
        raw = Raw(found.path, found.dataset, found.file, db, found.header_line)
        importers.parts(found.dataset.name)[found.file.part](raw)
        release = _release(raw, digest)
        errors = [finding for finding in raw.findings if finding.severity == "error"]
        if errors:
            raise DataError(
                f"{found.path.name} cannot be used as {found.dataset.title}: {errors[0].message}",
                errors[0].hint,
                raw.findings,
            )
        for table in raw.made:
            target = text_of(str(folder / f"{table}.parquet"))
            db.execute(f"COPY {name_of(table)} TO {target} (FORMAT parquet, COMPRESSION zstd)")
        return Imported(
            dataset=found.dataset.name,
            part=found.file.part,
            form=found.file.form,
            version=release.version,
            span=release.span,
            rows=raw.rows,
            sha256=digest,
            file=str(found.path),
            tables=tuple(raw.made),
            findings=tuple(raw.findings),
        )


def _release(raw: Raw, digest: str) -> Release:
    """Which release a file is of: by its hash, by what it says itself, else by its number of rows."""
    releases = raw.file.releases
    for one in releases:
        if one.sha256 == digest:
            return one
    named = [one for one in releases if raw.version and one.version == raw.version]
    best = named or [one for one in releases if one.rows == raw.rows] or list(releases[-1:])
    if not best:
        raise DataError(f"foedus knows no release of {raw.about.title} in this form.")
    found = best[0]
    if raw.version and not named:
        known = ", ".join(one.version for one in releases)
        raw.finding(
            "other-release",
            "warning",
            f"{raw.path.name} says that it is release {raw.version}; foedus knows {known}.",
            f"It is read as {found.version}, and its span taken to be {found.span[0]}-{found.span[1]}.",
        )
    elif found.rows is not None and raw.rows != found.rows:
        raw.finding(
            "unexpected-rows",
            "warning",
            f"{raw.path.name} has {raw.rows:,} rows; {raw.about.title} {found.version} has {found.rows:,}.",
            "It may be cut short, filtered, or another release.",
        )
    return found


def sha256(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
