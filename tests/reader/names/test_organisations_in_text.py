"""Organisations, groups, agencies of states, and what is not yet known."""

import pytest


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ECOWAS lifted the sanctions.", "ecowas"),
        ("the Caribbean Community met", "caricom"),
        ("Members of the Five Power Defence Arrangements", "fpda"),
        ("the Quad invited Japan", "quad"),
        ("AU troops left Mogadishu", "au"),
        ("The Visegrád Four quarrelled.", "visegrad-group"),
    ],
)
def test_organisations_by_name_and_acronym(keys, text, key):
    assert key in [found for _, found in keys(text)]


def test_groups_stay_groups_unless_the_number_fixes_them(gazetteer):
    (group,) = gazetteer.read(["The Baltic states complained."])[0]
    assert (group.key, group.type, group.keys) == ("baltic-states", "group", ())
    (fixed,) = gazetteer.read(["All three Baltic states complained."])[0]
    assert (fixed.type, fixed.keys) == ("collective", ("EST", "LVA", "LTU"))
    (loose,) = gazetteer.read(["Two Baltic states complained."])[0]
    assert loose.type == "group"


def test_the_west_is_a_direction_without_its_article(keys):
    assert keys("the West reacted") == [("West", "western-states")]
    assert keys("the wind came from West or in the west") == []


@pytest.mark.parametrize(
    ("text", "span", "key", "country"),
    [
        ("Norway's Ministry of Defence said", "Norway's Ministry of Defence", "ministry-of-defence-of-norway", "NOR"),
        ("the Kenyan defence ministry", "Kenyan defence ministry", "ministry-of-defence-of-kenya", "KEN"),
        ("the Ministry of Foreign Affairs of Peru", None, "ministry-of-foreign-affairs-of-peru", "PER"),
        ("Brazil's navy", "Brazil's navy", "brazilian-navy", "BRA"),
        ("the Pentagon", "Pentagon", "us-department-of-defense", "USA"),
        ("the Philippine coast guard", "Philippine coast guard", "philippine-coast-guard", "PHL"),
    ],
)  # fmt: skip
def test_agencies_of_any_state_bear_its_key(gazetteer, text, span, key, country):
    (one,) = gazetteer.find(text)
    assert (one.key, one.type, one.country) == (key, "agency", country)
    if span:
        assert text[one.start : one.end] == span


def test_a_ministry_without_a_state_is_left_alone(keys):
    assert keys("The defence ministry and the army kept silent.") == []


def test_unknown_bodies_are_proposed_and_their_acronym_is_known_from_then_on(gazetteer):
    first, second = gazetteer.read(
        ["The Lagoon Security Initiative (LSI) met in Lomé.", "Ghana will host the LSI next year."]
    )
    assert ("lagoon-security-initiative", "organisation", "new") in [(one.key, one.type, one.form) for one in first]
    assert ("lagoon-security-initiative", "acronym") in [(one.key, one.form) for one in second]


def test_unknown_firms_and_units_are_proposed_with_their_kind(gazetteer):
    found = gazetteer.find("Kovalik Armaments sold them to the Coral Bay Regiment, and Nordvik Shipyards Ltd built it.")
    assert [(one.key, one.type) for one in found] == [
        ("kovalik-armaments", "firm"), ("coral-bay-regiment", "agency"), ("nordvik-shipyards-ltd", "firm"),
    ]  # fmt: skip


def test_headings_propose_nothing(keys):
    assert keys("Regional Council Adopts Lasting Coastal Fishing Initiative") == []
    assert keys("THE COASTAL FISHING COUNCIL MEETS US ALL") == []


def test_an_exercise_is_known_by_its_name_and_year(gazetteer):
    """The year is left to be a date; months, plans and models of arms are no exercises."""
    text = "In March 2021 Malawi held Quiet River 2021, Dry Wind-23 and a talk on Vision 2030 and the T-72."
    assert [(text[one.start : one.end], one.key) for one in gazetteer.find(text) if one.type == "topic"] == [
        ("Quiet River", "quiet-river"), ("Dry Wind", "dry-wind"),
    ]  # fmt: skip
