"""The SQL of state-years: a table of every state and year with all variables of states. It is small."""

import duckdb

from foedus.reference.panel.ask import Ask, Chosen
from foedus.reference.panel.layout import Out, columns_of, key, of_state
from foedus.reference.panel.sources import Strand
from foedus.reference.raw import name_of


def keys(ask: Ask, at: str = "w", suffix: str = "") -> list[Out]:
    """The columns that say which state a row is about. `suffix`: 1 or 2 in a pair."""
    which = {"": "the state", "1": "the first state", "2": "the second state"}[suffix]
    codes = [key(f"ccode{suffix}", f"COW number of {which}.", f"{at}.ccode")]
    if ask.system == "gw":
        said = f"Gleditsch and Ward's number of {which}."
        codes.insert(0, key(f"gwcode{suffix}", said, f"{at}.code"))
    return codes


def names(ask: Ask, at: str = "w", suffix: str = "") -> list[Out]:
    """The columns that say in letters which state it is."""
    which = {"": "the state", "1": "the first state", "2": "the second state"}[suffix]
    found = [key(f"state{suffix}", f"foedus key of {which}.", f"{at}.state", "text")]
    if ask.names:
        found.append(key(f"name{suffix}", f"Name of {which} today, or its last.", f"{at}.name", "text"))
    return found


def outs(ask: Ask, strands: dict[Chosen, Strand], end: int, at: str = "w", suffix: str = "") -> dict[Chosen, list[Out]]:
    """The columns of each variable of a state, taken from the table of states."""
    found: dict[Chosen, list[Out]] = {}
    side = {"": "", "1": " Of the first state.", "2": " Of the second state."}[suffix]
    for one, strand in strands.items():
        if strand.sort == "state":
            made = columns_of(one, strand, of_state(one, strand), suffix, one.variable.says + side, ask, end)
            plain = columns_of(one, strand, of_state(one, strand), "", "", ask, end)
            found[one] = [
                Out(out.column, f"{at}.{name_of(inner.column.name)}") for out, inner in zip(made, plain, strict=True)
            ]
    return found


def make(db: duckdb.DuckDBPyConnection, ask: Ask, strands: dict[Chosen, Strand], end: int) -> None:
    """Make the table `w` of the state-years of `frame`, from `members` and the strands of states.

    Shape: the columns of `members`; each variable under its name; for a strand of sides its columns, prefixed;
    for each strand whether the state was a member in the year asked (`_were`), where that can be another than the
    row's, and whether it is in the dataset (`_known`), where reasons are wanted.
    """
    of_states = {one: strand for one, strand in strands.items() if strand.sort == "state"}
    chosen = ["s.*"]
    for one, strand in of_states.items():
        chosen += [out.selected for out in columns_of(one, strand, of_state(one, strand), "", "", ask, end)]
    joins: list[str] = []
    for strand in {strand.name: strand for strand in strands.values()}.values():
        if not strand.now:
            joins.append(_were(strand))
            chosen.append(f"{strand.name}_were.k IS NOT NULL AND s.ccode IS NOT NULL AS {strand.name}_were")
        if strand.sort != "pair":
            joins.append(_joined(strand))
        if strand.sort != "pair" and ask.reasons:
            joins.append(_known(strand))
            chosen.append(f"{strand.name}_known.ccode IS NOT NULL AS {strand.name}_known")
        if strand.sort == "sides":
            chosen += [
                f"{strand.name}.{name_of(column)} AS {name_of(f'{strand.name}.{column}')}" for column in strand.fields
            ]
    db.execute(f"CREATE TABLE w AS SELECT {', '.join(chosen)} FROM frame s {' '.join(joins)}")


def _were(strand: Strand) -> str:
    """The state's membership in the year that the dataset is asked for."""
    at = f"{strand.name}_were"
    return (
        f"LEFT JOIN members {at} ON {at}.code = s.code AND s.ccode IS NOT NULL "
        f"AND {at}.year = {strand.window.asked('s.year')}"
    )


def _known(strand: Strand) -> str:
    """Whether the dataset has the state in any year."""
    at = f"{strand.name}_known"
    rows = f"SELECT DISTINCT CAST(ccode AS INTEGER) AS ccode FROM {strand.source.rows}"
    return f"LEFT JOIN ({rows}) {at} ON {at}.ccode = s.ccode"


def _joined(strand: Strand) -> str:
    year = f" AND {strand.name}.year = {strand.window.asked('s.year')}" if strand.source.yearly else ""
    return f"LEFT JOIN ({strand.sql()}) {strand.name} ON {strand.name}.ccode = s.ccode{year}"
