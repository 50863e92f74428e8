"""What models say of a set of states, and how well they have done: the structs that an answer is made of."""

import msgspec

from foedus.record.figure import DataRow

HORIZONS = (1, 5, 10)
"""Years ahead for which chances are given."""


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """What one model says of one set."""

    model: str
    """rate, distance, locality, template, dyadic, ridge, boosting, pool."""
    members: tuple[str, ...]
    """Alpha-3, sorted."""
    horizon: int
    """Years."""
    probability: float | None
    """That exactly this set founds a defence pact within the horizon; None where it cannot be said."""
    why: str = ""
    """Why there is none, or what was assumed: a series that ended earlier and stands."""
    rows: tuple[DataRow, ...] = ()


class Core(msgspec.Struct, frozen=True, kw_only=True):
    """A set among those asked about that a model holds likeliest, within ten years; the likeliest of a model first."""

    model: str
    members: tuple[str, ...]
    probability: float | None = None


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """How a model did in the evaluation, for sets of one size."""

    model: str
    sets: str
    """Of how many founders, in words: two, three or more."""
    events: int
    nats: float | None = None
    """Log score in nats per event; nearer to 0 is better."""
    near_miss: float | None = None
    """AUC against sets in which one founder is swapped for a near state: .5 is a coin."""
    ratio: float | None = None
    """Pacts expected for each one observed: 1 is right."""


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """The evaluation that ships with the fitted models."""

    verdict: str
    """One or two sentences: whether there is skill beyond the baselines; if not, that there is none."""
    years: str
    """The years that were forecast, such as 1960–2018."""
    scores: tuple[Score, ...] = ()
