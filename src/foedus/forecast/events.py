"""Foundings: sets of states that founded a defence pact in a year. New pacts, renewals and accessions are apart.

A founding is an alliance of which ATOP says that some member promises another active help if it is attacked. Its
founders are those states of COW's system that are bound from its first year as a defence pact, whether they promise or
are promised. It is a *renewal* where each two of them had a defence pact on the eve, *partly* new where some had,
*new* where none had. States that come later are an *accession*; they are counted apart and never forecast.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import combinations
from typing import Literal

import duckdb
import msgspec

from foedus.reference.store import Library

Kind = Literal["new", "partly", "renewal"]


class Founding(msgspec.Struct, frozen=True, kw_only=True):
    """A set of states that founded a pact in a year (a k-ad, Poast 2010)."""

    pact: str
    """ATOP's number of the alliance."""
    year: int
    members: tuple[int, ...]
    """COW codes of the founders, sorted; two or more."""
    kind: Kind

    @property
    def size(self) -> int:
        """How many founders."""
        return len(self.members)


class Accession(msgspec.Struct, frozen=True):
    """States that joined a pact after its founding."""

    pact: str
    year: int
    members: tuple[int, ...]


def foundings(library: Library, start: int, end: int) -> tuple[tuple[Founding, ...], tuple[Accession, ...]]:
    """The foundings and accessions from `start` to `end`, by year and number. Raises `DataError` without ATOP."""
    db = duckdb.connect()
    bound = db.execute(
        f"""WITH defence AS (
            SELECT atopid, phase, min(year(begins)) AS since FROM {library.table("atop_members")}
            GROUP BY ALL HAVING bool_or(defense)
        ), first AS (SELECT atopid, min(since) AS since FROM defence GROUP BY ALL)
        SELECT atopid::VARCHAR, greatest(min(year(begins)), first.since) AS year, ccode
        FROM {library.table("atop_members")} JOIN first USING (atopid)
        WHERE in_system AND coalesce(year(ends), 9999) >= first.since
        GROUP BY atopid, ccode, first.since ORDER BY ALL"""
    ).fetchall()
    allied = _allied(db, library)
    db.close()
    by_pact: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    for pact, year, code in bound:
        by_pact[pact][year].add(code)
    founded: list[Founding] = []
    joined: list[Accession] = []
    for pact, years in by_pact.items():
        first, *later = sorted(years)
        members = tuple(sorted(years[first]))
        if len(members) > 1 and start <= first <= end:
            kind = _kind(members, allied.get(first - 1, frozenset()))
            founded.append(Founding(pact=pact, year=first, members=members, kind=kind))
        joined += [Accession(pact, year, tuple(sorted(years[year]))) for year in later if start <= year <= end]
    founded.sort(key=lambda one: (one.year, one.pact))
    joined.sort(key=lambda one: (one.year, one.pact))
    return tuple(founded), tuple(joined)


def _allied(db: duckdb.DuckDBPyConnection, library: Library) -> Mapping[int, frozenset[tuple[int, int]]]:
    rows = db.execute(
        f"SELECT DISTINCT year, ccode1, ccode2 FROM {library.table('atop_dyads')} WHERE defense AND ccode1 < ccode2"
    ).fetchall()
    pairs: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for year, one, other in rows:
        pairs[year] |= {(one, other), (other, one)}
    return {year: frozenset(some) for year, some in pairs.items()}


def _kind(members: tuple[int, ...], allied: frozenset[tuple[int, int]]) -> Kind:
    had = [pair in allied for pair in combinations(members, 2)]
    return "renewal" if all(had) else "partly" if any(had) else "new"
