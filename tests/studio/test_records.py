"""Open records are lent, kept for the next who asks at the same clocks, and not kept by the dozen."""

from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.watch import records
from foedus.watch.records import Records


def is_open(record: Record) -> bool:
    try:
        return len(record.query("SELECT 1")) == 1
    except AskError:
        return False


def test_who_asks_next_at_the_same_clocks_gets_the_same(built_case: Path):
    lent, path = Records(), built_case / "build" / "record.duckdb"
    with lent.lent(path) as first:
        pass
    with lent.lent(path, known=date(2022, 6, 1)) as early:
        assert early is not first
    with lent.lent(path) as again:
        assert again is first
    lent.forget()
    assert not is_open(first)


def test_of_those_at_the_same_clocks_few_stay_open(built_case: Path, monkeypatch: pytest.MonkeyPatch):
    """Each holds what it has worked out: many at once must not leave as many behind."""
    monkeypatch.setattr(records, "AT_ONCE", 4)
    lent, path = Records(), built_case / "build" / "record.duckdb"
    with ExitStack() as stack:
        opened = [stack.enter_context(lent.lent(path)) for _ in range(4)]
        assert len({id(record) for record in opened}) == 4
    assert sum(map(is_open, opened)) == records.MOST_ALIKE
    lent.forget()
    assert not any(map(is_open, opened))


def test_a_file_that_is_prepared_is_open_at_every_clock(built_case: Path):
    """Who then asks at a day gets all that was published by it, as of one who asks a record that was just opened."""
    lent, path, day = Records(), built_case / "build" / "record.duckdb", date(2022, 6, 1)
    lent.prepare(path)
    asked = "SELECT count(*) AS claims, max(known) AS last FROM claims"
    for as_of in (None, day):
        for known in (None, day):
            with lent.lent(path, as_of, known) as record, Record(path, as_of=as_of, known=known) as other:
                assert record.query(asked).to_dicts() == other.query(asked).to_dicts()
                assert record.query(asked)[0]["claims"] > 0
    lent.forget()
