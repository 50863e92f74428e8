"""What a date allows, how two dates stand to each other, and how a date is said."""

import copy
import datetime
import pickle
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from foedus.terms import dates
from foedus.terms.dates import DateError, compare, from_days, parse, say
from foedus.terms.relation import Relation

MARKS = st.sampled_from(["", "", "", "~", "?", "%"])


@st.composite
def atoms(draw: st.DrawFn) -> str:
    day = draw(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
    month = f"{day.year}-{day.month:02d}"
    season = f"{day.year}-{draw(st.integers(21, 24))}"
    decade, century = f"{day.year // 10}X", f"{day.year // 100}XX"
    forms = [day.isoformat(), month, season, str(day.year), decade, century]
    return draw(st.sampled_from(forms)) + draw(MARKS)


@st.composite
def texts(draw: st.DrawFn) -> str:
    first, second = draw(atoms()), draw(atoms())
    if (parse(first).earliest or date.min) > (parse(second).latest or date.max):
        first, second = second, first
    forms = ["{0}", "{0}/{1}", "[{0}..{1}]", "{0}/..", "../{0}", "[{0}..]", "[..{0}]"]
    return draw(st.sampled_from(forms)).format(first, second)


def days(text: str) -> tuple[str | None, ...]:
    found = parse(text)
    return tuple(day.isoformat() if day else None for day in (found.earliest, found.begun_by, found.latest))


@pytest.mark.parametrize(
    ("text", "earliest", "begun_by", "latest", "precision"),
    [
        ("2022-05-10", "2022-05-10", "2022-05-10", "2022-05-10", "day"),
        ("2022-05", "2022-05-01", "2022-05-31", "2022-05-31", "month"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024-02-29", "month"),
        ("2022", "2022-01-01", "2022-12-31", "2022-12-31", "year"),
        ("199X", "1990-01-01", "1999-12-31", "1999-12-31", "decade"),
        ("19XX", "1900-01-01", "1999-12-31", "1999-12-31", "century"),
        ("2000-21", "2000-03-01", "2000-05-31", "2000-05-31", "season"),
        ("2000-22", "2000-06-01", "2000-08-31", "2000-08-31", "season"),
        ("2000-23", "2000-09-01", "2000-11-30", "2000-11-30", "season"),
        ("2000-24", "2000-12-01", "2001-02-28", "2001-02-28", "season"),
        ("2003-24", "2003-12-01", "2004-02-29", "2004-02-29", "season"),
        ("2016/..", "2016-01-01", "2016-12-31", None, "open"),
        ("../2013", None, "2013-12-31", "2013-12-31", "open"),
        ("2002/2004", "2002-01-01", "2002-12-31", "2004-12-31", "span"),
        ("2002/2002-05", "2002-01-01", "2002-05-31", "2002-05-31", "span"),
        ("[2021-10..2021-12]", "2021-10-01", "2021-12-31", "2021-12-31", "one-of"),
        ("[..2013]", None, "2013-12-31", "2013-12-31", "open"),
        ("[2016..]", "2016-01-01", None, None, "open"),
        ("2999-24", "2999-12-01", "3000-02-28", "3000-02-28", "season"),
    ],
)
def test_days_of_each_form(
    text: str, earliest: str | None, begun_by: str | None, latest: str | None, precision: str
) -> None:
    """Each form of the codebook allows the days that it says, and no others."""
    assert days(text) == (earliest, begun_by, latest)
    assert parse(text).precision == precision


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2021", False, False), ("2021~", True, False), ("2021?", False, True), ("2021%", True, True),
     ("2002~/2004?", True, True), ("[2002..2004~]", True, False), ("../2013?", False, True)],
)  # fmt: skip
def test_marks(text: str, approximate: bool, uncertain: bool) -> None:
    """A mark on either end marks the date."""
    assert (parse(text).approximate, parse(text).uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    "text",
    ["", " ", " 2022", "2022 ", "2022\n", "２０２２", "٢٠٢٢", "../..", "[..]", "[..2013", "..", "/", "2022/",
     "/2022",
     "2004/2002", "[2004..2002]", "2022-02-30", "2023-02-29", "2022-13", "2022-00", "2022-05-00",
     "2022-25", "2022-20",
     "2022-21-01", "0999", "3000", "09XX", "30XX", "299XX", "2022~~", "~2022", "2022-5-1", "1/2/3", "a/b/c",
     "[2002..2004]~", "[2002..2003..2004]", "2002/[2003..2004]", "[[2002..2004]]", "+2022", "-2022",
     "2022-05-10T10:00",
     "2\x00", "\ud800", "[]", "[2002]", "2002..2004", "XXXX", "1XXX"],
)  # fmt: skip
def test_refused(text: str) -> None:
    """What is no date is refused with a full sentence and a hint."""
    with pytest.raises(DateError) as caught:
        parse(text)
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    assert "\n" not in str(caught.value)


