"""What a founding is compared with: sets of the same year and size, by stated designs.

*local*: drawn as localities draw, given the size. *template*: most of a body, the rest near it. *near-miss*: the true
set with one founder swapped for a near state. *uniform*: any, only to show how easy that is.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from foedus.forecast.proposals import MOST, SCALES, Locality, Set, drawn
from foedus.forecast.scenes import Scene, uniform
from foedus.forecast.world import Floats

COUNT = 100
"""Sets of each design."""
NEIGHBOURS = 10
"""Near states that may stand in for a founder."""
LOCAL_SCALE = 500.0
"""km, of the local controls: between the two middle scales of the localities."""
SHARED = 0.6
"""Share of a set of the template design that comes from one body, at least."""


def designs(scene: Scene, members: Set) -> Mapping[str, Sequence[Set]]:
    """The sets that a founding is compared with, by design; the true set is never among them."""
    seed = np.random.default_rng([scene.seed, scene.eve.year, *members])
    size = len(members)
    found = {
        "local": _local(scene, size, seed),
        "template": _templates(scene, size, seed),
        "near-miss": near_misses(scene, members),
        "uniform": uniform(scene.states, COUNT, _only(size), seed) if size > 2 else _pairs(scene, seed),
    }
    return {design: [one for one in sets if one != members] for design, sets in found.items()}


def _only(size: int) -> Floats:
    logs = np.full(MOST + 1, -np.inf)
    logs[size] = 0.0
    return logs


def _pairs(scene: Scene, seed: np.random.Generator) -> list[Set]:
    return [tuple(sorted(seed.choice(scene.states, 2, replace=False).tolist())) for _ in range(COUNT)]


def _local(scene: Scene, size: int, seed: np.random.Generator) -> list[Set]:
    assert LOCAL_SCALE in SCALES
    return drawn(Locality(LOCAL_SCALE), scene.densities, _only(size), COUNT, seed)


def _templates(scene: Scene, size: int, seed: np.random.Generator) -> list[Set]:
    """A body with at least the shared part of the size in members; that many of it or more, and near states beside."""
    bodies = scene.eve.bodies
    enough = np.flatnonzero(bodies.sizes >= max(2, np.ceil(SHARED * size)))
    if not len(enough):
        return []
    km = np.nan_to_num(scene.eve.relations["distance_min"], nan=20_000.0)
    found: list[Set] = []
    for body in seed.choice(enough, COUNT):
        inside = np.flatnonzero(bodies.members[body])
        share = int(seed.integers(int(np.ceil(SHARED * size)), size + 1))
        chosen = seed.choice(inside, min(share, len(inside), size), replace=False)
        if len(chosen) < size:
            near = np.argsort(km[chosen].mean(axis=0), kind="stable")
            near = near[~np.isin(near, chosen)][: NEIGHBOURS + size]
            chosen = np.concatenate([chosen, seed.choice(near, size - len(chosen), replace=False)])
        found.append(tuple(sorted(chosen.tolist())))
    return found


def near_misses(scene: Scene, members: Set) -> list[Set]:
    """Every set in which one founder gives place to one of the states nearest to it that is no founder."""
    km = np.nan_to_num(scene.eve.relations["distance_min"], nan=20_000.0)
    found: set[Set] = set()
    for out in members:
        near = [int(one) for one in np.argsort(km[out], kind="stable") if one not in members][:NEIGHBOURS]
        found.update(tuple(sorted({*members, one} - {out})) for one in near)
    return sorted(found)
