"""A footnote that is older than the event it stands for."""

import pytest

SOURCES = "source,published,access\npress-2022,2022-06-15,read\nwork-2014,2014-05,cited\n"


def test_a_work_older_than_the_event_is_a_warning(make_case, found, pointed):
    """A delivery of 2020 cannot rest on a paper of 2014."""
    case = make_case(
        {"sources.csv": SOURCES, "claims/transfers.csv": "claim,date,attribution\ntra-001,2020,work-2014\n"}
    )
    [finding] = found(case, "cited-too-early")
    assert finding.severity == "warning"
    assert pointed(case, finding) == "work-2014"
    assert finding.message == "tra-001 is of 2020, but rests on work-2014, published 2014-05."


@pytest.mark.parametrize(
    ("date", "assertion"),
    [("2014", "asserted"), ("2013", "asserted"), ("", "asserted"), ("../2020", "asserted"), ("2020", "expected")],
)
def test_a_work_of_the_time_or_later_is_fine(make_case, found, date, assertion):
    """The year of the work itself, what is undated or open, and what the work only expects, are left in peace."""
    case = make_case(
        {
            "sources.csv": SOURCES,
            "claims/transfers.csv": f"claim,date,attribution,assertion\ntra-001,{date},work-2014,{assertion}\n",
        }
    )
    assert not found(case, "cited-too-early")
