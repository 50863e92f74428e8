"""Where the work is done: DuckDB in this process, or Spark. Both take in the same batches and run the same expression.

An engine takes batches in, and writes the tally of a dataset's months into a folder as Parquet; nothing else is left to
it. DuckDB goes month by month, so that the memory it needs does not grow with the years.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import duckdb

from foedus.case.parquet import sql_path
from foedus.case.silent import silent
from foedus.cluster import at_work
from foedus.signals import expression
from foedus.signals.actors import Known, Standing
from foedus.signals.errors import NeedsPackageError, SignalsError
from foedus.signals.stage import Batch, Done, take

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Told = Callable[[int, int, str], None]
"""Hears how far it is: steps done, steps in all, what is being done."""
WAVE = 64
"""Batches that Spark is given at once: after each the list is written, so that as many are done again at most."""
MEMORY = "3GB"


class Engine(Protocol):
    """What does the work."""

    name: str

    def take_in(self, batches: Sequence[Batch], work: Path, told: Told) -> Iterator[Done]:
        """Take batches in, in any order."""
        ...

    def standing(self, files: Sequence[Path]) -> list[Standing]:
        """The codes that stand in months, and in how many rows."""
        ...

    def tally(self, files: Sequence[Path], known: Sequence[Known], folder: Path, told: Told) -> None:
        """Write the tally of months into a folder, as Parquet with the columns `expression.TALLY`."""
        ...


class DuckDB:
    """DuckDB, in this process."""

    name = "duckdb"

    def __init__(self, threads: int = 0) -> None:
        self.threads = threads

    def take_in(self, batches: Sequence[Batch], work: Path, told: Told) -> Iterator[Done]:
        """One after the other, each on all cores."""
        for number, batch in enumerate(batches):
            told(number, len(batches), f"taking in {batch.inputs[0].name}")
            yield take(batch, work, self.threads)

    def standing(self, files: Sequence[Path]) -> list[Standing]:
        """The codes that stand in months, and in how many rows."""
        with self._connected(files) as con:
            return [Standing(*row) for row in con.execute(expression.sql(expression.standing(), self.name)).fetchall()]

    def tally(self, files: Sequence[Path], known: Sequence[Known], folder: Path, told: Told) -> None:
        """Month by month: a month's events are in no other's."""
        with self._connected(files[:1]) as con:
            _fill(con, "states", expression.state_rows(known), ("INTEGER", "VARCHAR", "VARCHAR", "BOOLEAN"))
            _fill(con, "sorts", dict(expression.sort_rows()), ("VARCHAR", "VARCHAR"))
            sql = expression.sql(expression.tally(), self.name)
            for number, file in enumerate(files):
                told(number, len(files), f"counting {file.stem.partition('-')[0]}")
                _look_at(con, [file])
                target = _quoted(folder / f"{file.stem}.parquet")
                con.execute(f"COPY ({_typed(sql)}) TO {target} (FORMAT parquet, COMPRESSION zstd)")

    def _connected(self, files: Sequence[Path]) -> duckdb.DuckDBPyConnection:
        con = duckdb.connect()
        con.execute(f"SET memory_limit = '{MEMORY}'")
        silent(con)
        con.execute("SET preserve_insertion_order = false")
        if self.threads:
            con.execute(f"SET threads = {self.threads}")
        _look_at(con, files)
        return con


def _look_at(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> None:
    con.execute(f"CREATE OR REPLACE VIEW events AS SELECT * FROM read_parquet([{', '.join(map(sql_path, files))}])")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _fill(con: duckdb.DuckDBPyConnection, table: str, rows: dict[str, list[Any]], types: Sequence[str]) -> None:
    picks = ", ".join(f'unnest(?::{sql}[]) AS "{name}"' for name, sql in zip(rows, types, strict=True))
    con.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {picks}", list(rows.values()))


def _typed(sql: str) -> str:
    """The tally with whole numbers as Spark has them: DuckDB adds into wider ones."""
    plain = ", ".join(expression.TALLY[:5])
    return f"SELECT {plain}, reports::BIGINT AS reports, events::BIGINT AS events, rows::BIGINT AS rows FROM ({sql})"


class Spark:
    """A session of Spark."""

    name = "spark"

    def __init__(self, spark: "SparkSession") -> None:
        expression.library()
        self.spark = spark

    def take_in(self, batches: Sequence[Batch], work: Path, told: Told) -> Iterator[Done]:
        """Many at once, each a task on one core of an executor; a task that is lost is done again."""
        context = self.spark.sparkContext
        done = 0
        while done < len(batches):
            wave = batches[done : done + WAVE]
            told(done, len(batches), f"taking in {wave[0].inputs[0].name} and on")
            place = str(work)
            with at_work():
                found = context.parallelize(wave, len(wave)).map(partial(_task, place)).collect()
            yield from found
            done += len(wave)

    def standing(self, files: Sequence[Path]) -> list[Standing]:
        """The codes that stand in months, and in how many rows."""
        with at_work():
            self._look_at(files)
            return [Standing(*row) for row in self.spark.sql(self._sql(expression.standing())).collect()]

    def tally(self, files: Sequence[Path], known: Sequence[Known], folder: Path, told: Told) -> None:
        """All months in one."""
        told(0, 1, "counting all months")
        states = [tuple(one) for one in known]
        schema = "year int, code string, state string, known boolean"
        self.spark.createDataFrame(states, schema).createOrReplaceTempView("states")
        sorts = list(zip(*expression.sort_rows().values(), strict=True))
        self.spark.createDataFrame(sorts, "cameo string, type string").createOrReplaceTempView("sorts")
        with at_work():
            self._look_at(files)
            found = self.spark.sql(self._sql(expression.tally()))
            found.write.mode("overwrite").parquet(folder.absolute().as_uri())

    def _look_at(self, files: Sequence[Path]) -> None:
        self.spark.read.parquet(*(file.absolute().as_uri() for file in files)).createOrReplaceTempView("events")

    def _sql(self, of: Any) -> str:
        return expression.sql(of, "pyspark")


def _task(work: str, batch: Batch) -> Done:
    """Take a batch in on an executor."""
    return take(batch, Path(work), threads=1)


def engine(name: str, config: Path | None = None, threads: int = 0) -> Engine:
    """The engine of a name. Raises `SignalsError`, and what `foedus.cluster` raises where Spark cannot start."""
    if name == "duckdb":
        if config is not None:
            raise SignalsError("--config sets up Spark.", "Say --engine spark with it.")
        expression.library()
        return DuckDB(threads)
    if name == "spark":
        from foedus.cluster import session, settings

        return Spark(session(settings(config)))
    raise NeedsPackageError(f"There is no engine {name!r}.", "Choose duckdb or spark.")
