"""The SQL of dyad-years: pairs in order, what is theirs joined to them, then what is each state's."""

import duckdb

from foedus.reference.panel import states
from foedus.reference.panel.ask import Ask, Chosen
from foedus.reference.panel.layout import Out, columns_of, key, of_pair, pair_kind
from foedus.reference.panel.sources import Strand
from foedus.reference.raw import name_of

FROM = "pairs p JOIN w w1 ON w1.k = p.k1 JOIN w w2 ON w2.k = p.k2"
"""What the columns of a pair are selected from."""
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


def make(db: duckdb.DuckDBPyConnection, strands: dict[Chosen, Strand], *, directed: bool) -> None:
    """Make the table `pairs` of the pairs in `frame`: in order of states and year.

    Shape: `k1`, `k2`, and for each strand of pairs its key and fields, prefixed; in an undirected panel a strand of
    directed variables is there twice, `_back` from the second state to the first.
    """
    wanted = "<>" if directed else "<"
    frame = (
        "SELECT a.k AS k1, b.k AS k2, a.code AS code1, b.code AS code2, a.ccode AS ccode1, b.ccode AS ccode2, "
        f"a.year FROM frame a JOIN frame b ON a.year = b.year AND a.code {wanted} b.code"
    )
    chosen, joins = ["f.k1", "f.k2"], []
    for strand, back in _ways(strands, directed=directed):
        name = f"{strand.name}_back" if back else strand.name
        chosen.append(f"{name}.ccode1 AS {name_of(name + '.ccode1')}")
        chosen += [f"{name}.{name_of(field)} AS {name_of(f'{name}.{field}')}" for field in strand.fields]
        one, two = ("ccode2", "ccode1") if back else ("ccode1", "ccode2")
        year = f" AND {name}.year = {strand.window.asked('f.year')}" if strand.source.yearly else ""
        joins.append(f"LEFT JOIN ({strand.sql()}) {name} ON {name}.ccode1 = f.{one} AND {name}.ccode2 = f.{two}{year}")
    db.execute(
        f"CREATE TEMP TABLE pairs AS SELECT {', '.join(chosen)} FROM ({frame}) f {' '.join(joins)} "
        "ORDER BY f.code1, f.code2, f.year"
    )


def _ways(strands: dict[Chosen, Strand], *, directed: bool) -> list[tuple[Strand, bool]]:
    """The joins of pairs: each strand, and its way back where an undirected panel has variables with a direction."""
    found: dict[tuple[str, bool], tuple[Strand, bool]] = {}
    for one, strand in strands.items():
        if strand.sort == "pair":
            found[strand.name, False] = strand, False
            if one.variable.level == "directed" and not directed:
                found[strand.name, True] = strand, True
    return list(found.values())
