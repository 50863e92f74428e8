import pytest


@pytest.mark.parametrize(
    ("written", "says", "hint"),
    [
        ("2022-13-45", "there is no month 13", ""),
        ("2022-02-30", "only 28", ""),
        ("22/05/2022", "is not a date", "2022-05-22"),
        ("late 2021", "is not a date", "[2021-10..2021-12]"),
        ("2004/2002", "ends before it begins", ""),
        ("22", "is not a date", ""),
    ],
)
def test_what_is_no_date_is_an_error_with_a_way_out(make_case, found, pointed, written, says, hint):
    """A date in another form is found, and what was meant is offered."""
    case = make_case({"claims/transfers.csv": f"claim,date\ntra-001,2021\ntra-002,{written}\n"})
    [finding] = found(case, "date-form")
    assert finding.severity == "error"
    assert finding.place == "claims/transfers.csv:3:9"
    assert pointed(case, finding) == written
    assert says in finding.message
    assert written in finding.message
    assert hint in finding.hint
    assert finding.hint


@pytest.mark.parametrize(
    "written",
    ["2022-05-10", "2022-05", "2022", "2021~", "2022?", "199X", "2000-23", "2016/..", "../2013", "2002/2004",
     "[2021-10..2021-12]", ""],
)  # fmt: skip
def test_every_form_of_the_codebook_is_a_date(make_case, found, written):
    """What is vague stays vague, and an empty cell means that the source does not say."""
    case = make_case({"claims/transfers.csv": f"claim,date\ntra-001,{written}\n"})
    assert not found(case, "date-form")


def test_days_of_publication_and_of_coding_are_dates_too(make_case, found):
    """Every column of the type is looked at, in every table."""
    case = make_case(
        {
            "sources.csv": "source,published\npress-2022,May 2022\n",
            "claims/transfers.csv": "claim,coded\ntra-001,yesterday\n",
        }
    )
    assert [(f.file, f.field) for f in found(case, "date-form")] == [
        ("claims/transfers.csv", "coded"), ("sources.csv", "published"),
    ]  # fmt: skip
