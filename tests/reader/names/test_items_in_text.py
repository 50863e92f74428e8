"""Arms and equipment: what they are called, how far their description reaches, and what they are no longer."""

import pytest


@pytest.mark.parametrize(
    ("text", "span", "key", "category"),
    [
        ("used armored vehicles", "used armored vehicles", "used armoured vehicles", "armoured-vehicles"),
        ("two 155mm towed howitzers", "155mm towed howitzers", "155mm towed howitzers", "artillery"),
        ("Armed UAVs were shown.", "Armed UAVs", "armed UAVs", "uav"),
        ("four offshore patrol vessels", "offshore patrol vessels", "offshore patrol vessels", "ships"),
        ("truck-mounted mortars", "truck-mounted mortars", "truck-mounted mortars", "artillery"),
        ("twelve light combat aircraft", "light combat aircraft", "light combat aircraft", "aircraft"),
        ("coastal surveillance radars", "coastal surveillance radars", "coastal surveillance radars", "sensors"),
    ],
)  # fmt: skip
def test_an_item_is_its_noun_with_what_describes_it(gazetteer, text, span, key, category):
    (one,) = gazetteer.find(text)
    assert (text[one.start : one.end], one.key, one.type, one.category) == (span, key, "item", category)


@pytest.mark.parametrize(
    ("text", "span", "key", "country", "category"),
    [
        ("They fly F-16s.", "F-16s", "f-16", "USA", "aircraft"),
        ("ten Leopard 2 tanks", "Leopard 2 tanks", "leopard-2", "DEU", "armoured-vehicles"),
        ("K9 howitzers", "K9 howitzers", "k9", "KOR", "artillery"),
        ("Kilo-class submarines", "Kilo-class submarines", "kilo-class", "RUS", "ships"),
        ("the Super Tucano", "Super Tucano", "a-29-super-tucano", "BRA", "aircraft"),
        ("Javelin missiles", "Javelin missiles", "javelin", "USA", "missiles"),
    ],
)
def test_a_model_takes_in_the_noun_behind_it(gazetteer, text, span, key, country, category):
    (one,) = gazetteer.find(text)
    assert (text[one.start : one.end], one.key, one.country, one.category) == (span, key, country, category)


def test_parts_of_a_model_are_things_of_their_own(gazetteer):
    (one,) = gazetteer.find("F-16 spare parts")
    assert (one.type, one.key) == ("item", "F-16 spare parts")


def test_an_unknown_model_is_proposed_from_the_noun_behind_it(gazetteer):
    found = gazetteer.find("It ordered Marlinspike-class corvettes.")
    assert [(one.key, one.type, one.form, one.category) for one in found] == [
        ("marlinspike-class", "platform", "new", "ships")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A new system, other parts and a first round of talks",
        "Rebel fighters fled.",
        "She threw the javelin, he drove a Puma and fed the leopard.",
        "Typhoon Haiyan struck; Caesar crossed the river.",
        "a search engine and a fuel tank",
    ],
)
def test_everyday_words_are_no_arms(keys, text):
    assert keys(text) == []


def test_fighters_of_an_armed_group_are_people(keys):
    assert keys("Hamas fighters") == [("Hamas", "hamas")]
    assert keys("Swedish fighters") == [("Swedish", "SWE"), ("fighters", "fighters")]
