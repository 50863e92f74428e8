"""What a coalition is scored by: the terms of a model, for the states of a pool.

`ridge` has the weights of the fitted model.
`structural` weighs each feature alike. It is fitted to nothing: its weights have only a sign, which is that of the
literature (Dawes 1979: such weights order cases nearly as well as fitted ones, and say nothing of how likely any is).
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import msgspec
import numpy as np

from foedus.forecast.coalitions.pool import Series, of_profile
from foedus.forecast.coalitions.terms import Floats, Op, Over, Term
from foedus.forecast.errors import ForecastError
from foedus.forecast.proposals import LEAST
from foedus.record import Record
from foedus.terms.words import nearest

STRUCTURAL = "structural"
RIDGE = "ridge"
MODELS = (RIDGE, STRUCTURAL)
LIMITS = (
    "A score orders coalitions of one size. It is no probability, and scores of different sizes do not compare.",
    "Values are of the last year that each dataset covers: what has changed since is not in them.",
)
EQUAL = (
    "Weights are equal and fitted to nothing: the order shows what follows from them, not what history bears out.",
    "What is scaled over the pool changes with the pool.",
)
FITTED = (
    "Weights are those of the ridge model, fitted on foundings of three or more, each with the others held.",
    "`foedus forecast evaluate` says how well it has done; the pool of models does better.",
    "Pacts of two are another model's, so none are scored.",
)
DAWES = "Dawes, Robyn M. (1979): The Robust Beauty of Improper Linear Models, American Psychologist 34(7)"
POAST = "Poast, Paul (2010): (Mis)Using Dyadic Data to Analyze Multilateral Events, Political Analysis 18(4)"


class Places(Protocol):
    """States and what is known of them: a pool of a case, or the world on the eve of a year."""

    @property
    def keys(self) -> tuple[str, ...]: ...
    @property
    def traits(self) -> Mapping[str, Floats]: ...
    @property
    def relations(self) -> Mapping[str, Floats]: ...


class Scoring(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What coalitions of a pool are scored by."""

    terms: tuple[Term, ...]
    smallest: int
    """States of the smallest coalition that it scores."""
    series: Mapping[str, Series]
    """Where values come from, by what a term rests on."""
    warnings: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]


def default(record: Record, keys: tuple[str, ...], folder: Path | None = None) -> str:
    """The fitted model where the case's file has all of the states, else equal weights."""
    from foedus.forecast import places

    try:
        places.read(folder or places.folder(record)).positions(keys)
    except ForecastError:
        return STRUCTURAL
    return RIDGE if len(keys) >= LEAST else STRUCTURAL


def scoring(model: str, record: Record, keys: tuple[str, ...], folder: Path | None = None) -> Scoring:
    """A model's scoring of some states of a case. Raises `ForecastError` for a model that there is not."""
    if model == RIDGE:
        return _ridge(record, keys, folder)
    if model == STRUCTURAL:
        known = of_profile(record, keys)
        return Scoring(
            terms=structural(known), smallest=2, series=known.series, warnings=known.warnings,
            limits=(*EQUAL, *LIMITS), sources=(DAWES, POAST),
        )  # fmt: skip
    near = nearest(model, MODELS)
    hint = f"Did you mean '{near}'?" if near else f"Models are: {', '.join(MODELS)}."
    raise ForecastError(f"There is no model '{model}' to score coalitions by.", hint)


def _ridge(record: Record, keys: tuple[str, ...], folder: Path | None) -> Scoring:
    from foedus.forecast import fitted, places
    from foedus.forecast.coalitions import ridge

    vintages = {one.variable: one for one in fitted.about().vintages}
    series = {}
    for feature, variables in ridge.BEHIND.items():
        found = [vintages[name] for name in variables if name in vintages]
        years = sorted({one.until for one in found})
        series[feature] = Series(
            tuple((one.dataset, one.version) for one in found),
            "–".join(str(year) for year in years[:: len(years) - 1 or 1]),
        )
    return Scoring(
        terms=ridge.terms(places.read(folder or places.folder(record)), keys), smallest=ridge.SMALLEST,
        series=series, warnings=(), limits=(*FITTED, *LIMITS), sources=(POAST,),
    )  # fmt: skip


def structural(places: Places) -> tuple[Term, ...]:
    """Seven features of equal weight: near, in the same organisations, voting alike, strong, at peace, bound, free.

    Where values are of a scale of their own, one is a standard deviation over the pool; yes and no are 1 and 0.
    """
    near, joint = (np.log1p(places.relations[name]) for name in ("distance_min", "igo_joint"))
    made: tuple[tuple[str, Over, Op, Floats, int, str, str], ...] = (
        ("distance", "pairs", "mean", _standard(near), -1, "distance_min",
         "log of the km between the nearest points of two, mean of the pairs"),
        ("organisations", "pairs", "mean", _standard(joint), 1, "igo_joint",
         "log of the organisations with both as members, mean of the pairs"),
        ("votes", "pairs", "max", _standard(places.relations["unga_distance"]), -1, "unga_distance",
         "distance of ideal points in the General Assembly, of the two farthest apart"),
        ("capability", "members", "sum", _standard(places.traits["cinc"], centred=False), 1, "cinc",
         "share of the world's capabilities (CINC), sum"),
        ("hostility", "pairs", "max", places.relations["hostile"], -1, "hostile",
         "1 where any two are rivals, or were in a dispute or conflict in the last ten years"),
        ("allied", "pairs", "mean", places.relations["allied"], 1, "allied",
         "share of the pairs that a defence pact binds already"),
        ("bound", "members", "mean", _standard(places.traits["outside"]), -1, "outside",
         "defence pacts with states outside the pool, mean of the members"),
    )  # fmt: skip
    return tuple(Term(name, over, op, values, sign, says, of) for name, over, op, values, sign, of, says in made)


def _standard(values: Floats, centred: bool = True) -> Floats:
    """Values in standard deviations from their mean, or from 0; all 0 where they are the same."""
    off = ~np.eye(len(values), dtype=bool) if values.ndim == 2 else np.ones(len(values), dtype=bool)
    known = values[off & ~np.isnan(values)]
    spread = float(known.std()) if known.size else 0.0
    middle = float(known.mean()) if centred and known.size else 0.0
    if spread < np.finfo(np.float64).eps * max(1.0, abs(middle)):
        return np.where(np.isnan(values), np.nan, 0.0)
    standard: Floats = (values - middle) / spread
    return standard
