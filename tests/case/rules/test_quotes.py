def test_a_quotation_of_301_characters_is_a_warning(make_case, found, pointed):
    """The right to quote has its limits."""
    case = make_case({"claims/transfers.csv": f"claim,quote\ntra-001,{'ğ' * 300}\ntra-002,{'ğ' * 301}\n"})
    [finding] = found(case, "long-quote")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:3:9"
    assert len(pointed(case, finding)) == 301
    assert "301 characters; at most 300" in finding.message


def test_a_long_note_is_no_quotation(make_case, found):
    """The coder's own words have no such limit."""
    case = make_case({"claims/transfers.csv": f"claim,note\ntra-001,{'x' * 400}\n"})
    assert not found(case, "long-quote")
