"""What is asked of a panel: its unit, years, states, variables and how they are to be treated."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, get_args

import msgspec

from foedus.case.findings import Finding
from foedus.reference.about import Dataset, Variable

Unit = Literal["state-year", "dyad-year", "k-ad-year"]
UNITS: tuple[Unit, ...] = get_args(Unit)
System = Literal["cow", "gw"]
SYSTEMS: tuple[System, ...] = get_args(System)

FIRST = 1816
"""The first year of both systems of states."""
LAST = 2100
"""No panel goes further: a year beyond is a slip of the pen."""


class Chosen(NamedTuple):
    """A variable that a panel has, taken so many years back."""

    about: Dataset
    variable: Variable
    lag: int = 0

    def __hash__(self) -> int:
        return hash((self.variable.name, self.lag))  # names of variables are unique over all datasets


class Group(NamedTuple):
    """A set of states whose k-ad-years are wanted: its name, members as they were written, and in which years."""

    name: str
    members: tuple[str, ...]
    begins: int | None = None
    ends: int | None = None


class Ask(msgspec.Struct, frozen=True, kw_only=True):
    """All that is asked of a panel."""

    unit: Unit
    directed: bool = False
    start: int | None = None
    end: int | None = None
    system: System = "cow"
    states: tuple[str, ...] = ()
    """Only these states (both of a pair), by key; empty for all."""
    groups: tuple[Group, ...] = ()
    carry: int = 0
    reasons: bool = False
    names: bool = False
    oddities: Mapping[str, Literal["keep", "drop"]] = {}
    chosen: tuple[Chosen, ...] = ()
    case: str = ""
    """The folder of a case whose own events are columns too."""
    where: tuple[str, ...] = ()


def noted(code: str, message: str, hint: str = "", file: str = "", line: int = 0) -> Finding:
    """Something that whoever uses the panel should know: never a reason to stop."""
    return Finding(code, "warning", file, line, message, hint)


def listed(names: str | Sequence[str]) -> list[str]:
    """Names as they may be given: one text with commas, or several."""
    texts = [names] if isinstance(names, str) else names
    return [one.strip() for text in texts for one in text.split(",") if one.strip()]
