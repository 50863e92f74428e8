"""Build the record: into new files beside the old ones, then swapped in, so that a kill loses nothing."""

import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import duckdb
import msgspec

from foedus.case import Case, Finding, Report, guide
from foedus.case.check import judge
from foedus.case.folder import CaseError, read
from foedus.case.parquet import SUFFIX
from foedus.case.silent import silent
from foedus.case.tables import digest
from foedus.codebook import Codebook
from foedus.record import profile, tables, tied
from foedus.record.ask import Record
from foedus.record.conclude import conclude, disagreements, store
from foedus.record.fill import fill, made_by

NAME = "record.duckdb"
NEW = ".new-"
"""Begin of the folders in which builds are made, before the process; one that is left over was killed."""
LEFT = re.compile(re.escape(NEW) + r"(\d+)-\w+")


SHARED_OUT = 100_000
"""From so many claims on, the conclusions are drawn in several processes."""
MOST_PROCESSES = 8


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
    if meta.get("foedus") != made_by():
        return None
    before = msgspec.json.decode(meta["files"], type=dict[str, str])
    now = [p for p in _inputs(case, msgspec.json.decode(meta["codebook"], type=Codebook)) if p.is_file()]
    if {p.relative_to(case).as_posix() for p in now} != set(before):
        return None
    same = all(digest(p) == before[p.relative_to(case).as_posix()] for p in now)
    return path if same else None


def _inputs(case: Path, book: Codebook) -> Iterable[Path]:
    """The files that a case is read from; others that lie beside them are the user's own."""
    yield case / "case.toml"
    yield case / guide.NAME
    yield from sorted((case / "kinds").glob("*.toml"))
    yield from (case / f"{table}.csv" for table in book.tables)
    yield from profile.files(case)
    claims = [file for file in (case / "claims").glob("*") if file.suffix in (".csv", SUFFIX)]
    yield from (file for file in sorted(claims) if not file.name.startswith("."))


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
                f"The case has {report.errors} error{'s'[: report.errors > 1]}, so no record was built from it.",
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
    work = target / f"{NEW}{os.getpid()}-{secrets.token_hex(4)}"
    try:
        work.mkdir()  # in here, so that Ctrl-C finds no moment between making it and seeing to its end
        new = work / NAME
        counts = fill(case, new, progress)
        progress("conclusions")
        _conclude(new, work)
        names = _export(new, work / "parquet", progress) if parquet else []
        progress("swapping in")
        place = target / "parquet"
        for stale in set(_exported_before(target)) - set(names):
            (place / stale).unlink(missing_ok=True)
        if parquet:
            place.mkdir(exist_ok=True)
            for name in names:
                (work / "parquet" / name).replace(place / name)
        new.replace(target / NAME)
        return Built(target / NAME, place, *counts, report)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _conclude(path: Path, work: Path) -> None:
    """Add the tables of conclusions to a new record: concluded into files, a large case in several processes."""
    with Record(path) as record:
        counts = dict(record.con.execute("SELECT kind, count(*) FROM claims GROUP BY kind").fetchall())
        small = sum(counts.values()) < SHARED_OUT
        fallen = tied.fallen(record, f"store.{tied.TABLE}")
        store.to_files(conclude(record) if small else (), work, "all", disagreements(record))
        if not small:
            record.close()
            _share_out(path, work, counts)
    with duckdb.connect(str(path)) as con:
        silent(con)
        store.from_files(con, work)
        tied.settle(con, tied.TABLE, fallen)


def _share_out(path: Path, work: Path, counts: Mapping[str, int]) -> None:
    """Conclude in as many processes as there are cores, each with a share of the kinds."""
    shares: list[list[str]] = [[] for _ in range(min(os.cpu_count() or 1, MOST_PROCESSES))]
    for kind in sorted(counts, key=lambda kind: (-counts[kind], kind)):
        min(shares, key=lambda share: sum(counts[one] for one in share)).append(kind)
    # Each in an interpreter of its own: DuckDB's threads do not survive a fork, and a script that calls us need
    # not be importable. And in a session of its own: Ctrl-C is for us, who then end them.
    command = [sys.executable, "-m", "foedus.record.conclude", str(path), str(work)]
    running: list[subprocess.Popen[bytes]] = []
    try:
        for share in filter(None, shares):
            running.append(subprocess.Popen([*command, *share], start_new_session=True))  # noqa: PERF401
        failed = [process for process in running if process.wait()]
    finally:
        for process in running:
            process.kill()
            process.wait()
    if failed:
        raise BuildError("The conclusions could not be drawn.", "The message above says why.")


def _sweep(target: Path) -> None:
    """Clear away what a killed build has left; one that is still running is let be."""
    for left in target.glob(f"{NEW}*"):
        ours = LEFT.fullmatch(left.name)
        if ours and not alive(int(ours[1])):
            shutil.rmtree(left, ignore_errors=True)


def alive(pid: int) -> bool:
    """Whether a process is still there; where that cannot be asked, it is taken to be."""
    if os.name == "nt":  # os.kill would end the process there
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def exported(book: Codebook) -> list[str]:
    """The tables that are written as Parquet."""
    return [
        "claims",
        *book.kinds,
        "events",
        "stages",
        "conclusions",
        "contradictions",
        "sources",
        "entities",
        "members",
        "topics",
        "disagreements",
        "roles",
        "ties",
        "causes",
    ]


def _exported_before(target: Path) -> list[str]:
    """The Parquet files of the record that is there already; others in the folder are not ours to remove."""
    try:
        with duckdb.connect(str(target / NAME), read_only=True) as con:
            found = con.execute("SELECT value FROM meta WHERE key = 'codebook'").fetchall()
        return [f"{table}.parquet" for table in exported(msgspec.json.decode(found[0][0], type=Codebook))]
    except (duckdb.Error, IndexError, msgspec.MsgspecError):
        return []


def _export(path: Path, folder: Path, progress: Callable[[str], None]) -> list[str]:
    folder.mkdir()
    names = []
    with duckdb.connect(str(path), read_only=True) as con:
        # One thread: the order of row groups, and with it the bytes, must not depend on who is quicker.
        con.execute("SET threads = 1")
        silent(con)
        book = msgspec.json.decode(
            con.execute("SELECT value FROM meta WHERE key = 'codebook'").fetchall()[0][0], type=Codebook
        )
        for table in exported(book):
            progress(f"parquet: {table}")
            file = str(folder / f"{table}.parquet").replace("'", "''")
            con.execute(
                f"COPY (SELECT {tables.seen(table)} FROM \"{table}\") TO '{file}' (FORMAT parquet, COMPRESSION zstd)"
            )
            names.append(f"{table}.parquet")
    return names


__all__ = ["BuildError", "Built", "CaseError", "build", "fresh"]
