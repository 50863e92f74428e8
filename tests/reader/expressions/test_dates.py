"""Times in running text, as EDTF: what each expression says, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.reader.expressions import find
from foedus.terms import dates as edtf

WRITTEN = "2024-03-11"
"""A Monday: when the texts of these tests were published, where nothing else is said."""


def dates(text, anchor=WRITTEN):
    """Each date in a text, with the words that it was read from."""
    return [(text[one.start : one.end], one.key) for one in find(text, anchor) if one.type == "date"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("10 May 2022", "2022-05-10"), ("May 10, 2022", "2022-05-10"), ("the 3rd of June 1999", "1999-06-03"),
        ("2021-11-02", "2021-11-02"), ("2.11.2021", "2021-11-02"), ("Sept. 2019", "2019-09"),
        ("February 2018", "2018-02"), ("the month of March 2003", "2003-03"), ("2007", "2007"),
        ("2 and 3 May 2020", "2020-05-02/2020-05-03"), ("March 3-5, 2020", "2020-03-03/2020-03-05"),
        ("from 28 June to 2 July 2021", "2021-06-28/2021-07-02"), ("June and July 2019", "[2019-06..2019-07]"),
        ("from May to July 2015", "2015-05/2015-07"), ("between 2014 and 2016", "2014/2016"), ("2002-04", "2002/2004"),
        ("from 1999 to 2003", "1999/2003"), ("since 2016", "2016/.."), ("from 2016", "2016/.."),
        ("since May 2016", "2016-05/.."), ("until 2013", "../2013"), ("by 2030", "../2030"), ("before 2010", "../2009"),
        ("until March 2019", "../2019-03"), ("early 2021", "[2021-01..2021-03]"), ("mid-2021", "[2021-05..2021-08]"),
        ("late 2021", "[2021-10..2021-12]"), ("the end of 2021", "[2021-10..2021-12]"),
        ("the first half of 2020", "[2020-01..2020-06]"), ("the second half of 2020", "[2020-07..2020-12]"),
        ("the third quarter of 2020", "[2020-07..2020-09]"), ("Q2 2020", "[2020-04..2020-06]"),
        ("the autumn of 2000", "2000-23"), ("summer 2011", "2011-22"), ("about 1995", "1995~"),
        ("the last week of October 2020", "[2020-10-25..2020-10-31]"), ("late May 2019", "[2019-05-21..2019-05-31]"),
        ("early February 2019", "[2019-02-01..2019-02-10]"), ("the 1990s", "199X"), ("the early 1990s", "[1990..1993]"),
        ("the nineties", "199X"), ("since the 1970s", "1970/.."), ("the 19th century", "18XX"),
        ("last year", "2023"), ("this year", "2024"), ("next year", "2025"), ("last month", "2024-02"),
        ("earlier this month", "2024-03"), ("this week", "[2024-03-11..2024-03-17]"),
        ("last week", "[2024-03-04..2024-03-10]"), ("today", "2024-03-11"), ("yesterday", "2024-03-10"),
        ("on Friday", "2024-03-08"), ("last Monday", "2024-03-04"), ("until Thursday", "../2024-03-14"),
        ("next Tuesday", "2024-03-12"), ("three years ago", "2021"), ("two decades ago", "2004"),
        ("five months ago", "2023-10"), ("last summer", "2023-22"), ("last autumn", "2023-23"),
        ("this spring", "2024-21"), ("in January", "2024-01"), ("in November", "2023-11"), ("last April", "2023-04"),
        ("on 3 March", "2024-03-03"), ("on 20 December", "2023-12-20"), ("on March 3-5", "2024-03-03/2024-03-05"),
        ("in March of this year", "2024-03"), ("in May last year", "2023-05"), ("in late June last year",
         "[2023-06-21..2023-06-30]"), ("in July of next year", "2025-07"), ("a year ago this month", "2023-03"),
        ("in the coming weeks", "2024-03~"), ("currently", "2024~"), ("at present", "2024~"),
    ],
)  # fmt: skip
def test_an_expression_says_when(text, key):
    assert [found for _, found in dates(text)] == [key]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("In 2005 they met; the same year they parted.", ["2005", "2005"]),
        ("In May 2005 they met; that month they parted.", ["2005-05", "2005-05"]),
        ("It opened in 2005 and closed three years later.", ["2005", "2008"]),
        ("In 2005 it opened; the year before, it was built.", ["2005", "2004"]),
        ("It was built in 2005. In June of the same year it opened.", ["2005", "2005-06"]),
        ("They met in June 2005. The following year they parted.", ["2005-06", "2006"]),
        ("It opened on 3 May 2005; two days later it burnt.", ["2005-05-03", "2005-05-05"]),
    ],
)
def test_an_expression_leans_on_the_one_before(text, keys):
    assert [key for _, key in dates(text)] == keys


def test_what_is_to_come_lies_ahead():
    """A day without a year is the last one, unless the sentence looks ahead and the day is near."""
    assert dates("They met on 25 April.") == [("25 April", "2023-04-25")]
    assert dates("They will meet on 25 April.") == [("25 April", "2024-04-25")]
    assert dates("It will cost what they agreed on 25 December.") == [("25 December", "2023-12-25")]
    assert dates("They are to meet on Thursday.") == [("on Thursday", "2024-03-14")]


@pytest.mark.parametrize(
    "text",
    [
        "2000 soldiers", "some 1800 Peruvian troops", "Resolution 1701", "Vision 2040", "it may march on",
        "the fall of the wall", "a spring in the hills", "in recent years",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    assert dates(text) == []


def test_without_the_day_of_the_document_nothing_is_guessed():
    assert dates("Last year, on 3 March and on Monday, two months ago.", "") == []


def test_the_year_of_a_cited_work_is_marked():
    """So that no claim takes it for its date; a year in brackets behind a date's own words stays one."""
    text = "They traded (Okafor and Lind, 2019: 12; Diallo 2020) and joined (in 2004)."
    found = [(one.key, one.form) for one in find(text, WRITTEN) if one.type == "date"]
    assert found == [("2019", "cited"), ("2020", "cited"), ("2004", "expression")]


