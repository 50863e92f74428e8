"""Reading an archive: what is left is read by workers here or on Spark; then all of it becomes one case."""

import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec

from foedus.cluster import at_work
from foedus.reader.archive import documents, shelf
from foedus.reader.archive.documents import Entry
from foedus.reader.archive.shelf import Chunk, Read
from foedus.reader.archive.worker import MissingError, Worker
from foedus.reader.intake import NeedsPackageError
from foedus.reader.names import Gazetteer
from foedus.reader.read import Part, Reading, Told, finished, quiet
from foedus.reader.write import clear, write

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

WAVE = 64
"""Chunks that Spark is given at once."""
PARQUET = "proposals.parquet"


class Archive(msgspec.Struct, frozen=True):
    """What was read of an archive."""

    reading: Reading
    folder: Path
    documents: int
    new: int
    """That were read now; the others had been before."""


def read_archive(
    paths: Sequence[Path],
    out: Path,
    *,
    sources: Sequence[Mapping[str, str]] = (),
    workers: int = 2,
    spark: "SparkSession | None" = None,
    work: Path | None = None,
    told: Told = quiet,
    coded: str = "",
    chunk: int = shelf.CHUNK,
) -> Archive:
    """Read the documents in files, folders and Parquet files into a case of proposals in the folder `out`.

    On so many workers of this machine, or on the executors of a session of Spark, which must see the same folders.
    `work`: where what was read is kept, beside `out` by default; documents that are in it already are not read again.
    Raises `ProposalsError`, before anything is read, and `NeedsPackageError`.
    """
    clear(out)
    entries = documents.found(paths)
    place = (work or out.with_name(f"{out.name}.work")).absolute()
    before = shelf.kept(place, entries)
    left = shelf.chunks([one for one in entries if one.key not in before], sources, coded, chunk)
    steps = _here(left, place, workers) if spark is None else _on_spark(left, place, spark)
    done, new = len(before), sum(len(one.entries) for one in left)
    told(done, len(entries), "starting")
    try:
        for read in steps:
            done += read
            told(done, len(entries), f"{done:,} of {len(entries):,} documents")
    except MissingError as error:
        raise NeedsPackageError(
            f"Documents are not read without the package {error}.", 'Install it with: pip install "foedus[read]"'
        ) from error
    told(done, len(entries), "over all documents")
    found = shelf.kept(place, entries)
    reading = finished(
        _joined([found[one.key] for one in entries]), Gazetteer(), sources=[dict(row) for row in sources]
    )
    if reading.sources:
        write(out, reading, others=[dict(row) for row in sources])
        _as_parquet(reading, out / PARQUET)
    return Archive(reading, out, len(entries), new)


def take(chunk: Chunk, folder: Path, worker: Worker) -> int:
    """Read a chunk with a worker, and keep what was read; returns how many documents."""
    read: list[Read] = []
    with tempfile.TemporaryDirectory(prefix="foedus-") as scratch:
        held = documents.content(chunk.entries) if chunk.entries[0].row >= 0 else {}
        for one in chunk.entries:
            path = _placed(one, held, Path(scratch))
            part = worker.read(path, chunk.sources, chunk.coded)
            read.append(Read(one.key, part))
    shelf.keep(folder, chunk, read)
    return len(read)


def _placed(one: Entry, held: Mapping[int, bytes], scratch: Path) -> Path:
    """Where the document lies as a file."""
    if one.row < 0:
        return Path(one.path)
    path = scratch / one.name
    path.write_bytes(held.get(one.row, b""))
    return path


def _here(left: Sequence[Chunk], folder: Path, workers: int) -> Iterator[int]:
    """Read chunks on workers of this machine; yields how many documents each had."""
    own = threading.local()
    started: list[Worker] = []

    def task(chunk: Chunk) -> int:
        if not hasattr(own, "worker"):
            own.worker = Worker()
            started.append(own.worker)
        return take(chunk, folder, own.worker)

    pool = ThreadPoolExecutor(max(1, workers))
    try:
        yield from (one.result() for one in as_completed([pool.submit(task, chunk) for chunk in left]))
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in started:
            worker.close()
        pool.shutdown(wait=True)


def _on_spark(left: Sequence[Chunk], folder: Path, spark: "SparkSession") -> Iterator[int]:
    """Read chunks on executors; a chunk whose executor is lost is read again by another."""
    context = spark.sparkContext
    for at in range(0, len(left), WAVE):
        wave = left[at : at + WAVE]
        with at_work():
            read = context.parallelize(wave, len(wave)).map(partial(task_on_executor, str(folder))).collect()
        yield from read


_of_this_process: list[Worker] = []
"""The worker of an executor's Python, which Spark uses for one task after the other."""


def task_on_executor(folder: str, chunk: Chunk) -> int:
    """Read a chunk on an executor, with the worker that its process has already, if it has."""
    if not _of_this_process:
        _of_this_process.append(Worker())
    return take(chunk, Path(folder), _of_this_process[0])


def _joined(parts: Sequence[Part]) -> Part:
    """Parts as one, in order; a source's key that an earlier one has gets a number, as in `reader.read`."""
    taken: set[str] = set()
    apart: list[Part] = []
    for part in parts:
        changed: dict[str, str] = {}
        for row in part.sources:
            key, number = row["source"], 1
            while key in taken:
                number += 1
                key = f"{row['source']}-{number}"
            taken.add(key)
            if key != row["source"]:
                changed[row["source"]] = key
        apart.append(_renamed(part, changed) if changed else part)
    return Part(
        proposals=tuple(one for part in apart for one in part.proposals),
        sources=tuple(row for part in apart for row in part.sources),
        texts=tuple(text for part in apart for text in part.texts),
        people=tuple(name for part in apart for name in part.people),
        failures=tuple(one for part in apart for one in part.failures),
        warnings=tuple(one for part in apart for one in part.warnings),
        words=sum(part.words for part in apart),
    )  # fmt: skip


def _renamed(part: Part, keys: Mapping[str, str]) -> Part:
    def row(of: Mapping[str, str]) -> dict[str, str]:
        return {**of, "source": keys.get(of["source"], of["source"])}

    return msgspec.structs.replace(
        part,
        proposals=tuple(msgspec.structs.replace(one, row=row(one.row)) for one in part.proposals),
        sources=tuple(row(one) for one in part.sources),
        texts=tuple(msgspec.structs.replace(one, key=keys.get(one.key, one.key)) for one in part.texts),
    )


def _as_parquet(reading: Reading, target: Path) -> None:
    """The proposals as Parquet, a row each: what `proposals.jsonl` has, the claim's columns as JSON."""
    columns = ("id", "kind", "source", "score", "sentence", "why", "claim")
    cells = [
        (
            one.id, one.kind, one.row.get("source", ""), one.score, one.sentence, one.why,
            msgspec.json.encode(one.row).decode(),
        )
        for one in reading.proposals
    ]  # fmt: skip
    new = target.with_name(f".{target.name}")
    types = ("VARCHAR", "VARCHAR", "VARCHAR", "DOUBLE", "VARCHAR", "VARCHAR", "VARCHAR")
    picks = ", ".join(f"unnest(?::{of}[]) AS {name}" for name, of in zip(columns, types, strict=True))
    quoted = str(new).replace("'", "''")
    with duckdb.connect() as con:
        values = [[row[at] for row in cells] for at in range(len(columns))]
        con.execute(f"CREATE TABLE proposals AS SELECT {picks}", values)
        con.execute(f"COPY proposals TO '{quoted}' (FORMAT parquet, COMPRESSION zstd)")
    new.replace(target)
