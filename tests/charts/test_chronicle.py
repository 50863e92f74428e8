"""The chronicle: each date drawn as what it is, names beside marks, counts where there are very many, any span."""

import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.charts.axis import Axis
from foedus.charts.chronicle import Chronicle, Lane, Mark, chronicle
from foedus.charts.counts import Cell
from foedus.charts.dates import Piece, drawn_date, ends_of

SVG = "{http://www.w3.org/2000/svg}"
FIRST, LAST = date(2000, 1, 1), date(2009, 12, 31)
AXIS = Axis(FIRST, LAST, 100, 1100)
DECADE = (date(1990, 1, 1), date(1999, 12, 31))


def drawn(lanes: list[Lane], **changes: Any) -> ET.Element:
    data: dict[str, Any] = {
        "lanes": lanes,
        "first": FIRST,
        "last": LAST,
        "source": "Source: a test.",
        "coverage": "Coverage: all.",
    }
    return ET.fromstring(chronicle("c", Chronicle(**data | changes), "T", "D"))


def mark(label: str, *pieces: Piece) -> Mark:
    return Mark(label, f"{label} & more", list(pieces), f"event/{label}", label)


def test_a_day_is_a_point_and_a_year_a_bar_as_wide():
    day = Piece(date(2005, 3, 1), date(2005, 3, 1), "point", "done")
    year = Piece(date(2005, 1, 1), date(2005, 12, 31), "within", "done")
    assert "<circle" in drawn_date(day, AXIS, 0)
    assert 'rx="4.5"' in drawn_date(year, AXIS, 0)
    left, right = ends_of(year, AXIS)
    assert right - left == pytest.approx(100, rel=0.01)


def test_a_span_has_square_ends_and_an_open_end_an_arrow():
    span = Piece(date(2002, 1, 1), date(2004, 12, 31), "range", "done")
    assert 'rx="1"' in drawn_date(span, AXIS, 0)
    by, since = Piece(None, date(2004, 12, 31), "by", "done"), Piece(date(2004, 1, 1), None, "from", "done")
    assert "<polygon" in drawn_date(by, AXIS, 0)
    assert "<polygon" in drawn_date(since, AXIS, 0)
    assert ends_of(by, AXIS)[1] == AXIS.end(date(2004, 12, 31))
    assert ends_of(since, AXIS)[0] == AXIS.start(date(2004, 1, 1))


def test_what_began_before_the_first_day_does_not_seem_to_begin_on_it():
    inside, before = (Piece(date(year, 1, 1), None, "from", "done") for year in (2001, 1974))
    assert drawn_date(inside, AXIS, 0).count(",") != drawn_date(before, AXIS, 0).count(",")


def test_about_and_doubtful_say_so():
    sure = Piece(*DECADE, "within", "done")
    about = Piece(*DECADE, "within", "done", approximate=True, uncertain=True)
    assert "~?" in drawn_date(about, AXIS, 0)
    assert "dasharray" in drawn_date(about, AXIS, 0)
    assert "dasharray" not in drawn_date(sure, AXIS, 0)


def test_marks_and_their_names_do_not_cover_each_other():
    days = [Piece(date(2005, 3, n), date(2005, 3, n), "point", "done") for n in (1, 2, 3, 4)]
    root = drawn([Lane("Talks", [mark(f"meeting {n}", day) for n, day in enumerate(days)])])
    rows = [link.find(f"{SVG}circle") for link in root.iter(f"{SVG}a") if link.get("class") == "mark"]
    assert len({circle.get("cy") for circle in rows if circle is not None}) == 4


def test_a_name_at_the_right_edge_stands_before_its_mark_and_on_one_that_fills_the_sheet():
    late = mark("a late event", Piece(LAST, LAST, "point", "done"))
    wide = mark("an event of the decade", Piece(FIRST, LAST, "within", "done"))
    root = drawn([Lane("Talks", [late, wide])], width=600.0)
    words = {text.text: text for text in root.iter(f"{SVG}text")}
    assert words["a late event"].get("text-anchor") == "end"
    assert words["an event of the decade"].get("text-anchor") == "start"
    assert all(0 < float(text.get("x", "0")) < 600 for text in words.values())


