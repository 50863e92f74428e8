"""Figures of merit on forecasts that one can reckon by hand."""

import numpy as np
import pytest

from foedus.forecast.errors import ForecastError
from foedus.forecast.evaluate import scores
from foedus.forecast.evaluate.compare import difference
from foedus.forecast.evaluate.designs import designs, near_misses
from foedus.forecast.evaluate.protocol import checked, protocol
from foedus.forecast.evaluate.rolling import Calibration, Case, Forecast
from foedus.forecast.scenes import Scene
from tests.forecast.invented import eve


def forecast(model: str, year: int, log: float | None, expected: float, controls: tuple[float, ...] = ()) -> Forecast:
    """What a model expected of a year in which one pact of two came, or none."""
    case = () if log is None else (Case(year=year, members=(0, 1), log=log, controls={"local": np.array(controls)}),)
    return Forecast(model=model, year=year, twos=expected, raw=expected, more=0.0, cases=case)


def test_nats_per_event_by_hand() -> None:
    """Two foundings at log -2 and -4, three pacts expected: (-6 - 3) / 2."""
    made = [forecast("m", 1990, -2.0, 1.0), forecast("m", 1991, -4.0, 1.0), forecast("m", 1992, None, 1.0)]
    assert scores.nats(made, two=True) == pytest.approx(-4.5)
    assert scores.expected(made, two=True) == pytest.approx(3.0)
    assert scores.nats(made, two=False) is None


def test_auc_is_within_a_year_and_ties_count_half() -> None:
    """One founding above two of three controls and level with the third; a year whose chances are all lower does not
    change it: years are never pooled."""
    made = [forecast("m", 1990, -2.0, 1.0, (-3.0, -5.0, -2.0)), forecast("m", 1991, -20.0, 1.0, (-30.0, -50.0, -20.0))]
    assert scores.auc(made, two=True, design="local") == pytest.approx((2 + 0.5) / 3)


def test_a_model_is_no_better_than_itself_and_clearly_better_than_a_worse_one() -> None:
    """The paired bootstrap gives exactly 0 against itself, and an interval above 0 where every year gains."""
    good = [forecast("good", 1960 + n, -2.0, 1.0) for n in range(40)]
    bad = [forecast("bad", 1960 + n, -3.0 - n % 2, 1.0) for n in range(40)]
    same = difference(good, good, True, 1, "two")
    better = difference(good, bad, True, 1, "two")
    assert same is not None
    assert (same.nats, same.low, same.high, same.clear) == (0.0, 0.0, 0.0, False)
    assert better is not None
    assert better.clear
    assert better.nats == pytest.approx(1.5)


def test_calibration_halves_a_model_that_expects_twice_too_many() -> None:
    """After many years of two expected and one that came, the factor is near one half; before any it is one."""
    calibration = Calibration()
    assert calibration.factor == pytest.approx(1.0)
    for _ in range(60):
        calibration.learn(2.0, 1)
    assert calibration.factor == pytest.approx(0.5, abs=0.06)


def test_controls_have_the_year_and_size_of_the_founding_and_are_never_it() -> None:
    """Every design gives sets as large as the founding, of states of the year, sorted, none of them the founding."""
    scene = Scene(eve(many=9), seed=1, controls=50)
    found = designs(scene, (2, 3, 4))
    assert set(found) == {"local", "template", "near-miss", "uniform"}
    for design, sets in found.items():
        assert sets, design
        for one in sets:
            assert len(one) == 3, design
            assert tuple(sorted(set(one))) == one, design
            assert one != (2, 3, 4), design
            assert max(one) < 9, design


def test_a_near_miss_swaps_exactly_one_founder() -> None:
    """Two of the three founders stay."""
    scene = Scene(eve(many=9), seed=1, controls=50)
    assert all(len(set(one) & {2, 3, 4}) == 2 for one in near_misses(scene, (2, 3, 4)))


def test_the_protocol_is_hashed_with_every_constant() -> None:
    """The same asked twice has the same hash; another seed, or another constant, another."""
    one = protocol(1)
    assert one.sha256 == protocol(1).sha256
    assert one.sha256 != protocol(2).sha256
    assert "pool.RIDGE" in one.settings
    assert "rolling.HALF_LIFE" in one.settings


@pytest.mark.parametrize(("first", "last"), [(1946, 2018), (1800, 1810), (2010, 2000)])
def test_years_that_cannot_be_forecast_are_a_sentence(first: int, last: int) -> None:
    """Years before there is anything to learn from, and spans turned round."""
    with pytest.raises(ForecastError, match="cannot be forecast"):
        checked(protocol(1, first, last))


def test_an_unknown_model_is_met_with_a_near_name() -> None:
    """`ridg` is met with ridge."""
    with pytest.raises(ForecastError) as caught:
        checked(protocol(1), ["ridg"])
    assert "ridge" in caught.value.hint
