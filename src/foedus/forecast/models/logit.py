"""A ridge logit of weighted rows by Newton's method: coefficients that can be read."""

import msgspec
import numpy as np

from foedus.forecast.world import Floats

STEPS = 60
CLOSE = 1e-10
SHORTEST = 1e-6


class Logit(msgspec.Struct, frozen=True, kw_only=True):
    """log(-log(1 - p)) is about intercept + sum of coefficient * (x - mean) / deviation, for small p."""

    names: tuple[str, ...]
    intercept: float
    coefficients: tuple[float, ...]
    means: tuple[float, ...]
    deviations: tuple[float, ...]

    def hazard(self, x: Floats) -> Floats:
        """Log of the expected number, from rows of features: shape (rows,). What is NaN counts as the mean."""
        score = self.intercept + self._standard(x) @ np.array(self.coefficients)
        # of a chance p the expected number is -log(1 - p) = log(1 + exp(score))
        found: Floats = np.log(np.logaddexp(0.0, score))
        return found

    def _standard(self, x: Floats) -> Floats:
        z = (x - np.array(self.means)) / np.array(self.deviations)
        found: Floats = np.nan_to_num(z, nan=0.0)
        return found


def fit(names: tuple[str, ...], x: Floats, y: Floats, weight: Floats, ridge: float) -> Logit:
    """The logit of y (0 or 1) on x, shape (rows, features). `ridge` is half the precision of standardised slopes."""
    known = ~np.isnan(x)
    filled = np.where(known, x, 0.0)
    total = np.maximum((known * weight[:, None]).sum(axis=0), 1e-12)
    means = (filled * weight[:, None]).sum(axis=0) / total
    spread = (known * (filled - means) ** 2 * weight[:, None]).sum(axis=0) / total
    deviations = np.sqrt(spread) + 1e-6
    z = np.where(known, (filled - means) / deviations, 0.0)
    z = np.column_stack([np.ones(len(z)), z])
    penalty = np.full(z.shape[1], 2 * ridge)
    penalty[0] = 0.0
    share = float((y * weight).sum() / weight.sum())
    beta = np.zeros(z.shape[1])
    beta[0] = np.log(share / (1 - share))

    def loss(at: Floats) -> float:
        score = z @ at
        return float(weight @ (np.logaddexp(0.0, score) - y * score) + (penalty * at**2).sum() / 2)

    value = loss(beta)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(z @ beta, -30, 30)))
        slope = z.T @ (weight * (y - chance)) - penalty * beta
        curve = (z * (weight * chance * (1 - chance))[:, None]).T @ z + np.diag(penalty + 1e-9)
        step = np.linalg.solve(curve, slope)
        length = 1.0
        while (new := loss(beta + length * step)) > value and length > SHORTEST:
            length /= 2  # a full step can overshoot where foundings are rare
        beta = beta + length * step
        gain, value = value - new, new
        if gain < CLOSE * abs(value):
            break
    return Logit(
        names=names,
        intercept=float(beta[0]),
        coefficients=tuple(beta[1:].tolist()),
        means=tuple(means.tolist()),
        deviations=tuple(deviations.tolist()),
    )
