"""Template: a pact is founded by most members of a body that there is already, give or take a few states."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.models import Asked, Past, mixture
from foedus.forecast.proposals import Set
from foedus.forecast.rates import rate
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "template"
ORDER = 4
SAYS = "members of an organisation or pact that exists, give or take a few; it says nothing of pacts of two"
CALIBRATED = False


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """The rate, and weights of the templates."""

    rate: float
    weights: tuple[float, ...]

    def pairs(self, asked: Asked) -> None:
        """It says nothing of pairs."""

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        logs = asked.variants(sets, np.zeros(1000))
        return math.log(self.rate) + mixture.density(logs, np.array(self.weights))


def fit(past: Past, scene: Scene) -> Template:
    """Weights of the templates from past foundings."""
    return Template(
        rate=rate(past.counts(past.more)),
        weights=tuple(mixture.weights(past.densities(), mixture.prior(local=False)).tolist()),
    )
