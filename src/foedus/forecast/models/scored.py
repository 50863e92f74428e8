"""Models of features alone: a hazard for each pair, and for larger sets a score over a base where all are alike."""

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np

from foedus.forecast.features import PAIR, SET
from foedus.forecast.models import Asked, Past, logit, tilt
from foedus.forecast.proposals import Set
from foedus.forecast.rates import rate, sizes
from foedus.forecast.scenes import Scene, uniform_density
from foedus.forecast.world import Floats

Features = Callable[[Scene, Sequence[Set]], Floats]
"""Features of sets on an eve: shape (sets, features)."""


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A tilt of the uniform density over sets."""

    rate: float
    of_size: tuple[float, ...]
    tilt: tilt.Tilt
    log_sum: float
    """Log of the tilt's mean over all sets."""

    def expected(self, asked: Asked, sets: Sequence[Set], x: Floats) -> Floats:
        """Log of the expected foundings of sets with features x."""
        size = np.array([len(one) for one in sets])
        even = uniform_density(asked.states, size, np.array(self.of_size))
        return math.log(self.rate) + even + self.tilt.score(x) - self.log_sum


def log_weights(scene: Scene, of_size: Floats) -> Floats:
    """Log importance weights of the uniform density at a scene's controls."""
    controls = scene.controls
    found: Floats = uniform_density(scene.states, controls.size, of_size) - controls.log_q
    return found


def fit(past: Past, scene: Scene, names: Sequence[str], ridge: float) -> Scored:
    """A tilt on features of sets, by name."""
    columns = [list(SET).index(name) for name in names]

    def of(at: Scene, sets: Sequence[Set]) -> Floats:
        return (at.controls.features if sets is at.controls.sets else at.features(sets))[:, columns]

    return fit_on(past, scene, tuple(names), of, ridge)


def fit_on(past: Past, scene: Scene, names: tuple[str, ...], of: Features, ridge: float) -> Scored:
    """A tilt on whatever features `of` gives of sets."""
    of_size = sizes([len(one.members) for one in past.more])
    events = []
    for one in past.more:
        at = past.scenes[one.year]
        events.append((of(at, [one.members])[0], of(at, at.controls.sets), log_weights(at, of_size)))
    tilted = tilt.fit(names, events, ridge)
    return Scored(
        rate=rate(past.counts(past.more)),
        of_size=tuple(of_size.tolist()),
        tilt=tilted,
        log_sum=tilted.log_sum(of(scene, scene.controls.sets), log_weights(scene, of_size)),
    )


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    """A logit on some of the features of pairs."""

    logit: logit.Logit

    def pairs(self, asked: Asked) -> Floats:
        """Log of the expected foundings of each pair."""
        return self.logit.hazard(asked.pairs[:, [list(PAIR).index(name) for name in self.logit.names]])


def fit_pairs(past: Past, names: Sequence[str], ridge: float) -> Hazard:
    """The hazard of pairs, by weighted ridge logit."""
    x, y, weight = past.pairs()
    columns = [list(PAIR).index(name) for name in names]
    return Hazard(logit=logit.fit(tuple(names), x[:, columns], y, weight, ridge))


class Linear(msgspec.Struct, frozen=True, kw_only=True):
    """A model of features alone: a hazard of pairs and a score of sets, each on the features that it names."""

    hazard: Hazard
    scored: Scored

    @property
    def rate(self) -> float:
        """As `Fitted.rate`."""
        return self.scored.rate

    def pairs(self, asked: Asked) -> Floats:
        """As `Fitted.pairs`."""
        return self.hazard.pairs(asked)

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats:
        """As `Fitted.sets`."""
        columns = [list(SET).index(name) for name in self.scored.tilt.names]
        return self.scored.expected(asked, sets, asked.features(sets)[:, columns])


def linear(past: Past, scene: Scene, pairs: Sequence[str], sets: Sequence[str], ridge: float) -> Linear:
    """A model of some features of pairs and of sets, from past foundings."""
    return Linear(hazard=fit_pairs(past, pairs, ridge), scored=fit(past, scene, sets, ridge))
