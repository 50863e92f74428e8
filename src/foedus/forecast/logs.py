"""Sums and binomials of numbers that are kept as logarithms."""

from math import lgamma

import numpy as np

from foedus.forecast.world import Floats


def total(logs: Floats, axis: int | None = None) -> Floats:
    """Log of the sum of exp, over an axis or all: without overflow, and -inf for nothing.

    >>> float(np.round(total(np.log(np.array([1.0, 2.0, 5.0]))), 6)) == float(np.round(np.log(8), 6))
    True
    """
    most = np.max(logs, axis=axis, keepdims=True)
    finite = np.where(np.isfinite(most), most, 0.0)
    with np.errstate(divide="ignore"):
        summed = np.log(np.sum(np.exp(logs - finite), axis=axis, keepdims=True)) + finite
    found: Floats = np.squeeze(summed, axis=axis) if axis is not None else summed.reshape(())
    return found


def choices(things: int, taken: Floats) -> Floats:
    """Log of in how many ways so many of some things can be taken, for each number.

    >>> np.exp(choices(5, np.array([0, 2, 5]))).round(6).tolist()
    [1.0, 10.0, 1.0]
    """
    made = {int(one): lgamma(things + 1) - lgamma(one + 1) - lgamma(things - one + 1) for one in np.unique(taken)}
    return np.array([made[int(one)] for one in taken])
