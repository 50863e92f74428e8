"""A panel in a file: the same in every format, what each column is with it, whole or not at all."""

import errno
import json
from pathlib import Path

import duckdb
import pytest

from foedus.reference import cite
from foedus.reference.errors import DataError
from foedus.reference.panel import Panel, build, stata
from foedus.reference.panel import write as writing
from foedus.reference.panel.columns import SIDECAR
from tests.reference.panel.conftest import Make

ENDINGS = (".parquet", ".csv", ".dta", ".arrow", ".feather")


@pytest.fixture
def panel(make: Make) -> Panel:
    """Pairs of 1990 to 2000, with what is whole, a fraction, 0, missing and not covered."""
    return make("dyad-year", 1990, 2000, with_="nmc_milper,cinc,mid_ongoing,distance", reasons=True, names=True)


def back(path: Path) -> list[tuple[object, ...]]:
    """The rows of a file: texts, and numbers as floats; what is empty as None."""
    import pandas
    import pyarrow.feather
    import pyreadstat

    if path.suffix == ".dta":
        frame = pyreadstat.read_dta(str(path))[0]
    elif path.suffix in (".arrow", ".feather"):
        frame = pyarrow.feather.read_feather(path)
    elif path.suffix == ".csv":
        frame = pandas.read_csv(path, keep_default_na=False, na_values=[""])
    else:
        frame = pandas.read_parquet(path)
    lines = frame.astype(object).where(frame.notna(), None).values.tolist()
    return [tuple(c or None if isinstance(c, str) or c is None else round(float(c), 9) for c in row) for row in lines]


@pytest.mark.needs("frames")
@pytest.mark.parametrize("ending", ENDINGS)
def test_every_format_has_the_same_rows_and_can_be_cited(panel: Panel, tmp_path: Path, ending: str):
    """Numbers, empty cells and order; and the file says what is in it."""
    path = tmp_path / f"panel{ending}"
    written = panel.write(path)
    expected = [
        tuple(c if isinstance(c, str) or c is None else round(float(c), 9) for c in row.values())
        for row in panel.rows()
    ]
    assert back(path) == expected
    assert written.rows == len(expected)
    assert cite.read(path) == panel.description
    assert cite.of_file(path) == panel.cite()
    beside = {f"panel{ending}{SIDECAR}"} if ending in (".csv", ".dta") else set()
    assert {one.name for one in tmp_path.iterdir()} == {path.name, *beside}


def test_a_description_says_of_each_column_where_it_is_from(panel: Panel):
    """Name, unit, source, version, coverage, formula; and what no row means."""
    found = {column.name: column for column in panel.columns}
    cinc = found["cinc1"]
    assert (cinc.dataset, cinc.version, cinc.coverage, cinc.absent) == ("nmc", "7.0", (1816, 2022), "missing")
    assert cinc.unit.startswith("share of the system")
    assert "National Material Capabilities (Correlates of War Project)" in cinc.source
    assert found["mid_ongoing"].absent == "nil"
    assert found["mid_ongoing"].coverage == (1816, 2014)
    assert found["distance_min"].unit == "km"
    assert found["year"].role == "key"
    assert found["cinc1_why"].role == "reason"
    used = {one.dataset: one for one in panel.description.datasets}
    assert set(used) == {"cow-states", "nmc", "mid", "distance"}
    assert used["nmc"].columns == ("nmc_milper1", "nmc_milper2", "cinc1", "cinc2")
    assert len(used["nmc"].sha256) == 64


def test_parquet_carries_its_description_for_whoever_reads_it(panel: Panel, tmp_path: Path):
    """DuckDB's parquet_kv_metadata shows it, with no foedus at hand."""
    panel.write(tmp_path / "panel.parquet")
    rows = duckdb.execute(f"SELECT * FROM parquet_kv_metadata('{tmp_path / 'panel.parquet'}')").fetchall()
    told = json.loads(next(value for _, key, value in rows if key == b"foedus"))
    assert [column["name"] for column in told["columns"]] == [column.name for column in panel.columns]


