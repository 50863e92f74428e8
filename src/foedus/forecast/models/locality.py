"""Locality: near states found pacts. A mixture of scales, weighted by what they have given before."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.models import Asked, Past, mixture
from foedus.forecast.proposals import SCALES, Set
from foedus.forecast.rates import rate, sizes
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "locality"
ORDER = 3
SAYS = "a state and some that are near it, at scales from 150 to 5,000 km"
CALIBRATED = False


class Locality(msgspec.Struct, frozen=True, kw_only=True):
    """Rates, and weights of the scales, for two and for more."""

    of_two: float
    rate: float
    of_size: tuple[float, ...]
    pair_weights: tuple[float, ...]
    weights: tuple[float, ...]

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`."""
        return math.log(self.of_two) + mixture.density(asked.near_pairs(), np.array(self.pair_weights))

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        logs = asked.variants(sets, np.array(self.of_size))
        return math.log(self.rate) + mixture.density(logs, np.array(self.weights))


def fit(past: Past, scene: Scene) -> Locality:
    """Weights of the scales from past foundings."""
    of_size = sizes([len(one.members) for one in past.more])
    twos = np.array(
        [past.scenes[one.year].near_pairs()[past.scenes[one.year].pair_of(*one.members)] for one in past.twos]
    )
    return Locality(
        of_two=rate(past.counts(past.twos)),
        rate=rate(past.counts(past.more)),
        of_size=tuple(of_size.tolist()),
        pair_weights=tuple(mixture.weights(twos, np.ones(len(SCALES))).tolist()),
        weights=tuple(mixture.weights(past.densities(), mixture.prior(template=False)).tolist()),
    )
