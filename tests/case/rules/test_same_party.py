import pytest


@pytest.mark.parametrize(
    ("kind", "prefix", "one", "other"),
    [
        ("transfers", "tra", "supplier", "recipient"),
        ("assistance", "ass", "donor", "recipient"),
        ("presences", "pre", "sender", "host"),
        ("restrictions", "res", "imposer", "target"),
    ],
)
def test_two_sides_that_are_one_are_an_error(make_case, found, pointed, kind, prefix, one, other):
    """Nobody delivers to himself."""
    rows = f"claim,{one},{other}\n{prefix}-001,TUR,KAZ\n{prefix}-002,TUR; KAZ,KGZ; TUR\n"
    case = make_case({f"claims/{kind}.csv": rows})
    [finding] = found(case, "same-party")
    assert finding.severity == "error"
    assert finding.place == f"claims/{kind}.csv:3:18"
    assert pointed(case, finding) == "KGZ; TUR"
    assert finding.message == f"TUR stands both as {one} and as {other}."
    assert finding.subject == f"{prefix}-002"


def test_two_empty_sides_are_not_the_same(make_case, found):
    """Unknown is not equal to unknown."""
    case = make_case({"claims/transfers.csv": "claim,supplier,recipient\ntra-001,,\ntra-002,TUR,\n"})
    assert not found(case, "same-party")


def test_a_maker_may_be_a_supplier(make_case, found):
    """Only columns that the codebook calls two sides are held against each other."""
    case = make_case({"claims/transfers.csv": "claim,supplier,manufacturer,recipient\ntra-001,TUR,TUR,KAZ\n"})
    assert not found(case, "same-party")
