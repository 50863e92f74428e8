"""A case's own events as columns of a panel of pairs, and where a dataset ends, the record in its continuation.

Counted is what the record counts: single events that tie two states which the claims name together, told by a
source's own word as agreed or carried out, and denied by nobody; each in the year of its date. What has no date, or
one that may lie in several years, is left out and reported. Where no claim tells of anything the value is null, never
0: the sources are silent. A continued column takes the dataset inside its window and the record after it, and a
column `_seam` beside it says which of the two a value is from.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb

from foedus.case.findings import Finding
from foedus.codebook import Codebook, Kind
from foedus.record import Record, build, fresh
from foedus.reference.about import Dataset
from foedus.reference.errors import DataError
from foedus.reference.own import ask, first_year, sides
from foedus.reference.panel.ask import noted
from foedus.reference.panel.columns import Column
from foedus.reference.store import Imported, Library, owner
from foedus.terms import states

TABLE, CONTINUED = "case_dyads", "case_continued"
KEYS = ("ccode1", "ccode2", "year")
REAL = ("agreed", "done")
"""Phases of stages that are counted."""
LAST = 2100


class Continuation(NamedTuple):
    """A dataset's count by pair and year, and the kind and stages of the record that go on with it."""

    name: str
    table: str
    sql: str
    kind: str
    stages: tuple[str, ...]
    says: str
    directed: bool


CONTINUATIONS = (
    Continuation("agreements", "dcad_dyads", "signed", "agreements", ("signed",),
                 "Agreements on defence cooperation signed in the year", False),
    Continuation("exercises", "mme_dyads", "joint", "exercises", ("held",),
                 "Joint exercises held in the year", False),
    Continuation("transfers", "sipri_orders", "orders", "transfers", ("ordered",),
                 "Deals for arms that the second state ordered from the first in the year", True),
)  # fmt: skip


class Joined(NamedTuple):
    """What `join` has made: the columns besides the keys, and what is left out, in sentences."""

    columns: tuple[Column, ...]
    notes: tuple[str, ...]


def opened(case: Path) -> Record:
    """The record of a case's folder (or a record file), built first where that is needed."""
    if case.suffix == ".duckdb":
        return Record(case)
    return Record(fresh(case) or build(case).path)


def counted(book: Codebook) -> list[tuple[Kind, str]]:
    """The kinds that tie states in cooperation, with the stages that count."""
    return [
        (kind, stage.word)
        for kind in book.kinds.values()
        if kind.ties and kind.ties.tone == "cooperation"
        for stage in kind.stages
        if stage.phase in REAL
    ]


def column_of(kind: str, stage: str) -> str:
    """The name of the column that counts a kind at a stage: `case_exercises_held`."""
    return f"case_{kind}_{stage.replace('-', '_')}"


_EVENTS = """
SELECT DISTINCT t.kind, t.stage, t.event, t.a, t.b, t.directed, c.earliest, c.begun_by, c.date IS NOT NULL AS dated
FROM ties t JOIN claims c USING (claim)
WHERE t.tone = 'cooperation' AND NOT t.expanded AND t.grain = 'single' AND t.assertion = 'asserted'
  AND NOT EXISTS (SELECT 1 FROM claims d WHERE d.event = t.event AND d.kind = t.kind AND d.assertion = 'denied'
                  AND d.step <= c.step)
"""


class _Events(NamedTuple):
    """Events of the record with one year each, and how many have none."""

    rows: list[tuple[str, str, str, str, str, bool, int]]
    """Kind, stage, event, the two states, whether directed, year."""
    loose: Mapping[tuple[str, str], int]
    """Events whose year is not certain, by kind and stage."""


def _events(record: Record) -> _Events:
    dated: dict[tuple[str, str, str, str, str, bool], set[int]] = {}
    for kind, stage, event, a, b, directed, first, last, has_date in record.con.execute(_EVENTS).fetchall():
        years = dated.setdefault((kind, stage, event, a, b, directed), set())
        if has_date and first and last and first.year == last.year:
            years.add(first.year)
    rows: list[tuple[str, str, str, str, str, bool, int]] = []
    loose: dict[tuple[str, str], set[str]] = {}
    for key, years in sorted(dated.items()):
        if len(years) == 1:
            rows.append((*key, min(years)))
        else:
            loose.setdefault(key[:2], set()).add(key[2])
    return _Events(rows, {key: len(events) for key, events in loose.items()})


