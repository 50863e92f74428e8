"""Where it was: host and place say the same, and a part of a visit is where the visit was."""

from collections.abc import Callable

import pytest

from foedus.record import Record
from foedus.record.conclude import conclude
from foedus.views.concluded import contradictions, of_event
from tests.record.conclude.conftest import Ask, Row, field
from tests.record.small import Files

MEETING: Row = {"participants": "KAZ; TUR", "stage": "held"}
PACT: Row = {"parties": "KAZ; TUR", "stage": "signed"}
IN_PORT: Row = {**PACT, "place": "port"}
TO_KAZ: Row = {**MEETING, "host": "KAZ", "source": "early", "claim": "mee-901"}
TO_TUR: Row = {**MEETING, "host": "TUR", "source": "middle", "claim": "mee-902"}
TO_BOTH: Row = {**TO_KAZ, "host": "KAZ; TUR"}

APART = [
    # the story, the claims of the visit, what is told of the paper signed on it
    ("a visit to the other country", [TO_KAZ], IN_PORT),
    ("a visit to a town of the other country", [{**TO_KAZ, "host": "", "place": "steppe"}], IN_PORT),
    ("two sources put the visit in two countries", [TO_KAZ, TO_TUR], IN_PORT),
    ("a firm's country hosts", [{**TO_KAZ, "host": "bear"}], IN_PORT),
    ("only the country of the signing is told", [TO_KAZ], {**IN_PORT, "place": "TUR"}),
]
TOGETHER = [
    ("a town of the host", [TO_TUR], IN_PORT),
    ("two towns of one country", [{**TO_TUR, "place": "capital"}], IN_PORT),
    ("a journey to both countries", [TO_BOTH], IN_PORT),
    ("a journey to both, of which one source names a half", [TO_BOTH, TO_KAZ], IN_PORT),
    ("a host that is no state", [{**TO_KAZ, "host": "league"}], IN_PORT),
    ("a place without an entry", [TO_KAZ], {**PACT, "place": "the border"}),
    ("several visits, not told apart", [{**TO_KAZ, "grain": "series"}], IN_PORT),
    ("papers in general", [TO_KAZ], {**IN_PORT, "grain": "summary"}),
    ("a visit that is only expected", [{**TO_KAZ, "assertion": "expected"}], IN_PORT),
    ("a visit that is denied", [{**TO_KAZ, "assertion": "denied"}], IN_PORT),
    ("a paper that is only expected", [TO_KAZ], {**IN_PORT, "assertion": "expected"}),
    ("no place told", [TO_KAZ], PACT),
]  # fmt: skip


@pytest.mark.parametrize(("visit", "paper"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_a_paper_signed_where_the_visit_was_not(concluded: Ask, visit: list[Row], paper: Row):
    """What sources say of the visit stands against the place of what was signed in its course."""
    assert [one.field for one in concluded("agreements", paper, visit=visit) if one.contradicted] == ["place"]


@pytest.mark.parametrize(("visit", "paper"), [row[1:] for row in TOGETHER], ids=[row[0] for row in TOGETHER])
def test_a_paper_signed_where_the_visit_was(concluded: Ask, visit: list[Row], paper: Row):
    """Both can be so, or too little is told: nothing is contradicted, and no claim on the visit is drawn in."""
    for one in concluded("agreements", paper, visit=visit):
        assert not one.contradicted
        assert one.claims == ("agr-001",)


def test_a_host_stands_against_a_place_elsewhere(concluded: Ask):
    """One source names the host, another only the town: neither cell meets its like, and still they differ."""
    found = concluded("meetings", TO_KAZ, {**MEETING, "place": "port"})
    assert [one.field for one in found if one.contradicted] == ["place"]
    place = field(found, "place")
    assert {(other.value, other.claims) for other in place.against} == {("KAZ", ("mee-901",)), ("port", ("mee-002",))}
    agreeing = concluded("meetings", TO_TUR, {**MEETING, "place": "port"})
    assert not any(one.contradicted for one in agreeing)
    assert (field(agreeing, "place").value, field(agreeing, "place").claims) == ("port", ("mee-002",))


def test_the_part_is_decided_as_anything_else(concluded: Ask):
    """Two roots for the visit's country against one for the place of the signing."""
    visit = [TO_KAZ, {**TO_KAZ, "source": "middle", "claim": "mee-902"}]
    one = field(concluded("agreements", IN_PORT, visit=visit), "place")
    assert (one.value, one.rule, one.claims) == ("KAZ", "more-roots", ("mee-901", "mee-902"))
    assert [(other.value, other.claims) for other in one.against] == [("port", ("agr-001",))]


STORY: Files = {
    "entities.csv": """
        entity,name,type,country
        port,The port,place,TUR
        """,
    "events.csv": """
        event,title,part_of
        the-paper,The paper,the-session
        the-session,The session,the-visit
        the-visit,The visit,
        another,Another paper,
        """,
    "claims/meetings.csv": """
        claim,event,stage,date,participants,host,place
        mee-001,the-visit,held,2021-03,KAZ; TUR,KAZ,
        mee-002,the-session,held,2021-03,KAZ; TUR,,
        """,
    "claims/agreements.csv": """
        claim,event,stage,date,parties,place
        agr-001,the-paper,signed,2021-03,KAZ; TUR,port
        agr-002,another,signed,2021-03,KAZ; TUR,port
        """,
}


def test_a_part_of_a_part(record_of: Callable[[Files], Record]):
    """The paper is part of the session, the session of the visit; a paper of another time is part of nothing."""
    record = record_of(STORY)
    whole = [one for strand in conclude(record) for one in strand.conclusions if one.contradicted]
    assert [(one.event, one.field, one.named) for one in whole] == [("the-paper", "place", {"agr-001", "mee-001"})]
    for events in (["the-paper"], ["another", "the-paper"]):
        asked = [one for strand in conclude(record, events) for one in strand.conclusions if one.contradicted]
        assert asked == whole
    written = "SELECT event, field, other, other_claims FROM contradictions ORDER BY other"
    assert record.query(written).to_dicts() == [
        {"event": "the-paper", "field": "place", "other": "KAZ", "other_claims": ["mee-001"]},
        {"event": "the-paper", "field": "place", "other": "port", "other_claims": ["agr-001"]},
    ]


def test_pages_show_the_claims_on_the_visit(record_of: Callable[[Files], Record]):
    """With their own sentences, though they are claims of another event and kind."""
    record = record_of(STORY)
    [one] = contradictions(record)
    said = {side.words: [claim.claim for claim in side.claims] for side in one.against}
    assert said == {"Kazakhstan": ["mee-001"], "The port": ["agr-001"]}
    assert one in of_event(record, "the-paper")
    assert contradictions(record, "meetings") == contradictions(record, "agreements") == [one]
    assert contradictions(record, "meetings", event="another") == []


def test_without_the_source_of_the_visit_nothing_stands_against_the_paper(record_of: Callable[[Files], Record]):
    """The larger event is read at the record's clocks, too."""
    files = {
        **STORY,
        "sources.csv": "source,published\npress-2022,2022-06-15\nlater,2023-06-15\n",
        "claims/meetings.csv": STORY["claims/meetings.csv"].replace("place\n", "place,source\n", 1)
        .replace("TUR,KAZ,\n", "TUR,KAZ,,later\n").replace("TUR,,\n", "TUR,,,later\n"),
    }  # fmt: skip
    record = record_of(files)
    assert len(contradictions(record)) == 1
    assert contradictions(record.at(known="2022-12-31")) == []
    assert contradictions(record.at(without="later")) == []
