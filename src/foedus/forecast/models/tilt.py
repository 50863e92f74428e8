"""A tilt: a base density over sets times exp(score), normalised; the score is a ridge conditional logit.

Each founding is compared with the controls of its year, weighted so that they stand for the base density (McFadden 1974
on choice among sampled alternatives; the weights make the sum over all sets unbiased).
"""

from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.logs import total
from foedus.forecast.world import Floats


class Tilt(msgspec.Struct, frozen=True, kw_only=True):
    """A score that is linear in standardised features."""

    names: tuple[str, ...]
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]

    def score(self, x: Floats) -> Floats:
        """Shape (rows,)."""
        found: Floats = ((x - np.array(self.means)) / np.array(self.deviations)) @ np.array(self.coefficients)
        return found

    def log_sum(self, x: Floats, log_weight: Floats) -> float:
        """Log of the base density's mean of exp(score), from controls."""
        return float(total(self.score(x) + log_weight) - total(log_weight))


def fit(names: tuple[str, ...], events: Sequence[tuple[Floats, Floats, Floats]], ridge: float) -> Tilt:
    """`events`: of each founding its features (f,), those of its controls (m, f), and their log weights (m,)."""
    many = len(names)
    if not events:
        return Tilt(names=names, coefficients=(0.0,) * many, means=(0.0,) * many, deviations=(1.0,) * many)
    shares = [np.exp(log - total(log)) for _, _, log in events]
    means = np.mean([share @ x for share, (_, x, _) in zip(shares, events, strict=True)], axis=0)
    spread = np.mean([share @ (x - means) ** 2 for share, (_, x, _) in zip(shares, events, strict=True)], axis=0)
    deviations = np.sqrt(spread) + 1e-3
    standard = [((own - means) / deviations, (x - means) / deviations, log) for own, x, log in events]
    beta = np.zeros(many)
    for _ in range(50):
        slope, curve = -ridge * beta, ridge * np.eye(many)
        for own, x, log in standard:
            weight = x @ beta + log
            chance = np.exp(weight - total(weight))
            mean = chance @ x
            slope = slope + own - mean
            curve = curve + (x * chance[:, None]).T @ x - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        beta += step * min(1.0, 1.0 / (np.abs(step).max() + 1e-12))
        if np.abs(step).max() < 1e-6:
            break
    return Tilt(
        names=names,
        coefficients=tuple(beta.tolist()),
        means=tuple(means.tolist()),
        deviations=tuple(deviations.tolist()),
    )
