"""What the benchmark counts is what files of that shape become, and its law finds a law that is there."""

from pathlib import Path

import duckdb
import pytest

from bench.signals import law, write, write_text
from foedus.signals.count import count
from foedus.signals.engines import DuckDB
from foedus.signals.shelf import Shelf


def test_made_up_files_are_taken_in_whole_and_look_like_made_up_months(tmp_path: Path):
    pytest.importorskip("ibis", reason="needs ibis")
    text = write_text(tmp_path / "text", 3000)
    report = count([str(text)], tmp_path / "series.parquet", DuckDB(threads=1))
    assert report.rows == 3000
    assert report.faults == ()
    assert {one.code for one in report.left_out} <= {"one-side", "no-state", "within-a-state", "no-type"}
    assert 0.1 < report.counted / report.rows < 0.3  # a fifth, in published days
    shelf = Shelf(tmp_path / "series.work")
    (month,) = write(tmp_path / "months", 3000).glob("*.parquet")
    described = [
        duckdb.read_parquet(str(path)).description for path in (month, shelf.path(shelf.months[0]))
    ]  # fmt: skip
    assert [column[:2] for column in described[0]] == [column[:2] for column in described[1]]


def test_a_law_that_is_there_is_found():
    sizes = [1e6, 2e6, 4e6, 8e6]
    start, low, middle, high = law(sizes, [2 + 3e-6 * size for size in sizes], 1e9)
    assert start == pytest.approx(2)
    assert low == pytest.approx(high) == pytest.approx(middle) == pytest.approx(3002)
    _, low, middle, high = law(sizes, [2 + 3e-6 * size * (1 + (-1) ** n * 0.02) for n, size in enumerate(sizes)], 1e9)
    assert low < 3002 < high
