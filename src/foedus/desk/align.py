"""Which claim of one coder is which of the other's: claims on one document, paired.

Two claims can be a pair where they are of one kind and stand in the same place, give or take a block, and have
a party in common (or neither names any). Of all possible pairs the most alike is taken first, then the most
alike of what is left (greedy; ties by the claims' identifiers). Alike is: the roles that make a strand, by the
share of keys in common; then stage, date, assertion and place. Whatever finds no partner is told.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from foedus.codebook import Column, Kind

Row = Mapping[str, str]
NEAR = 1
"""Blocks by which two coders may differ over where a thing is said."""
PLACE = re.compile(r"(¶|p\.|§)\s*(\d+)")


class Pair(NamedTuple):
    """A claim of each coder's that are taken to be the same thing said."""

    kind: Kind
    a: Row
    b: Row


def members(column: Column, cell: str) -> frozenset[str]:
    """What a cell names."""
    return frozenset(part.strip() for part in (cell.split(";") if column.many else [cell]) if part.strip())


def aligned(kind: Kind, a: Sequence[Row], b: Sequence[Row]) -> tuple[list[Pair], list[Row], list[Row]]:
    """Pairs of claims of one kind, in the order of `a`, and what is left on each side."""
    scored = sorted(
        (-score, one["claim"], other["claim"], i, j)
        for i, one in enumerate(a)
        for j, other in enumerate(b)
        if (score := alike(kind, one, other)) is not None
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in scored:
        if i not in taken and j not in used:
            taken[i] = j
            used.add(j)
    pairs = [Pair(kind, a[i], b[j]) for i, j in sorted(taken.items())]
    return (
        pairs,
        [row for i, row in enumerate(a) if i not in taken],
        [row for j, row in enumerate(b) if j not in used],
    )


def alike(kind: Kind, a: Row, b: Row) -> float | None:
    """How much alike two claims are; None where they cannot be the same thing said."""
    nearness = _nearness(a.get("locator", ""), b.get("locator", ""))
    parties = [{key for column in kind.parties for key in members(column, row.get(column.name, ""))} for row in (a, b)]
    if nearness is None or (any(parties) and not parties[0] & parties[1]):
        return None
    roles = {column.name: column for column in kind.columns if column.core or column.party}
    shares = [_share(members(c, a.get(c.name, "")), members(c, b.get(c.name, ""))) for c in roles.values()]
    same = sum(a.get(name, "") == b.get(name, "") for name in ("stage", "date", "assertion", "event"))
    return 4 * sum(shares) / max(len(shares), 1) + same / 2 + nearness


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0


def _nearness(one: str, other: str) -> float | None:
    """1 for a place in common, .5 for the next block, 0 where one does not say; None for another place."""
    here, there = (list(_places(text)) for text in (one, other))
    if not here or not there:
        return 0.0
    gaps = [abs(x - y) for sign, x in here for mark, y in there if sign == mark]
    gap = min(gaps, default=NEAR + 1)
    return None if gap > NEAR else 1 - gap / 2


def _places(locator: str) -> Iterable[tuple[str, int]]:
    return ((sign, int(number)) for sign, number in PLACE.findall(locator))
