"""Forecasts from a rolling origin: for each year, what every model expected, fitted on the years before it alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from foedus.forecast.events import Founding
from foedus.forecast.models import Event, Fitted, Model, Past, fit
from foedus.forecast.proposals import Set
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats, World

HALF_LIFE = 10.0
"""Years after which half of a model's past errors in numbers is forgotten."""
TRUST = 3.0
"""Pacts that a model's own numbers are worth against its past errors."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A founding as a model saw it on its eve, and the sets that it is compared with."""

    year: int
    members: Set
    log: float
    """Log of the expected foundings of exactly this set in the year."""
    controls: Mapping[str, Floats] = {}
    """By design: the same of the sets that it is compared with."""


class Forecast(msgspec.Struct, frozen=True, kw_only=True):
    """What a model expected of a year, and what came."""

    model: str
    year: int
    twos: float | None
    """Pacts of two expected, after calibration; None where the model says nothing of them."""
    raw: float | None
    """The same before calibration."""
    more: float | None
    cases: tuple[Case, ...]
    bins: Mapping[int, tuple[float, int]] = {}
    """Of pairs by the power of ten of what was expected of each: how many pacts were expected, and came."""


Designs = Callable[[Scene, Set], Mapping[str, Sequence[Set]]]
"""Sets to compare a founding with, by the name of their design."""


class Calibration:
    """Scales a model's numbers of pacts of two by what it expected and what there was, of late more than long ago."""

    def __init__(self) -> None:
        self.expected: list[float] = []
        self.observed: list[int] = []

    @property
    def factor(self) -> float:
        """What to multiply by."""
        ago = np.arange(len(self.expected) - 1, -1, -1)
        weight = 0.5 ** (ago / HALF_LIFE)
        return float((np.dot(weight, self.observed) + TRUST) / (np.dot(weight, self.expected) + TRUST))

    def learn(self, expected: float, observed: int) -> None:
        """Take note of a year."""
        self.expected.append(expected)
        self.observed.append(observed)


def events(world: World, foundings: Sequence[Founding]) -> tuple[Event, ...]:
    """Foundings with their members as positions on the eve of their year."""
    found = []
    for one in foundings:
        at = {code: n for n, code in enumerate(world[one.year].codes)}
        found.append(Event(one.year, tuple(sorted(at[code] for code in one.members))))
    return tuple(found)


def rolling(
    scenes: Mapping[int, Scene],
    every: Sequence[Event],
    models: Mapping[str, Model],
    first: int,
    last: int,
    designs: Designs,
    progress: Callable[[int], None] = lambda year: None,
) -> Iterator[Forecast]:
    """What each model expected of each year from `first` to `last`, one year ahead."""
    calibrations = {name: Calibration() for name in models}
    for year in range(first, last + 1):
        progress(year)
        past = Past(
            year,
            {one: scene for one, scene in scenes.items() if one < year},
            tuple(one for one in every if one.year < year),
        )
        scene = scenes[year]
        came = [one for one in every if one.year == year]
        compared = {one.members: designs(scene, one.members) for one in came}
        for name, model in models.items():
            fitted = fit(name, past, scene)
            yield _forecast(name, fitted, scene, came, compared, calibrations[name] if model.CALIBRATED else None)


def _forecast(
    name: str,
    fitted: Fitted,
    scene: Scene,
    came: Sequence[Event],
    compared: Mapping[Set, Mapping[str, Sequence[Set]]],
    calibration: Calibration | None,
) -> Forecast:
    pairs = fitted.pairs(scene)
    raw = float(np.exp(pairs).sum()) if pairs is not None else None
    shift = 0.0
    if calibration is not None and raw is not None:
        shift = float(np.log(calibration.factor))
        calibration.learn(raw, sum(len(one.members) == 2 for one in came))
    cases = []
    for one in came:
        designs = compared[one.members]
        if len(one.members) == 2:
            if pairs is None:
                continue
            logs = {design: pairs[[scene.pair_of(*some) for some in sets]] + shift for design, sets in designs.items()}
            log = float(pairs[scene.pair_of(*one.members)] + shift)
        else:
            said = fitted.sets(scene, [one.members, *(some for sets in designs.values() for some in sets)])
            if said is None:
                continue
            log, rest, logs = float(said[0]), said[1:], {}
            for design, sets in designs.items():
                logs[design], rest = rest[: len(sets)], rest[len(sets) :]
        cases.append(Case(year=one.year, members=one.members, log=log, controls=logs))
    return Forecast(
        model=name,
        year=scene.eve.year,
        twos=raw * float(np.exp(shift)) if raw is not None else None,
        raw=raw,
        more=fitted.rate,
        cases=tuple(cases),
        bins=_bins(pairs + shift, [scene.pair_of(*one.members) for one in came if len(one.members) == 2])
        if pairs is not None
        else {},
    )


def _bins(logs: Floats, came: Sequence[int]) -> dict[int, tuple[float, int]]:
    """Pairs by the power of ten of what is expected of each."""
    power = np.floor(logs / np.log(10)).astype(int)
    return {
        int(one): (float(np.exp(logs[power == one]).sum()), int((power[list(came)] == one).sum()))
        for one in np.unique(power)
    }
