"""A case folder as a `Case`: its settings, its codebook, and its tables held in columns."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb

from foedus.case import settings, tables
from foedus.case.findings import Finding
from foedus.codebook import Codebook, CodebookError, Column, Kind, load
from foedus.codebook.model import MANY
from foedus.terms.words import nearest

IN_MEMORY = 64 * 1024 * 1024
"""Bytes of CSV up to which the tables are held in memory; larger cases go to a temporary file."""


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
        self.scratch = tempfile.TemporaryDirectory(prefix="foedus-") if size > IN_MEMORY else None
        self.con = duckdb.connect(str(Path(self.scratch.name) / "case.duckdb") if self.scratch else ":memory:")
        if self.scratch:
            self.con.execute("SET memory_limit = '1200MB'")
        self.con.execute("SET TimeZone = 'UTC'")

    def __enter__(self) -> "Case":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
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
    def claims(self) -> int:
        """How many claims there are, of all kinds."""
        return sum(self.counts[kind.kind] for kind in self.kinds)

    def file(self, table: str) -> str:
        """The name of a table's file inside the folder."""
        return f"claims/{table}.csv" if table in self.codebook.kinds else f"{table}.csv"

    def columns(self, *types: str) -> Iterator[tuple[str, Column]]:
        """Every column of the given types (all, if none is given) with its table, of tables that have rows."""
        for table in (*self.codebook.tables.values(), *self.kinds):
            name = table.kind if isinstance(table, Kind) else table.table
            if not self.counts[name]:
                continue
            for column in table.columns:
                if not types or column.type in types:
                    yield name, column

    def values(self, table: str, column: Column) -> list[str]:
        """The different values in a column, cells with several of them taken apart; empty cells left out."""
        cell = f"unnest(string_split(\"{column.name}\", ';'))" if column.type in MANY else f'"{column.name}"'
        rows = self.con.execute(
            f"SELECT DISTINCT value FROM (SELECT trim({cell}) AS value FROM \"{table}\" WHERE \"{column.name}\" <> '') "
            "WHERE value <> '' ORDER BY value"
        ).fetchall()
        return [row[0] for row in rows]

    def places(self, table: str, column: Column, values: Iterable[str]) -> Iterator[tuple[int, str, str]]:
        """Where values stand: line, subject (the row's key) and value, in the order of the file."""
        wanted = list(values)
        if not wanted:
            return
        name = f'"{column.name}"'
        key = self.key(table)
        split = f"list_transform(string_split({name}, ';'), lambda x: trim(x))" if column.type in MANY else f"[{name}]"
        cursor = self.con.execute(
            f'SELECT line, subject, unnest(hits) FROM (SELECT line, "{key}" AS subject, row, '
            f'list_intersect({split}, ?::VARCHAR[]) AS hits FROM "{table}" WHERE {name} <> \'\') ORDER BY row, 3',
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
    if not folder.exists():
        near = nearest(folder.name, [p.name for p in folder.parent.glob("*") if p.is_dir()]) if folder.parent.is_dir() else None
        hint = f"Did you mean {folder.parent / near}?" if near else "`foedus new DIR` starts a case."
        raise CaseError(f"There is no folder {folder}.", hint)
    if not folder.is_dir():
        raise CaseError(f"{folder} is a file, not a case folder.", f"Name the folder: {folder.parent}.")
    config, findings = settings.read(folder)
    if not (folder / "case.toml").exists() and not (folder / "claims").exists():
        raise CaseError(
            f"{folder} is no case: it has neither case.toml nor claims/.", f"`foedus new {folder}` starts a case there."
        )
    codebook, more = _codebook(folder)
    findings += more
    files = {table: folder / f"{table}.csv" for table in codebook.tables}
    files |= {kind: folder / "claims" / f"{kind}.csv" for kind in codebook.kinds}
    inside: dict[str, Path] = {}
    root = folder.resolve()
    for table, file in files.items():
        if not file.is_file():
            if file.is_symlink():
                findings.append(_outside(file, folder, "leads nowhere"))
            continue
        if not file.resolve().is_relative_to(root):
            findings.append(_outside(file, folder, "leads out of the case's folder"))
            continue
        inside[table] = file
    case = Case(folder, config, codebook, sum(file.stat().st_size for file in inside.values()))
    for table, file in files.items():
        spec = codebook.kinds.get(table) or codebook.tables[table]
        name = case.file(table)
        if table not in inside:
            case.counts[table] = 0
            case.missing.add(table)
            tables.empty(case.con, table, spec.columns)
            continue
        try:
            case.counts[table], case.digests[name], more = tables.load(case.con, table, file, name, spec.columns)
        except OSError as error:
            case.counts[table], more = 0, [_unreadable(name, error)]
            tables.empty(case.con, table, spec.columns)
        findings += more
    findings += _absent(case) + _strangers(case)
    for file in (folder / "case.toml", *_kind_files(folder)):
        if file.is_file():
            case.digests[file.relative_to(folder).as_posix()] = tables.digest(file)
    return case, findings


def _kind_files(folder: Path) -> list[Path]:
    return sorted((folder / "kinds").glob("*.toml"))


def _codebook(folder: Path) -> tuple[Codebook, list[Finding]]:
    """The codebook with the case's own kinds; a faulty kind file is left out and found."""
    good: list[Path] = []
    findings: list[Finding] = []
    for path in _kind_files(folder):
        try:
            load([*good, path])
            good.append(path)
        except CodebookError as error:
            name = path.relative_to(folder).as_posix()
            findings.append(Finding("kind-file", "error", name, 0, error.message, error.hint))
    return load(good), findings


def _outside(file: Path, folder: Path, what: str) -> Finding:
    name = file.relative_to(folder).as_posix()
    message = f"{name} is a link that {what}, so it was not read."
    return Finding("outside", "error", name, 0, message, "Put the file itself into the folder.")


def _unreadable(name: str, error: OSError) -> Finding:
    return Finding("unreadable", "error", name, 0, f"{name} cannot be read: {error.strerror}.", "See who owns the file.")


def _absent(case: Case) -> list[Finding]:
    """Tables that a case needs and that are not there."""
    findings = []
    for table in case.codebook.tables.values():
        if table.table in case.missing and not table.optional and not (case.path / f"{table.table}.csv").exists():
            header = ",".join(column.name for column in table.columns)
            message = f"There is no {table.table}.csv, and claims refer to it."
            findings.append(Finding("missing-file", "error", f"{table.table}.csv", 0, message, f"Its header is: {header}"))
    if all(kind.kind in case.missing for kind in case.kinds):
        message = "There are no claims: the folder claims/ has no table of any kind."
        hint = "Write one, such as claims/agreements.csv; `foedus codebook` lists the kinds."
        findings.append(Finding("no-claims", "warning", "claims", 0, message, hint))
    return findings


def _strangers(case: Case) -> list[Finding]:
    """Files in claims/ that belong to no kind: a misspelt name would lose a whole table in silence."""
    findings = []
    for file in sorted((case.path / "claims").glob("*")):
        if file.suffix == ".csv" and file.stem not in case.codebook.kinds:
            near = nearest(file.stem, case.codebook.kinds)
            hint = f"Did you mean {near}.csv?" if near else f"A kind of your own is described in kinds/{file.stem}.toml."
            message = f"There is no kind of claim called '{file.stem}', so the file was not read."
            findings.append(Finding("unknown-kind", "error", f"claims/{file.name}", 0, message, hint))
    return findings
