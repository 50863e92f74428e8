"""Build the record: into new files beside the old ones, then swapped in, so that a kill loses nothing."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec

import foedus
from foedus.case import Case, Finding, Report
from foedus.case.check import judge
from foedus.case.folder import CaseError, read
from foedus.case.tables import digest
from foedus.codebook import Codebook
from foedus.record import tables
from foedus.terms import dates, numbers, states

NAME = "record.duckdb"
NEW = ".new-"
"""Begin of the folders in which builds are made; one that is left over was killed."""
UNTITLED = 50_000
"""Up to so many events without a title get one from their first claim when the record is built."""


class BuildError(Exception):
    """The record could not be built; the old one, if there was one, is as it was."""

    def __init__(self, message: str, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.message, self.hint, self.findings = message, hint, findings


class Built(msgspec.Struct, frozen=True):
    """What a build has made."""

    path: Path
    parquet: Path
    claims: int
    events: int
    sources: int
    report: Report


def folder_of(case: Path, out: Path | None = None) -> Path:
    """Where a case's record lies: `build/` in its folder unless another place is named."""
    return out or case / "build"


def fresh(case: Path, out: Path | None = None) -> Path | None:
    """The record of a case if it is there and was built from the files as they are now, else nothing."""
    path = folder_of(case, out) / NAME
    if not path.is_file():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as con:
            meta = dict(con.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.Error:
        return None
    if meta.get("foedus") != foedus.__version__:
        return None
    before = msgspec.json.decode(meta.get("files", "{}"), type=dict[str, str])
    now = [p for p in _inputs(case) if p.is_file()]
    if {p.relative_to(case).as_posix() for p in now} != set(before):
        return None
    same = all(digest(p) == before[p.relative_to(case).as_posix()] for p in now)
    return path if same else None


def _inputs(case: Path) -> Iterable[Path]:
    yield case / "case.toml"
    yield from sorted((case / "kinds").glob("*.toml"))
    yield from sorted(case.glob("*.csv"))
    yield from sorted((case / "claims").glob("*.csv"))


def build(
    case: Path | str, out: Path | None = None, *, parquet: bool = True, progress: Callable[[str], None] = lambda _: None
) -> Built:
    """Check the case in a folder and build its record.

    Writes `record.duckdb` and `parquet/<table>.parquet` into `build/` of the case, or into `out`. The same
    case gives the same Parquet bytes. Raises `CaseError` where there is no case, `BuildError` where the case
    has errors or the folder cannot be written to.
    """
    folder = Path(case)
    opened, found = read(folder)
    with opened:
        report = judge(opened, found, progress)
        if report.errors:
            raise BuildError(
                f"The case has {report.errors} error{'s' if report.errors > 1 else ''}, so no record was built from it.",
                f"`foedus check {folder}` shows them with what to do.",
                report.findings,
            )
        target = folder_of(folder, out)
        try:
            return _into(opened, target, report, parquet, progress)
        except (OSError, duckdb.IOException) as error:
            raise BuildError(
                f"The record cannot be written to {target}: {getattr(error, 'strerror', None) or error}.",
                f"`foedus build {folder} --out DIR` writes it elsewhere.",
            ) from error


def _into(case: Case, target: Path, report: Report, parquet: bool, progress: Callable[[str], None]) -> Built:
    target.mkdir(parents=True, exist_ok=True)
    _sweep(target)
    work = Path(tempfile.mkdtemp(prefix=f"{NEW}{os.getpid()}-", dir=target))
    try:
        new = work / NAME
        counts = _fill(case, new, progress)
        names = _export(new, work / "parquet", progress) if parquet else []
        progress("swapping in")
        place = target / "parquet"
        if parquet:
            place.mkdir(exist_ok=True)
            for name in names:
                os.replace(work / "parquet" / name, place / name)
            for old in place.glob("*.parquet"):
                if old.name not in names:
                    old.unlink()
        os.replace(new, target / NAME)
        return Built(target / NAME, place, *counts, report)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Clear away what a killed build has left; one that is still running is let be."""
    for left in target.glob(f"{NEW}*"):
        pid = left.name.removeprefix(NEW).partition("-")[0]
        if not (pid.isdigit() and _alive(int(pid))):
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    if os.name == "nt":  # os.kill would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _fill(case: Case, path: Path, progress: Callable[[str], None]) -> tuple[int, int, int]:
    """Make the tables of the record in a new file; returns the numbers of claims, events and sources."""
    con, book = case.con, case.codebook
    quoted = str(path).replace("'", "''")
    con.execute(f"ATTACH '{quoted}' AS out")
    for macro in (*tables.MACROS, tables.INDEPENDENT):
        con.execute(macro.replace("CREATE MACRO", "CREATE OR REPLACE MACRO"))
    progress("dates and numbers")
    _parsed(case)
    _sources(case)
    _members(case)
    for kind in book.kinds.values():
        progress(f"claims: {kind.plural}")
        con.execute(f'CREATE TABLE out."{kind.kind}" AS SELECT * FROM ({tables.kind_table(kind)})')
    progress("all claims")
    con.execute(f"CREATE TABLE out.claims AS {tables.claims_table(book)}")
    progress("who is in them")
    con.execute(f"CREATE TABLE out.roles AS {tables.roles_table(book)}")
    con.execute(f"CREATE TABLE out.ties AS {tables.ties_table(book)}")
    progress("events")
    titles = case.codebook.tables["events"]
    con.execute(f"CREATE TABLE out.titles AS SELECT {tables.aside(titles)} FROM events c ORDER BY c.event")
    topics = case.codebook.tables["topics"]
    con.execute(f"CREATE TABLE out.topics AS SELECT {tables.aside(topics)} FROM topics c ORDER BY c.row")
    con.execute(
        "CREATE TABLE out.event_actors AS SELECT event, list_sort(list(DISTINCT entity)) AS actors "
        "FROM out.roles WHERE via = 'named' GROUP BY event ORDER BY event"
    )
    con.execute(
        "CREATE TABLE out.sources AS SELECT s.*, coalesce(n.claims, 0)::INTEGER AS claims FROM source_table s "
        "LEFT JOIN (SELECT source, count(*) AS claims FROM out.claims GROUP BY source) n USING (source) ORDER BY s.row"
    )
    con.execute("ALTER TABLE out.sources DROP COLUMN row")
    con.execute("USE out")
    for macro in (tables.INDEPENDENT,):
        con.execute(macro)
    con.execute(f"CREATE TABLE out.events AS {tables.EVENTS}")
    con.execute(f"CREATE TABLE out.stages AS {tables.STAGES}")
    for kind in book.kinds:
        con.execute(f'ALTER TABLE out."{kind}" DROP COLUMN row')
    _meta(case)
    counts = con.execute("SELECT (SELECT count(*) FROM claims), (SELECT count(*) FROM events), (SELECT count(*) FROM sources)")
    claims, events, sources = counts.fetchall()[0]
    con.execute("USE memory" if not case.scratch else "USE \"case\"")
    con.execute("DETACH out")
    return claims, events, sources


def _parsed(case: Case) -> None:
    """Every different date and figure of the case, parsed once, as tables to join with."""
    columns = [(table, column) for table, column in case.columns("date")]
    texts = sorted({text for table, column in columns for text in case.values(table, column)})
    parsed = [dates.parse(text) for text in texts]
    case.con.execute(
        "CREATE OR REPLACE TABLE dates AS SELECT unnest(?::VARCHAR[]) AS text, unnest(?::DATE[]) AS earliest, "
        "unnest(?::DATE[]) AS begun_by, unnest(?::DATE[]) AS latest",
        [texts, [d.earliest for d in parsed], [d.begun_by for d in parsed], [d.latest for d in parsed]],
    )
    figures: dict[str, numbers.Number] = {}
    for table, column in case.columns("number", "money", "number-or-word"):
        for text in case.values(table, column):
            try:
                figures[text] = numbers.parse(text)
            except numbers.NumberError:
                continue  # a word such as "rising": the check has seen to all others
    rows = sorted(figures)

    def column(values: Iterable[Any]) -> list[float | None]:
        return [None if value is None else float(value) for value in values]

    case.con.execute(
        "CREATE OR REPLACE TABLE numbers AS SELECT unnest(?::VARCHAR[]) AS text, unnest(?::DOUBLE[]) AS value, "
        "unnest(?::DOUBLE[]) AS low, unnest(?::DOUBLE[]) AS high",
        [
            rows,
            column(figures[r].value for r in rows),
            column(figures[r].low for r in rows),
            column(figures[r].high for r in rows),
        ],
    )
    stages = [
        (kind.kind, stage.word, stage.phase, step)
        for kind in case.kinds
        for step, stage in enumerate(kind.stages, 1)
    ]
    case.con.execute(
        "CREATE OR REPLACE TABLE stage_list AS SELECT unnest(?::VARCHAR[]) AS kind, unnest(?::VARCHAR[]) AS stage, "
        "unnest(?::VARCHAR[]) AS phase, unnest(?::INTEGER[]) AS step",
        [list(column) for column in zip(*stages, strict=True)],
    )


def _sources(case: Case) -> None:
    """Sources with the day from which each is known, and the origins that each rests on."""
    derived = {
        source: [part.strip() for part in cell.split(";") if part.strip()]
        for source, cell in case.rows("SELECT source, derived_from FROM sources WHERE derived_from <> ''")
    }

    def origins(source: str) -> list[str]:
        above = derived.get(source)
        return [source] if not above else sorted({origin for one in above for origin in origins(one)})

    keys = sorted(derived)
    case.con.execute(
        "CREATE OR REPLACE TABLE origins AS SELECT map_from_entries(list_zip(?::VARCHAR[], ?::VARCHAR[][])) AS origins",
        [keys, [origins(key) for key in keys]],
    )
    table = case.codebook.tables["sources"]
    case.con.execute(
        f"CREATE OR REPLACE TABLE source_table AS SELECT {tables.aside(table)}, d.earliest AS published_earliest, "
        "d.latest AS known, coalesce(o.origins[c.source], [c.source]) AS origins, c.row AS row "
        "FROM sources c LEFT JOIN dates d ON d.text = c.published CROSS JOIN origins o ORDER BY c.row"
    )
    case.con.execute("CREATE OR REPLACE VIEW source_known AS SELECT source, known FROM source_table")


def _members(case: Case) -> None:
    """Entities, states that are named without a row of their own, whom each belongs to, and members of groups."""
    known = {row[0] for row in case.rows("SELECT entity FROM entities")}
    party_columns = [
        (kind.kind, column) for kind in case.kinds if case.counts[kind.kind] for column in kind.parties
    ]
    used = {value for table, column in party_columns for value in case.values(table, column)}
    table = case.codebook.tables["entities"]
    case.con.execute(f"CREATE TABLE out.entities AS SELECT {tables.aside(table)} FROM entities c ORDER BY c.row")
    all_states = states.states()
    for key in sorted(used - known):
        if key in all_states:
            case.con.execute(
                "INSERT INTO out.entities (entity, type, name, country, members) VALUES (?, 'state', ?, [], [])",
                [key, all_states[key].name],
            )
    case.con.execute(
        "CREATE OR REPLACE TABLE belongs AS SELECT entity, unnest(country) AS country FROM out.entities "
        "WHERE type IN ('firm', 'agency', 'person', 'facility', 'armed-group')"
    )
    case.con.execute(
        "CREATE OR REPLACE TABLE state_like AS SELECT entity FROM out.entities WHERE type = 'state' "
        "OR regexp_matches(entity, '^[A-Z]{3}$')"
    )
    direct = {
        entity: [part.strip() for part in cell.split(";") if part.strip()]
        for entity, cell in case.rows("SELECT entity, members FROM entities WHERE members <> ''")
    }

    def flat(entity: str) -> list[str]:
        return sorted({leaf for member in direct[entity] for leaf in (flat(member) if member in direct else [member])})

    pairs = [(group, member) for group in sorted(direct) for member in flat(group)]
    case.con.execute(
        "CREATE TABLE out.members AS SELECT unnest(?::VARCHAR[]) AS entity, unnest(?::VARCHAR[]) AS member",
        [[group for group, _ in pairs], [member for _, member in pairs]],
    )
    case.con.execute("CREATE OR REPLACE VIEW members AS SELECT * FROM out.members")


def _meta(case: Case) -> None:
    """What the record was built from and with: no time of day, so that a rebuild gives the same bytes."""
    rows = {
        "foedus": foedus.__version__,
        "title": case.settings.title,
        "question": case.settings.question,
        "files": msgspec.json.encode(case.digests, order="sorted").decode(),
        "settings": msgspec.json.encode(case.settings).decode(),
        "codebook": msgspec.json.encode(case.codebook).decode(),
    }
    case.con.execute(
        "CREATE TABLE out.meta AS SELECT unnest(?::VARCHAR[]) AS key, unnest(?::VARCHAR[]) AS value",
        [list(rows), list(rows.values())],
    )


def exported(book: Codebook) -> list[str]:
    """The tables that are written as Parquet."""
    return ["claims", *book.kinds, "events", "stages", "sources", "entities", "members", "topics", "roles", "ties"]


def _export(path: Path, folder: Path, progress: Callable[[str], None]) -> list[str]:
    folder.mkdir()
    names = []
    with duckdb.connect(str(path), read_only=True) as con:
        # One thread: the order of row groups, and with it the bytes, must not depend on who is quicker.
        con.execute("SET threads = 1")
        con.execute("SET enable_progress_bar = false")
        book = msgspec.json.decode(
            con.execute("SELECT value FROM meta WHERE key = 'codebook'").fetchall()[0][0], type=Codebook
        )
        for table in exported(book):
            progress(f"parquet: {table}")
            file = str(folder / f"{table}.parquet").replace("'", "''")
            con.execute(f"COPY \"{table}\" TO '{file}' (FORMAT parquet, COMPRESSION zstd)")
            names.append(f"{table}.parquet")
    return names


__all__ = ["BuildError", "Built", "CaseError", "build", "fresh"]
