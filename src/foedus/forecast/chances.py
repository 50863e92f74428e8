"""What the fitted models that ship say of a case's states: offline, from numbers that lie in files."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import combinations
from math import expm1
from pathlib import Path

import msgspec
import numpy as np

from foedus.forecast import fitted, places
from foedus.forecast.errors import ForecastError
from foedus.forecast.estimate import HORIZONS, Core, Estimate, Evaluation
from foedus.forecast.models import Fitted
from foedus.forecast.models import models as every_model
from foedus.forecast.places import Places
from foedus.forecast.proposals import LEAST, MOST, Set
from foedus.measures import membership
from foedus.record import Record
from foedus.record.figure import DataRow
from foedus.reference.profile import Profile
from foedus.terms import states

LARGEST = 12
"""States of a group all of whose subsets are asked about."""
LATEST = 10
"""Years after the eve of the fit for which it may still be asked."""
OF_RECORD = "from data alone"
"""Said of a model that leaves out bodies which only the record knows of."""
TEMPLATES = ("template", "pool")
"""Models that look at bodies."""
CORES = 3
"""Likeliest sets that are named of each model."""
Said = list[tuple[str, float | None, str]]
"""Each model, the pacts a year that it expects, and what it leaves out."""
MOST_HELD = 16
_held: dict[tuple[object, ...], Said] = {}
"""What the models have said, those said first going first."""


class Shipped:
    """The models that ship, asked about states of a case: that in the folder `case`, else the record's own."""

    def __init__(self, case: Path | None = None) -> None:
        self.about, self.case = fitted.about(), case

    @property
    def version(self) -> str:
        """Which fit it is."""
        return self.about.version

    @cached_property
    def _fitted(self) -> Mapping[str, Fitted]:
        return _read(str(fitted.shipped()), self.about.version)

    def evaluation(self) -> Evaluation | None:
        """How well they have done; None where no evaluation ships."""
        path = fitted.shipped() / "evaluation.json"
        if not path.is_file():
            return None
        return msgspec.json.decode(path.read_bytes(), type=Evaluation)

    def chances(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        """That exactly these states found a pact within each horizon, by model."""
        return self._estimates(members, record, year, lambda at: [at.positions(members)])

    def within(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        """That some two of them or more do, and nobody else with them, by model."""
        if len(members) > LARGEST:
            why = f"{len(members)} states have too many subsets to ask about each: {LARGEST} is the most."
            return self._silent(members, why)

        def subsets(at: Places) -> list[Set]:
            return subsets_of(at.positions(members))

        return self._estimates(members, record, year, subsets)

    def cores(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Core, ...]:
        """The likeliest sets of three or more among them, by model, the likeliest of each first."""
        if len(members) > LARGEST or self._when(year):
            return ()
        try:
            at = of_record(record, self.case)
            asked = [one for one in subsets_of(at.positions(members)) if len(one) >= LEAST]
        except ForecastError:
            return ()
        found = []
        for name, model in self._fitted.items():
            logs = model.sets(at, asked) if asked else None
            if name == "rate" or logs is None:
                continue  # a rate knows no states: every set of a size is the same to it
            for row in np.argsort(-logs, kind="stable")[:CORES]:
                keys = tuple(at.keys[one] for one in asked[row])
                found.append(Core(model=name, members=keys, probability=chance(float(np.exp(logs[row])), HORIZONS[-1])))
        return tuple(found)

    def numbers(self, at: Places, asked: Sequence[Set]) -> dict[str, float]:
        """Pacts a year that each model expects of any of some sets; without models that say nothing of them."""
        found = {name: self._expected(name, at, asked) for name in self._fitted}
        return {name: number for name, number in found.items() if number is not None}

    def _when(self, year: int) -> str:
        eve = self.about.year
        if year < eve:
            return f"the models look at the world on the eve of {eve}, which nobody knew before {year}"
        if year > eve + LATEST:
            return f"the models look at the world on the eve of {eve}, too long before {year}"
        return ""

    def _silent(self, members: Sequence[str], why: str) -> tuple[Estimate, ...]:
        return tuple(
            Estimate(model=name, members=tuple(members), horizon=horizon, probability=None, why=why)
            for name in self._fitted
            for horizon in HORIZONS
        )

    def _estimates(
        self, members: Sequence[str], record: Record, year: int, sets: Callable[[Places], list[Set]]
    ) -> tuple[Estimate, ...]:
        when = self._when(year)
        if when:
            return self._silent(members, when)
        try:
            plain = places.read(self.case or places.folder(record))
            asked = sets(plain)
        except ForecastError as error:
            return self._silent(members, error.message)
        bodies = _bodies(record)
        said = self._said(plain, bodies, asked)
        rows = tuple(
            DataRow(one.dataset, one.version, f"{one.variable}, to {one.until}") for one in self.about.vintages
        )
        stands = f"as on the eve of {self.about.year}; {', '.join(plain.frozen)} as when their series ended"
        return tuple(
            Estimate(
                model=name,
                members=tuple(sorted(members)),
                horizon=horizon,
                probability=None if number is None else chance(number, horizon),
                why="; ".join(one for one in (why, stands) if one)
                if number is not None
                else "it says nothing of pairs",
                rows=rows,
            )
            for name, number, why in said
            for horizon in HORIZONS
        )

    def _said(self, plain: Places, bodies: Mapping[str, Sequence[str]], asked: list[Set]) -> Said:
        """What each model says of some sets; held of the same file and bodies, which other clocks seldom change."""
        key = (self.version, plain, tuple(sorted((body, tuple(of)) for body, of in bodies.items())), tuple(asked))
        if key not in _held:
            full = plain.with_bodies(bodies)
            said = [(name, self._expected(name, full, asked), "") for name in self._fitted]
            if full is not plain:
                why = f"without {', '.join(sorted(bodies))}, which only the record knows of"
                said += [(f"{name} ({OF_RECORD})", self._expected(name, plain, asked), why) for name in TEMPLATES]
            while len(_held) >= MOST_HELD:
                _held.pop(next(iter(list(_held))), None)
            _held[key] = said
        return _held[key]

    def _expected(self, name: str, at: Places, asked: Sequence[Set]) -> float | None:
        """Pacts a year that a model expects of any of some sets; None where it says nothing of them."""
        model = self._fitted[name]
        total, said = 0.0, False
        twos = [one for one in asked if len(one) == 2]
        logs = model.pairs(at) if twos else None
        if logs is not None:
            said = True
            total += float(np.exp(logs[[at.pair_of(*one) for one in twos]]).sum()) * self.about.factors.get(name, 1.0)
        more = [one for one in asked if LEAST <= len(one) <= MOST]
        logs = model.sets(at, more) if more else None
        if logs is not None:
            said = True
            total += float(np.exp(logs).sum())
        return total if said else None


@lru_cache(maxsize=2)
def _read(where: str, version: str) -> Mapping[str, Fitted]:
    """The models in a folder, of a release: read once by a program that is asked often."""
    return {name: fitted.read(name) for name in every_model()}


def chance(number: float, years: int) -> float:
    """The chance of at least one event in some years, of which `number` are expected in one.

    >>> round(chance(0.01, 10), 3)
    0.095
    """
    return -expm1(-number * years)


def models(case: Path | None = None) -> Shipped:
    """The models that ship. Raises `ForecastError` where they cannot be read."""
    return Shipped(case)


def subsets_of(members: Set) -> list[Set]:
    """All sets of two or more among them."""
    return [one for size in range(2, len(members) + 1) for one in combinations(members, size)]


def of_record(record: Record, case: Path | None = None) -> Places:
    """The case's states on the eve, with bodies that only the record knows of. Raises `ForecastError`."""
    return places.read(case or places.folder(record)).with_bodies(_bodies(record))


def _bodies(record: Record) -> dict[str, tuple[str, ...]]:
    """Organisations whose members only the record knows, by key: those that no dataset of the profile has."""
    covered = {row["organisation"] for row in Profile.of(record).tables["organisations"]}
    asked = [key for key in membership.bodies(record) if key not in covered]
    members: dict[str, list[str]] = {}
    for (state, body), standing in membership.standings(record, asked).items():
        if standing.status == "in" and standing.full and state in states.states():
            members.setdefault(body, []).append(state)
    return {body: tuple(some) for body, some in members.items()}
