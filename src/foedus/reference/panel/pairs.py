"""The SQL of dyad-years: pairs in order, what is theirs joined to them, then what is each state's."""

import duckdb

from foedus.reference.panel import states
from foedus.reference.panel.ask import Ask, Chosen
from foedus.reference.panel.coverage import TYPES, value
from foedus.reference.panel.layout import Out, columns_of, key, of_pair, pair_kind, way
from foedus.reference.panel.sources import Strand
from foedus.reference.raw import name_of

ORDER = "w1.code, w2.code, w1.year"


def keys(ask: Ask) -> list[Out]:
    """The columns that say which pair and year a row is about."""
    one, two = states.keys(ask, "w1", "1"), states.keys(ask, "w2", "2")
    return [
        *(out for both in zip(one, two, strict=True) for out in both),
        key("year", "Year.", "w1.year"),
        *(out for both in zip(states.names(ask, "w1", "1"), states.names(ask, "w2", "2"), strict=True) for out in both),
    ]


def outs(ask: Ask, strands: dict[Chosen, Strand], end: int, *, directed: bool) -> dict[Chosen, list[Out]]:
    """The columns of each variable: those of states for both, those of pairs once."""
    first = states.outs(ask, strands, end, "w1", "1")
    second = states.outs(ask, strands, end, "w2", "2")
    return {
        one: [*first[one], *second[one]] if one in first else of_pairs(ask, one, strand, end, directed=directed)
        for one, strand in strands.items()
    }


def of_pairs(ask: Ask, one: Chosen, strand: Strand, end: int, *, directed: bool) -> list[Out]:
    """The columns of a variable of pairs."""
    found: list[Out] = []
    for suffix, told in of_pair(one, strand, directed=directed):
        kind = pair_kind(one, suffix, directed=directed)
        found += columns_of(one, strand, told, suffix, _says(one, suffix, directed), ask, end, kind=kind)
    return found


def _says(one: Chosen, suffix: str, directed: bool) -> str:
    variable = one.variable
    if suffix == "_2to1":
        return f"{variable.says} Here from the second to the first."
    if variable.level == "directed" and not directed and variable.undirected and not suffix:
        return f"{variable.says} Both directions as one: {variable.undirected}."
    return variable.says


def source(strands: dict[Chosen, Strand], *, directed: bool, part: tuple[int, int] | None = None) -> str:
    """What the columns of a pair are selected from. `part`: only the pairs from one place in the order to another."""
    chosen = "pairs"
    if part:  # behind a limit all is kept in order; without one DuckDB puts small chunks by, to join them
        chosen = f"(SELECT * FROM pairs WHERE rowid >= {part[0]} LIMIT {part[1] - part[0]})"
    joins = [f"{chosen} p JOIN w w1 ON w1.k = p.k1 JOIN w w2 ON w2.k = p.k2"]
    for strand, back in _ways(strands, directed=directed):
        if strand.listed:
            name = way(strand, back=back)
            joins.append(f"JOIN {strand.name} {name} ON {name}.r = p.{_number(strand, back)}")
    return " ".join(joins)


def make(db: duckdb.DuckDBPyConnection, strands: dict[Chosen, Strand], *, directed: bool) -> None:
    """Make the table `pairs` of the pairs in `w`, in order of states and year, and a table of each list.

    Shape: `k1`, `k2`, and for each strand of pairs its values, prefixed, or where it is a list the number `r` of its
    row in the table that has its name; in an undirected panel a strand of directed variables is there twice, `_back`
    from the second state to the first. The table `found` has the numbers of those that are in any list.
    """
    ways = _ways(strands, directed=directed)
    wanted = "<>" if directed else "<"
    then = {f"a.{strand.name}_were AND b.{strand.name}_were": strand.name for strand, _ in ways if not strand.now}
    weres = "".join(f", {both} AS {name_of(f'{name}.were')}" for both, name in then.items())
    db.execute(  # on its own, so that how many rows it has is known when it is joined
        "CREATE TEMP TABLE met AS SELECT a.k AS k1, b.k AS k2, a.code AS code1, b.code AS code2, "
        "a.ccode AS ccode1, b.ccode AS ccode2, "
        f"a.year{weres} FROM w a JOIN w b ON a.year = b.year AND a.code {wanted} b.code"
    )
    for strand in {strand.name: strand for strand, _ in ways if strand.listed}.values():
        db.execute(f"CREATE TABLE {strand.name} AS {_rows(strand)}")
    chosen, joins = ["f.k1", "f.k2"], []
    if lists := [one for one in ways if one[0].listed]:
        db.execute(f"CREATE TABLE found AS {_found(lists)}")
        joins.append("LEFT JOIN found ON found.ccode1 = f.ccode1 AND found.ccode2 = f.ccode2 AND found.year = f.year")
    for strand, back in ways:
        name = way(strand, back=back)
        chosen += _chosen(strand, name)
        if not strand.listed:
            one, two = _states(back)
            year = f" AND {name}.year = {strand.window.asked('f.year')}" if strand.source.yearly else ""
            joins.append(
                f"LEFT JOIN ({strand.sql()}) {name} ON {name}.ccode1 = f.{one} AND {name}.ccode2 = f.{two}{year}"
            )
    db.execute(
        f"CREATE TABLE pairs AS SELECT {', '.join(chosen)} FROM met f {' '.join(joins)} "
        "ORDER BY f.code1, f.code2, f.year"
    )
    db.execute("DROP TABLE met")


