"""Frozen forecasts: all that was said and from what, readable, at a stroke, never overwritten; scored when known."""

import json
import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.case.tables import digest
from foedus.forecast.answer import Answer, answer
from foedus.forecast.errors import ForecastError
from foedus.forecast.frozen import Frozen, code, freeze, read
from foedus.forecast.score import FLOOR, Scored, Scores, score
from foedus.record import Record
from foedus.reference.updates import NewPact
from tests.forecast.north import Fake, Silent, north

DAY = date(2024, 5, 1)
THREE = ("FIN", "NOR", "SWE")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frozen") / "case"


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[Record]:
    with north(folder) as record:
        yield record


@pytest.fixture(scope="module")
def said(record: Record, folder: Path) -> Answer:
    return answer(record, folder, models=Fake())


@pytest.fixture(scope="module")
def frozen(record: Record, folder: Path, said: Answer) -> Frozen:
    return freeze(record, folder, said, folder.parent / "a" / "frozen.json", made=DAY)


def test_what_is_written_is_what_is_read(frozen: Frozen, folder: Path):
    assert read(folder.parent / "a" / "frozen.json") == frozen


def test_a_person_can_read_it(frozen: Frozen, folder: Path):
    text = (folder.parent / "a" / "frozen.json").read_text(encoding="utf-8")
    assert '"question": "Will the northern three found a pact?"' in text
    assert '"outcome": "exactly"' in text
    data = json.loads(text)
    assert data["made"] == "2024-05-01"
    assert data["models"] == "fake 1"
    assert {(one["horizon"], one["until"]) for one in data["said"]} == {
        (1, "2025-12-31"), (5, "2029-12-31"), (10, "2034-12-31")
    }  # fmt: skip


def test_it_has_the_hash_of_every_file_that_it_was_made_from(frozen: Frozen, folder: Path):
    for name in ("case.toml", "claims/agreements.csv", "profile/pacts.csv", "expert.toml"):
        assert frozen.inputs[name] == digest(folder / name)
    assert frozen.code == code()
    assert [one.name for one in frozen.expert] == ["neutrality", "in-the-league"]


def test_it_is_never_overwritten(record: Record, folder: Path, said: Answer, tmp_path: Path):
    target = tmp_path / "frozen.json"
    target.write_text("mine")
    with pytest.raises(ForecastError, match="never overwritten"):
        freeze(record, folder, said, target)
    assert target.read_text() == "mine"


def test_what_cannot_be_written_leaves_nothing_behind(record: Record, folder: Path, said: Answer, tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ForecastError, match="cannot be written"):
        freeze(record, folder, said, tmp_path / "file" / "frozen.json")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nothing_said_is_nothing_to_freeze(record: Record, folder: Path, tmp_path: Path):
    silent = answer(record, folder, models=Silent())
    with pytest.raises(ForecastError) as caught:
        freeze(record, folder, silent, tmp_path / "frozen.json")
    assert "nothing to freeze" in caught.value.message
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no frozen forecast"),
        (b"\xff\xfe", "is no frozen forecast"),
        (b"[]", "is no frozen forecast"),
        (b"{}", "says format 'nothing'"),
        (b'{"format": "foedus frozen forecast 99"}', "format 'foedus frozen forecast 99'; this program reads"),
        (b'{"format": "foedus frozen forecast 1"}', "missing required field"),
    ],
)
def test_another_file_is_no_frozen_forecast(tmp_path: Path, content: bytes, told: str):
    path = tmp_path / "frozen.json"
    path.write_bytes(content)
    with pytest.raises(ForecastError) as caught:
        read(path)
    assert told in caught.value.message


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fall_over(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_bytes(content)
    with pytest.raises(ForecastError):
        read(path)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path):
    with pytest.raises(ForecastError, match="cannot be read"):
        read(tmp_path / "none.json")


# -- scoring -------------------------------------------------------------------------------------------------


def pact(*members: str, signed: str = "2026-03-01", obligations: tuple[str, ...] = ("defense",)) -> NewPact:
    return NewPact(
        members=tuple(sorted(members)), signed=signed, obligations=obligations, source="A test", url="", note="",
        place="pacts.csv:2",
    )  # fmt: skip


