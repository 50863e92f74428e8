import pytest

HEADER = "claim,stage,date,supplier,recipient,item\n"


def test_a_delivery_before_the_order_is_a_warning(make_case, found, pointed):
    """A delivery of 2019 of what was ordered in 2021 is odd."""
    case = make_case(
        {
            "claims/transfers.csv": HEADER
            + "tra-001,ordered,2021,TUR,KGZ,drones\ntra-002,delivered,2019,TUR,KGZ,drones\n"
        }
    )
    [finding] = found(case, "order-in-time")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:3:19"
    assert pointed(case, finding) == "2019"
    assert finding.message == "tra-002 has the stage 'delivered' in 2019, before 'ordered' in 2021 (tra-001)."
    assert "waive" in finding.hint


@pytest.mark.parametrize(
    ("ordered", "delivered"),
    [("2021", "2021"), ("2021", "2021-03"), ("2021-06", "2021"), ("2021", ""), ("2021~", "2020"), ("2016/..", "2017"),
     ("2021", "2022"), ("2021", "not a date")],
)  # fmt: skip
def test_spans_that_meet_are_fine(make_case, found, ordered, delivered):
    """Only spans that do not meet at all count, whatever the months may be."""
    case = make_case(
        {
            "claims/transfers.csv": HEADER
            + f"tra-001,ordered,{ordered},TUR,KGZ,drones\ntra-002,delivered,{delivered},TUR,KGZ,drones\n"
        }
    )
    assert not found(case, "order-in-time")


@pytest.mark.parametrize(
    "other",
    [
        "tra-002,delivered,2019,TUR,KAZ,drones",  # another recipient
        "tra-002,delivered,2019,TUR,KGZ,rifles",  # another item
        "tra-002,offered,2019,TUR,KGZ,drones",  # an offer comes before an order
        "tra-002,cancelled,2019,TUR,KGZ,drones",  # the codebook knows no order for it
    ],
)
def test_another_strand_or_an_earlier_stage_is_fine(make_case, found, other):
    """Stages are compared within one strand, and only where the codebook knows their order."""
    case = make_case({"claims/transfers.csv": HEADER + f"tra-001,ordered,2021,TUR,KGZ,drones\n{other}\n"})
    assert not found(case, "order-in-time")


@pytest.mark.parametrize(
    ("assertion", "grain"), [("denied", "single"), ("expected", "single"), ("asserted", "summary")]
)
def test_only_what_is_said_to_be_so_counts(make_case, found, assertion, grain):
    """What is denied, expected, or said in general has no place in the order."""
    case = make_case(
        {
            "claims/transfers.csv": f"claim,stage,date,assertion,grain\n"
            f"tra-001,ordered,2021,asserted,single\ntra-002,delivered,2019,{assertion},{grain}\n"
        }
    )
    assert not found(case, "order-in-time")
