"""Claims as Parquet, for cases of millions of rows that no hand edits: the same columns, read into the same tables.

`claims/<kind>.parquet` stands in the place of `claims/<kind>.csv`. Its columns are those of the codebook, as text; a
list is a cell of several values, any other type is read as the text that DuckDB writes for it, and NULL is an empty
cell.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import duckdb

from foedus.case.findings import Finding
from foedus.case.tables import LONGEST_READ, WHITE, check_header, digest, empty
from foedus.codebook import Column

SUFFIX = ".parquet"
WORTH = 10
"""How many times larger the same claims are as CSV, about: by that a case is held in memory, or not."""


def sql_path(path: Path) -> str:
    """A path as DuckDB reads it in SQL: `*`, `?` and `[` in it stand for themselves."""
    plain = re.sub(r"[*?[]", lambda found: f"[{found[0]}]", str(path))
    return "'" + plain.replace("'", "''") + "'"


def load(
    con: duckdb.DuckDBPyConnection, table: str, path: Path, name: str, columns: Sequence[Column]
) -> tuple[int, str, list[Finding]]:
    """Read the Parquet file at `path` into the DuckDB table `table`, as `tables.load` reads CSV.

    `row` and `line` are the number of the row, from 1. Returns the number of rows, the file's digest, and findings.
    """
    quoted = sql_path(path)
    hashed = digest(path)
    try:
        described = con.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted})").fetchall()
        header = [row[0] for row in described]
        places, findings = check_header(header, columns, name, 0)
        if not places:
            empty(con, table, columns)
            return 0, hashed, findings
        types = {row[0]: row[1] for row in described}
        cells = {column: _text(column, types[column]) for column in places}
        picks = ", ".join(f'{cells.get(column.name, repr(""))} AS "{column.name}"' for column in columns)
        numbers = "row_number() OVER () AS row, row_number() OVER () AS line"
        con.execute(f'CREATE TABLE "{table}" AS SELECT {numbers}, {picks} FROM read_parquet({quoted})')
    except duckdb.Error as error:
        con.execute(f'DROP TABLE IF EXISTS "{table}"')
        empty(con, table, columns)
        said = str(error).splitlines()[0].replace(f" '{path}'", "")
        message = f"The file is no Parquet that can be read: {said}"
        hint = "It may be half written: write it anew, under another name first, and rename it."
        return 0, hashed, [Finding("broken-parquet", "error", name, 0, message, hint)]
    (rows,) = con.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0]
    return rows, hashed, findings


def _text(column: str, of: str) -> str:
    """SQL for a column as the text that its CSV would have."""
    name = '"' + column.replace('"', '""') + '"'
    if of.endswith("[]"):
        text = f"array_to_string(list_transform({name}, lambda x: CAST(x AS VARCHAR)), '; ')"
    else:
        text = name if of == "VARCHAR" else f"CAST({name} AS VARCHAR)"
    white = WHITE.replace("'", "''")
    return f"left(trim(coalesce({text}, ''), '{white}'), {LONGEST_READ})"
