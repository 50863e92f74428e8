"""The protocol: what is to be forecast and how it is scored, fixed and hashed before anything is."""

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from foedus.forecast import features, proposals, rates, scenes, world
from foedus.forecast.errors import ForecastError
from foedus.forecast.evaluate import compare, designs, rolling
from foedus.forecast.models import models
from foedus.terms.words import nearest

BASELINES = ("rate", "distance", "locality", "template")
"""What a model has to beat."""
CONTENDERS = ("dyadic", "ridge", "boosting", "pool")
HORIZONS = (1, 5, 10)
LEARN = 1946
LEARNING = 5
"""Years that are learnt from before the first forecast, at the least."""
FIRST, LAST = 1960, 2018
HOLDOUT = 2011
"""First year of the last block, which is scored once for a configuration."""


class Protocol(msgspec.Struct, frozen=True, kw_only=True):
    """The configuration of an evaluation: all that its figures depend on but data and code."""

    seed: int
    learn: int = LEARN
    first: int = FIRST
    last: int = LAST
    holdout: int = HOLDOUT
    horizons: tuple[int, ...] = HORIZONS
    settings: Mapping[str, object] = {}

    @property
    def sha256(self) -> str:
        """The hash by which it is known."""
        return hashlib.sha256(msgspec.json.encode(self, order="sorted")).hexdigest()


def protocol(seed: int, first: int = FIRST, last: int = LAST) -> Protocol:
    """The protocol with all constants that the figures depend on."""
    of_models = {
        f"{name}.{key}": value
        for name, model in models().items()
        for key, value in vars(model).items()
        if key.isupper() and key != "SAYS"
    }
    of_rooms = {
        f"{room.__name__.rpartition('.')[2]}.{key}": value
        for room in (features, proposals, rates, scenes, world, designs, rolling, compare)
        for key, value in vars(room).items()
        if key.isupper() and isinstance(value, str | int | float | tuple | dict)
    }
    return Protocol(seed=seed, first=first, last=last, settings=_plain({**of_models, **of_rooms}))


def _plain(value: object) -> Mapping[str, object]:
    found: Mapping[str, object] = msgspec.to_builtins(value)
    return found


def checked(asked: Protocol, names: Sequence[str] = ()) -> Protocol:
    """The protocol, where it can be run. Raises `ForecastError` for years and models that cannot be had."""
    if asked.first <= asked.learn + LEARNING or asked.last < asked.first:
        raise ForecastError(
            f"Years {asked.first} to {asked.last} cannot be forecast: models learn from {asked.learn} on.",
            f"Begin after {asked.learn + LEARNING}, and end no earlier than you begin.",
        )
    for name in names:
        if name not in models():
            near = nearest(name, models())
            hint = f"Did you mean '{near}'?" if near else f"Models are: {', '.join(models())}."
            raise ForecastError(f"There is no model '{name}'.", hint)
    return asked
