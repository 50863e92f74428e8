"""Records of one file share one open database: each has its clocks for itself, the last one lets go of the file."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from foedus.record import Record, build
from foedus.record.ask import AskError
from foedus.record.shared import SCHEMA, _open
from foedus.record.words import Words
from tests.cli.conftest import FILES
from tests.record.small import write


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The record of a small case."""
    return build(write(tmp_path / "case", FILES), parquet=False).path


def count(record: Record) -> int:
    return int(record.query("SELECT count(*) AS n FROM claims")[0]["n"])


def test_each_record_has_its_own_clocks(path: Path):
    with Record(path) as whole, Record(path, known="1900-01-01") as early:
        assert count(whole) > 0
        assert count(early) == 0
        early.close()
        assert count(whole) > 0
        assert "claims" in whole.tables()


def test_records_at_several_days_are_asked_in_turn(built_case: Path):
    """They share their views, and each tells them its own day: who opens one does not move the others."""
    path, days = built_case / "build" / "record.duckdb", ("2021-01-01", "2022-06-01", "2024-01-01")
    with Record(path) as whole, ExitStack() as stack:
        early = [stack.enter_context(Record(path, known=day)) for day in days]
        late = [stack.enter_context(Record(path, known=day, as_of="2020")) for day in days]
        known = [count_by(whole, f"known <= DATE '{day}'") for day in days]
        assert [count(record) for record in early] == known
        assert len(set(known)) == len(days)
        both = [count_by(whole, f"known <= DATE '{day}' AND since <= DATE '2020-12-31'") for day in days]
        assert [count(record) for record in late] == both
        assert [count_by(record, "true") for record in early] == known  # by the connection for questions of our own


def count_by(record: Record, where: str) -> int:
    return int(record.con.execute(f"SELECT count(*) FROM claims WHERE {where}").fetchall()[0][0])


def test_nobody_asks_past_his_clocks(path: Path):
    with Record(path), Record(path, known="1900-01-01") as early:
        for number in range(1, 20):
            with pytest.raises(AskError):
                early.query(f'SELECT * FROM "{SCHEMA.upper()}{number}".claims')


def test_the_last_one_lets_go_of_the_file(path: Path):
    with Record(path) as one, Record(path) as other:
        assert len([place for place in _open if place.path == str(path.absolute())]) == 1
        rows = one.query("SELECT claim FROM claims")
        other.close()
    assert not [place for place in _open if place.path == str(path.absolute())]
    assert len(rows.column("claim")) > 0


def test_what_is_no_record_leaves_nothing_open(tmp_path: Path):
    before = set(_open)
    (tmp_path / "record.duckdb").write_text("no database")
    with pytest.raises(AskError, match="is not a record"):
        Record(tmp_path / "record.duckdb")
    assert set(_open) == before


def test_a_text_is_looked_for_once_and_is_no_table_of_the_record(path: Path):
    with Record(path) as record:
        tables = record.tables()
        for number in range(40):
            assert len(record.claims(text=f"nothing {number}")) == 0
        assert record.tables() == tables


def test_clocks_share_what_things_are_called(path: Path):
    with Record(path) as whole, Record(path, known="1900-01-01") as early:
        assert Words.of(whole).naming is Words.of(early).naming
