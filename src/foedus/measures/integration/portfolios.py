"""Portfolios of alliances of all states of the system in a year, from ATOP."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb

from foedus.measures.integration.similarity import MOST
from foedus.reference.store import Library


class Portfolios(NamedTuple):
    """What each state owes and is owed, by each other state: 0 nothing to 3 active help; to itself 3."""

    year: int
    version: str
    members: tuple[int, ...]
    """COW numbers of the system's states in the year."""
    ties: Mapping[tuple[int, int], int]
    weights: Mapping[int, float] | None
    """Capability (CINC) of each where the yardsticks are weighted by it."""

    def of(self, code: int) -> list[float]:
        """A state's portfolio, in the order of members."""
        return [MOST if code == other else self.ties.get((code, other), 0) for other in self.members]

    @property
    def weighing(self) -> list[float] | None:
        """The weights in the order of members; a state without a figure weighs nothing."""
        return None if self.weights is None else [self.weights.get(code, 0.0) for code in self.members]


_TIES = """
SELECT ccode1, ccode2, max(CASE WHEN defense OR offense THEN 3 WHEN neutral OR nonagg THEN 2 WHEN consul THEN 1 ELSE 0
END) FROM {} WHERE year = ? GROUP BY ALL
"""


def portfolios(library: Library, year: int, *, weighted: bool) -> Portfolios | None:
    """The portfolios of a year; None where ATOP, the list of states or (weighted) capabilities are not here.

    A tie is the stronger of what the two owe each other: 3 defence or offence, 2 neutrality or non-aggression, 1
    consultation.
    """
    needed = [("atop", "members"), ("cow-states", "members"), *([("nmc", "states")] if weighted else [])]
    if not all(library.has(*one) for one in needed):
        return None
    file = library.part("atop", "members")[0]
    if not file.span[0] <= year <= file.span[1]:
        return None
    with duckdb.connect() as con:
        ties: dict[tuple[int, int], int] = {}
        for a, b, value in con.execute(_TIES.format(library.table("atop_dyads")), [year]).fetchall():
            for pair in ((a, b), (b, a)):
                ties[pair] = max(ties.get(pair, 0), value)
        members = con.execute(
            f"SELECT DISTINCT ccode FROM {library.table('cow_members')} WHERE year = ? ORDER BY 1", [year]
        ).fetchall()
        weights = None
        if weighted:
            rows: Sequence[tuple[int, float]] = con.execute(
                f"SELECT ccode, cinc FROM {library.table('nmc')} WHERE year = ? AND cinc IS NOT NULL", [year]
            ).fetchall()
            weights = dict(rows)
    return Portfolios(year, file.version, tuple(row[0] for row in members), ties, weights)
