"""From what is asked to a query: what is known of it beforehand (`plan`), and the tables it is over (`built`)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb

from foedus import __version__
from foedus.case.findings import Finding
from foedus.case.silent import measured
from foedus.reference.about import Dataset, datasets
from foedus.reference.errors import DataError
from foedus.reference.panel import kads, pairs, states, system
from foedus.reference.panel.ask import FIRST, LAST, Ask, Chosen
from foedus.reference.panel.columns import Column, Description, Used
from foedus.reference.panel.layout import Out, key
from foedus.reference.panel.progress import PAIRS, STATES, WRITING, Progress, silent, watched
from foedus.reference.panel.sources import Strand, check_oddities, strands
from foedus.reference.raw import text_of
from foedus.reference.store import Imported, Library
from foedus.terms.words import nearest, quoted

if TYPE_CHECKING:
    from foedus.reference.joined import Addition

MEMORY = "2GB"
"""What DuckDB may hold; beyond it spills to disk."""


class Plan(NamedTuple):
    """A panel that is ready to be built: its years, joins, columns, and what is to be known about it."""

    ask: Ask
    start: int
    end: int
    strands: dict[Chosen, Strand]
    outs: tuple[Out, ...]
    states: system.States
    findings: tuple[Finding, ...]
    case: "Addition | None" = None
    """What a case adds."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """What its columns are, in order."""
        return (*(out.column for out in self.outs), *(self.case.joined.columns if self.case else ()))

    @property
    def description(self) -> Description:
        """What goes with the panel into a file."""
        return Description(
            foedus=__version__,
            unit=self.ask.unit,
            directed=self.ask.directed,
            system=self.ask.system,
            start=self.start,
            end=self.end,
            columns=self.columns,
            datasets=tuple(_used(self)),
            carry_forward=self.ask.carry,
            oddities=self.ask.oddities,
            where=self.ask.where,
            notes=tuple(finding.message for finding in self.findings),
        )


class Built(NamedTuple):
    """A panel whose tables are there: how many rows, and the query for them, as it is and with rows in order."""

    db: duckdb.DuckDBPyConnection
    sql: str
    ordered: str
    rows: int
    findings: tuple[Finding, ...]
    part: Callable[[int, int], str] | None = None
    """A query for those of its pairs that are between two places in the order, where pairs lie in order."""


def plan(ask: Ask, library: Library, findings: tuple[Finding, ...] = ()) -> Plan:
    """Find files and windows, and lay out the columns. Reads files for the first time; raises `DataError`."""
    check_oddities(ask.oddities)
    joined = strands(ask, library)
    start, end = _years(ask, joined)
    members = system.memberships(ask.system, end, library)
    if ask.unit == "state-year":
        first = [*states.keys(ask), key("year", "Year.", "w.year"), *states.names(ask)]
        values = states.outs(ask, joined, end)
    elif ask.unit == "dyad-year":
        first = pairs.keys(ask)
        values = pairs.outs(ask, joined, end, directed=ask.directed)
    else:
        first = kads.keys(ask)
        values = kads.outs(ask, joined, end)
    outs = (*first, *(out for one in ask.chosen for out in values[one]))
    case = _case(ask, library)
    every = (*findings, *members.findings, *(case.findings if case else ()))
    made = Plan(ask, start, end, joined, outs, members, every, case)
    names = [column.name for column in made.columns]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise DataError(f"The panel would have two columns {quoted(twice)}.", "Ask for one of the variables only.")
    return made


def _case(ask: Ask, library: Library) -> "Addition | None":
    from foedus.reference.joined import addition

    if not ask.case:
        return None
    return addition(Path(ask.case), library, unit=ask.unit, system=ask.system, directed=ask.directed)


def _years(ask: Ask, joined: dict[Chosen, Strand]) -> tuple[int, int]:
    """First and last year: as asked, else all for which any variable is covered."""
    windows = [strand.window.coverage for strand in joined.values()]
    start = ask.start if ask.start is not None else max(FIRST, min((w[0] for w in windows), default=FIRST))
    end = ask.end if ask.end is not None else max((w[1] for w in windows), default=2016)
    if start < FIRST:
        raise DataError(f"The systems of states begin in {FIRST}, not in {start}.", f"Ask from {FIRST} on.")
    if end > LAST:
        raise DataError(f"The year {end} is too far ahead.", f"Ask up to {LAST} at most.")
    if start > end:
        raise DataError(f"The panel would begin in {start} and end in {end}.", "Give the earlier year first.")
    return start, end


def _used(plan: Plan) -> Iterator[Used]:
    """The files a panel rests on, the list of states among them."""
    columns: dict[str, list[str]] = {}
    files: dict[str, tuple[Dataset, Imported]] = {}
    if plan.states.file is not None:
        file = plan.states.file
        files[file.sha256] = datasets()[system.LIST], file
        columns[file.sha256] = [out.column.name for out in plan.outs if out.column.role == "key"]
    for strand in plan.strands.values():
        for file in strand.source.files:
            files[file.sha256] = strand.source.about, file
    names = {one.variable.name: strand for one, strand in plan.strands.items()}
    for out in plan.outs:
        if out.column.role == "value":
            for file in names[out.column.variable].source.files:
                columns.setdefault(file.sha256, []).append(out.column.name)
    for about, file, of in plan.case.files if plan.case else ():
        files[file.sha256] = about, file
        columns.setdefault(file.sha256, []).extend(of)
    for digest, (about, file) in files.items():
        yield Used(
            dataset=about.name,
            title=about.title,
            by=about.by,
            part=file.part,
            form=file.form,
            version=file.version,
            coverage=file.span,
            sha256=digest,
            columns=tuple(columns[digest]),
            citations=about.cited(file.part, file.form),
        )


@contextmanager
def built(plan: Plan, tell: Progress = silent) -> Iterator[Built]:
    """The panel's tables in a database in memory, gone afterwards. Raises `DataError`."""
    with duckdb.connect(config={"memory_limit": MEMORY}) as db:
        measured(db)
        tell("Listing states", STATES)
        system.load(db, plan.states, plan.end)
        source, order, notes = _tables(db, plan, tell)
        columns = ", ".join(out.selected for out in plan.outs)
        sql = f"SELECT {columns} FROM {source}"
        ordered = f"{sql} ORDER BY {order}"
        if plan.case:
            plan.case.load(db)
            sql = plan.case.sql(sql)
            ordered = f"{sql} ORDER BY ccode1, ccode2, year"
        sql, ordered = _where(plan, sql), _where(plan, ordered)

        def part(first: int, last: int) -> str:
            some = pairs.source(plan.strands, directed=plan.ask.directed, part=(first, last))
            return _where(plan, f"SELECT {columns} FROM {some}")

        try:
            counted = f"SELECT count(*) FROM ({sql if plan.ask.where else f'SELECT 1 FROM {source}'})"
            rows = db.execute(counted).fetchall()[0][0]
        except duckdb.Error as error:
            raise _wrong_condition(plan, error) from error
        of_pairs = plan.ask.unit == "dyad-year" and not plan.case
        yield Built(db, sql, ordered, rows, tuple(notes), part if of_pairs else None)


