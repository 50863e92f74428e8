HEAD = "disagreement,about,claims,against\n"


def test_no_claim_disagrees_with_itself(make_case, found, pointed):
    """A claim stands on one side only."""
    case = make_case({"disagreements.csv": HEAD + "a,whether,tra-001; tra-002,tra-002\n"})
    [finding] = found(case, "self-disagreement")
    assert (finding.place, finding.severity) == ("disagreements.csv:2:28", "error")
    assert finding.message == "tra-002 stands on both sides, and no claim disagrees with itself."


def test_the_claims_are_there(make_case, found):
    """A slip in a claim's key is found, with the one that was probably meant."""
    files = {"claims/meetings.csv": "claim\nmee-001\nmee-002\n", "disagreements.csv": HEAD + "a,b,mee-001,mee-003\n"}
    [finding] = found(make_case(files), "unknown-claim")
    assert finding.message == "There is no claim 'mee-003'."
    assert "Did you mean 'mee-00" in finding.hint
