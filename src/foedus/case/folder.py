"""A case folder as a `Case`: its settings, its codebook, and its tables held in columns."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from foedus.case import guide, parquet, profile, settings, tables
from foedus.case.findings import Finding
from foedus.case.silent import silent
from foedus.codebook import Codebook, CodebookError, Column, Kind, load
from foedus.codebook.model import MANY
from foedus.terms.words import nearest

IN_MEMORY = 64 * 1024 * 1024
"""Bytes of CSV up to which the tables are held in memory; larger cases go to a temporary file."""
BY_HAND = 4 * 1024 * 1024
"""Bytes of CSV up to which a question is answered as it stands: planning how takes longer than doing it."""

OWN_COLUMNS = frozenset({"row", "line"})
"""Columns that every table has besides those of the codebook."""


class CaseError(Exception):
    """The folder cannot be used at all: what is wrong, and the next step."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


class Case:
    """A case as it was read: nothing in here changes the folder.

    Tables are DuckDB relations of text in `con`, one per kind and one for each of the other tables, each with
    `row` and `line` in front. Use it as a context manager, or `close` it.
    """

    def __init__(self, path: Path, config: settings.Settings, codebook: Codebook, size: int) -> None:
        self.path = path
        self.settings = config
        self.codebook = codebook
        self.digests: dict[str, str] = {}
        """BLAKE2 of every file that was read, by its name in the folder."""
        self.counts: dict[str, int] = {}
        """Rows of each table."""
        self.missing: set[str] = set()
        """Tables of which there is no file."""
        self.parquet: set[str] = set()
        """Kinds whose claims are Parquet: not to be edited by hand."""
        self.lacking: set[tuple[str, str]] = set()
        """Required columns that a table's header lacks, with the table: found once, not for every row."""
        self.scratch = tempfile.TemporaryDirectory(prefix="foedus-") if size > IN_MEMORY else None
        self.con = duckdb.connect(str(Path(self.scratch.name) / "case.duckdb") if self.scratch else ":memory:")
        if self.scratch:
            self.con.execute("SET memory_limit = '1200MB'")
        silent(self.con)
        if not self.scratch:
            self.con.execute("SET threads = 1")  # small tables: handing out the work takes longer than doing it
        self._by_hand = size <= BY_HAND
        if self._by_hand:
            self.con.execute("PRAGMA disable_optimizer")
        self._values: dict[tuple[str, str], list[str]] = {}

    def __enter__(self) -> "Case":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the tables."""
        self.con.close()
        if self.scratch:
            self.scratch.cleanup()

    @property
    def kinds(self) -> Sequence[Kind]:
        """The kinds of the codebook, the case's own among them."""
        return tuple(self.codebook.kinds.values())

    @property
    def filled(self) -> Sequence[Kind]:
        """The kinds of which there are claims: a rule need not ask the others."""
        return tuple(kind for kind in self.kinds if self.counts[kind.kind])

    @property
    def claims(self) -> int:
        """How many claims there are, of all kinds."""
        return sum(self.counts[kind.kind] for kind in self.kinds)

    def file(self, table: str) -> str:
        """The name of a table's file inside the folder."""
        suffix = parquet.SUFFIX if table in self.parquet else ".csv"
        return f"claims/{table}{suffix}" if table in self.codebook.kinds else f"{table}.csv"

    def columns(self, *types: str) -> Iterator[tuple[str, Column]]:
        """Every column of the given types (all, if none is given) with its table, of tables that have rows."""
        tables = {name: table.columns for name, table in self.codebook.tables.items()}
        tables |= {name: kind.columns for name, kind in self.codebook.kinds.items()}
        for name, columns in tables.items():
            for column in columns if self.counts[name] else ():
                if not types or column.type in types:
                    yield name, column

    def values(self, table: str, column: Column) -> list[str]:
        """The different values in a column, cells with several of them taken apart; empty cells left out."""
        if (table, column.name) not in self._values:
            self._values |= self._all_of(table) if self._by_hand else {(table, column.name): self._one(table, column)}
        return self._values[table, column.name]

    def _one(self, table: str, column: Column) -> list[str]:
        cell = f"unnest(string_split(\"{column.name}\", ';'))" if column.type in MANY else f'"{column.name}"'
        rows = self.con.execute(
            f'SELECT DISTINCT value FROM (SELECT trim({cell}) AS value FROM "{table}" WHERE "{column.name}" <> \'\') '
            "WHERE value <> '' ORDER BY value"
        ).fetchall()
        return [row[0] for row in rows]

    def _all_of(self, table: str) -> dict[tuple[str, str], list[str]]:
        """The same of every column of a table in one question."""
        spec = self.codebook.kinds.get(table) or self.codebook.tables[table]
        parts = "flatten(list(list_transform(string_split(\"{}\", ';'), lambda x: trim(x))))"
        picks = [(parts if column.type in MANY else 'list(trim("{}"))').format(column.name) for column in spec.columns]
        (row,) = self.con.execute(f'SELECT {", ".join(picks)} FROM "{table}"').fetchall()
        found = zip(spec.columns, row, strict=True)
        return {(table, column.name): sorted(set(values or ()) - {""}) for column, values in found}

    def places(self, table: str, column: Column, values: Iterable[str]) -> Iterator[tuple[int, str, str]]:
        """Where values stand: line, subject (the row's key) and value, in the order of the file."""
        wanted = list(values)
        if not wanted:
            return
        name = f'"{column.name}"'
        key = self.key(table)
        parts = f"list_distinct(list_transform(string_split({name}, ';'), lambda x: trim(x)))"
        cursor = self.con.execute(
            "SELECT at_line, of_key, one FROM ("
            f'SELECT row AS nth, line AS at_line, "{key}" AS of_key, '
            f"unnest({parts if column.type in MANY else f'[{name}]'}) AS one FROM \"{table}\" WHERE {name} <> '') "
            "WHERE one IN (SELECT unnest(?::VARCHAR[])) ORDER BY nth, one",
            [wanted],
        )
        yield from cursor.fetchall()

    def key(self, table: str) -> str:
        """The column that identifies a row of a table."""
        return "claim" if table in self.codebook.kinds else self.codebook.tables[table].key

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query over the case's tables."""
        return self.con.execute(query, parameters).fetchall()

    def union(self, *columns: str) -> str:
        """SQL for these columns of all claims, with `kind`, `row` and `line` in front."""
        names = ", ".join(f'"{column}"' for column in columns)
        selects = [f"SELECT '{kind.kind}' AS kind, row, line, {names} FROM \"{kind.kind}\"" for kind in self.kinds]
        return " UNION ALL ".join(selects)


