"""Krippendorff's alpha: how far coders agree beyond what chance would give.

Klaus Krippendorff (2011), *Computing Krippendorff's Alpha-Reliability*, University of Pennsylvania:

    alpha = 1 - D_o / D_e = 1 - (n - 1) * sum(o_ck * d_ck) / sum(n_c * n_k * d_ck)

over pairs of values c, k, where o_ck counts coincidences within units (each unit's pairs weigh 1 / (m_u - 1),
m_u values in the unit), n_c is how often c occurs in such pairs, n their sum, and d the metric's squared
difference. Units with fewer than two values say nothing. For sets the difference is MASI's in the place of the
squared one (Rebecca Passonneau 2006, *Measuring Agreement on Set-valued Items*).
"""

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import permutations
from typing import Any

Metric = Callable[[Any, Any], float]
"""The squared difference of two values: 0 where they are the same."""


def nominal(one: Hashable, other: Hashable) -> float:
    """Words and keys: the same or not."""
    return float(one != other)


def interval(one: float, other: float) -> float:
    """Days: the squared distance."""
    return (one - other) ** 2


def ratio(one: float, other: float) -> float:
    """Amounts: the squared distance as a share of their sum."""
    return 0.0 if one == other else ((one - other) / (abs(one) + abs(other))) ** 2


def masi(one: frozenset[str], other: frozenset[str]) -> float:
    """Sets: 1 - Jaccard * monotonicity; nothing in common is 1, one within the other less."""
    if one == other:
        return 0.0
    common = one & other
    if not common:
        return 1.0
    monotone = 2 / 3 if common in (one, other) else 1 / 3
    return 1 - len(common) / len(one | other) * monotone


def alpha(units: Iterable[Sequence[Any]], metric: Metric = nominal) -> float | None:
    """Krippendorff's alpha of units, each the values that coders gave it, missing ones left out.

    1 is perfect, 0 chance. None where there is nothing to compare, or where all values are the same: then
    there was no variety by which coders could have disagreed, and the coefficient is not defined.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b")])
    0.4444444444444444
    """
    coincidences: Counter[tuple[Any, Any]] = Counter()
    weights: dict[tuple[Any, Any], list[float]] = {}
    for values in units:
        for pair in permutations(values, 2):
            weights.setdefault(pair, []).append(1 / (len(values) - 1))
    for pair, parts in weights.items():
        coincidences[pair] = math.fsum(parts)  # type: ignore[assignment]  # a share of a pair counts as one
    totals: dict[Any, float] = {}
    for (one, _), count in coincidences.items():
        totals[one] = totals.get(one, 0.0) + count
    n = sum(totals.values())
    expected = math.fsum(totals[c] * totals[k] * metric(c, k) for c in totals for k in totals if c != k)
    if not expected:
        return None
    observed = math.fsum(count * metric(c, k) for (c, k), count in coincidences.items())
    return 1 - (n - 1) * observed / expected
