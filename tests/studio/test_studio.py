"""The studio as a whole: every page with its twins, what is not there, and a case that changes, breaks and goes."""

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.pages.site.page import Page, pages
from foedus.record import Record
from foedus.record.build import NAME
from tests.cli.conftest import FILES
from tests.record.small import write
from tests.studio.conftest import Opened

Open = Callable[..., Opened]
FIRST_LOAD = 300_000
"""Bytes that the first page may take over the wire, with all that it needs."""


def addresses(page: Page, record: Record) -> list[str]:
    """Addresses of a page: itself, or with the first keys that there are."""
    if not page.keyed:
        return [page.path]
    found = list(page.keys(record))[:3] if page.keys else []
    return ["/".join(["", page.path.split("/")[1], *key]) for key in found]


@pytest.mark.parametrize("name", list(pages()))
def test_every_page_is_there_with_its_twins(studio: TestClient, built_case: Path, name: str):
    page = pages()[name]
    with Record(built_case / "build" / NAME) as record:
        found = addresses(page, record)
    for address in found:
        shown = studio.get(address)
        assert shown.status_code == 200, address
        assert "<main" in shown.text
        twins = "/overview" if address == "/" else address
        about = studio.get(f"{twins}.json").json()["about"]
        assert about["page"] == name
        rows = list(csv.reader(io.StringIO(studio.get(f"{twins}.csv").text)))
        assert rows
        assert {len(row) for row in rows} == {len(rows[0])}
        for ending in page.endings[2:]:
            made = studio.get(f"{twins}.{ending}")
            assert made.status_code == 200, f"{twins}.{ending}"
            assert made.content


@pytest.mark.parametrize("name", [name for name, page in pages().items() if not page.keyed])
def test_a_page_is_light(studio: TestClient, name: str):
    """First load: the page, its style sheet and every module, packed."""
    address = pages()[name].path
    shown = studio.get(address)
    version = shown.text.partition("/static/")[2].partition("/")[0]
    modules = ("site.mjs", "swap.mjs", "live.mjs", "keys.mjs", *pages()[name].modules)
    files = [studio.get(f"/static/{version}/{file}") for file in ("site.css", "icon.svg", *modules)]
    assert all(file.status_code == 200 for file in files)
    assert all("immutable" in file.headers["cache-control"] for file in files)
    assert sum(int(got.headers["content-length"]) for got in (shown, *files)) < FIRST_LOAD


def test_what_is_asked_again_is_not_sent_again(studio: TestClient):
    first = studio.get("/claims")
    again = studio.get("/claims", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["content-encoding"] == "gzip"
    assert (again.status_code, again.content) == (304, b"")
    plain = studio.get("/claims", headers={"accept-encoding": "identity"})
    assert plain.text == first.text
    assert "content-encoding" not in plain.headers


def test_an_address_has_one_form(studio: TestClient):
    """What a form sends, names and empty fields and all, becomes the plain address with keys."""
    sent = studio.get("/claims?actor=kazakhstan&kind=&since=&q=", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (302, "/claims?actor=KAZ")
    assert studio.get("/claims?actor=KAZ", follow_redirects=False).status_code == 200


def test_nonsense_is_said_on_the_page(studio: TestClient):
    shown = studio.get("/claims?kind=transfer&page=0&actor=Kazakstan&since=2022&until=2020&wat=1")
    assert shown.status_code == 200
    for sentence in (
        "There is no kind of claim called &#39;transfer&#39;.",
        "Did you mean &#39;transfers&#39;?",
        "“0” is no page.",
        "There is no entity &#39;Kazakstan&#39; in this case.",
        "Did you mean &#39;Kazakhstan&#39;?",
        "The span began after its end (2022, 2020), so it was turned round.",
        "There is no field “wat” to choose by.",
    ):
        assert sentence in shown.text


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/event/kaz-anka-license", "/event/kaz-anka-licence"),
        ("/event/anka", "/event/kaz-anka-licence"),
        ("/event/kaz-anka-license.json", "/event/kaz-anka-licence"),
        ("/clams", "/claims"),
        ("/kaz-anka-licence", "/event/kaz-anka-licence"),
    ],
)
def test_what_is_not_there_says_what_is(studio: TestClient, address: str, near: str):
    shown = studio.get(address)
    assert shown.status_code == 404
    assert f'href="{near}"' in shown.text
    assert "`foedus" not in shown.text
    assert "--" not in shown.text.partition("<main")[2].partition("</main>")[0]