def read(path: Path | str) -> tuple[Case, list[Finding]]:
    """Read the case in the folder `path`.

    Returns the case and what reading it has found: faults of files, headers, rows and encodings. What can be
    read is read. Raises `CaseError` only where there is no folder to read.
    """
    folder = Path(path)
    _must_be_a_folder(folder)
    config, findings = settings.read(folder)
    if not (folder / "case.toml").exists() and not (folder / "claims").exists():
        raise CaseError(
            f"{folder} is no case: it has neither case.toml nor claims/.", f"`foedus new {folder}` starts a case there."
        )
    codebook, more = _codebook(folder)
    findings += more
    files = {table: folder / f"{table}.csv" for table in codebook.tables}
    in_parquet = {kind for kind in codebook.kinds if (folder / "claims" / f"{kind}{parquet.SUFFIX}").exists()}
    files |= {
        kind: folder / "claims" / f"{kind}{parquet.SUFFIX if kind in in_parquet else '.csv'}" for kind in codebook.kinds
    }
    findings += _twice(folder, in_parquet)
    usable: dict[str, Path] = {}
    for table, file in files.items():
        fault = _fault(file, folder)
        if fault:
            findings.append(fault)
        elif file.exists():
            usable[table] = file
    sizes = (file.stat().st_size * (parquet.WORTH if table in in_parquet else 1) for table, file in usable.items())
    case = Case(folder, config, codebook, sum(sizes))
    case.parquet |= in_parquet
    for table, file in files.items():
        spec = codebook.kinds.get(table) or codebook.tables[table]
        name = case.file(table)
        if table not in usable:
            case.counts[table] = 0
            case.missing.add(table)
            tables.empty(case.con, table, spec.columns)
            continue
        try:
            load_ = parquet.load if table in in_parquet else tables.load
            case.counts[table], case.digests[name], more = load_(case.con, table, file, name, spec.columns)
        except OSError as error:
            case.counts[table], more = 0, [_unreadable(name, error)]
            tables.empty(case.con, table, spec.columns)
        case.lacking |= {(table, f.subject) for f in more if f.code == "header" and f.subject}
        findings += more
    findings += _absent(case) + _strangers(case) + _misplaced(case)
    for file in (folder / "case.toml", folder / guide.NAME, *_kind_files(folder), *profile.files(folder)):
        if file.exists() and not _fault(file, folder):
            case.digests[file.relative_to(folder).as_posix()] = tables.digest(file)
    return case, findings


def _must_be_a_folder(folder: Path) -> None:
    """Raise `CaseError` where there is no folder that can be read."""
    try:
        if not folder.exists():
            siblings = [p.name for p in folder.parent.glob("*") if p.is_dir()] if folder.parent.is_dir() else []
            near = nearest(folder.name, siblings)
            hint = f"Did you mean {folder.parent / near}?" if near else "`foedus new DIR` starts a case."
            raise CaseError(f"There is no folder {folder}.", hint)
        if not folder.is_dir():
            raise CaseError(f"{folder} is a file, not a case folder.", f"Name the folder: {folder.parent}.")
        next(folder.iterdir(), None)
    except OSError as error:
        raise CaseError(f"{folder} cannot be read: {error.strerror}.", "See who owns the folder.") from error


