"""Bodies that states belong to, each a possible template for the membership of a new pact.

Organisations (full members, COW-IGO) and pacts of three states or more (ATOP, whatever they promise). What a case
knows beyond them is added by its record.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import duckdb
import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.reference.store import Library

LEAST = 3
"""Members from which on a body is a template for a pact of more than two."""


class Bodies(msgspec.Struct, frozen=True, kw_only=True):
    """Bodies on the eve of a year."""

    keys: tuple[str, ...]
    kinds: tuple[str, ...]
    """Of each: `organisation`, `pact`, or `record`."""
    members: NDArray[np.bool_]
    """Shape (bodies, states)."""
    sizes: NDArray[np.int64]
    """How many members each has among all states of the system: shape (bodies,)."""

    def classes(self, bins: Sequence[tuple[int, int]]) -> dict[tuple[str, int, int], int]:
        """How many there are of each kind and size, sizes from and to."""
        return {
            (kind, least, most): sum(
                one == kind and least <= size <= most for one, size in zip(self.kinds, self.sizes.tolist(), strict=True)
            )
            for kind in sorted(set(self.kinds))
            for least, most in bins
        }


class Rolls(msgspec.Struct, frozen=True):
    """Who was in which body, by year."""

    organisations: Mapping[int, Mapping[str, frozenset[int]]]
    pacts: Mapping[int, Mapping[str, frozenset[int]]]
    last_organisation: int
    last_pact: int

    def at(self, year: int, codes: Sequence[int]) -> Bodies:
        """The bodies in `year`, their members among the states with these COW codes, which are those of the rows.

        After the end of a series its last year stands.
        """
        place = {code: n for n, code in enumerate(codes)}
        found: list[tuple[str, str, list[int]]] = []
        for kind, rolls, last in (
            ("organisation", self.organisations, self.last_organisation),
            ("pact", self.pacts, self.last_pact),
        ):
            for key, members in sorted(rolls.get(min(year, last), {}).items()):
                present = sorted(place[one] for one in members if one in place)
                if len(present) >= LEAST:
                    found.append((key, kind, present))
        matrix = np.zeros((len(found), len(codes)), dtype=bool)
        for row, (_, _, present) in enumerate(found):
            matrix[row, present] = True
        return Bodies(
            keys=tuple(one[0] for one in found),
            kinds=tuple(one[1] for one in found),
            members=matrix,
            sizes=matrix.sum(axis=1),
        )


def rolls(library: Library, start: int, end: int) -> Rolls:
    """Who was in which body from `start` to `end`. Raises `DataError` where a dataset is missing."""
    db = duckdb.connect()
    span = [start, end]
    organisations = db.execute(
        f"SELECT year, igo, ccode FROM {library.table('igo_members')} "
        "WHERE status = 'full' AND year BETWEEN ? AND ? ORDER BY ALL", span,
    ).fetchall()  # fmt: skip
    pacts = db.execute(
        f"SELECT DISTINCT year, atopid::VARCHAR, unnest([ccode1, ccode2]) AS ccode FROM {library.table('atop_dyads')} "
        "WHERE year BETWEEN ? AND ? ORDER BY ALL", span,
    ).fetchall()  # fmt: skip
    db.close()
    return Rolls(
        _by_year(organisations), _by_year(pacts), max(row[0] for row in organisations), max(row[0] for row in pacts)
    )


def _by_year(rows: Sequence[tuple[int, str, int]]) -> Mapping[int, Mapping[str, frozenset[int]]]:
    years: defaultdict[int, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for year, body, code in rows:
        years[year][body].add(code)
    return {year: {body: frozenset(some) for body, some in found.items()} for year, found in years.items()}
