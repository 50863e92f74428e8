"""Where the founders of a pact of three states or more come from: exact densities over sets of states.

Two families, in several variants each. *Locality*: one state, and near ones with it. *Template*: most members of a body
that there is already, and a few others. Each variant is a distribution over all sets of three or more states of the
year, from which can be drawn and whose probability of any set is known exactly; a mixture of them is a proposal.

Locality: a state at random (uniform over n), and k - 1 others with a probability proportional to the product of
exp(-km / h), a conditional Poisson design of fixed size (Hajek 1964; Chen, Dempster and Liu 1994): its normaliser is an
elementary symmetric polynomial. Template: a body at random among those of its class; each member is a founder with
probability `inside`, each other state with `outside` / n; at least three in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from foedus.forecast.bodies import Bodies
from foedus.forecast.logs import total
from foedus.forecast.world import Eve, Floats

Ints = NDArray[np.int64]
Set = tuple[int, ...]
"""Positions of states, sorted."""

SCALES = (150.0, 500.0, 1500.0, 5000.0)
"""h of the localities, km."""
FLOOR = 1e-5
"""Least nearness of two states however far: pacts across oceans happen."""
FAR = 15_000.0
"""km between two states whose distance no dataset has."""
INSIDE = (0.97, 0.85, 0.6, 0.35)
"""Chances that a member of the body is among the founders."""
OUTSIDE = (0.3, 2.0)
"""Expected number of founders from outside the body."""
BINS = ((3, 5), (6, 9), (10, 19), (20, 49), (50, 999))
"""Sizes of bodies, from and to."""
LEAST = 3
"""Founders of a pact of more than two."""
MOST = 60
"""Founders of the largest pact that is thought of."""
NEVER = -80.0
"""Log density of a set that a variant cannot give (no body of its class exists)."""


CHUNK = 200
"""Sets drawn at once, for memory's sake."""


@dataclass(frozen=True)  # no struct of msgspec: those at the top of a module keep it, and DuckDB, from being let go
class Locality:
    """A locality of scale `h` km."""

    h: float

    @property
    def name(self) -> str:
        """As it is called in files."""
        return f"near {self.h:g} km"


@dataclass(frozen=True)
class Template:
    """A template: bodies of a kind and size, and how closely they are followed."""

    kind: str
    least: int
    most: int
    inside: float
    outside: float

    @property
    def name(self) -> str:
        """As it is called in files."""
        return f"{self.kind} {self.least}-{self.most}, {self.inside:g} inside, {self.outside:g} outside"


Variant = Locality | Template

VARIANTS: tuple[Variant, ...] = (
    *(Locality(h) for h in SCALES),
    *(
        Template(kind, least, most, inside, outside)
        for inside in INSIDE
        for outside in OUTSIDE
        for kind in ("organisation", "pact")
        for least, most in BINS
    ),
)


class Ground(Protocol):
    """What densities need to know of a year: how many states, how near those that are asked about, which bodies."""

    states: int
    """How many states the system has."""
    place: Ints
    """Where the states asked about stand among all: shape (asked,)."""
    bodies: Bodies
    """Bodies; `members` of the states asked about, `sizes` in all."""
    classes: dict[tuple[str, int, int], int]
    """How many bodies there are of each kind and size, those included that none of the states is in."""

    def near(self, h: float) -> Floats:
        """exp(-km / h), shape (asked, all states): of each state asked about to every other, 0 to itself."""


class Whole:
    """The ground of a whole eve: every state is asked about."""

    def __init__(self, eve: Eve) -> None:
        self.states = eve.size
        self.place: Ints = np.arange(eve.size)
        self.bodies = eve.bodies
        self.classes = eve.bodies.classes(BINS)
        self._km = eve.relations["distance_min"]

    def near(self, h: float) -> Floats:
        """As `Ground.near`."""
        near = nearness(self._km, h)
        np.fill_diagonal(near, 0.0)
        return near


def symmetric(weights: Floats, most: int) -> Floats:
    """Elementary symmetric polynomials of each row: shape (rows, most + 1), from degree 0."""
    found = np.zeros((weights.shape[0], most + 1))
    found[:, 0] = 1.0
    for column in weights.T:
        found[:, 1:] += found[:, :-1] * column[:, None]
    return found


def nearness(km: Floats, h: float) -> Floats:
    """exp(-km / h), at least `FLOOR`; unknown distances are far."""
    return np.maximum(np.exp(-np.where(np.isnan(km), FAR, km) / h), FLOOR)


def few(sizes: Ints, states: int, inside: float, outside: float) -> Floats:
    """Log probability that a template gives three founders or more, by the size of the body."""
    a, b = inside, min(outside / states, 0.5)
    m, r = sizes.astype(float), states - sizes.astype(float)
    ins = [(1 - a) ** m, m * a * (1 - a) ** (m - 1), m * (m - 1) / 2 * a**2 * (1 - a) ** (m - 2)]
    out = [(1 - b) ** r, r * b * (1 - b) ** (r - 1), r * (r - 1) / 2 * b**2 * (1 - b) ** (r - 2)]
    less = ins[0] * (out[0] + out[1] + out[2]) + ins[1] * (out[0] + out[1]) + ins[2] * out[0]
    found: Floats = np.log1p(-less)
    return found


