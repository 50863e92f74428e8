"""The folder of the work: what has been taken in, by dataset and month, each record once.

    signals.json                     what was taken in, and which file holds which month
    months/gdelt-1.0/201607-….parquet
    parts/                           what batches have written and no month has taken over yet

The list is written anew, in one piece, after each batch and each month: whatever is not on it is not there. So work
that was stopped, or killed, goes on where it was.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import duckdb
import msgspec

from foedus.case.parquet import sql_path
from foedus.case.silent import silent
from foedus.signals import formats
from foedus.signals.errors import SignalsError
from foedus.signals.inputs import Input
from foedus.signals.stage import MEMORY, PARTS, Done, Part, Taken

NAME = "signals.json"
FORMAT = 1
MONTHS = "months"
STALE = 24 * 3600
"""Seconds after which what a killed batch has left is cleared away."""


class Month(msgspec.Struct, frozen=True):
    """The records of a month in a dataset."""

    dataset: str
    month: int
    file: str
    rows: int
    repeated: int = 0
    """Rows that were left out, since the record of their number was there."""

    @property
    def key(self) -> str:
        """What it is called on the list."""
        return f"{self.dataset}/{self.month}"


class _List(msgspec.Struct):
    format: int = FORMAT
    taken: dict[str, Taken] = {}
    parts: list[Part] = []
    months: dict[str, Month] = {}


class Shelf:
    """The folder of the work. Raises `SignalsError` where it holds something else, or a newer list."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / NAME
        try:
            if folder.exists() and not path.exists() and any(one.name != PARTS for one in folder.iterdir()):
                raise SignalsError(f"{folder} is there already and is no work of signals.", "Name another with --work.")
            folder.mkdir(parents=True, exist_ok=True)
            self._list = msgspec.json.decode(path.read_bytes(), type=_List) if path.exists() else _List()
        except msgspec.MsgspecError as error:
            raise SignalsError(f"{path} cannot be understood: {error}.", f"Delete {folder} and count again.") from error
        except OSError as error:
            raise SignalsError(f"{folder} cannot be used: {error.strerror}.", "Name another with --work.") from error
        if self._list.format != FORMAT:
            raise SignalsError(f"{path} was written by another version of foedus.", f"Delete {folder} and count again.")
        self._sweep()

    @property
    def taken(self) -> Mapping[str, Taken]:
        """What became of each file, by address."""
        return self._list.taken

    @property
    def months(self) -> Sequence[Month]:
        """What is there, by dataset and month."""
        return [self._list.months[key] for key in sorted(self._list.months)]

    def path(self, month: Month) -> Path:
        """The file of a month."""
        return self.folder / month.file

    def left(self, inputs: Iterable[Input]) -> list[Input]:
        """Files that were not taken in yet; those that could not be used are tried again."""
        return [one for one in inputs if one.address not in self.taken or self.taken[one.address].unusable]

    def changed(self, inputs: Iterable[Input]) -> list[Input]:
        """Files that are others than those that were taken in under their names: what they held is kept."""
        return [
            one for one in inputs
            if (before := self.taken.get(one.address)) and not before.unusable and before.input != one
        ]  # fmt: skip

    def add(self, done: Done) -> None:
        """Note a batch."""
        self._list.taken |= {one.input.address: one for one in done.taken}
        known = {part.file for part in self._list.parts}
        self._list.parts += [part for part in done.parts if part.file not in known]
        self._save()

    def gather(self, told: Callable[[int, int, str], None] = lambda done, of, what: None) -> None:
        """Take over what batches have written, month by month."""
        waiting: dict[str, list[Part]] = {}
        for part in self._list.parts:
            waiting.setdefault(f"{part.dataset}/{part.month}", []).append(part)
        for number, key in enumerate(sorted(waiting)):
            told(number, len(waiting), f"gathering {key}")
            self._take_over(key, waiting[key])
        for folder in (self.folder / PARTS).glob("*"):
            if not folder.name.startswith("."):
                shutil.rmtree(folder, ignore_errors=True)

    def _take_over(self, key: str, parts: Sequence[Part]) -> None:
        before = self._list.months.get(key)
        files = [*([before.file] if before else []), *sorted(part.file for part in parts)]
        dataset, month = parts[0].dataset, parts[0].month
        name = f"{MONTHS}/{dataset}/{month}-{blake2b(' '.join(files).encode(), digest_size=6).hexdigest()}.parquet"
        rows = (before.rows if before else 0) + sum(part.rows for part in parts)
        kept = self._joined(files, name)
        after = Month(dataset, month, name, kept, rows - kept + (before.repeated if before else 0))
        self._list.months[key] = after
        gone = {part.file for part in parts}
        self._list.parts = [part for part in self._list.parts if part.file not in gone]
        self._save()
        for file in files:
            (self.folder / file).unlink(missing_ok=True)

    def _joined(self, files: Sequence[str], name: str) -> int:
        """Write a month from files, each record once: of several rows of a number that with the most reports."""
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f".{target.name}.{os.getpid()}")
        said = ", ".join(sql_path(self.folder / file) for file in files)
        source = f"SELECT {formats.COLUMNS} FROM read_parquet([{said}])"
        try:
            with duckdb.connect() as con:
                con.execute(f"SET memory_limit = '{MEMORY}'")
                silent(con)
                con.execute(f"SET temp_directory = '{str(target.parent).replace(chr(39), chr(39) * 2)}'")
                rows, numbers = con.execute(f"SELECT count(*), count(DISTINCT event) FROM ({source})").fetchall()[0]
                if rows > numbers:
                    source += (
                        " QUALIFY row_number() OVER (PARTITION BY event ORDER BY reports DESC, day, actor1, actor2, "
                        "cameo, place) = 1"
                    )
                con.execute(
                    f"COPY ({source} ORDER BY day) TO '{str(new).replace(chr(39), chr(39) * 2)}' "
                    "(FORMAT parquet, COMPRESSION zstd)"
                )
            new.replace(target)
        except duckdb.IOException as error:
            raise SignalsError(
                f"A month cannot be written: {str(error).splitlines()[0]}", _anew(self.folder)
            ) from error
        finally:
            new.unlink(missing_ok=True)
        return int(numbers)

    def damaged(self) -> Iterator[tuple[Month, str]]:
        """Months whose file is not whole or not there, with what is wrong."""
        with duckdb.connect() as con:
            for month in self.months:
                try:
                    path = sql_path(self.path(month))
                    (rows,) = con.execute(f"SELECT num_rows FROM parquet_file_metadata({path})").fetchall()[0]
                except duckdb.Error as error:
                    yield month, str(error).splitlines()[0]
                    continue
                if rows != month.rows:
                    yield month, f"It has {rows:,} rows, not {month.rows:,}."

    def _save(self) -> None:
        path = self.folder / NAME
        new = path.with_name(f".{NAME}.{os.getpid()}")
        try:
            new.write_bytes(msgspec.json.encode(self._list))
            new.replace(path)
        except OSError as error:
            raise SignalsError(
                f"{path} cannot be written: {error.strerror}.", "See whether the disk is full."
            ) from error
        finally:
            new.unlink(missing_ok=True)

    def _sweep(self) -> None:
        """Clear away what killed batches have left, unless it may be one that is at work."""
        for left in (self.folder / PARTS).glob(".*"):
            if time.time() - left.stat().st_mtime > STALE:
                shutil.rmtree(left, ignore_errors=True)


def _anew(folder: Path) -> str:
    return f"See whether the disk is full; else delete {folder} and count again."
