"""A published file while it is being imported: raw cells in DuckDB, popped column by column into typed tables.

An importer opens the file as a `Sheet` (every cell text), pops each column that it knows with the kind of value it
holds, drops by name what it knows and does not want, and makes a table. What is left over, and every cell that is not
of its kind, becomes a finding: nothing is lost in silence.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import duckdb

from foedus.case.findings import Finding, Severity
from foedus.reference import states
from foedus.reference.about import Dataset, File
from foedus.reference.errors import DataError
from foedus.terms.words import quoted

Cell = Literal["text", "whole", "number", "flag", "date"]

MISSING = ("", "NA", "NaN", "nan", ".", "NULL")
"""What stands for "no value" in every dataset; a column may have more, such as "-9"."""
SHOWN = 3
_ROWS_AT_ONCE = 5000
_SQL: dict[Cell, str] = {
    "text": "{x}",
    "whole": "CASE WHEN TRY_CAST({x} AS DOUBLE) % 1 = 0 THEN TRY_CAST(TRY_CAST({x} AS DOUBLE) AS BIGINT) END",
    "number": "TRY_CAST({x} AS DOUBLE)",
    "flag": "CASE TRY_CAST({x} AS DOUBLE) WHEN 1 THEN TRUE WHEN 0 THEN FALSE END",
    "date": "TRY_CAST({x} AS DATE)",
}
_SAID: dict[Cell, str] = {
    "text": "text",
    "whole": "a whole number",
    "number": "a number with a decimal point",
    "flag": "0 or 1",
    "date": "a date such as 2001-12-31",
}


def name_of(text: str) -> str:
    """A column's or table's name as SQL has it."""
    return '"' + text.replace('"', '""') + '"'


def text_of(text: str) -> str:
    """A text as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