def test_not_a_text() -> None:
    """A value that is not even text is refused like any other, hashable or not."""
    values: list[object] = [None, 2022, [], date(2022, 1, 1)]
    for value in values:
        with pytest.raises(DateError):
            parse(value)  # type: ignore[arg-type]


LIKE_DATES = st.text("0123456789-/.[]~?%X ", max_size=24) | st.text("0123456789abcdefgmnopry-., /")


@given(st.text() | LIKE_DATES)
@example("1٣99")
@example("2016-")
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    """Whatever the text, it is a date that keeps it, or a DateError."""
    try:
        found = parse(text)
    except DateError as refused:
        told = refused
    else:
        assert found.text == text == str(found)
        assert say(found)
        assert say(found, preposition=True)
        return
    assert told.message.endswith(".")
    assert told.hint


@given(texts())
def test_days_are_in_order(text: str) -> None:
    """A date cannot have begun after it must have begun, nor after it has ended."""
    found = parse(text)
    known = [day for day in (found.earliest, found.begun_by, found.latest) if day]
    assert known == sorted(known)
    assert known
    assert parse(str(found)) == found
    assert copy.deepcopy(found) == found
    assert pickle.loads(pickle.dumps(found)) == found


def test_error_survives_pickling() -> None:
    """A DateError crosses from one process to another whole."""
    with pytest.raises(DateError) as caught:
        parse("May 2022")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.message, again.hint) == (caught.value.message, "Write 2022-05.")


def test_year() -> None:
    """A date has a year only if all its days lie in it."""
    texts = ("2022-05-10", "2022", "2021-10/2021-12", "2000-24", "199X", "2016/..")
    assert [parse(text).year for text in texts] == [2022, 2022, 2021, None, None, None]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("2022", "2022", Relation.EQUAL),
        ("2022", "2022?", Relation.EQUAL),
        ("2012", "2012~", Relation.EQUAL),
        ("2022", "[2022-01..2022-12]", Relation.EQUAL),
        ("2022-05", "2022", Relation.INSIDE),
        ("2022", "2016/..", Relation.INSIDE),
        ("../2013", "2010", Relation.CONTAINS),
        ("2002/2004", "2003/2005", Relation.OVERLAPS),
        ("2016/..", "../2020", Relation.OVERLAPS),
        ("2012", "2013", Relation.DISJOINT),
        ("2012~", "2013", Relation.OVERLAPS),
        ("2012~", "2014", Relation.DISJOINT),
        ("2012~", "2014~", Relation.OVERLAPS),
        ("2012~", "2015", Relation.DISJOINT),
        ("2012-03~", "2012-04-30", Relation.OVERLAPS),
        ("2012-03~", "2012-05-01", Relation.DISJOINT),
        ("2022-05-10~", "2022-05-11", Relation.OVERLAPS),
        ("2022-05-10~", "2022-05-12", Relation.DISJOINT),
        ("2000-23~", "2001-02", Relation.OVERLAPS),
        ("199X~", "2005", Relation.OVERLAPS),
        ("2002/2004~", "2005", Relation.OVERLAPS),
        ("2002~/2004", "2005", Relation.DISJOINT),
        ("2012?", "2013", Relation.DISJOINT),
        ("../2013", "2014", Relation.DISJOINT),
    ],
)
def test_compare(a: str, b: str, relation: Relation) -> None:
    """Two dates stand to each other as their days do; only "~" gives them room."""
    assert compare(parse(a), parse(b)) is relation
    assert compare(parse(b), parse(a)) is relation.inverse


@given(texts(), texts())
def test_compare_is_symmetric(a: str, b: str) -> None:
    """Exchanging two dates inverts how they stand; they are equal if and only if their spans are."""
    one, other = parse(a), parse(b)
    assert compare(one, other) is compare(other, one).inverse
    spans = [(found.earliest, found.latest) for found in (one, other)]
    assert (compare(one, other) is Relation.EQUAL) == (spans[0] == spans[1])
    assert compare(one, one) is Relation.EQUAL


