"""An event as it is shown: read with few questions, and the same as each of its parts asked for on its own."""

from collections.abc import Iterator

import pytest

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.record.words import Words
from foedus.views.concluded import of_event
from foedus.views.event import event
from foedus.views.evidence import evidence
from tests.record.small import recorded

FILES = {
    "sources.csv": "source,published\npress-2022,2022-06-15\npaper-2020,2020\n",
    "events.csv": "event,title,part_of\ntwo-visit,,a-summit\none-visit,,a-summit; c-tour\na-summit,The summit,\n",
    "claims/meetings.csv": """\
        claim,event,stage,date,assertion,source,participants
        mee-003,a-summit,held,2021-05,asserted,press-2022,KAZ; TUR
        mee-001,a-summit,planned,,asserted,press-2022,KAZ; TUR
        mee-002,a-summit,planned,2021-02-03,asserted,paper-2020,KAZ; TUR
        mee-004,one-visit,held,2021,asserted,press-2022,KAZ; TUR
        mee-005,two-visit,held,2021,asserted,press-2022,KGZ; TUR
        mee-006,c-tour,held,2021,asserted,press-2022,KGZ; TUR
        """,
    "claims/agreements.csv": """\
        claim,event,stage,date,assertion,source,parties,prompted_by
        agr-002,a-summit,signed,2021-05-10,denied,press-2022,KAZ; TUR,two-visit; one-visit
        agr-001,a-summit,signed,2021-05-10,asserted,paper-2020,KAZ; TUR,one-visit
        agr-003,d-pact,signed,2022,asserted,press-2022,KAZ; TUR,a-summit
        agr-004,b-pact,signed,2022,asserted,press-2022,KAZ; TUR,a-summit
        """,
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with recorded(tmp_path_factory.mktemp("event") / "case", FILES) as made:
        yield made


def test_an_event_stands_among_others(record: Record):
    """What it is a part of, what is a part of it, what prompted it and what it led to, each once and by key."""
    summit = event(record, "a-summit")
    assert summit.title == "The summit"
    assert summit.parts == ("one-visit", "two-visit")
    assert summit.prompted_by == ("one-visit", "two-visit")
    assert summit.led_to == ("b-pact", "d-pact")
    visit = event(record, "one-visit")
    assert visit.part_of == ("a-summit", "c-tour")
    assert visit.parts == visit.prompted_by == ()
    assert visit.led_to == ("a-summit",)


def test_claims_come_by_kind_then_step_then_time(record: Record):
    """The undated one stands where its source bounds it; the order is not that of the file."""
    assert [claim.claim for claim in event(record, "a-summit").claims] == [
        "agr-001", "agr-002", "mee-002", "mee-001", "mee-003",
    ]  # fmt: skip


def test_an_event_that_is_not_there_is_met_with_the_nearest(record: Record):
    """A slip in the key, and a key of which nothing was there yet."""
    with pytest.raises(AskError, match="There is no event 'a-sumit'") as raised:
        event(record, "a-sumit")
    assert "Did you mean 'a-summit'?" in raised.value.hint
    with record.at(known="2021") as early, pytest.raises(AskError, match="Nothing on 'd-pact' was there"):
        event(early, "d-pact")


CLOCKS = [{}, {"known": "2022-06-01"}, {"as_of": "2019"}, {"without": "future-perspectives-2023"}]


@pytest.mark.parametrize("clocks", CLOCKS, ids=lambda clocks: "-".join(clocks) or "none")
def test_the_view_is_what_its_parts_say(bundled: Record, clocks: dict[str, str]):
    """Stages, claims, conclusions, title and causes are those of the record's own tables, event by event."""
    with bundled.at(**clocks) as record:
        words = Words(record)
        keys = record.query("SELECT event FROM events ORDER BY event").column("event")
        for key in keys[::11]:
            shown = event(record, key)
            stages = [(said["stage"], said["assertion"], said["claims"], said["roots"]) for said in record.stages(key)]
            assert [(said.stage, said.assertion, [*said.claims], said.roots) for said in shown.stages] == stages
            assert [*shown.claims] == evidence(words, where="event = ?", values=[key], kinds=shown.kinds)
            assert [*shown.fields] == of_event(record, key)
            assert shown.title == words.title(key)
            for names, sql in (
                (shown.prompted_by, "SELECT DISTINCT cause FROM causes WHERE event = ? ORDER BY 1"),
                (shown.led_to, "SELECT DISTINCT event FROM causes WHERE cause = ? ORDER BY 1"),
                (shown.parts, "SELECT event FROM titles WHERE list_contains(part_of, ?) ORDER BY 1"),
            ):
                assert [(name,) for name in names] == record.con.execute(sql, [key]).fetchall()


@pytest.mark.parametrize("table", ["rows", "events", "stages"])
def test_the_claims_on_an_event_are_found_without_a_scan(bundled: Record, table: str):
    """However many claims there are: DuckDB's own account of the question names the index."""
    plan = bundled.con.execute(f"EXPLAIN ANALYZE SELECT * FROM store.{table} WHERE event = ?", ["kaz-anka-licence"])
    assert "Index Scan" in plan.fetchall()[0][1]
