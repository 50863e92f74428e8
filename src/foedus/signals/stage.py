"""Event files taken in: batches of them become folders of Parquet by dataset and month, each whole or not there.

A batch is a task of its own for either engine: it needs the files, a folder to write to, and nothing else.
"""

import datetime
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import count, groupby
from pathlib import Path
from typing import TypeAlias

import duckdb
import msgspec

from foedus.case.parquet import sql_path
from foedus.case.silent import silent
from foedus.signals import formats
from foedus.signals.inputs import Input, Text, UnusableError, mended, texts

MOST_FILES = 256
MOST_BYTES = 256 << 20
"""What a batch holds at most: GDELT's files of a quarter of an hour are small, those of a year are not."""
EXAMPLES = 3
"""Lines that are told of rows with a fault, for each file."""
LONGEST_LINE = 16 << 20
MEMORY = "1500MB"
PARTS = "parts"
"""The folder, in that of the work, with what batches have written and no month has taken over yet."""


_Day: TypeAlias = tuple[str, datetime.date]


class Fault(msgspec.Struct, frozen=True):
    """Rows of a file that were not taken in."""

    code: str
    rows: int
    lines: tuple[int, ...] = ()
    """The first of them, from 1; in a zip, of the text in it."""


class Taken(msgspec.Struct, frozen=True):
    """What became of a file."""

    input: Input
    rows: int = 0
    """That it has, those with a fault among them."""
    faults: tuple[Fault, ...] = ()
    mended: int = 0
    """Characters that were no UTF-8."""
    unusable: str = ""
    """Why nothing was taken in, as a sentence."""
    days: tuple[tuple[str, str, str], ...] = ()
    """What it covers: a dataset, and the first and last of days that follow upon each other, as 2016-07-28."""

    @property
    def kept(self) -> int:
        """Rows that were taken in."""
        return self.rows - sum(fault.rows for fault in self.faults)


class Part(msgspec.Struct, frozen=True):
    """What a batch has written: a file of Parquet for some rows of a month."""

    dataset: str
    month: int
    """201607 is July 2016."""
    file: str
    """In the folder of the work."""
    rows: int


class Batch(msgspec.Struct, frozen=True):
    """Files that are taken in together."""

    inputs: tuple[Input, ...]

    @property
    def key(self) -> str:
        """Sixteen hexadecimal digits of what it holds."""
        return blake2b(msgspec.msgpack.encode(self.inputs), digest_size=8).hexdigest()


class Done(msgspec.Struct, frozen=True):
    """A batch that was taken in."""

    taken: tuple[Taken, ...]
    parts: tuple[Part, ...]


def batches(inputs: Iterable[Input]) -> Iterator[Batch]:
    """The files in batches, in order."""
    held: list[Input] = []
    for one in inputs:
        if held and (len(held) >= MOST_FILES or sum(each.size for each in held) + one.size > MOST_BYTES):
            yield Batch(tuple(held))
            held = []
        held.append(one)
    if held:
        yield Batch(tuple(held))


def take(batch: Batch, work: Path, threads: int = 0) -> Done:
    """Take a batch in. It can be done again, and by another process at the same time: the last one stands.

    `threads` of DuckDB, 0 for as many as there are cores. Files that cannot be used are told of, never raised.
    """
    place = work / PARTS
    place.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{batch.key}-", dir=place))
    try:
        new = scratch / "new"
        new.mkdir()
        with duckdb.connect(str(scratch / "rows.duckdb")) as con:
            con.execute(f"SET memory_limit = '{MEMORY}'")
            silent(con)
            con.execute("SET preserve_insertion_order = false")
            if threads:
                con.execute(f"SET threads = {threads}")
            for table in ("taken", "held"):
                con.execute(
                    f"CREATE TABLE {table} (dataset VARCHAR, event BIGINT, day DATE, year INTEGER, month INTEGER, "
                    "actor1 VARCHAR, actor2 VARCHAR, cameo VARCHAR, place VARCHAR, reports INTEGER)"
                )
            taken = tuple(_file(con, one, scratch) for one in batch.inputs)
            target = place / batch.key
            parts = tuple(_write(con, new, f"{PARTS}/{batch.key}"))
        shutil.rmtree(target, ignore_errors=True)
        try:
            new.rename(target)
        except OSError:  # another process has just put the same there
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return Done(taken, parts)


def _file(con: duckdb.DuckDBPyConnection, one: Input, scratch: Path) -> Taken:
    """Add the rows of a file, all of them or none."""
    rows = replaced = 0
    faults: dict[str, Fault] = {}
    days: set[_Day] = set()
    con.execute("TRUNCATE held")
    try:
        for text in texts(one, scratch):
            text, more, found, seen = _text(con, text, scratch)
            rows, replaced, days = rows + more, replaced + text.mended, days | seen
            for fault in found:
                before = faults.get(fault.code, Fault(fault.code, 0))
                lines = (*before.lines, *fault.lines)[:EXAMPLES]
                faults[fault.code] = Fault(fault.code, before.rows + fault.rows, lines)
    except UnusableError as error:
        return Taken(one, unusable=str(error))
    con.execute("INSERT INTO taken SELECT * FROM held")
    return Taken(one, rows, tuple(faults.values()), replaced, "", tuple(_spans(days)))


