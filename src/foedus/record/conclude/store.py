"""Conclusions as tables: `conclusions`, one row a field, and `contradictions`, one row for each value against it."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from foedus.record import tables
from foedus.record.conclude import kept
from foedus.record.conclude.resolve import Conclusion, Strand

CHUNK = 20_000
"""Strands that are written at once."""

CONCLUSIONS: Mapping[str, tuple[str, str]] = {
    "event": ("VARCHAR", "Key of the event."),
    "kind": ("VARCHAR", "Kind of the claims."),
    "strand": (
        "VARCHAR",
        "What tells the strand from the event's others: its core cells, as the most exact claim has them.",
    ),
    "field": ("VARCHAR", "What is concluded: `stage` for how far it got, else a column."),
    "stage": ("VARCHAR", "For a date or a figure the stage that it belongs to."),
    "value": ("VARCHAR", "What is concluded; empty where it is not shown or unresolved, as `rule` says."),
    "rule": ("VARCHAR", "The rule that concluded it."),
    "claims": ("VARCHAR[]", "The claims that carry it."),
    "roots": ("INTEGER", "On how many independent roots these rest."),
    "contradicted": ("BOOLEAN", "Whether claims stand against it that cannot be so as well."),
}
CONTRADICTIONS: Mapping[str, tuple[str, str]] = {
    **{name: CONCLUSIONS[name] for name in ("event", "kind", "strand", "field", "stage", "value", "rule", "claims")},
    "other": ("VARCHAR", "What is said instead; empty where it is said not to be so."),
    "other_claims": ("VARCHAR[]", "The claims that say it."),
}

Row = tuple[Any, ...]


def rows(strands: Iterable[Strand]) -> Iterator[tuple[list[Row], list[Row], list[Strand]]]:
    """Rows of both tables, and of what strands, a chunk of these at a time."""
    stream = iter(strands)
    while chunk := list(islice(stream, CHUNK)):
        concluded: list[Row] = []
        against: list[Row] = []
        for strand in chunk:
            for one in strand.conclusions:
                concluded.append((*_head(one), one.roots, one.contradicted))
                if one.contradicted:
                    against += _against(one)
        yield concluded, against, chunk


def _head(one: Conclusion) -> Row:
    claims = "; ".join(one.claims)
    return one.event, one.kind, one.strand or None, one.field, one.stage or None, one.value or None, one.rule, claims


def _against(one: Conclusion) -> list[Row]:
    return [(*_head(one), other.value or None, "; ".join(other.claims)) for other in one.against]


def to_files(strands: Iterable[Strand], folder: Path, part: str, read: Iterable[Conclusion] = ()) -> None:
    """Write the rows of the tables as CSV into a folder, for `from_files`; several parts may lie side by side.

    The third are strands as the record keeps them. `read`: disagreements, which stand among the contradictions alone.
    """
    with (
        (folder / f"conclusions-{part}.csv").open("w", encoding="utf-8", newline="") as one,
        (folder / f"contradictions-{part}.csv").open("w", encoding="utf-8", newline="") as other,
        (folder / f"{kept.TABLE}-{part}.csv").open("w", encoding="utf-8", newline="") as third,
    ):
        writers = csv.writer(one), csv.writer(other), csv.writer(third)
        before, number = "", 0
        for concluded, against, chunk in rows(strands):
            writers[0].writerows(concluded)
            writers[1].writerows(against)
            for strand in chunk:
                number = number + 1 if strand.event == before else 0
                before = strand.event
                writers[2].writerow(kept.row(strand, number))
        for disagreement in read:
            writers[1].writerows(_against(disagreement))


def from_files(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill the tables from the parts that lie in a folder, in an order that does not depend on the parts."""
    con.execute(tables.PARTED)
    con.execute(tables.TOLD)
    for table, columns in (("conclusions", CONCLUSIONS), ("contradictions", CONTRADICTIONS)):
        cells = ", ".join(
            f"coalesce(parted({name}), []) AS {name}" if kind == "VARCHAR[]" else f"told({name})::{kind} AS {name}"
            for name, (kind, _) in columns.items()
        )
        con.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT {cells} FROM {_parts(folder, table, columns)} "
            f"ORDER BY {', '.join(columns)}"
        )
    cells = ", ".join(f"{name}::{kind} AS {name}" for name, kind in kept.COLUMNS.items())
    con.execute(
        f"CREATE OR REPLACE TABLE {kept.TABLE} AS SELECT {cells} FROM {_parts(folder, kept.TABLE, kept.COLUMNS)} "
        "ORDER BY kind, event, number"
    )


def _parts(folder: Path, table: str, columns: Iterable[str]) -> str:
    """SQL for the parts of a table that lie in a folder, all cells as text."""
    files = str(folder / f"{table}-*.csv").replace("'", "''")
    names = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
    return (
        f"read_csv('{files}', header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
        f"parallel = false, columns = {{{names}}})"
    )


def write(
    con: duckdb.DuckDBPyConnection, strands: Iterable[Strand], schema: str = "main", read: Iterable[Conclusion] = ()
) -> None:
    """Make both tables in a schema of an open database; `read` as for `to_files`."""
    con.execute(tables.PARTED)
    for table, columns in (("conclusions", CONCLUSIONS), ("contradictions", CONTRADICTIONS)):
        cells = ", ".join(f'"{name}" {kind}' for name, (kind, _) in columns.items())
        con.execute(f'CREATE OR REPLACE TABLE {schema}."{table}" ({cells})')
    for concluded, against, _ in rows(strands):
        _insert(con, f"{schema}.conclusions", CONCLUSIONS, concluded)
        _insert(con, f"{schema}.contradictions", CONTRADICTIONS, against)
    _insert(con, f"{schema}.contradictions", CONTRADICTIONS, [row for one in read for row in _against(one)])


def _insert(
    con: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, tuple[str, str]], found: Sequence[Row]
) -> None:
    if not found:
        return
    cells = ", ".join(
        # Lists go over as one text: a list of lists takes twenty times as long.
        "parted(unnest(?::VARCHAR[]))" if kind == "VARCHAR[]" else f"unnest(?::{kind}[])"
        for kind, _ in columns.values()
    )
    con.execute(f"INSERT INTO {table} SELECT {cells}", [list(column) for column in zip(*found, strict=True)])
