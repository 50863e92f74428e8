"""One number out of several, only where the case says how they weigh, and with what other weights would give."""

from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from foedus.measures.integration.facts import BY_NAME
from foedus.measures.measured import MeasureError
from foedus.terms.words import nearest

PERTURBED = (0.5, 2.0)
"""Each weight from half to twice what the case says."""


class Composite(NamedTuple):
    """A weighted mean of components, each on a scale of 0 to 1, and the interval that other weights give."""

    value: float
    low: float
    high: float


def checked(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of `[weights]` in case.toml. Raises `MeasureError` for what is no component or no weight."""
    for name, weight in weights.items():
        if name not in BY_NAME:
            near = nearest(name, BY_NAME)
            hint = f"Did you mean '{near}'?" if near else f"Components are {', '.join(BY_NAME)}."
            raise MeasureError(f"case.toml weighs '{name}', which is no component of integration.", hint)
        if not 0 <= weight < float("inf"):
            raise MeasureError(f"The weight of {name} in case.toml is {weight}.", "Write 0 or more.")
    if weights and not sum(weights.values()) > 0:
        raise MeasureError("All weights in case.toml are 0.", "Give one component at least a weight above 0.")
    return {name: weight for name, weight in weights.items() if weight > 0}


def composite(parts: Mapping[str, float], weights: Mapping[str, float]) -> Composite | None:
    """The weighted mean of parts; None where a component that weighs has no value: that is no 0.

    The mean is linear over linear in the weights, so that its extremes lie where each is at one of its ends.
    """
    if any(name not in parts for name in weights):
        return None

    def mean(held: Mapping[str, float]) -> float:
        return sum(held[name] * parts[name] for name in held) / sum(held.values())

    names = list(weights)
    found = [
        mean({name: weights[name] * factor for name, factor in zip(names, factors, strict=True)})
        for factors in product(PERTURBED, repeat=len(names))
    ]
    return Composite(mean(weights), min(found), max(found))
