"""Which columns a panel has, in which order, and the SQL of each: one variable may become several columns."""

from collections.abc import Iterator
from typing import NamedTuple

from foedus.reference.about import Combine, Variable
from foedus.reference.panel.ask import Ask, Chosen
from foedus.reference.panel.columns import Column
from foedus.reference.panel.coverage import SAID, TYPES, combined, gathered, kind_of, value, why
from foedus.reference.panel.sources import Strand
from foedus.reference.raw import name_of, text_of


class Out(NamedTuple):
    """A column that goes out, and the SQL that makes it."""

    column: Column
    sql: str

    @property
    def selected(self) -> str:
        """As a query selects it."""
        return f"{self.sql} AS {name_of(self.column.name)}"


class Told(NamedTuple):
    """A variable as SQL: its value, for how many years it was carried, and why it is null."""

    value: str
    carried: str
    why: str


def called(one: Chosen, suffix: str = "") -> str:
    """The name of a variable's column: `cinc1`, `cinc_sum`, `cinc1_lag1`."""
    return f"{one.variable.name}{suffix}" + (f"_lag{one.lag}" if one.lag else "")


def of_state(one: Chosen, strand: Strand) -> Told:
    """A variable of a state, over the table of states `s` and the strand's rows."""
    join = strand.name
    window = strand.window
    raw = f"{join}.{name_of(one.variable.name)}"
    were = "TRUE" if strand.now else f"{join}_were.k IS NOT NULL"
    shown = value(one.variable, window, "s.year", raw, f"{join}.ccode IS NOT NULL", were)
    reason = why(shown, strand.source.told, window, "s.year", were, f"{join}_known.ccode IS NOT NULL")
    carried = f"CASE WHEN ({shown}) IS NOT NULL THEN {window.years_carried('s.year')} END"
    return Told(f"({shown})", carried, reason)


def of_pair(one: Chosen, strand: Strand, *, directed: bool) -> list[tuple[str, Told]]:
    """A variable of a pair, over `pairs.source` and the pair's states `w1` and `w2`, with each column's suffix."""
    join = strand.name
    variable = one.variable
    were = "TRUE" if strand.now else f"w1.{join}_were AND w2.{join}_were"
    if strand.sort == "sides":
        shown = f"CAST({strand.over_sides(variable, 'w1', 'w2')} AS {TYPES[variable.kind]})"
        return [("", _told(shown, strand, were))]
    ways = [""] if directed or variable.level == "dyad" else ["_1to2", "_2to1"]
    values = [pair_value(variable, strand, back=suffix == "_2to1") for suffix in ways]
    if len(values) == 2 and variable.undirected is not None:
        rule = variable.undirected
        kind = kind_of(rule, variable.kind)
        values = [f"CAST({combined(rule, *values)} AS {TYPES[kind]})"]
        ways = [""]
    return [(suffix, _told(shown, strand, were)) for suffix, shown in zip(ways, values, strict=True)]


def way(strand: Strand, *, back: bool) -> str:
    """What a strand of pairs is called: from the first state to the second, or back."""
    return f"{strand.name}_back" if back else strand.name


def pair_value(variable: Variable, strand: Strand, *, back: bool) -> str:
    """Where the value of a variable of pairs is: with the pair, or in the row of a list that the pair has."""
    name = way(strand, back=back)
    return f"{name}.{name_of(variable.name)}" if strand.listed else f"p.{name_of(f'{name}.{variable.name}')}"


def _told(shown: str, strand: Strand, were: str) -> Told:
    window = strand.window
    known = f"w1.{strand.name}_known AND w2.{strand.name}_known" if strand.sort == "sides" else "TRUE"
    reason = why(f"({shown})", strand.source.told, window, "w1.year", were, known)
    carried = f"CASE WHEN ({shown}) IS NOT NULL THEN {window.years_carried('w1.year')} END"
    return Told(f"({shown})", carried, reason)


def pair_kind(one: Chosen, suffix: str, *, directed: bool) -> str:
    """The kind of a pair's value: two directions that became one may be of another kind."""
    rule = one.variable.undirected
    merged = not directed and one.variable.level == "directed" and rule is not None and not suffix
    return kind_of(rule, one.variable.kind) if merged and rule else one.variable.kind


def columns_of(
    one: Chosen, strand: Strand, told: Told, suffix: str, says: str, ask: Ask, end: int, rule: Combine | None = None,
    kind: str = "",
) -> Iterator[Out]:  # fmt: skip
    """The columns of a variable: its value; where asked for or needed, years carried, and why it is null."""
    variable, source, window = one.variable, strand.source, strand.window
    name = called(one, suffix)
    kind = kind or (kind_of(rule, variable.kind) if rule else variable.kind)
    formula = variable.formula
    if rule:
        over = "members" if variable.level == "state" else "pairs of members"
        formula = f"{formula} The {SAID[rule]} over {over}.".strip()
    if one.lag:
        formula = f"{formula} Of {one.lag} year{'s' * (one.lag > 1)} before.".strip()
    common = {
        "variable": variable.name,
        "dataset": source.about.name,
        "source": f"{source.about.title} ({source.about.by})",
        "version": source.version,
        "coverage": window.coverage,
        "lag": one.lag,
    }
    value_column = Column(
        name=name,
        says=says,
        kind=kind,  # type: ignore[arg-type]
        unit="" if rule in ("any", "all", "share") else variable.unit,
        formula=formula,
        absent=variable.absent,
        **common,  # type: ignore[arg-type]
    )
    yield Out(value_column, told.value)
    if window.carries(end):
        carried = f"For how many years the last value of {name} has been carried on; 0 where it is of the year itself."
        column = Column(name=f"{name}_carried", says=carried, kind="whole", role="carried", unit="years", **common)  # type: ignore[arg-type]
        yield Out(column, f"CAST({told.carried} AS TINYINT)")
    if ask.reasons:
        column = Column(name=f"{name}_why", says=f"Why {name} is empty.", kind="text", role="reason", **common)  # type: ignore[arg-type]
        yield Out(column, told.why)


def key(name: str, says: str, sql: str, kind: str = "whole") -> Out:
    """A column that says whom a row is about, or when."""
    return Out(Column(name=name, says=says, kind=kind, role="key"), sql)  # type: ignore[arg-type]


def gathered_told(rule: Combine, kind: str, name: str, carried: bool, reasons: bool) -> Told:
    """A column of members or pairs `d`, as one of their set."""
    kind = kind_of(rule, kind)
    shown = f"CAST({gathered(rule, f'd.{name_of(name)}')} AS {TYPES[kind]})"
    reason = f"CASE WHEN ({shown}) IS NULL THEN min(d.{name_of(name + '_why')}) END" if reasons else text_of("")
    return Told(shown, f"max(d.{name_of(name + '_carried')})" if carried else "0", reason)
