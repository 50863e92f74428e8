"""Parquet files put one after another: the same rows, in order, for whoever reads them."""

import struct
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foedus.reference.panel import parquet
from foedus.reference.panel import write as writing
from foedus.reference.panel.columns import SIDECAR
from tests.reference.panel.conftest import Make

TABLE = (
    "SELECT range AS n, range % 7 = 0 AS flag, CASE WHEN range % 3 = 0 THEN range / 9.0 END AS part, "
    "'state ' || range % 5 AS name, (range % 100)::TINYINT AS small, hash(range) AS wide, NULL::INTEGER AS none, "
    "[range, range + 1] AS list, DATE '1816-01-01' + range::INTEGER AS day FROM range({}, {})"
)
GROUP = 2048
"""Rows of a group in these files: the fewest that DuckDB writes."""


def made(path: Path, first: int, last: int, more: str = "") -> Path:
    duckdb.execute(f"COPY ({TABLE.format(first, last)}) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE {GROUP} {more})")
    return path


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(1, 9_000), min_size=1, max_size=3, unique=True))
def test_parts_appended_are_the_whole(tmp_path: Path, cuts: list[int]):
    """Wherever it is cut: all rows in order, as many groups as the parts had, and the first part's own words."""
    ends = [0, *sorted(cuts), 9_001]
    first = made(tmp_path / "first.parquet", 0, ends[1], ", KV_METADATA {said: 'kept'}")
    others = [made(tmp_path / f"{a}.parquet", a, b) for a, b in pairwise(ends[1:])]
    parquet.append(first, others)
    assert duckdb.execute(f"FROM '{first}'").fetchall() == duckdb.execute(TABLE.format(0, 9_001)).fetchall()
    groups = duckdb.execute(f"SELECT num_rows, num_row_groups FROM parquet_file_metadata('{first}')").fetchall()
    assert groups == [(9_001, sum(-(-(b - a) // GROUP) for a, b in pairwise(ends)))]
    assert duckdb.execute(f"SELECT key, value FROM parquet_kv_metadata('{first}')").fetchall() == [(b"said", b"kept")]
    found = duckdb.execute(f"SELECT count(*) FROM '{first}' WHERE name = 'state 3' AND small = 8").fetchall()
    assert found == [(90,)], "what a reader skips by its statistics and Bloom filters is rightly skipped"


@pytest.mark.needs("frames")
def test_other_readers_read_them_and_files_of_other_writers_are_read(tmp_path: Path):
    """pyarrow and Polars; and of a file that pyarrow wrote, with indices of its pages, the same."""
    import polars
    import pyarrow.parquet

    first, other = (made(tmp_path / f"{a}.parquet", a, a + 3_000) for a in (0, 3_000))
    parquet.append(first, [other])
    whole = pyarrow.parquet.read_table(first)
    assert whole["n"].to_pylist() == list(range(6_000))
    assert polars.read_parquet(first)["name"].to_list() == whole["name"].to_pylist()
    parts = [tmp_path / "a", tmp_path / "b"]
    for part, at in zip(parts, (0, 3_000), strict=True):
        table = whole.slice(at, 3_000)
        pyarrow.parquet.write_table(table, part, row_group_size=1_000, write_page_index=True, compression="zstd")
    parquet.append(parts[0], parts[1:])
    assert pyarrow.parquet.read_table(parts[0]).equals(whole)


def test_a_description_is_written_as_it_was_read(tmp_path: Path):
    """Nothing that foedus does not know of is lost: read and written again, not a byte is another."""
    path = made(tmp_path / "one.parquet", 0, 5_000, ", KV_METADATA {said: 'kept'}")
    before = path.read_bytes()
    _, begins = parquet.description(path)
    assert begins + struct.unpack("<I", before[-8:-4])[0] + 8 == len(before)
    parquet.append(path, [])
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"PAR1", b"year,cinc\n1816,0.1\n", b"PAR1" + b"\0" * 20])
def test_what_is_no_parquet_file_is_refused(tmp_path: Path, data: bytes):
    path = tmp_path / "one.parquet"
    path.write_bytes(data)
    with pytest.raises(ValueError, match="is no Parquet file"):
        parquet.description(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize("ending", [".parquet", ".csv"])
@pytest.mark.parametrize("where", ["", "distance_min IS NULL AND ccode1 * ccode2 % 97 < 40"])
def test_how_many_write_changes_nothing(
    make: Make, tmp_path: Path, ending: str, where: str, monkeypatch: pytest.MonkeyPatch
):
    """A panel in parts has the rows and their order of one that is sorted as a whole, and leaves no part behind."""
    monkeypatch.setattr(writing, "LARGE", 0)
    monkeypatch.setattr(writing, "GROUP", GROUP)
    panel = make("dyad-year", 1990, 1990, system="gw", directed=True, with_="nmc,mid,contiguity,distance")
    assert len(panel) > 2 * GROUP
    panel = panel.where(where) if where else panel
    files = []
    for most in (1, 3):
        monkeypatch.setattr(writing, "MOST_PARTS", most)
        files.append(tmp_path / f"{most}{ending}")
        panel.write(files[-1])
    assert where or files[0].read_bytes() == files[1].read_bytes(), "to the byte, where all rows are there"
    assert sorted(one for one in tmp_path.iterdir() if not one.name.endswith(SIDECAR)) == files
    monkeypatch.setattr(writing, "LARGE", 10**9)
    panel.write(tmp_path / f"sorted{ending}")
    read = f"FROM '{tmp_path}/{{}}{ending}'"
    assert duckdb.execute(read.format("sorted")).fetchall() == duckdb.execute(read.format(3)).fetchall()
