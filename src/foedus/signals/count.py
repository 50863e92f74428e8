"""From event files to the series: take in what is new, count, write, and say what was left out and why."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import duckdb
import msgspec

from foedus.case.parquet import sql_path
from foedus.case.silent import silent
from foedus.codebook.event_data import cameo_types
from foedus.signals import actors, expression, formats
from foedus.signals.engines import Engine, Told
from foedus.signals.errors import SignalsError
from foedus.signals.inputs import Input, found, room
from foedus.signals.shelf import Month, Shelf
from foedus.signals.stage import Taken, batches

ENDINGS = {".parquet": "FORMAT parquet, COMPRESSION zstd", ".csv": "FORMAT csv, HEADER"}
"""How a series can be written, by the ending of its file."""
DAY = timedelta(1)
TOLD = 20
"""Unknown codes and files that are told by name; of more it is said how many."""


class LeftOut(msgspec.Struct, frozen=True):
    """Rows that are in no count, for one reason."""

    code: str
    rows: int
    says: str
    """The rest of a sentence about such rows."""


class Coverage(msgspec.Struct, frozen=True):
    """Days of a dataset of which there are files. A day that is not among them is not covered, which is not nil."""

    dataset: str
    first: str
    last: str
    days: int
    gaps: tuple[tuple[str, str], ...]
    """First and last days of spans between them that no file covers."""


class Report(msgspec.Struct, frozen=True):
    """What was counted, and what was not: `rows` is `counted`, and `repeated`, and all that was left out."""

    out: str
    work: str
    engine: str
    files: int
    new: int
    """Files that were taken in now."""
    rows: int
    """In all files that were taken in."""
    counted: int
    repeated: int
    """Rows whose record stood in another row already."""
    left_out: tuple[LeftOut, ...]
    series: int
    """Rows of the series."""
    events: int
    reports: int
    coverage: tuple[Coverage, ...]
    unusable: tuple[tuple[str, str], ...]
    """Files of which nothing was taken in, with the reason."""
    faults: tuple[tuple[str, str, int, tuple[int, ...]], ...]
    """Rows with a fault, by file: the file, the reason, how many, and the first lines."""
    unknown_actors: tuple[tuple[str, int], ...]
    """Codes and names that nobody knows, the most frequent first, with rows in which they stand."""
    unknown_codes: tuple[tuple[str, int], ...]
    notes: tuple[str, ...]


def count(
    paths: Sequence[str],
    out: Path,
    engine: Engine,
    *,
    work: Path | None = None,
    told: Told = lambda done, of, what: None,
) -> Report:
    """Count the events in files, folders, patterns and addresses into a series, written to `out`.

    `work`: the folder for what is taken in, beside `out` by default; files that are in it already are not read again,
    and what it holds is counted whole. Raises `SignalsError`; files and rows that cannot be used are in the report.
    """
    if out.suffix.lower() not in ENDINGS:
        raise SignalsError(f"A series is not written to {out.name}.", f"It ends with {' or '.join(ENDINGS)}.")
    if out.is_dir() or not out.absolute().parent.is_dir():
        what = "is a folder" if out.is_dir() else "lies in a folder that is not there"
        raise SignalsError(f"{out} {what}.", "Name a file with -o.")
    inputs = found(paths)
    shelf = Shelf(work or out.with_suffix(".work"))
    left = shelf.left(inputs)
    room(shelf.folder, left)
    for done in engine.take_in(list(batches(left)), shelf.folder, told):
        shelf.add(done)
    shelf.gather(told)
    damaged = dict(shelf.damaged())
    months = [month for month in shelf.months if month not in damaged]
    if not months:
        raise SignalsError(
            "There is nothing to count: no row of these files could be taken in.",
            "; ".join(f"{one.input.name}: {one.unusable or _faults(one)}" for one in list(shelf.taken.values())[:3]),
        )
    with tempfile.TemporaryDirectory(prefix=".tally-", dir=shelf.folder) as scratch:
        unknown = [_tally(engine, dataset, months, shelf, Path(scratch), told) for dataset in _datasets(months)]
        told(1, 1, f"writing {out.name}")
        left_out, totals = _write(out, Path(scratch), _datasets(months), _covered(shelf.taken.values()))
    notes = [
        f"{m.dataset} {_said(m.month)} is not counted, for its file is damaged: {why}" for m, why in damaged.items()
    ]
    notes += [
        f"{one.name} is another file than the one that was taken in; what that held was counted. "
        f"Delete {shelf.folder} to take it in anew."
        for one in shelf.changed(inputs)
    ]
    return _report(out, engine, shelf, left, months, left_out, totals, unknown, notes)


def _datasets(months: Iterable[Month]) -> list[str]:
    return sorted({month.dataset for month in months})


def _said(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _faults(taken: Taken) -> str:
    return ", ".join(f"{fault.rows} rows {formats.FAULTS[fault.code]}" for fault in taken.faults) or "it has no rows"


class _Unknown(msgspec.Struct, frozen=True):
    actors: list[tuple[str, int]]
    codes: list[tuple[str, int]]


def _tally(engine: Engine, dataset: str, months: Iterable[Month], shelf: Shelf, scratch: Path, told: Told) -> _Unknown:
    """Write the tally of a dataset; what nobody knows in it."""
    files = [shelf.path(month) for month in months if month.dataset == dataset]
    told(0, 1, f"who is in {dataset}")
    standing = engine.standing(files)
    known = actors.known(dataset, standing)
    strangers = {(one.year, one.code) for one in known if not one.known}
    by_code: dict[str, int] = {}
    for one in standing:
        if one.what == "actor" and one.code and (one.year, one.code) in strangers:
            by_code[one.code] = by_code.get(one.code, 0) + one.rows
    codes = [(one.code or "", one.rows) for one in standing if one.what == "cameo" and one.code not in cameo_types()]
    (scratch / dataset).mkdir()
    engine.tally(files, known, scratch / dataset, told)
    return _Unknown(list(by_code.items()), codes)


def _write(
    out: Path, scratch: Path, datasets: Sequence[str], covered: dict[str, list[date]]
) -> tuple[dict[str, int], tuple[int, int, int, int]]:
    """Write the series; rows by status, and the series' rows, counted rows, events and reports."""
    new = out.with_name(f".{out.name}.{os.getpid()}")
    with duckdb.connect() as con:
        silent(con)
        tallies = " UNION ALL ".join(
            f"SELECT '{dataset}' AS dataset, {', '.join(expression.TALLY)} FROM "
            f"read_parquet({sql_path(scratch / dataset)[:-1]}/*.parquet')"
            for dataset in datasets
        )
        con.execute(f"CREATE VIEW tally AS {tallies}")
        classes = expression.class_rows()
        con.execute(
            "CREATE TABLE classes AS SELECT " + ", ".join(f'unnest(?::VARCHAR[]) AS "{name}"' for name in classes),
            list(classes.values()),
        )
        days = Counter((dataset, day.year * 100 + day.month) for dataset, days in covered.items() for day in days)
        con.execute(
            "CREATE TABLE covered AS SELECT unnest(?::VARCHAR[]) AS dataset, unnest(?::INTEGER[]) AS month, "
            "unnest(?::INTEGER[]) AS days",
            [[key[0] for key in days], [key[1] for key in days], list(days.values())],
        )
        statuses = con.execute(
            "SELECT status, sum(rows)::BIGINT FROM tally GROUP BY status HAVING sum(rows) > 0"
        ).fetchall()
        (totals,) = con.execute(
            "SELECT count(*), coalesce(sum(rows), 0)::BIGINT, coalesce(sum(events), 0)::BIGINT, "
            f"coalesce(sum(reports), 0)::BIGINT FROM tally WHERE status = '{expression.COUNTED}'"
        ).fetchall()
        try:
            con.execute(
                "COPY (SELECT dataset, printf('%d-%02d', month // 100, month % 100) AS month, state1, state2, type, "
                "class, tone, reports, events, coalesce(days, 0) AS days FROM tally JOIN classes USING (type) "
                f"LEFT JOIN covered USING (dataset, month) WHERE status = '{expression.COUNTED}' "
                f"ORDER BY dataset, month, state1, state2, type) TO '{_escaped(new)}' ({ENDINGS[out.suffix.lower()]})"
            )
            new.replace(out)
        except (OSError, duckdb.IOException) as error:
            raise SignalsError(
                f"{out} cannot be written: {str(error).splitlines()[0]}", "Name another file with -o."
            ) from error
        finally:
            new.unlink(missing_ok=True)
    return dict(statuses), totals


