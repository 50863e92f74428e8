"""What models are made of, against what it should give: a known logit, a known tilt, trees as scikit-learn has them."""

import numpy as np
import pytest

from foedus.forecast.models import logit, mixture, tilt, trees
from foedus.forecast.proposals import VARIANTS, Locality

DRAW = np.random.default_rng(11)


def test_a_logit_finds_the_slopes_that_made_the_data() -> None:
    """40,000 rows of a known process, the zeros sampled one in ten and weighted: slopes within 0.1, hazard right."""
    x = DRAW.normal(size=(40_000, 2))
    chance = 1 / (1 + np.exp(3 - 1.0 * x[:, 0] + 0.5 * x[:, 1]))
    y = (DRAW.random(len(x)) < chance).astype(float)
    keep = (y == 1) | (DRAW.random(len(x)) < 0.1)
    weight = np.where(y == 1, 1.0, 10.0)[keep]
    fitted = logit.fit(("a", "b"), x[keep], y[keep], weight, ridge=0.01)
    slopes = np.array(fitted.coefficients) / np.array(fitted.deviations)
    assert slopes == pytest.approx([1.0, -0.5], abs=0.1)
    assert (1 - np.exp(-np.exp(fitted.hazard(x)))).sum() == pytest.approx(y.sum(), rel=0.1)


def test_a_logit_takes_what_it_does_not_know_for_the_mean() -> None:
    """A row without a value has the hazard of a row with the mean of it."""
    x = DRAW.normal(size=(2_000, 1))
    y = (DRAW.random(2_000) < 0.2).astype(float)
    fitted = logit.fit(("a",), x, y, np.ones(2_000), ridge=0.1)
    assert fitted.hazard(np.array([[np.nan]])) == pytest.approx(fitted.hazard(np.array([[fitted.means[0]]])))


def test_a_logit_with_a_rare_outcome_and_collinear_columns_settles() -> None:
    """Two columns alike and three events in 5,000: it ends, with finite numbers and the right total."""
    x = np.repeat(DRAW.normal(size=(5_000, 1)), 2, axis=1)
    y = np.zeros(5_000)
    y[:3] = 1.0
    fitted = logit.fit(("a", "b"), x, y, np.ones(5_000), ridge=1.0)
    assert np.exp(fitted.hazard(x)).sum() == pytest.approx(3.0, rel=0.05)


def test_a_tilt_finds_what_foundings_were_chosen_for() -> None:
    """400 choices among 50 by exp(2 x): the slope is near 2; without choices nothing is tilted."""
    events = []
    for _ in range(400):
        x = DRAW.normal(size=(51, 1))
        chance = np.exp(2 * x[:, 0])
        own = x[DRAW.choice(51, p=chance / chance.sum())]
        events.append((own, x, np.zeros(51)))
    fitted = tilt.fit(("x",), events, ridge=0.1)
    assert fitted.coefficients[0] / fitted.deviations[0] == pytest.approx(2.0, abs=0.3)
    assert tilt.fit(("x",), [], ridge=0.1).score(np.array([[5.0]])).tolist() == [0.0]


def test_a_tilt_divided_by_its_sum_keeps_the_total() -> None:
    """Over sets that stand for all, density times exp(score) over its mean sums to what it was."""
    x = DRAW.normal(size=(300, 1))
    log_weight = DRAW.normal(size=300)
    fitted = tilt.Tilt(names=("x",), coefficients=(0.7,), means=(0.0,), deviations=(1.0,))
    before = np.exp(log_weight).sum()
    after = np.exp(log_weight + fitted.score(x) - fitted.log_sum(x, log_weight)).sum()
    assert after == pytest.approx(before)


def test_a_mixture_finds_the_variant_at_work_and_keeps_the_others_possible() -> None:
    """Thirty foundings that the second variant explains far better: it has most weight, none has nothing."""
    logs = np.full((30, len(VARIANTS)), -20.0)
    logs[:, 1] = -5.0
    weight = mixture.weights(logs, mixture.prior())
    assert weight[1] > 0.7
    assert (weight > 0).all()
    assert weight.sum() == pytest.approx(1.0)


def test_a_mixture_of_localities_alone_has_no_templates() -> None:
    """Variants that are left out beforehand stay out."""
    weight = mixture.weights(np.full((3, len(VARIANTS)), -5.0), mixture.prior(template=False))
    assert [bool(one) for one in weight > 0] == [isinstance(one, Locality) for one in VARIANTS]


def test_trees_score_as_scikit_learn_does() -> None:
    """The dump gives the same log-odds, with values missing too."""
    sklearn = pytest.importorskip("sklearn.ensemble", reason="training needs scikit-learn")
    x = DRAW.normal(size=(3_000, 4))
    x[DRAW.random(x.shape) < 0.1] = np.nan
    y = (np.nan_to_num(x[:, 0]) + np.nan_to_num(x[:, 1]) ** 2 + DRAW.normal(size=3_000) > 1).astype(float)
    model = sklearn.HistGradientBoostingClassifier(max_iter=20, random_state=0).fit(x, y)
    assert trees.dumped(model).score(x) == pytest.approx(model.decision_function(x), abs=1e-9)
