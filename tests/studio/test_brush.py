"""The brush: events by year, the days at which the clocks change something, a form that works by itself."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.pages.site.page import pages
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.brush import MOST_BARS, brush
from tests.cli.conftest import FILES
from tests.record.small import recorded

BRUSHED = [page.path for page in pages().values() if "brush.mjs" in page.modules]


def test_events_stand_in_the_year_to_which_a_source_dates_them(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        found = brush(Asked(record))
        assert found is not None
        assert {bar.first: bar.events for bar in found.bars if bar.events} == {2020: 1, 2021: 1, 2030: 1}
        assert (found.vague, found.undated) == (0, 1)
        only = brush(Asked(record, Selection(kind="agreements", since="2020", until="2020")))
        assert only is not None
        assert {bar.first: bar.events for bar in only.bars if bar.events} == {2020: 1}
        assert [bar.first for bar in only.bars if bar.chosen] == [2020]
        assert len(only.bars) == len(found.bars)  # what is chosen does not move the axis


def test_sliders_stop_where_something_changes(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        found = brush(Asked(record, Selection(known="2021-06", as_of="2022-05-01")))
        assert found is not None
        assert [stop.day for stop in found.known] == ["2020-12-31", "2022-06-15"]
        assert found.at_known == "2020-12-31"
        assert found.at_as_of == "2022-04-27"
        assert "27 April 2022" in [stop.label for stop in found.as_of]


def test_where_a_record_goes_over_centuries_a_bar_is_several_years(tmp_path: Path):
    rows = "claim,event,stage,date,assertion,source,locator,parties\n" + "".join(
        f"agr-{n:03},deal-{n},signed,{year},asserted,press-2022,¶2,KGZ; TUR\n"
        for n, year in enumerate((1204, 1699, 2021), 1)
    )
    with recorded(tmp_path / "case", {**FILES, "claims/agreements.csv": rows}) as record:
        found = brush(Asked(record))
        assert found is not None
        assert len(found.bars) <= MOST_BARS
        assert sum(bar.events for bar in found.bars) == 5
        assert all(bar.last - bar.first == found.bars[0].last - found.bars[0].first for bar in found.bars)


def test_a_record_without_dates_has_none(tmp_path: Path):
    rows = (
        "claim,event,stage,date,assertion,source,locator,parties\nagr-001,x,signed,,asserted,press-2022,¶2,KGZ; TUR\n"
    )
    files = {**FILES, "claims/agreements.csv": rows}
    files.pop("claims/transfers.csv")
    with recorded(tmp_path / "case", files) as record:
        assert brush(Asked(record)) is None


def test_map_and_timeline_have_it():
    assert {"/map", "/timeline"} <= set(BRUSHED)


@pytest.mark.parametrize("path", BRUSHED)
def test_the_form_carries_along_what_it_does_not_choose(small_studio: TestClient, path: str):
    text = small_studio.get(f"{path}?actor=TUR&kind=transfers&since=2021-10&known=2022-12-31").text
    form = text.partition('<form class="brush"')[2].partition("</form>")[0]
    assert '<input type="hidden" name="actor" value="TUR">' in form
    assert '<input type="hidden" name="kind" value="transfers">' in form
    chosen = dict(re.findall(r'name="(\w+)">(?:(?!</select>).)*<option value="([^"]*)"[^>]* selected', form, re.DOTALL))
    assert chosen["since"] == "2021-10"
    assert chosen["known"] == "2022-12-31"
    assert 'href="' + path + "?actor=TUR&amp;kind=transfers&amp;since=2020&amp;until=2020&amp;known=2022-12-31" in form
