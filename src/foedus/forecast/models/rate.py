"""Rate only: how many pacts there have been of late, spread evenly over all sets of a size. It knows no states."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.models import Asked, Past
from foedus.forecast.proposals import Set
from foedus.forecast.rates import rate, sizes
from foedus.forecast.scenes import Scene, uniform_density
from foedus.forecast.world import Floats

NAME = "rate"
ORDER = 1
SAYS = "only how many pacts there have been of late: every set of a size is as likely as another"
CALIBRATED = False


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """Rates of a year."""

    of_two: float
    rate: float
    of_size: tuple[float, ...]
    """Log probability of each number of founders."""

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`."""
        pairs = asked.states * (asked.states - 1) / 2
        return np.full(len(asked.near_pairs()), np.log(self.of_two / pairs))

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        size = np.array([len(one) for one in sets])
        return math.log(self.rate) + uniform_density(asked.states, size, np.array(self.of_size))


def fit(past: Past, scene: Scene) -> Rate:
    """Rates by size from past years."""
    return Rate(
        of_two=rate(past.counts(past.twos)),
        rate=rate(past.counts(past.more)),
        of_size=tuple(sizes([len(one.members) for one in past.more]).tolist()),
    )