def _counts(
    events: Iterable[tuple[str, str, str, str, str, bool, int]], *, both: bool
) -> dict[tuple[int, int, int], dict[str, int]]:
    found: dict[tuple[int, int, int], dict[str, set[str]]] = {}
    for kind, stage, event, a, b, directed, year in events:
        codes = _cow(a, year), _cow(b, year)
        if codes[0] is None or codes[1] is None:
            continue
        for one, other in [codes] if directed and not both else [codes, codes[::-1]]:
            assert one is not None
            assert other is not None
            cells = found.setdefault((one, other, year), {})
            cells.setdefault(column_of(kind, stage), set()).add(event)
    return {key: {name: len(of) for name, of in cells.items()} for key, cells in found.items()}


def _cow(key: str, year: int) -> int | None:
    state = states.states().get(key)
    code = state.cow_in(year) if state else None
    return code.number if code else None


def join(
    con: duckdb.DuckDBPyConnection, record: Record, library: Library | None = None, *, directed: bool = True
) -> Joined:
    """Make the tables `case_dyads` and, with a library, `case_continued` in a database.

    Shape of both: one row a pair and year, keys ccode1, ccode2, year (COW numbers; of what is undirected both
    directions), and a whole number or null for each column. `case_continued` has the pairs of the case's states from
    when the youngest of the coalition's was in being to the last year of the record. Without `directed` what goes from
    one state to the other counts for the pair, whichever is named first.
    """
    events = _events(record)
    stages = counted(record.codebook)
    names = [column_of(kind.kind, stage) for kind, stage in stages]
    cells = ", ".join(f"{name} INTEGER" for name in names)
    con.execute(f"CREATE OR REPLACE TABLE {TABLE} (ccode1 INTEGER, ccode2 INTEGER, year INTEGER, {cells})")
    counts = _counts((row for row in events.rows if column_of(row[0], row[1]) in names), both=not directed)
    for key, of in sorted(counts.items()):
        con.execute(
            f"INSERT INTO {TABLE} VALUES ({', '.join('?' for _ in (*KEYS, *names))})",
            [*key, *(of.get(name) for name in names)],
        )
    columns = [_column(record, kind, stage, events, directed) for kind, stage in stages]
    notes = [
        f"{column_of(kind, stage)}: {count} event{'s' * (count != 1)} of no certain year left out"
        for (kind, stage), count in sorted(events.loose.items())
        if column_of(kind, stage) in names
    ]
    if library is not None:
        columns += _continued(con, record, library, events, directed)
    return Joined(tuple(columns), tuple(notes))


def _column(record: Record, kind: Kind, stage: str, events: _Events, directed: bool) -> Column:
    years = [row[6] for row in events.rows if row[:2] == (kind.kind, stage)]
    ties = kind.ties
    assert ties is not None
    way = " from the first state to the second" if directed and not ties.among else ""
    return Column(
        name=column_of(kind.kind, stage),
        says=f"{kind.plural.capitalize()}{way} that claims tell of as {kind.stage[stage].label} in the year.",
        kind="whole",
        unit="events",
        source=f"the case “{record.settings.title}”",
        coverage=(min(years), max(years)) if years else None,
        formula="Single events, asserted and not denied, that name both states; null where the sources are silent.",
        absent="missing",
    )


def _continued(
    con: duckdb.DuckDBPyConnection, record: Record, library: Library, events: _Events, directed: bool
) -> list[Column]:
    here = [one for one in CONTINUATIONS if library.has(owner(one.table).name)]
    inner, outer = sides(record)
    start = first_year(inner)
    windows = {one.name: library.part(owner(one.table).name, _part(one))[0] for one in here}
    end = max([row[6] for row in events.rows] + [found.span[1] for found in windows.values()], default=start)
    ask(con, inner, outer, start, end)
    con.execute(
        f"CREATE OR REPLACE TABLE {CONTINUED} AS SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year FROM asked a "
        "JOIN asked b ON a.year = b.year AND a.ccode <> b.ccode ORDER BY ALL"
    )
    columns: list[Column] = []
    for one in here:
        span = windows[one.name].span
        own = [row for row in events.rows if row[0] == one.kind and row[1] in one.stages]
        _own(con, _counts(own, both=not directed), [column_of(one.kind, stage) for stage in one.stages])
        name = f"{one.name}_continued"
        con.execute(
            f"CREATE OR REPLACE TABLE {CONTINUED} AS SELECT c.*, "
            f"CASE WHEN c.year BETWEEN {span[0]} AND {span[1]} THEN coalesce(d.n, 0) "
            f"WHEN c.year > {span[1]} THEN o.n END AS {name}, "
            f"CASE WHEN c.year BETWEEN {span[0]} AND {span[1]} THEN 'dataset' WHEN c.year > {span[1]} "
            f"THEN 'record' END AS {name}_seam FROM {CONTINUED} c LEFT JOIN ({_theirs(one, library, directed)}) d "
            "USING (ccode1, ccode2, year) "
            "LEFT JOIN own o USING (ccode1, ccode2, year) ORDER BY c.ccode1, c.ccode2, c.year"
        )
        columns += _seamed(record, one, name, windows[one.name].version, span, end)
    return columns


