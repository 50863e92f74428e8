"""The tables that a panel joins: their files, windows, and the SQL of one row a state (or pair) and year."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from foedus.reference.about import Dataset, Table, Variable, datasets
from foedus.reference.errors import DataError
from foedus.reference.panel.ask import Ask, Chosen
from foedus.reference.panel.coverage import Told, Window
from foedus.reference.raw import name_of, text_of
from foedus.reference.store import Imported, Library
from foedus.terms.words import nearest, quoted

Sort = Literal["state", "sides", "pair"]

KEYS: dict[Sort, tuple[str, ...]] = {"state": ("ccode",), "sides": ("ccode",), "pair": ("ccode1", "ccode2")}
_SIDE = re.compile(r"\b([ab])\.(\w+)")


class Source(NamedTuple):
    """A table that is in use, from the files that are on this machine."""

    about: Dataset
    table: Table
    files: tuple[Imported, ...]
    rows: str
    """SQL of its rows: what is odd and to be dropped is dropped."""

    @property
    def span(self) -> tuple[int, int]:
        """First and last year that the release in use covers."""
        return min(one.span[0] for one in self.files), max(one.span[1] for one in self.files)

    @property
    def told(self) -> Told:
        """What it is called when its silence is explained."""
        return Told(self.about.called, self.version)

    @property
    def version(self) -> str:
        """Its release, or releases."""
        return ", ".join(dict.fromkeys(one.version for one in self.files))

    @property
    def yearly(self) -> bool:
        """Whether its rows are of a year; else they hold for every year."""
        return "year" in self.table.columns


@dataclass
class Strand:
    """Variables of one table that are asked for the same years: one join."""

    name: str
    sort: Sort
    source: Source
    window: Window
    now: bool = False
    """Whether it is only ever asked for the row's own year, by COW's numbers: then the states were there."""
    fields: dict[str, str] = field(default_factory=dict)
    """SQL over the table's rows `t`, by the name that the result has."""
    variables: list[Variable] = field(default_factory=list)

    def sql(self, states: str = "TRUE") -> str:
        """One row a state (or pair) and year inside the window. Shape: keys as integers, then the fields.

        `states`: a condition over `t` on who is wanted.
        """
        keys = KEYS[self.sort]
        years = ("year",) if self.source.yearly else ()
        unique = set(self.source.table.keys) == {*keys, *years}
        chosen = ", ".join(f"CAST(t.{key} AS INTEGER) AS {key}" for key in (*keys, *years))
        wanted = " AND ".join([states, *(f"t.{key} IS NOT NULL" for key in keys)])
        if years:
            wanted += f" AND t.year BETWEEN {self.window.begins} AND {self.window.ends}"
        fields = "".join(f", {sql} AS {name_of(name)}" for name, sql in self.fields.items())
        by = "" if unique else " GROUP BY " + ", ".join(f"t.{key}" for key in (*keys, *years))
        return f"SELECT {chosen}{fields} FROM {self.source.rows} t WHERE {wanted}{by}"

    @property
    def listed(self) -> bool:
        """Whether it lists what happened in a year, of few pairs: a pair has the number of a row, not its values."""
        return self.sort == "pair" and self.source.yearly and all(one.may_be_nil for one in self.variables)

    def take(self, variable: Variable) -> None:
        """Have a variable, or the columns of both sides that it speaks of."""
        self.variables.append(variable)
        if self.sort != "sides":
            self.fields[variable.name] = variable.sql
            return
        unique = set(self.source.table.keys) == {"ccode", "year"}
        for _, column in _SIDE.findall(variable.sql):
            name = f"t.{name_of(column)}"
            self.fields[column] = name if unique else f"any_value({name})"

    def over_sides(self, variable: Variable, first: str, second: str) -> str:
        """The SQL of a variable of two sides, over two relations that have this strand's fields."""
        aliases = {"a": first, "b": second}
        return "(" + _SIDE.sub(lambda m: f"{aliases[m[1]]}.{name_of(f'{self.name}.{m[2]}')}", variable.sql) + ")"


def strands(ask: Ask, library: Library) -> dict[Chosen, Strand]:
    """The join that each variable comes from. Reads what has not been read yet; raises `DataError`."""
    sources: dict[str, Source] = {}
    found: dict[tuple[str, Sort, Window], Strand] = {}
    by_variable: dict[Chosen, Strand] = {}
    for one in ask.chosen:
        table = one.variable.table
        if table not in sources:
            sources[table] = _source(one.about, table, library, ask.oddities)
        window = _window(sources[table], one, ask.carry)
        now = ask.system == "cow" and not one.lag and not ask.carry
        sort: Sort = "sides" if one.variable.sides else "state" if one.variable.level == "state" else "pair"
        key = table, sort, window
        strand = found.setdefault(key, Strand(f"j{len(found)}", sort, sources[table], window, now))
        strand.take(one.variable)
        by_variable[one] = strand
    return by_variable


def _source(about: Dataset, name: str, library: Library, dropped: Mapping[str, str]) -> Source:
    table = about.table(name)
    files = library.part(about.name, table.part)
    rows = f"read_parquet([{', '.join(text_of(str(one.path(name))) for one in files)}])"
    odd = [one.where for one in about.oddities if one.table == name and dropped.get(one.name, one.default) == "drop"]
    if odd:
        rows = f"(SELECT * FROM {rows} WHERE " + " AND ".join(f"({where}) IS NOT TRUE" for where in odd) + ")"
    return Source(about, table, tuple(files), rows)


def _window(source: Source, one: Chosen, carry: int) -> Window:
    begins, ends = source.span
    narrower = one.variable.window
    begins = begins if narrower[0] is None else max(begins, narrower[0])
    ends = ends if narrower[1] is None else min(ends, narrower[1])
    return Window(begins, ends, one.lag, carry)


def check_oddities(oddities: Mapping[str, str]) -> None:
    """Raises `DataError` where what is to be kept or dropped is no oddity that foedus knows."""
    known = [one.name for about in datasets().values() for one in about.oddities]
    for name, what in oddities.items():
        if name not in known:
            near = nearest(name, known)
            hint = f"Did you mean {near}? " if near else ""
            raise DataError(f"foedus knows no oddity {quoted(name)}.", f"{hint}`foedus data show NAME` lists them.")
        if what not in ("keep", "drop"):
            raise DataError(f"An oddity is kept or dropped, not {quoted(what)}.", f"Write --oddity {name}=drop.")
