"""The terms of the fitted ridge model, whose score is linear: coalitions of three or more, weighed as history did."""

from collections.abc import Mapping

import numpy as np

from foedus.forecast import fitted
from foedus.forecast.coalitions.terms import Floats, Op, Over, Term
from foedus.forecast.features import SET
from foedus.forecast.models.scored import Linear
from foedus.forecast.places import Places
from foedus.forecast.proposals import FAR, LEAST

PAIRS: Mapping[str, tuple[str, Op]] = {
    "distance_mean": ("log_distance", "mean"),
    "distance_max": ("log_distance", "max"),
    "contiguous": ("contiguous", "mean"),
    "allied": ("allied", "mean"),
    "pledged": ("pledged", "mean"),
    "hostile": ("hostile", "mean"),
    "unga_mean": ("unga_distance", "mean"),
    "igo_least": ("igo_joint", "min"),
    "common_enemies": ("common_enemies", "mean"),
}
"""Features of sets that are taken over pairs: of which feature of pairs, and how."""
MEMBERS: Mapping[str, tuple[str, Op]] = {
    "major": ("major_power", "max"),
    "cinc_mean": ("cinc", "mean"),
    "youngest": ("age", "min"),
}
"""Those that are taken over members."""


BEHIND: Mapping[str, tuple[str, ...]] = {
    "log_distance": ("distance_min",),
    "contiguous": ("contiguous_land",),
    "allied": ("atop_defense",),
    "pledged": ("atop_allied",),
    "hostile": ("mid_ongoing", "rivalry_tss"),
    "unga_distance": ("unga_distance",),
    "igo_joint": ("igo_joint",),
    "common_enemies": ("mid_ongoing", "rivalry_tss"),
    "major_power": ("major_power",),
    "cinc": ("cinc",),
}
"""The variables that values are made of."""


def terms(at: Places, keys: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms for some of the states of a case's file, in the order of `keys`. Raises `ForecastError`."""
    model = fitted.read("ridge")
    assert isinstance(model, Linear)
    rows = [at.positions([key])[0] for key in keys]
    tilt = model.scored.tilt
    made = []
    for name, weight, deviation in zip(tilt.names, tilt.coefficients, tilt.deviations, strict=True):
        if name in PAIRS:
            feature, op = PAIRS[name]
            values, over = _pairs(at, feature)[np.ix_(rows, rows)], "pairs"
        elif name in MEMBERS:
            feature, op = MEMBERS[name]
            values, over = _members(at, feature)[rows], "members"
        else:
            continue  # how much is known of votes: the same for all whose votes are known
        made.append(_term(name, over, op, values, weight / deviation, feature))
    return tuple(made)


def _term(name: str, over: str, op: Op, values: Floats, weight: float, feature: str) -> Term:
    which: Over = "pairs" if over == "pairs" else "members"
    return Term(name, which, op, values, weight, SET[name], feature)


def _pairs(at: Places, feature: str) -> Floats:
    matrix = at.known[feature]
    if feature == "log_distance":
        return np.nan_to_num(matrix, nan=np.log1p(FAR))
    return np.nan_to_num(matrix) if feature in ("allied", "pledged", "hostile", "igo_joint") else matrix


def _members(at: Places, feature: str) -> Floats:
    values = np.nan_to_num(at.known.traits[feature])
    if feature == "cinc":
        logs: Floats = np.log10(np.fmax(values, 1e-7))
        return logs
    return np.log1p(values) if feature == "age" else values


SMALLEST = LEAST
"""States of the smallest coalition that it scores: pacts of two are another model's."""
