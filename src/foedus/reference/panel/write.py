"""A panel into a file, whole or not at all; with it, what each column is."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from foedus.case.findings import Finding
from foedus.reference.errors import DataError
from foedus.reference.panel import parquet, stata
from foedus.reference.panel.build import Built, Plan, built
from foedus.reference.panel.columns import METADATA, SIDECAR, Description
from foedus.reference.panel.progress import WRITING, Progress, silent, watched
from foedus.reference.raw import text_of

ENDINGS = (".parquet", ".csv", ".dta", ".arrow", ".feather")

LARGE = 300_000
"""Rows from which on a sort of all columns costs too much time and memory."""

DICTIONARY = 300
"""Values of a column that Parquet keeps a dictionary of, at most: enough for the states; 2000 took a tenth longer."""
GROUP = 122_880
"""Rows that Parquet keeps together, as in DuckDB: parts begin with a group, so that their number changes nothing."""
MOST_PARTS = 4
"""Threads that write, at most: each holds a group of rows of all columns."""


class Written(NamedTuple):
    """What has been written: where, how many rows, beside it a file that describes it, and what is to be known."""

    path: Path
    rows: int
    beside: Path | None
    findings: tuple[Finding, ...]


def ending(path: Path) -> str:
    """The ending of a file that can be written. Raises `DataError` where it cannot, before anything is read."""
    found = path.suffix.lower()
    if found not in ENDINGS:
        raise DataError(
            f"foedus writes no panel as {found or path.name}.", f"The ending is one of {', '.join(ENDINGS)}."
        )
    if not path.parent.is_dir():
        raise DataError(f"There is no folder {path.parent}.", "Make it first, or write elsewhere.")
    return found


def write(plan: Plan, path: Path, tell: Progress = silent) -> Written:
    """Build a panel and write it in the format of the ending. Raises `DataError`."""
    how = ending(path)
    findings: list[Finding] = list(plan.findings)
    with _beside(path) as part, built(plan, tell) as ready:
        findings += ready.findings
        description = plan.description
        with _said(path), watched(ready.db, f"Writing {path.name}", WRITING, 1.0, tell):
            if how == ".parquet":
                _parquet(ready, part, description)
            elif how == ".csv":
                _csv(ready, part)
            elif how == ".dta":
                findings += stata.write(ready.db, ready.ordered, part, description)
            else:
                _arrow(ready, part, description)
        rows = ready.rows
    beside = None
    if how in (".csv", ".dta"):
        beside = path.with_name(path.name + SIDECAR)
        with _beside(beside) as part, _said(beside):
            part.write_text(description.to_json() + "\n", encoding="utf-8")
    return Written(path, rows, beside, tuple(findings))


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name beside a file, which takes the file's place when all has gone well, and is gone when not."""
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=path.suffix, dir=path.parent)
        os.close(number)
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error
    part = Path(name)
    try:
        yield part
        mode = path.stat().st_mode if path.exists() else 0o666 & ~_umask()
        part.chmod(mode)
        try:
            part.replace(path)
        except OSError as error:
            raise _unwritable(path, error.strerror or str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


@contextmanager
def _said(path: Path) -> Iterator[None]:
    """Whatever keeps a file from being written, as a sentence."""
    try:
        yield
    except duckdb.IOException as error:
        raise _unwritable(path, _reason(str(error))) from error
    except OSError as error:
        raise _unwritable(path, error.strerror or str(error)) from error


def _reason(said: str) -> str:
    for words in ("No space left on device", "Permission denied", "Read-only file system", "File too large"):
        if words in said:
            return words
    return said.splitlines()[0].removeprefix("IO Error: ").rstrip(".")


def _unwritable(path: Path, reason: str) -> DataError:
    full = "space" in reason
    return DataError(
        f"{path} cannot be written: {reason[:1].lower()}{reason[1:]}.",
        ("Make room" if full else "See who owns the place") + ", or write elsewhere. Nothing was changed.",
    )


def _parts(ready: Built) -> list[str]:
    """Queries whose rows, one query's after another's, are all in order.

    Many pairs are not sorted once more: they lie in order, and DuckDB keeps the order of the left side of a join where
    it is told to leave the sides as they are; but then one thread does all, so that each gets a part of the pairs.
    """
    if ready.rows < LARGE or ready.part is None:
        return [ready.ordered]
    ready.db.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    pairs, threads = ready.db.execute("SELECT count(*), current_setting('threads') FROM pairs").fetchall()[0]
    groups = -(-pairs // GROUP)
    many = min(threads, MOST_PARTS, groups)
    cuts = [groups * nth // many * GROUP for nth in range(many + 1)]
    return [ready.part(first, last) for first, last in pairwise(cuts)]


@contextmanager
def _copied(ready: Built, path: Path, options: Callable[[int], str]) -> Iterator[list[Path]]:
    """Write the rows to a file and, where a thread wrote a later part, to others, which are gone afterwards.

    `options`: those of DuckDB's COPY for the nth part.
    """
    queries = _parts(ready)
    with tempfile.TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent) as folder:
        files = [path, *(Path(folder) / str(nth) for nth in range(1, len(queries)))]
        connections = [ready.db, *(ready.db.cursor() for _ in queries[1:])]

        def copy(nth: int) -> None:
            to = text_of(str(files[nth]))
            connections[nth].execute(f"COPY ({queries[nth]}) TO {to} ({options(nth)}, PRESERVE_ORDER true)")

        with ThreadPoolExecutor(len(queries)) as pool:
            try:
                list(pool.map(copy, range(len(queries))))
            except BaseException:
                for connection in connections:
                    connection.interrupt()
                raise
        yield files[1:]


def _parquet(ready: Built, path: Path, description: Description) -> None:
    """With the description under the key `foedus`, as DuckDB's `parquet_kv_metadata` and pyarrow show it."""
    options = (
        f"FORMAT parquet, COMPRESSION zstd, DICTIONARY_SIZE_LIMIT {DICTIONARY}, ROW_GROUP_SIZE {GROUP}, "
        "WRITE_BLOOM_FILTER false"
    )
    said = f", KV_METADATA {{{METADATA}: {text_of(description.to_json())}}}"
    with _copied(ready, path, lambda nth: options if nth else options + said) as others:
        if others:
            parquet.append(path, others)


def _csv(ready: Built, path: Path) -> None:
    with _copied(ready, path, lambda nth: f"FORMAT csv, HEADER {'false' if nth else 'true'}") as others:
        for other in others:
            with path.open("ab") as file, other.open("rb") as more:
                shutil.copyfileobj(more, file, 1 << 20)


def schema(plain: Any, description: Description) -> Any:
    """An Arrow schema with the description as metadata, and at each field its label and unit."""
    columns = {column.name: column for column in description.columns}
    fields = []
    for one in plain:
        column = columns[one.name]
        said = {"label": column.label, "unit": column.unit, "source": column.source, "version": column.version}
        if column.coverage:
            said["coverage"] = "-".join(map(str, column.coverage))
        fields.append(one.with_metadata({key: text for key, text in said.items() if text}))
    import pyarrow

    return pyarrow.schema(fields, {METADATA: description.to_json()})


def _arrow(ready: Built, path: Path, description: Description) -> None:
    """As an Arrow file (Feather, version 2), batch by batch."""
    try:
        from pyarrow import ipc
    except ImportError as error:
        raise DataError("Arrow files need pyarrow.", 'Install it: pip install "foedus[frames]"') from error
    reader = ready.db.sql(ready.ordered).to_arrow_reader(100_000)
    told = schema(reader.schema, description)
    options = ipc.IpcWriteOptions(compression="lz4")
    with path.open("wb") as file, ipc.new_file(file, told, options=options) as writer:
        for batch in reader:
            writer.write_batch(batch.cast(told))
