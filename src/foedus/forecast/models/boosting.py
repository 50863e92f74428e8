"""Gradient boosting: trees on the features of pairs; of sets, on theirs, against controls that stand for all sets."""

import math
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from foedus.forecast.features import PAIR
from foedus.forecast.logs import total
from foedus.forecast.models import Asked, Past, scored, trees
from foedus.forecast.proposals import Set
from foedus.forecast.rates import rate, sizes
from foedus.forecast.scenes import Scene, uniform_density
from foedus.forecast.world import Floats

NAME = "boosting"
ORDER = 7
SAYS = "boosted trees on everything that is known of the states"
CALIBRATED = True

PAIRS = {"max_iter": 80, "learning_rate": 0.08, "max_leaf_nodes": 8, "min_samples_leaf": 20, "l2_regularization": 5.0}
SETS = {"max_iter": 40, "learning_rate": 0.1, "max_leaf_nodes": 4, "min_samples_leaf": 20, "l2_regularization": 5.0}
LIKELIER = {"log_distance": -1, "contiguous": 1, "unga_distance": -1, "igo_joint": 1, "common_enemies": 1}
"""Ways in which a feature can only make a pact of two likelier (1) or less likely (-1): it keeps trees from noise."""
ODDS = 50.0
"""Controls that each founding of three or more is weighed against."""


class Boosting(msgspec.Struct, frozen=True, kw_only=True):
    """Trees for pairs and trees for sets."""

    of_pairs: trees.Trees
    of_sets: trees.Trees
    rate: float
    of_size: tuple[float, ...]
    log_sum: float
    """Log of the mean over all sets of the trees' odds."""

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`."""
        return self.of_pairs.hazard(asked.pairs)

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        size = np.array([len(one) for one in sets])
        even = uniform_density(asked.states, size, np.array(self.of_size))
        return math.log(self.rate) + even + self.of_sets.score(asked.features(sets)) - self.log_sum


def fit(past: Past, scene: Scene) -> Boosting:
    """Both from past foundings. Needs scikit-learn."""
    of_size = sizes([len(one.members) for one in past.more])
    of_sets = _trees(*_rows(past, of_size), SETS)
    log = scored.log_weights(scene, of_size)
    return Boosting(
        of_pairs=_trees(*past.pairs(), PAIRS | {"monotonic_cst": [LIKELIER.get(name, 0) for name in PAIR]}),
        of_sets=of_sets,
        rate=rate(past.counts(past.more)),
        of_size=tuple(of_size.tolist()),
        log_sum=float(total(of_sets.score(scene.controls.features) + log) - total(log)),
    )


def _rows(past: Past, of_size: Floats) -> tuple[Floats, Floats, Floats]:
    x, y, weight = [], [], []
    for one in past.more:
        at = past.scenes[one.year]
        log = scored.log_weights(at, of_size)
        x += [at.features([one.members]), at.controls.features]
        y += [np.ones(1), np.zeros(len(log))]
        weight += [np.ones(1), ODDS * np.exp(log - total(log))]
    return np.concatenate(x), np.concatenate(y), np.concatenate(weight)


def _trees(x: Floats, y: Floats, weight: Floats, settings: Mapping[str, object]) -> trees.Trees:
    from sklearn.ensemble import HistGradientBoostingClassifier

    made = HistGradientBoostingClassifier(early_stopping=False, random_state=0, **settings)
    return trees.dumped(made.fit(x, y, sample_weight=weight))
