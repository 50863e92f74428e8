"""Imported once, opened at once: typed tables as Parquet, kept by the hash of the file they were made from.

A table is made anew when the file changes or foedus reads it otherwise. An import goes to a folder beside its place
and is renamed into it whole, so that a kill leaves nothing half done, and of two at once each leaves the same.
"""

import hashlib
import os
import shutil
import time
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from tempfile import mkdtemp

import duckdb
import msgspec

from foedus.case.findings import Finding
from foedus.reference import checks, importers, shelf
from foedus.reference.about import HERE, Dataset, dataset, datasets, names
from foedus.reference.errors import DataError, writing
from foedus.reference.faults import no_room, told
from foedus.reference.index import Index
from foedus.reference.raw import Raw
from foedus.reference.sheet import name_of, text_of
from foedus.terms import bearers
from foedus.terms.words import quoted

ABANDONED = 86_400
"""Seconds after which an import that was begun and is still not done was killed."""


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
    counts: dict[str, int] = {}
    """Rows of each table."""

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
        self.index = Index(self.cache / "reference" / "index.msgpack")

    @cached_property
    def _looked(self) -> tuple[list[shelf.Found], list[shelf.Unusable]]:
        return shelf.look(self.folders, self.index)

    @cached_property
    def found(self) -> dict[tuple[str, str], list[shelf.Found]]:
        """Files by dataset and part; of several of one part the largest first, as it holds the most rows."""
        by_part: dict[tuple[str, str], list[shelf.Found]] = {}
        for one in self._looked[0]:
            by_part.setdefault(one.key, []).append(one)
        for files in by_part.values():
            files.sort(key=lambda one: (-one.path.stat().st_size, str(one.path)))
        return by_part

    @property
    def unusable(self) -> list[shelf.Unusable]:
        """Files in the folders that look like data and cannot be read."""
        return self._looked[1]

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
        return [imported(one, self.cache, self.index) for one in (files if files[0].file.many else files[:1])]

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


@cache
def reading(name: str) -> str:
    """What changes when foedus reads a dataset otherwise: 8 hexadecimal digits of its importer and what that uses."""
    room = Path(__file__).parent
    others = {one.replace("-", "_") for one in names() if one != name}
    code = [path for path in (room / "importers").glob("*.py") if path.stem not in others]
    rest = [room / f"{one}.py" for one in ("raw", "sheet", "text", "formats", "checks")]
    digest = hashlib.sha256()
    lists = [Path(bearers.__file__), *(room / "importers").glob("*.csv"), *bearers.LISTS.glob("*.csv")]
    for path in sorted([*code, *rest, *lists, HERE / f"{name}.toml"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


def imported(found: shelf.Found, cache: Path, index: Index | None = None) -> Imported:
    """The import of a file: as kept, or made now. Raises `DataError` where it cannot be used."""
    digest, place = _place(found, cache, index)
    return _kept(found, place) or _import(found, digest, place)


def kept(found: shelf.Found, cache: Path, index: Index | None = None) -> Imported | None:
    """The import of a file, if it has been imported. Raises `DataError` where the file cannot be read."""
    return _kept(found, _place(found, cache, index)[1])


def _place(found: shelf.Found, cache: Path, index: Index | None) -> tuple[str, Path]:
    """The hash of a file, and the folder where its import belongs."""
    try:
        digest = (index or Index(None)).sha256(found.path, sha256)
    except OSError as error:
        raise DataError(f"{found.path} cannot be read: {error.strerror}.") from error
    name = found.dataset.name
    return digest, cache / "reference" / name / f"{found.file.part}-{digest[:16]}-{reading(name)}"


def _kept(found: shelf.Found, place: Path) -> Imported | None:
    try:
        read = msgspec.json.decode((place / "import.json").read_bytes(), type=Imported)
    except OSError:
        return None
    except msgspec.DecodeError:  # damaged, or of a foedus that kept something else
        shutil.rmtree(place, ignore_errors=True)
        return None
    return msgspec.structs.replace(read, folder=str(place), file=str(found.path))


def _import(found: shelf.Found, digest: str, place: Path) -> Imported:
    with writing(place.parent, "FOEDUS_CACHE"):
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear(place.parent)
        folder = Path(mkdtemp(prefix=".import-", dir=place.parent))
    try:
        made = _made(found, digest, folder)
        with writing(place.parent, "FOEDUS_CACHE"):
            (folder / "import.json").write_bytes(msgspec.json.encode(made))
            try:
                folder.rename(place)
            except OSError:
                if not (place / "import.json").exists():  # else somebody else has just made the same
                    raise
        return msgspec.structs.replace(made, folder=str(place))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _clear(parent: Path) -> None:
    """Remove what killed imports have left behind."""
    for left in parent.glob(".import-*"):
        try:
            old = time.time() - left.stat().st_mtime > ABANDONED
        except FileNotFoundError:
            continue
        if old:
            shutil.rmtree(left, ignore_errors=True)


def _made(found: shelf.Found, digest: str, folder: Path) -> Imported:
    scratch = folder / "scratch"
    with writing(folder, "FOEDUS_CACHE"):
        scratch.mkdir()
    config: dict[str, str | bool | int | float | list[str]] = {
        "preserve_insertion_order": True,
        "temp_directory": str(scratch),
    }
    with duckdb.connect(config=config) as db:
        raw = Raw(found.path, found.dataset, found.file, db, found.header_line, scratch)
        try:
            importers.parts(found.dataset.name)[found.file.part](raw)
            release = checks.checked(raw, digest)
        except Exception as error:
            if (fault := told(raw, error)) is None:
                raise
            raise fault from error
        errors = [finding for finding in raw.findings if finding.severity == "error"]
        if errors:
            raise DataError(
                f"{found.path.name} cannot be used as {found.dataset.title}: {errors[0].message}",
                errors[0].hint,
                raw.findings,
            )
        counts = {table: raw.count(table) for table in raw.made}
        for table in raw.made:
            target = text_of(str(folder / f"{table}.parquet"))
            try:
                db.execute(f"COPY {name_of(table)} TO {target} (FORMAT parquet, COMPRESSION zstd)")
            except duckdb.IOException as error:
                raise no_room(folder, error) from error
    shutil.rmtree(scratch, ignore_errors=True)
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
        counts=counts,
    )


def sha256(path: Path) -> str:
    """The SHA-256 of a file, 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
