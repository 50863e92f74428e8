"""What would change the chances, and all coalitions of a pool: asked in forms that need no JavaScript."""

import builtins
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.forecast.scenario.compare import compare
from foedus.forecast.scenario.lines import read
from foedus.record import Record

SCENARIO, COALITIONS = "/forecast/scenario", "/forecast/coalitions"
LINE = "KAZ leaves csto"


def words(text: str) -> str:
    """What stands in a page's main part."""
    main = re.search(r"<main.*?</main>", text, re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", main[0] if main else text).split())


def test_the_forecast_leads_to_both_forms(studio: TestClient):
    page = studio.get("/forecast").text
    assert f'href="{SCENARIO}"' in page
    assert f'href="{COALITIONS}"' in page


@pytest.mark.parametrize("address", [SCENARIO, COALITIONS])
def test_a_form_without_an_answer_offers_questions_that_have_one(studio: TestClient, address: str):
    page = studio.get(address).text
    assert '<form class="ask" method="get"' in page
    empty = page[page.index('class="empty"') :]
    offered = re.findall(rf'<a href="({address}\?[^"]+)"', empty)
    assert offered
    answered = words(studio.get(offered[0].replace("&amp;", "&")).text)
    assert "What the figures do not say" in answered


def test_a_scenario_is_the_engine_s(studio: TestClient, built_case: Any):
    shown = studio.get(f"{SCENARIO}.json", params={"lines": LINE}).json()["figures"]
    with Record(built_case / "build" / "record.duckdb") as record:
        found = compare(record, read(record, [LINE]))
    assert shown["answer"] == found.answer
    assert [sheet["title"] for sheet in shown["sheets"]] == [sheet.title for sheet in found.sheets]
    picture = studio.get(f"{SCENARIO}.svg", params={"lines": LINE}).text
    assert LINE in picture


def test_several_lines_stand_apart_by_semicolons(studio: TestClient):
    page = words(studio.get(SCENARIO, params={"lines": f"{LINE}; RUS opposes x0.3"}).text)
    assert "Assumptions of whoever wrote the lines" in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"lines": "KAZ dances"}, "is no line of a scenario"),
        ({"lines": "; ;"}, "changes nothing"),
        ({"lines": ";".join(f"KAZ and TUR unga_distance = 0.{n}" for n in range(1, 3))}, "contradict"),
        ({"lines": LINE, "state": "KAZ,KGZ,UZB,TKM,AZE,TUR,RUS,CHN,IRN"}, "up to 6 lines on up to 8 states"),
    ],
)
def test_a_scenario_that_cannot_be_asked_says_why(studio: TestClient, asked: dict[str, str], says: str):
    page = studio.get(SCENARIO, params=asked)
    assert page.status_code == 200
    alert = re.search(r'role="alert">(.*?)</p>', page.text, re.DOTALL)
    assert alert
    assert says in alert[1]
    assert "--" not in alert[1]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"pool": "KAZ"}, "the pool has one"),
        ({"pool": ",".join(f"S{n}" for n in range(17))}, "pools of up to 16 states, not 17"),
        ({"pool": "KAZ,KGZ,UZB", "size": "1"}, "two states or more"),
        ({"pool": "KAZ,Atlantis"}, "Atlantis"),
        ({"pool": "KAZ,KGZ", "size": "many"}, "is no number"),
    ],
)
def test_a_search_that_cannot_be_done_says_why(studio: TestClient, asked: dict[str, str], says: str):
    page = studio.get(COALITIONS, params=asked)
    assert page.status_code == 200
    alert = re.search(r'role="alert">(.*?)</p>', page.text, re.DOTALL)
    assert alert
    assert says in alert[1]


def test_a_search_shows_the_best_of_each_size(studio: TestClient):
    pytest.importorskip("numba")
    page = words(studio.get(COALITIONS, params={"pool": "KAZ,KGZ,UZB,AZE", "size": "3"}).text)
    assert "Best coalitions of each size" in page
    assert "A score is no probability" in page


@pytest.mark.parametrize(("address", "asked"), [(SCENARIO, {"lines": LINE}), (COALITIONS, {"pool": "KAZ,KGZ,UZB"})])
def test_without_its_packages_a_form_says_what_is_missing(
    studio: TestClient, address: str, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
):
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith(
            ("foedus.forecast.scenario.compare", "foedus.forecast.coalitions", "foedus.forecast.chances")
        ):
            raise ModuleNotFoundError("No module named 'numpy'", name="numpy")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    page = studio.get(address, params={**asked, "known": "2025-01-07"})
    assert page.status_code == 200
    assert "numpy is not installed." in page.text
    assert "foedus[forecast]" in page.text


def test_a_case_without_a_coalition_teaches(small_studio: TestClient):
    page = words(small_studio.get(SCENARIO).text)
    assert "The case names no states of which anything is at hand for this." in page
