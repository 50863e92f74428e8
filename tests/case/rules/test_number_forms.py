import pytest


@pytest.mark.parametrize(
    ("written", "hint"),
    [("1.5 mln", "1500000"), ("NaN", "empty"), ("-3", ""), ("1.500.000", ""), ("many", ""), ("1e6", ""), ("٣", "")],
)
def test_what_is_no_number_is_an_error_with_a_way_out(make_case, found, pointed, written, hint):
    """Numbers stand in plain units."""
    case = make_case({"claims/transfers.csv": f"claim,quantity\ntra-001,3\ntra-002,{written}\n"})
    [finding] = found(case, "number-form")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding) == written
    assert f'"{written}" is not a number' in finding.message
    assert hint in finding.hint
    assert finding.hint


def test_a_decimal_comma_in_quotation_marks(make_case, found, pointed):
    """`1,5 mln` is 1500000, and the finding points at the mark that opens the cell."""
    case = make_case({"claims/transfers.csv": 'claim,quantity,supplier\ntra-001,"1,5 mln",TUR\n'})
    [finding] = found(case, "number-form")
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == "1,5 mln"
    assert "Write 1500000." in finding.hint


@pytest.mark.parametrize("written", ["3", "~1500000", "<=0.7", ">=3", ">170", "0", ""])
def test_numbers_with_a_sign_in_front_are_fine(make_case, found, written):
    """About, under, over, at most, at least."""
    case = make_case({"claims/transfers.csv": f"claim,quantity\ntra-001,{written}\n"})
    assert not found(case, "number-form")


@pytest.mark.parametrize("written", ["rising", "dominant", "70"])
def test_an_indicator_may_be_a_word(make_case, found, written):
    """A source may say that exports rise, and not by how much."""
    case = make_case({"claims/indicators.csv": f"claim,value\nind-001,{written}\n"})
    assert not found(case, "number-form")


@pytest.mark.parametrize("written", ["70%", "-3", "1.500.000", "NaN", "inf"])
def test_an_indicator_that_begins_like_a_number_is_held_to_its_form(make_case, found, pointed, written):
    """And what programs write for want of a number is no word."""
    case = make_case({"claims/indicators.csv": f"claim,value\nind-001,{written}\n"})
    [finding] = found(case, "number-form")
    assert finding.place == "claims/indicators.csv:2:9"
    assert pointed(case, finding) == written
