"""A case whose claims are Parquet is the same case: the same record of them, and the same findings."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from foedus.case import check
from foedus.codebook import load
from foedus.desk.draft import Draft
from foedus.desk.errors import DeskError
from foedus.record import Record, build
from foedus.record.tables import ROWS, kind_columns
from tests.record.small import write

PLACES = ("file", "line", "row", "files")
"""Columns that say in which file a claim stands, and where in it."""


def turned(case: Path, kinds: set[str] | None = None) -> Path:
    """The claims of a case written as Parquet, several values in a cell as lists, in place of CSV."""
    for file in sorted((case / "claims").glob("*.csv")):
        if kinds is None or file.stem in kinds:
            spec = load().kinds[file.stem].by_name
            with duckdb.connect() as con:
                relation = con.read_csv(str(file), all_varchar=True, header=True)
                picks = ", ".join(
                    f"string_split(\"{name}\", '; ') AS \"{name}\"" if spec[name].many else f'"{name}"'
                    for name in relation.columns if name in spec
                )  # fmt: skip
                con.execute(f"COPY (SELECT {picks} FROM relation) TO '{file.with_suffix('.parquet')}' (FORMAT parquet)")
            file.unlink()
    return case


def tables(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a record says, but for where in which file it was read."""
    with duckdb.connect(str(record), read_only=True) as con:
        found = {}
        for (name,) in con.execute("SELECT table_name FROM information_schema.tables ORDER BY ALL").fetchall():
            if name == "meta":
                continue
            columns = [row[0] for row in con.execute(f'DESCRIBE "{name}"').fetchall() if row[0] not in PLACES]
            picked = ", ".join(f'"{column}"' for column in columns)
            found[name] = con.execute(f'SELECT {picked} FROM "{name}"').fetchall()
        found[ROWS] = [
            (kind, *_elsewhere(kind, cells))
            for kind, cells in con.execute(f"SELECT kind, cells FROM {ROWS}").fetchall()
        ]
        return found


def _elsewhere(kind: str, cells: str) -> Iterator[object]:
    """The cells of a claim but those that say where it stands."""
    named = zip(kind_columns(load().kinds[kind]), json.loads(cells), strict=True)
    return (cell for name, cell in named if name not in PLACES)


def test_the_bundled_case_as_parquet_gives_the_same_record(built_case: Path, tmp_path: Path):
    """Events, stages, conclusions, contradictions, roles and ties: all but the names of the files."""
    case = shutil.copytree(built_case, tmp_path / "case", ignore=shutil.ignore_patterns("build"))
    turned(case)
    built = build(case, parquet=False)
    ours, theirs = tables(built_case / "build" / "record.duckdb"), tables(built.path)
    assert ours.keys() == theirs.keys()
    for name, rows in ours.items():
        assert theirs[name] == rows, name
    assert len(ours["events"]) > 100
    with Record(built.path) as record:
        (one,) = record.rows("SELECT file, line FROM claims WHERE claim = 'tra-001'")
        assert one == {"file": "claims/transfers.parquet", "line": 1}


def test_a_change_of_the_file_makes_the_record_stale(tmp_path: Path):
    from foedus.record import fresh

    case = turned(write(tmp_path / "case", {}))
    build(case, parquet=False)
    assert fresh(case) is not None
    (file, *_) = sorted((case / "claims").glob("*.parquet"))
    duckdb.sql(f"COPY (SELECT * FROM '{file}' LIMIT 0) TO '{file}.new' (FORMAT parquet)")
    Path(f"{file}.new").replace(file)
    assert fresh(case) is None


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda file: file.write_bytes(file.read_bytes()[:-20]), "broken-parquet"),
        (lambda file: file.write_bytes(b""), "broken-parquet"),
        (lambda file: shutil.copy(file, file.with_suffix(".csv")), "two-files"),
        (lambda file: file.rename(file.with_name("transferz.parquet")), "unknown-kind"),
        (lambda file: duckdb.sql(f"COPY (SELECT 1 AS x) TO '{file}' (FORMAT parquet)"), "header"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_finding(tmp_path: Path, spoil: Callable[[Path], object], code: str):
    case = turned(write(tmp_path / "case", {}))
    assert check(case).errors == 0
    spoil(min((case / "claims").glob("*.parquet")))
    found = {finding.code: finding for finding in check(case).findings}
    assert code in found
    assert found[code].severity == "error"
    assert found[code].hint


def test_such_a_case_is_not_edited_by_hand(tmp_path: Path):
    case = turned(write(tmp_path / "case", {}))
    with pytest.raises(DeskError, match="only plain text is edited") as refused:
        Draft(case)
    assert "keep the case as CSV" in refused.value.hint
