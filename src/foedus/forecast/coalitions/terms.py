"""A linear model of sets of states: terms over the members or the pairs of a set, and a constant by its size."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.forecast.errors import ForecastError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Over = Literal["members", "pairs"]
Op = Literal["sum", "mean", "min", "max", "spread"]
OVER: tuple[Over, ...] = ("members", "pairs")
OPS: tuple[Op, ...] = ("sum", "mean", "min", "max", "spread")


class Term(msgspec.Struct, frozen=True, eq=False):
    """A feature of a set, and its weight: `weight` times `op` of the values of the set's members or pairs."""

    name: str
    over: Over
    op: Op
    """spread: the greatest value less the least."""
    values: Floats
    """Of n states: shape (n,) over members; (n, n) and symmetric over pairs, its diagonal unused. NaN is unknown."""
    weight: float = 1.0
    says: str = ""
    """What it is, in words."""
    rests_on: str = ""
    """The trait or relation that its values are made of."""

    def of(self, sets: Ints) -> Floats:
        """The feature of each of m sets of k states, given by places, shape (m, k); NaN where a value is unknown."""
        if self.over == "members":
            values = self.values[sets]
        else:
            one, other = np.triu_indices(sets.shape[1], 1)
            values = self.values[sets[:, one], sets[:, other]]
        made: Floats
        match self.op:
            case "sum":
                made = values.sum(axis=1)
            case "mean":
                made = values.mean(axis=1)
            case "min":
                made = values.min(axis=1)
            case "max":
                made = values.max(axis=1)
            case "spread":
                made = values.max(axis=1) - values.min(axis=1)
        return made


class Scored(msgspec.Struct, frozen=True, kw_only=True):
    """A set of states with its score."""

    members: tuple[str, ...]
    score: float
    parts: Mapping[str, float | None]
    """What each term adds, weighted; None: left out, since something is unknown."""

    @property
    def unknown(self) -> tuple[str, ...]:
        """The terms that were left out."""
        return tuple(name for name, part in self.parts.items() if part is None)


class Linear:
    """A score of sets of the states `keys`: the sum of its terms and of a constant by size."""

    def __init__(self, keys: Sequence[str], terms: Sequence[Term], by_size: Mapping[int, float] | None = None) -> None:
        """Check that terms fit the states. Raises `ForecastError` for states that are not sorted or named twice,
        unknown operations, wrong shapes, pairs that differ by direction, and values that are infinite."""
        self.keys, self.by_size = tuple(keys), dict(by_size or {})
        if list(self.keys) != sorted(set(self.keys)):
            raise ForecastError("The states of a search must be sorted, and each be named once.")
        if any(not math.isfinite(value) for value in self.by_size.values()):
            raise ForecastError("A constant by size must be a finite number.")
        for term in terms:
            _check(term, len(self.keys))
        if len({term.name for term in terms}) < len(terms):
            raise ForecastError("Two terms of a search have the same name.")
        self.terms = tuple(term for term in terms if term.weight)
        """Those that weigh anything."""
        if not math.isfinite(self.scale):
            raise ForecastError("The values of a search are so large that their sums are infinite.")

    @cached_property
    def _places(self) -> dict[str, int]:
        return {key: n for n, key in enumerate(self.keys)}

    @cached_property
    def scale(self) -> float:
        """A bound of what the score of any set can be, either way."""
        bounds = [abs(term.weight) * _bound(term) for term in self.terms]
        return sum(bounds, max(map(abs, self.by_size.values()), default=0.0))

    def score(self, members: Sequence[str]) -> Scored:
        """A set with its score; terms of which something is unknown are left out.

        Raises `ForecastError` for fewer than two states, and one that is not in the pool.
        """
        states = sorted(set(members))
        strange = [one for one in states if one not in self._places]
        if strange:
            raise ForecastError(f"'{strange[0]}' is not in the pool.", f"In it are {', '.join(self.keys)}.")
        if len(states) < 2:
            raise ForecastError("A coalition has two states or more.", "Name another state.")
        return self.at(np.array([[self._places[one] for one in states]]))[0]

    def at(self, sets: Ints) -> list[Scored]:
        """The same of m sets of two states or more, given by places in `keys`: shape (m, k), ascending in a row."""
        parts = np.array([term.weight * term.of(sets) for term in self.terms]).reshape(len(self.terms), len(sets))
        constant = self.by_size.get(sets.shape[1], 0.0)
        names = [term.name for term in self.terms]
        return [
            Scored(
                members=tuple(self.keys[place] for place in places),
                score=math.fsum([constant, *(part for part in row if not math.isnan(part))]),
                parts={name: None if math.isnan(part) else part for name, part in zip(names, row, strict=True)},
            )
            for places, row in zip(sets.tolist(), parts.T.tolist(), strict=True)
        ]


def _check(term: Term, states: int) -> None:
    where = f"The term '{term.name}'"
    if term.over not in OVER or term.op not in OPS:
        raise ForecastError(
            f"{where} is {term.op} over {term.over}.", f"Say {', '.join(OPS)} over {' or '.join(OVER)}."
        )
    shape = (states,) if term.over == "members" else (states, states)
    if term.values.shape != shape:
        raise ForecastError(f"{where} has values of shape {term.values.shape}; of {states} states over {term.over} "
                            f"it must be {shape}.")  # fmt: skip
    off = term.values if term.over == "members" else term.values[~np.eye(states, dtype=bool)]
    if np.isinf(off).any() or not math.isfinite(term.weight):
        raise ForecastError(f"{where} has an infinite value, or its weight is no finite number.", "Unknown is NaN.")
    if term.over == "pairs" and not np.array_equal(off, term.values.T[~np.eye(states, dtype=bool)], equal_nan=True):
        raise ForecastError(f"{where} differs by which of a pair is named first.", "Values of pairs are symmetric.")


def _bound(term: Term) -> float:
    values = np.abs(term.values if term.over == "members" else np.triu(term.values, 1))
    known = values[~np.isnan(values)]
    if not known.size:
        return 0.0
    if term.op == "sum":
        return float(sum(known.tolist()))  # infinite where it is, without a warning
    return float(known.max()) * (2.0 if term.op == "spread" else 1.0)
