"""All coalitions one by one, as exact fractions: what a search must find, by nothing that the search uses."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

import numpy as np

from foedus.forecast.coalitions import Linear, Term

Whole = int | None
"""A whole number; None is unknown."""


class Feature(NamedTuple):
    """A term in whole numbers; over pairs its values are those of (0, 1), (0, 2), ..., (1, 2), ..."""

    over: str
    op: str
    weight: int
    values: tuple[Whole, ...]


class Told(NamedTuple):
    """A coalition with its exact score, and of how many terms something is unknown."""

    members: tuple[str, ...]
    score: Fraction
    unknown: int


def linear(keys: Sequence[str], features: Sequence[Feature], by_size: Mapping[int, int]) -> Linear:
    """The same model for the search."""
    terms = [
        Term(f"{at}", one.over, one.op, _array(one, len(keys)), one.weight)  # type: ignore[arg-type]
        for at, one in enumerate(features)
    ]
    return Linear(keys, terms, {size: float(value) for size, value in by_size.items()})


def _array(feature: Feature, n: int) -> np.ndarray:
    values = np.array([np.nan if value is None else float(value) for value in feature.values])
    if feature.over == "members":
        return values
    made = np.zeros((n, n))
    made[np.triu_indices(n, 1)] = values
    return made + made.T


def told(keys: Sequence[str], features: Sequence[Feature], by_size: Mapping[int, int], size: int) -> list[Told]:
    """Every coalition of a size, best first; equal ones by names."""
    found = []
    for members in combinations(keys, size):
        score, unknown = Fraction(by_size.get(size, 0)), 0
        for one in features:
            part = _part(keys, one, members) if one.weight else Fraction(0)
            unknown += part is None
            score += part or 0
        found.append(Told(members, score, unknown))
    return sorted(found, key=lambda one: (-one.score, one.members))


def _part(keys: Sequence[str], one: Feature, members: tuple[str, ...]) -> Fraction | None:
    if one.over == "members":
        values = [value for key, value in zip(keys, one.values, strict=True) if key in members]
    else:
        pairs = zip(combinations(keys, 2), one.values, strict=True)
        values = [value for (a, b), value in pairs if a in members and b in members]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return None
    match one.op:
        case "sum":
            of = Fraction(sum(known))
        case "mean":
            of = Fraction(sum(known), len(known))
        case "min":
            of = Fraction(min(known))
        case "max":
            of = Fraction(max(known))
        case _:
            of = Fraction(max(known) - min(known))
    return one.weight * of
