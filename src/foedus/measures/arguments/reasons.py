"""Reasons: arguments with the same proposition on the same thing, said in the same way, and who gives them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.conclude.rules import independent
from foedus.record.words import Words

Row = Mapping[str, Any]
ROLES = ("enables", "obstructs", "precondition", "motive", "consequence", "")
"""In the order in which they are weighed; '' where a claim names none."""
SAID_SO = ("asserted", "attributed")
MANNERS = {"attributed": "passed on", "denied": "denied", "expected": "expected", "hypothetical": "weighed"}


class Reason(msgspec.Struct, frozen=True):
    """A reason, and its claims in order of their keys."""

    role: str
    question: str
    proposition: str
    manner: str
    """'' where it is given as one's own; passed on, weighed, expected, denied."""
    rows: tuple[Row, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """Its claims."""
        return tuple(row["claim"] for row in self.rows)

    @property
    def roots(self) -> int:
        """On how many independent roots it rests."""
        return roots(self.rows)

    @property
    def counted(self) -> bool:
        """Whether somebody gives it: not one that is only weighed or expected, or said not to be given."""
        return self.rows[0]["assertion"] in SAID_SO and any(row["grain"] == "single" for row in self.rows)

    @property
    def since(self) -> date | None:
        """The day by which it had first been given: that of the claim, else of its source."""
        return min((row["begun_by"] for row in self.rows if row["begun_by"]), default=None)

    @property
    def concerns(self) -> tuple[str, ...]:
        """The actors that it is about."""
        return tuple(sorted({key for row in self.rows for key in row["concerns"] or ()}))


def same(row: Row) -> tuple[str, str, str]:
    """What makes two arguments one reason: question, proposition, and how it is said."""
    return row["question"] or "", row["proposition"], row["assertion"]


def reasons(record: Record, where: str, values: Sequence[Any]) -> list[Reason]:
    """The reasons among arguments that meet an SQL condition: by role, most roots first, then by proposition.

    Reasons with the same proposition that claims give different roles stand once under each.
    """
    grouped: dict[tuple[str, tuple[str, str, str]], list[Row]] = {}
    for row in record.rows(f"SELECT * FROM arguments WHERE {where} ORDER BY claim", values):
        role = row["role"] if row["role"] in ROLES else ""
        grouped.setdefault((role, same(row)), []).append(row)
    found = [
        Reason(role, question, proposition, MANNERS.get(assertion, ""), tuple(rows))
        for (role, (question, proposition, assertion)), rows in grouped.items()
    ]
    return sorted(found, key=lambda one: (ROLES.index(one.role), -one.roots, one.proposition, one.claims))


def roots(rows: Iterable[Row]) -> int:
    """On how many independent roots claims rest."""
    return independent([tuple(row["roots"]) for row in rows])


def givers(record: Record, rows: Iterable[Row]) -> list[str]:
    """Whose reason it is, by name; the source where a claim names nobody."""
    label = Words.of(record).label
    return sorted({", ".join(label(key) for key in row["by"] or ()) or label(row["source"]) for row in rows})
