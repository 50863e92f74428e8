def test_two_firms_with_one_alias_are_a_warning(make_case, found, pointed):
    """Two firms that share an alias cannot be told apart in a document."""
    case = make_case(
        {
            "entities.csv": """
                entity,type,name,aliases
                baykar,firm,Baykar,Bayraktar; Baykar Makina
                bayraktar-tb2,platform,Bayraktar TB2,TB2; BAYRAKTAR
            """
        }
    )
    [finding] = found(case, "colliding-name")
    assert finding.severity == "warning"
    assert finding.place == "entities.csv:3:38"
    assert pointed(case, finding) == "TB2; BAYRAKTAR"
    assert finding.subject == "bayraktar-tb2"
    assert "'baykar' (line 2)" in finding.message


def test_a_name_that_is_anothers_alias_points_at_the_name(make_case, found, pointed):
    """The finding points at the cell that holds the name, with marks and capitals folded away."""
    case = make_case(
        {"entities.csv": "entity,type,name,aliases\na-one,firm,Aselsan,Türk Savunma\na-two,firm,Turk savunma,\n"}
    )
    [finding] = found(case, "colliding-name")
    assert pointed(case, finding) == "Turk savunma"


def test_a_capital_as_place_and_as_its_state_is_fine(make_case, found):
    """Ankara is a place, and the word for the state's government."""
    case = make_case(
        {
            "entities.csv": """
                entity,type,name,aliases,country
                TUR,state,Türkiye,Ankara; Turkey,
                ankara,place,Ankara,,TUR
            """
        }
    )
    assert not found(case, "colliding-name")


def test_a_place_in_another_state_is_no_excuse(make_case, found):
    """Only the state that the place belongs to may share its name."""
    case = make_case(
        {"entities.csv": "entity,type,name,aliases,country\nTUR,state,Türkiye,Ankara,\nankara,place,Ankara,,KAZ\n"}
    )
    assert len(found(case, "colliding-name")) == 1


def test_one_entity_may_repeat_its_own_name(make_case, found):
    """An alias that says the name again in other letters leads to the same entity."""
    case = make_case({"entities.csv": "entity,type,name,aliases\nots,organisation,OTS,O.T.S.; ots\n"})
    assert not found(case, "colliding-name")
