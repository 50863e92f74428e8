"""The models that ship: readable files that give what was fitted, and a sentence for files that do not fit."""

import json
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from foedus.forecast import fitted, places
from foedus.forecast.chances import chance, models, of_record, subsets_of
from foedus.forecast.estimate import HORIZONS
from foedus.forecast.models import models as every_model
from foedus.record import Record
from tests.cli.conftest import Foedus, foedus

__all__ = ["foedus"]
SIX = ("AZE", "KAZ", "KGZ", "TKM", "TUR", "UZB")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the models that ship, asked in their place."""
    target = tmp_path / "fitted"
    with resources.as_file(resources.files("foedus.forecast") / "shipped") as shipped:
        shutil.copytree(shipped, target)
    monkeypatch.setenv("FOEDUS_FITTED", str(target))
    return target


@pytest.fixture(scope="module")
def record(built_case: Path) -> Record:
    """The bundled case's record."""
    return Record(built_case / "build" / "record.duckdb")


def test_a_model_is_the_same_after_a_way_through_its_file(tmp_path: Path, built_case: Path) -> None:
    """Written and read again, each gives the same numbers for the case's states."""
    at = places.read(built_case)
    made = {name: fitted.read(name) for name in every_model()}
    fitted.write(tmp_path, fitted.about(), made)
    sets = subsets_of(at.positions(SIX))
    more = [one for one in sets if len(one) > 2]
    for name, one in made.items():
        again = fitted.read(name, tmp_path)
        for first, second in ((one.pairs(at), again.pairs(at)), (one.sets(at, more), again.sets(at, more))):
            assert (first is None) == (second is None)
            if first is not None:
                assert first == pytest.approx(second, abs=1e-6), name


def test_every_model_says_something_of_three_or_more(record: Record) -> None:
    """Finite logs for every subset of three or more, and chances that grow with the horizon."""
    shipped = models()
    found = shipped.within(SIX, record, year=2027)
    for name in every_model():
        by_horizon = [one.probability for one in found if one.model == name]
        assert len(by_horizon) == len(HORIZONS)
        assert all(one is not None and 0 < one < 1 for one in by_horizon)
        assert by_horizon == sorted(by_horizon)  # type: ignore[type-var]


def test_shares_of_bodies_that_only_the_record_knows_are_shown_apart(record: Record) -> None:
    """Template and pool stand twice: with the organisations that COW-IGO lacks, and from data alone."""
    names = [one.model for one in models().chances(SIX, record, year=2027) if one.horizon == 10]
    assert [name for name in names if name.endswith("(from data alone)")] == [
        "template (from data alone)", "pool (from data alone)",
    ]  # fmt: skip
    assert {"ots"} <= set(of_record(record).bodies.keys)


@pytest.mark.parametrize("year", [1990, 2024, 2060])
def test_a_year_that_the_models_do_not_look_at_is_told(record: Record, year: int) -> None:
    """Neither a year before their eve, which they would know too much of, nor one long after it."""
    found = models().chances(SIX, record, year=year)
    assert all(one.probability is None and "eve of" in one.why for one in found)


def test_a_group_of_thirteen_is_too_large_for_all_its_subsets(record: Record) -> None:
    """The number that can be asked about is named; no chance is made up."""
    many = (*SIX, "RUS", "CHN", "IRN", "USA", "TJK", "DEU", "FRA")
    found = models().within(many, record, year=2027)
    assert all(one.probability is None and "12 is the most" in one.why for one in found)


def test_chances_and_numbers() -> None:
    """Of 0.1 expected a year there is one in ten years with 63 in 100."""
    assert chance(0.1, 10) == pytest.approx(1 - np.exp(-1))
    assert chance(0.0, 10) == 0.0


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("about.json", {"format": 99}, "are of format 99"),
        ("pool.json", {"version": "another"}, "is of the fit another"),
        ("ridge.json", {"numbers": {}}, "does not hold what this foedus expects"),
    ],
)
def test_a_fitted_model_of_another_version_is_refused(
    foedus: Foedus, folder: Path, built_case: Path, file: str, change: dict[str, object], said: str
) -> None:
    """A format, a fit, numbers that this foedus does not know: each is a sentence with the next step."""
    text = json.loads((folder / file).read_text(encoding="utf-8")) | change
    (folder / file).write_text(json.dumps(text), encoding="utf-8")
    answer = foedus("forecast", "answer", built_case)
    assert answer.code == 2
    assert said in answer.err
    assert "foedus forecast train" in answer.err


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"format": 1}', "\x00"])
def test_a_damaged_model_is_a_sentence(foedus: Foedus, folder: Path, built_case: Path, content: str | None) -> None:
    """Missing, empty, cut off, another thing: no traceback."""
    path = folder / "template.json"
    if content is None:
        path.unlink()
    else:
        path.write_text(content, encoding="utf-8")
    answer = foedus("forecast", "answer", built_case)
    assert answer.code == 2
    assert "template" in answer.err
    assert "Traceback" not in answer.err
