"""A small record whose claims are held says just what a larger one says that is asked for each part anew."""

import random
from pathlib import Path

import pytest

from foedus.measures.told import of_events, roots
from foedus.record import Record
from foedus.record import whole as held
from foedus.record.conclude import conclude
from foedus.record.whole import Whole
from foedus.record.words import Words
from foedus.views.evidence import evidence


@pytest.fixture
def two(built_case: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Record, Record]:
    """The same record, with its claims held and without."""
    path = built_case / "build" / "record.duckdb"
    small, large = Record(path), Record(path)
    assert Whole.of(small) is not None
    monkeypatch.setattr(held, "SMALL", 0)
    assert Whole.of(large) is None
    return small, large


def test_all_conclusions_are_the_same_and_in_the_same_order(two: tuple[Record, Record]):
    small, large = two
    assert list(conclude(small)) == list(conclude(large))


def test_so_are_those_of_some_events_and_kinds_asked_in_any_order(two: tuple[Record, Record]):
    small, large = two
    chance = random.Random(5)
    events = [row[0] for row in large.con.execute("SELECT event FROM events ORDER BY 1").fetchall()]
    for _ in range(12):
        some = chance.sample(events, chance.randint(1, 20))
        kinds = chance.choice([None, ["agreements"], ["transfers", "meetings"], ["statements"]])
        assert list(conclude(small, some, kinds)) == list(conclude(large, some, kinds))


def test_claims_strands_and_roots_are_the_same(two: tuple[Record, Record]):
    small, large = two
    assert evidence(Words.of(small)) == evidence(Words.of(large))
    events = [row[0] for row in large.con.execute("SELECT event FROM events ORDER BY 1 LIMIT 60").fetchall()]
    kinds = ["transfers", "agreements", "restrictions"]
    assert list(of_events(small, events, kinds)) == list(of_events(large, events, kinds))
    claims = [row[0] for row in large.con.execute("SELECT claim FROM claims ORDER BY hash(claim) LIMIT 80").fetchall()]
    assert roots(small, claims) == roots(large, claims)


def test_at_a_clock_only_the_claims_of_that_day_are_held(built_case: Path):
    with Record(built_case / "build" / "record.duckdb", known="2022-06-01") as then:
        whole = Whole.of(then)
        assert whole is not None
        held_then = {row["claim"] for kind in then.codebook.kinds for row in whole.rows(kind)}
        assert held_then == {row[0] for row in then.con.execute("SELECT claim FROM claims").fetchall()}
        assert {claim for one in conclude(then) for claim in one.claims} <= held_then


def test_titles_read_together_are_those_read_one_by_one(two: tuple[Record, Record]):
    one, other = map(Words, two)
    events = [row[0] for row in two[1].con.execute("SELECT event FROM events ORDER BY 1").fetchall()]
    one.read([*events, "no-such-event"])
    assert [one.title(event) for event in events] == [other.title(event) for event in events]
    assert one.title("no-such-event") == "no-such-event"
