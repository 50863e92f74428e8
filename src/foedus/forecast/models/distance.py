"""Distance only: the nearer the likelier. What any other model has to beat."""

from foedus.forecast.models import Past, scored
from foedus.forecast.scenes import Scene

NAME = "distance"
ORDER = 2
SAYS = "how far apart they are, and nothing else"
CALIBRATED = True

PAIRS = ("log_distance", "contiguous")
SETS = ("distance_mean", "distance_max")
RIDGE = 0.1


def fit(past: Past, scene: Scene) -> scored.Linear:
    """The hazard of pairs and the score of sets, from past foundings."""
    return scored.linear(past, scene, PAIRS, SETS, RIDGE)
