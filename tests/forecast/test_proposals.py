"""Densities over sets are exact: over all sets of a small world they sum to one, and draws follow them."""

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from foedus.forecast.proposals import LEAST, MOST, VARIANTS, Densities, Locality, Template, Whole, drawn, symmetric
from foedus.forecast.rates import sizes
from foedus.forecast.world import Floats
from tests.forecast.invented import eve

MANY = 7
EVERY = [one for size in range(LEAST, MANY + 1) for one in combinations(range(MANY), size)]


def within(most: int = MANY) -> Floats:
    """Sizes as the prior has them, cut at the number of states."""
    logs = sizes([])
    logs[most + 1 :] = -np.inf
    found: Floats = logs - np.log(np.exp(logs).sum())
    return found


@pytest.mark.parametrize("variant", range(len(VARIANTS)), ids=[one.name for one in VARIANTS])
def test_each_variant_is_a_distribution_over_all_sets(variant: int) -> None:
    """The probabilities of all sets of three or more sum to one, where the variant has a body to follow."""
    ground = Whole(eve(many=MANY))
    logs = Densities(ground).of(EVERY, within())[:, variant]
    one = VARIANTS[variant]
    if isinstance(one, Template) and not ground.classes.get((one.kind, one.least, one.most)):
        assert (logs < -70).all()
    else:
        assert np.exp(logs).sum() == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize(
    "variant", [Locality(500.0), Template("organisation", 3, 5, 0.85, 2.0), Template("pact", 3, 5, 0.6, 0.3)]
)
def test_draws_come_as_often_as_their_density_says(variant: Locality | Template) -> None:
    """Of 20,000 draws the share of each likely set is within four standard errors of its probability."""
    densities = Densities(Whole(eve(many=MANY)))
    count = 20_000
    found = Counter(drawn(variant, densities, within(), count, np.random.default_rng(5)))
    logs = densities.of(EVERY, within())[:, VARIANTS.index(variant)]
    for members, log in zip(EVERY, logs, strict=True):
        chance = float(np.exp(log))
        if chance > 0.01:
            assert abs(found[members] / count - chance) < 4 * np.sqrt(chance / count), members


def test_pairs_sum_to_one_under_each_locality() -> None:
    """So do the densities of pairs."""
    logs = Densities(Whole(eve(many=MANY))).of_pairs()
    assert np.exp(logs).sum(axis=0) == pytest.approx(np.ones(logs.shape[1]))


def test_symmetric_polynomials_by_hand() -> None:
    """Of 2, 3 and 5: one, the sum, the products of two, the product of three, and nothing beyond."""
    assert symmetric(np.array([[2.0, 3.0, 5.0]]), 4).tolist() == [[1.0, 10.0, 31.0, 30.0, 0.0]]


def test_near_sets_are_likelier_than_far_ones() -> None:
    """Three neighbours before three that are spread over the line, at every scale."""
    logs = Densities(Whole(eve(many=MANY))).of([(2, 3, 4), (0, 3, 6)], np.zeros(MOST + 1))
    local = [isinstance(one, Locality) for one in VARIANTS]
    assert (logs[0, local] > logs[1, local]).all()
