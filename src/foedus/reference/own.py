"""Whose figures a case needs: its coalition's states, and those of its groups beside them."""

from collections.abc import Sequence

import duckdb

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.terms import states


def sides(record: Record, actors: Sequence[str] = ()) -> tuple[list[str], list[str]]:
    """The states that are looked at, and those with whom besides each other, by key.

    The first are `actors`, else the coalition, else the states of all groups; the others those of the groups. Raises
    `AskError` for an actor that is no state, and where the case names no states.
    """
    settings = record.settings
    groups = [state for group in settings.groups.values() for state in group.members]
    every = list(dict.fromkeys([*settings.coalition.members, *groups]))
    if actors:
        inner = list(dict.fromkeys(record.entity(actor) for actor in actors))
        strangers = [key for key in inner if key not in states.states()]
        if strangers:
            raise AskError(f"'{strangers[0]}' is no state.", "Datasets are of states: write --actor KAZ.")
    else:
        inner = [key for key in settings.coalition.members or every if key in states.states()]
    if not inner:
        hint = "Name some with --actor, or in a [coalition] in case.toml."
        raise AskError("The case names no states that datasets could be asked about.", hint)
    return inner, [key for key in every if key not in inner and key in states.states()]


def first_year(keys: Sequence[str]) -> int:
    """The first year in which all of some states bear the code of the state system that they bear last (COW).

    >>> first_year(["TUR", "FRA"])
    1816
    """
    begins = []
    for key in keys:
        state = states.states().get(key)
        codes = state.cow if state else ()
        begins.append((codes[-1].begins if codes else None) or 1816)
    return max([1816, *begins])


def ask(con: duckdb.DuckDBPyConnection, inner: Sequence[str], outer: Sequence[str], first: int, last: int) -> None:
    """Make the table `asked`: each state, its COW number in each year, and whether it is one of the first.

    Shape: one row a state and year in which it bears a number; columns state, ccode, year, own.
    """
    rows = [
        (key, code.number, year, key in inner)
        for key in (*inner, *outer)
        for year in range(first, last + 1)
        if (code := states.state(key).cow_in(year)) is not None
    ]
    con.execute("CREATE OR REPLACE TABLE asked (state VARCHAR, ccode INTEGER, year INTEGER, own BOOLEAN)")
    if rows:
        con.execute(
            "INSERT INTO asked SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[]), unnest(?::INTEGER[]), "
            "unnest(?::BOOLEAN[])",
            [list(column) for column in zip(*rows, strict=True)],
        )
