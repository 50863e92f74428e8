"""The map page: counts as everywhere, the fill of states, worldviews, TRNC by recognition, exports that stand alone."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.charts.svg import SHADES
from foedus.record import Record
from foedus.views.brief.material import Material
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.map import _steps, map_of
from foedus.views.site.ties import ties
from tests.cli.conftest import FILES
from tests.record.small import recorded, write

AREA = {
    **FILES,
    "entities.csv": """\
        entity,type,name,aliases,country
        TUR,state,Türkiye,Turkey,
        CYP,state,Cyprus,,
        KGZ,state,Kyrgyzstan,,
        KAZ,state,Kazakhstan,,
        trnc,territory,Northern Cyprus,TRNC,
        a-minister,person,The minister,,KGZ
        bayraktar-tb2,platform,Bayraktar TB2,,TUR
        """,
    "claims/exercises.csv": """\
        claim,event,stage,date,assertion,source,locator,participants
        exe-001,drill,held,2022-01,asserted,press-2022,¶5,TUR; trnc
        """,
}


@pytest.mark.needs("shared")
def test_ties_are_counted_as_the_brief_counts_them(built_case: Path):
    with Record(built_case / "build" / "record.duckdb") as record:
        material = Material(record)
        brief = {pair: tuple(map(len, material.total(pair))) for pair in material.ties}
        found = {(one.a, one.b): (one.firm, one.soft) for one in ties(Asked(record)).ties if one.tone == "cooperation"}
        assert {pair: count for pair, count in found.items() if any(count)} == {
            pair: count for pair, count in brief.items() if any(count)
        }


def test_a_kind_that_leads_from_one_to_another_has_a_direction(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        (sale,) = ties(Asked(record, Selection(kind="transfers"))).ties
        assert (sale.a, sale.b, sale.directed, sale.title) == ("TUR", "KGZ", True, "Türkiye → Kyrgyzstan")
        assert (sale.firm, sale.soft) == (1, 0)
        assert sale.claims == ("tra-001", "tra-002", "tra-003", "tra-004")
        assert all(not one.directed for one in ties(Asked(record)).ties)


def test_the_latest_event_comes_first(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        found = next(one for one in ties(Asked(record)).ties if (one.a, one.b) == ("KGZ", "TUR"))
        assert found.latest == ("sale", "pact")


def test_an_area_is_filled_only_for_those_who_take_it_for_a_state(studio_of: Callable, tmp_path: Path):
    client = studio_of(write(tmp_path / "case", AREA)).client
    keys = {
        view: {one["key"]: one for one in client.get("/map.json", params=chosen).json()["states"]}
        for view, chosen in (("apart", {}), ("un", {"worldview": "un"}), ("tur", {"worldview": "tur"}))
    }
    assert "trnc" not in keys["apart"]
    assert "trnc" not in keys["un"]
    assert (keys["tur"]["trnc"]["shape"], keys["tur"]["trnc"]["events"]) == ("CYN", 1)
    fills = {}
    for view in keys:
        svg = ET.fromstring(client.get("/map.svg", params={} if view == "apart" else {"worldview": view}).text)
        fills[view] = {one.get("data-state"): one.get("fill") for one in svg.iter() if one.get("data-state")}
    assert fills["apart"]["CYN"] == "url(#map-apart)"
    assert fills["un"]["CYN"] == fills["un"]["CYP"]
    assert fills["tur"]["CYN"] == SHADES[0] != fills["tur"]["CYP"]  # of one event


def test_a_worldview_that_there_is_none_of_is_told(small_studio: TestClient):
    answer = small_studio.get("/map?worldview=turr")
    assert answer.status_code == 400
    assert "There is no worldview “turr”." in answer.text
    assert "Did you mean “tur”?" in answer.text


@pytest.mark.parametrize("picture", ["map", "narrow"])
def test_an_export_carries_legend_coverage_citation_and_policy(small_studio: TestClient, picture: str):
    svg = small_studio.get(f"/map.svg?known=2022-12-31&picture={picture}")
    words = " ".join(" ".join(ET.fromstring(svg.text).itertext()).split())
    assert "single events agreed or carried out" in words
    assert "Coverage:" in words
    assert "A small case, foedus" in words
    assert "what was published by 31 December 2022" in words
    assert "left without fill" in words
    assert "say nothing on who owns what" in words
    assert "href" not in svg.text
    assert small_studio.get(f"/map.png?picture={picture}").content.startswith(b"\x89PNG")


def test_the_page_leads_from_an_arc_to_what_it_rests_on(small_studio: TestClient):
    text = small_studio.get("/map").text
    arc = re.search(r'<a class="arc"[^>]*data-key="KGZ-TUR"[^>]*>', text)
    assert arc is not None
    assert re.search(r'href="/(pair/KGZ/TUR|claims\?actor=KGZ&amp;actor=TUR)"', arc[0])
    row = text.partition('id="pair-KGZ-TUR"')[2].partition("</tr>")[0]
    assert 'href="/event/sale"' in row
    assert 'href="/claims?actor=KGZ&amp;actor=TUR&amp;kind=transfers"' in row


def test_the_csv_lists_the_claims_behind_every_pair(small_studio: TestClient):
    rows = list(csv.DictReader(io.StringIO(small_studio.get("/map.csv").text)))
    found = next(row for row in rows if (row["a"], row["b"]) == ("KGZ", "TUR"))
    assert found["claims"].split("; ") == ["agr-001", "agr-002", "tra-001", "tra-002", "tra-003", "tra-004"]


@pytest.mark.parametrize("chosen", ["actor=KAZ&kind=transfers", "since=1900&until=1901", "q=nothing-like-this"])
def test_where_nothing_is_tied_the_page_says_what_that_means(small_studio: TestClient, chosen: str):
    answer = small_studio.get(f"/map?{chosen}")
    assert answer.status_code == 200
    assert "No two states are tied in this selection" in answer.text
    assert small_studio.get(f"/map.svg?{chosen}").status_code == 200


def test_a_case_without_states_has_a_map_of_nothing(studio_of: Callable, tmp_path: Path):
    bare = {name: text for name, text in FILES.items() if not name.startswith(("claims/", "events", "entities"))}
    client = studio_of(write(tmp_path / "case", bare)).client
    for path in ("/map", "/map.svg", "/map.json", "/map.csv", "/timeline", "/timeline.svg", "/timeline.json"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(("most", "steps"), [(0, (1,)), (1, (1,)), (6, (1, 3)), (30, (1, 5, 15)), (400, (1, 50, 200))])
def test_fills_begin_at_round_numbers(most: int, steps: tuple[int, ...]):
    assert _steps(most) == steps


def test_clocks_narrow_the_map(tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record, record.at(known="2021-01-01") as earlier:
        assert map_of(Asked(earlier)).claims == 2
        assert map_of(Asked(record)).claims == 6


def test_of_very_many_pairs_the_strongest_are_listed_and_the_csv_has_all(studio: TestClient, tmp_path: Path):
    with recorded(tmp_path / "case", FILES) as record:
        some = ties(Asked(record), most=1)
        assert (len(some.ties), some.pairs) == (1, 3)
    rows = list(csv.DictReader(io.StringIO(studio.get("/map.csv").text)))
    assert len(rows) >= studio.get("/map.json").json()["pairs"]
