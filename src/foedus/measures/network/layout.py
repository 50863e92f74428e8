"""Where nodes stand on a sheet: by the network alone, so that the same network is always drawn alike."""

from collections.abc import Sequence
from math import cos, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

STEPS = 200
"""Rounds of majorisation: networks that a sheet can show have come to rest by then."""


def layout(graph: "networkx.Graph") -> dict[str, tuple[float, float]]:
    """Where each node stands, 0 to 1 both ways: the same for the same graph, whatever the order of its links.

    By stress (Kamada and Kawai 1989) from a circle in order of key, each component by itself, without chance.
    """
    import networkx

    places: dict[str, tuple[float, float]] = {}
    parts = sorted((sorted(part) for part in networkx.connected_components(graph)), key=lambda part: (-len(part), part))
    left = 0.0
    for part in parts:
        whole = networkx.Graph()
        whole.add_nodes_from(part)
        whole.add_edges_from(sorted(tuple(sorted(edge)) for edge in graph.subgraph(part).edges))
        found = _circle(part) if len(part) < 4 else _spread(whole)
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


def _spread(graph: "networkx.Graph") -> dict[str, tuple[float, float]]:
    """Stress majorisation (Gansner, Koren and North 2004) from a circle, in plain Python: no chance in it."""
    import networkx

    keys = list(graph.nodes)
    far = {key: dict(lengths) for key, lengths in networkx.all_pairs_shortest_path_length(graph)}
    at = _circle(keys)
    for _ in range(STEPS):
        new: dict[str, tuple[float, float]] = {}
        for one in keys:
            x = y = total = 0.0
            for other in keys:
                if other == one:
                    continue
                wanted = float(far[one][other])
                dx, dy = at[one][0] - at[other][0], at[one][1] - at[other][1]
                apart = max((dx * dx + dy * dy) ** 0.5, 1e-9)
                weight = wanted**-2
                x += weight * (at[other][0] + wanted * dx / apart)
                y += weight * (at[other][1] + wanted * dy / apart)
                total += weight
            new[one] = x / total, y / total
        at = new
    return at
