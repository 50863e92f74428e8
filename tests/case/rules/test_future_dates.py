import pytest


def test_a_delivery_after_the_report_of_it_is_a_warning(make_case, found, pointed):
    """What a source says has happened, happened before it was published."""
    case = make_case({"claims/transfers.csv": "claim,date\ntra-001,2022-07\ntra-002,2022-06\n"})
    [finding] = found(case, "future-date")
    assert finding.severity == "warning"
    assert finding.place == "claims/transfers.csv:2:9"
    assert pointed(case, finding) == "2022-07"
    assert finding.message == "tra-001 is asserted for July 2022, but press-2022 was published 15 June 2022."
    assert "'expected'" in finding.hint


@pytest.mark.parametrize(
    ("assertion", "stage", "date"),
    [
        ("expected", "delivered", "2023"),
        ("hypothetical", "delivered", "2023"),
        ("asserted", "offered", "2023"),  # talk of the future: the date awaited
        ("asserted", "delivered", "2022"),  # the year has begun
        ("asserted", "delivered", "2022-06-15"),
        ("asserted", "delivered", "../2030"),
        ("asserted", "delivered", ""),
    ],
)
def test_what_is_yet_to_come_may_be_dated_so(make_case, found, assertion, stage, date):
    """Expectations, talk, and dates that have begun lie in no impossible future."""
    case = make_case({"claims/transfers.csv": f"claim,assertion,stage,date\ntra-001,{assertion},{stage},{date}\n"})
    assert not found(case, "future-date")


@pytest.mark.parametrize("published", ["", "someday", "2022/.."])
def test_without_a_day_of_publication_nothing_is_said(make_case, found, published):
    """The missing or faulty day is another rule's matter."""
    case = make_case(
        {
            "sources.csv": f"source,published\npress-2022,{published}\n",
            "claims/transfers.csv": "claim,date\ntra-001,2029\n",
        }
    )
    assert not found(case, "future-date")


@pytest.mark.parametrize("assertion", ["attributed", "denied"])
def test_passing_on_and_denying_are_of_the_past_too(make_case, found, assertion):
    """Nobody denies today that something took place next year."""
    case = make_case({"claims/transfers.csv": f"claim,assertion,date\ntra-001,{assertion},2023\n"})
    [finding] = found(case, "future-date")
    assert f"is {assertion} for 2023" in finding.message
