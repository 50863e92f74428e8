"""A pair: what is firm, contested and open; events by kind and year; what data sets have, not covered apart."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.card import card
from foedus.views.site.asked import Asked
from foedus.views.site.pair import pair
from tests.cli.conftest import FILES
from tests.record.small import recorded, write
from tests.studio.conftest import Opened


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    with recorded(tmp_path_factory.mktemp("pair") / "case", FILES) as made:
        yield made


def test_it_says_what_the_card_says(built_case: Path):
    with Record(built_case / "build" / "record.duckdb") as record:
        short = card(record, "TUR", "KAZ")
        found = pair(Asked(record, key=("TUR", "KAZ")))
    assert [one.event for one in found.firmest] == [one.event for one in short.firm]
    assert [one.event for one in found.open] == [one.event for one in short.open]
    assert [(one.event, one.label) for one in found.contested] == [(one.event, one.label) for one in short.contested]
    assert all(len(one.sides) > 1 for one in found.contested)
    assert [line.claim for line in found.quotes] == [claim.claim for claim in short.quotes]


def test_each_year_counts_the_events_that_are_listed(studio: TestClient):
    data = studio.get("/pair/KAZ/TUR.json").json()
    for row in data["by_year"]:
        of = next(of for of in data["kinds"] if of["kind"] == row["kind"])
        assert sum(row["counts"]) + row["undated"] == of["total"]
    listed = [one["stood"]["event"] for name in ("agreements", "transfers", "aid") for one in data[name]]
    rest = [one["event"] for of in data["rest"] for one in of["events"]]
    every = [one["event"] for of in data["kinds"] for one in of["events"]]
    assert sorted(listed + rest) == sorted(every)


def test_the_order_of_the_two_does_not_matter_and_names_do(studio: TestClient):
    one, other = studio.get("/pair/KAZ/TUR.json").json(), studio.get("/pair/Turkey/kazakhstan.json").json()
    assert one["firm"] == other["firm"] > 0
    assert {one["a"], one["b"]} == {other["a"], other["b"]} == {"KAZ", "TUR"}


def test_what_is_told_of_groups_is_not_counted_for_their_members(studio: TestClient):
    """Two Central Asian states are named together by claims on Central Asia as a whole."""
    data = studio.get("/pair/KGZ/TJK.json").json()
    assert data["firm"] == 0
    assert data["groups"]
    assert {of["kind"] for of in data["kinds"]} == {"disputes"}
    assert "Told of groups to which both belong" in studio.get("/pair/KGZ/TJK").text


def test_what_one_says_of_the_other_is_found(studio: TestClient):
    """What Kyrgyzstan said about drones for Tajikistan stands on the page of the two."""
    data = studio.get("/pair/KGZ/TJK.json").json()
    said = [one["line"]["sentence"] for one in data["statements"] if one["by"] == "Kyrgyzstan"]
    assert any("Bayraktar" in sentence for sentence in said)


def test_data_sets_say_what_they_have_what_not_and_what_nobody_looked_at(studio: TestClient):
    known = studio.get("/pair/KAZ/TUR.json").json()["known"]
    facts = {one["what"]: one for one in known["facts"]}
    assert facts["Arms delivered"]["row"] == "TUR to KAZ"
    assert any("Kazakhstan to Türkiye" in one["what"] for one in known["nil"])
    assert all(re.fullmatch(r"\d{4}–\d{4}", one["window"]) for one in known["nil"])
    far = studio.get("/pair/KGZ/SOM.json").json()["known"]
    assert "Arms delivered, Somalia to Kyrgyzstan" in {one["what"] for one in far["nil"]}
    missing = {"Alliances", "Joint exercises", "Arms delivered, Kyrgyzstan to Somalia"}
    assert {one["what"] for one in far["not_covered"]} >= missing
    assert "Not covered" in studio.get("/pair/KGZ/SOM").text


def test_at_an_earlier_day_of_knowledge_data_sets_are_left_aside(studio: TestClient):
    known = studio.get("/pair/KAZ/TUR.json?known=2022").json()["known"]
    assert known["facts"] == []
    assert "earlier day of knowledge" in known["silent"]


def test_firms_and_bodies_have_pairs_too(studio: TestClient):
    """They are not tied as states are, but share claims."""
    data = studio.get("/pair/TUR/bayraktar-tb2.json").json()
    assert data["claims"] > 0
    assert data["known"]["silent"] == "Data sets are of states."


def test_a_pair_without_claims_says_so(tmp_path: Path, studio_of: Callable[..., Opened]):
    client = studio_of(write(tmp_path / "case", FILES)).client
    page = client.get("/pair/KAZ/bayraktar-tb2")
    assert page.status_code == 200
    assert "No claim ties these two" in page.text
    assert "The case has no profile of data sets" in client.get("/pair/KAZ/TUR").text


def test_one_with_itself_and_one_that_is_not_there(record: Record, studio: TestClient):
    with pytest.raises(AskError, match="are the same"):
        pair(Asked(record, key=("TUR", "Turkey")))
    page = studio.get("/pair/TUR/KAZA")
    assert page.status_code == 404
    assert "There is no entity &#39;KAZA&#39; in this case." in page.text
    assert 'href="/pair/KAZ/TUR"' in page.text


def test_every_figure_leads_to_its_claims(studio: TestClient):
    text = studio.get("/pair/KAZ/TUR").text
    years = text.split('<table class="years">')[1].split("</table>")[0]
    counts = re.findall(r'<td class="right"><a href="(/claims\?[^"]+)">(\d+)</a>', years)
    assert counts
    href, count = counts[0]
    claims = studio.get(href.replace("&amp;", "&").replace("/claims", "/claims.json")).json()
    assert claims["events"] >= int(count)
    assert "/source/" in text


def test_its_picture_carries_what_it_is_of(studio: TestClient):
    svg = studio.get("/pair/KAZ/TUR.svg?known=2023-12-31").text
    assert "Coverage:" in svg
    assert "31 December 2023" in re.sub(r"<[^>]+>", " ", svg).replace("  ", " ")
    assert studio.get("/pair/KAZ/TUR.png").content[:4] == b"\x89PNG"
