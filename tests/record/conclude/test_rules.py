"""Each rule of conclusion: what it decides, and the near case that it leaves alone."""

import pytest

from foedus.record.conclude import RULES
from tests.record.conclude.conftest import Ask, Row, field

SALE: Row = {"supplier": "TUR", "recipient": "KAZ", "item": "falcon-1", "category": "uav", "stage": "ordered"}
ELSEWHERE: Row = {**SALE, "recipient": "RUS"}
PACT: Row = {"parties": "KAZ; TUR", "stage": "signed"}


def test_only_and_passed_on(concluded: Ask):
    """What nothing stands against is concluded; the rule says whether a source vouches for it."""
    assert field(concluded("transfers", SALE), "stage").rule == "only"
    passed = concluded("transfers", {**SALE, "assertion": "attributed", "attribution": "pundit"})
    assert (field(passed, "stage").value, field(passed, "stage").rule) == ("ordered", "passed-on")


def test_finer_takes_the_most_exact_of_what_agrees(concluded: Ask):
    """10 May 2012 inside May 2012 inside 2012: three sources agree, and the day is concluded on all three."""
    dates = [("2012", "late"), ("2012-05-10", "early"), ("2012-05", "middle")]
    one = field(concluded("agreements", *({**PACT, "date": d, "source": s} for d, s in dates)), "date")
    assert (one.value, one.rule, one.roots, one.claims) == ("2012-05-10", "finer", 3, ("agr-001", "agr-002", "agr-003"))


def test_a_vaguer_value_that_holds_two_contrary_ones_sides_with_neither(concluded: Ask):
    """'In 2012' does not help May against June."""
    dates = [("2012-05", "late"), ("2012-06", "later"), ("2012", "middle")]
    one = field(concluded("agreements", *({**PACT, "date": d, "source": s} for d, s in dates)), "date")
    assert (one.value, one.rule) == (None, "unresolved")


def test_a_general_statement_does_not_show_a_single_event(concluded: Ask):
    """'They make drones together' does not show that the plant agreed upon is at work."""
    plant = {"partners": "KAZ; TUR", "item": "drones", "category": "uav"}
    found = concluded(
        "production",
        {**plant, "stage": "agreed", "item": "falcon-1"},
        {**plant, "stage": "operating", "grain": "summary", "source": "later"},
    )
    one = field(found, "stage")
    assert (one.value, one.rule, one.contradicted) == ("agreed", "general", False)
    assert [(other.value, other.claims) for other in one.against] == [("operating", ("pro-002",))]


def test_a_denial_speaks_of_its_own_time(concluded: Ask):
    """No order by April, one in May: the order stands, and the denial is shown beside it, against nothing."""
    denial = {**SALE, "assertion": "denied", "date": "../2012-04-30", "source": "early"}
    one = field(concluded("transfers", {**SALE, "date": "2012-05"}, denial), "stage")
    assert (one.value, one.rule, one.claims, one.contradicted) == ("ordered", "later", ("tra-001",), False)
    assert [(other.value, other.claims) for other in one.against] == [(None, ("tra-002",))]


def test_a_denial_still_stands_against_what_it_denied(concluded: Ask):
    """An order is reported in March, denied in April, placed in May: it stands, and March and April quarrel."""
    march = {**SALE, "date": "2012-03", "assertion": "attributed", "attribution": "pundit"}
    april = {**SALE, "date": "../2012-04-30", "assertion": "denied", "attribution": "committee"}
    one = field(concluded("transfers", march, april, {**SALE, "date": "2012-05"}), "stage")
    assert (one.value, one.rule, one.contradicted) == ("ordered", "later", True)


def test_a_denial_that_is_repeated_is_of_its_first_day(concluded: Ask):
    """A repost a year on does not say that there is still no order."""
    denial = {**SALE, "assertion": "denied", "source": "early"}
    found = concluded("transfers", {**SALE, "date": "2012-09"}, denial, {**denial, "source": "repost"})
    assert (field(found, "stage").rule, field(found, "stage").contradicted) == ("later", False)


def test_a_denial_of_an_earlier_step_is_shown_where_the_later_one_stands(concluded: Ask):
    """Delivered on a source's own word, though it is passed on that nothing was ordered: both sides are shown."""
    delivered = {**SALE, "stage": "delivered"}
    denial = {**SALE, "assertion": "denied", "attribution": "pundit"}
    one = field(concluded("transfers", delivered, denial), "stage")
    assert (one.value, one.rule, one.contradicted) == ("delivered", "own-word", True)
    assert [(other.value, other.claims) for other in one.against] == [(None, ("tra-002",))]


def test_a_later_denial_by_the_same_state_retracts(concluded: Ask):
    """A minister is said to have spoken of an order; three days on his state's committee denies it."""
    report = {**ELSEWHERE, "assertion": "attributed", "attribution": "minister", "date": "../2012-04-27"}
    denial = {**ELSEWHERE, "assertion": "denied", "attribution": "committee", "date": "../2012-04-30"}
    one = field(concluded("transfers", report, denial), "stage")
    assert (one.value, one.rule, one.claims) == (None, "retracted", ("tra-002",))
    before = field(concluded("transfers", report), "stage")
    assert (before.value, before.rule) == ("ordered", "passed-on")


