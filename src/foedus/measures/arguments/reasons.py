"""Reasons: arguments with the same proposition on the same thing, said in the same way, and who gives them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.conclude.rules import independent
from foedus.record.words import Words

Row = Mapping[str, Any]
COLUMNS = (
    "claim", "event", "source", "date", "begun_by", "assertion", "attribution", "grain", "prompted_by", "roots",
    "question", "proposition", "role", "concerns", '"by"',
)  # fmt: skip
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
    claims: tuple[str, ...]
    roots: int
    """On how many independent roots it rests."""
    givers: frozenset[str]
    """Whose it is, by name; the source where a claim names nobody."""
    counted: bool
    """Whether somebody gives it: not one that is only weighed or expected, or said not to be given."""

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
    asked = f"SELECT {', '.join(COLUMNS)} FROM arguments WHERE {where} ORDER BY claim"
    for row in record.rows(asked, values):
        role = row["role"] if row["role"] in ROLES else ""
        grouped.setdefault((role, same(row)), []).append(row)
    words = Words.of(record)
    found = [
        Reason(
            role, question, proposition, MANNERS.get(assertion, ""), tuple(rows), tuple(row["claim"] for row in rows),
            roots(rows), frozenset(_giver(words, row) for row in rows),
            assertion in SAID_SO and any(row["grain"] == "single" for row in rows),
        )
        for (role, (question, proposition, assertion)), rows in grouped.items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: (ROLES.index(one.role), -one.roots, one.proposition, one.claims))


def roots(rows: Iterable[Row]) -> int:
    """On how many independent roots claims rest."""
    return independent([tuple(row["roots"]) for row in rows])


def _giver(words: Words, row: Row) -> str:
    return ", ".join(words.label(key) for key in row["by"] or ()) or words.label(row["source"])


def givers(found: Iterable[Reason]) -> list[str]:
    """Whose some reasons are, by name."""
    return sorted({name for one in found for name in one.givers})
