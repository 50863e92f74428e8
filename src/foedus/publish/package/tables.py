"""The tables of a data package: the case's own, what the record works out of them, and all of it as Parquet."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from foedus.case.silent import silent
from foedus.case.sums import sha256
from foedus.codebook import Codebook
from foedus.codebook.model import Kind
from foedus.codebook.table_schema import derived_schema, table_schema
from foedus.publish.package.contents import Contents
from foedus.record.build import exported
from foedus.record.dictionary import dictionary
from foedus.record.rows import csv_text, text

WORKED_OUT = {"events": "event", "stages": "", "conclusions": "", "contradictions": ""}
"""The tables of the record that stand in the package as CSV, and their keys."""
OF_THE_FOLDER = frozenset({"file", "line"})
"""Columns of the record that speak of the case's own folder."""
CHUNK = 5_000


def lines(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Rows as CSV with a header, some thousand at a time."""
    yield csv_text([columns])
    stream = iter(rows)
    while chunk := list(islice(stream, CHUNK)):
        yield csv_text([[_cell(value) for value in row] for row in chunk])


def _cell(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else text(value)


def put_tables(contents: Contents) -> None:
    """The case's own tables, as they were read, each described by its schema."""
    references = {"source": ("sources", "source")}
    if not contents.findings:
        references["event"] = ("record-events", "event")
    for name, table in contents.tables():
        path = f"claims/{name}.csv" if isinstance(table, Kind) else f"{name}.csv"
        contents.put(
            path,
            lines(contents.columns(table), contents.rows(table)),
            name,
            f"Claims: {table.plural}" if isinstance(table, Kind) else table.label,
            description=table.summary,
            schema=table_schema(table, contents.keeps, references),
        )


def put_record(contents: Contents, record: Path) -> None:
    """What the record works out of the claims, as CSV."""
    with _opened(record) as con:
        described = dictionary(_book(con))
        for name, key in WORKED_OUT.items():
            says, entries = described[name]
            columns = [entry[0] for entry in entries]
            picked = ", ".join(f'"{column}"' for column in columns)
            rows = con.execute(f'SELECT {picked} FROM "{name}"')
            contents.put(
                f"record/{name}.csv",
                lines(columns, iter(rows.fetchone, None)),
                f"record-{name}",
                f"Worked out: {name}",
                description=says,
                schema=derived_schema(entries, key),
            )


def put_parquet(contents: Contents, record: Path) -> None:
    """The tables of the record as Parquet: cells of several values as lists, days and figures beside the texts."""
    folder = contents.folder / "parquet"
    folder.mkdir()
    empty = {kind.kind for kind in contents.case.kinds} - {kind.kind for kind in contents.case.filled}
    with _opened(record) as con:
        for name in exported(_book(con)):
            if name in empty:
                continue
            there = [row[0] for row in con.execute(f'DESCRIBE "{name}"').fetchall()]
            leave = [column for column in there if column in contents.keeps | OF_THE_FOLDER]
            without = f" EXCLUDE ({', '.join(leave)})" if leave else ""
            file = str(folder / f"{name}.parquet").replace("'", "''")
            con.execute(f"COPY (SELECT *{without} FROM \"{name}\") TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
            path = folder / f"{name}.parquet"
            described = {"path": f"parquet/{path.name}", "bytes": path.stat().st_size, "hash": f"sha256:{sha256(path)}"}
            contents.parquet.append(described)


def _opened(record: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(str(record), read_only=True)
    con.execute("SET threads = 1")  # the bytes must not depend on which thread is quicker
    silent(con)
    return con


def _book(con: duckdb.DuckDBPyConnection) -> Codebook:
    (found,) = con.execute("SELECT value FROM meta WHERE key = 'codebook'").fetchall()
    return msgspec.json.decode(found[0], type=Codebook)
