"""Figures of merit: log score in nats per event, AUC within year and size, expected against observed.

The log score is that of a Poisson process over sets: (sum over foundings of log expected - all expected) / foundings.
The AUC is the mean over foundings of the share of controls that are held less likely, ties half: never pooled over
years or sizes, so that a rate alone scores one half.
"""

from collections.abc import Sequence

import numpy as np

from foedus.forecast.evaluate.rolling import Case, Forecast


def cases(forecasts: Sequence[Forecast], two: bool) -> list[Case]:
    """The foundings of two, or of more, as a model saw them."""
    return [case for one in forecasts for case in one.cases if (len(case.members) == 2) == two]


def expected(forecasts: Sequence[Forecast], two: bool) -> float:
    """Pacts that a model expected over all years."""
    return sum((one.twos if two else one.more) or 0.0 for one in forecasts)


def by_year(forecasts: Sequence[Forecast], two: bool) -> dict[int, tuple[float, int]]:
    """Of each year the log score summed over its foundings, and how many these were."""
    made = {}
    for one in forecasts:
        some = [case.log for case in one.cases if (len(case.members) == 2) == two]
        made[one.year] = (sum(some) - ((one.twos if two else one.more) or 0.0), len(some))
    return made


def nats(forecasts: Sequence[Forecast], two: bool, without: Sequence[tuple[int, tuple[int, ...]]] = ()) -> float | None:
    """The log score in nats per event; without some foundings, by year and members, where asked."""
    some = [case for case in cases(forecasts, two) if (case.year, case.members) not in without]
    if not some:
        return None
    return (sum(case.log for case in some) - expected(forecasts, two)) / len(some)


def auc(forecasts: Sequence[Forecast], two: bool, design: str) -> float | None:
    """AUC against the controls of a design, mean over foundings."""
    each = [
        float(np.mean(case.log > case.controls[design]) + np.mean(case.log == case.controls[design]) / 2)
        for case in cases(forecasts, two)
        if len(case.controls.get(design, ()))
    ]
    return float(np.mean(each)) if each else None
