"""Whom "the two countries", "the former" or "its" stand for; and where nobody can tell."""

import pytest


def test_the_force_is_the_body_that_a_text_is_about(references):
    title = "Multinational Joint Task Force"
    text = "The Multinational Joint Task Force is in Chad. The MNJTF was set up in 1994. The MNJTF grew."
    assert references(title, text, "Soldiers serve in four sectors. Benin joined the force later.") == [
        ("the force", "mnjtf")
    ]


def test_both_delegations_are_the_two_of_a_joint_statement(references):
    title = "Joint statement of Oman and Fiji"
    assert references(
        title, "The talks were held in Muscat. Both delegations reaffirmed it. " + "It rained. " * 20
    ) == [("Both delegations", "OMN; FJI")]


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        (["Peru and Ecuador signed a treaty. The two countries share a river."], [("The two countries", "PER; ECU")]),
        (["Talks between Oman and Qatar ended. Both sides were content."], [("Both sides", "OMN; QAT")]),
        (["Fiji hosted Tonga.", "The two governments agreed on patrols."], [("The two governments", "FJI; TON")]),
        (
            ["Mali, Niger and Chad met in Bamako. The three states set up a staff."],
            [("The three states", "MLI; NER; TCD")],
        ),
        (["Both countries, Laos and Nepal, are landlocked."], [("Both countries", "LAO; NPL")]),
        (["Italy and Greece quarrelled. The former gave in."], [("The former", "ITA")]),
        (["Italy and Greece quarrelled, and the latter gave in."], [("the latter", "GRC")]),
        (["Ghana sent troops. It will withdraw its battalion in May."], [("It", "GHA"), ("its", "GHA")]),
        (["Norway bought jets from the United States for its pilots."], [("its", "NOR")]),
        (["Canada pleaded until Denmark opened its archive."], [("its", "DNK")]),
        (["Kenya and Uganda train together. They share a range."], [("They", "KEN; UGA")]),
        (["In Rabat Morocco's parliament met.", "The kingdom’s budget has grown."], [("The kingdom", "MAR")]),
        (["NATO grew. The alliance has a new member."], [("The alliance", "nato")]),
        (["ECOWAS met. The bloc lifted sanctions."], [("The bloc", "ecowas")]),
        (["Embraer opened a plant. The company hopes for orders."], [("The company", "embraer")]),
        (["President William Ruto spoke. He praised the police."], [("He", "william-ruto")]),
        (["President Ruto spoke.", "It was late. She left."], [("She", "william-ruto")]),
    ],
)
def test_references_that_the_text_fixes(references, blocks, found):
    assert references(*blocks) == found


@pytest.mark.parametrize(
    "blocks",
    [
        ["Peru spoke, Chile listened and Bolivia left. The two countries share a river."],
        ["Peru spoke. The two countries share a river."],
        ["Spain and Japan warned China and India. The two countries were calm."],
        ["The other two countries waited after Peru and Chile had spoken."],
        ["It is raining in Kenya. It can be said that it was cold."],
        ["Turkey told Greece that its ships were welcome."],
        ["Russia delivered a third of its imports."],
        ["Nepal helped to modernise the country's army."],
        ["The former president and the latter part of the year"],
        ["William Ruto met Paul Kagame. He was tired."],
        ["Boeing and Airbus competed. The union protested."],
    ],
)
def test_what_is_not_fixed_is_left_alone(references, blocks):
    assert references(*blocks) == []


def test_a_joint_subject_goes_before_others_that_are_joined(references):
    text = "Benin and Togo signed a pact. Togo has a like one with Ghana and Mali. Both parliaments must vote."
    assert references(text) == [("Both parliaments", "BEN; TGO")]


def test_a_reference_can_rest_on_one_before_it(references):
    text = "Benin and Togo signed a pact. The two states will train together. They plan a staff."
    assert references(text)[-1] == ("They", "BEN; TGO")


def test_no_reference_reaches_back_over_two_blocks(references):
    assert references("Benin met Togo.", "It rained on the coast.", "The two countries agreed.") == []
