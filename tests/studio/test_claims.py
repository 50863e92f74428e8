"""The claims page: a page of claims at a time, counted, sorted, searched in every script, each with its paragraph."""

import csv
import io
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.record import Record
from foedus.views.selection import Selection
from foedus.views.site.asked import Asked
from foedus.views.site.claims import ORDERS, SIZE, claims
from tests.cli.conftest import FILES
from tests.record.small import recorded

ALL = ["agr-001", "agr-002", "tra-001", "tra-002", "tra-003", "tra-004"]


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    with recorded(tmp_path_factory.mktemp("claims") / "case", FILES) as made:
        yield made


def test_claims_are_counted_by_kind_and_manner(record: Record):
    found = claims(Asked(record))
    assert (found.total, found.events, found.undated, found.page, found.pages, found.first) == (6, 4, 2, 1, 1, 1)
    assert {(one.key, one.claims) for one in found.kinds} == {("agreements", 2), ("transfers", 4)}
    assert {(one.label, one.claims) for one in found.manners} == {
        ("told", 2), ("passed on", 1), ("denied", 1), ("expected", 1), ("weighed", 1),
    }  # fmt: skip
    assert sum(one.claims for one in found.kinds) == sum(one.claims for one in found.manners) == found.total


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["agr-001", "tra-001", "tra-002", "tra-004", "agr-002", "tra-003"]),
        ("-time", ["tra-004", "tra-002", "tra-001", "agr-001", "agr-002", "tra-003"]),
        ("source", ["agr-002", "tra-003", "agr-001", "tra-001", "tra-002", "tra-004"]),
    ],
)
def test_the_undated_come_last_either_way_in_time(record: Record, sort: str, order: list[str]):
    assert [line.claim for line in claims(Asked(record, Selection(sort=sort))).lines] == order


@pytest.mark.parametrize("sort", ORDERS)
def test_every_order_holds_the_same_claims(record: Record, sort: str):
    assert sorted(line.claim for line in claims(Asked(record, Selection(sort=sort))).lines) == ALL


def test_an_order_that_there_is_none_of_is_told(small_studio: TestClient):
    answer = small_studio.get("/claims?sort=-knwn")
    assert answer.status_code == 400
    assert "Claims cannot be sorted by “-knwn”." in answer.text
    assert "Did you mean “-known”?" in answer.text


def test_pages_hold_each_claim_once(studio: TestClient):
    """Past the last page there is the last page."""
    first = studio.get("/claims.json").json()
    pages = [studio.get(f"/claims.json?page={number}").json() for number in range(1, first["pages"] + 1)]
    seen = [line["claim"] for page in pages for line in page["lines"]]
    assert len(seen) == len(set(seen)) == first["total"] > SIZE
    assert {len(page["lines"]) for page in pages[:-1]} == {SIZE}
    past = studio.get("/claims.json?page=9999").json()
    assert {**past, "about": 0} == {**pages[-1], "about": 0}


def test_the_csv_holds_every_claim_of_the_selection(studio: TestClient):
    rows = list(csv.DictReader(io.StringIO(studio.get("/claims.csv").text)))
    assert len(rows) == studio.get("/claims.json").json()["total"]
    of_kind = list(csv.DictReader(io.StringIO(studio.get("/claims.csv?kind=transfers&actor=KAZ").text)))
    assert {row["kind"] for row in of_kind} == {"transfers"}
    assert "supplier" in of_kind[0]


@pytest.mark.parametrize("word", ["дрон", "مسيرات", "無人機", "Türkiye’nin", "TURKIYENIN"])
def test_words_are_found_in_every_script(tmp_path: Path, word: str):
    """As they stand, whatever their case and accents."""
    note = "дрон; طائرات مسيرات; 無人機; türkiye’nin"
    plain = note + "; Türkiyenin"
    files = {**FILES, "claims/transfers.csv": f"claim,event,note\ntra-001,sale,{plain}\ntra-002,sale,nothing\n"}
    files.pop("claims/agreements.csv")
    with recorded(tmp_path / "case", files) as made:
        assert [line.claim for line in claims(Asked(made, Selection(q=word))).lines] == ["tra-001"]


def test_a_claim_leads_to_its_event_and_says_where_it_stands(small_studio: TestClient):
    text = small_studio.get("/claims").text
    row = text.partition('id="tra-002"')[2].partition("</tr>")[0]
    assert 'href="/event/sale"' in row
    assert "Writer (2022), ¶4" in row
    assert "on the word of The minister" in row
    assert "passed on" in row


def test_where_nothing_is_found_the_way_out_is_shown(small_studio: TestClient):
    text = small_studio.get("/claims?q=submarine&kind=transfers").text
    assert "No claim meets this selection" in text
    assert 'href="/claims?kind=transfers"' in text
    assert 'href="/claims?q=submarine"' in text


def test_what_is_chosen_goes_along_to_other_pages(small_studio: TestClient):
    """But not what belongs to the list alone: its search, its order, its page."""
    text = small_studio.get("/claims?known=2022-12-31&q=bayraktar&sort=event").text
    assert 'href="/event/sale?known=2022-12-31"' in text
