"""How alike two states' portfolios of alliances are: S, and the chance-corrected kappa and pi.

A portfolio is a number for each state of the system: how much it and the other owe each other. S (Signorino and
Ritter 1999) is 1 less twice the distance as a share of the greatest there could be, 1 to -1. Most states owe most
others nothing, so that any two portfolios are alike by chance; kappa (after Cohen) and pi (after Scott) take that out,
by squared distance, as Haege (2011) has them: 0 is as alike as chance would make them, 1 the same.
"""

from collections.abc import Sequence

MOST = 3
"""The greatest value of a tie: a promise of active help."""
Portfolio = Sequence[float]


def s(one: Portfolio, other: Portfolio, weights: Sequence[float] | None = None, most: float = MOST) -> float | None:
    """S: 1 - 2 sum w|a - b| / (most sum w). None of empty portfolios, or where all weights are 0."""
    held = weights if weights is not None else [1.0] * len(one)
    total = sum(held)
    if not total > 0:
        return None
    apart = sum(w * abs(a - b) for a, b, w in zip(one, other, held, strict=True))
    return 1 - 2 * apart / (most * total)


def kappa(one: Portfolio, other: Portfolio, weights: Sequence[float] | None = None) -> float | None:
    """Kappa: 1 - sum w(a - b)^2 / sum w[(a - A)^2 + (b - B)^2 + (A - B)^2], with the means A and B of each.

    None where neither portfolio varies: chance then explains all there is.
    """
    return _corrected(one, other, weights, common=False)


def pi(one: Portfolio, other: Portfolio, weights: Sequence[float] | None = None) -> float | None:
    """Pi: as kappa, but with one mean for both: 1 - sum w(a - b)^2 / sum w[(a - M)^2 + (b - M)^2]."""
    return _corrected(one, other, weights, common=True)


def _corrected(one: Portfolio, other: Portfolio, weights: Sequence[float] | None, *, common: bool) -> float | None:
    held = weights if weights is not None else [1.0] * len(one)
    total = sum(held)
    if not total > 0:
        return None
    means = [sum(w * a for a, w in zip(of, held, strict=True)) / total for of in (one, other)]
    if common:
        means = [sum(means) / 2] * 2
    first, second = means
    chance = sum(
        w * ((a - first) ** 2 + (b - second) ** 2 + (first - second) ** 2)
        for a, b, w in zip(one, other, held, strict=True)
    )
    if chance <= 1e-12 * total:
        return None
    return 1 - sum(w * (a - b) ** 2 for a, b, w in zip(one, other, held, strict=True)) / chance
