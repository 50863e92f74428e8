"""K-adic ridge: what states are to one another, in a ridge logit that reads the whole set at once (Poast 2010)."""

from foedus.forecast.features import PAIR, SET
from foedus.forecast.models import Past, scored
from foedus.forecast.scenes import Scene

NAME = "ridge"
ORDER = 6
SAYS = "features of the whole set, linear and shrunk"
CALIBRATED = True

PAIRS = tuple(PAIR)
SETS = tuple(SET)
RIDGE = 2.0


def fit(past: Past, scene: Scene) -> scored.Linear:
    """The hazard of pairs and the score of sets, from past foundings."""
    return scored.linear(past, scene, PAIRS, SETS, RIDGE)
