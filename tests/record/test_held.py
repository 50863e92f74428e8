"""A record that is held answers as one that is asked: whoever makes many pages reads once what the others ask for."""

from pathlib import Path

import pytest

from foedus.measures.membership import standings
from foedus.record import Record
from foedus.record import held as module
from foedus.record import whole as small_ones
from foedus.record.conclude import conclude
from foedus.record.held import Held, rows_of
from foedus.record.words import Words
from foedus.views.event import event
from foedus.views.evidence import by_id, of_event
from foedus.views.standing import rooted
from tests.record.small import recorded
from tests.views.brief_case import FILES

EVENTS = ("boat-sale", "boat-rumour", "pact-2019", "talks", "defence-idea", "fin-np")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Record:
    """A record that passes for a large one: its claims are asked for, not held as those of small ones are."""
    monkeypatch.setattr(small_ones, "SMALL", 0)
    return recorded(tmp_path / "case", FILES)


def answers(record: Record) -> dict[str, object]:
    """What is asked of a record for its pages."""
    words = Words.of(record)
    claims = [row["claim"] for row in record.rows("SELECT claim FROM claims ORDER BY claim DESC")]
    words.read(EVENTS)
    return {
        "claims": [one.claim for one in by_id(words, [*claims, "no-such-claim"])],
        "of events": {key: [one.row for one in of_event(words, key, record.codebook.kinds)] for key in EVENTS},
        "events": [event(record, key) for key in EVENTS],
        "strands": [*conclude(record, EVENTS)],
        "titles": [words.title(key) for key in EVENTS],
        "roots": rooted(record, EVENTS),
        "standings": standings(record, ["north-pact", "east-union"]),
        "members": rows_of(record, "members", "member", "FIN"),
        "nothing": rows_of(record, "members", "member", "no-such-entity"),
    }


def test_what_is_held_is_what_would_be_answered(large: Record):
    with large:
        asked = answers(large)
        large.kept.clear()
        Held.hold(large)
        assert Held.of(large)
        assert answers(large) == asked
        assert asked["standings"]
        assert asked["nothing"] == []


def test_a_column_of_several_things_is_found_by_each_of_them(large: Record):
    with large:
        Held.hold(large)
        held = Held.of(large)
        assert held
        assert [row["claim"] for row in held.rows("agreements", "parties", "NOR")] == ["agr-004", "agr-001", "agr-002"]


def test_a_record_that_is_too_large_is_asked(large: Record, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST", 3)
    with large:
        Held.hold(large)
        assert Held.of(large) is None
