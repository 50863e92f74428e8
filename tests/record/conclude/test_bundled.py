"""The bundled case, whose disagreements are known: what the record makes of each, and by which rule."""

import pytest

from foedus.record import Record
from foedus.record.conclude import Conclusion, conclude


def of(record: Record, event: str, kind: str, field: str) -> Conclusion:
    [one] = [
        c for strand in conclude(record, [event]) for c in strand.conclusions if (c.kind, c.field) == (kind, field)
    ]
    return one


@pytest.mark.parametrize(
    ("clock", "value", "rule"),
    [
        ({"as_of": "2022-04-27"}, "delivered", "passed-on"),
        ({"as_of": "2022-04-30"}, None, "retracted"),
        ({"known": "2022-05-26"}, None, "retracted"),
        ({"known": "2022-07-01"}, None, "retracted"),
    ],
)
def test_the_tajik_drones(bundled: Record, clock: dict[str, str], value: str | None, rule: str):
    """A Kyrgyz minister spoke of drones sent; three days later a Kyrgyz committee denied that any were ordered."""
    one = of(bundled.at(**clock), "tjk-bayraktar-2022", "transfers", "stage")
    assert (one.value, one.rule) == (value, rule)


def test_before_anybody_wrote_of_them_nothing_is_known(bundled: Record):
    """On 1 May 2022 no source on the drones had been published."""
    assert list(conclude(bundled.at(known="2022-05-01"), ["tjk-bayraktar-2022"])) == []


def test_the_karabakh_war_was_in_2020(bundled: Record):
    """One stray 2021 stands against three roots; the stray is shown, and not concluded."""
    one = of(bundled, "karabakh-war-2020", "disputes", "date")
    assert (one.value, one.rule, one.roots) == ("2020", "more-roots", 3)
    assert [other.value for other in one.against] == ["2021-11"]


def test_the_ots_was_founded_in_october_2009(bundled: Record):
    """2009 and October 2009 agree, and have more roots than 'the 2010s'."""
    one = of(bundled, "ots-founding", "milestones", "date")
    assert (one.value, one.rule) == ("2009-10", "more-roots")


def test_kazaselsan_was_founded_in_2011(bundled: Record):
    """The founding is of 2011; what the two firms did in 2012 is another claim on another thing."""
    assert of(bundled, "kazaselsan", "milestones", "date").value == "2011"


def test_the_uzbek_agreement_is_left_open(bundled: Record):
    """2020 against 2022, one root each, both near: the record does not pretend to know."""
    one = of(bundled, "tur-uzb-military-cooperation-agreement", "agreements", "date")
    assert (one.value, one.rule) == (None, "unresolved")
    assert {other.value for other in one.against} == {"2020-10", "2022-10-26"}


@pytest.mark.parametrize(
    ("event", "kind", "field"),
    [
        ("tur-uzb-visit-2022-03", "meetings", "host"),
        ("tur-uzb-visit-2022-03", "meetings", "place"),
        ("tur-uzb-council-2022", "meetings", "host"),
        ("tur-uzb-council-2022", "meetings", "place"),
        ("tur-uzb-military-framework-2022", "agreements", "place"),
    ],
)
def test_where_the_presidents_met_is_open_for_all_that_was_done_there(
    bundled: Record, event: str, kind: str, field: str
):
    """One source has the visit in Ankara, with a council and a paper; another has it in Uzbekistan."""
    one = of(bundled, event, kind, field)
    assert (one.value, one.rule, one.contradicted) == (None, "unresolved", True)
    assert ("UZB", ("mee-039",)) in [(other.value, other.claims) for other in one.against]


def test_without_the_blog_the_paper_was_signed_in_ankara(bundled: Record):
    """Nothing on record stands against it before the other source is known."""
    one = of(bundled.at(without="blue-domes-2022"), "tur-uzb-military-framework-2022", "agreements", "place")
    assert (one.value, one.rule, one.claims) == ("ankara", "only", ("agr-075",))


def test_the_anka_licence_is_agreed_and_production_not_shown(bundled: Record):
    """Three roots have the licence agreed upon; that drones are being made is a general remark, no showing."""
    [one] = [
        c
        for strand in conclude(bundled, ["kaz-anka-licence"])
        for c in strand.conclusions
        if c.kind == "production" and c.field == "stage"
    ]
    assert (one.value, one.rule, one.roots) == ("agreed", "general", 3)
    assert [other.value for other in one.against] == ["operating"]


def test_most_claims_agree(bundled: Record):
    """A naive comparison would find hundreds of quarrels: few are, and all of them have both sides.

    Which they are stands in tests/golden/contradictions.txt.
    """
    found = [c for strand in conclude(bundled) for c in strand.conclusions if c.contradicted]
    assert 5 <= len(found) <= 40
    assert all(len(c.against) + bool(c.claims) >= 2 for c in found)
