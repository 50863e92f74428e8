"""`foedus forecast answer` and `score` as they are typed: what a person reads, JSON, files, clear errors."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from foedus.forecast import answer as room
from tests.cli.conftest import Foedus, foedus
from tests.forecast.north import Fake, Silent, north

__all__ = ["foedus"]


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("typed") / "case"
    with north(folder):
        yield folder


@pytest.fixture(autouse=True)
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Models of a test, and none of the datasets of whoever runs it."""
    monkeypatch.setattr(room, "shipped", lambda folder=None: (Fake(), ""))
    for name in ("FOEDUS_CACHE", "FOEDUS_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / f".{name.lower()}"))
    monkeypatch.delenv("FOEDUS_DATA", raising=False)


def test_what_a_person_reads(foedus: Foedus, case: Path, golden):
    said = foedus("forecast", "answer", case)
    assert said.code == 0
    golden("forecast-answer.txt", "\n".join(line.rstrip() for line in said.out.splitlines()) + "\n")


def test_json_has_every_claim_model_and_assumption(foedus: Foedus, case: Path):
    found = json.loads(foedus("forecast", "answer", case, "--json").out)
    assert found["members"] == ["FIN", "NOR", "SWE"]
    assert [strand["name"] for strand in found["strands"]][:2] == ["agreements", "exercises"]
    assert found["strands"][0]["sides"][0]["facts"] == ["agr-001", "agr-002", "agr-003"]
    assert {one["model"] for one in found["exactly"]} == {"distance", "template", "boosting"}
    assert found["expert"]["weighed"][0]["assumption"]["by"] == "a. nother"
    assert found["evaluation"]["verdict"].startswith("No skill")


def test_the_expert_layer_can_be_switched_off(foedus: Foedus, case: Path):
    said = foedus("forecast", "answer", case, "--expert", "none")
    assert "not used: switched off" in said.out
    one = foedus("forecast", "answer", case, "--expert", "neutrality")
    assert one.out.count("switched off") == 1


def test_a_case_given_as_its_record_has_no_expert_layer(foedus: Foedus, case: Path):
    said = foedus("forecast", "answer", case / "build" / "record.duckdb")
    assert said.code == 0
    assert "What persons assume" not in said.out


def test_a_forecast_is_frozen_and_scored(foedus: Foedus, case: Path, tmp_path: Path):
    file = tmp_path / "frozen.json"
    said = foedus("forecast", "answer", case, "--year", 2022, "--freeze", file)
    assert said.code == 0
    assert f"frozen   {file}" in said.out.replace("\n", "")
    unscored = foedus("forecast", "score", file)
    assert "answered 0, open 18" in unscored.out
    pacts = tmp_path / "pacts.csv"
    header = "members,signed,obligations,source,url,note\n"
    pacts.write_text(f"{header}FIN; SWE,2023-04-01,defense,The Daily,,\n", encoding="utf-8")
    scored = json.loads(foedus("forecast", "score", file, "--updates", pacts, "--until", "2026-12-31", "--json").out)
    came = {
        (one["said"]["outcome"], one["said"]["horizon"]): one["came"]
        for one in scored["scored"]
        if one["said"]["model"] == "template"
    }
    assert came == {
        ("exactly", 1): False, ("exactly", 5): False, ("exactly", 10): None,
        ("within", 1): False, ("within", 5): True, ("within", 10): True,
    }  # fmt: skip
    assert "Not what was asked, but near" in foedus("forecast", "score", file, "--updates", pacts).out


def test_a_second_freeze_into_the_same_file_is_refused(foedus: Foedus, case: Path, tmp_path: Path):
    file = tmp_path / "frozen.json"
    foedus("forecast", "answer", case, "--freeze", file)
    before = file.read_bytes()
    said = foedus("forecast", "answer", case, "--freeze", file)
    assert said.code == 2
    assert "never overwritten" in said.err
    assert file.read_bytes() == before


def test_a_frozen_file_is_of_today(foedus: Foedus, case: Path, tmp_path: Path):
    foedus("forecast", "answer", case, "--freeze", tmp_path / "frozen.json")
    made = date.fromisoformat(json.loads((tmp_path / "frozen.json").read_text())["made"])
    assert abs((date.today() - made).days) <= 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--state", "FIN"), "nobody founds a pact alone"),
        (("--group", "leage"), "There is no group 'leage'"),
        (("--year", "1815"), "the list of states begins in 1816"),
        (("--year", "then"), "'then' is no year"),
        (("--expert", "nobody"), "There is no assumption 'nobody'"),
        (("--as-of", "yesterday"), "--as-of"),
    ],
)
def test_a_bad_question_gets_a_sentence_and_a_hint(foedus: Foedus, case: Path, asked: tuple[str, ...], said: str):
    found = foedus("forecast", "answer", case, *asked)
    assert found.code == 2
    assert said in found.err
    assert "Traceback" not in found.err


def test_faults_of_updates_are_shown_by_line(foedus: Foedus, case: Path, tmp_path: Path):
    file, pacts = tmp_path / "frozen.json", tmp_path / "pacts.csv"
    foedus("forecast", "answer", case, "--freeze", file)
    pacts.write_text(
        "members,signed,obligations,source,url,note\nFIN; XXX,2023,defense,The Daily,,\n", encoding="utf-8"
    )
    said = foedus("forecast", "score", file, "--updates", pacts)
    assert said.code == 1
    assert "pacts.csv:2" in said.err
    assert "'XXX' is no state" in said.err


def test_models_that_can_say_nothing_are_not_frozen(
    foedus: Foedus, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(room, "shipped", lambda folder=None: (Silent(), ""))
    said = foedus("forecast", "answer", case, "--freeze", tmp_path / "frozen.json")
    assert said.code == 2
    assert "nothing to freeze" in said.err
    assert not (tmp_path / "frozen.json").exists()