class Raw:
    """A file that is being imported. `file` says what form it is; `findings` collects what is wrong with it."""

    def __init__(
        self, path: Path, about: Dataset, file: File, db: duckdb.DuckDBPyConnection, header_line: int = 0
    ) -> None:
        self.path, self.about, self.file, self.db = path, about, file, db
        self.header_line = header_line
        """Lines above the header."""
        self.findings: list[Finding] = []
        self.rows = 0
        """Rows of data in the file: what the expected number is compared with."""
        self.version = ""
        """The release, where the file says it itself."""
        self.made: list[str] = []
        """Tables made, in order."""
        self._sheets = 0

    def csv(self, delimiter: str = ",", skip: int = 0, encoding: str = "", header: Sequence[str] = ()) -> "Sheet":
        """The file as delimited text after `skip` lines, its first line the header (or `header`, where it has none).

        Raises `DataError` where rows do not have the header's number of cells.
        """
        said = {"encoding": encoding or self.file.encoding, "delim": delimiter, "quote": '"', "escape": '"'}
        options = ", ".join(f"{key} = {text_of(value)}" for key, value in said.items())
        skip = skip or self.header_line
        sheet = self._new()
        try:
            self.db.execute(
                f"CREATE TABLE {sheet} AS SELECT row_number() OVER () AS row_, * FROM read_csv("
                f"{text_of(str(self.path))}, auto_detect = false, header = {not header}, skip = {skip}, "
                f"null_padding = false, strict_mode = true, max_line_size = 16777216, {options}, "
                f"columns = {self._columns(delimiter, skip, header, said['encoding'])})"
            )
        except duckdb.Error as error:
            what = str(error).splitlines()[0].removeprefix("Invalid Input Error: ")
            raise DataError(
                f"{self.path.name} cannot be read as a table: {what}",
                "Its rows do not fit its header: the download may be cut short, or the file was edited. Get it anew.",
            ) from error
        return self._sheet(sheet)

    def _new(self) -> str:
        self._sheets += 1
        return f"sheet_{self._sheets}"

    def _columns(self, delimiter: str, skip: int, header: Sequence[str], encoding: str) -> str:
        names = list(header) or first_cells(self.path, delimiter, skip, encoding)
        unique: list[str] = []
        for at, one in enumerate(names):
            name = one.strip() or f"column_{at + 1}"
            unique.append(name if name.lower() not in {u.lower() for u in unique} else f"{name}_{at + 1}")
        return "{" + ", ".join(f"{text_of(one)}: 'VARCHAR'" for one in unique) + "}"

    def rows_of(self, header: Sequence[str], rows: Iterable[Sequence[object]]) -> "Sheet":
        """A sheet of rows that Python has read (a workbook, a Stata file). Shape: each row as long as the header."""
        sheet = self._new()
        columns = ", ".join(f"{name_of(one)} VARCHAR" for one in header)
        self.db.execute(f"CREATE TABLE {sheet} (row_ BIGINT, {columns})")
        batch: list[list[str | None]] = [[] for _ in range(len(header) + 1)]

        def flush() -> None:
            if batch[0]:
                unnested = ", ".join("unnest(?)" for _ in batch)
                self.db.execute(f"INSERT INTO {sheet} SELECT {unnested}", batch)
                for column in batch:
                    column.clear()

        for at, row in enumerate(rows, 1):
            batch[0].append(str(at))
            for column, cell in zip(batch[1:], row, strict=True):
                column.append(None if cell is None else str(cell))
            if len(batch[0]) >= _ROWS_AT_ONCE:
                flush()
        flush()
        return self._sheet(sheet)

    def _sheet(self, table: str) -> "Sheet":
        described = self.db.execute(f"DESCRIBE {table}").fetchall()
        count = self.db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0]
        self.rows += count
        return Sheet(self, table, [name for name, *_ in described if name != "row_"])

    def make(self, table: str, sql: str, parameters: Sequence[object] = ()) -> None:
        """Make a table of the dataset from a query over what has been read."""
        self.db.execute(f"CREATE OR REPLACE TABLE {name_of(table)} AS {sql}", list(parameters))
        if table not in self.made:
            self.made.append(table)

    def states(self, table: str, column: str, scheme: "states.Scheme", year: str = "year", suffix: str = "") -> None:
        """Add to a made table who is meant by a code or name: `state<suffix>` and, unless it is one, `ccode<suffix>`.

        `year` is the column (or SQL expression) that says in which year the code is used. What no state bears
        stays null and is a finding; what is known to be no state (an alliance, a rebel group, "unknown") stays
        null without one.
        """
        quoted_table, code = name_of(table), name_of(column)
        pairs = self.db.execute(
            f"SELECT CAST({code} AS VARCHAR), CAST({year} AS BIGINT), count(*) FROM {quoted_table} "
            f"WHERE {code} IS NOT NULL GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        keys: list[str | None] = []
        cows: list[int | None] = []
        unmapped: dict[str, list[tuple[int | None, int]]] = {}
        for value, when, count in pairs:
            bearer = states.bearer(scheme, value, when)
            keys.append(bearer.key)
            cows.append(bearer.cow)
            if bearer.unknown:
                unmapped.setdefault(value, []).append((when, count))
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE mapped AS SELECT unnest(?::VARCHAR[]) AS value, "
            "unnest(?::BIGINT[]) AS year_, unnest(?::VARCHAR[]) AS key, unnest(?::BIGINT[]) AS cow",
            [[p[0] for p in pairs], [p[1] for p in pairs], keys, cows],
        )
        cow = "" if scheme == "cow" else f", m.cow AS {name_of('ccode' + suffix)}"
        self.make(
            table,
            f"SELECT t.*, m.key AS {name_of('state' + suffix)}{cow} FROM {quoted_table} t LEFT JOIN mapped m "
            f"ON m.value = CAST(t.{code} AS VARCHAR) AND m.year_ IS NOT DISTINCT FROM CAST({year} AS BIGINT)",
        )
        for value, found in unmapped.items():
            years = [when for when, _ in found if when is not None]
            span = f" in {min(years)}" + (f"-{max(years)}" if max(years) > min(years) else "") if years else ""
            rows = sum(count for _, count in found)
            self.finding(
                "unmapped-state",
                "warning",
                f"{quoted(value)}{span} is no state that foedus knows under {states.SAID[scheme]} "
                f"({rows} row{'s' * (rows != 1)} of {table}).",
                "The rows are kept with the name as it stands, and belong to no state.",
                field=column,
            )

    def finding(
        self, code: str, severity: Severity, message: str, hint: str = "", field: str = "", line: int = 0
    ) -> None:
        """Note something that is wrong with the file."""
        self.findings.append(Finding(code, severity, self.path.name, line, message, hint, field))

    def expect(self, holds: bool, code: str, message: str, hint: str = "") -> None:
        """Note a warning unless something holds that should."""
        if not holds:
            self.finding(code, "warning", message, hint)


