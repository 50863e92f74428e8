"""A small invented world: states on a line, some bodies, and what they are to one another."""

import numpy as np

from foedus.forecast.bodies import Bodies
from foedus.forecast.world import Eve, Floats


def eve(year: int = 1990, many: int = 7, seed: int = 3, frozen: tuple[str, ...] = ()) -> Eve:
    """`many` states, 400 km from one to the next; two organisations and a pact among them."""
    draw = np.random.default_rng([seed, year])
    place = np.arange(many) * 400.0
    km = np.abs(np.subtract.outer(place, place))

    def relation(most: int) -> Floats:
        half = np.triu(draw.integers(0, most + 1, (many, many)), 1).astype(float)
        found: Floats = half + half.T
        return found

    members = np.zeros((3, many), dtype=bool)
    members[0, :4] = members[1, 2:] = members[2, :3] = True
    allied = relation(1)
    return Eve(
        year=year,
        keys=tuple(f"S{n:02}" for n in range(many)),
        codes=tuple(range(100, 100 + many)),
        traits={
            "cinc": draw.uniform(0.001, 0.1, many),
            "vdem_polyarchy": draw.uniform(0, 1, many),
            "major_power": (np.arange(many) == 0).astype(float),
            "age": draw.integers(1, 100, many).astype(float),
            "recent_pacts": draw.integers(0, 3, many).astype(float),
        },
        relations={
            "distance_min": km,
            "contiguous_land": (km == 400.0).astype(float),
            "unga_distance": relation(3),
            "mid_ongoing": relation(1),
            "disputed": relation(1),
            "rivalry_tss": relation(1),
            "igo_joint": relation(9),
            "atop_defense": allied,
            "atop_allied": np.maximum(allied, relation(1)),
            "atop_nonagg": relation(1),
            "pact_years": relation(90) + 1.0,
            "pacts_before": relation(3),
        },
        bodies=Bodies(
            keys=("first", "second", "pact"),
            kinds=("organisation", "organisation", "pact"),
            members=members,
            sizes=members.sum(axis=1),
        ),
        frozen=frozen,
    )
