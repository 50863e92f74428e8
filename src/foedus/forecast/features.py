"""What is known of sets of states on the eve of a year: the features that models draw on.

All are of the year before but geography. NaN means not known; a model says what it does with that.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.world import Eve, Floats

PAIR = {
    "log_distance": "log(1 + km between the nearest points of the two)",
    "contiguous": "1 where they share a border on land",
    "unga_distance": "distance of their ideal points in the General Assembly",
    "hostile": "1 where they are strategic rivals or faced each other in a militarized dispute in ten years",
    "igo_joint": "log(1 + organisations in which both are full members)",
    "allied": "1 where a defence pact binds them",
    "pledged": "1 where a pact without defence binds them (neutrality, non-aggression, consultation)",
    "common_allies": "log(1 + states with defence pacts with both)",
    "common_enemies": "log(1 + states hostile to both)",
    "cinc_larger": "log10 of the larger one's CINC",
    "cinc_smaller": "log10 of the smaller one's CINC",
    "polyarchy_gap": "difference of their electoral democracy (V-Dem)",
    "polyarchy_lower": "electoral democracy of the less democratic",
    "major": "1 where one is a major power",
    "age_younger": "log(1 + years in the system of states) of the younger",
    "age_older": "the same of the older",
    "pact_years": "log(1 + years since both were founders of a defence pact), 100 years where they never were",
    "pacts_before": "log(1 + defence pacts of two that they have founded together before)",
    "allies_more": "log(1 + states bound to it by defence pacts), of the one that has more",
    "allies_fewer": "the same of the one that has fewer",
    "recent": "log(1 + defence pacts of two that either founded in five years)",
    "recent_both": "log(1 + the same of the one that founded fewer)",
}
"""Of pairs, by name."""


class Given(Protocol):
    """Features of pairs as matrices, and what is known of single states."""

    def __getitem__(self, name: str) -> Floats:
        """A feature of `PAIR`: shape (n, n)."""

    @property
    def traits(self) -> Mapping[str, Floats]:
        """Of single states: age, cinc, major_power; shape (n,)."""


class Relations:
    """Matrices of an eve from which the features of pairs and larger sets are taken: each (n, n), symmetric."""

    def __init__(self, eve: Eve) -> None:
        self.eve = eve
        self.traits = eve.traits

    def __getitem__(self, name: str) -> Floats:
        found: Floats = getattr(self, name)
        return found

    @cached_property
    def log_distance(self) -> Floats:
        return np.log1p(self.eve.relations["distance_min"])

    @cached_property
    def contiguous(self) -> Floats:
        return self.eve.relations["contiguous_land"]

    @cached_property
    def unga_distance(self) -> Floats:
        return self.eve.relations["unga_distance"]

    @cached_property
    def hostile(self) -> Floats:
        return np.fmax(self.eve.relations["disputed"], self.eve.relations["rivalry_tss"])

    @cached_property
    def igo_joint(self) -> Floats:
        return np.log1p(self.eve.relations["igo_joint"])

    @cached_property
    def allied(self) -> Floats:
        return self.eve.relations["atop_defense"]

    @cached_property
    def pledged(self) -> Floats:
        return self.eve.relations["atop_allied"] * (1 - self.allied)

    @cached_property
    def common_allies(self) -> Floats:
        return np.log1p(_shared(self.allied))

    @cached_property
    def common_enemies(self) -> Floats:
        return np.log1p(_shared(self.hostile))

    @cached_property
    def cinc_larger(self) -> Floats:
        return _of_both(np.log10(np.fmax(self.eve.traits["cinc"], 1e-7)), np.maximum)

    @cached_property
    def cinc_smaller(self) -> Floats:
        return _of_both(np.log10(np.fmax(self.eve.traits["cinc"], 1e-7)), np.minimum)

    @cached_property
    def polyarchy_gap(self) -> Floats:
        return np.abs(np.subtract.outer(self.eve.traits["vdem_polyarchy"], self.eve.traits["vdem_polyarchy"]))

    @cached_property
    def polyarchy_lower(self) -> Floats:
        return _of_both(self.eve.traits["vdem_polyarchy"], np.minimum)

    @cached_property
    def major(self) -> Floats:
        return _of_both(self.eve.traits["major_power"], np.maximum)

    @cached_property
    def age_younger(self) -> Floats:
        return _of_both(np.log1p(self.eve.traits["age"]), np.minimum)

    @cached_property
    def age_older(self) -> Floats:
        return _of_both(np.log1p(self.eve.traits["age"]), np.maximum)

    @cached_property
    def pact_years(self) -> Floats:
        return np.log1p(self.eve.relations["pact_years"])

    @cached_property
    def pacts_before(self) -> Floats:
        return np.log1p(self.eve.relations["pacts_before"])

    @cached_property
    def _allies(self) -> Floats:
        found: Floats = np.log1p(np.nansum(self.allied, axis=1))
        return found

    @cached_property
    def allies_more(self) -> Floats:
        return _of_both(self._allies, np.maximum)

    @cached_property
    def allies_fewer(self) -> Floats:
        return _of_both(self._allies, np.minimum)

    @cached_property
    def recent(self) -> Floats:
        return _of_both(np.log1p(self.eve.traits["recent_pacts"]), np.maximum)

    @cached_property
    def recent_both(self) -> Floats:
        return _of_both(np.log1p(self.eve.traits["recent_pacts"]), np.minimum)


def _shared(ties: Floats) -> Floats:
    """How many third states are tied to both; what is unknown counts as no tie that is known."""
    known = np.nan_to_num(ties)
    return known @ known


def _of_both(values: Floats, which: np.ufunc) -> Floats:
    found: Floats = which.outer(values, values)
    return found


def pairs(size: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The positions of all pairs of `size` states, the first before the second."""
    return np.triu_indices(size, 1)


