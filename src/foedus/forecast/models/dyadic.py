"""Dyadic logit averaged: a logit of pairs, and for larger sets the mean over their pairs.

What most of the literature would do; dyads cannot recover a k-adic process (Poast 2010), and here one sees by how much.
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.models import Asked, Past, scored
from foedus.forecast.proposals import Set
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "dyadic"
ORDER = 5
SAYS = "a logit of pairs; of larger sets, the mean over their pairs"
CALIBRATED = True

PAIRS = (
    "log_distance", "contiguous", "unga_distance", "hostile", "igo_joint", "allied", "cinc_larger", "cinc_smaller",
    "polyarchy_gap", "major",
)  # fmt: skip
"""What is usual in studies of alliance formation."""
RIDGE = 0.5


class Dyadic(msgspec.Struct, frozen=True, kw_only=True):
    """A hazard of pairs, and the slope of its mean over the pairs of a set."""

    hazard: scored.Hazard
    scored: scored.Scored

    @property
    def rate(self) -> float:
        """As `Fitted.rate`."""
        return self.scored.rate

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`."""
        return self.hazard.pairs(asked)

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        return self.scored.expected(asked, sets, mean_hazard(asked, self.hazard, sets))


def mean_hazard(asked: Asked, hazard: scored.Hazard, sets: Sequence[Set]) -> Floats:
    """The mean over pairs of the log hazard of each set: shape (sets, 1)."""
    logs = hazard.pairs(asked)
    many = round((1 + np.sqrt(1 + 8 * len(logs))) / 2)
    between = np.zeros((many, many))
    between[np.triu_indices(many, 1)] = logs
    chosen = np.zeros((len(sets), many))
    for row, members in enumerate(sets):
        chosen[row, list(members)] = 1.0
    size = chosen.sum(axis=1)
    total = np.einsum("ij,ij->i", chosen @ between, chosen)
    found: Floats = (total / (size * (size - 1) / 2))[:, None]
    return found


def fit(past: Past, scene: Scene) -> Dyadic:
    """The logit of pairs, then the slope of sets."""
    hazard = scored.fit_pairs(past, PAIRS, RIDGE)

    def of(at: Scene, sets: Sequence[Set]) -> Floats:
        return mean_hazard(at, hazard, sets)

    return Dyadic(hazard=hazard, scored=scored.fit_on(past, scene, ("mean_hazard",), of, 0.1))
