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


CLOCKS = [
    {"known": "2022-06-01"},
    {"as_of": "2021-05-05"},
    {"as_of": "2022-04-28", "known": "2024-02-03"},
    {"without": "blue-domes-2022"},
    {"known": "2024-02-03", "without": "biro-2021"},
]


@pytest.mark.parametrize("clocks", CLOCKS, ids=str)
def test_at_every_clock_the_strands_shared_with_others_are_those_concluded_anew(
    built_case: Path, clocks: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    """What is held of an event that no clock has touched is what is concluded of it at the clock alone."""
    path = built_case / "build" / "record.duckdb"
    with Record(path) as now, Record(path, **clocks) as then:
        everything = list(conclude(now))
        whole = Whole.of(then)
        assert whole is not None
        shared = list(conclude(then))
        rows = {kind: whole.rows(kind) for kind in then.codebook.kinds}
        monkeypatch.setattr(held, "SMALL", 0)
        with Record(path, **clocks) as alone:
            assert Whole.of(alone) is None
            assert shared == list(conclude(alone))
            order = "event, step, coalesce(earliest, begun_by), claim"
            for kind, of in rows.items():
                assert of == alone.rows(f'SELECT * FROM "{kind}" ORDER BY {order}')
        assert 0 < len(shared) < len(everything)


def test_what_is_asked_of_some_fields_is_part_of_all(two: tuple[Record, Record]):
    small, large = two
    dated = list(conclude(large, kinds=["transfers", "meetings"], fields=["date"]))
    whole = list(conclude(small, kinds=["transfers", "meetings"]))
    assert [(one.event, one.strand, one.claims) for one in dated] == [(o.event, o.strand, o.claims) for o in whole]
    for some, every in zip(dated, whole, strict=True):
        assert list(some.conclusions) == [one for one in every.conclusions if one.field in ("stage", "date")]


def test_titles_read_together_are_those_read_one_by_one(two: tuple[Record, Record]):
    one, other = map(Words, two)
    events = [row[0] for row in two[1].con.execute("SELECT event FROM events ORDER BY 1").fetchall()]
    one.read([*events, "no-such-event"])
    assert [one.title(event) for event in events] == [other.title(event) for event in events]
    assert one.title("no-such-event") == "no-such-event"
