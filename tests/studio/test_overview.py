"""The overview: the question, the state of the answer, what is contested and new; every figure leads to its claims."""

import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from foedus.forecast.answer import answer
from foedus.record import Record
from foedus.views import concluded
from foedus.views.site.asked import Asked
from foedus.views.site.contested import contested
from foedus.views.site.gist import pact
from foedus.views.site.overview import overview
from tests.cli.conftest import FILES
from tests.record.small import recorded, write

GUIDE = """\
format = 1

[[question]]
title = "Was it sold?"
sentence = "Ordered, says one; never sent, says another."
address = "/event/sale"

[[question.step]]
says = "What was known by 2020"
address = "/claims?known=2020-12-31"

[[question.step]]
says = "A page that there is none of"
address = "/nowhere/else"
"""
COALITION = '[coalition]\nlabel = "Two neighbours"\nmembers = ["KGZ", "TUR"]\n'


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory):
    files = {**FILES, "case.toml": FILES["case.toml"] + COALITION, "guide.toml": GUIDE}
    with recorded(tmp_path_factory.mktemp("overview") / "case", files) as made:
        yield made


def links(text: str) -> set[str]:
    """Where a page leads, without what belongs to the page itself."""
    return {unescape(href) for href in re.findall(r'href="([^"]+)"', text) if href.startswith(("/", "#"))}


def test_it_says_what_is_asked_and_how_much_there_is(record: Record):
    found = overview(Asked(record))
    assert (found.title, found.name) == ("Who arms whom?", "A small case")
    assert (found.claims, found.events, found.undated, found.read, found.cited) == (6, 4, 2, 2, 0)
    transfers = next(kind for kind in found.kinds if kind.kind == "transfers")
    assert (transfers.claims, transfers.events, transfers.told, transfers.ahead, transfers.denied) == (4, 2, 1, 1, 1)


def test_the_newest_sources_stand_first_with_what_nobody_had_said_before(record: Record):
    found = overview(Asked(record)).new
    assert [(one.source, one.claims, one.events, one.first) for one in found] == [
        ("press-2022", 4, 3, 2),  # the sale was spoken of in 2020
        ("paper-2020", 2, 2, 2),
    ]


def test_a_contradiction_is_shown_with_what_each_side_says(record: Record):
    (one,) = overview(Asked(record)).contested
    assert (one.event, one.label) == ("sale", "How far it got")
    assert [(side.words, [line.claim for line in side.claims]) for side in one.sides] == [
        ("ordered", ["tra-001"]),
        ("delivered", ["tra-002"]),
    ]
    assert (one.words, one.open) == ("ordered", False)
    assert "own word" in one.says


@pytest.mark.parametrize("known", ["2021-12-31", "2022-06-01", "2022-06-30", "2023-12-31", "2024-12-31"])
def test_at_a_clock_the_same_is_contested_as_when_everything_is_concluded_anew(built_case: Path, known: str):
    with Record(built_case / "build" / "record.duckdb", known=known) as at:
        shown, events = contested(at, 100)
        every = concluded.contradictions(at)
    assert sorted((one.event, one.label) for one in shown) == sorted((one.event, one.label) for one in every)
    assert events == len({one.event for one in every})


def test_a_pact_is_told_denied_or_weighed_each_apart(tmp_path: Path):
    """Of members of an organisation as well, as claims have them; an agreement without a promise of defence is none."""
    files = {
        **FILES,
        "case.toml": FILES["case.toml"] + COALITION,
        "entities.csv": FILES["entities.csv"] + "        club,organisation,The Club,,\n",
        "claims/memberships.csv": """\
            claim,event,stage,assertion,source,member,organisation,role
            mem-001,in-a,in-force,asserted,press-2022,KGZ,club,member
            mem-002,in-b,in-force,asserted,press-2022,TUR,club,member
            """,
        "claims/agreements.csv": """\
            claim,event,stage,assertion,source,parties,obligations
            agr-001,paper,signed,asserted,press-2022,KGZ; TUR,consultation
            agr-002,shield,proposed,hypothetical,press-2022,KGZ; TUR,defense
            agr-003,bloc,in-force,denied,paper-2020,club,defense
            agr-004,other,signed,asserted,press-2022,KAZ; TUR,defense
            """,
    }
    with recorded(tmp_path / "case", files) as made:
        found = pact(made)
        assert found is not None
        sides = ([line.claim for line in side] for side in (found.told, found.denied, found.ahead))
        assert [*sides] == [[], ["agr-003"], ["agr-002"]]
        assert "profile" in found.silent


def test_alliances_of_datasets_stand_beside_the_claims_and_not_at_an_earlier_day_of_knowledge(studio: TestClient):
    now = studio.get("/overview.json").json()["pact"]
    assert now["told"] == []
    pairs = {" – ".join(state["key"] for state in one["states"]) for one in now["alliances"]}
    assert "AZE – TUR" in pairs
    assert "ATOP" in now["covered"]
    then = studio.get("/overview.json?known=2023-12-31").json()["pact"]
    assert then["alliances"] == []
    assert "not known" in then["silent"]
    before = studio.get("/overview.json?as_of=2000-01-01").json()["pact"]["alliances"]
    assert "16 August 2010" not in {one["since"] for one in before}
    assert before


def test_the_guide_leads_where_it_says(studio_of, tmp_path: Path):
    """Whatever is chosen: an address of the guide means what it says. One that there is none of is plain text."""
    opened = studio_of(write(tmp_path / "case", {**FILES, "guide.toml": GUIDE}))
    text = opened.client.get("/?as_of=2025-01-01").text
    guide = text.partition('class="guide"')[2].partition("</section>")[0]
    assert links(guide) == {"/event/sale", "/claims?known=2020-12-31"}
    assert "A page that there is none of" in guide


