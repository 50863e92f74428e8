import pytest


@pytest.mark.parametrize("written", ["mem-012", "TRA-012", "tra 12", "tra-", "12", "tra-012a"])
def test_an_identifier_of_another_form_is_an_error(make_case, found, pointed, written):
    """A claim of transfers.csv is tra- and a number."""
    case = make_case({"claims/transfers.csv": f"event,claim\nan-event,{written}\nan-event,tra-7\n"})
    [finding] = found(case, "key-form")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:10"
    assert pointed(case, finding) == written
    assert f"'{written}' is no identifier for a claim of transfers" in finding.message
    assert "tra-012" in finding.hint


def test_an_event_with_spaces_is_an_error_with_its_slug(make_case, found, pointed):
    """Keys are slugs, and the slug is offered."""
    case = make_case({"claims/transfers.csv": "claim,event\ntra-001,Kırgız TB2 delivery\n"})
    [finding] = found(case, "key-form")
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == "Kırgız TB2 delivery"
    assert "no spaces" in finding.message
    assert finding.hint == "Write kirgiz-tb2-delivery."


def test_a_key_without_any_latin_letter(make_case, found):
    """Where no slug can be made, none is offered."""
    case = make_case({"claims/transfers.csv": "claim,event\ntra-001,中国\n"})
    [finding] = found(case, "key-form")
    assert finding.hint == "Write it in Latin letters."


@pytest.mark.parametrize("key", ["kaz-anka-licence", "TUR", "nato", "2022", "bayraktar-tb2"])
def test_slugs_and_alpha_3_are_keys(make_case, found, key):
    """Small letters, digits and single hyphens, or three capital letters."""
    case = make_case({"entities.csv": f"entity\n{key}\n"})
    assert not found(case, "key-form")


@pytest.mark.parametrize("key", ["Nato", "a--b", "-a", "a_b", "ТУР"])
def test_keys_of_the_other_tables_have_the_form_of_keys(make_case, found, key):
    """A letter that only looks Latin is found, too."""
    case = make_case({"entities.csv": f"entity\n{key}\n"})
    [finding] = found(case, "key-form")
    assert finding.place == "entities.csv:2:1"


def test_two_claims_with_one_identifier_are_an_error(make_case, found, pointed):
    """An identifier leads to one claim; the second is found, and the line of the first is said."""
    case = make_case({"claims/transfers.csv": "claim,date\ntra-001,2020\ntra-002,2021\ntra-001,2022\n"})
    [finding] = found(case, "duplicate-key")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:4:1"
    assert pointed(case, finding) == "tra-001"
    assert finding.message == "'tra-001' stands already in claims/transfers.csv, line 2."


def test_one_identifier_in_two_kinds(make_case, found):
    """Identifiers are unique in the case, not only in their table."""
    case = make_case(
        {"claims/transfers.csv": "claim\ntra-001\n", "claims/agreements.csv": "claim,parties\ntra-001,TUR; KAZ\n"}
    )
    [finding] = found(case, "duplicate-key")
    assert finding.file == "claims/transfers.csv"
    assert "claims/agreements.csv, line 2" in finding.message


def test_keys_of_the_other_tables_stand_once(make_case, found):
    """A source, entity, event or topic has one row."""
    case = make_case({"entities.csv": "entity,name\nots,One\nots,Two\nots,Three\n"})
    assert [finding.place for finding in found(case, "duplicate-key")] == ["entities.csv:3:1", "entities.csv:4:1"]


def test_empty_keys_are_not_twice_the_same(make_case, found):
    """They are empty cells, which is found elsewhere."""
    case = make_case({"claims/transfers.csv": "event,claim\nan-event,\nan-event,\n"})
    assert not found(case, "duplicate-key")
    assert len(found(case, "empty-cell")) == 2
