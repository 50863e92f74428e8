"""What a coder is told who writes a date as people do."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.terms.date_hints import FORM
from foedus.terms.dates import DateError, parse

EMPTY = "Leave the cell empty where the source gives no date."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("22/05/2022", "Write 2022-05-22."),
        ("05/22/2022", "Write 2022-05-22."),
        ("22.5.2022", "Write 2022-05-22."),
        ("05/06/2022", "Write 2022-06-05 if the day comes first or 2022-05-06 if the month does."),
        ("06.06.2022", "Write 2022-06-06."),
        ("2022/05/22", "Write 2022-05-22."),
        ("2022-22-05", "Write 2022-05-22."),
        ("20220522", "Write 2022-05-22."),
        ("2022-05-22T10:00:00Z", "Write 2022-05-22."),
        ("2022-5-1", "Write 2022-05-01."),
        ("2022/05", "Write 2022-05."),
        ("05/2022", "Write 2022-05."),
        ("2022-05-XX", "Write 2022-05."),
        ("May 2022", "Write 2022-05."),
        ("Sept. 2001", "Write 2001-09."),
        ("10 May 2022", "Write 2022-05-10."),
        ("10th of May, 2022", "Write 2022-05-10."),
        ("May 10, 2022", "Write 2022-05-10."),
        ("25–31 October 2020", "Write 2020-10-25/2020-10-31."),
        ("October to December 2021", "Write 2021-10/2021-12."),
        ("between October and December 2021", "Write [2021-10..2021-12]."),
        ("late 2021", "Write [2021-10..2021-12]."),
        ("Early 2021", "Write [2021-01..2021-03]."),
        ("mid-2021", "Write [2021-05..2021-08]."),
        ("late February 2024", "Write [2024-02-21..2024-02-29]."),
        ("late 1990s", "Write [1997..1999]."),
        ("the end of 2021", "Write [2021-10..2021-12]."),
        ("Q3 2021", "Write [2021-07..2021-09]."),
        ("third quarter of 2021", "Write [2021-07..2021-09]."),
        ("second half of 2021", "Write [2021-07..2021-12]."),
        ("the 1990s", "Write 199X."),
        ("nineties", "Write 199X."),
        ("199x", "Write 199X."),
        ("20th century", "Write 19XX."),
        ("autumn 2000", "Write 2000-23."),
        ("winter 2020/21", "Write 2020-24."),
        ("c. 2021", "Write 2021~."),
        ("2021 (approx.)", "Write 2021~."),
        ("about May 2021", "Write 2021-05~."),
        ("~2021", "Write 2021~."),
        ("2021 (?)", "Write 2021?."),
        ("possibly 2021", "Write 2021?."),
        ("2021?~", "Write 2021%."),
        ("since 2016", "Write 2016/.."),
        ("2016-", "Write 2016/.."),
        ("2016-present", "Write 2016/.."),
        ("since c. 2016", "Write 2016~/.."),
        ("until May 2013", "Write ../2013-05."),
        ("before 2013", "Write [..2012]."),
        ("after 2016", "Write [2017..]."),
        ("2002-2004", "Write 2002/2004."),
        ("2002–2004", "Write 2002/2004."),
        ("from 2002 to 2004", "Write 2002/2004."),
        ("between 2002 and 2004", "Write [2002..2004]."),
        ("2002 or 2003", "Write [2002..2003]."),
        ("2002..2004", "Write [2002..2004]."),
        ("2004/2002", "Write 2002/2004."),
        (" 2022", "Write 2022."),
        ("２０２２", "Write 2022."),
        ("22", "Write the year in full, such as 2022."),
        ("1/2/22", "Write the year in full, such as 2022."),
        ("today", "Work out the date from the day on which the source was published."),
        ("2022-02-30", "Write 2022-02 if the day is not known."),
        ("2022-13-45", "Write 2022 if no more than the year is known."),
        ("", EMPTY),
        ("../..", EMPTY),
        ("unknown", EMPTY),
        ("soon", FORM),
        ("x" * 10_000, FORM),
    ],
)  # fmt: skip
def test_hint(text: str, hint: str) -> None:
    """Whoever writes a date as people do is told what to write instead."""
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.hint == hint


def test_message_names_the_fault() -> None:
    """The message says what is wrong, not only that something is."""
    for text, fault in {
        "2022-13-45": "there is no month 13",
        "2022-02-30": "February 2022 has no day 30, only 28",
        "2004/2002": "ends before it begins",
        "../..": "open at both ends",
        "3000": "years run from 1000 to 2999",
        "2002/x": '"x" is none',
        "2022 ": "white space",
    }.items():
        with pytest.raises(DateError, match=re.escape(fault)):
            parse(text)


WORDS = (
    "early late mid since until c. about between and to from 2002 2004 May 10 12 / - .. [ ] ? ~ "
    "1990s winter Q3 half of the first before 199X"
)


@given(st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join))
def test_what_a_hint_suggests_is_a_date(text: str) -> None:
    """A hint never sends anybody to a text that is refused again."""
    try:
        parse(text)
    except DateError as error:
        if error.hint.startswith("Write ") and "such as" not in error.hint:
            for part in error.hint.removeprefix("Write ").split(" or "):
                suggested = part.split(" if ")[0]
                parse(suggested if suggested.endswith("..") else suggested.removesuffix("."))
