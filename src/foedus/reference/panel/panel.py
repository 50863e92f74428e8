"""The panel: verbs that compose, and what comes out. Nothing is joined before something is asked to come out."""

import csv
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from foedus.case.findings import Finding
from foedus.record.rows import Rows
from foedus.reference.errors import DataError
from foedus.reference.panel import kads
from foedus.reference.panel.ask import SYSTEMS, UNITS, Ask, Group, System, Unit, listed
from foedus.reference.panel.build import Plan, built, plan
from foedus.reference.panel.choose import choose
from foedus.reference.panel.columns import Column, Description
from foedus.reference.panel.progress import READING, Progress, silent
from foedus.reference.panel.system import meant
from foedus.reference.store import Library
from foedus.terms.words import join_words, nearest, quoted

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from foedus.reference.panel.write import Written


class Panel:
    """A table of state-years, dyad-years or k-ad-years. Its verbs give a new panel each.

    `columns` says of each column where it is from; `findings`, what is to be known. Made by `foedus.panel`.
    """

    def __init__(self, library: Library, ask: Ask, findings: tuple[Finding, ...] = ()) -> None:
        self._library, self._ask, self._findings = library, ask, findings

    @cached_property
    def _plan(self) -> Plan:
        return plan(self._ask, self._library, self._findings)

    def _with(self, **changes: object) -> "Panel":
        return Panel(self._library, msgspec.structs.replace(self._ask, **changes), self._findings)

    def with_(self, *names: str, lag: int = 0) -> "Panel":
        """Add variables: all of a dataset (`"atop"`) or single ones (`"cinc"`), `lag` years before where given.

        Raises `DataError` for a name that is none, or a dataset that is not on this machine.
        """
        _whole("lag", lag, 0)
        chosen, findings = choose(listed(names), self._ask.unit, self._library, lag)
        new = [one for one in chosen if one not in self._ask.chosen]
        ask = msgspec.structs.replace(self._ask, chosen=(*self._ask.chosen, *new))
        return Panel(self._library, ask, (*self._findings, *findings))

    def lag(self, years: int, *names: str) -> "Panel":
        """Take variables so many years before: those named (a dataset, a variable), or all; `cinc1` -> `cinc1_lag1`.

        By the calendar, not by rows: for a state that was none in that year nothing is made up.
        """
        _whole("lag", years, 0)
        meant_ = {one for one in self._ask.chosen if not names}
        for name in listed(names):
            found = {one for one in self._ask.chosen if name in (one.variable.name, *_families(one.about.name))}
            if not found:
                known = {text for one in self._ask.chosen for text in (one.variable.name, one.about.name)}
                near = nearest(name, known)
                raise DataError(
                    f"The panel has no {quoted(name)} to take {years} year{'s' * (years > 1)} back.",
                    f"Did you mean {near}?" if near else f"It has {join_words(sorted(known)) or 'no variables'}.",
                )
            meant_ |= found
        lagged = [one._replace(lag=years) if one in meant_ else one for one in self._ask.chosen]
        return self._with(chosen=tuple(dict.fromkeys(lagged)))

    def where(self, condition: str) -> "Panel":
        """Only the rows for which a condition in SQL over the columns holds: `"year >= 1990 AND cinc1 > cinc2"`."""
        return self._with(where=(*self._ask.where, condition))

    def carry_forward(self, years: int) -> "Panel":
        """Let the last value of a dataset stand for so many years after its end, in columns marked `_carried`."""
        _whole("carry-forward", years, 0)
        return self._with(carry=years)

    def reasons(self) -> "Panel":
        """Add beside each column one that says why it is empty: `cinc1_why`."""
        return self._with(reasons=True)

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns in order: name, unit, source, version, coverage, formula."""
        return self._plan.columns

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is to be known about it before it is built."""
        return self._plan.findings

    @property
    def description(self) -> Description:
        """All that goes with it into a file."""
        return self._plan.description

    def cite(self, style: Literal["bibtex", "text"] = "bibtex") -> str:
        """What to cite for it: exactly the datasets used, in the releases used, and foedus."""
        from foedus.reference import cite

        return cite.of(self.description, style)

    def __len__(self) -> int:
        with built(self._plan) as ready:
            return ready.rows

    def __repr__(self) -> str:
        way = "directed " if self._ask.directed else ""
        return f"<Panel: {way}{self._ask.unit}s {self._plan.start}-{self._plan.end}, {len(self.columns)} columns>"

    def preview(self, limit: int | None = 10) -> tuple[Rows, int]:
        """Its first rows, and how many there are."""
        with built(self._plan) as ready:
            most = f" LIMIT {limit}" if limit is not None else ""
            values = ready.db.execute(f"SELECT * FROM ({ready.ordered}){most}").fetchall()
            return Rows([column.name for column in self.columns], values), ready.rows

    def rows(self, limit: int | None = None) -> Rows:
        """Its rows as dictionaries, in order; at most `limit`."""
        return self.preview(limit)[0]

    def to_arrow(self) -> "pyarrow.Table":
        """As an Arrow table, its description in the schema's metadata. Needs `foedus[frames]`."""
        from foedus.reference.panel.write import schema

        _library("pyarrow")
        with built(self._plan) as ready:
            table = ready.db.sql(ready.ordered).to_arrow_table()
        return table.cast(schema(table.schema, self.description))

    def to_polars(self) -> "polars.DataFrame":
        """As a Polars frame. Needs `foedus[frames]`."""
        library = _library("polars")
        frame: polars.DataFrame = library.from_arrow(self.to_arrow())
        return frame

    def to_pandas(self) -> "pandas.DataFrame":
        """As a pandas frame; whole numbers with gaps as pandas' nullable integers. Needs `foedus[frames]`."""
        library = _library("pandas")
        types = {"int64": library.Int64Dtype(), "int32": library.Int32Dtype(), "int8": library.Int8Dtype()}
        table = self.to_arrow()
        frame: pandas.DataFrame = table.to_pandas(types_mapper=lambda kind: types.get(str(kind)))
        return frame

    def write(self, path: Path | str, progress: Progress = silent) -> "Written":
        """Write it to a file: .parquet, .csv, .dta, .arrow or .feather, by the ending; whole or not at all.

        Raises `DataError` for another ending, or where the file cannot be written.
        """
        from foedus.reference.panel.write import ending, write

        ending(Path(path))
        progress("Reading datasets", READING)
        return write(self._plan, Path(path), progress)


