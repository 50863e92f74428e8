"""The answer: what the models say, from end to end; what cannot be asked is said clearly."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.forecast import answer as room
from foedus.forecast.answer import Answer, alike, answer, by_horizon, first_year
from foedus.forecast.errors import ForecastError
from foedus.forecast.estimate import Core, Estimate
from foedus.forecast.sheets import measured, remarks, say
from foedus.measures.measured import MeasureError
from foedus.record import Record
from foedus.record.figure import Figure
from tests.forecast.north import Fake, Silent, north


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("answer") / "case"


@pytest.fixture(scope="module")
def record(folder: Path) -> Iterator[Record]:
    with north(folder) as record:
        yield record


@pytest.fixture(scope="module")
def found(record: Record, folder: Path) -> Answer:
    return answer(record, folder, models=Fake())


def test_by_default_the_cases_coalition_is_asked_about_from_the_year_after_its_newest_source(found: Answer):
    assert found.members == ("FIN", "NOR", "SWE")
    assert found.group == "Northern three"
    assert found.year == 2025


def test_a_range_goes_from_the_least_to_the_most_that_a_model_says(found: Answer):
    last = found.ranges[-1]
    assert [one.horizon for one in found.ranges] == [1, 5, 10]
    assert (last.lowest, last.highest) == ("distance", "template")
    assert (last.low, last.high) == pytest.approx((0.0002, 0.02))
    assert (last.words, last.apart) == ("between 1 in 5,000 and 1 in 50 a decade", "100 times")
    assert found.within_ranges[-1].words == "between 1 in 500 and 1 in 5 a decade"


def test_every_model_is_told_the_silent_one_with_its_reason(found: Answer):
    silent = [one for one in found.exactly if one.probability is None]
    assert {one.model for one in silent} == {"boosting"}
    assert silent[0].why == "no figures of Sweden"
    assert not found.silent


def test_the_expert_layer_stands_beside_and_leaves_the_models_figures_alone(
    record: Record, folder: Path, found: Answer
):
    without = answer(record, folder, models=Fake(), assumptions="none")
    assert without.exactly == found.exactly
    assert without.ranges == found.ranges
    assert without.beside == ()
    horizon, low, high, words = found.beside[-1]
    assert (horizon, words) == (10, "between 1 in 30,000 and 1 in 50 a decade")
    assert low < found.ranges[-1].low
    assert high == pytest.approx(found.ranges[-1].high)


def test_the_sentence_has_range_evaluation_and_geography(found: Answer):
    text = say(found)
    assert "between 1 in 5,000 and 1 in 50 a decade" in text
    assert "The highest (template) is 100 times the lowest (distance)" in text
    assert "No skill beyond the baseline" in text
    assert "Geography alone names the same core" in text


def test_a_chance_stands_for_pacts_and_for_nothing_else(record: Record, found: Answer):
    """No sheet gives a chance of an army, of exercises, of a police body."""
    sheets = {sheet.name: sheet for sheet in measured(record, found).sheets}
    chances = {line.label for line in sheets["by-horizon"].lines}
    assert chances == {"Exactly these 3 states", "Some of them, and nobody else", "… by distance", "… by template",
                       "… by boosting"}  # fmt: skip
    strands = [cell for line in sheets["strands"].lines for cell in line.cells if isinstance(cell, Figure)]
    assert not [cell for cell in strands if cell.known and "1 in " in str(cell.value)]


def test_every_figure_of_a_strand_names_its_claims_or_rows(record: Record, found: Answer):
    for line in next(s for s in measured(record, found).sheets if s.name == "strands").lines:
        for cell in line.cells[:4]:
            assert cell == "" or (isinstance(cell, Figure) and cell.claims)


def test_what_was_assumed_is_said_once_with_the_models_it_is_said_of():
    def told(model: str, why: str) -> Estimate:
        return Estimate(model=model, members=("A", "B"), horizon=1, probability=0.1, why=why)

    estimates = [told("rate", "votes as in 2024"), told("pool", "votes as in 2024; without one body")]
    assert remarks(estimates) == ["votes as in 2024.", "pool: without one body."]


def test_models_that_can_say_nothing_leave_the_strands(record: Record, folder: Path):
    found = answer(record, folder, models=Silent())
    assert found.ranges == ()
    assert found.silent == "No model can say: no figures of Sweden."
    assert say(found).startswith("No model can say")
    assert found.strands


def test_without_numpy_there_are_strands_and_a_word_on_what_is_missing(
    record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setitem(__import__("sys").modules, "foedus.forecast.chances", None)  # as where an import fails
    found = answer(record, folder)
    assert "foedus[forecast]" in found.silent
    assert found.exactly == ()


# -- years and sets ------------------------------------------------------------------------------------------


def test_the_clocks_move_the_year(record: Record):
    assert first_year(record.at(as_of="2010-06-01"), None) == 2011
    assert first_year(record.at(known="2022"), None) == 2023
    assert first_year(record, "1993") == 1993


@pytest.mark.parametrize("year", ["1815", "1816", "0", "-5", 1700])
def test_years_before_the_list_of_states_are_refused(record: Record, year: str | int):
    with pytest.raises(ForecastError) as caught:
        first_year(record, year)
    assert "the list of states begins in 1816" in caught.value.message
    assert "1817" in caught.value.hint


@pytest.mark.parametrize("year", ["soon", "20.5", "99999"])
def test_what_is_no_year_is_refused(record: Record, year: str):
    with pytest.raises(MeasureError):
        first_year(record, year)


def test_nobody_founds_a_pact_alone(record: Record, folder: Path):
    for asked in ({"states": ["FIN"]}, {"group": "alone"}, {"states": ["FIN", "Finland"]}):
        with pytest.raises(ForecastError) as caught:
            answer(record, folder, models=Fake(), **asked)
        assert "nobody founds a pact alone" in caught.value.message


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"group": "leaguee"}, "There is no group 'leaguee'"),
        ({"states": ["FIN", "Narnia"]}, "There is no state 'Narnia'"),
        ({"states": ["FIN", "guard"]}, "'guard' is no state"),
    ],
)
def test_unknown_names_are_refused(record: Record, folder: Path, asked: dict, said: str):
    with pytest.raises(MeasureError) as caught:
        answer(record, folder, models=Fake(), **asked)
    assert said in caught.value.message


def test_a_body_stands_for_its_members(record: Record, folder: Path):
    found = answer(record, folder, group="league", models=Fake())
    assert (found.members, found.group) == (("FIN", "SWE"), "Northern League")


def test_a_state_of_which_the_case_knows_nothing_can_be_asked_about(record: Record, folder: Path):
    found = answer(record, folder, states=["Chile", "PER"], models=Fake())
    assert found.members == ("CHL", "PER")
    assert not any(side.claims for strand in found.strands for side in strand.sides)


# -- cores ---------------------------------------------------------------------------------------------------


def core(model: str, *members: str) -> Core:
    return Core(model=model, members=members)


@pytest.mark.parametrize(
    ("cores", "said"),
    [
        ((), ""),
        ((core("distance", "A", "B"),), ""),
        ((core("ridge", "A", "B"),), ""),
        (
            (core("distance", "A", "B"), core("ridge", "A", "B"), core("ridge", "C", "D")),
            "Geography alone names the same",
        ),
        ((core("locality", "A", "B"), core("ridge", "C", "D")), "Geography alone names another core"),
        ((core("distance", "A", "B"), core("ridge", "A", "B"), core("pool", "C", "D")), "the same core as ridge;"),
    ],
)
def test_geography_is_held_against_the_first_core_of_each_model(cores: tuple[Core, ...], said: str):
    found = alike(cores)
    assert said in found if said else found == ""


def test_a_horizon_of_which_no_model_says_anything_has_no_range():
    told = Estimate(model="rate", members=("A", "B"), horizon=1, probability=0.1)
    mute = Estimate(model="rate", members=("A", "B"), horizon=5, probability=None, why="no figures")
    assert [one.horizon for one in by_horizon([told, mute])] == [1]


def test_the_shipped_models_are_asked_by_default(record: Record, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(room, "shipped", lambda folder=None: (Fake(), ""))
    assert answer(record, folder).models == "fake 1"
