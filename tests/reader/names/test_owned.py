"""Bodies and offices of whoever is spoken of: "its army", "Ghana, whose army", "the army" again, "our army"."""


def bodies(gazetteer, *blocks):
    return [
        (text[one.start : one.end], one.key)
        for text, found in zip(blocks, gazetteer.read(blocks), strict=True)
        for one in found
        if one.type in ("agency", "person") or (one.type == "state" and one.form == "pronoun")
    ]


def test_a_possessive_and_a_body_are_the_body_of_whom_it_stands_for(gazetteer):
    assert bodies(gazetteer, "Norway agreed, but its foreign ministry was silent.") == [
        ("its foreign ministry", "ministry-of-foreign-affairs-of-norway")
    ]
    assert bodies(gazetteer, "Kenya agreed. Later the country's army left.") == [("the country's army", "kenyan-army")]
    assert bodies(gazetteer, "Ghana, whose defence minister had resigned, agreed.") == [
        ("whose defence minister", "ghanaian-defence-minister")
    ]


def test_a_body_that_was_named_with_its_state_is_meant_again(gazetteer):
    found = bodies(gazetteer, "The Kenyan army marched. The Ugandan navy sailed.", "The army came home.")
    assert found[-1] == ("army", "kenyan-army")
    assert bodies(gazetteer, "The Kenyan army marched. The army of Chad sang.")[-1][1] == "chadian-army"
    assert bodies(gazetteer, "The army came home.") == []


def test_our_country_is_the_one_that_the_text_is_about(gazetteer):
    blocks = ("Fiji is an island. Fiji has a navy, and Fiji trains.", "Our navy is small, and my country knows it.")
    assert bodies(gazetteer, *blocks)[-2:] == [("Our navy", "fijian-navy"), ("my country", "FJI")]
    assert (
        bodies(
            gazetteer,
            "Fiji met Tonga and Samoa on a windy day on which nobody else was to be seen, " * 2,
            "Our navy is small.",
        )
        == []
    )


def test_kings_go_by_their_first_names(gazetteer):
    for text in ("King Abdullah of Jordan spoke.", "Jordan's King Abdullah spoke.", "King Abdullah spoke in Jordan."):
        assert ("King Abdullah", "king-abdullah-ii") in bodies(gazetteer, text)
    assert bodies(gazetteer, "Saudi King Abdullah spoke.") == [("King Abdullah", "abdullah-bin-abdulaziz")]
    assert bodies(gazetteer, "King Abdullah spoke.") == [("Abdullah", "king-abdullah")]


def test_a_body_is_not_swallowed_by_the_group_that_its_name_begins_with(keys):
    assert keys("The member states of the Gulf Cooperation Council agreed.") == [("Gulf Cooperation Council", "gcc")]
    assert keys("The states of the Gulf agreed.") == [("states of the Gulf", "gulf-states")]


def test_the_commonwealth_is_not_that_of_independent_states(keys):
    assert keys("Ghana is in the Commonwealth.") == [("Ghana", "GHA"), ("Commonwealth", "commonwealth")]
    assert keys("the Commonwealth of Independent States") == [("Commonwealth of Independent States", "cis")]
