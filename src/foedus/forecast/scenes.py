"""A scene: an eve with what models ask of it again and again - features, densities, and sets to compare with.

Controls are drawn once a year from a stated mixture of uniform sets, localities and templates, and every model uses the
same: with the probability of each under the mixture known exactly, sums over all sets are estimated without bias by
importance weights (base density / mixture density).
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from foedus.forecast.features import PAIR, Relations, of_pairs, of_sets
from foedus.forecast.logs import choices, total
from foedus.forecast.proposals import LEAST, MOST, VARIANTS, Densities, Ints, Locality, Set, Whole, drawn
from foedus.forecast.rates import sizes
from foedus.forecast.world import Eve, Floats

SHARES = {"uniform": 0.25, "locality": 0.35, "template": 0.40}
"""Of the controls. A quarter uniform bounds every importance weight against uniform sets by 4."""
CONTROLS = 800
"""Drawn for each year."""

NEAR_PAIRS, FAR_PAIRS, NEAR_KM = 800, 500, 2000.0
"""Pairs drawn for each year among those within so many km or allied, and among all others."""
NEAR, ALLIED = (list(PAIR).index(name) for name in ("log_distance", "allied"))

LOCAL = np.array([isinstance(one, Locality) for one in VARIANTS])
"""Which variants are localities."""


class Scene:
    """The eve of a year as models see it. `seed` fixes its controls."""

    def __init__(self, eve: Eve, seed: int, controls: int = CONTROLS) -> None:
        self.eve, self.seed, self.count = eve, seed, controls
        self.relations = Relations(eve)
        self.densities = Densities(Whole(eve))
        self.states = eve.size
        self._kept: dict[Set, Floats] = {}
        self.fits: dict[str, Any] = {}
        """Models fitted for this year, by name."""

    @cached_property
    def pairs(self) -> Floats:
        """Features of all pairs: shape (pairs, features)."""
        return of_pairs(self.relations)

    @cached_property
    def drawn_pairs(self) -> tuple[Ints, Floats]:
        """Pairs drawn to stand for all, and how many each stands for: near or allied ones, and the rest, apart."""
        near = (self.pairs[:, NEAR] < np.log1p(NEAR_KM)) | (self.pairs[:, ALLIED] == 1)
        seed = np.random.default_rng([self.seed, self.eve.year, 2])
        rows, weights = [], []
        for stratum, most in ((near, NEAR_PAIRS), (~near, FAR_PAIRS)):
            every = np.flatnonzero(stratum)
            taken = seed.choice(every, min(most, len(every)), replace=False)
            rows.append(taken)
            weights.append(np.full(len(taken), len(every) / max(len(taken), 1)))
        return np.concatenate(rows), np.concatenate(weights)

    def variants_of(self, members: Set, of_size: Floats) -> Floats:
        """Log densities of one set under each variant: shape (variants,). Kept, as it is asked for every later year."""
        if members not in self._kept:
            self._kept[members] = self.densities.of([members], np.zeros(MOST + 1))[0]
        return self._kept[members] + np.where(LOCAL, of_size[min(len(members), MOST)], 0.0)

    def near_pairs(self) -> Floats:
        """Log densities of all pairs under the localities: shape (pairs, localities)."""
        return self.densities.of_pairs()

    def pair_of(self, one: int, other: int) -> int:
        """The row of a pair among all pairs."""
        return pair_row(one, other, self.states)

    @cached_property
    def controls(self) -> "Controls":
        """Sets of three states or more to compare with."""
        seed = np.random.default_rng([self.seed, self.eve.year])
        prior = sizes([])
        counts = {name: round(share * self.count) for name, share in SHARES.items()}
        sets = uniform(self.eve.size, counts["uniform"], prior, seed)
        local = [v for v in VARIANTS if isinstance(v, Locality)]
        for variant in local:
            sets += drawn(variant, self.densities, prior, counts["locality"] // len(local), seed)
        bodies = [v for n, v in enumerate(VARIANTS) if not LOCAL[n] and self.has(v)]
        for template in bodies:
            sets += drawn(template, self.densities, prior, max(1, counts["template"] // len(bodies)), seed)
        return Controls(self, [one for one in sets if len(one) <= MOST], prior)

    def has(self, variant: object) -> bool:
        """Whether there is a body that a template could follow."""
        kind, least, most = (getattr(variant, name) for name in ("kind", "least", "most"))
        return self.densities.ground.classes.get((kind, least, most), 0) > 0

    def variants(self, sets: Sequence[Set], of_size: Floats) -> Floats:
        """Log density of sets under each variant: shape (sets, variants). `of_size`: log probability of each size."""
        return self.densities.of(sets, of_size)

    def features(self, sets: Sequence[Set]) -> Floats:
        """Features of sets: shape (sets, features)."""
        return of_sets(self.relations, sets)


def pair_row(one: int, other: int, states: int) -> int:
    """The row of a pair of positions among all pairs in the order of `numpy.triu_indices(states, 1)`.

    >>> [pair_row(a, b, 4) for a, b in [(0, 1), (0, 3), (2, 1), (2, 3)]]
    [0, 2, 3, 5]
    """
    first, second = sorted((one, other))
    return first * states - first * (first + 1) // 2 + second - first - 1


class Controls:
    """Sets drawn from the mixture, with what is known of each."""

    def __init__(self, scene: Scene, sets: list[Set], prior: Floats) -> None:
        self.scene, self.sets = scene, sets
        self.size = np.array([len(one) for one in sets])
        self.raw = scene.variants(sets, np.zeros(MOST + 1))
        drawn_from = np.where(LOCAL, 1.0, 0.0)
        present = np.array([bool(LOCAL[n]) or scene.has(v) for n, v in enumerate(VARIANTS)])
        share = np.where(LOCAL, SHARES["locality"] / LOCAL.sum(), SHARES["template"] / (present & ~LOCAL).sum())
        share = np.where(present, share, 0.0)
        with np.errstate(divide="ignore"):
            logs = np.log(share)[None, :] + self.raw + np.outer(prior[self.size], drawn_from)
        even = np.log(SHARES["uniform"]) + uniform_density(scene.eve.size, self.size, prior)
        self.log_q = total(np.column_stack([logs, even]), axis=1)

    def variants(self, of_size: Floats) -> Floats:
        """As `Scene.variants`, of these sets."""
        return self.raw + np.outer(of_size[self.size], LOCAL.astype(float))

    @cached_property
    def features(self) -> Floats:
        """As `Scene.features`, of these sets."""
        return self.scene.features(self.sets)

    def weights(self, log_base: Floats) -> Floats:
        """Importance weights of a base density given at these sets: they sum to about 1."""
        found: Floats = np.exp(log_base - self.log_q) / len(self.sets)
        return found


def uniform_density(states: int, size: Floats, of_size: Floats) -> Floats:
    """Log density of sets of these sizes where all of a size are alike."""
    found: Floats = of_size[np.asarray(size, dtype=int)] - choices(states, size)
    return found


def uniform(states: int, count: int, of_size: Floats, seed: np.random.Generator) -> list[Set]:
    """Sets whose size is drawn, and whose members are then any."""
    logs = of_size[: states + 1]
    size = seed.choice(len(logs), count, p=np.exp(logs - total(logs)))
    return [tuple(sorted(seed.choice(states, one, replace=False).tolist())) for one in size if one >= LEAST]
