"""Where nodes stand on a sheet: by the network alone, so that the same network is always drawn alike."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import cos, pi, sin

from foedus.measures.network.near import Near, components, distances

STEPS = 200
"""Rounds of majorisation: networks that a sheet can show have come to rest by then."""
EVERY, PIVOTS, ROUNDS = 60, 16, 60
"""In a component of more nodes each is held by its neighbours and by so many pivots only, for so many rounds."""
NEAREST = 1e-9
"""What is nearer than this is taken to be so far apart."""
NOTHING = (0, 0.0, 0.0)
"""A pull that does not pull."""
REST = 1e-5
"""They have when nothing moves farther than this, in links, in a round."""


def layout(network: Near) -> dict[str, tuple[float, float]]:
    """Where each node stands, 0 to 1 both ways: the same for the same graph, whatever the order of its links.

    By stress (Kamada and Kawai 1989) from a circle in order of key, each component by itself, without chance.
    """
    places: dict[str, tuple[float, float]] = {}
    left = 0.0
    for part in components(network):
        found = _circle(part) if len(part) < 4 else _spread(network, part)
        width = max(len(part) ** 0.5, 1.0)
        xs, ys = [at[0] for at in found.values()], [at[1] for at in found.values()]
        for key in part:
            x = (found[key][0] - min(xs)) / ((max(xs) - min(xs)) or 1.0)
            y = (found[key][1] - min(ys)) / ((max(ys) - min(ys)) or 1.0)
            places[key] = left + x * width, y
        left += width + 0.6
    right = max((x for x, _ in places.values()), default=0.0) or 1.0
    return {key: (round(x / right, 4), round(y, 4)) for key, (x, y) in places.items()}


def _circle(part: Sequence[str]) -> dict[str, tuple[float, float]]:
    return {key: (cos(2 * pi * place / len(part)), sin(2 * pi * place / len(part))) for place, key in enumerate(part)}


def _spread(network: Near, keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Stress majorisation (Gansner, Koren and North 2004) from a circle: no chance in it."""
    import numpy as np

    large = len(keys) > EVERY
    place = {key: number for number, key in enumerate(keys)}
    pulls = [
        [(place[other], wanted, weight) for other, wanted, weight in others]
        for others in (_few(network, keys) if large else _all(network, keys)).values()
    ]
    most = max(map(len, pulls))
    # A row for each pull that a node has, a column for each node: a sum goes down the rows, in their order.
    held = [[of[row] if row < len(of) else NOTHING for of in pulls] for row in range(most)]
    others, wanted, weight = (np.array([[pull[part] for pull in row] for row in held]) for part in range(3))
    others, total = others.astype(np.intp), weight.sum(axis=0)
    xs, ys = (np.array(one) for one in zip(*_circle(keys).values(), strict=True))
    for _ in range(ROUNDS if large else STEPS):
        beside, beyond = xs[others], ys[others]
        dx, dy = xs - beside, ys - beyond
        pull = wanted / np.maximum(np.sqrt(dx * dx + dy * dy), NEAREST)
        across = (weight * (beside + pull * dx)).sum(axis=0) / total
        down = (weight * (beyond + pull * dy)).sum(axis=0) / total
        still = (np.abs(across - xs) + np.abs(down - ys)).max() < REST
        xs, ys = across, down
        if still:
            break
    return {key: (float(xs[number]), float(ys[number])) for key, number in place.items()}


Pulls = Mapping[str, Sequence[tuple[str, float, float]]]
"""For each node those that hold it: how far off each should be, and with what weight."""


def _all(network: Near, keys: Sequence[str]) -> Pulls:
    far = {key: distances(network, key) for key in keys}
    return {
        one: [(other, float(far[one][other]), far[one][other] ** -2.0) for other in keys if other != one]
        for one in keys
    }  # fmt: skip


def _few(network: Near, keys: Sequence[str]) -> Pulls:
    """Sparse stress (Ortmann, Klimenta and Brandes 2017): neighbours, and pivots that stand for those around them."""
    far: dict[str, Mapping[str, int]] = {}
    nearest = dict.fromkeys(keys, len(keys))
    while len(far) < PIVOTS:  # each pivot as far as can be from those before it
        pivot = max(keys, key=lambda key: (nearest[key], len(network[key])))
        far[pivot] = distances(network, pivot)
        nearest = {key: min(nearest[key], far[pivot][key]) for key in keys}
    around = {pivot: sorted(of.values()) for pivot, of in far.items()}
    found: dict[str, list[tuple[str, float, float]]] = {}
    for one in keys:
        held = [(other, 1.0, 1.0) for other in sorted(network[one])]
        for pivot, of in far.items():
            if of[one] > 1:
                stands_for = bisect_right(around[pivot], of[one] / 2)
                held.append((pivot, float(of[one]), stands_for * of[one] ** -2.0))
        found[one] = held
    return found
