"""Fit the models that ship: on all foundings that the data have, for the eve of a year."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from foedus.forecast import fitted
from foedus.forecast.evaluate.rolling import Calibration, Forecast, events
from foedus.forecast.events import foundings
from foedus.forecast.models import Past, fit, models
from foedus.forecast.scenes import Scene
from foedus.forecast.world import World, world

FIRST = 1946
"""First year whose foundings are learnt from."""
EVE = 2025
"""The models that ship look at the world on its eve."""
SEED = 20261121


def known_until(found: World) -> int:
    """The last year whose foundings the data have."""
    return next(one.until for one in found.vintages if one.variable == "atop_defense")


def train(
    folder: Path,
    data: Sequence[Path] = (),
    eve: int = EVE,
    seed: int = SEED,
    forecasts: Sequence[Forecast] = (),
    progress: Callable[[str], None] = lambda step: None,
) -> fitted.About:
    """Fit every model and write them to a folder. `forecasts`: of a rolling origin, from which to calibrate.

    Raises `DataError` where data are missing, `ForecastError` where the folder cannot be written.
    """
    from foedus.reference.store import Library

    progress("reading datasets")
    seen = world(FIRST, eve, data)
    last = min(known_until(seen), eve - 1)
    found, _ = foundings(Library(list(data)), FIRST, last)
    scenes = {year: Scene(seen[year], seed) for year in (*range(FIRST, last + 1), eve)}
    past = Past(eve, {year: scene for year, scene in scenes.items() if year <= last}, events(seen, found))
    made = {}
    for name in models():
        progress(f"fitting {name}")
        made[name] = fit(name, past, scenes[eve])
    about = fitted.About(
        format=fitted.FORMAT,
        year=eve,
        first=FIRST,
        last=last,
        foundings=len(found),
        seed=seed,
        version=f"{date.today().isoformat()}, foundings of {FIRST}-{last}, eve of {eve}",
        vintages=seen.vintages,
        factors=factors(forecasts),
    )
    fitted.write(folder, about, made)
    return about


def factors(forecasts: Sequence[Forecast]) -> Mapping[str, float]:
    """By model: what its numbers of pacts of two are multiplied by, from what it expected in past years."""
    found = {}
    for name, model in models().items():
        if model.CALIBRATED:
            calibration = Calibration()
            for one in sorted((f for f in forecasts if f.model == name), key=lambda one: one.year):
                if one.raw is not None:
                    calibration.learn(one.raw, sum(len(case.members) == 2 for case in one.cases))
            found[name] = calibration.factor
    return found
