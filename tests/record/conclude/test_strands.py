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
IN_2022: Row = {**FIRMS, "date": "2022"}
WAR: Row = {"parties": "KAZ; RUS", "type": "war", "stage": "open"}
IN_MAY: Row = {**SALE, "date": "2012-05"}
IN_2015: Row = {**SALE, "date": "2015"}
VISIT: Row = {"participants": "KAZ; TUR", "stage": "held", "host": "KAZ"}

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
    ("a figure of a year and one of a span with it", "indicators", IN_2022, {"value": "7", "date": "2018/2023"}),
    ("a figure of a year and one without a period", "indicators", IN_2022, {"value": "7", "date": ""}),
    ("pieces and dollars", "indicators", IN_2022, {"value": "7", "unit": "USD"}),
    ("no order by April, one in May", "transfers", IN_MAY, {**NOT_ORDERED, "date": "../2012-04-30"}),
    ("none when written in 2012, one in 2015", "transfers", IN_2015, {**NOT_ORDERED, "date": "", "source": "early"}),
    ("ordered, and not delivered", "transfers", SALE, {"assertion": "denied", "stage": "delivered"}),
    ("leaving is weighed", "memberships", LEAGUE, {"stage": "ended", "assertion": "hypothetical"}),
    ("joined, and left", "memberships", LEAGUE, {"stage": "ended"}),
    ("ordered, then terms are talked of again", "transfers", IN_MAY, {"stage": "negotiated", "date": "2013"}),
    ("general talk of more parties", "agreements", PACT, {"parties": "KAZ; RUS; TUR"}),
    ("papers of other parties", "agreements", {**PACT, "date": "2012"}, {"parties": "KAZ; RUS", "date": "2015"}),
    ("the host and a journey on to others", "meetings", VISIT, {"host": "KAZ; RUS"}),
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
    ("two hosts", "meetings", VISIT, {"host": "TUR"}, "host"),
    ("two towns", "agreements", {**PACT, "place": "port"}, {"place": "capital"}, "place"),
    ("guests that are not the same", "meetings", VISIT, {"participants": "RUS; TUR"}, "participants"),
    ("an order in May, none by June", "transfers", IN_MAY, {**NOT_ORDERED, "date": "../2012-06-15"}, "stage"),
    ("an order in May, none in 2012", "transfers", IN_MAY, {**NOT_ORDERED, "date": "2012"}, "stage"),
    ("an order at no time told, none by April", "transfers", SALE, {**NOT_ORDERED, "date": "2012-04"}, "stage"),
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


@pytest.mark.parametrize("word", ["drones", "Turkish UAVs", "armed drones of the Falcon family"])
def test_words_for_a_class_do_not_bring_two_models_together(concluded: Ask, word: str):
    """Three of one model and five of another are no quarrel, whatever third claim speaks of both in one word."""
    found = concluded(
        "transfers",
        {**SALE, "quantity": "3"},
        {**SALE, "item": "falcon-2", "quantity": "5"},
        {**SALE, "item": word, "quantity": "9", "source": "later"},
    )
    assert not any(one.contradicted for one in found)
    assert {one.strand.split(" / ")[-1] for one in found} == {"falcon-1", "falcon-2", word}


@pytest.mark.parametrize("word", ["drones", "Turkish UAVs", "armed drones of the Falcon family"])
def test_words_for_a_class_stand_against_its_only_model(concluded: Ask, word: str):
    """Where one model is all that is spoken of, 'nine drones' is said of it; the strand has the model's name."""
    found = concluded("transfers", {**SALE, "quantity": "3"}, {**SALE, "item": word, "quantity": "9"})
    [one] = [one for one in found if one.contradicted]
    assert (one.field, one.strand) == ("quantity", "TUR / KAZ / falcon-1")


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