def _kind_files(folder: Path) -> list[Path]:
    return sorted((folder / "kinds").glob("*.toml"))


def _codebook(folder: Path) -> tuple[Codebook, list[Finding]]:
    """The codebook with the case's own kinds; a faulty kind file is left out and found."""
    good: list[Path] = []
    findings: list[Finding] = []
    for path in _kind_files(folder):
        name = path.relative_to(folder).as_posix()
        if fault := _fault(path, folder):
            findings.append(fault)
            continue
        try:
            book = load([*good, path])
        except CodebookError as error:
            findings.append(Finding("kind-file", "error", name, 0, error.message, error.hint))
            continue
        except (ValueError, RecursionError) as error:  # a figure of 5000 digits, brackets within brackets
            findings.append(Finding("kind-file", "error", name, 0, f"The kind file cannot be read: {error}."))
            continue
        if taken := OWN_COLUMNS & book.kinds[path.stem].by_name.keys():
            message = f"A kind cannot have a column '{min(taken)}': it is where foedus notes the place of a claim."
            findings.append(Finding("kind-file", "error", name, 0, message, "Give the column another name."))
            continue
        good.append(path)
    return load(good), findings


def _fault(file: Path, folder: Path) -> Finding | None:
    """Why a file that is there cannot be used, if so."""
    name = file.relative_to(folder).as_posix()
    try:
        if not file.exists():
            return _outside(name, "leads nowhere") if file.is_symlink() else None
        if not file.resolve().is_relative_to(folder.resolve()):
            return _outside(name, "leads out of the case's folder")
        if not file.is_file():
            message = f"{name} is {'a folder' if file.is_dir() else 'no file'}, so it was not read."
            return Finding("not-a-file", "error", name, 0, message, "Move it away, and put the file there.")
        with file.open("rb"):
            return None
    except OSError as error:
        return _unreadable(name, error)


def _outside(name: str, what: str) -> Finding:
    message = f"{name} is a link that {what}, so it was not read."
    return Finding("outside", "error", name, 0, message, "Put the file itself into the folder.")


def _unreadable(name: str, error: OSError) -> Finding:
    return Finding(
        "unreadable", "error", name, 0, f"{name} cannot be read: {error.strerror}.", "See who owns the file."
    )


def _absent(case: Case) -> list[Finding]:
    """Tables that a case needs and that are not there."""
    findings = []
    for table in case.codebook.tables.values():
        if table.table in case.missing and not table.optional and not (case.path / f"{table.table}.csv").exists():
            header = ",".join(column.name for column in table.columns)
            message = f"There is no {table.table}.csv, and claims refer to it."
            findings.append(
                Finding("missing-file", "error", f"{table.table}.csv", 0, message, f"Its header is: {header}")
            )
    if all(kind.kind in case.missing for kind in case.kinds):
        message = "There are no claims: the folder claims/ has no table of any kind."
        hint = "Write one, such as claims/agreements.csv; `foedus codebook` lists the kinds."
        findings.append(Finding("no-claims", "warning", "claims", 0, message, hint))
    return findings


def _twice(folder: Path, in_parquet: Iterable[str]) -> list[Finding]:
    """Kinds of which there are both files: nobody can tell which of them is meant."""
    return [
        Finding(
            "two-files", "error", f"claims/{kind}.csv", 0,
            f"There is claims/{kind}{parquet.SUFFIX} too, which was read.", "Keep one of the two.",
        )
        for kind in sorted(in_parquet) if (folder / "claims" / f"{kind}.csv").exists()
    ]  # fmt: skip


def _strangers(case: Case) -> list[Finding]:
    """Files in claims/ that belong to no kind: a misspelt name would lose a whole table in silence."""
    findings = []
    for file in sorted((case.path / "claims").glob("*")):
        suffix = file.suffix.lower()
        if suffix not in (".csv", parquet.SUFFIX) or file.name.startswith(".") or file.stem in case.parquet:
            continue
        if file == case.path / case.file(file.stem):
            continue
        near = nearest(file.stem, case.codebook.kinds)
        hint = (
            f"Did you mean {near}{suffix}?" if near else f"A kind of your own is described in kinds/{file.stem}.toml."
        )
        message = f"There is no kind of claim called '{file.stem}', so the file was not read."
        if file.stem in case.codebook.kinds:
            message = "The name ends in capital letters, so the file was not read."
        findings.append(Finding("unknown-kind", "error", f"claims/{file.name}", 0, message, hint))
    return findings


def _misplaced(case: Case) -> list[Finding]:
    """Tables beside case.toml whose names are near to one that is missing; other files are the user's own."""
    findings = []
    for file in sorted(case.path.glob("*")):
        near = nearest(file.stem, case.missing) if file.suffix.lower() == ".csv" else None
        if near and file != case.path / case.file(near):
            message = f"{file.name} is none of a case's tables, so it was not read."
            findings.append(Finding("misplaced", "warning", file.name, 0, message, f"Did you mean {case.file(near)}?"))
    return findings
