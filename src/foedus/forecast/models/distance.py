"""Distance only: the nearer the likelier. What any other model has to beat."""

from collections.abc import Sequence

import msgspec

from foedus.forecast.features import SET
from foedus.forecast.models import Asked, Past, scored
from foedus.forecast.proposals import Set
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "distance"
ORDER = 2
SAYS = "how far apart they are, and nothing else"
CALIBRATED = True

PAIRS = ("log_distance", "contiguous")
SETS = ("distance_mean", "distance_max")
RIDGE = 0.1


class Distance(msgspec.Struct, frozen=True, kw_only=True):
    """A hazard of pairs and a score of sets."""

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
        return self.scored.expected(asked, sets, asked.features(sets)[:, [list(SET).index(name) for name in SETS]])


def fit(past: Past, scene: Scene) -> Distance:
    """Both from past foundings."""
    return Distance(hazard=scored.fit_pairs(past, PAIRS, RIDGE), scored=scored.fit(past, scene, SETS, RIDGE))
