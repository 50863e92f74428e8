"""Claims that are read as one text each are those of their kinds' tables, cell by cell, at whatever clocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.record import Record
from foedus.record import whole as small
from foedus.record.held import Held
from foedus.record.read import by_claim, by_event, firsts
from foedus.record.whole import Whole

CLOCKS = [
    {},
    {"known": "2022-06-01"},
    {"as_of": "2020-10-01"},
    {"known": "2024-01-01", "without": "future-perspectives-2023"},
]
ORDER = "ORDER BY event, step, coalesce(earliest, begun_by), claim"


@pytest.fixture(params=CLOCKS, ids=str)
def asked(request: pytest.FixtureRequest, built_case: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """A record as if it were too large to be held."""
    monkeypatch.setattr(small, "SMALL", 0)
    with Record(built_case / "build" / "record.duckdb", **request.param) as record:
        assert Whole.of(record) is None
        yield record


def test_every_cell_of_every_claim_is_that_of_its_table(asked: Record):
    """Lists are lists, days are days, figures are figures, and what is silent is None; the order is the page's."""
    found = by_claim(asked, asked.query("SELECT claim FROM claims").column("claim"))
    assert found == [row for kind in asked.codebook.kinds for row in asked.rows(f'SELECT * FROM "{kind}" {ORDER}')]
    assert found
    for kind in asked.codebook.kinds:
        columns = [row[0] for row in asked.con.execute(f'DESCRIBE "{kind}"').fetchall()]
        assert all([*row] == columns for row in found if row["kind"] == kind)


def test_claims_that_are_not_there_are_out(asked: Record):
    everything = {row[0] for row in asked.con.execute("SELECT claim FROM store.claims").fetchall()}
    there = set(asked.query("SELECT claim FROM claims").column("claim"))
    assert {row["claim"] for row in by_claim(asked, everything)} == there
    assert by_claim(asked, []) == by_event(asked, []) == firsts(asked, []) == []


def test_an_event_s_claims_come_by_kind_as_the_kinds_are_given(asked: Record):
    events = asked.query("SELECT event FROM events WHERE len(kinds) > 1 ORDER BY 1").column("event")
    kinds = ["transfers", "agreements"]
    rows = [row for kind in kinds for row in asked.rows(f'SELECT * FROM "{kind}" {ORDER}') if row["event"] in events]
    assert by_event(asked, events, kinds) == rows


def test_the_first_claim_of_an_event_is_the_first_that_is_there(asked: Record):
    events = asked.query("SELECT event FROM events").column("event")
    wanted = asked.query("SELECT event, min(claim) AS claim FROM claims GROUP BY event").to_dicts()
    assert {row["event"]: row["claim"] for row in firsts(asked, events)} == {
        one["event"]: one["claim"] for one in wanted
    }


def test_who_holds_a_record_reads_the_same(asked: Record, built_case: Path):
    """A site's maker has all rows at hand, the studio asks for few: both see one thing."""
    events = asked.query("SELECT event FROM events ORDER BY 1").column("event")[::7]
    claims = asked.query("SELECT claim FROM claims ORDER BY 1").column("claim")[::5]
    with asked.at() as other:
        Held.hold(other)
        assert Held.of(other) is not None
        assert by_claim(other, claims) == by_claim(asked, claims)
        assert by_event(other, events) == by_event(asked, events)
        first = {row["event"]: row for row in firsts(other, events)}
        assert first == {row["event"]: row for row in firsts(asked, events)}
