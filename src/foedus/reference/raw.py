"""A published file while it is being imported: raw cells in DuckDB, popped column by column into typed tables.

An importer opens the file as a `Sheet` (every cell text), pops each column that it knows with the kind of value it
holds, drops by name what it knows and does not want, and makes a table. What is left over, and every cell that is not
of its kind, becomes a finding: nothing is lost in silence.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from foedus.case.findings import Finding, Severity
from foedus.reference import text
from foedus.reference.about import Dataset, File
from foedus.reference.errors import DataError
from foedus.reference.sheet import MISSING, Cell, Lines, Sheet, name_of, text_of, unique
from foedus.terms import bearers
from foedus.terms import states as terms
from foedus.terms.bearers import Scheme
from foedus.terms.words import quoted

__all__ = ["MISSING", "Cell", "Raw", "Sheet", "name_of", "text_of"]

_ROWS_AT_ONCE = 5000


class Raw:
    """A file that is being imported. `file` says what form it is; `findings` collects what is wrong with it."""

    def __init__(
        self,
        path: Path,
        about: Dataset,
        file: File,
        db: duckdb.DuckDBPyConnection,
        header_line: int = 0,
        scratch: Path | None = None,
    ) -> None:
        self.path, self.about, self.file, self.db = path, about, file, db
        self.header_line = header_line
        """Lines above the header."""
        self.findings: list[Finding] = []
        self.rows = 0
        """Rows of data in the file: what the expected number is compared with."""
        self.version = ""
        """The release, where the file says it itself."""
        self.whole = True
        """Whether its last line has an end, where it is a text."""
        self.made: list[str] = []
        """Tables made, in order."""
        self.sheets: list[Sheet] = []
        self._held = None if scratch else TemporaryDirectory(prefix="foedus-")
        self._scratch = scratch or Path(self._held.name if self._held else "")
        self._text: text.Plain | None = None

    def plain(self, encoding: str = "") -> Path:
        """The file as UTF-8 text with one sort of line end, for whoever reads it line by line. Raises `DataError`."""
        if self._text is None:
            self._text = text.plain(self.path, self._scratch)
            self.whole = self._text.whole
            said = text.SAID[self._text.encoding]
            if self._text.encoding not in ("utf-8", text.encoding_named(encoding or self.file.encoding)):
                self.finding(
                    "other-encoding",
                    "warning",
                    f"{self.path.name} is in {said}, not {encoding or self.file.encoding} as published.",
                    f"It is read as {said}; see whether names with accents are right.",
                )
        return self._text.path

    def csv(
        self,
        delimiter: str = ",",
        skip: int = 0,
        encoding: str = "",
        header: Sequence[str] = (),
        quote: str | None = None,
        only: Sequence[str] = (),
    ) -> Sheet:
        """The file as delimited text after `skip` lines, its first line the header (or `header`, where it has none).

        `encoding`: in which it is published, where that is not the `file.encoding`; in which it is shows from its
        bytes, and another one is a finding. `quote`: what cells are quoted with; without it `"`, and nothing where
        tabs delimit. `only`: the columns to look at, of a file with hundreds; those it lacks are no matter here.
        Raises `DataError` where rows do not have the header's number of cells.
        """
        quote = ("" if delimiter == "\t" else '"') if quote is None else quote
        skip = skip or self.header_line
        plain = self.plain(encoding)
        names = unique(header or text.first_cells(plain, delimiter, skip, quote))
        columns = ", ".join(f"{text_of(one)}: 'VARCHAR'" for one in names)
        wanted = {one.lower() for one in only}
        chosen = ", ".join(name_of(one) for one in names if one.lower() in wanted) if only else "*"
        said = ", ".join(f"{key} = {text_of(value)}" for key, value in _signs(delimiter, quote).items())
        table = f"sheet_{len(self.sheets) + 1}"
        try:
            self.db.execute(
                f"CREATE TABLE {table} AS SELECT row_number() OVER () AS row_, {chosen} FROM read_csv("
                f"{text_of(str(plain))}, auto_detect = false, header = {not header}, skip = {skip}, "
                f"null_padding = false, strict_mode = true, max_line_size = {text.LONGEST}, {said}, "
                f"columns = {{{columns}}})"
            )
        except duckdb.InvalidInputException as error:
            first = skip + (not header)
            raise self._no_table(text.misfit(plain, delimiter, first, quote, len(names)), error) from error
        above = skip + (not header)
        return self._sheet(table, lambda rows: text.lines_of(plain, delimiter, above, quote, rows))

    def _no_table(self, misfit: text.Misfit | None, error: duckdb.Error) -> DataError:
        what = misfit.says if misfit else str(error).splitlines()[0].removeprefix("Invalid Input Error: ")
        if misfit and misfit.last:
            hint = "It ends there, in the middle of a row: the download was cut short. Get it anew."
        else:
            hint = "Its rows do not fit its header: it was edited, or saved anew by a program. Get it as published."
        return DataError(f"{self.path.name} cannot be read as a table: {what}.", hint)

    def rows_of(self, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Sheet:
        """A sheet of rows that Python has read (a workbook, a Stata file). Shape: each row as long as the header.

        Raises `DataError` for a row of another length.
        """
        table = f"sheet_{len(self.sheets) + 1}"
        columns = ", ".join(f"{name_of(one)} VARCHAR" for one in unique(header))
        self.db.execute(f"CREATE TABLE {table} (row_ BIGINT, {columns})")
        batch: list[list[str | None]] = [[] for _ in range(len(header) + 1)]

        def flush() -> None:
            if batch[0]:
                unnested = ", ".join("unnest(?::VARCHAR[])" for _ in batch)
                self.db.execute(f"INSERT INTO {table} SELECT {unnested}", batch)
                for column in batch:
                    column.clear()

        for at, row in enumerate(rows, 1):
            if len(row) != len(header):
                raise DataError(
                    f"{self.path.name} has {len(row):,} cells in row {at:,} under a header of {len(header):,}.",
                    "It was edited, or is another release. Get it as published.",
                )
            batch[0].append(str(at))
            for column, cell in zip(batch[1:], row, strict=True):
                column.append(None if cell is None else str(int(cell)) if isinstance(cell, bool) else str(cell))
            if len(batch[0]) >= _ROWS_AT_ONCE:
                flush()
        flush()
        return self._sheet(table, lambda rows: {})

    def _sheet(self, table: str, lines: Lines) -> Sheet:
        described = self.db.execute(f"DESCRIBE {table}").fetchall()
        self.rows += self.count(table)
        self.sheets.append(Sheet(self, table, [name for name, *_ in described if name != "row_"], lines))
        return self.sheets[-1]

    def count(self, table: str, where: str = "TRUE") -> int:
        """Rows of a table."""
        found: int = self.db.execute(f"SELECT count(*) FROM {name_of(table)} WHERE {where}").fetchall()[0][0]
        return found

    def make(self, table: str, sql: str, parameters: Sequence[object] = ()) -> None:
        """Make a table of the dataset from a query over what has been read."""
        self.db.execute(f"CREATE OR REPLACE TABLE {name_of(table)} AS {sql}", list(parameters))
        if table not in self.made:
            self.made.append(table)

    def states(self, table: str, column: str, scheme: Scheme, year: str = "year", suffix: str = "") -> None:
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
            bearer = bearers.bearer(scheme, value, when)
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
            self._unmapped(table, column, scheme, value, found)

    def _unmapped(
        self, table: str, column: str, scheme: Scheme, value: str, found: Sequence[tuple[int | None, int]]
    ) -> None:
        years = [when for when, _ in found if when is not None]
        span = f" in {min(years)}" + (f"-{max(years)}" if max(years) > min(years) else "") if years else ""
        rows = sum(count for _, count in found)
        known = bool(years) and _ever(scheme, value)
        what = "was no state" if known else "is no state that foedus knows"
        self.finding(
            "unmapped-state",
            "warning",
            f"{quoted(value)}{span} {what} under {bearers.SAID[scheme]} ({rows:,} row{'s' * (rows != 1)} of {table}).",
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


def _ever(scheme: Scheme, value: str) -> bool:
    """Whether a code or name stands for a state in any year."""
    if scheme in ("cow", "gw"):
        numbers = {str(code.number) for state in terms.states().values() for code in getattr(state, scheme)}
        return value in numbers
    return not bearers.bearer(scheme, value, None).unknown


def _signs(delimiter: str, quote: str) -> Mapping[str, str]:
    return {"delim": delimiter, "quote": quote, "escape": quote, "encoding": "utf-8"}
