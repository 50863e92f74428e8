"""One suite over both engines. Spark starts once a session, in one worker: tests with it share a group."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foedus.signals.count import Report, count
from foedus.signals.engines import DuckDB, Engine, Spark
from tests.conftest import ON_SPARK
from tests.record.conftest import record_of

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

__all__ = ["record_of"]

Row = dict[str, str]


class Counted:
    """A series with its report; `rows` as the CSV has them."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.text = Path(report.out).read_text(encoding="utf-8")
        self.rows: list[Row] = list(csv.DictReader(self.text.splitlines()))

    @property
    def left_out(self) -> dict[str, int]:
        return {one.code: one.rows for one in self.report.left_out}

    def cells(self, *names: str) -> list[tuple[str, ...]]:
        return [tuple(row[name] for name in names) for row in self.rows]


Count = Callable[..., Counted]


@pytest.fixture
def spark_engine(spark: "SparkSession") -> Engine:
    """Spark with two executors."""
    return Spark(spark)


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=ON_SPARK)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    pytest.importorskip("ibis", reason="needs ibis")
    if request.param == "duckdb":
        return DuckDB(threads=1)
    found: Engine = request.getfixturevalue("spark_engine")
    return found


@pytest.fixture
def counted(tmp_path: Path) -> Count:
    """The same on DuckDB alone, which is quicker: that both give the same is a test of its own."""
    pytest.importorskip("ibis", reason="needs ibis")

    def call(paths: Sequence[Path]) -> Counted:
        return Counted(count([str(path) for path in paths], tmp_path / "series.csv", DuckDB(threads=1)))

    return call


@pytest.fixture
def counts(tmp_path: Path, engine: Engine) -> Count:
    """Counts files with the engine into a CSV: ``counts([path, folder])``."""

    def call(paths: Sequence[Path], name: str = "series.csv", work: Path | None = None) -> Counted:
        return Counted(count([str(path) for path in paths], tmp_path / name, engine, work=work))

    return call