def test_the_day_on_which_a_page_was_looked_up_is_marked():
    found = [one.form for one in find("A paper of 3 May 2019 [accessed 29 August 2021]", WRITTEN) if one.type == "date"]
    assert found == ["expression", "cited"]


def test_so_long_after_something_says_when_that_was():
    found = {one.form: one.key for one in find("In 2009 it was founded, three years after Fiji had asked.", "2024")}
    assert found == {"expression": "2009", "offset": "2006"}


@given(st.text(alphabet="0123456789 -–./,;()aeginortuyJMS'’", max_size=60), st.sampled_from(["", "2024", "2024-03-11"]))
def test_whatever_is_found_is_a_date_of_the_codebook(text, anchor):
    for one in find(text, anchor):
        assert 0 <= one.start < one.end <= len(text)
        if one.type == "date":
            edtf.parse(one.key)


def test_what_was_not_so_until_a_day_was_so_from_that_day():
    assert dates("Denmark did not join until May 2023.") == [("until May 2023", "2023-05")]
    assert dates("Denmark stood outside until May 2023.") == [("until May 2023", "../2023-05")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("on March 1 last year", "2023-03-01"), ("on 1 March of this year", "2024-03-01"), ("last weekend",
         "[2024-03-09..2024-03-10]"), ("a fortnight ago", "2024-02-26"), ("half a year ago", "2023-09"),
        ("a few weeks ago", "[2024-01-11..2024-03-04]"), ("next April", "2024-04"), ("late last year",
         "[2023-10..2023-12]"), ("in the first half of this year", "[2024-01..2024-06]"),
        ("at the end of last month", "[2024-02-21..2024-02-29]"), ("by the end of the year", "../2024"),
        ("earlier in the year", "2024"), ("in spring last year", "2023-21"), ("this morning", "2024-03-11"),
        ("FY2022", "2022"), ("in the fiscal year 2022/23", "2022/2023"), ("H1 2022", "[2022-01..2022-06]"),
        ("since late 2019", "2019-10/.."), ("since last year", "2023/.."), ("until late 2020", "../2020-12"),
        ("over the past decade", "2014/2024"), ("in the last five years", "2019/2024"), ("in two years' time", "2026"),
        ("the second half of the 1990s", "[1995..1999]"), ("the '90s", "199X"), ("in May of 2018", "2018-05"),
        ("in Sept. 2023", "2023-09"), ("25/12/2022", "2022-12-25"), ("1992, 17 August", "1992-08-17"),
        ("2026, 9–16 January", "2026-01-09/2026-01-16"), ("1998, September", "1998-09"),
        ("in spring 2023", "2023-21"), ("the day before yesterday", "2024-03-09"), ("twenty years ago", "2004"),
        ("over the next five years", "2024/2029"), ("it will go within the next two years", "../2026"),
        ("it is to be set up within thirty days", "../2024-04-10"),
    ],
)  # fmt: skip
def test_many_more_wordings_say_when(text, key):
    assert [found for _, found in dates(text)] == [key]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("They met on 12 May 2020. They signed on the 14th.", ["2020-05-12", "2020-05-14"]),
        ("They met on 12 May 2020. The next day they signed.", ["2020-05-12", "2020-05-13"]),
        ("They met on 12 May 2020. Two days after the talks they signed.", ["2020-05-12", "2020-05-14"]),
        ("They met in 2012 and have trained since then.", ["2012", "2012/.."]),
        ("They met in 2012. The border has been shut since.", ["2012", "2012/.."]),
        ("They met in March and again in June 2020.", ["2020-03", "2020-06"]),
        ("It was signed in September 2019 and ratified that December.", ["2019-09", "2019-12"]),
        ("They met between 2015 and 2019. Over the same period they trained.", ["2015/2019", "2015/2019"]),
        ("They met in 2019, and then the year after.", ["2019", "2020"]),
    ],
)
def test_days_go_on_from_the_one_before(text, keys):
    assert [key for _, key in dates(text)] == keys


def test_an_entry_of_a_chronology_tells_of_its_own_year():
    assert [key for _, key in dates("2018, December. A ship calls. In May, arms are found.")] == ["2018-12", "2019-05"]
    assert [key for _, key in dates("11 July 2018 – Chad, admitted in spring, votes.")] == ["2018-07-11", "2018-21"]


def test_a_day_that_only_may_be_meant_is_left_alone():
    assert [key for _, key in dates("They met on 05/06/2022.")] == ["2022"]
    assert dates("A part of the fall; the day after the storm; in recent weeks.") == []


def test_a_month_at_the_head_of_what_will_be_lies_ahead():
    assert dates("In July Chad will host a summit.") == [("In July", "2024-07")]
    assert dates("In July Chad announced that it will host a summit.") == [("In July", "2023-07")]
