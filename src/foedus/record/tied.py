"""What ties two states: by pair, kind and event, with its claims, whether it is told, and whether it is firm.

Firm and soft are as in `counting`. The database counts; only events that are told and denied are looked at one by
one. The record keeps what comes of all its claims; at a clock, or of some claims, it is counted anew.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import duckdb

from foedus.codebook import Codebook
from foedus.record.counting import REAL, firmness
from foedus.record.once import once
from foedus.record.read import by_claim

if TYPE_CHECKING:
    from foedus.record.ask import Record

TABLE = "tied"
TOGETHER = "NOT expanded AND a <> b"
"""Ties of two states by name, not as members of a group."""


def counted(book: Codebook, ties: str, where: str = "true", *, twice: bool = True) -> str:
    """SQL for the ties of a table that meet a condition; `unsure`: what is firm unless the denial is of others.

    `twice`: a claim may tie two states both ways, and counts once. To look for that takes as long as all the rest.
    """
    contestable = ", ".join(f"'{name}'" for name, kind in book.kinds.items() if kind.contestable)
    told = "grain = 'single' AND assertion IN ('asserted', 'attributed')"
    denied = f"grain = 'single' AND assertion = 'denied' AND kind IN ({contestable})"
    firm = f"grain = 'single' AND assertion = 'asserted' AND phase IN ({', '.join(map(repr, REAL))})"
    return (
        f"SELECT least(a, b) AS a, greatest(a, b) AS b, kind, event, list({'DISTINCT ' * twice}claim) AS claims, "
        f"bool_or({told}) AS told, bool_or({firm}) AS firm, max(earliest) FILTER ({told}) AS last, "
        # What is denied from a later stage on alone leaves the earlier ones as they are.
        f"coalesce(min(step) FILTER ({denied}) <= min(step) FILTER ({firm}), false) AS unsure "
        f"FROM {ties} WHERE {TOGETHER} AND {where} GROUP BY ALL"
    )


def tied(
    record: "Record", *, kind: str = "", among: Sequence[str] = (), where: str = "true", values: Sequence[Any] = ()
) -> str:
    """The name of a table of the ties at a record's clocks, with the columns of `counted`: all, or some.

    `kind`: of that kind; `among`: of these states with each other; `where`, `values`: of claims that meet a condition.
    """
    inside, given = [f"kind = '{record.kind(kind).kind}'"] if kind else [], list(values)
    if among:
        inside.append("a IN (SELECT unnest(?::VARCHAR[])) AND b IN (SELECT unnest(?::VARCHAR[]))")
        given += [list(among)] * 2
    kept = where == "true" and not record.bounds
    if kept and not inside:
        return f"store.{TABLE}"
    if kept:
        return record.hold(f"SELECT * FROM store.{TABLE} WHERE {' AND '.join(inside)}", given)
    looked = where != "true" or record.without
    there = f"claim IN (SELECT claim FROM claims WHERE {where})" if looked else record.bounds
    sql = counted(record.codebook, "store.ties", " AND ".join([there, *inside]), twice=once(record, _Twice, _Twice).any)
    return record.hold(sql, given, lambda table: settle(record.con, table, fallen(record, table)))


class _Twice:
    """Whether any claim of a build ties two states both ways."""

    def __init__(self, record: "Record") -> None:
        rows = record.con.execute(
            f"SELECT (SELECT count(*) FROM store.ties WHERE {TOGETHER}) > (SELECT sum(len(claims)) FROM store.{TABLE})"
        )
        self.any = bool(rows.fetchall()[0][0])


def fallen(record: "Record", table: str) -> list[int]:
    """The rows of a table of `counted` ties that are not firm, as they are denied of the same parties."""
    rows = record.con.execute(f"SELECT rowid, kind, event, claims FROM {table} WHERE unsure").fetchall()
    said = {row["claim"]: row for row in by_claim(record, {claim for *_, claims in rows for claim in claims})}
    firm: dict[tuple[str, ...], bool] = {}  # most pairs of an event have the same claims
    for _, kind, event, claims in rows:
        if (key := tuple(claims)) not in firm:
            firm[key] = event in firmness(record.codebook.kinds[kind], [said[claim] for claim in claims]).firm
    return [place for place, _, _, claims in rows if not firm[tuple(claims)]]


def settle(con: duckdb.DuckDBPyConnection, table: str, places: list[int]) -> None:
    """Have these rows not firm."""
    con.execute(f"UPDATE {table} SET firm = false WHERE rowid IN (SELECT unnest(?::BIGINT[]))", [places])
