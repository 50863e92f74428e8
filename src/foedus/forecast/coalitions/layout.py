"""A linear model as the arrays that the inner loops run over.

Sums and means without an unknown value are added up before: all that is divided by the same becomes one channel,
however many terms there are. What may be unknown is kept apart, since a set may lack it. Greatest values are least
ones with the sign turned; a spread is both.

States are numbered backwards: bit 0 is the last by name. Of two sets of one size, the first by names then is the one
with the larger number.
"""

import math
from collections.abc import Callable, Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from foedus.forecast.coalitions.terms import Floats, Linear, Term

FINE = 30
"""Scores that differ by less than 2^-30, a billionth, of the largest that is possible are equal."""


class Sums(msgspec.Struct, frozen=True, eq=False):
    """Channels that are added up; n states, c channels."""

    members: Floats
    """Shape (c, n)."""
    pairs: Floats
    """Shape (c, n, n)."""
    paired: NDArray[np.bool_]
    unsure: NDArray[np.bool_]
    factors: Floats
    """By what a sum is multiplied in a set of a size: shape (c, n + 1)."""


class Least(msgspec.Struct, frozen=True, eq=False):
    """Channels of which the least value counts."""

    members: Floats
    pairs: Floats
    paired: NDArray[np.bool_]
    unsure: NDArray[np.bool_]
    weights: Floats


class Layout(msgspec.Struct, frozen=True, eq=False):
    """All that is needed of a model."""

    sums: Sums
    least: Least
    constants: Floats
    """By size: shape (n + 1,)."""
    step: float
    """Scores in the same step are equal."""


def layout(model: Linear) -> Layout:
    """The arrays of a model."""
    n = len(model.keys)
    constants = np.array([model.by_size.get(size, 0.0) for size in range(n + 1)])
    step = max(2.0 ** (math.ceil(math.log2(model.scale or 1.0)) - FINE), np.finfo(np.float64).tiny)
    return Layout(_sums(model.terms, n), _least(model.terms, n), constants, step)


def _backwards(term: Term, unknown: float) -> Floats:
    values = np.array(term.values[::-1] if term.over == "members" else term.values[::-1, ::-1], dtype=np.float64)
    if term.over == "pairs":
        np.fill_diagonal(values, 0.0)
    return np.where(np.isnan(values), unknown, values)


def _unsure(term: Term) -> bool:
    return bool(np.isinf(_backwards(term, np.inf)).any())


_SHARES: dict[tuple[str, str], Callable[[int], float]] = {
    ("sum", "members"): lambda _: 1.0,
    ("sum", "pairs"): lambda _: 1.0,
    ("mean", "members"): lambda size: 1 / size,
    ("mean", "pairs"): lambda size: 1 / math.comb(size, 2),
}


def _sums(terms: Sequence[Term], n: int) -> Sums:
    """Together what has no unknown value and one divisor; each by itself what has."""
    groups: dict[object, list[Term]] = {}
    for term in (term for term in terms if term.op in ("sum", "mean")):
        alone = term.name if _unsure(term) else "sum" if term.op == "sum" else ("mean", term.over)
        groups.setdefault((_unsure(term), alone), []).append(term)
    channels = list(groups.values())
    c = len(channels)
    found = Sums(np.zeros((c, n)), np.zeros((c, n, n)), np.zeros(c, bool), np.zeros(c, bool), np.zeros((c, n + 1)))
    for at, group in enumerate(channels):
        found.unsure[at] = _unsure(group[0])
        for term in group:
            weight = 1.0 if found.unsure[at] else term.weight
            into = found.members if term.over == "members" else found.pairs
            into[at] += weight * _backwards(term, np.inf)
            found.paired[at] |= term.over == "pairs"
        share = _SHARES[group[0].op, group[0].over]
        weight = group[0].weight if found.unsure[at] else 1.0
        found.factors[at, 2:] = [weight * share(size) for size in range(2, n + 1)]
    return found


def _least(terms: Sequence[Term], n: int) -> Least:
    signs = {"min": (1.0,), "max": (-1.0,), "spread": (1.0, -1.0)}
    channels = [(term, sign) for term in terms for sign in signs.get(term.op, ())]
    c = len(channels)
    found = Least(
        np.full((c, n), np.inf), np.full((c, n, n), np.inf), np.zeros(c, bool), np.zeros(c, bool), np.zeros(c)
    )
    for at, (term, sign) in enumerate(channels):
        into = found.members if term.over == "members" else found.pairs
        values = _backwards(term, np.nan)
        into[at] = np.where(np.isnan(values), -np.inf, sign * values)
        found.paired[at], found.unsure[at] = term.over == "pairs", _unsure(term)
        # A greatest value is the least of the turned values, turned back; of a spread the least is taken away.
        found.weights[at] = term.weight * (sign if term.op != "spread" else -1.0)
    return found
