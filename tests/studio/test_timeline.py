"""The timeline page: dates as what they are, zoom through the span, the undated counted and listed, counts of many."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from foedus.terms.dates import parse
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.dated import _shape
from foedus.views.site.timeline import MOST_MARKS, timeline
from foedus.views.site.zoom import finer, zoomed
from tests.cli.conftest import FILES
from tests.record.small import recorded, write


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("2022-04-27", "point"), ("2022-04", "within"), ("2022-21", "within"), ("2022", "within"), ("199X", "within"),
        ("19XX", "within"), ("2012~", "within"), ("2017?", "within"), ("[2016..2018]", "within"),
        ("2002/2004", "range"), ("1990~/2004", "range"), ("2016/..", "from"), ("../2010", "by"),
    ],
)  # fmt: skip
def test_a_date_has_the_shape_of_what_it_is(text: str, shape: str):
    assert _shape(parse(text)) == shape


def test_an_event_is_one_mark_with_its_stages(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        found = timeline(Asked(record))
        lanes = {lane.key: lane for lane in found.lanes}
        (sale, boats) = lanes["transfers"].marks
        assert sale.event == "sale"
        assert [(one.stage, one.shape, one.start, one.end) for one in sale.pieces] == [
            ("ordered", "within", "2021-10-01", "2021-10-31"),
            ("delivered", "by", "", "2022-04-27"),
        ]
        assert [one.form for one in sale.pieces] == ["agreed", "soft"]  # passed on is not told
        assert "delivered (passed on)" in sale.says
        assert boats.pieces[0].manner == "expected"
        assert sale.claims == ("tra-001", "tra-002")


def test_the_undated_are_counted_and_listed_whatever_span_is_chosen(small_studio: TestClient):
    for chosen in ("", "?since=2022&until=2022"):
        found = small_studio.get(f"/timeline.json{chosen}").json()
        assert [(one["kind"], [key for key, _ in one["events"]]) for one in found["undated"]] == [
            ("agreements", ["pact-two"])
        ]
        text = small_studio.get(f"/timeline{chosen}").text
        section = text.partition('id="undated"')[2]
        assert 'href="/event/pact-two' in section


def test_lanes_are_kinds_or_actors(small_studio: TestClient):
    kinds = small_studio.get("/timeline.json").json()
    assert [lane["key"] for lane in kinds["lanes"]] == ["agreements", "transfers"]
    actors = small_studio.get("/timeline.json?lanes=actor").json()
    events = {lane["key"]: {mark["event"] for mark in lane["marks"]} for lane in actors["lanes"]}
    assert events["TUR"] == {"sale", "boats", "pact"}
    assert "KAZ" not in events  # only in what is undated
    wrong = small_studio.get("/timeline?lanes=actors")
    assert wrong.status_code == 400
    assert "Did you mean “actor”?" in wrong.text


def many(count: int) -> dict[str, str]:
    """A case of so many agreements, one every ten days, and one of a decade."""
    first = date(2000, 1, 1).toordinal()
    rows = [
        f"agr-{n + 10:04},deal-{n:04},signed,{date.fromordinal(first + 10 * n)},asserted,press-2022,¶2,KGZ; TUR"
        for n in range(count)
    ]
    rows.append("agr-0001,old,signed,199X,asserted,press-2022,¶2,KGZ; TUR")
    head = "claim,event,stage,date,assertion,source,locator,parties"
    return {**FILES, "claims/agreements.csv": "\n".join([head, *rows, ""]), "events.csv": "event,title\n"}


def test_very_many_events_are_counted_and_none_is_lost(tmp_path: Path):
    with recorded(tmp_path / "case", many(MOST_MARKS + 50)) as record:
        found = timeline(Asked(record, Selection(kind="agreements")))
        (lane,) = found.lanes
        assert found.counted
        assert sum(len(cell.events) for cell in lane.cells) == MOST_MARKS + 50
        assert [mark.event for mark in lane.marks] == ["old"]  # too vague for a year
        assert {cell.when for cell in lane.cells} <= {str(year) for year in range(2000, 2008)}
        closer = timeline(Asked(record, Selection(kind="agreements", since="2002", until="2002")))
        assert not closer.counted
        assert len(closer.lanes[0].marks) == 36


def test_a_wide_zoom_counts_by_year_a_closer_one_by_month_and_day():
    assert finer(date(1990, 1, 1), date(2022, 12, 31)) == "year"
    assert finer(date(2022, 1, 1), date(2022, 12, 31)) == "month"
    assert finer(date(2022, 4, 1), date(2022, 5, 31)) == "day"


def test_zooming_leads_to_the_span_before_and_after_and_around():
    year = zoomed(date(2022, 1, 1), date(2022, 12, 31), chosen=True)
    assert year.earlier is not None
    assert (year.earlier.since, year.earlier.until) == ("2021", "2021")
    days = zoomed(date(2022, 4, 20), date(2022, 4, 29), chosen=True)
    assert days.later is not None
    assert (days.later.since, days.later.until) == ("2022-04-30", "2022-05-09")
    assert days.wider is not None
    assert (days.wider.since, days.wider.until) == ("2022-04-15", "2022-05-04")
    assert zoomed(date(2000, 1, 1), date(2009, 12, 31), chosen=False).wider is None


days = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(st.tuples(days, days).map(sorted))
def test_every_step_of_zooming_is_a_span_that_can_be_asked(span: list[date]):
    zoom = zoomed(span[0], span[1], chosen=True)
    for step in (zoom.wider, zoom.earlier, zoom.later):
        if step:
            since, until = parse(step.since).earliest, parse(step.until).latest
            assert since is not None
            assert until is not None
            assert since <= until


@pytest.mark.parametrize(
    "chosen", ["since=1500&until=1600", "since=2999", "until=1000", "since=2022-04-27&until=2022-04-27"]
)
def test_any_span_can_be_shown(small_studio: TestClient, chosen: str):
    for ending in ("", ".svg", ".json", ".csv"):
        assert small_studio.get(f"/timeline{ending}?{chosen}").status_code == 200


def test_an_export_says_what_it_covers_and_what_it_cannot(small_studio: TestClient):
    svg = small_studio.get("/timeline.svg").text
    assert "Coverage: 3 dated events; 1 undated ones are listed below." in svg
    assert "A small case, foedus" in svg
    assert "some time within" in svg
    assert small_studio.get("/timeline.png?picture=narrow").content.startswith(b"\x89PNG")


def test_names_of_any_script_and_length_keep_to_the_sheet(studio_of: Callable, tmp_path: Path):
    long = "非常に長い名前 " * 30 + "اسم"
    files = {**FILES, "events.csv": f"event,title\nsale,{long}\n"}
    client = studio_of(write(tmp_path / "case", files)).client
    assert "非常に長い名前" in client.get("/timeline.svg?picture=narrow").text