def test_an_earlier_denial_retracts_nothing(concluded: Ask):
    """What was denied before the report may have been settled since."""
    report = {**ELSEWHERE, "assertion": "attributed", "attribution": "minister", "date": "2012-04-30"}
    denial = {**ELSEWHERE, "assertion": "denied", "attribution": "committee", "date": "2012-04-27"}
    assert field(concluded("transfers", report, denial), "stage").rule != "retracted"


def test_a_denial_by_a_party_beats_a_third_partys_report(concluded: Ask):
    """The buyer denies what a neighbour's official is reported to have said."""
    report = {**SALE, "assertion": "attributed", "attribution": "neighbour"}
    denial = {**SALE, "assertion": "denied", "attribution": "committee"}
    one = field(concluded("transfers", report, denial), "stage")
    assert (one.value, one.rule) == (None, "party-denies")


def test_a_denial_by_a_party_does_not_beat_what_a_source_vouches_for(concluded: Ask):
    """A scholar who vouches for the sale himself is not a report that is passed on."""
    denial = {**SALE, "assertion": "denied", "attribution": "committee"}
    assert field(concluded("transfers", SALE, denial), "stage").rule != "party-denies"


def test_the_text_itself_beats_what_is_passed_on(concluded: Ask):
    """The treaty's own date over a newspaper's."""
    found = concluded("agreements", {**PACT, "date": "2012-05-01", "source": "treaty"}, {**PACT, "date": "2012-06-01"})
    assert (field(found, "date").value, field(found, "date").rule) == ("2012-05-01", "own-word")


def test_a_work_cited_cannot_be_the_ground_of_what_came_after_it(concluded: Ask):
    """An official work of 2001 in the footnote does not make a date of 2012 official."""
    found = concluded(
        "agreements",
        {**PACT, "date": "2012-05-01", "attribution": "early-work", "source": "late"},
        {**PACT, "date": "2022-06-01", "source": "later"},
    )
    assert field(found, "date").rule != "own-word"


def test_a_source_of_the_time_beats_one_that_looks_back(concluded: Ask):
    """An article of 2012 on 2011 over a survey of 2024 that has 2006."""
    found = concluded("agreements", {**PACT, "date": "2011", "source": "early"}, {**PACT, "date": "2006"})
    assert (field(found, "date").value, field(found, "date").rule) == ("2011", "nearer")


def test_more_roots(concluded: Ask):
    """Two independent sources against one, all looking back."""
    found = concluded(
        "agreements",
        {**PACT, "date": "2001", "source": "late"},
        {**PACT, "date": "2001", "source": "middle"},
        {**PACT, "date": "2003", "source": "later"},
    )
    assert (field(found, "date").value, field(found, "date").rule, field(found, "date").roots) == (
        "2001",
        "more-roots",
        2,
    )


def test_a_repost_is_no_second_root(concluded: Ask):
    """What an article says is not said twice because somebody reposts it."""
    found = concluded(
        "agreements",
        {**PACT, "date": "2001", "source": "early"},
        {**PACT, "date": "2001", "source": "repost"},
        {**PACT, "date": "2003", "source": "late"},
    )
    assert field(found, "date").rule != "more-roots"


def test_judged(concluded: Ask):
    """The more reliable source prevails where both were judged; F is no grade, and decides nothing."""
    pair = ({**PACT, "date": "2001", "source": "good"}, {**PACT, "date": "2003", "source": "poor"})
    assert (field(concluded("agreements", *pair), "date").value) == "2001"
    unjudged = ({**PACT, "date": "2001", "source": "good"}, {**PACT, "date": "2003", "source": "unjudged"})
    assert field(concluded("agreements", *unjudged), "date").rule == "unresolved"


def test_unresolved_shows_both_sides(concluded: Ask):
    """Where no rule decides, there is no value, and each side has its claims."""
    one = field(concluded("agreements", {**PACT, "date": "2001"}, {**PACT, "date": "2003", "source": "later"}), "date")
    assert (one.value, one.rule, one.claims) == (None, "unresolved", ())
    assert {(other.value, other.claims) for other in one.against} == {("2001", ("agr-001",)), ("2003", ("agr-002",))}


def test_denied_and_expected_never_count_as_shown(concluded: Ask):
    """Nobody says that it is so: there is no stage to conclude."""
    denied = field(concluded("transfers", {**SALE, "assertion": "denied"}), "stage")
    assert (denied.value, denied.rule) == (None, "denied")
    expected = field(concluded("transfers", {**SALE, "assertion": "expected", "date": "2030"}), "stage")
    assert (expected.value, expected.rule) == (None, "expected")


def test_a_rule_can_be_switched_off(concluded: Ask):
    """A case that does not trust nearness in time says so, and the next rule is tried."""
    pair = ({**PACT, "date": "2011", "source": "early"}, {**PACT, "date": "2006"})
    found = concluded("agreements", *pair, off=["nearer"])
    assert field(found, "date").rule == "unresolved"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_says_what_it_does(rule):
    """Names and sentences are there for `foedus why`, and for the docs."""
    assert rule.says.endswith(".")
    assert rule.example.endswith(".")
    assert rule.name == rule.name.lower()
