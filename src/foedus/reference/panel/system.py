"""The states of each year: members of COW's system (from its own list), or of Gleditsch and Ward's.

A state is there in every year of which it was a member on at least one day. COW's list ends with a day; those that
were members on it are taken to have gone on, and a finding says so.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import duckdb

from foedus.case.findings import Finding
from foedus.reference.about import datasets
from foedus.reference.errors import DataError
from foedus.reference.panel.ask import FIRST, System, noted
from foedus.reference.store import Imported, Library
from foedus.terms import states as terms
from foedus.terms.words import nearest, quoted

LIST = "cow-states"
"""The dataset that says which states are members of COW's system."""


class Membership(NamedTuple):
    """A state's membership of a system: its number there, and the first and last year."""

    code: int
    begins: int
    ends: int


class States(NamedTuple):
    """A system of states: who was a member when, what is to be known about it, and where it was read."""

    system: System
    memberships: tuple[Membership, ...]
    findings: tuple[Finding, ...] = ()
    file: Imported | None = None


def memberships(system: System, end: int, library: Library) -> States:
    """The members of a system up to a year. Raises `DataError` where the list cannot be read."""
    if system == "gw":
        text = "Gleditsch and Ward's states are taken from foedus's own table, by whole years."
        return States("gw", tuple(_own(system, end)), (noted("own-list", text),))
    if LIST in datasets() and library.has(LIST, "members"):
        return _listed(end, library)
    text = "COW's list of states is not on this machine: foedus's own table stands in for it."
    hint = (
        "It has the years in which a state existed, which may differ from those of its membership. "
        f"`foedus data get {LIST}` gets COW's."
    )
    return States("cow", tuple(_own(system, end)), (noted("own-list", text, hint),))


def _own(system: System, end: int) -> Iterator[Membership]:
    for one in terms.states().values():
        for code in one.cow if system == "cow" else one.gw:
            last = min(end if moment is None else moment for moment in (code.ends, one.ends))
            yield Membership(code.number, max(FIRST, code.begins or FIRST), min(last, end))


def _listed(end: int, library: Library) -> States:
    about = datasets()[LIST]
    table = next(one for one in about.tables if {"ccode", "begins", "ends"} <= set(one.columns))
    file = library.part(LIST, table.part)[0]
    with duckdb.connect() as db:
        rows = db.execute(
            f"SELECT ccode, year(begins), year(ends), ends FROM {library.table(table.name)} ORDER BY ALL"
        ).fetchall()
    last = max(row[3] for row in rows)
    found = [Membership(code, begins, end if day == last else ends) for code, begins, ends, day in rows]
    notes: tuple[Finding, ...] = ()
    if end > last.year:
        text = f"COW's list of states ends on {last}: its members on that day are taken to have gone on to {end}."
        notes = (noted("system-goes-on", text),)
    return States("cow", tuple(found), notes, file)


def load(db: duckdb.DuckDBPyConnection, found: States, end: int) -> None:
    """Make the table `members` of all state-years to a year.

    Shape: `k` (year * 1000 + code), code, ccode, year, state (foedus key), name.
    """
    columns: list[list[int | str | None]] = [[], [], [], [], []]
    for code, year in sorted(_years(found.memberships, end)):
        state = terms.from_cow(code, year) if found.system == "cow" else terms.from_gw(code, year)
        cow = code if found.system == "cow" else _cow(state, year)
        row = (code, cow, year, state.key if state else None, state.name if state else None)
        for column, cell in zip(columns, row, strict=True):
            column.append(cell)
    db.execute(
        "CREATE TEMP TABLE members AS SELECT (year * 1000 + code)::INTEGER AS k, * FROM (SELECT "
        "unnest(?::INTEGER[]) AS code, unnest(?::INTEGER[]) AS ccode, unnest(?::INTEGER[]) AS year, "
        "unnest(?::VARCHAR[]) AS state, unnest(?::VARCHAR[]) AS name)",
        columns,
    )


def _cow(state: terms.State | None, year: int) -> int | None:
    code = state.cow_in(year) if state else None
    return code.number if code else None


def _years(found: Iterable[Membership], end: int) -> set[tuple[int, int]]:
    return {(one.code, year) for one in found for year in range(max(one.begins, FIRST), min(one.ends, end) + 1)}


def meant(text: str) -> str:
    """The key of the state that is meant by a key, a name, COW's letters or its number (digits, kept as they are).

    Raises `DataError` with the nearest where there is none.
    """
    if text.isdigit():
        if any(code.number == int(text) for one in terms.states().values() for code in one.cow):
            return text
        raise DataError(f"No state has the COW number {text}.")
    if text in terms.states():
        return text
    lettered = {one.key for one in terms.states().values() for code in one.cow if code.abbreviation == text}
    found = terms.state(lettered.pop()) if len(lettered) == 1 else terms.find(text, languages=["en"])
    if found is None:
        names = [name for one in terms.states().values() for name in (one.key, one.name)]
        near = nearest(text, names)
        hint = f"Did you mean {near}?" if near else "Write a key such as TUR, a name, or a COW number."
        raise DataError(f"There is no state {quoted(text)}.", hint)
    return found.key
