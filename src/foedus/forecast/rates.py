"""How many pacts to expect in a year, and of what size: Gamma-Poisson rates that forget, and sizes.

A rate is a Gamma-Poisson mean over past years weighted by 2 ** (-years ago / half-life). As nobody knows how fast the
world forgets, several half-lives are averaged, each weighted by how well it foretold the years before (its negative
binomial likelihood).
"""

from collections.abc import Sequence
from math import lgamma

import numpy as np

from foedus.forecast.proposals import LEAST, MOST
from foedus.forecast.world import Floats

HALF_LIVES = (3.0, 5.0, 10.0, 15.0, 25.0)
"""Years."""
PRIOR = 0.5
"""Shape and rate of the prior: half a pact in half a year, which few years overrule."""
GEOMETRIC = 5.0
"""Mean number of founders, three apart, where nothing is known of sizes."""
TRUST = 6.0
"""Pacts that the geometric distribution of sizes is worth."""
SPREAD = 0.25
"""Width, in log size, over which a past pact speaks for sizes near its own."""


def rate(counts: Sequence[int]) -> float:
    """Pacts expected in the year after those that `counts` are of."""
    weights = _weights(counts)
    return float(np.dot(weights, [_mean(counts, half) for half in HALF_LIVES]))


def _weights(counts: Sequence[int]) -> Floats:
    scores = np.array(
        [sum(_likelihood(counts[:n], counts[n], half) for n in range(5, len(counts))) for half in HALF_LIVES]
    )
    weights = np.exp(scores - scores.max())
    found: Floats = weights / weights.sum()
    return found


def _gamma(counts: Sequence[int], half: float) -> tuple[float, float]:
    ago = np.arange(len(counts) - 1, -1, -1)
    weight = 0.5 ** (ago / half)
    return float(np.dot(weight, counts)) + PRIOR, float(weight.sum()) + PRIOR


def _mean(counts: Sequence[int], half: float) -> float:
    shape, scale = _gamma(counts, half)
    return shape / scale


def _likelihood(before: Sequence[int], found: int, half: float) -> float:
    shape, scale = _gamma(before, half)
    chance = scale / (scale + 1)
    return float(
        lgamma(found + shape) - lgamma(shape) - lgamma(found + 1) + shape * np.log(chance) + found * np.log1p(-chance)
    )


def sizes(past: Sequence[int]) -> Floats:
    """Log probability of each number of founders from 0 to `MOST`, given those of past pacts of three or more."""
    every = np.arange(LEAST, MOST + 1)
    chance = TRUST * (1 - 1 / GEOMETRIC) ** (every - LEAST) / GEOMETRIC
    for size in past:
        bump = np.exp(-0.5 * (np.log(every / min(size, MOST)) / SPREAD) ** 2)
        chance = chance + bump / bump.sum()
    made = np.full(MOST + 1, -np.inf)
    made[LEAST:] = np.log(chance / chance.sum())
    return made
