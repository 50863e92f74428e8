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
    if part:  # only what comes from a sort is kept in order where chunks are small: DuckDB puts those by, to join them
        chosen = f"(SELECT * FROM pairs WHERE rowid >= {part[0]} AND rowid < {part[1]} ORDER BY rowid)"
    joins = [f"{chosen} p JOIN w w1 ON w1.k = p.k1 JOIN w w2 ON w2.k = p.k2"]
    for strand, back in _ways(strands, directed=directed):
        if strand.wide:
            name = way(strand, back=back)
            joins.append(f"JOIN {strand.name} {name} ON {name}.r = p.{name_of(f'{name}.r')}")
    return " ".join(joins)


def make(db: duckdb.DuckDBPyConnection, strands: dict[Chosen, Strand], *, directed: bool) -> None:
    """Make the table `pairs` of the pairs in `w`, in order of states and year, and a table of each wide strand.

    Shape: `k1`, `k2`, and for each strand of pairs its values, prefixed, or where it is wide the number `r` of its row
    in the table that has its name; in an undirected panel a strand of directed variables is there twice, `_back` from
    the second state to the first.
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
    for strand in {strand.name: strand for strand, _ in ways if strand.wide}.values():
        db.execute(f"CREATE TABLE {strand.name} AS {_rows(strand)}")
    chosen, joins = ["f.k1", "f.k2"], []
    for strand, back in ways:
        name = way(strand, back=back)
        chosen += _chosen(strand, name)
        one, two = ("ccode2", "ccode1") if back else ("ccode1", "ccode2")
        year = f" AND {name}.year = {strand.window.asked('f.year')}" if strand.source.yearly else ""
        rows = strand.name if strand.wide else f"({strand.sql()})"
        joins.append(f"LEFT JOIN {rows} {name} ON {name}.ccode1 = f.{one} AND {name}.ccode2 = f.{two}{year}")
    db.execute(
        f"CREATE TABLE pairs AS SELECT {', '.join(chosen)} FROM met f {' '.join(joins)} "
        "ORDER BY f.code1, f.code2, f.year"
    )
    db.execute("DROP TABLE met")


UNKNOWN, NIL = 0, 1
"""Rows of every wide strand: for pairs of which it says nothing, and for those of which it thereby says: none."""


def _rows(strand: Strand) -> str:
    """The rows of a wide strand, numbered, before them those of pairs that have none."""
    keys = ("ccode1", "ccode2", "year") if strand.source.yearly else ("ccode1", "ccode2")
    typed = [f"CAST({name_of(one.name)} AS {TYPES[one.kind]}) AS {name_of(one.name)}" for one in strand.variables]
    none = "".join(f", NULL AS {key}" for key in keys)
    unknown = "".join(f", NULL AS {name_of(one.name)}" for one in strand.variables)
    nil = "".join(
        f", CAST({'0' if one.may_be_nil else 'NULL'} AS {TYPES[one.kind]}) AS {name_of(one.name)}"
        for one in strand.variables
    )
    return (
        f"SELECT (row_number() OVER () + {NIL})::INTEGER AS r, {', '.join(keys)}, {', '.join(typed)} "
        f"FROM ({strand.sql()}) UNION ALL BY NAME SELECT {UNKNOWN} AS r{none}{unknown} "
        f"UNION ALL BY NAME SELECT {NIL} AS r{none}{nil}"
    )


def _chosen(strand: Strand, name: str) -> list[str]:
    """What a pair has of a strand: its values, or the number of its row."""
    were = "TRUE" if strand.now else f"f.{name_of(f'{strand.name}.were')}"
    if strand.wide:
        nil = f"CASE WHEN {strand.window.within('f.year')} AND {were} THEN {NIL} ELSE {UNKNOWN} END"
        return [f"coalesce({name}.r, {nil}) AS {name_of(f'{name}.r')}"]
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
