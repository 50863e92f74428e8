"""Measures and the forecast: each can be asked in a form, and each figure leads to what it rests on."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.cli.measure import verbs
from foedus.measures.embargo import embargo
from foedus.record import Record
from foedus.record.figure import Figure
from foedus.views.measured import say
from foedus.views.site.figures import figures
from foedus.views.site.questions import QUESTIONS
from tests.record.small import write
from tests.studio.conftest import Opened

ASKED = (
    "/measures/embargo?imposer=DEU",
    "/measures/aid?recipient=KGZ",
    "/measures/overlaps?group=ots",
    "/measures/arguments?topic=turan-army",
    "/measures/dependence?state=KAZ",
    "/measures/ties?state=TUR%2C+KGZ&since=2000",
    "/measures/network?kind=agreements",
    "/measures/integration",
    "/measures/industry?state=TUR",
    "/measures/shocks?causes=disputes",
)


def test_every_measure_of_the_command_line_has_a_page():
    assert set(QUESTIONS) == {verb.__name__.rpartition(".")[2] for verb in verbs()}


@pytest.mark.parametrize("address", ASKED)
def test_each_answers_what_it_is_asked_and_every_figure_leads_on(studio: TestClient, address: str):
    """A link of a figure leads to what it rests on, and from there each claim to its paragraph."""
    page = studio.get(address)
    assert page.status_code == 200
    ids = re.findall(r' id="([^"]+)"', page.text)
    assert len(ids) == len(set(ids))
    links = set(re.findall(r'class="figure-link[^"]*" href="#([^"]+)"', page.text))
    assert links
    assert links <= set(ids)
    claims = set(re.findall(r'class="ref" href="#([^"]+)"', page.text))
    assert claims <= set(ids)
    if claims:
        assert page.text.count("/source/") >= len(claims)
    assert "What the figures do not say" in page.text


@pytest.mark.parametrize("address", ASKED)
def test_twins_say_the_same(studio: TestClient, address: str):
    path, _, query = address.partition("?")
    data = studio.get(f"{path}.json?{query}").json()
    cells = [
        cell for sheet in data["figures"]["sheets"] for row in sheet["rows"] for cell in row["cells"] if cell["text"]
    ]
    rows = list(csv.DictReader(io.StringIO(studio.get(f"{path}.csv?{query}").text)))
    assert len(rows) == len(cells)
    assert [row["said"].lstrip("'") for row in rows] == [cell["text"].lstrip("'") for cell in cells]
    behind = {line["claim"] for line in data["figures"]["claims"]}
    assert {claim for row in rows for claim in row["claims"].split("; ") if claim} <= behind
    picture = studio.get(f"{path}.svg?{query}")
    assert picture.text.startswith("<svg")
    if data["figures"]["pictures"]:
        assert re.search(r"record <?", re.sub(r"<[^>]+>", " ", picture.text))


def test_the_page_shows_the_figures_of_the_measure(built_case: Path):
    with Record(built_case / "build" / "record.duckdb") as record:
        measured = embargo(record, imposer="DEU")
        shown = figures(record, measured)
    assert shown.answer == measured.answer
    for sheet, page in zip(measured.sheets, shown.sheets, strict=True):
        for line, row in zip(sheet.lines, page.rows, strict=True):
            assert [say(c) if isinstance(c, Figure) else c for c in line.cells] == [cell.text for cell in row.cells]
            for figure, cell in zip(line.cells, row.cells, strict=True):
                if isinstance(figure, Figure) and figure.claims:
                    assert shown.grounds[cell.ground - 1].claims == figure.claims


def test_a_figure_of_a_data_set_names_its_rows(studio: TestClient):
    text = studio.get("/measures/dependence?state=KAZ").text
    assert re.search(r'class="data">SIPRI[^<]*RUS to KAZ, 2015–2024', text)


def test_without_what_it_needs_it_offers_what_there_is(studio: TestClient):
    page = studio.get("/measures/embargo")
    assert page.status_code == 200
    assert 'href="/measures/embargo?imposer=DEU"' in page.text


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/measures/embargo?imposer=Narnia", "There is no state &#39;Narnia&#39;."),
        ("/measures/overlaps?group=nobody", "There is no group &#39;nobody&#39; with members."),
        ("/measures/dependence?state=KAZ&window=3", "A window of 3 years is not taken."),
        ("/measures/dependence?window=nan", "is no number that can be taken"),
        ("/measures/dependence?window=1e99", "is no number that can be taken"),
        ("/measures/dependence?rule=odd", "odd"),
        ("/measures/integration?year=1066", "1066 is no year that anything here covers."),
        ("/measures/arguments?topic=flying-carpets", "flying-carpets"),
        ("/measures/shocks?cause=nothing-such", "There is no event &#39;nothing-such&#39;."),
        ("/measures/shocks?causes=wars", "There is no kind of claim called &#39;wars&#39;."),
        ("/measures/aid?in=USD&rate=EUR%3Dmuch", "“EUR=much” is no rate."),
        ("/measures/ties?state=KAZ", "one member only"),
    ],
)
def test_bad_input_is_a_sentence_beside_the_form(studio: TestClient, address: str, sentence: str):
    page = studio.get(address)
    assert page.status_code == 200
    trouble = page.text.split('role="alert">')[1].split("</p>")[0]
    assert sentence in trouble
    assert "--" not in trouble
    assert "`foedus" not in trouble
    assert studio.get(address.replace("?", ".json?")).json()["trouble"]["message"]


def test_a_span_turned_round_is_put_right_and_said(studio: TestClient):
    page = studio.get("/measures/ties?since=2020&until=2010")
    assert page.status_code == 200
    assert "so it was turned round" in page.text


def test_the_clocks_hold_and_the_form_keeps_them(studio: TestClient):
    early = studio.get("/measures/aid.json?known=2022-12-31").json()
    assert len(early["figures"]["claims"]) < len(studio.get("/measures/aid.json").json()["figures"]["claims"])
    page = studio.get("/measures/aid?known=2022-12-31&recipient=KGZ").text
    form = page.split('<form class="ask"')[1].split("</form>")[0]
    assert '<input type="hidden" name="known" value="2022-12-31">' in form
    assert '<option value="KGZ" selected>' in form


def test_a_group_of_the_case_and_an_organisation_are_both_groups(studio: TestClient):
    for group in ("central-asia", "ots", "coalition"):
        data = studio.get(f"/measures/overlaps.json?group={group}").json()
        assert data["trouble"] is None
        assert data["about"]["selection"]["group"] == group


def test_a_case_of_one_claim_has_every_measure(tmp_path: Path, studio_of: Callable[..., Opened]):
    """Whatever a measure cannot say of so little, it says in a sentence."""
    files = {
        "case.toml": 'format = 1\ntitle = "One claim"\n',
        "sources.csv": "source,title,published\npress-2022,The only one,2022\n",
        "entities.csv": "entity,type,name\n",
        "events.csv": "event,title\n",
        "claims/transfers.csv": "claim,event,stage,date,assertion,source,locator,supplier,recipient,item\n"
        "tra-001,sale,ordered,2021,asserted,press-2022,¶2,TUR,KGZ,drones\n",
    }
    client = studio_of(write(tmp_path / "case", files)).client
    addresses = [f"/measures/{name}" for name in QUESTIONS] + [
        "/measures/embargo?imposer=TUR",
        "/measures/ties?state=TUR,KGZ",
    ]
    for address in (
        *addresses,
        "/measures",
        "/entities",
        "/sources",
        "/entity/TUR",
        "/pair/KGZ/TUR",
        "/source/press-2022",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        svg = client.get(address.replace("?", ".svg?") if "?" in address else f"{address}.svg")
        assert svg.status_code in (200, 404), address


def test_a_case_without_claims_teaches(tmp_path: Path, studio_of: Callable[..., Opened]):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "case.toml").write_text('format = 1\ntitle = "New"\n', encoding="utf-8")
    client = studio_of(folder).client
    for address in ("/entities", "/sources", "/measures", *(f"/measures/{name}" for name in QUESTIONS)):
        page = client.get(address)
        assert page.status_code in (200, 503), address


def test_the_forecast_answers_or_says_why_not(studio: TestClient):
    from foedus.pages.site.page import find

    if find("forecast") is None:
        assert studio.get("/forecast").status_code == 404
        return
    page = studio.get("/forecast")
    assert page.status_code == 200
    data = studio.get("/forecast.json").json()
    assert bool(data["figures"]) != bool(data["trouble"])
    wrong = studio.get("/forecast.json?group=nobody").json()
    assert "nobody" in wrong["trouble"]["message"]
    alone = studio.get("/forecast.json?state=KAZ").json()
    assert alone["trouble"]["message"]


def test_small_cases_show_their_measures(small_studio: TestClient):
    page = small_studio.get("/measures/network")
    assert page.status_code == 200
    assert small_studio.get("/measures/network.json").json()["figures"]["answer"] in page.text.replace("&#39;", "'")


def test_of_very_many_rows_a_page_lists_the_first_and_its_table_all(built_case: Path, monkeypatch: pytest.MonkeyPatch):
    from foedus.measures.ties import ties
    from foedus.views.site import figures as shown

    monkeypatch.setattr(shown, "MOST_ROWS", 9)
    monkeypatch.setattr(shown, "FIRST_ROWS", 5)
    monkeypatch.setattr(shown, "MOST_CLAIMS", 2)
    with Record(built_case / "build" / "record.duckdb") as record:
        measured = ties(record)
        page, whole = figures(record, measured), figures(record, measured, whole=True)
    first = page.sheets[0]
    assert len(first.rows) == 5 < first.total == len(whole.sheets[0].rows)
    assert max(len(ground.claims) for ground in page.grounds) == 2
    assert any(ground.more_claims for ground in page.grounds)
    assert not any(ground.more_claims for ground in whole.grounds)


def test_a_claim_for_which_there_is_no_room_is_a_click_away(studio: TestClient, monkeypatch: pytest.MonkeyPatch):
    from foedus.views.site import figures as shown

    monkeypatch.setattr(shown, "MOST_LINES", 3)
    page = studio.get("/measures/ties?state=TUR%2C+KGZ&since=1999").text
    assert len(re.findall(r'<li id="[a-z]{3}-\d+"', page)) == 3
    here = set(re.findall(r'class="ref" href="#([^"]+)"', page))
    assert 0 < len(here) <= 3
    elsewhere = re.findall(r'class="ref" href="(/claims\?[^"]+)"', page)
    found = studio.get(elsewhere[0].replace("&amp;", "&"))
    assert "1 claim" in re.sub(r"<[^>]+>", " ", found.text)