class Densities:
    """Log densities of sets under each variant, on one ground; sizes of localities apart, as `sizes` gives them."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground

    def of(self, sets: Sequence[Set], sizes: Floats) -> Floats:
        """Shape (sets, variants). `sizes`: log probability of each size, by size, for the localities."""
        if not sets:
            return np.zeros((0, len(VARIANTS)))
        return np.column_stack([self._locality(v, sets, sizes) for v in VARIANTS if isinstance(v, Locality)]
                               + [self._templates(sets)])  # fmt: skip

    @cached_property
    def _tables(self) -> dict[float, tuple[Floats, Floats]]:
        made = {}
        for h in SCALES:
            near = self.ground.near(h)
            with np.errstate(divide="ignore"):  # of more members than there are states: never
                normal = np.log(symmetric(near, MOST))
            made[h] = (np.log(np.where(near > 0, near, 1.0)), normal)
        return made

    def of_pairs(self) -> Floats:
        """Log density of each pair of the states asked about under the localities: shape (pairs, localities)."""
        place, columns = self.ground.place, []
        one, other = np.triu_indices(len(place), 1)
        for h in SCALES:
            logs, normal = self._tables[h]
            first = logs[one, place[other]] - normal[one, 1]
            second = logs[other, place[one]] - normal[other, 1]
            columns.append(np.logaddexp(first, second) - np.log(self.ground.states))
        return np.column_stack(columns)

    def _locality(self, variant: Locality, sets: Sequence[Set], sizes: Floats) -> Floats:
        logs, normal = self._tables[variant.h]
        place = self.ground.place
        found = np.empty(len(sets))
        for n, members in enumerate(sets):
            rows = np.array(members)
            size = len(rows)
            inner = logs[np.ix_(rows, place[rows])]
            each = inner.sum(axis=1) - np.diag(inner) - normal[rows, size - 1]
            found[n] = total(each) - np.log(self.ground.states) + sizes[size]
        return found

    def _templates(self, sets: Sequence[Set]) -> Floats:
        ground, bodies = self.ground, self.ground.bodies
        chosen = np.zeros((len(sets), bodies.members.shape[1]))
        for n, members in enumerate(sets):
            chosen[n, list(members)] = 1.0
        size = chosen.sum(axis=1)[:, None]
        within = chosen @ bodies.members.T.astype(float)
        among = bodies.sizes[None, :].astype(float)
        kinds = np.array(bodies.kinds)
        columns = []
        cached: dict[tuple[float, float], Floats] = {}
        for variant in (v for v in VARIANTS if isinstance(v, Template)):
            pair = (variant.inside, variant.outside)
            if pair not in cached:
                a, b = variant.inside, min(variant.outside / ground.states, 0.5)
                cached[pair] = (
                    within * np.log(a) + (among - within) * np.log1p(-a) + (size - within) * np.log(b)
                    + (ground.states - among - size + within) * np.log1p(-b)
                    - few(bodies.sizes, ground.states, a, variant.outside)[None, :]
                )  # fmt: skip
            of_class = (kinds == variant.kind) & (bodies.sizes >= variant.least) & (bodies.sizes <= variant.most)
            many = ground.classes.get((variant.kind, variant.least, variant.most), 0)
            if not of_class.any() or not many:
                columns.append(np.full(len(sets), NEVER))
            else:
                columns.append(total(cached[pair][:, of_class], axis=1) - np.log(many))
        return np.column_stack(columns)


def drawn(variant: Variant, densities: Densities, sizes: Floats, count: int, seed: np.random.Generator) -> list[Set]:
    """`count` sets from a variant; fewer where it has no body. `sizes` as in `Densities.of`."""
    if isinstance(variant, Locality):
        return _near_sets(densities, variant.h, sizes, count, seed)
    return _like_bodies(densities.ground, variant, count, seed)


def _near_sets(densities: Densities, h: float, sizes: Floats, count: int, seed: np.random.Generator) -> list[Set]:
    if count > CHUNK:
        parts = [min(CHUNK, count - done) for done in range(0, count, CHUNK)]
        return [one for part in parts for one in _near_sets(densities, h, sizes, part, seed)]
    near = densities.ground.near(h)
    states = near.shape[1]
    chance = np.exp(sizes[: states + 1] - total(sizes[: states + 1]))
    size = seed.choice(len(chance), count, p=chance)
    first = seed.integers(0, states, count)
    most = int(size.max())
    left = np.zeros((states + 1, count, most))  # of the columns from here on: polynomials by degree
    left[states, :, 0] = 1.0
    for column in range(states - 1, -1, -1):
        left[column] = left[column + 1]
        left[column, :, 1:] += left[column + 1, :, :-1] * near[first, column][:, None]
    wanted = size - 1
    chosen = np.zeros((count, states), dtype=bool)
    rows = np.arange(count)
    for column in range(states):
        open_ = wanted > 0
        less = np.maximum(wanted - 1, 0)
        among = np.where(open_, left[column, rows, wanted], 1.0)
        chance_of = np.where(open_, near[first, column] * left[column + 1, rows, less] / among, 0.0)
        take = seed.random(count) < chance_of
        chosen[:, column] = take
        wanted = wanted - take
    chosen[rows, first] = True
    return [tuple(np.flatnonzero(row).tolist()) for row in chosen]


def _like_bodies(ground: Ground, variant: Template, count: int, seed: np.random.Generator) -> list[Set]:
    bodies = ground.bodies
    of_class = np.flatnonzero(
        (np.array(bodies.kinds) == variant.kind) & (bodies.sizes >= variant.least) & (bodies.sizes <= variant.most)
    )
    if not len(of_class):
        return []
    logs = few(bodies.sizes[of_class], ground.states, variant.inside, variant.outside)
    found: list[Set] = []
    body = of_class[seed.integers(0, len(of_class), count)]
    outside = min(variant.outside / ground.states, 0.5)
    for one in body:
        chance = np.where(bodies.members[one], variant.inside, outside)
        for _ in range(1 + int(200 / np.exp(logs.min()))):
            members = np.flatnonzero(seed.random(len(chance)) < chance)
            if len(members) >= LEAST:
                found.append(tuple(members.tolist()))
                break
    return found
