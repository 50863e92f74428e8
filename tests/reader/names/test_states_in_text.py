"""States under their many names, and words that look like states and are none."""

import pytest


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chilean engineers flew to the Ivory Coast.", [("Chilean", "CHL"), ("Ivory Coast", "CIV")]),
        ("TÜRKİYE and Cote d’Ivoire", [("TÜRKİYE", "TUR"), ("Cote d’Ivoire", "CIV")]),
        ("The U.S. and the US agreed.", [("U.S.", "USA"), ("US", "USA")]),
        ("They told us that it is so.", []),
        ("Equatorial Guinea and Guinea", [("Equatorial Guinea", "GNQ"), ("Guinea", "GIN")]),
        ("South Sudan left Sudan.", [("South Sudan", "SSD"), ("Sudan", "SDN")]),
        ("Nigeria is not Niger.", [("Nigeria", "NGA"), ("Niger", "NER")]),
        ("Kenyans and Ugandans met Japan's envoys.", [("Kenyans", "KEN"), ("Ugandans", "UGA"), ("Japan", "JPN")]),
        ("Seoul and Pyongyang; Korean shipyards", [("Seoul", "KOR"), ("Pyongyang", "PRK"), ("Korean", "KOR")]),
        ("the Turkish side and the Dutch government", [("Turkish side", "TUR"), ("Dutch government", "NLD")]),
        ("Democratic\n   Republic of the\nCongo", [("Democratic\n   Republic of the\nCongo", "COD")]),
        ("the Soviet Union", [("Soviet Union", "soviet-union")]),
    ],
)  # fmt: skip
def test_states_are_found_under_names_demonyms_and_capitals(keys, text, found):
    assert keys(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "She polished the china and ate turkey with chile.",
        "Michael Jordan retired, and so did Denzel Washington.",
        "Chad Smith plays the drums, and Jordan Peters dances.",
        "The senator flew from Atlanta to southern Georgia.",
        "Pro-Russian and anti-Turkish slogans",
        "They ordered French fries and Turkish delight, kept guinea pigs, and founded a think tank.",
        "The Washington Post reported it.",
        "A male guinea fowl was nice.",
    ],
)
def test_everyday_words_people_and_papers_are_no_states(keys, text):
    assert keys(text) == []


def test_georgia_the_state_is_kept_where_nothing_is_american(keys):
    assert keys("Georgia and Armenia opened a crossing.") == [("Georgia", "GEO"), ("Armenia", "ARM")]


def test_a_dateline_is_a_place_and_no_party(gazetteer):
    text = "LIMA/QUITO, Oct 5 - Peru closed the border."
    assert [(one.key, one.type, one.form) for one in gazetteer.find(text)] == [
        ("lima", "place", "dateline"), ("quito", "place", "dateline"), ("PER", "state", "name"),
    ]  # fmt: skip


def test_capitals_say_that_they_are_capitals(gazetteer):
    (one,) = gazetteer.find("Hanoi protested.")
    assert (one.key, one.type, one.form) == ("VNM", "state", "capital")


def test_the_longest_name_wins(keys):
    assert keys("the South China Sea") == [("South China Sea", "south-china-sea")]
    assert keys("Kosovo Force and Northern Ireland") == [
        ("Kosovo Force", "kfor"), ("Northern Ireland", "northern-ireland"),
    ]  # fmt: skip
    assert keys("a coup in Latin American history") == []


def test_territories_without_a_code_go_by_their_slug(gazetteer):
    found = [(one.key, one.type) for one in gazetteer.find("Somaliland and Western Sahara, Kosovo and Taiwan")]
    assert found == [
        ("somaliland", "territory"), ("western-sahara", "territory"), ("XKX", "state"), ("TWN", "state"),
    ]  # fmt: skip


def test_no_name_reaches_over_a_comma_or_full_stop(keys):
    assert keys("He came from the South. Africa was far.") == [("Africa", "africa")]
