"""How our lists map to the field's: one file a scheme, `crosswalks/<scheme>.csv`.

A row says for a word of ours what it is in the scheme, how well that fits, and what is lost on the way. A
word may have several rows, each for a part of what it covers, and one with `fit` none where the scheme has
nothing for it.

Sources: DCAD 1.0 (Kinne 2020, category1 to 3), SIPRI Arms Transfers Database (weapon categories),
UCDP/PRIO Armed Conflict Dataset 24.1 (type_of_conflict, intensity_level, incompatibility), Militarized
Interstate Disputes 5 (hostlev, revtype), PLOVER (event type and mode, as in the POLECAT data), CAMEO 1.1b3
(event codes; Schrodt 2012).
"""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from foedus.codebook.model import Codebook

HERE = Path(__file__).parent / "crosswalks"

Fit = Literal["exact", "broader", "narrower", "partial", "none"]
"""What theirs is to ours: the same, wider, a part of it, overlapping, or nothing."""

LISTS: dict[str, tuple[str, str]] = {
    "dcad": ("agreements", "sectors"),
    "sipri": ("transfers", "category"),
    "ucdp": ("disputes", "type"),
    "mid": ("disputes", "type"),
    "plover": ("", "stage"),
    "cameo": ("", "stage"),
}
"""The list of ours that a scheme is held against, as kind and column; plover and cameo take every kind's stages."""

NAMES = {
    "dcad": "DCAD",
    "sipri": "SIPRI Arms Transfers Database",
    "ucdp": "UCDP/PRIO Armed Conflict Dataset",
    "mid": "Militarized Interstate Disputes",
    "plover": "PLOVER",
    "cameo": "CAMEO",
}


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of a crosswalk."""

    ours: str
    """A word of our list; for plover and cameo `kind/stage`."""
    scheme: str
    theirs: str
    """The scheme's own code; for plover `TYPE` or `TYPE:mode`. Empty where `fit` is none."""
    fit: Fit
    lost: str
    """A sentence on what is lost on the way from ours to theirs."""
    when: str = ""
    """For which claims it is, where a word has several rows: `terms=grant|loan`; empty for all that are left."""

    def holds(self, claim: Mapping[str, Any]) -> bool:
        """Whether it is the row for a claim of that word."""
        column, _, words = self.when.partition("=")
        return not column or claim.get(column) in words.split("|")


@cache
def crosswalk(scheme: str) -> tuple[Row, ...]:
    """The rows of one scheme, in the order of its file.

    Raises `ValueError` where there is no such scheme.

    >>> [row.theirs for row in crosswalk("sipri") if row.ours == "uav"]
    ['Aircraft']
    """
    if scheme not in LISTS:
        raise ValueError(f"There is no crosswalk to '{scheme}': choose one of {', '.join(LISTS)}.")
    with (HERE / f"{scheme}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(msgspec.convert(row, Row) for row in csv.DictReader(file))


def event_code(scheme: str, claim: Mapping[str, Any]) -> Row | None:
    """The first row that holds for a claim, given with its kind and stage; None where the scheme has nothing for it.

    >>> sale = {"kind": "transfers", "stage": "delivered", "terms": "sale"}
    >>> event_code("plover", sale).theirs, event_code("plover", sale | {"terms": "grant"}).theirs
    ('COOPERATE', 'AID')
    """
    word = f"{claim['kind']}/{claim['stage']}"
    row = next((row for row in crosswalk(scheme) if row.ours == word and row.holds(claim)), None)
    return row if row and row.theirs else None


def ours(book: Codebook, scheme: str) -> tuple[str, ...]:
    """The words of the list that a scheme is held against."""
    kind, column = LISTS[scheme]
    if kind:
        return tuple(book.kinds[kind].by_name[column].words)
    return tuple(f"{each.kind}/{stage.word}" for each in book.kinds.values() for stage in each.stages)


def fits() -> tuple[str, ...]:
    """The words for how well something fits."""
    return get_args(Fit)