def of(scores: Scores, outcome: str, model: str, horizon: int) -> Scored:
    return next(
        one
        for one in scores.scored
        if (one.said.outcome, one.said.model, one.said.horizon) == (outcome, model, horizon)
    )


def test_until_somebody_vouches_for_the_list_nothing_is_known_not_to_have_come(frozen: Frozen):
    scores = score(frozen, [], None)
    assert scores.answered == ()
    assert len(scores.open) == len(frozen.said)
    assert "nobody vouches" in of(scores, "exactly", "template", 1).by


def test_a_horizon_is_answered_with_no_once_it_is_over_and_vouched_for(frozen: Frozen):
    scores = score(frozen, [], date(2025, 12, 31))
    one = of(scores, "exactly", "template", 1)
    chance = 1 - 0.98**0.1
    assert one.came is False
    assert one.brier == pytest.approx(chance**2)
    assert one.nats == pytest.approx(math.log(1 - chance))
    assert of(scores, "exactly", "template", 5).came is None
    assert of(score(frozen, [], date(2025, 12, 30)), "exactly", "template", 1).came is None


def test_a_pact_of_exactly_these_answers_with_yes_before_the_horizon_is_over(frozen: Frozen):
    scores = score(frozen, [pact(*THREE)], None)
    five = of(scores, "exactly", "template", 5)
    assert five.came is True
    assert five.brier == pytest.approx((1 - 0.02) ** 2, abs=0.02)
    assert five.nats == pytest.approx(math.log(1 - 0.98**0.5))
    assert of(scores, "exactly", "template", 1).came is None  # 2026 is after its end
    assert of(scores, "within", "distance", 10).came is True  # all of them are some of them


def test_a_pact_of_two_of_them_is_not_the_one_asked_about_but_is_named(frozen: Frozen):
    scores = score(frozen, [pact("FIN", "SWE")], date(2034, 12, 31))
    assert of(scores, "exactly", "template", 10).came is False
    assert of(scores, "within", "template", 10).came is True
    assert scores.near == ("FIN, SWE, signed 2026-03-01 (pacts.csv:2)",)


@pytest.mark.parametrize(
    "other",
    [
        pact(*THREE, "DNK"),
        pact(*THREE, signed="2024-12-31"),
        pact(*THREE, signed="2036"),
        pact(*THREE, obligations=("consultation",)),
    ],
    ids=["one more", "before", "after", "no defence"],
)
def test_what_does_not_answer(frozen: Frozen, other: NewPact):
    assert of(score(frozen, [other], date(2040, 1, 1)), "exactly", "template", 10).came is False


def test_a_vague_date_counts_from_the_horizon_in_which_it_ends(frozen: Frozen):
    scores = score(frozen, [pact(*THREE, signed="2025")], None)
    assert of(scores, "exactly", "template", 1).came is True


def test_what_was_given_no_chance_is_never_scored(frozen: Frozen):
    one = of(score(frozen, [pact(*THREE)], date(2040, 1, 1)), "exactly", "boosting", 10)
    assert (one.came, one.brier, one.by) == (None, None, "no chance was given")


def test_what_was_ruled_out_and_came_costs_much_but_not_all(frozen: Frozen):
    import msgspec

    sure = msgspec.structs.replace(frozen.said[0], model="sure", probability=0.0)
    scores = score(msgspec.structs.replace(frozen, said=(sure,)), [pact(*THREE, signed="2025-06-01")], None)
    assert scores.scored[0].nats == math.log(FLOOR)


BUNDLED = sorted((Path(__file__).parents[2] / "cases").glob("*/forecast/frozen-*.json"))


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: f"{path.parts[-3]}/{path.name}")
def test_a_frozen_forecast_that_ships_was_made_before_its_horizon_and_is_of_the_cases_coalition(path: Path):
    import tomllib

    one = read(path)
    case = tomllib.loads((path.parents[1] / "case.toml").read_text(encoding="utf-8"))
    assert list(one.members) == sorted(case["coalition"]["members"])
    assert one.made < one.since
    assert {said.outcome for said in one.said} == {"exactly", "within"}
    assert any(said.probability for said in one.said)
