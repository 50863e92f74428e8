def test_a_grant_of_three_dollars_is_a_warning(make_case, found, pointed):
    """It was meant in millions."""
    case = make_case(
        {"claims/assistance.csv": "claim,value,currency,event\nass-001,3,USD,one\nass-002,1500000,USD,two\n"}
    )
    [finding] = found(case, "magnitude")
    assert finding.severity == "warning"
    assert finding.place == "claims/assistance.csv:2:9"
    assert pointed(case, finding) == "3"
    assert "very small" in finding.message
    assert "not thousands or millions" in finding.hint


def test_an_exercise_of_forty_million_is_a_warning(make_case, found):
    """More than the largest armies: a misplaced separator."""
    case = make_case({"claims/exercises.csv": "claim,personnel\nexe-001,40000000\n"})
    [finding] = found(case, "magnitude")
    assert "very large" in finding.message
    assert "single pieces" in finding.hint


def test_a_thousand_times_as_much_on_one_strand_is_a_warning(make_case, found, pointed):
    """Two claims of which one is a thousand times the other do not disagree: one of them is mistyped."""
    case = make_case(
        {
            "claims/transfers.csv": """
                claim,supplier,recipient,item,quantity,value,currency
                tra-001,TUR,KGZ,drones,3,~1500000,USD
                tra-002,TUR,KGZ,drones,4,1500000000,USD
            """
        }
    )
    [finding] = found(case, "magnitude")
    assert finding.subject == "tra-002"
    assert pointed(case, finding) == "1500000000"
    assert finding.message == "'value' is 1500000000; another claim on the same thing has 1500000."
    assert "slip of thousands" in finding.hint


def test_another_event_year_or_currency_is_another_thing(make_case, found):
    """Only figures of one strand, date and currency are held against each other."""
    case = make_case(
        {
            "claims/transfers.csv": """
                claim,event,date,value,currency
                tra-001,one,,1000,USD
                tra-002,two,,1000000,USD
                tra-003,one,2020,1000000,USD
                tra-004,one,,1000000,KZT
                tra-005,one,,999000,USD
            """
        }
    )
    assert not found(case, "magnitude")


def test_what_is_no_number_has_no_magnitude(make_case, found):
    """Its form is another rule's matter."""
    case = make_case({"claims/transfers.csv": "claim,quantity\ntra-001,-3\ntra-002,many\n"})
    assert not found(case, "magnitude")