@given(atoms(), st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_day_lies_inside_or_outside(text: str, day: date) -> None:
    """A day that a date allows is never disjoint from it."""
    found = parse(text)
    assert found.earliest
    assert found.latest
    relation = compare(parse(day.isoformat()), found)
    if found.earliest <= day <= found.latest:
        assert relation in (Relation.INSIDE, Relation.EQUAL)
    else:
        assert relation is Relation.DISJOINT or (found.approximate and relation is Relation.OVERLAPS)


@pytest.mark.parametrize(
    ("text", "plain", "in_sentence"),
    [
        ("2022-05-10", "10 May 2022", "on 10 May 2022"),
        ("2022-05", "May 2022", "in May 2022"),
        ("2022", "2022", "in 2022"),
        ("2021~", "about 2021", "in about 2021"),
        ("2022?", "2022 (uncertain)", "in 2022 (uncertain)"),
        ("2022-05-10%", "about 10 May 2022 (uncertain)", "on about 10 May 2022 (uncertain)"),
        ("199X", "the 1990s", "in the 1990s"),
        ("199X~", "about the 1990s", "in about the 1990s"),
        ("19XX", "the 20th century", "in the 20th century"),
        ("20XX", "the 21st century", "in the 21st century"),
        ("2000-23", "autumn 2000", "in autumn 2000"),
        ("1999-24", "winter 1999/00", "in winter 1999/00"),
        ("2016/..", "since 2016", "since 2016"),
        ("2016-05-01/..", "since 1 May 2016", "since 1 May 2016"),
        ("../2013", "until 2013", "by 2013"),
        ("2002/2004", "2002 to 2004", "from 2002 to 2004"),
        ("2002/2002", "2002", "in 2002"),
        ("2002/2002~", "2002 to about 2002", "from 2002 to about 2002"),
        ("2021-10/2021-12", "October to December 2021", "from October to December 2021"),
        ("2021-10/2022-01", "October 2021 to January 2022", "from October 2021 to January 2022"),
        ("2020-10-25/2020-11-03", "25 October to 3 November 2020", "from 25 October to 3 November 2020"),
        ("2020-10-25~/2020-10-31", "about 25 October 2020 to 31 October 2020",
         "from about 25 October 2020 to 31 October 2020"),
        ("[2021-10..2021-12]", "between October and December 2021",
        "at some time between October and December 2021"),
        ("[2020-10-25..2020-10-31]", "between 25 and 31 October 2020",
         "at some time between 25 and 31 October 2020"),
        ("[..2013]", "in or before 2013", "in or before 2013"),
        ("[2016-05-01..]", "on or after 1 May 2016", "on or after 1 May 2016"),
    ],
)  # fmt: skip
def test_say(text: str, plain: str, in_sentence: str) -> None:
    """A date is said as a person would, alone and at the end of a sentence."""
    assert say(parse(text)) == plain
    assert say(parse(text), preposition=True) == in_sentence


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2022-05-10", "2022-05-10", "2022-05-10"),
        ("2022-05-01", "2022-05-31", "2022-05"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("1990-01-01", "1999-12-31", "199X"),
        ("1900-01-01", "1999-12-31", "19XX"),
        ("2000-12-01", "2001-02-28", "2000-24"),
        ("2002-01-01", "2004-12-31", "2002/2004"),
        ("2002-01-01", "2002-03-31", "2002-01/2002-03"),
        ("2002-01-05", "2002-03-31", "2002-01-05/2002-03"),
        ("2002-01-01", "2005-03-31", "2002/2005-03"),
        ("2002-05-01", "2002-05-30", "2002-05-01/2002-05-30"),
        ("2002-05-02", "2002-05-31", "2002-05-02/2002-05-31"),
    ],
)
def test_from_days(first: str, last: str, text: str) -> None:
    """A span of days gets its shortest text."""
    assert from_days(date.fromisoformat(first), date.fromisoformat(last)) == text


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.dates(date(1000, 1, 1), date(2999, 12, 31)))
@example(date(1000, 1, 1), date(1009, 12, 31))
def test_from_days_round_trips(a: date, b: date) -> None:
    """The text made from a span of days allows just these days."""
    first, last = sorted((a, b))
    found = parse(from_days(first, last))
    assert (found.earliest, found.latest) == (first, last)


def test_from_days_refuses() -> None:
    """A span that ends before it begins, or leaves the years that can be written, has no text."""
    for first, last in ((date(2002, 1, 2), date(2002, 1, 1)), (date(999, 1, 1), date(1000, 1, 1)),
                        (date(2000, 1, 1), date(3000, 1, 1))):  # fmt: skip
        with pytest.raises(DateError):
            from_days(first, last)


def test_seasons_and_years_are_documented() -> None:
    """The module says at its head what it means by a season, a decade and a year."""
    assert dates.__doc__
    for words in ("March to May", "the end of February", "1990 to 1999", "1000 to 2999"):
        assert words in " ".join(dates.__doc__.split())
    assert datetime.MINYEAR < dates.FIRST_YEAR < dates.LAST_YEAR < datetime.MAXYEAR