class Sheet:
    """A raw table. Columns are popped by name, whatever its case; each once."""

    def __init__(self, raw: Raw, table: str, columns: Sequence[str]) -> None:
        self.raw, self.name = raw, table
        self._left = {column.lower(): column for column in columns}
        self._taken: list[tuple[str, str, Cell]] = []  # its name here, SQL of its raw cell, its kind

    @property
    def columns(self) -> list[str]:
        """Columns that have not been popped or dropped."""
        return list(self._left.values())

    def has(self, column: str) -> bool:
        """Whether a column is there to be popped."""
        return column.lower() in self._left

    def pop(self, column: str, kind: Cell = "text", name: str = "", missing: Iterable[str] = ()) -> None:
        """Take a column over, as `name` where given. `missing`: texts that here mean "no value", such as "-9".

        Raises `DataError` where the file has no such column.
        """
        if not self.has(column):
            raise DataError(
                f"{self.raw.path.name} has no column {quoted(column)}, which {self.raw.about.title} has.",
                "It may be another release, or edited. "
                f"Its columns not yet understood: {', '.join(self.columns[:20]) or 'none'}.",
            )
        cell = f"trim({name_of(self._left.pop(column.lower()))})"
        nothing = ", ".join(text_of(one) for one in (*MISSING, *missing))
        self._taken.append((name or column.lower(), f"CASE WHEN {cell} NOT IN ({nothing}) THEN {cell} END", kind))

    def drop(self, *columns: str) -> None:
        """Know columns and leave them aside; those that are not there are no matter."""
        for column in columns:
            self._left.pop(column.lower(), None)

    def make(self, table: str, where: str = "TRUE") -> None:
        """Make the typed table of what was popped; complain of cells not of their kind, and of columns left over."""
        self._complain()
        chosen = ", ".join(f"{_SQL[kind].format(x=x)} AS {name_of(name)}" for name, x, kind in self._taken)
        self.raw.make(table, f"SELECT * FROM (SELECT {chosen} FROM {self.name} ORDER BY row_) WHERE {where}")

    def _complain(self) -> None:
        raw = self.raw
        if self._left:
            raw.finding(
                "unknown-columns",
                "warning",
                f"Columns that foedus does not know in {raw.about.title}: {', '.join(self.columns)}.",
                "They are left aside. It may be a newer release than foedus knows.",
            )
        typed = [(name, x, kind) for name, x, kind in self._taken if kind != "text"]
        if not typed:
            return
        counts = ", ".join(
            f"count(*) FILTER (WHERE {x} IS NOT NULL AND {_SQL[k].format(x=x)} IS NULL)" for _, x, k in typed
        )
        bad = raw.db.execute(f"SELECT {counts} FROM {self.name}").fetchall()[0]
        for (name, x, kind), count in zip(typed, bad, strict=True):
            if count:
                rows = raw.db.execute(
                    f"SELECT row_, {x} FROM {self.name} WHERE {x} IS NOT NULL AND {_SQL[kind].format(x=x)} IS NULL "
                    f"ORDER BY row_ LIMIT {SHOWN}"
                ).fetchall()
                shown = ", ".join(f"{quoted(value)} in row {row}" for row, value in rows)
                more = f" and {count - len(rows)} more" if count > len(rows) else ""
                commas = any("," in value for _, value in rows)
                raw.finding(
                    "not-of-its-kind",
                    "error" if kind != "date" else "warning",
                    f"Column {quoted(name)} should hold {_SAID[kind]}, but has {shown}{more}.",
                    "Decimal commas: save it with decimal points, or get the file anew."
                    if commas
                    else "They are read as no value.",
                    field=name,
                    line=rows[0][0] + 1,
                )


def first_cells(path: Path, delimiter: str, skip: int, encoding: str) -> list[str]:
    """The cells of the header of a delimited text, after `skip` lines. Raises `DataError` where it is no such text."""
    import csv

    try:
        with path.open(
            encoding="utf-8-sig" if encoding.lower() == "utf-8" else encoding, newline="", errors="replace"
        ) as file:
            for _ in range(skip):
                file.readline()
            return next(csv.reader(file, delimiter=delimiter), [])
    except (OSError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {error}.") from error
