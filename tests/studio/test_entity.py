"""Entities: their list by type, and the dossier of each."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.record import Record
from foedus.record.ask import AskError
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.entities import entities
from foedus.views.site.entity import entity
from tests.cli.conftest import FILES
from tests.record.small import recorded, write
from tests.studio.conftest import Opened

ARABIC, CHINESE = "جمهورية كازاخستان", "哈萨克斯坦共和国"
LONG = "Inter-Agency Commission for the Coordination of the Supervision of " * 4
OTHERS = {
    **FILES,
    "entities.csv": FILES["entities.csv"].rstrip(" ")
    + f"        arabic-body,organisation,{ARABIC},,\n        chinese-body,organisation,{CHINESE},,\n"
    + f"        long-body,organisation,{LONG.strip()},,\n",
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    with recorded(tmp_path_factory.mktemp("entity") / "case", OTHERS) as made:
        yield made


def test_the_list_has_every_entity_by_type_the_most_claimed_first(record: Record):
    found = entities(Asked(record))
    assert found.found == found.total == 8
    types = {of.type: of.items for of in found.types}
    assert [item.entity for item in types["state"]][-1] == "KAZ"
    assert types["state"][0].claims > 0
    assert [one.key for one in types["platform"][0].country] == ["TUR"]
    assert sum(len(of.items) for of in found.types) == len(list(found.rows()))


@pytest.mark.parametrize(
    ("text", "key"), [("turkiye", "TUR"), ("Turkey", "TUR"), ("كازاخستان", "arabic-body"), ("哈萨克", "chinese-body")]
)
def test_names_are_found_in_every_script_and_without_accents(record: Record, text: str, key: str):
    found = entities(Asked(record, Selection(q=text)))
    assert [item.entity for of in found.types for item in of.items] == [key]


def test_a_name_that_nobody_bears_is_said_to_be_none(small_studio: TestClient):
    page = small_studio.get("/entities?q=atlantis")
    assert page.status_code == 200
    assert "No entity is called so" in page.text


def test_the_dossier_tells_with_whom_it_is_tied_and_by_what(studio: TestClient):
    data = studio.get("/entity/TUR.json").json()
    kazakhstan = next(one for one in data["partners"] if one["key"] == "KAZ")
    assert kazakhstan["firm"] == studio.get("/pair/KAZ/TUR.json").json()["firm"] > 0
    nato = next(one for one in data["belongs"] if one["key"] == "nato")
    assert nato["status"] == "in"
    assert nato["claims"]
    assert data["own"]


def test_who_belongs_to_an_organisation_stands_on_its_page(studio: TestClient):
    """Which members of the one body are bound to the other is found from here."""
    csto = studio.get("/entity/csto.json").json()
    ots = studio.get("/entity/ots.json").json()
    bound = {one["key"] for one in csto["belongs"] if one["status"] == "in"}
    members = {one["key"] for one in ots["belongs"] if one["status"] == "in"}
    assert {"KAZ", "KGZ"} <= bound & members
    assert all(one["claims"] for one in csto["belongs"])


def test_every_claim_on_the_page_leads_to_its_paragraph(studio: TestClient):
    text = studio.get("/entity/KGZ").text
    links = re.findall(r'class="ref" href="(/source/[^"]+)"', text)
    assert len(links) > 20
    assert all("#" in link for link in links)


def test_marks_in_the_picture_lead_to_rows_of_the_page(studio: TestClient):
    """All that a kind lists: the picture shows more events than the table of a very busy state."""
    text = studio.get("/entity/UZB").text
    marks, ids = set(re.findall(r'<a href="#([^"]+)" data-key', text)), set(re.findall(r' id="([^"]+)"', text))
    assert marks
    assert len(marks & ids) / len(marks) > 0.9


def test_the_clocks_and_the_selection_hold(small_studio: TestClient, record: Record):
    whole = entity(Asked(record, key=("KGZ",)))
    early = entity(Asked(record.at(known="2020-12-31"), key=("KGZ",)))
    assert 0 < early.claims < whole.claims
    only = entity(Asked(record, Selection(kind="transfers"), key=("KGZ",)))
    assert [of.kind for of in only.kinds] == ["transfers"]
    none = small_studio.get("/entity/KAZ?until=1900")
    assert "No claim meets this selection" in none.text


def test_a_key_by_its_alias_and_one_that_is_not_there(record: Record, small_studio: TestClient):
    assert entity(Asked(record, key=("Turkey",))).entity == "TUR"
    with pytest.raises(AskError, match="There is no entity 'Ruritania'"):
        entity(Asked(record, key=("Ruritania",)))
    page = small_studio.get("/entity/TURK")
    assert page.status_code == 404
    assert 'href="/entity/TUR"' in page.text


def test_names_of_every_script_and_length_are_shown(tmp_path: Path, studio_of: Callable[..., Opened]):
    opened = studio_of(write(tmp_path / "case", OTHERS))
    client = opened.client
    text = client.get("/entities").text
    for name in (ARABIC, CHINESE, LONG.strip()):
        assert 'dir="auto"><a href="/entity/' in text
        assert name in text
    page = client.get("/entity/long-body")
    assert page.status_code == 200
    assert "No claim tells of it" in page.text
    assert ARABIC in client.get("/entity/arabic-body.csv").text or client.get("/entity/arabic-body").text.count(ARABIC)


def test_twins_and_pictures(studio: TestClient):
    rows = studio.get("/entity/KGZ.csv").text.splitlines()
    assert rows[0].startswith("event,title,kind,")
    svg = studio.get("/entity/KGZ.svg")
    assert svg.headers["content-type"].startswith("image/svg")
    assert "record" in svg.text.split("A mark is as wide")[1]
    assert studio.get("/entity/KGZ.png").content[:4] == b"\x89PNG"