def _escaped(path: Path) -> str:
    return str(path).replace("'", "''")


def _report(
    out: Path, engine: Engine, shelf: Shelf, new: Sequence[Input], months: Sequence[Month], statuses: dict[str, int],
    totals: tuple[int, int, int, int], unknown: Sequence[_Unknown], notes: Sequence[str],
) -> Report:  # fmt: skip
    taken = shelf.taken.values()
    faults = [(one.input.name, fault.code, fault.rows, fault.lines) for one in taken for fault in one.faults]
    bad: dict[str, int] = {}
    for _, code, rows, _ in faults:
        bad[code] = bad.get(code, 0) + rows
    says = {**formats.FAULTS, **expression.LEFT_OUT, "damaged-month": "stand in a month whose file is damaged"}
    lost = sum(month.rows for month in shelf.months) - sum(month.rows for month in months)
    every = bad | {code: rows for code, rows in statuses.items() if code != expression.COUNTED}
    every |= {"damaged-month": lost} if lost else {}
    notes = [
        *notes,
        *(f"{one.input.name} had {one.mended:,} characters that were no UTF-8." for one in taken if one.mended),
    ]
    return Report(
        out=str(out), work=str(shelf.folder), engine=engine.name, files=len(shelf.taken), new=len(new),
        rows=sum(one.rows for one in taken), counted=totals[1], repeated=sum(month.repeated for month in shelf.months),
        left_out=tuple(LeftOut(code, every[code], says[code]) for code in says if code in every),
        series=totals[0], events=totals[2], reports=totals[3],
        coverage=tuple(_coverage(dataset, days) for dataset, days in _covered(taken).items()),
        unusable=tuple((one.input.name, one.unusable) for one in taken if one.unusable),
        faults=tuple(faults),
        unknown_actors=_most(pair for one in unknown for pair in one.actors),
        unknown_codes=_most(pair for one in unknown for pair in one.codes),
        notes=tuple(notes),
    )  # fmt: skip


def _most(pairs: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:TOLD])


def _covered(taken: Iterable[Taken]) -> dict[str, list[date]]:
    """The days that files cover, by dataset, in order."""
    found: dict[str, set[date]] = {}
    for one in taken:
        for dataset, first, last in one.days:
            begin, end = date.fromisoformat(first), date.fromisoformat(last)
            days = found.setdefault(dataset, set())
            days.update(begin + timedelta(n) for n in range((end - begin).days + 1))
    return {dataset: sorted(days) for dataset, days in sorted(found.items())}


def _coverage(dataset: str, days: Sequence[date]) -> Coverage:
    gaps = [(one + DAY, other - DAY) for one, other in pairwise(days) if other - one > DAY]
    return Coverage(
        dataset, days[0].isoformat(), days[-1].isoformat(), len(days),
        tuple((first.isoformat(), last.isoformat()) for first, last in gaps),
    )  # fmt: skip