def panel(
    unit: Unit = "dyad-year",
    start: int | None = None,
    end: int | None = None,
    *,
    directed: bool = False,
    with_: str | Sequence[str] = (),
    states: str | Sequence[str] = (),
    system: System = "cow",
    sets: Path | str | Mapping[str, Sequence[str]] | None = None,
    members: str | Sequence[str] = (),
    size: int | None = None,
    lag: int = 0,
    carry_forward: int = 0,
    reasons: bool = False,
    names: bool = False,
    oddities: Mapping[str, Literal["keep", "drop"]] | None = None,
    case: Path | str = "",
    data_dir: Path | str | Sequence[Path | str] = (),
) -> Panel:
    """A panel of states (`state-year`), pairs (`dyad-year`) or sets (`k-ad-year`) and years, with variables.

    `start` and `end` are the first and last year; without them, all years that the variables cover. `with_` names
    datasets and variables; `states` keeps to these. Sets are a CSV file, `{"name": ["TUR", "AZE"]}`, or all sets of
    `size` among `members`. `case` is the folder of a case whose own events become columns (`foedus.reference.joined`).
    `data_dir` names folders with datasets beside those of `FOEDUS_DATA`.

        foedus.panel("dyad-year", 1946, 2018, directed=True, with_="atop,nmc").write("panel.parquet")

    Raises `DataError` where that cannot be had.
    """
    _one_of("unit", unit, UNITS)
    _one_of("system", system, SYSTEMS)
    folders = [data_dir] if isinstance(data_dir, str | Path) else data_dir
    library = Library([Path(one) for one in folders])
    groups, findings = _groups(unit, sets, members, size)
    if directed and unit != "dyad-year":
        raise DataError(f"Only dyad-years have a direction, not {unit}s.", "Leave out --directed.")
    if states and groups:
        raise DataError("The states of k-ad-years are those of their sets.", "Leave out --states.")
    ask = Ask(
        unit=unit,
        directed=directed,
        start=start,
        end=end,
        system=system,
        states=tuple(dict.fromkeys(meant(one) for one in listed(states))),
        groups=groups,
        reasons=reasons,
        names=names,
        oddities=dict(oddities or {}),
        case=str(case),
    )
    made = Panel(library, ask, tuple(findings)).carry_forward(carry_forward)
    return made.with_(*listed(with_), lag=lag)


def _groups(
    unit: Unit, sets: Path | str | Mapping[str, Sequence[str]] | None, members: str | Sequence[str], size: int | None
) -> tuple[tuple[Group, ...], list[Finding]]:
    given = sets is not None or bool(members)
    if unit != "k-ad-year":
        if given or size is not None:
            raise DataError(f"Sets of states are for k-ad-years, not for {unit}s.", "Say --unit k-ad-year.")
        return (), []
    if sets is not None and members:
        raise DataError("Sets are given either by a file or by members and size.", "Leave one of them out.")
    if sets is None:
        if not members or size is None:
            raise DataError(
                "k-ad-years need sets of states.",
                "Say --sets FILE, or --members TUR,AZE,KAZ --size 3 for all of a size.",
            )
        return kads.subsets(listed(members), size), []
    if isinstance(sets, Mapping):
        rows = [["set", "members"], *([name, "; ".join(some)] for name, some in sets.items())]
        return kads.read("sets", rows)
    path = Path(sets)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return kads.read(path.name, list(csv.reader(file)))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise DataError(f"{path} cannot be read: {reason}.", "It is a CSV file in UTF-8.") from error


def _families(name: str) -> tuple[str, ...]:
    return (name, *name.split("-"))


def _one_of(what: str, word: str, words: Sequence[str]) -> None:
    if word not in words:
        near = nearest(word, words)
        raise DataError(
            f"There is no {what} {quoted(word)}.",
            f"Did you mean {near}?" if near else f"It is one of {', '.join(words)}.",
        )


def _whole(what: str, number: int, least: int) -> None:
    if number < least:
        raise DataError(f"A {what} of {number} years makes no sense.", f"It is {least} or more.")


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise DataError(f"{name} is not installed.", 'Install it: pip install "foedus[frames]"') from error
