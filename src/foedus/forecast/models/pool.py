"""Pool: localities and templates in one mixture, tilted by at most five strongly shrunk features."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast import models
from foedus.forecast.features import SET
from foedus.forecast.logs import total
from foedus.forecast.models import Asked, Past, boosting, locality, mixture, scored, tilt, trees
from foedus.forecast.proposals import Set
from foedus.forecast.rates import rate, sizes
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "pool"
ORDER = 8
SAYS = "localities and templates together, tilted by what the states are to one another; for two, ridge and boosting"
CALIBRATED = True

TILT = ("allied", "hostile", "unga_mean", "igo_least", "major")
PAIRS = {"boosting": 0.7, "ridge": 0.2, "locality": 0.1}
"""Shares in what is expected of pairs."""
RIDGE = 4.0
"""Precision of the tilt's standardised coefficients."""


class Pool(msgspec.Struct, frozen=True, kw_only=True):
    """The mixture and its tilt; the two models of pairs."""

    rate: float
    of_size: tuple[float, ...]
    weights: tuple[float, ...]
    tilt: tilt.Tilt
    log_sum: float
    """Log of the tilt's mean over the mixture: what it is divided by."""
    ridge: scored.Hazard
    boosting: trees.Trees
    locality: locality.Locality

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`: a linear pool, in which no model can rule out what another expects."""
        of = {
            "boosting": self.boosting.hazard(asked.pairs),
            "ridge": self.ridge.pairs(asked),
            "locality": self.locality.pairs(asked),
        }
        logs = np.array([of[name] + math.log(weight) for name, weight in PAIRS.items()])
        found: Floats = total(logs, axis=0)
        return found

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        logs = mixture.density(asked.variants(sets, np.array(self.of_size)), np.array(self.weights))
        return math.log(self.rate) + logs + self.tilt.score(chosen(asked.features(sets))) - self.log_sum


def chosen(x: Floats) -> Floats:
    """The columns of the tilt."""
    return x[:, [list(SET).index(name) for name in TILT]]


def fit(past: Past, scene: Scene) -> Pool:
    """The mixture from past foundings; then the tilt, each founding against the controls of its year."""
    ridged, boosted, near = (models.fit(name, past, scene) for name in ("ridge", "boosting", "locality"))
    assert isinstance(ridged, scored.Linear)
    assert isinstance(boosted, boosting.Boosting)
    assert isinstance(near, locality.Locality)
    of_size = sizes([len(one.members) for one in past.more])
    weights = mixture.weights(past.densities(), mixture.prior())

    def against(of: Scene) -> tuple[Floats, Floats]:
        base = mixture.density(of.controls.variants(of_size), weights)
        return chosen(of.controls.features), base - of.controls.log_q

    events = [
        (chosen(past.scenes[one.year].features([one.members]))[0], *against(past.scenes[one.year])) for one in past.more
    ]
    tilted = tilt.fit(TILT, events, RIDGE)
    return Pool(
        rate=rate(past.counts(past.more)),
        of_size=tuple(of_size.tolist()),
        weights=tuple(weights.tolist()),
        tilt=tilted,
        log_sum=tilted.log_sum(*against(scene)),
        ridge=ridged.hazard,
        boosting=boosted.of_pairs,
        locality=near,
    )
