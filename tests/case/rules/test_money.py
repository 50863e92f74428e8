def test_a_sum_without_a_currency_is_an_error(make_case, found, pointed):
    """1500000 of what, dollars or lira?"""
    case = make_case({"claims/transfers.csv": "claim,value,currency,supplier\ntra-001,1500000,,TUR\n"})
    [finding] = found(case, "currency")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:2:17"
    assert pointed(case, finding) == ""
    assert finding.message == "1500000 of which currency?"
    assert "USD" in finding.hint


def test_a_currency_without_a_sum_is_an_error(make_case, found):
    """A currency alone says nothing."""
    case = make_case({"claims/transfers.csv": "claim,value,currency\ntra-001,,USD\n"})
    [finding] = found(case, "currency")
    assert "There is a currency, USD, and no sum" in finding.message


def test_a_currency_by_its_name_is_an_error(make_case, found, pointed):
    """Currencies go by their codes."""
    case = make_case({"claims/transfers.csv": "claim,value,currency\ntra-001,1500000,dollars\n"})
    [finding] = found(case, "currency")
    assert finding.place == "claims/transfers.csv:2:17"
    assert pointed(case, finding) == "dollars"
    assert "no ISO 4217 code" in finding.message


def test_a_code_that_nobody_uses_is_a_warning(make_case, found):
    """UDS was meant to be USD."""
    case = make_case({"claims/transfers.csv": "claim,value,currency\ntra-001,1500000,UDS\n"})
    [finding] = found(case, "unknown-currency")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:2:17"
    assert not found(case, "currency")


def test_sums_with_currencies_and_neither_are_fine(make_case, found):
    """Currencies of the recent past as well: sources still quote them."""
    case = make_case(
        {"claims/transfers.csv": "claim,value,currency\ntra-001,>1500000,USD\ntra-002,,\ntra-003,9000,DEM\n"}
    )
    assert not found(case, "currency")
    assert not found(case, "unknown-currency")