def _where(plan: Plan, sql: str) -> str:
    """Only the rows of a query that are wanted."""
    for condition in plan.ask.where:
        sql = f"SELECT * FROM ({sql}) WHERE ({condition})"
    return sql


def _tables(db: duckdb.DuckDBPyConnection, plan: Plan, tell: Progress) -> tuple[str, str, list[Finding]]:
    """Make the tables; returns what the columns are selected from, in which order rows are, and findings."""
    ask, notes = plan.ask, []
    if ask.unit == "k-ad-year":
        notes = kads.load(db, ask, plan.start, plan.end)
    else:
        wanted = f"year BETWEEN {plan.start} AND {plan.end}"
        if ask.states:
            keys = ", ".join(map(text_of, ask.states))
            wanted += f" AND (state IN ({keys}) OR ccode::VARCHAR IN ({keys}))"
        db.execute(f"CREATE TEMP TABLE frame AS SELECT * FROM members WHERE {wanted} ORDER BY code, year")
    tell("Joining what is of states", STATES)
    states.make(db, ask, plan.strands, plan.end)
    _not_multiplied(db, plan, "w", "SELECT count(*) FROM frame")
    if ask.unit == "state-year":
        return "w", "w.code, w.year", notes
    of_pairs = ask.unit == "dyad-year" or any(strand.sort != "state" for strand in plan.strands.values())
    if of_pairs:
        with watched(db, "Joining what is of pairs", PAIRS, WRITING, tell):
            pairs.make(db, plan.strands, directed=ask.directed)
        count = "n * (n - 1)" if ask.directed else "n * (n - 1) // 2"
        if once := pairs.once(plan.strands, directed=ask.directed):
            _not_multiplied(db, plan, "found", once)
        _not_multiplied(db, plan, "pairs", f"SELECT sum({count}) FROM (SELECT count(*) AS n FROM frame GROUP BY year)")
    if ask.unit == "dyad-year":
        return pairs.source(plan.strands, directed=ask.directed), pairs.ORDER, notes
    tell("Gathering sets", WRITING)
    return kads.make(db, ask, plan.strands, plan.end), "i.id, i.year", notes


def _not_multiplied(db: duckdb.DuckDBPyConnection, plan: Plan, table: str, expected: str) -> None:
    """A dataset with two rows where there can be one would multiply rows: refuse it, and name it."""
    here, should = db.execute(f"SELECT (SELECT count(*) FROM {table}), ({expected})").fetchall()[0]
    if here == (should or 0):
        return
    for strand in plan.strands.values():
        keys = ", ".join(column for column in strand.source.table.keys)
        twice = db.execute(
            f"SELECT {keys} FROM ({strand.sql()}) GROUP BY {keys} HAVING count(*) > 1 ORDER BY ALL LIMIT 1"
        ).fetchall()
        if twice:
            shown = ", ".join(f"{key} {cell}" for key, cell in zip(strand.source.table.keys, twice[0], strict=True))
            raise DataError(
                f"{strand.source.about.title} has more than one row for {shown}.",
                "A panel cannot choose between them: mend the file, or leave the dataset out.",
            )
    raise AssertionError(f"{table} has {here} rows in place of {should}")


def _wrong_condition(plan: Plan, error: duckdb.Error) -> DataError:
    """What is wrong with a condition of `where`, with the nearest column."""
    said = str(error).splitlines()[0]
    names = [column.name for column in plan.columns]
    found = said.partition('column "')[2].partition('"')[0]
    near = nearest(found, names) if found else None
    hint = f"Did you mean {near}?" if near else f"Columns are: {', '.join(names[:12])}{', ...' * (len(names) > 12)}."
    return DataError(f"Rows cannot be chosen by {quoted(' AND '.join(plan.ask.where), 80)}: {said}", hint)
