"""A mixture of variants: how much each has to do with past foundings, by expectation-maximisation.

A weak Dirichlet prior keeps every variant possible: with a few dozen foundings, one that has not been seen at work yet
is not out of the world.
"""

import numpy as np

from foedus.forecast.logs import total
from foedus.forecast.proposals import VARIANTS, Locality
from foedus.forecast.world import Floats

LOCAL_PRIOR = 1.0
"""Foundings that each locality is worth beforehand."""
TEMPLATE_PRIOR = 0.1
"""The same of each template; there are some eighty of them."""
ROUNDS = 100


def prior(local: bool = True, template: bool = True) -> Floats:
    """Foundings that each variant is worth beforehand; none of those that are left out."""
    return np.array([
        (LOCAL_PRIOR if local else 0.0) if isinstance(one, Locality) else (TEMPLATE_PRIOR if template else 0.0)
        for one in VARIANTS
    ])  # fmt: skip


def weights(logs: Floats, before: Floats) -> Floats:
    """Weight of each variant, from log densities of past foundings: shape (foundings, variants)."""
    weight: Floats = before / before.sum()
    if not len(logs):
        return weight
    used = before > 0
    for _ in range(ROUNDS):
        joint = logs[:, used] + np.log(weight[used])
        share = np.exp(joint - total(joint, axis=1)[:, None])
        new = share.sum(axis=0) + before[used]
        new /= new.sum()
        if np.abs(new - weight[used]).max() < 1e-9:
            break
        weight = np.zeros(len(before))
        weight[used] = new
    return weight


def density(logs: Floats, weight: Floats) -> Floats:
    """Log density of sets under the mixture, from their log densities under each variant."""
    used = weight > 0
    found: Floats = total(logs[:, used] + np.log(weight[used]), axis=1)
    return found