def _spans(days: Iterable[_Day]) -> Iterator[tuple[str, str, str]]:
    """Days of datasets as spans of days that follow upon each other."""
    for dataset, group in groupby(sorted(days), key=lambda one: one[0]):
        held = [day for _, day in group]
        starts = [day for at, day in enumerate(held) if not at or (day - held[at - 1]).days > 1]
        ends = [day for at, day in enumerate(held) if at + 1 == len(held) or (held[at + 1] - day).days > 1]
        yield from ((dataset, first.isoformat(), last.isoformat()) for first, last in zip(starts, ends, strict=True))


def _text(con: duckdb.DuckDBPyConnection, text: Text, scratch: Path) -> tuple[Text, int, list[Fault], set[_Day]]:
    """Add the rows of a text; how many it has, what is wrong with some, and which days of which dataset it covers."""
    try:
        return (text, *_rows(con, text.path))
    except duckdb.Error as error:
        said = str(error)
        if "unicode" in said.lower() or "utf-8" in said.lower():
            text = mended(text, scratch)
            try:
                return (text, *_rows(con, text.path))
            except duckdb.Error as again:
                said = str(again)
        raise UnusableError(f"It cannot be read: {said.splitlines()[0]}") from error


def _rows(con: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, list[Fault], set[_Day]]:
    form = formats.recognised(path)
    con.execute(f"CREATE OR REPLACE TEMP TABLE read AS {_read(path, form)}")
    con.execute(
        "INSERT INTO held SELECT dataset, event, day, year(day), year(day) * 100 + month(day), actor1, actor2, cameo, "
        "place, reports FROM read WHERE fault IS NULL"
    )
    counts = con.execute("SELECT fault, count(*) FROM read GROUP BY fault ORDER BY fault").fetchall()
    days = con.execute("SELECT DISTINCT dataset, seen FROM read WHERE fault IS NULL AND seen IS NOT NULL").fetchall()
    con.execute("DROP TABLE read")
    found = [Fault(code, number, _where(con, path, form, code)) for code, number in counts if code]
    return sum(number for _, number in counts), found, {(dataset, day) for dataset, day in days}


def _read(path: Path, form: formats.Form, *, lines: bool = False) -> str:
    """SQL for the rows of a text, with their `line` among those that are not empty; lines of white space are none."""
    picks = ", ".join(f"{sql} AS {name}" for name, sql in form.picks.items())
    line = f", row_number() OVER () + {int(form.header)} AS line" if lines else ""
    return (
        f"SELECT * EXCLUDE (c), {form.fault} AS fault FROM (SELECT *, {picks} FROM ("
        f"SELECT string_split(rtrim(text, chr(13)), chr(9)) AS c{', line' if lines else ''} FROM ("
        f"SELECT text{line} FROM read_csv({sql_path(path)}, header = {form.header}, auto_detect = false, "
        "columns = {'text': 'VARCHAR'}, delim = chr(1), quote = '', escape = '', nullstr = chr(0), "
        f"strict_mode = false, max_line_size = {LONGEST_LINE})) WHERE trim(text, chr(9) || chr(13) || ' ') <> ''))"
    )


def _where(con: duckdb.DuckDBPyConnection, path: Path, form: formats.Form, code: str) -> tuple[int, ...]:
    """The first lines that have a fault."""
    con.execute("SET preserve_insertion_order = true")
    rows = con.execute(
        f"SELECT line FROM ({_read(path, form, lines=True)}) WHERE fault = ? ORDER BY line LIMIT {EXAMPLES}", [code]
    ).fetchall()
    con.execute("SET preserve_insertion_order = false")
    wanted, lines = {line for (line,) in rows}, []
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in zip(count(1), (at for at, text in enumerate(file, 1) if text != "\n"), strict=False):
            if number in wanted:
                lines.append(line)
            if len(lines) == len(wanted):
                break
    return tuple(lines)


def _write(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> Iterator[Part]:
    """Write the rows by dataset and month; what was written, as it will be called."""
    months = con.execute("SELECT dataset, month, count(*) FROM taken GROUP BY ALL ORDER BY ALL").fetchall()
    for dataset, month, number in months:
        file = folder / f"{dataset}-{month}.parquet"
        con.execute(
            f"COPY (SELECT {formats.COLUMNS} FROM taken WHERE dataset = '{dataset}' AND month = {month}) "
            f"TO '{str(file).replace(chr(39), chr(39) * 2)}' (FORMAT parquet, COMPRESSION zstd)"
        )
        yield Part(dataset, month, f"{name}/{file.name}", number)


def drop(parts: Sequence[Part], work: Path) -> None:
    """Take away what months have taken over."""
    for folder in {(work / part.file).parent for part in parts}:
        shutil.rmtree(folder, ignore_errors=True)
