"""Rivalries, militarised disputes and armed conflicts of the case's states, with whomever."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from foedus.reference.profile.make import Cells, Desk

SORTS = {
    "rivalry_td": ("rivalry", "CAST(NULL AS INTEGER)", "TRUE"),
    "mid_dyads": ("dispute", "max(greatest(t.hostility1, t.hostility2))", "TRUE"),
    "ucdp_dyads": ("armed-conflict", "CAST(NULL AS INTEGER)", "max(t.against) > 0"),
}
"""Tables of pairs at odds in a year: their sort, the level of hostility, and what makes it one."""


def disputes(desk: "Desk") -> "list[Cells]":
    """Runs of years in which one of the coalition's states was at odds with another state."""
    found: list[Cells] = []
    for table, (sort, level, holds) in SORTS.items():
        if not desk.has(table, "disputes"):
            continue
        rows = desk.con.execute(
            f'WITH y AS (SELECT t.ccode1, t.ccode2, t.year, {level} AS level FROM "{table}" t WHERE t.year >= ? '
            f"GROUP BY ALL HAVING {holds}), named AS (SELECT a.state AS one, e.state AS other, y.year, y.level, "
            "a.own AS own, coalesce(o.own, false) AS other_own FROM y "
            "JOIN asked a ON a.ccode = y.ccode1 AND a.year = y.year "
            "JOIN everyone e ON e.ccode = y.ccode2 AND e.year = y.year "
            "LEFT JOIN asked o ON o.ccode = y.ccode2 AND o.year = y.year "
            "WHERE a.own AND (NOT coalesce(o.own, false) OR a.state < e.state)), runs AS (SELECT *, "
            "year - row_number() OVER (PARTITION BY one, other ORDER BY year) AS run FROM named) "
            "SELECT least(one, other), greatest(one, other), min(year), max(year), max(level) FROM runs "
            "GROUP BY one, other, run ORDER BY ALL",
            [desk.start],
        ).fetchall()
        whence = desk.whence(table)
        for one, other, since, until, highest in rows:
            high = "" if highest is None else str(highest)
            found.append((one, other, sort, str(since), str(until), high, *whence, ""))
    return found
