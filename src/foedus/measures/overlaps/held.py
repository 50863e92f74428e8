"""How often states have held both: memberships of organisations in a dataset, by state and year."""

from collections.abc import Mapping, Sequence

import msgspec

from foedus.measures.membership import MEMBER
from foedus.record.figure import DataRow, Figure, missing
from foedus.reference.profile import Profile

UNKNOWN = "unknown"
"""The dataset has no value for the year."""

Years = Mapping[str, Mapping[str, frozenset[int]]]
"""By organisation and state."""


class Held(msgspec.Struct, frozen=True):
    """Member years by organisation and state, years without a value apart, and what they rest on."""

    sure: Years
    unsure: Years
    dataset: str
    title: str
    version: str
    since: int
    until: int
    bodies: frozenset[str]
    """The organisations that the dataset has, in whatever years."""
    aside: int
    """Spells as associate or observer, which are not counted."""

    @property
    def window(self) -> str:
        """What was looked at, as a sentence."""
        beside = f" Spells as associate or observer, not counted: {self.aside}." if self.aside else ""
        return (
            f"{self.dataset} {self.version}, {self.since}–{self.until}; the states of the case's profile only.{beside}"
        )


def held(profile: Profile, blocs: Sequence[str], since: int | None, until: int | None) -> Held | None:
    """Member years of the profile's states in some organisations; None where no dataset covers any of the years."""
    rows = [row for row in profile.tables["organisations"] if row["organisation"] in blocs]
    if not rows:
        return None
    about = profile.coverage[rows[0]["dataset"]]
    first, last = max(since or about.since, about.since), min(until or about.until, about.until)
    if last < first:
        return None
    found: dict[str, dict[str, dict[str, set[int]]]] = {MEMBER: {}, UNKNOWN: {}}
    aside = 0
    for row in rows:
        years = set(range(max(int(row["since"]), first), min(int(row["until"]), last) + 1))
        if row["status"] in found and years:
            found[row["status"]].setdefault(row["organisation"], {}).setdefault(row["state"], set()).update(years)
        elif years:
            aside += 1
    sure, unsure = (_frozen(found[status]) for status in (MEMBER, UNKNOWN))
    return Held(
        sure,
        unsure,
        about.dataset,
        about.title,
        about.version,
        first,
        last,
        frozenset(row["organisation"] for row in rows),
        aside,
    )


def _frozen(found: Mapping[str, Mapping[str, set[int]]]) -> dict[str, dict[str, frozenset[int]]]:
    return {body: {state: frozenset(years) for state, years in of.items()} for body, of in found.items()}


def both(found: Held | None, one: str, other: str, label: Mapping[str, str]) -> tuple[Figure, Figure]:
    """How many states have held both, and in how many state-years; each with an interval where years lack a value."""
    if found is None or not {one, other} <= found.bodies:
        lacking = [label[body] for body in (one, other) if found is None or body not in found.bodies]
        why = f"No dataset of the profile has {' or '.join(lacking)} in the years asked about."
        return missing("not-covered", why, "states"), missing("not-covered", why, "state-years")
    sure = {state: years for state in _states(found, one, other) if (years := _years(found.sure, one, other, state))}
    most = {state: years for state in _states(found, one, other) if (years := _possible(found, one, other, state))}
    rows = tuple(
        DataRow(found.dataset, found.version, f"{state}: {one} and {other}, {_spells(years)}")
        for state, years in sorted(sure.items())
    )
    rows = rows or (DataRow(found.dataset, found.version, f"{one} and {other}: no state of the profile"),)
    states = _count(len(sure), len(most), "state", found.window, rows)
    spans = _count(sum(map(len, sure.values())), sum(map(len, most.values())), "state-year", found.window, rows)
    return states, spans


def _states(found: Held, one: str, other: str) -> set[str]:
    of = (found.sure.get(one, {}), found.unsure.get(one, {}), found.sure.get(other, {}), found.unsure.get(other, {}))
    return {state for states in of for state in states}


def _years(of: Years, one: str, other: str, state: str) -> frozenset[int]:
    nothing: frozenset[int] = frozenset()
    return of.get(one, {}).get(state, nothing) & of.get(other, {}).get(state, nothing)


def _possible(found: Held, one: str, other: str, state: str) -> frozenset[int]:
    """Years in both if those without a value were member years."""
    nothing: frozenset[int] = frozenset()
    first, second = (
        found.sure.get(body, {}).get(state, nothing) | found.unsure.get(body, {}).get(state, nothing)
        for body in (one, other)
    )
    return first & second


def _count(sure: int, most: int, unit: str, window: str, rows: tuple[DataRow, ...]) -> Figure:
    bounds = {"low": float(sure), "high": float(most)} if most != sure else {"low": None, "high": None}
    return Figure(value=sure, unit=unit + "s" * (sure != 1), coverage=window, rows=rows, **bounds)


def _spells(years: frozenset[int]) -> str:
    """Years as spells: 1996–2014, 2016."""
    spells: list[list[int]] = []
    for year in sorted(years):
        if spells and spells[-1][1] == year - 1:
            spells[-1][1] = year
        else:
            spells.append([year, year])
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in spells)