UNKNOWN, NIL = 0, 1
"""Rows of every list: for pairs of which it says nothing, and for those of which it thereby says: none."""


def _rows(strand: Strand) -> str:
    """The rows of a list, numbered, before them those of pairs that have none."""
    typed = [f"CAST({name_of(one.name)} AS {TYPES[one.kind]}) AS {name_of(one.name)}" for one in strand.variables]
    unknown = "".join(f", NULL AS {name_of(one.name)}" for one in strand.variables)
    nil = "".join(f", 0::{TYPES[one.kind]} AS {name_of(one.name)}" for one in strand.variables)
    return (
        f"SELECT (row_number() OVER () + {NIL})::INTEGER AS r, ccode1, ccode2, year, {', '.join(typed)} "
        f"FROM ({strand.sql()}) UNION ALL BY NAME SELECT {UNKNOWN} AS r{unknown} "
        f"UNION ALL BY NAME SELECT {NIL} AS r{nil}"
    )


def _found(lists: list[tuple[Strand, bool]]) -> str:
    """Who is in any list, in which year of the panel, with the numbers of their rows. `n`: how many rows those are."""
    every, rows = [], []
    for strand, back in lists:
        one, two = _states(back)
        number = _number(strand, back)
        every.append(f"max({number}) AS {number}")
        rows.append(
            f"SELECT {one} AS ccode1, {two} AS ccode2, {strand.window.asking('year')} AS year, r AS {number} "
            f"FROM {strand.name} WHERE r > {NIL}"
        )
    return (
        f"SELECT ccode1, ccode2, year, count(*) AS n, {', '.join(every)} "
        f"FROM ({' UNION ALL BY NAME '.join(rows)}) GROUP BY ccode1, ccode2, year"
    )


def once(strands: dict[Chosen, Strand], *, directed: bool) -> str:
    """SQL of how many rows of `found` have one row of a list at most; empty where there is no list."""
    there = [
        f"({_number(strand, back)} IS NOT NULL)::INT"
        for strand, back in _ways(strands, directed=directed)
        if strand.listed
    ]
    return f"SELECT count(*) FROM found WHERE n = {' + '.join(there)}" if there else ""


def _number(strand: Strand, back: bool) -> str:
    return name_of(f"{way(strand, back=back)}.r")


def _states(back: bool) -> tuple[str, str]:
    """Which states a row is about, from the first of a pair to the second, or back."""
    return ("ccode2", "ccode1") if back else ("ccode1", "ccode2")


def _chosen(strand: Strand, name: str) -> list[str]:
    """What a pair has of a strand: its values, or the number of its row."""
    were = "TRUE" if strand.now else f"f.{name_of(f'{strand.name}.were')}"
    if strand.listed:
        number = name_of(f"{name}.r")
        nil = f"CASE WHEN {strand.window.within('f.year')} AND {were} THEN {NIL} ELSE {UNKNOWN} END"
        return [f"coalesce(found.{number}, {nil}) AS {number}"]
    row = f"{name}.ccode1 IS NOT NULL"
    return [
        f"{value(one, strand.window, 'f.year', f'{name}.{name_of(one.name)}', row, were)} "
        f"AS {name_of(f'{name}.{one.name}')}"
        for one in strand.variables
    ]


def _ways(strands: dict[Chosen, Strand], *, directed: bool) -> list[tuple[Strand, bool]]:
    """The joins of pairs: each strand, and its way back where an undirected panel has variables with a direction."""
    found: dict[tuple[str, bool], tuple[Strand, bool]] = {}
    for one, strand in strands.items():
        if strand.sort == "pair":
            found[strand.name, False] = strand, False
            if one.variable.level == "directed" and not directed:
                found[strand.name, True] = strand, True
    return list(found.values())
