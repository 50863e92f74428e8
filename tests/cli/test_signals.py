"""`foedus signals` and archives with `foedus read`: what is said on the screen, as JSON, and of what cannot be."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Foedus
from tests.record.small import write
from tests.signals.files import gdelt, written
from tests.signals.test_watch import CASE, Series, series

__all__ = ["Series", "series"]


def test_counting_says_what_was_counted_and_what_was_not(foedus: Foedus, tmp_path: Path):
    pytest.importorskip("ibis", reason="needs ibis")
    written(tmp_path / "files" / "day.csv.zip", [gdelt(1), gdelt(2, Actor2CountryCode=""), "cut\tshort"])
    written(tmp_path / "files" / "mentions.csv", ["no\tevent"])
    said = foedus("signals", "count", tmp_path / "files", "-o", tmp_path / "series.parquet")
    assert said.code == 0
    for text in ("1 rows: 1 events in 3 reports", "1  name not both sides", "line 3: 1 with the fault width",
                 "not taken in  mentions.csv: Its rows have 2 columns"):  # fmt: skip
        assert text in said.out
    told = json.loads(foedus("signals", "count", tmp_path / "files", "-o", tmp_path / "series.parquet", "--json").out)
    assert (told["rows"], told["counted"], told["new"], told["engine"]) == (3, 1, 1, "duckdb")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--engine", "flink"], "There is no engine 'flink'"),
        (["--config", "spark.toml"], "--config sets up Spark"),
    ],
)
def test_an_engine_that_is_none_is_refused(foedus: Foedus, tmp_path: Path, more: list[str], says: str):
    written(tmp_path / "day.csv", [gdelt(1)])
    said = foedus("signals", "count", tmp_path / "day.csv", "-o", tmp_path / "series.csv", *more)
    assert (said.code, says in said.err) == (2, True)
    assert not (tmp_path / "series.csv").exists()


def test_spark_without_java_says_how_to_get_it(foedus: Foedus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pyspark = pytest.importorskip("pyspark.sql", reason="needs pyspark")
    monkeypatch.setattr(pyspark.SparkSession, "getActiveSession", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    written(tmp_path / "day.csv", [gdelt(1)])
    said = foedus("signals", "count", tmp_path / "day.csv", "-o", tmp_path / "series.csv", "--engine", "spark")
    assert said.code == 2
    assert "there is none on this machine" in said.err
    assert "openjdk-17" in said.err


def test_the_reading_list_on_the_screen_and_for_programs(foedus: Foedus, tmp_path: Path, series: Series):
    """The pair that moves, with its last claim; a second look leaves the case as it was."""
    case = write(tmp_path / "case", CASE)
    path = series({("NOR", "CHL"): 40})
    before = sorted((file, file.read_bytes()) for file in case.rglob("*.csv"))
    said = foedus("signals", "watch", case, path)
    assert said.code == 0
    assert "CHL-NOR" in said.out
    assert "2010-05-01" in said.out
    (one,) = json.loads(foedus("signals", "watch", case, path, "--json").out)["moving"]
    assert (one["a"], one["b"], one["claims"]) == ("CHL", "NOR", 0)
    assert foedus("signals", "watch", case, path, "--csv").out.count("\n") == 2
    assert sorted((file, file.read_bytes()) for file in case.rglob("*.csv")) == before
    assert foedus("signals", "watch", case, tmp_path / "gone.csv").code == 2


def test_an_archive_is_read_into_a_folder_of_its_own(foedus: Foedus, tmp_path: Path):
    pytest.importorskip("spacy", reason="needs spaCy, of the extra read")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "report.txt").write_text("Norway delivered twelve patrol boats to Ghana in 2014, the ministry said.\n")
    (archive / "empty.txt").write_bytes(b"")
    said = foedus("read", "--engine", "local", "--workers", "1", "--out", tmp_path / "out", archive)
    assert said.code == 0
    assert "set aside  empty.txt" in said.out
    assert "from 2 documents (2 read now)" in said.out
    told = json.loads(foedus("read", "--engine", "local", "--out", tmp_path / "out", archive, "--json").out)
    assert (told["documents"], told["new"], len(told["proposals"]) > 0) == (2, 0, True)
    assert "a folder of its own" in foedus("read", "--engine", "local", tmp_path / "case", archive).err
    assert "There is no engine" in foedus("read", "--engine", "dask", "--out", tmp_path / "o", archive).err
