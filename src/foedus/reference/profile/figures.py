"""Yearly figures of states and of pairs of states, by the panel's own variables."""

import re
from typing import TYPE_CHECKING

from foedus.reference.about import Variable, variables

if TYPE_CHECKING:
    from foedus.reference.profile.make import Cells, Desk

OF_STATES = (
    "cinc", "nmc_milper", "nmc_tpop", "milex_usd", "milex_share", "gdp_per_head", "vdem_polyarchy",
    "unga_idealpoint",
)  # fmt: skip
"""What measures and forecasts ask of a state: capability, wealth, regime, position in the General Assembly."""
OF_PAIRS = (
    "distance_min", "distance_capitals", "contiguity", "unga_distance", "igo_joint",
)  # fmt: skip
"""What they ask of two: nearness in space and in votes, and joint organisations; alliances are a table of their own."""
FIGURES = 5
"""Significant digits that are kept."""


def said(value: object) -> str:
    """A value as a cell: five significant digits, 1 and 0 for yes and no, '' for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, int):
        return str(value)
    return f"{float(str(value)):.{FIGURES}g}"


def of_states(desk: "Desk") -> "list[Cells]":
    """Figures of the coalition's and the groups' states, from the profile's first year on."""
    rows: list[Cells] = []
    for name in OF_STATES:
        variable = _at_hand(desk, name, "states")
        if variable is None:
            continue
        table = variable.table
        by = "" if set(_keys(name)) == {"ccode", "year"} else " GROUP BY t.ccode, t.year"
        found = desk.con.execute(
            f'SELECT a.state, f.year, f.value FROM (SELECT t.ccode, t.year, {variable.sql} AS value FROM "{table}" t '
            f"WHERE t.year >= ?{by}) f JOIN asked a ON a.ccode = f.ccode AND a.year = f.year ORDER BY 1, 2",
            [desk.start],
        ).fetchall()
        whence = desk.whence(table)
        window = _window(desk, variable)
        for state, year, value in found:
            if window[0] <= year <= window[1]:
                note = "" if value is not None else "missing in the dataset"
                rows.append((state, name, str(year), said(value), _unit(variable), *whence, note))
    return rows


def of_pairs(desk: "Desk") -> "list[Cells]":
    """Figures of pairs of which one state at least is the coalition's; years of one value put together."""
    rows: list[Cells] = []
    for name in OF_PAIRS:
        variable = _at_hand(desk, name, "dyads")
        if variable is None:
            continue
        found = desk.con.execute(
            f"SELECT a.state, b.state, f.year, f.value FROM ({_pairs(name, variable)}) f "
            "JOIN asked a ON a.ccode = f.ccode1 AND a.year = f.year JOIN asked b ON b.ccode = f.ccode2 "
            "AND b.year = f.year WHERE f.year >= ? AND a.state < b.state AND (a.own OR b.own) ORDER BY 1, 2, 3",
            [desk.start],
        ).fetchall()
        whence = desk.whence(variable.table)
        window = _window(desk, variable)
        kept = [row for row in found if window[0] <= row[2] <= window[1]]
        if variable.absent == "nil":  # a list of occurrences: inside the window no row says 0
            kept = _filled(desk, kept, window)
        for one, other, since, until, value in _runs(kept):
            note = "" if value else "missing in the dataset"
            rows.append((one, other, name, str(since), str(until), value, _unit(variable), *whence, note))
    return rows


def _pairs(name: str, variable: Variable) -> str:
    table = variable.table
    if "a." in variable.sql:  # of both sides of a table of states
        return (
            f'SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, any_value({variable.sql}) AS value FROM "{table}" a '
            f'JOIN "{table}" b ON a.year = b.year AND a.ccode <> b.ccode WHERE a.ccode IN (SELECT ccode FROM asked) '
            "AND b.ccode IN (SELECT ccode FROM asked) GROUP BY ALL"
        )
    by = "" if set(_keys(name)) == {"ccode1", "ccode2", "year"} else " GROUP BY t.ccode1, t.ccode2, t.year"
    return (
        f'SELECT t.ccode1, t.ccode2, t.year, {variable.sql} AS value FROM "{table}" t '
        f"WHERE t.ccode1 IN (SELECT ccode FROM asked) AND t.ccode2 IN (SELECT ccode FROM asked){by}"
    )


def _unit(variable: Variable) -> str:
    """The unit without its explanations; '' where it is that of another figure."""
    unit = re.split("[;:,]", variable.unit)[0]
    return "" if unit.startswith("as ") else unit


def _keys(name: str) -> tuple[str, ...]:
    about, variable = variables()[name]
    return about.table(variable.table).keys


def _at_hand(desk: "Desk", name: str, used_for: str) -> Variable | None:
    if name not in variables():
        return None
    variable = variables()[name][1]
    return variable if desk.has(variable.table, used_for) else None


def _window(desk: "Desk", variable: Variable) -> tuple[int, int]:
    first, last = desk.span(variable.table)
    narrow_first, narrow_last = variable.window
    return max(first, narrow_first or first), min(last, narrow_last or last)


Figure = tuple[str, str, int, object]


def _filled(desk: "Desk", rows: list[Figure], window: tuple[int, int]) -> list[Figure]:
    have = {row[:3] for row in rows}
    every = desk.con.execute(
        "SELECT a.state, b.state, a.year FROM asked a JOIN asked b ON a.year = b.year AND a.state < b.state "
        "WHERE (a.own OR b.own) AND a.year BETWEEN ? AND ?",
        [max(window[0], desk.start), window[1]],
    ).fetchall()
    return sorted([*rows, *((*key, 0) for key in every if key not in have)], key=lambda row: row[:3])


def _runs(rows: list[Figure]) -> list[tuple[str, str, int, int, str]]:
    """Consecutive years of one value put together."""
    found: list[tuple[str, str, int, int, str]] = []
    for one, other, year, value in rows:
        text = said(value)
        if found and found[-1][:2] == (one, other) and found[-1][3] == year - 1 and found[-1][4] == text:
            found[-1] = (one, other, found[-1][2], year, text)
        else:
            found.append((one, other, year, year, text))
    return found
