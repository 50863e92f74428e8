"""Conclusions as tables: `conclusions`, one row a field, and `contradictions`, one row for each value against it."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from foedus.record import tables
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


def rows(strands: Iterable[Strand]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Rows of both tables, a chunk of strands at a time."""
    stream = iter(strands)
    while chunk := list(islice(stream, CHUNK)):
        concluded: list[Row] = []
        against: list[Row] = []
        for strand in chunk:
            for one in strand.conclusions:
                concluded.append((*_head(one), one.roots, one.contradicted))
                if one.contradicted:
                    against += _against(one)
        yield concluded, against


def _head(one: Conclusion) -> Row:
    claims = "; ".join(one.claims)
    return one.event, one.kind, one.strand or None, one.field, one.stage or None, one.value or None, one.rule, claims


def _against(one: Conclusion) -> list[Row]:
    return [(*_head(one), other.value or None, "; ".join(other.claims)) for other in one.against]


def to_files(strands: Iterable[Strand], folder: Path, part: str, read: Iterable[Conclusion] = ()) -> None:
    """Write the rows of both tables as CSV into a folder, for `from_files`; several parts may lie side by side.

    `read`: disagreements, which stand among the contradictions alone.
    """
    with (
        (folder / f"conclusions-{part}.csv").open("w", encoding="utf-8", newline="") as one,
        (folder / f"contradictions-{part}.csv").open("w", encoding="utf-8", newline="") as other,
    ):
        writers = csv.writer(one), csv.writer(other)
        for concluded, against in rows(strands):
            writers[0].writerows(concluded)
            writers[1].writerows(against)
        for disagreement in read:
            writers[1].writerows(_against(disagreement))


def from_files(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Fill both tables from the parts that lie in a folder, in an order that does not depend on the parts."""
    con.execute(tables.PARTED)
    con.execute(tables.TOLD)
    for table, columns in (("conclusions", CONCLUSIONS), ("contradictions", CONTRADICTIONS)):
        files = str(folder / f"{table}-*.csv").replace("'", "''")
        names = ", ".join(f"'{name}': 'VARCHAR'" for name in columns)
        cells = ", ".join(
            f"coalesce(parted({name}), []) AS {name}" if kind == "VARCHAR[]" else f"told({name})::{kind} AS {name}"
            for name, (kind, _) in columns.items()
        )
        con.execute(
            f"CREATE OR REPLACE TABLE {table} AS SELECT {cells} FROM read_csv('{files}', header = false, "
            f"auto_detect = false, delim = ',', quote = '\"', escape = '\"', parallel = false, columns = {{{names}}}) "
            f"ORDER BY {', '.join(columns)}"
        )


def write(
    con: duckdb.DuckDBPyConnection, strands: Iterable[Strand], schema: str = "main", read: Iterable[Conclusion] = ()
) -> None:
    """Make both tables in a schema of an open database; `read` as for `to_files`."""
    con.execute(tables.PARTED)
    for table, columns in (("conclusions", CONCLUSIONS), ("contradictions", CONTRADICTIONS)):
        cells = ", ".join(f'"{name}" {kind}' for name, (kind, _) in columns.items())
        con.execute(f'CREATE OR REPLACE TABLE {schema}."{table}" ({cells})')
    for concluded, against in rows(strands):
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
