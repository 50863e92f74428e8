"""K-adic ridge: what states are to one another, in a ridge logit that reads the whole set at once (Poast 2010)."""

from collections.abc import Sequence

import msgspec

from foedus.forecast.features import PAIR, SET
from foedus.forecast.models import Asked, Past, scored
from foedus.forecast.proposals import Set
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

NAME = "ridge"
ORDER = 6
SAYS = "features of the whole set, linear and shrunk"
CALIBRATED = True

PAIRS = tuple(PAIR)
SETS = tuple(SET)
RIDGE = 2.0


class Ridge(msgspec.Struct, frozen=True, kw_only=True):
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
        return self.scored.expected(asked, sets, asked.features(sets))


def fit(past: Past, scene: Scene) -> Ridge:
    """Both from past foundings."""
    return Ridge(hazard=scored.fit_pairs(past, PAIRS, RIDGE), scored=scored.fit(past, scene, SETS, RIDGE))
