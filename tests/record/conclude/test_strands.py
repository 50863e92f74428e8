"""What is a contradiction and what is not: precision over noise."""

import pytest

from tests.record.conclude.conftest import Ask, Row

SALE: Row = {"supplier": "TUR", "recipient": "KAZ", "item": "falcon-1", "category": "uav", "stage": "ordered"}
LEAGUE: Row = {"member": "KAZ", "organisation": "league", "stage": "in-force", "role": "member"}
PACT: Row = {"parties": "KAZ; TUR", "stage": "signed", "instrument": "agreement"}
PLANT: Row = {"partners": "KAZ; TUR", "item": "falcon-1", "category": "uav", "stage": "operating", "mode": "licence"}
DELIVERED: Row = {"stage": "delivered"}
NOT_ORDERED: Row = {"assertion": "denied", "stage": "ordered"}
HELICOPTERS: Row = {**SALE, "item": "helicopters", "quantity": "3"}
FIRMS: Row = {"subject": "TUR", "measure": "firms", "value": "5"}
WAR: Row = {"parties": "KAZ; RUS", "type": "war", "stage": "open"}

AGREEMENT = [
    # the story, the kind, the first claim, what the second has otherwise
    ("a vaguer date is agreement", "agreements", {**PACT, "date": "2012-05-10"}, {"date": "2012"}),
    ("about a year is near the next one", "agreements", {**PACT, "date": "2012~"}, {"date": "2013"}),
    ("an uncertain date is no firm ground", "agreements", {**PACT, "date": "2012?"}, {"date": "2015"}),
    ("a span that overlaps may be the same day", "agreements", {**PACT, "date": "2012"}, {"date": "../2012-06"}),
    ("a model is one of its class", "transfers", SALE, {"item": "drones"}),
    ("more words say more of the same", "transfers", {**SALE, "item": "Falcon drones"}, {"item": "drones"}),
    ("a firm stands for its country", "production", PLANT, {"partners": "bear; wolf"}),
    ("a longer list holds the shorter", "disputes", WAR, {"parties": "RUS"}),
    ("at least three holds four", "transfers", {**SALE, "quantity": ">=3"}, {"quantity": "4"}),
    ("silence says nothing", "transfers", {**SALE, "quantity": "3", "terms": "sale"}, {"quantity": "", "terms": ""}),
    ("a leader is a member", "memberships", LEAGUE, {"role": "leader"}),
    ("no instrument named is silence", "agreements", PACT, {"instrument": "none-named"}),
    ("a treaty is an agreement", "agreements", PACT, {"instrument": "treaty"}),
    ("a town lies in its country", "agreements", {**PACT, "place": "TUR"}, {"place": "port"}),
    ("articles on this and that add up", "agreements", {**PACT, "sectors": "training"}, {"sectors": "industry"}),
    ("ordered ten, delivered four", "transfers", {**SALE, "quantity": "10"}, {"quantity": "4", "stage": "delivered"}),
    ("ordered in May, delivered in June", "transfers", {**SALE, "date": "2012-05"}, {**DELIVERED, "date": "2012-06"}),
    ("another buyer is another strand", "transfers", {**SALE, "quantity": "3"}, {"quantity": "5", "recipient": "RUS"}),
    ("another model is another strand", "transfers", {**SALE, "quantity": "3"}, {"quantity": "5", "item": "falcon-2"}),
    ("helicopters are no frigates", "transfers", HELICOPTERS, {"item": "frigates", "quantity": "5"}),
    ("another event is another matter", "transfers", {**SALE, "quantity": "3"}, {"quantity": "5", "event": "another"}),
    ("what is expected", "transfers", {**SALE, "date": "2012"}, {"date": "2015", "assertion": "expected"}),
    ("a figure of 2019 and one of 2022", "indicators", {**FIRMS, "date": "2019"}, {"value": "7", "date": "2022"}),
    ("figures without a period", "indicators", FIRMS, {"value": "7"}),
]  # fmt: skip

CONTRADICTION = [
    ("two years that do not meet", "agreements", {**PACT, "date": "2012"}, {"date": "2015"}, "date"),
    ("about a year does not reach three on", "agreements", {**PACT, "date": "2012~"}, {"date": "2015"}, "date"),
    ("three and five", "transfers", {**SALE, "quantity": "3"}, {"quantity": "5"}, "quantity"),
    ("more than ten and four", "transfers", {**SALE, "quantity": ">10"}, {"quantity": "4"}, "quantity"),
    ("sold and given", "transfers", {**SALE, "terms": "sale"}, {"terms": "grant"}, "terms"),
    ("a member and an observer", "memberships", LEAGUE, {"role": "observer"}, "role"),
    ("licensed and jointly made", "production", PLANT, {"mode": "joint-production"}, "mode"),
    ("so and not so", "transfers", SALE, {"assertion": "denied"}, "stage"),
    ("delivered though never ordered", "transfers", {**SALE, **DELIVERED}, NOT_ORDERED, "stage"),
    ("a war and a clash", "disputes", WAR, {"type": "armed-clash"}, "type"),
    ("figures of one year", "indicators", {**FIRMS, "date": "2019"}, {"value": "7"}, "value"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "first", "change"), [row[1:] for row in AGREEMENT], ids=[row[0] for row in AGREEMENT])
def test_no_contradiction(concluded: Ask, kind: str, first: Row, change: Row):
    """Another grain, another stage, another strand or silence is not a quarrel."""
    found = concluded(kind, first, {**first, "source": "later", **change})
    assert [(one.field, one.against) for one in found if one.contradicted] == []


@pytest.mark.parametrize(
    ("kind", "first", "change", "where"), [row[1:] for row in CONTRADICTION], ids=[row[0] for row in CONTRADICTION]
)
def test_contradiction(concluded: Ask, kind: str, first: Row, change: Row, where: str):
    """Two claims on one thing that cannot both be so are shown against each other, in that field alone."""
    found = concluded(kind, first, {**first, "source": "later", **change})
    assert [one.field for one in found if one.contradicted] == [where]


def test_a_silent_claim_that_fits_two_strands_stands_by_itself(concluded: Ask):
    """Of two purchases, a claim on 'the purchase' contradicts neither: better silent than wrong."""
    found = concluded(
        "transfers",
        {**SALE, "quantity": "3"},
        {**SALE, "item": "falcon-2", "quantity": "5"},
        {**SALE, "item": "", "quantity": "9"},
    )
    assert not any(one.contradicted for one in found)
    assert len({one.strand for one in found}) == 3