def test_marks_lead_to_their_events_and_ticks_and_counts_to_their_span():
    year = (date(2003, 1, 1), date(2003, 12, 31))
    root = drawn([Lane("Talks", [mark("x", Piece(*year, "within", "done"))], [Cell(*year, 7)])])
    leads = {link.get("data-to"): link.get("class") for link in root.iter(f"{SVG}a")}
    assert leads["event/x"] == "mark"
    assert leads["here?since=2003&until=2003"] in ("count", "tick")
    assert "Talks 2003: 7 events" in " ".join(root.itertext())


def test_counts_too_narrow_to_tell_apart_are_put_together_and_none_is_lost():
    cells = [Cell(date(year, 1, 1), date(year, 12, 31), 1) for year in range(1900, 2000)]
    root = drawn([Lane("Talks", [], cells)], first=date(1900, 1, 1), last=date(1999, 12, 31), width=400.0, above=True)
    told = [title.text or "" for title in root.iter(f"{SVG}title")]
    counts = [int(words.split(": ")[1].split()[0]) for words in told if words.startswith("Talks")]
    assert len(counts) < 60
    assert sum(counts) == 100


days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(st.tuples(days, days).map(sorted))
def test_any_span_has_ticks_in_order_with_room_for_their_labels(span: list[date]):
    axis = Axis(span[0], span[1], 0, 1000)
    ticks = [tick for tick in axis.ticks() if tick.major]
    places = [tick.x for tick in ticks]
    assert places == sorted(places)
    assert all(other - one > 30 for one, other in pairwise(places))
    assert len(ticks) <= 34
    for tick in ticks:
        assert tick.since[:4] <= tick.until[:4]


@given(days, days, days)
def test_a_day_lies_on_the_sheet_whatever_is_shown(one: date, other: date, day: date):
    first, last = sorted((one, other))
    axis = Axis(first, last, 50, 950)
    assert 50 <= axis.start(day) <= axis.end(day) <= 950


def test_days_weeks_months_and_years_have_their_own_labels():
    def words(first: date, last: date) -> list[str]:
        return [tick.words for tick in Axis(first, last, 0, 1000).ticks() if tick.major]

    assert words(date(2022, 4, 20), date(2022, 5, 5))[:2] == ["20 Apr", "21 Apr"]
    assert words(date(2022, 1, 1), date(2022, 12, 31))[:2] == ["Jan 2022", "Feb 2022"]
    assert words(date(2010, 1, 1), date(2022, 12, 31))[:2] == ["2010", "2011"]
    assert words(date(1500, 1, 1), date(2022, 12, 31))[:2] == ["1500", "1550"]


def test_an_event_with_several_stages_is_one_line():
    pieces = [Piece(date(y, 1, 1), date(y, 1, 1), "point", "agreed") for y in (2002, 2006)]
    root = drawn([Lane("Talks", [mark("x", *pieces)])])
    (link,) = [one for one in root.iter(f"{SVG}a") if one.get("class") == "mark"]
    assert len(link.findall(f"{SVG}circle")) == 2
    assert link.find(f"{SVG}line") is not None


def test_a_very_long_name_of_a_lane_is_cut_and_told_in_full():
    label = "An organisation whose name goes on and on, as names of organisations do"
    wide, narrow = (
        drawn([Lane(label, [])], above=above, width=width) for above, width in ((False, 1400.0), (True, 400.0))
    )
    for root in (wide, narrow):
        names = [text for text in root.iter(f"{SVG}text") if (text.text or "").startswith("An organisation")]
        assert [len(name.text or "") < len(label) for name in names] == [True]
    assert label in [title.text for title in wide.iter(f"{SVG}title")]


def test_a_name_on_a_mark_does_not_hide_another_date_of_it():
    whole = Piece(FIRST, LAST, "within", "agreed")
    early = Piece(date(2001, 1, 1), date(2001, 1, 1), "point", "done")
    root = drawn([Lane("Talks", [mark("an event that takes a decade", whole, early)])], width=600.0)
    (link,) = [one for one in root.iter(f"{SVG}a") if one.get("class") == "mark"]
    paper = link.findall(f"{SVG}rect")[-1]
    circle = link.find(f"{SVG}circle")
    assert circle is not None
    left = float(paper.get("x", "0"))
    centre = float(circle.get("cx", "0"))
    assert not left <= centre <= left + float(paper.get("width", "0"))