def of_pairs(relations: Relations, names: Sequence[str] = tuple(PAIR)) -> Floats:
    """Features of all pairs: shape (pairs, features)."""
    one, other = pairs(relations.eve.size)
    return np.column_stack([relations[name][one, other] for name in names])


SET = {
    "distance_mean": "mean over pairs of log(1 + km)",
    "distance_max": "log(1 + km) of the two that are furthest apart",
    "contiguous": "share of pairs that share a border on land",
    "allied": "share of pairs bound by a defence pact",
    "pledged": "share of pairs bound by a pact without defence",
    "hostile": "share of pairs that are rivals or have had a militarized dispute in ten years",
    "unga_mean": "mean distance of ideal points over the pairs that have one",
    "unga_known": "share of pairs that have one",
    "igo_least": "log(1 + joint organisations) of the two that share fewest",
    "common_enemies": "mean over pairs of log(1 + states hostile to both)",
    "major": "1 where one is a major power",
    "cinc_mean": "mean over states of log10 of CINC",
    "youngest": "log(1 + years in the system) of the youngest",
}
"""Of sets of three states or more, by name."""


def of_sets(relations: Given, sets: Sequence[tuple[int, ...]]) -> Floats:
    """Features of sets: shape (sets, features). Every one has a value: means are over what is known."""
    ages, cinc = relations.traits["age"], np.nan_to_num(relations.traits["cinc"])
    majors = np.nan_to_num(relations.traits["major_power"])
    found = np.empty((len(sets), len(SET)))
    for row, members in enumerate(sets):
        place = np.array(members)
        grid = np.ix_(place, place)
        upper = np.triu_indices(len(place), 1)

        def over(
            name: str, grid: tuple[NDArray[np.int64], ...] = grid, upper: tuple[NDArray[np.int64], ...] = upper
        ) -> Floats:
            return relations[name][grid][upper]

        km = np.nan_to_num(over("log_distance"), nan=np.log1p(15_000.0))
        unga = over("unga_distance")
        voted = ~np.isnan(unga)
        found[row] = (
            km.mean(),
            km.max(),
            over("contiguous").mean(),
            np.nan_to_num(over("allied")).mean(),
            np.nan_to_num(over("pledged")).mean(),
            np.nan_to_num(over("hostile")).mean(),
            unga[voted].mean() if voted.any() else 1.0,
            voted.mean(),
            np.nan_to_num(over("igo_joint")).min(),
            over("common_enemies").mean(),
            majors[place].max(),
            np.log10(np.fmax(cinc[place], 1e-7)).mean(),
            np.log1p(ages[place].min()),
        )
    return found