def _theirs(one: Continuation, library: Library, directed: bool) -> str:
    """The dataset's count by pair and year; of what is directed, both directions together where the panel is not."""
    table = library.table(one.table)
    if directed or not one.directed:
        return f"SELECT ccode1, ccode2, year, {one.sql} AS n FROM {table}"
    both = f"SELECT ccode1, ccode2, year, {one.sql} AS n FROM {table} UNION ALL "
    both += f"SELECT ccode2, ccode1, year, {one.sql} AS n FROM {table}"
    return f"SELECT ccode1, ccode2, year, sum(n)::BIGINT AS n FROM ({both}) GROUP BY ALL"


def _part(one: Continuation) -> str:
    return owner(one.table).table(one.table).part


def _own(
    con: duckdb.DuckDBPyConnection, counts: Mapping[tuple[int, int, int], Mapping[str, int]], names: Sequence[str]
) -> None:
    con.execute("CREATE OR REPLACE TEMP TABLE own (ccode1 INTEGER, ccode2 INTEGER, year INTEGER, n INTEGER)")
    for key, cells in counts.items():
        con.execute("INSERT INTO own VALUES (?, ?, ?, ?)", [*key, sum(cells.get(name, 0) for name in names)])


def _seamed(
    record: Record, one: Continuation, name: str, version: str, span: tuple[int, int], end: int
) -> list[Column]:
    about = owner(one.table)
    source = f"{about.title}, then the case “{record.settings.title}”"
    value = Column(
        name=name, says=f"{one.says}.", kind="whole", unit="events", source=source, version=version,
        coverage=(span[0], end), dataset=about.name,
        formula=(
            f"To {span[1]} the dataset's count (none is 0); after it the record's: {one.kind} "
            f"{' or '.join(one.stages)}, null where the sources are silent. The two do not count alike."
        ),
    )  # fmt: skip
    says = f"Where {name} is from: dataset to {span[1]}, record after it."
    return [value, Column(name=f"{name}_seam", says=says, kind="text", role="reason", variable=name)]


class Addition(NamedTuple):
    """A case's columns as a panel takes them: what they are, and how they come to be in its database."""

    record: Record
    library: Library
    directed: bool
    joined: Joined

    def load(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the tables in the panel's database."""
        join(con, self.record, self.library, directed=self.directed)

    def sql(self, rows: str) -> str:
        """The panel's rows with the case's columns behind them."""
        names = ", ".join(column.name for column in self.joined.columns)
        last = f" LEFT JOIN {CONTINUED} USING ({', '.join(KEYS)})" if self._continues else ""
        return f"SELECT panel.*, {names} FROM ({rows}) panel LEFT JOIN {TABLE} USING ({', '.join(KEYS)}){last}"

    @property
    def files(self) -> list[tuple[Dataset, Imported, list[str]]]:
        """The datasets' files that the continued columns begin with, and which columns those are."""
        names = {column.name for column in self.joined.columns}
        here = [one for one in CONTINUATIONS if f"{one.name}_continued" in names]
        found = []
        for one in here:
            about = owner(one.table)
            found.append((about, self.library.part(about.name, _part(one))[0], [f"{one.name}_continued"]))
        return found

    @property
    def findings(self) -> list[Finding]:
        """What is to be known of the case's columns."""
        return [noted("case-undated", f"{note}.") for note in self.joined.notes]

    @property
    def _continues(self) -> bool:
        return any(column.name.endswith("_continued") for column in self.joined.columns)


def addition(case: Path, library: Library, *, unit: str, system: str, directed: bool) -> Addition:
    """What a case adds to a panel. Raises `DataError` where such a panel cannot have it."""
    if unit != "dyad-year":
        raise DataError(f"A case adds columns to dyad-years, not to {unit}s.", "Say --unit dyad-year.")
    if system != "cow":
        raise DataError("A case is joined by COW numbers.", "Leave out --system, or say --system cow.")
    record = opened(case)
    with duckdb.connect() as con:
        return Addition(record, library, directed, join(con, record, library, directed=directed))
