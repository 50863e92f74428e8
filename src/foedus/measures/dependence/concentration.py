"""How a volume is shared among suppliers: shares, the Herfindahl index, effective suppliers, with intervals.

The Herfindahl (Herfindahl-Hirschman) index is the sum of squared shares, 1/n for n equal suppliers and 1 for one;
its inverse is the number of equal suppliers that would give the same index (Hirschman 1964; Laakso and Taagepera
1979 use the inverse for parties). Volumes that rest on rows of uncertain number span an interval: from none of the
uncertain part to all of it, supplier by supplier.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple


class Volume(NamedTuple):
    """What a supplier delivered: as listed, and how much of it rests on uncertain rows. In millions of TIV."""

    total: float
    uncertain: float = 0.0

    @property
    def least(self) -> float:
        """What is left without the uncertain rows."""
        return max(self.total - self.uncertain, 0.0)


Volumes = Mapping[str, Volume]


def herfindahl(amounts: list[float]) -> float | None:
    """The sum of squared shares; None of nothing."""
    total = sum(amounts)
    return sum((one / total) ** 2 for one in amounts) if total > 0 else None


def share(volumes: Volumes, supplier: str) -> tuple[float, float, float]:
    """A supplier's share as listed, at least and at most. Of volumes that sum to more than nothing."""
    one = volumes[supplier]
    others = [volume for key, volume in volumes.items() if key != supplier]
    rest, least = sum(v.total for v in others), sum(v.least for v in others)
    low = one.least / (one.least + rest) if rest > 0 else 1.0  # the only supplier has it all, however much that is
    high = one.total / (one.total + least)
    return one.total / (one.total + rest), low, high


def bounds(volumes: Volumes) -> tuple[float, float]:
    """The least and the greatest Herfindahl index that the uncertain rows allow. Of volumes with something in them."""
    boxes = [(volume.least, volume.total) for volume in volumes.values() if volume.total > 0]
    return _least(boxes), _greatest(boxes)


Box = tuple[float, float]


def _least(boxes: list[Box]) -> float:
    """All as near to each other as they can be: each at a level, or at its end nearest to it.

    For a given sum the sum of squares is least at such a point; which level is best shows at the ends and, between
    two, where the slope is nil.
    """
    ends = sorted({end for box in boxes for end in box if end > 0})
    levels = list(ends)
    for below, above in pairwise(ends):
        fixed = [min(max(below, low), high) for low, high in boxes if high <= below or low >= above]
        total = sum(fixed)
        if total > 0:  # of sum(x^2) + n t^2 over (sum(x) + n t)^2 the slope is nil at t = sum(x^2) / sum(x)
            levels.append(min(max(sum(x * x for x in fixed) / total, below), above))
    return min(_index([min(max(level, low), high) for low, high in boxes]) for level in levels)


def _greatest(boxes: list[Box]) -> float:
    """At a corner, as the index is quasiconvex: the best of all corners, the hopeless ones left aside on the way.

    Of two ways to take the first suppliers one is hopeless if it has more volume and no greater sum of squares:
    whatever the others add, its index is the lesser (as Nemhauser and Ullmann 1969 leave aside fillings of a knapsack).
    """
    corners = [(0.0, 0.0)]
    for box in boxes:
        ways = sorted(
            ((volume + x, squares + x * x) for volume, squares in corners for x in set(box)),
            key=lambda way: (way[0], -way[1]),
        )
        corners = []
        for way in ways:
            if not corners or way[1] > corners[-1][1]:
                corners.append(way)
    return max(squares / volume**2 for volume, squares in corners if volume > 0)


def _index(amounts: list[float]) -> float:
    return herfindahl(amounts) or 0.0
