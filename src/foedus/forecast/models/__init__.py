"""Models of where the next pact comes from. One file each; a tenth is one more file, found by its place here.

A model is a module with `NAME`, `SAYS` and `fit(past, scene) -> Fitted`: from all that was known before a year, what it
expects of that year. `Fitted` is a struct of plain numbers: it is what ships, as a file that can be read.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol

import msgspec
import numpy as np

from foedus.forecast.proposals import VARIANTS, Set
from foedus.forecast.rates import sizes
from foedus.forecast.scenes import Scene
from foedus.forecast.world import Floats

TOOLS = ("logit", "mixture", "scored", "tilt", "trees")
"""Modules here that are no models but what models are made of."""


class Asked(Protocol):
    """States that are asked about on an eve: all of them (`Scene`), or a case's (`Places`)."""

    states: int
    """How many states the system has, asked about or not."""

    @property
    def pairs(self) -> Floats:
        """Features of all pairs, shape (pairs, features), in the order of `features.PAIR`."""

    def near_pairs(self) -> Floats:
        """Log densities of all pairs under the localities: shape (pairs, localities)."""

    def variants(self, sets: Sequence[Set], of_size: Floats) -> Floats:
        """Log densities of sets under each variant: shape (sets, variants)."""

    def features(self, sets: Sequence[Set]) -> Floats:
        """Features of sets, shape (sets, features), in the order of `features.SET`."""

    def pair_of(self, one: int, other: int) -> int:
        """The row of a pair among all pairs."""


class Event(msgspec.Struct, frozen=True):
    """A founding, its members as positions on the eve of its year."""

    year: int
    members: Set


class Past(msgspec.Struct, frozen=True):
    """All that is known before `year`: scenes and foundings of the years before it."""

    year: int
    scenes: Mapping[int, Scene]
    events: tuple[Event, ...]

    @property
    def twos(self) -> tuple[Event, ...]:
        """Foundings by two."""
        return tuple(one for one in self.events if len(one.members) == 2)

    @property
    def more(self) -> tuple[Event, ...]:
        """Foundings by three or more."""
        return tuple(one for one in self.events if len(one.members) > 2)

    def densities(self) -> Floats:
        """Log densities of the foundings by three or more under each variant, each as it was on its eve."""
        rows: list[Floats] = []
        seen: list[int] = []
        for one in self.more:
            rows.append(self.scenes[one.year].variants_of(one.members, sizes(seen)))
            seen.append(len(one.members))
        return np.array(rows).reshape(len(rows), len(VARIANTS))

    def pairs(self) -> tuple[Floats, Floats, Floats]:
        """Rows to fit a model of pairs on: features, whether they founded a pact, weight.

        Every founding has the weight 1, the pairs drawn beside them what makes them stand for all that founded none.
        """
        x, y, weight = [], [], []
        for year, scene in self.scenes.items():
            founded = [scene.pair_of(*one.members) for one in self.twos if one.year == year]
            rows, weights = scene.drawn_pairs
            others = ~np.isin(rows, founded)
            x += [scene.pairs[founded], scene.pairs[rows[others]]]
            y += [np.ones(len(founded)), np.zeros(int(others.sum()))]
            weight += [np.ones(len(founded)), weights[others]]
        return np.concatenate(x), np.concatenate(y), np.concatenate(weight)

    def counts(self, events: Sequence[Event]) -> list[int]:
        """How many of some events there were in each year."""
        found = dict.fromkeys(self.scenes, 0)
        for one in events:
            found[one.year] += 1
        return list(found.values())


class Fitted(Protocol):
    """What a model expects of a year. Logs of expected numbers, so that exp and sum give pacts a year."""

    def pairs(self, asked: Asked) -> Floats | None:
        """Of each pair, that it founds a pact of two; None where the model says nothing of pairs."""

    def sets(self, asked: Asked, sets: Sequence[Set]) -> Floats | None:
        """Of each set of three or more, that exactly it founds one; None where it says nothing of them."""

    @property
    def rate(self) -> float:
        """Pacts of three or more that it expects in the year."""


class Model(Protocol):
    """A module of this folder."""

    NAME: str
    SAYS: str
    """What it rests on, in a line."""
    CALIBRATED: bool
    """Whether its pairs are scaled by what it has expected and what there was in past years."""

    def fit(self, past: Past, scene: Scene) -> Fitted:
        """What it expects of the year of `scene`."""


def fit(name: str, past: Past, scene: Scene) -> Fitted:
    """A model fitted for the year of a scene; once, since another model or a longer horizon may ask for it again.

    A scene is asked with all that was known before its year, so that its year says which past it is.
    """
    if name not in scene.fits:
        scene.fits[name] = models()[name].fit(past, scene)
    made: Fitted = scene.fits[name]
    return made


@cache
def models() -> Mapping[str, Model]:
    """The models by name, in the order in which they are shown."""
    found = [
        import_module(f"{__name__}.{one.name}")
        for one in iter_modules([str(Path(__file__).parent)])
        if one.name not in TOOLS
    ]
    return {one.NAME: one for one in sorted(found, key=lambda one: one.ORDER)}
