"""What no cell says: one confirms what another denies; and what a person who read both has written down."""

from collections.abc import Callable

import pytest

from foedus.desk.claims import add
from foedus.desk.log import Signature
from foedus.record import Record, build
from foedus.record.ask import Record as Opened
from foedus.views.concluded import contradictions, of_event, story, why
from tests.case.conftest import CLEAN
from tests.record.small import Files, write

SOURCES = """
    source,title,type,access,published
    early,An early report,press,read,2015-03
    late,A late article,scholarly,read,2024-06
    """
STATEMENTS = """
    claim,event,stage,date,assertion,source,locator,speaker,about,position
    sta-001,the-talks,made,,asserted,early,¶1,KAZ,the-sale,confirms
    sta-002,the-quarrel,made,,asserted,late,¶2,KGZ,the-sale,denies
    """
SALES = """
    claim,event,stage,date,assertion,source,locator,supplier,recipient,item
    tra-001,the-sale,delivered,2014,asserted,early,¶3,TUR,KAZ,patrol boats
    """
CHOICE = """
    claim,event,stage,date,assertion,source,locator,entity,milestone,detail
    mil-001,the-choice,done,2023,asserted,late,¶4,KAZ,policy-decision,boats from elsewhere only
    """
FOUND = """
    disagreement,about,claims,against,coder,coded
    boats,whether the boats came from Türkiye,tra-001,mil-001,me,2026-11-21
    """
CASE: Files = {
    "sources.csv": SOURCES, "claims/statements.csv": STATEMENTS, "claims/transfers.csv": SALES,
    "claims/milestones.csv": CHOICE, "disagreements.csv": FOUND,
}  # fmt: skip

Make = Callable[[Files], Record]


def fields(record: Opened) -> list[tuple[str, str, str, str | None]]:
    return [(one.event, one.field, one.rule, one.value) for one in contradictions(record)]


def test_both_are_found_shown_and_left_open(record_of: Make):
    """Neither side is concluded, and both stand with the claims that take them."""
    record = record_of(CASE)
    assert fields(record) == [
        ("the-quarrel", "position", "opposed", None),
        ("the-sale", "reading", "read", None),
    ]
    positions, reading = contradictions(record)
    assert [(side.words, [claim.claim for claim in side.claims]) for side in positions.against] == [
        ("confirms", ["sta-001"]), ("denies", ["sta-002"]),
    ]  # fmt: skip
    assert reading.label == "Whether the boats came from Türkiye"
    assert [claim.claim for claim in reading.claims] == ["tra-001"]
    assert [claim.claim for claim in reading.against[0].claims] == ["mil-001"]
    assert story(reading)[0] == "The record leaves it open."


def test_it_is_told_on_every_event_it_touches(record_of: Make):
    """Whoever looks at the choice learns that a sale stands against it."""
    record = record_of(CASE)
    for event in ("the-sale", "the-choice"):
        assert [one.rule for one in of_event(record, event) if one.contradicted] == ["read"]
    [told] = why(record, "the-choice", "reading")
    assert told.says.startswith("A person who read them")


def test_the_table_of_contradictions_holds_them(record_of: Make):
    """In SQL as on the screen; and at a clock only what was known then on both sides."""
    record = record_of(CASE)
    sql = "SELECT event, rule, claims, other, other_claims FROM contradictions ORDER BY ALL"
    assert [tuple(row.values()) for row in record.query(sql)] == [
        ("the-quarrel", "opposed", [], "confirms", ["sta-001"]),
        ("the-quarrel", "opposed", [], "denies", ["sta-002"]),
        ("the-sale", "read", ["tra-001"], None, ["mil-001"]),
    ]
    before = record.at(known="2020-01-01")
    assert len(before.query(sql)) == 0
    assert contradictions(before) == []
    after = record.at(known="2024-12-31")
    assert len(after.query(sql)) == 3


@pytest.mark.parametrize(
    ("story_of_it", "was", "now"),
    [
        ("two deny it", "KAZ,the-sale,confirms", "KAZ,the-sale,denies"),
        ("one only doubts", "KGZ,the-sale,denies", "KGZ,the-sale,doubts"),
        ("about another thing", "KGZ,the-sale,denies", "KGZ,the-choice,denies"),
        ("the denial is only weighed", "the-quarrel,made,,asserted", "the-quarrel,made,,hypothetical"),
        ("confirmed after it was denied", "the-talks,made,,asserted", "the-talks,made,2025,asserted"),
    ],
)
def test_what_is_no_disagreement_on_a_fact(record_of: Make, story_of_it: str, was: str, now: str):
    assert was in STATEMENTS
    record = record_of({**CASE, "claims/statements.csv": STATEMENTS.replace(was, now)})
    assert "opposed" not in [one.rule for one in contradictions(record)], story_of_it


def test_filters_and_switches(record_of: Make):
    record = record_of(CASE)
    assert [one.rule for one in contradictions(record, actor=["KGZ"])] == ["opposed"]
    assert [one.rule for one in contradictions(record, "milestones")] == ["read"]
    settings = CLEAN["case.toml"] + '[conclude]\noff = ["opposed", "read"]\n'
    assert contradictions(record_of({**CASE, "case.toml": settings})) == []


def test_a_disagreement_is_written_down_at_the_desk(tmp_path):
    """`foedus add CASE disagreements ...` signs it, and refuses a claim that there is not."""
    folder = write(tmp_path / "case", {name: text for name, text in CASE.items() if name != "disagreements.csv"})
    row = {"disagreement": "boats", "about": "whether it was so", "claims": "tra-001", "against": "mil-001"}
    add(folder, "disagreements", row, Signature("ada"))
    assert "boats,whether it was so,tra-001,mil-001,ada," in (folder / "disagreements.csv").read_text()
    with Record(build(folder, parquet=False).path) as record:
        assert [one.rule for one in contradictions(record)] == ["opposed", "read"]
