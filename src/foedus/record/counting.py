"""What is counted, everywhere the same: single events, firm where a source itself says so and nobody denies it.

Firm are single events that a source itself says were agreed or carried out and that nobody denies; soft those only
talked of, passed on on somebody's word, disputed, or known only by their end. Series and general statements are
never counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from foedus.codebook import Kind

REAL = ("agreed", "done")
"""Phases of what was agreed or carried out."""
Row = Mapping[str, Any]


class Firmness(NamedTuple):
    """Events of one kind that may be counted."""

    firm: frozenset[str]
    soft: frozenset[str]

    @property
    def every(self) -> frozenset[str]:
        """Both."""
        return self.firm | self.soft


def firmness(kind: Kind, rows: Iterable[Row]) -> Firmness:
    """Which events of claims of a kind, given as rows of its table, may be counted, and how firmly."""
    by_event: dict[str, list[Row]] = {}
    for row in rows:
        if row["grain"] == "single":
            by_event.setdefault(row["event"], []).append(row)
    firm, soft = set(), set()
    for event, single in by_event.items():
        told = [row for row in single if row["assertion"] in ("asserted", "attributed")]
        if any(row["assertion"] == "asserted" and _real(kind, row, single) for row in told):
            firm.add(event)
        elif told:
            soft.add(event)
    return Firmness(frozenset(firm), frozenset(soft))


def _real(kind: Kind, row: Row, single: Sequence[Row]) -> bool:
    """Whether a claim's stage was agreed or carried out, and no claim denies it, or one before it, of the parties."""
    if kind.stage[row["stage"]].phase not in REAL:
        return False
    if not kind.contestable:
        return True
    step = {stage.word: place for place, stage in enumerate(kind.stages)}
    same_stage = [
        one for one in single if one["stage"] == row["stage"] and one["assertion"] in ("asserted", "attributed")
    ]
    return not any(
        denial["assertion"] == "denied"
        and step[denial["stage"]] <= step[row["stage"]]
        and any(_same_parties(kind, denial, one) for one in same_stage)
        for denial in single
    )


def _same_parties(kind: Kind, one: Row, other: Row) -> bool:
    return all(
        one[column.name] == other[column.name]
        for column in kind.own
        if column.core and column.party and one[column.name] and other[column.name]
    )
