"""PLOVER's types in their four classes, and which of them a CAMEO code is.

CAMEO's own four classes (the QuadClass of GDELT) are others in places: an appeal (02) is cooperation there and a
request, hence a conflict in words, here.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

HERE = Path(__file__).parent

Class = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
CLASSES: tuple[Class, ...] = get_args(Class)
Tone = Literal["cooperation", "conflict"]

_TYPES: dict[Class, tuple[str, ...]] = {
    "verbal-cooperation": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "material-cooperation": ("COOPERATE", "AID", "RETREAT"),
    "verbal-conflict": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "material-conflict": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_SPAN = re.compile(r"(\d+)-(\d+)")


class Type(NamedTuple):
    """A type of PLOVER for some codes of CAMEO; `type` is empty where PLOVER has none for them."""

    codes: tuple[str, ...]
    type: str
    fit: str
    """What PLOVER's type is to the codes: exact, broader, partial, or none."""
    lost: str
    """A sentence on what is lost on the way."""


def types() -> Mapping[str, Class]:
    """The class of each of the sixteen types."""
    return {one: of for of, names in _TYPES.items() for one in names}


def tone_of(of: Class) -> Tone:
    """Whether a class is cooperation or conflict."""
    return "cooperation" if of.endswith("cooperation") else "conflict"


@cache
def crosswalk() -> tuple[Type, ...]:
    """The rows of `cameo.csv`."""
    with (HERE / "cameo.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Type(tuple(_codes(row["cameo"])), row["plover"], row["fit"], row["lost"]) for row in csv.DictReader(file)
        )


@cache
def cameo_types() -> Mapping[str, str]:
    """The type of each code of CAMEO; '' for those of which PLOVER has none.

    >>> cameo_types()["046"], cameo_types()["0871"], cameo_types()["010"], "999" in cameo_types()
    ('CONSULT', 'RETREAT', '', False)
    """
    return {code: row.type for row in crosswalk() for code in row.codes}


def _codes(text: str) -> Iterator[str]:
    """The codes of a cell: `05 050-057` is nine of them."""
    for part in text.split():
        span = _SPAN.fullmatch(part)
        if span is None:
            yield part
        else:
            yield from (f"{number:0{len(span[1])}d}" for number in range(int(span[1]), int(span[2]) + 1))
