"""Differences between models, with how sure they are: a paired block bootstrap over years (Kunsch 1989)."""

from collections.abc import Sequence

import msgspec
import numpy as np

from foedus.forecast.evaluate.rolling import Forecast
from foedus.forecast.evaluate.scores import by_year

BLOCK = 5
"""Years that are drawn together: waves of pacts last some years."""
DRAWS = 4000
INTERVAL = (5.0, 95.0)
"""Percentiles that the interval lies between."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """By how many nats per event a model is better than a baseline (above 0) or worse."""

    model: str
    baseline: str
    sets: str
    nats: float
    low: float
    high: float
    """90 in 100 resampled histories give a difference between these."""

    @property
    def clear(self) -> bool:
        """Whether it is better in 95 of 100 resampled histories."""
        return self.low > 0


def difference(
    model: Sequence[Forecast], baseline: Sequence[Forecast], two: bool, seed: int, sets: str
) -> Difference | None:
    """The difference over the years that both have; None where there are no foundings."""
    one, other = by_year(model, two), by_year(baseline, two)
    years = sorted(set(one) & set(other))
    gain = np.array([one[year][0] - other[year][0] for year in years])
    events = np.array([one[year][1] for year in years])
    if not events.sum():
        return None
    draw = np.random.default_rng([seed, two])
    starts = draw.integers(0, len(years), (DRAWS, -(-len(years) // BLOCK)))
    rows = ((starts[:, :, None] + np.arange(BLOCK)) % len(years)).reshape(DRAWS, -1)[:, : len(years)]
    many = events[rows].sum(axis=1)
    means = gain[rows].sum(axis=1)[many > 0] / many[many > 0]
    low, high = np.percentile(means, INTERVAL)
    return Difference(
        model=model[0].model,
        baseline=baseline[0].model,
        sets=sets,
        nats=float(gain.sum() / events.sum()),
        low=float(low),
        high=float(high),
    )
