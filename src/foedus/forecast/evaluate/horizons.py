"""Forecasts for several years at once, from one eve: what models say of 5 and 10 years is tested as it is said."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from foedus.forecast.models import Event, Model, Past, fit
from foedus.forecast.scenes import Scene


class Ahead(msgspec.Struct, frozen=True, kw_only=True):
    """How a model did for so many years from one eve after another."""

    model: str
    horizon: int
    sets: str
    events: int
    lost: int
    """Foundings with a member that was no state on the eve: no forecast from then could name them."""
    nats: float | None
    expected: float


def ahead(
    scenes: Mapping[int, Scene],
    every: Sequence[Event],
    codes: Callable[[int], Sequence[int]],
    models: Mapping[str, Model],
    horizon: int,
    first: int,
    last: int,
    progress: Callable[[int], None] = lambda year: None,
) -> tuple[Ahead, ...]:
    """Log scores per event of blocks of `horizon` years, each forecast from its eve; blocks do not overlap.

    A founding counts once a block and set. `codes` gives the COW codes of a year's states in order.
    """
    tally: dict[tuple[str, bool], list[float]] = {}
    lost = {True: 0, False: 0}
    for start in range(first, last - horizon + 2, horizon):
        progress(start)
        past = Past(start, {y: s for y, s in scenes.items() if y < start}, tuple(e for e in every if e.year < start))
        scene = scenes[start]
        at = {code: n for n, code in enumerate(codes(start))}
        came = set()
        for event in every:
            if start <= event.year < start + horizon:
                then = codes(event.year)
                members = [at.get(then[one]) for one in event.members]
                if None in members:
                    lost[len(members) == 2] += 1
                else:
                    came.add(tuple(sorted(one for one in members if one is not None)))
        for name in models:
            fitted = fit(name, past, scene)
            pairs = fitted.pairs(scene)
            if pairs is not None:
                logs = [float(pairs[scene.pair_of(*one)]) for one in sorted(came) if len(one) == 2]
                _add(tally, (name, True), logs, float(np.exp(pairs).sum()) * horizon, horizon)
            sets = [one for one in sorted(came) if len(one) > 2]
            said = fitted.sets(scene, sets) if sets else np.zeros(0)
            if said is not None:
                _add(tally, (name, False), said.tolist(), fitted.rate * horizon, horizon)
    return tuple(
        Ahead(
            model=name,
            horizon=horizon,
            sets="two" if two else "three or more",
            events=int(many),
            lost=lost[two],
            nats=(logs - expected) / many if many else None,
            expected=expected,
        )
        for (name, two), (logs, expected, many) in tally.items()
    )


def _add(
    tally: dict[tuple[str, bool], list[float]],
    key: tuple[str, bool],
    logs: Sequence[float],
    expected: float,
    years: int,
) -> None:
    found = tally.setdefault(key, [0.0, 0.0, 0.0])
    found[0] += sum(logs) + len(logs) * float(np.log(years))
    found[1] += expected
    found[2] += len(logs)
