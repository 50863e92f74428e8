"""A case's own entities: added to what is shipped, and right where the two differ."""

from foedus.reader.names import Gazetteer


def entity(key, type, name, aliases="", **more):
    return {"entity": key, "type": type, "name": name, "aliases": aliases, **more}


def found(entities, text):
    return [(text[one.start : one.end], one.key, one.type) for one in Gazetteer(entities).find(text)]


def test_new_names_are_found():
    entities = [entity("lake-pact", "organisation", "Lake Pact", "the Lakers; LP")]
    assert found(entities, "The Lake Pact met; LP members agreed.") == [
        ("Lake Pact", "lake-pact", "organisation"), ("LP", "lake-pact", "organisation"),
    ]  # fmt: skip


def test_the_cases_key_replaces_the_shipped_one_under_all_its_names():
    entities = [entity("turkish-aerospace", "firm", "TUSAŞ", country="TUR")]
    assert found(entities, "TAI and TUSAŞ") == [
        ("TAI", "turkish-aerospace", "firm"), ("TUSAŞ", "turkish-aerospace", "firm"),
    ]  # fmt: skip


def test_the_cases_type_decides():
    assert found([entity("javelin-club", "organisation", "Javelin")], "Javelin won.") == [
        ("Javelin", "javelin-club", "organisation")
    ]


def test_a_town_in_the_case_does_not_hide_the_state_that_it_governs():
    assert found([entity("hanoi", "place", "Hanoi", country="VNM")], "Hanoi protested.") == [("Hanoi", "VNM", "state")]


def test_a_platform_of_the_case_has_the_shipped_category():
    entities = [entity("viper", "platform", "F-16", "Viper jet", country="USA")]
    (one, other) = Gazetteer(entities).find("An F-16 is no Viper jet")
    assert (one.key, one.category, other.key, other.category) == ("viper", "aircraft", "viper", "aircraft")


def test_rows_of_no_known_type_or_without_a_name_are_passed_over():
    entities = [entity("odd", "nonsense", "Oddity"), entity("bare", "firm", "")]
    assert found(entities, "Oddity and bare") == []