def test_every_step_of_the_bundled_guide_can_be_taken(studio: TestClient):
    """And none of them is told that something in it makes no sense."""
    text = studio.get("/").text
    guide = text.partition('class="guide"')[2].partition("</section>")[0]
    found = links(guide)
    assert len(found) >= 10
    for address in found:
        answer = studio.get(address)
        assert answer.status_code == 200, address
        assert "About the address" not in answer.text
        anchor = address.partition("#")[2]
        assert not anchor or f'id="{anchor}"' in answer.text


def test_the_third_question_turns_on_both_clocks(studio: TestClient):
    """On 27 April the drones were there; on the 30th they were not. In May one source knew of it, in June two."""

    def stages(query: str) -> set[tuple[str, str]]:
        found = studio.get(f"/event/tjk-bayraktar-2022.json?{query}").json()
        return {(one["label"], one["manner"]) for one in found["stages"] if one["kind"] == "transfers"}

    def sources(query: str) -> set[str]:
        found = studio.get(f"/event/tjk-bayraktar-2022.json?{query}").json()
        return {line["source"] for line in found["claims"]}

    assert ("delivered", "passed on") in stages("as_of=2022-04-27")
    assert ("ordered", "denied") not in stages("as_of=2022-04-27")
    assert ("ordered", "denied") in stages("as_of=2022-04-30")
    assert len(sources("known=2022-05-31")) == 1
    assert len(sources("known=2022-06-30")) == 2


def test_chances_are_those_of_the_forecast_with_their_evaluation_beside_them(studio: TestClient, built_case: Path):
    shown = studio.get("/overview.json").json()["chances"]
    with Record(built_case / "build" / "record.duckdb") as record:
        found = answer(record)
    assert found.evaluation
    assert shown == {
        "exactly": found.ranges[-1].words,
        "within": found.within_ranges[-1].words,
        "verdict": found.evaluation.verdict,
        "silent": "",
    }
    page = unescape(studio.get("/").text)
    assert shown["exactly"] in page
    assert shown["verdict"] in page


def test_before_the_models_were_fitted_there_are_no_chances_and_the_page_says_why(studio: TestClient):
    shown = studio.get("/overview.json?as_of=2021-05-05").json()["chances"]
    assert not shown["exactly"]
    assert "which nobody knew before 2022" in shown["silent"]
    assert shown["silent"] in unescape(studio.get("/?as_of=2021-05-05").text)


def reach(studio: TestClient, clicks: int, goal: str) -> bool:
    """Whether a page that holds some words can be reached from the overview in so many clicks on its content."""
    seen, ring = set(), {"/"}
    for step in range(clicks + 1):
        following = set()
        for address in sorted(ring):
            text = studio.get(address.partition("#")[0]).text
            if re.search(goal, unescape(re.sub(r"<[^>]+>", " ", text)), re.DOTALL):
                return True
            if step < clicks and address in ("/", *WAYS):
                main = text.partition("<main")[2].partition("</main>")[0]
                following |= {one for one in links(main) if one.startswith("/") and "." not in one.partition("?")[0]}
        seen |= ring
        ring = following - seen
    return False


WAYS = ("/measures/embargo", "/event/tjk-bayraktar-2022", "/measures/overlaps")
"""Pages on which a newcomer would click on."""


@pytest.mark.parametrize(
    ("goal", "clicks"),
    [
        (r"Germany.*Altay", 2),  # who embargoed what
        (r"(?=.*Kulubayev.*Bayraktar drones).*[Tt]he record concludes", 1),  # what Kyrgyzstan said of Tajik drones
        (r"CSTO.*Kazakhstan\s+member", 0),  # which members are bound to the CSTO
        (r"Claims 1–50 of 854.*¶\d+", 1),  # the paragraph behind a figure
    ],
)
def test_a_newcomer_finds_it_within_three_clicks(studio: TestClient, goal: str, clicks: int):
    assert clicks <= 3
    assert reach(studio, clicks, goal)


def test_each_figure_of_a_kind_leads_to_its_claims(studio: TestClient):
    data = studio.get("/overview.json").json()
    text = studio.get("/").text
    for kind in data["kinds"]:
        assert f'href="/claims?kind={kind["kind"]}"' in text
        assert studio.get(f"/claims.json?kind={kind['kind']}").json()["total"] == kind["claims"]


def test_a_cell_of_the_blocs_leads_to_as_many_claims_as_it_says(studio: TestClient):
    data = studio.get("/overview.json").json()["blocs"]
    state = next(n for n, one in enumerate(data["states"]) if one["key"] == "KAZ")
    place = next(place for place in data["places"][state] if place and place["body"] == "csto")
    assert (place["status"], place["full"]) == ("in", True)
    found = studio.get("/claims.json?kind=memberships&actor=KAZ&actor=csto").json()
    assert found["total"] >= place["claims"] > 0


def test_an_empty_case_teaches(studio_of, tmp_path: Path):
    text = studio_of(write(tmp_path / "case", {"claims/transfers.csv": "claim\n"})).client.get("/").text
    assert "This case has no claims yet" in text
    assert "claims/agreements.csv" in text


def test_a_case_of_one_claim(studio_of, tmp_path: Path):
    files = {"claims/transfers.csv": "claim,event,supplier,recipient\ntra-001,sale,TUR,KGZ\n"}
    answer = studio_of(write(tmp_path / "case", files)).client.get("/")
    assert answer.status_code == 200
    assert "1</a></dd>" in answer.text
    assert "Nowhere do sources say what cannot be so together." in answer.text


def test_a_day_before_everything(studio: TestClient):
    text = studio.get("/?known=1900-01-01").text
    assert "No claim was there at these clocks" in text
    assert 'href="/"' in text