@pytest.mark.needs("frames")
def test_frames_have_the_values_of_the_rows(panel: Panel):
    """Arrow, Polars and pandas; whole numbers stay whole beside empty cells, fields carry their labels."""
    expected = panel.rows().to_dicts()
    arrow = panel.to_arrow()
    assert arrow.to_pylist() == expected
    assert arrow.schema.field("distance_min").metadata[b"unit"] == b"km"
    assert panel.to_polars().to_dicts() == expected
    frame = panel.to_pandas()
    assert str(frame["mid_ongoing"].dtype) == "Int8"
    assert frame["cinc1"].tolist()[0] == expected[0]["cinc1"]


@pytest.mark.needs("frames")
def test_statas_names_are_short_and_its_labels_say_what_a_column_is(make: Make, tmp_path: Path):
    """A name of more than 32 characters is shortened before its suffix; a finding says which."""
    import pyreadstat

    panel = make("k-ad-year", 2017, 2017, members="TUR,AZE,KAZ", size=3, with_="mid,contiguity", lag=1, reasons=True)
    written = panel.write(tmp_path / "panel.dta")
    meta = pyreadstat.read_dta(str(tmp_path / "panel.dta"), metadataonly=True)[1]
    assert len(meta.column_names) == len(set(meta.column_names)) == len(panel.columns)
    assert max(map(len, meta.column_names)) <= stata.NAME
    assert "mid_disputes_count_sum_lag1_why" in meta.column_names
    assert max(len(label or "") for label in meta.column_labels) <= stata.LABEL
    assert meta.column_names_to_labels["year"] == "Year"
    assert all(one.code != "shortened-names" for one in written.findings) == (
        max(len(column.name) for column in panel.columns) <= stata.NAME
    )


def test_shortened_names_stay_apart():
    """Two names alike in their first 32 characters, and one that is already what another would become."""
    long = "a" * 40
    names = [f"{long}1_why", f"{long}2_why", f"{'a' * 28}_why", "short"]
    found = stata.names(names)
    assert found["short"] == "short"
    assert len(set(found.values())) == 4
    assert all(len(name) <= stata.NAME and (name == "short" or name.endswith("_why")) for name in found.values())


@pytest.mark.needs("shared")
def test_rows_are_in_order_in_a_large_file(real: Make, tmp_path: Path):
    """Written by several threads, each pair's years still follow each other: a file can be compared with another."""
    panel = real("dyad-year", 1946, 2012, directed=True, with_="cinc,mid,distance")
    panel = panel.where("cinc1 > cinc2 AND distance_min > 100")
    assert panel.write(tmp_path / "a.parquet").rows > writing.LARGE
    before = "lag((ccode1, ccode2, year)) OVER (ORDER BY file_row_number) AS before"
    file = f"read_parquet('{tmp_path}/a.parquet', file_row_number = true)"
    wrong = f"SELECT count(*) FROM (SELECT *, {before} FROM {file}) WHERE before >= (ccode1, ccode2, year)"
    assert duckdb.execute(wrong).fetchall() == [(0,)]


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
def test_a_full_disk_leaves_the_old_file_as_it_was(
    panel: Panel, tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch
):
    """Nothing half-written stays, and the message says what to do."""
    path = tmp_path / f"panel{ending}"
    path.write_text("what was there before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing, "_parquet" if ending == ".parquet" else "_csv", full)
    with pytest.raises(DataError, match="cannot be written: no space left on device") as told:
        panel.write(path)
    assert "Make room" in told.value.hint
    assert path.read_text() == "what was there before"
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_disk_that_is_really_full(panel: Panel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """DuckDB's own error on a device without room becomes the same message."""
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    with build.built(panel._plan) as ready, pytest.raises(DataError, match="no space left"), writing._said(tmp_path):
        ready.db.execute(f"COPY ({ready.sql}) TO '/dev/full' (FORMAT csv)")


def test_places_that_cannot_be_written(panel: Panel, tmp_path: Path):
    """Another ending, a folder that is not there, a folder in place of a file: each said before or without harm."""
    with pytest.raises(DataError, match=r"no panel as \.xlsx"):
        panel.write(tmp_path / "panel.xlsx")
    with pytest.raises(DataError, match="There is no folder"):
        panel.write(tmp_path / "nowhere" / "panel.csv")
    (tmp_path / "panel.csv").mkdir()
    with pytest.raises(DataError, match="cannot be written"):
        panel.write(tmp_path / "panel.csv")
    assert list(tmp_path.iterdir()) == [tmp_path / "panel.csv"]
