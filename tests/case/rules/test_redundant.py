HEADER = "claim,event,date,supplier,recipient,locator,note\n"


def test_the_same_thing_said_twice_in_one_source_is_a_warning(make_case, found, pointed):
    """Two rows that differ only in where they stand are counted once too often."""
    case = make_case(
        {"claims/transfers.csv": HEADER + "tra-001,one,2020,TUR,KGZ,¶1,\ntra-002,one,2020,TUR,KGZ,¶9,said again\n"}
    )
    [finding] = found(case, "redundant")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:3:1"
    assert pointed(case, finding) == "tra-002"
    assert finding.message == "tra-002 says the same as tra-001, in the same source."
    assert "locator" in finding.hint


def test_another_source_date_or_party_is_another_claim(make_case, found):
    """Disagreement is two rows, and so is agreement of two sources."""
    case = make_case(
        {
            "sources.csv": "source\npress-2022\nblog\n",
            "claims/transfers.csv": """
                claim,source,date,supplier,recipient
                tra-001,press-2022,2020,TUR,KGZ
                tra-002,blog,2020,TUR,KGZ
                tra-003,press-2022,2021,TUR,KGZ
                tra-004,press-2022,2020,TUR,KAZ
                tra-005,press-2022,,TUR,KGZ
            """,
        }
    )
    assert not found(case, "redundant")


def test_a_third_time_is_held_against_the_first(make_case, found):
    """Each repetition is found, and all name the row to keep."""
    rows = "".join(f"tra-00{n},one,2020,TUR,KGZ,¶{n},\n" for n in (1, 2, 3))
    first, second = found(make_case({"claims/transfers.csv": HEADER + rows}), "redundant")
    assert (first.line, second.line) == (3, 4)
    assert "the same as tra-001" in second.message