def test_documents_are_never_html(studio_of: Open, tmp_path: Path):
    """Names, notes and quotes of a case are text, whatever they hold."""
    nasty = "<script>alert(1)</script>"
    quoted = f'"{nasty}"'
    files = {
        **FILES,
        "case.toml": f"format = 1\ntitle = '{nasty}'\nquestion = '{nasty}'\n",
        "events.csv": f"event,title\nsale,{quoted}\n",
        "entities.csv": FILES["entities.csv"].replace("Bayraktar TB2", nasty),
    }
    client = studio_of(write(tmp_path / "case", files)).client
    for address in ("/claims", "/event/sale", "/claims?q=<script>alert(2)</script>", "/<script>alert(3)</script>"):
        text = client.get(address).text
        assert "alert(" in text
        assert "<script>alert" not in text


def test_a_change_of_a_file_is_shown(studio_of: Open, tmp_path: Path):
    opened = studio_of(write(tmp_path / "case", FILES))
    before = opened.client.get("/live.json").json()["state"]
    assert opened.client.get("/event/sale").status_code == 200
    assert not opened.live.check()
    events = tmp_path / "case" / "events.csv"
    events.write_text(events.read_text(encoding="utf-8").replace("sale of drones", "sale of kites"), encoding="utf-8")
    assert opened.live.check()
    assert opened.client.get("/live.json").json()["state"] != before
    shown = opened.client.get("/event/sale").text
    assert "The sale of kites" in shown
    assert "sale of drones" not in shown


def test_a_case_with_errors_opens_and_says_what_is_left_out(studio_of: Open, tmp_path: Path):
    """A claim of a source that is not there is left out, and with it nothing else."""
    folder = write(tmp_path / "case", FILES)
    claims = folder / "claims" / "transfers.csv"
    lines = claims.read_text(encoding="utf-8").splitlines(keepends=True)
    claims.write_text("".join([*lines[:2], lines[2].replace("press-2022", "nowhere"), *lines[3:]]), encoding="utf-8")
    opened = studio_of(folder)
    now = opened.live.now
    assert [(left.file, left.line) for left in now.left_out] == [("claims/transfers.csv", 3)]
    assert now.errors
    text = opened.client.get("/claims").text
    assert "1 row is left out, because the case has" in text
    shown = {line["claim"] for line in opened.client.get("/claims.json").json()["lines"]}
    assert shown == {"tra-001", "tra-003", "tra-004", "agr-001", "agr-002"}
    claims.write_text("".join(lines), encoding="utf-8")
    opened.live.check()
    assert "left out" not in opened.client.get("/claims").text


def test_a_case_that_cannot_be_read_says_why_until_it_can(studio_of: Open, tmp_path: Path):
    folder = tmp_path / "case"
    folder.mkdir()
    opened = studio_of(folder)
    answer = opened.client.get("/claims")
    assert answer.status_code == 503
    assert "There is nothing to show yet" in answer.text
    write(folder, FILES)
    opened.live.check()
    assert opened.client.get("/claims").status_code == 200


def test_a_case_without_claims_teaches(studio_of: Open, tmp_path: Path):
    folder = write(tmp_path / "case", {"case.toml": 'format = 1\ntitle = "Nothing yet"\n'})
    (folder / "claims" / "transfers.csv").unlink()
    answer = studio_of(folder).client.get("/claims")
    assert answer.status_code == 200
    assert "This case has no claims yet" in answer.text


def test_a_case_that_goes_away_stays_on_the_screen(studio_of: Open, tmp_path: Path):
    """Also what has not been asked before can still be asked: the record is our own."""
    folder = write(tmp_path / "case", FILES)
    opened = studio_of(folder)
    shutil.rmtree(folder)
    assert opened.live.check()
    answer = opened.client.get("/claims?known=2020-12-31")
    assert answer.status_code == 200
    assert "is not there any more" in answer.text
    write(folder, FILES)
    assert opened.live.check()
    assert "is not there any more" not in opened.client.get("/claims").text


def test_a_fault_of_ours_is_no_traceback(studio_of: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    opened = studio_of(write(tmp_path / "case", FILES))
    monkeypatch.setattr("foedus.studio.shown.html", lambda *_: 1 / 0)
    answer = opened.client.get("/claims")
    assert answer.status_code == 500
    assert "This page could not be made." in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "default-src" in answer.headers["content-security-policy"]


def test_a_spreadsheet_takes_nothing_for_a_formula(studio_of: Open, tmp_path: Path):
    files = {**FILES, "events.csv": "event,title\nsale,=1+1\n"}
    client = studio_of(write(tmp_path / "case", files)).client
    rows = list(csv.DictReader(io.StringIO(client.get("/event/sale.csv").text)))
    assert {row["title"] for row in rows} == {"'=1+1"}
    assert json.loads(client.get("/event/sale.json").text)["title"] == "=1+1"
