"""A source: its claims by paragraph, its text where the document is at hand, what rests on it alone."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from foedus.views.site.lines import ClaimLine
from foedus.views.site.passages import marked, places, text
from foedus.views.site.places import anchor
from tests.record.small import write
from tests.studio.conftest import Opened

TEXT = """\
Drones for the mountains

Kyrgyzstan bought three drones in 2021, a minister said on Friday.

لم يؤكد أحد ذلك

Nobody else has said so.
"""
HTML = """<!doctype html><html><head><title>Drones</title></head><body>
<p>Kyrgyzstan bought three drones in 2021.</p><p>It is <b>told</b> &lt;b&gt;so&lt;/b&gt;.</p>
<script>alert("never")</script><p onclick="alert(1)">The end of what is told of it here.</p></body></html>
"""
FILES = {
    "case.toml": 'format = 1\ntitle = "A small case"\n',
    "sources.csv": """\
        source,title,authors,publisher,published,document,derived_from
        press-2022,Drones for the mountains,A. Writer,The Daily,2022-06-15,drones.txt,
        page-2022,A page,,The Daily,2022-06-16,page.html,
        lost-2022,A lost one,,The Daily,2022-06-17,gone.txt,
        out-2022,One that leads out,,The Daily,2022-06-18,../case.toml,
        copy-2022,A repost,,The Copy,2022-06-19,,press-2022
        """,
    "claims/transfers.csv": """\
        claim,event,stage,date,assertion,source,locator,quote,supplier,recipient,item
        tra-001,sale,ordered,2021,asserted,press-2022,¶2,bought three  drones in 2021,TUR,KGZ,drones
        tra-002,sale,delivered,2022,asserted,press-2022,¶4; ¶2,,TUR,KGZ,drones
        tra-003,sale,delivered,2022,asserted,page-2022,¶1,,TUR,KGZ,drones
        tra-004,other,ordered,2021,asserted,lost-2022,p. 7,,TUR,KAZ,boats
        tra-005,other,ordered,2021,asserted,out-2022,,,TUR,KAZ,boats
        """,
}


@pytest.fixture
def client(tmp_path: Path, studio_of: Callable[..., Opened]) -> TestClient:
    folder = write(tmp_path / "case", FILES)
    (folder / "documents").mkdir()
    (folder / "documents" / "drones.txt").write_text(TEXT, encoding="utf-8")
    (folder / "documents" / "page.html").write_text(HTML, encoding="utf-8")
    return studio_of(folder).client


def test_the_text_stands_beside_the_claims_that_name_each_paragraph(client: TestClient):
    page = client.get("/source/press-2022")
    assert page.status_code == 200
    second = page.text.split('id="p2"')[1].split('id="p3"')[0]
    assert '<mark><a href="#tra-001">bought three drones in 2021</a></mark>' in second
    assert 'id="tra-001"' in second
    assert 'href="#tra-002"' in second.split("Also behind")[1]
    assert "لم يؤكد أحد ذلك" in page.text.split('id="p3"')[1]
    assert 'id="tra-002"' in page.text.split('id="p4"')[1]


def test_the_html_of_a_document_is_never_rendered_as_html(client: TestClient):
    pytest.importorskip("lxml", reason="pages need foedus[read]")
    text = client.get("/source/page-2022").text
    assert "bought three drones" in text
    assert "alert(" not in text
    assert "onclick" not in text
    assert "<b>so</b>" not in text
    assert "&lt;b&gt;so&lt;/b&gt;" in text


def test_without_its_document_the_claims_stand_by_paragraph(client: TestClient):
    page = client.get("/source/lost-2022").text
    assert "put gone.txt there to read it here" in page
    assert 'id="tra-004"' in page.split('id="page7"')[1]


def test_a_document_outside_the_folder_is_not_opened(client: TestClient):
    page = client.get("/source/out-2022").text
    assert "format = 1" not in page
    assert "tra-005" in page or "left out" in page


@pytest.mark.parametrize("name", ["../case.toml", "/etc/passwd", "a\0b", "..", "."])
def test_no_name_of_a_document_leads_out(tmp_path: Path, name: str):
    (tmp_path / "documents").mkdir()
    (tmp_path / "case.toml").write_text("secret", encoding="utf-8")
    found = text(tmp_path, name, "")
    assert not found.blocks
    assert found.why


def test_what_rests_on_it_alone_falls_with_it(studio: TestClient):
    data = studio.get("/source/kuzio-2024.json").json()
    listed = next(one for one in studio.get("/sources.json").json()["read"] if one["source"] == "kuzio-2024")
    assert len(data["alone"]) + data["more_alone"] == listed["alone"] > 0
    event = studio.get(f"/event/{data['alone'][0]['key']}.json").json()
    assert {line["source"] for line in event["claims"]} == {"kuzio-2024"}


def test_reposts_and_originals_name_each_other(client: TestClient):
    assert client.get("/source/copy-2022.json").json()["derived_from"][0]["key"] == "press-2022"
    assert client.get("/source/press-2022.json").json()["reposts"][0]["key"] == "copy-2022"


def test_links_from_other_pages_lead_to_a_paragraph_that_is_there(studio: TestClient):
    """The promise of every page: the paragraph behind a figure is one click away."""
    text = studio.get("/event/kaz-anka-licence").text + studio.get("/pair/KAZ/TUR").text
    links = set(re.findall(r'href="(/source/[^"#]+)#([^"]+)"', text))
    assert len(links) > 20
    pages = {address: studio.get(address).text for address, _ in links}
    missing = [(address, place) for address, place in links if f'id="{place}"' not in pages[address]]
    assert missing == []


def test_a_cited_source_shows_who_passes_it_on(studio: TestClient):
    listed = studio.get("/sources.json").json()
    passed_on = next(one for one in listed["cited"] if one["resting"])
    data = studio.get(f"/source/{passed_on['source']}.json").json()
    assert data["claims"] == 0
    assert len(data["elsewhere"]) == passed_on["resting"]


def test_unknown_keys_and_later_sources(studio: TestClient):
    page = studio.get("/source/kuzio-2023")
    assert page.status_code == 404
    assert "/source/kuzio-2024" in page.text
    assert studio.get("/source/kuzio-2024?known=2022").status_code == 404


@given(st.lists(st.integers(1, 999), min_size=1, max_size=6))
def test_the_first_place_is_the_anchor_that_links_use(numbers: list[int]):
    locator = "; ".join(f"¶{number}" for number in numbers)
    found = [name for name, _ in places(locator)]
    assert found[0] == anchor(locator)
    assert found == list(dict.fromkeys(f"p{number}" for number in numbers))


@given(st.text(max_size=60), st.text(max_size=20))
def test_a_marked_paragraph_is_the_paragraph(words: str, quote: str):
    texts: dict[str, Any] = dict.fromkeys(ClaimLine.__struct_fields__, "")
    texts |= {"claim": "tra-001", "quote": quote, "line": 0}
    pieces = list(marked(words, [ClaimLine(**texts)]))
    assert "".join(piece.text for piece in pieces) == words
