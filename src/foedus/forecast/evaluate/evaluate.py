"""The whole evaluation, from datasets to figures: rolling origin, horizons, differences, waves, without the largest."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec

from foedus.forecast.errors import ForecastError
from foedus.forecast.evaluate import scores
from foedus.forecast.evaluate.compare import Difference, difference
from foedus.forecast.evaluate.designs import designs
from foedus.forecast.evaluate.horizons import Ahead, ahead
from foedus.forecast.evaluate.protocol import BASELINES, CONTENDERS, Protocol
from foedus.forecast.evaluate.rolling import Forecast, events, rolling
from foedus.forecast.events import Accession, Founding, foundings
from foedus.forecast.models import Model, models
from foedus.forecast.scenes import Scene
from foedus.forecast.train import known_until
from foedus.forecast.world import Vintage, world

WAVES = ((1960, 1969), (1970, 1979), (1980, 1989), (1990, 1999), (2000, 2018))
"""Years left out in turn, to see whether one wave of pacts carries a result."""
DESIGNS = ("local", "template", "near-miss", "uniform")
SETS = {True: "two", False: "three or more"}
TELL = Callable[[str, int, int], None]
"""Told what is being done, how far, and of how much."""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How a model did with sets of one size."""

    model: str
    sets: str
    events: int
    nats: float | None
    expected: float
    observed: int
    auc: Mapping[str, float | None]
    """By design of controls."""
    without_largest: float | None = None
    """The log score without the founding of most states."""
    without_wave: tuple[tuple[str, float | None], ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """All figures of an evaluation."""

    protocol: Protocol
    sha256: str
    """Of the protocol, taken before anything was scored."""
    years: tuple[int, int]
    counts: Mapping[str, int]
    """Foundings by size and kind, and accessions: counted apart."""
    largest: str
    lines: tuple[Line, ...]
    last_block: tuple[Line, ...]
    """Of the years from the holdout on, scored once."""
    differences: tuple[Difference, ...]
    horizons: tuple[Ahead, ...]
    bins: Mapping[str, tuple[tuple[str, float, int], ...]]
    """Of pairs by model: what was expected of each (a power of ten), pacts expected, pacts that came."""
    vintages: tuple[Vintage, ...]
    seconds: float


def evaluate(
    protocol: Protocol,
    data: Sequence[Path] = (),
    only: Sequence[str] = (),
    horizons: bool = True,
    tell: TELL = lambda what, done, of: None,
) -> tuple[Outcome, tuple[Forecast, ...]]:
    """Run a protocol. `only` some models; the figures, and every forecast they are taken from.

    Raises `DataError` where data are missing, `ForecastError` for years that the data do not reach.
    """
    from time import monotonic

    from foedus.reference.store import Library

    began = monotonic()
    sha256 = protocol.sha256
    tell("reading datasets", 0, 1)
    seen = world(protocol.learn, protocol.last, data)
    reached = known_until(seen)
    if protocol.last > reached:
        raise ForecastError(f"Foundings are known until {reached}, not {protocol.last}.", f"End in {reached}: --to.")
    found, joined = foundings(Library(list(data)), protocol.learn, protocol.last)
    every = events(seen, found)
    scenes = {year: Scene(seen[year], protocol.seed) for year in range(protocol.learn, protocol.last + 1)}
    asked = {name: model for name, model in models().items() if not only or name in only}
    span = protocol.last - protocol.first + 1
    made = tuple(
        rolling(scenes, every, asked, protocol.first, protocol.last, designs,
                lambda year: tell("year by year", year - protocol.first, span))
    )  # fmt: skip
    later: list[Ahead] = []
    for horizon in protocol.horizons[1:] if horizons else ():
        later += ahead(
            scenes, every, lambda year: seen[year].codes, asked, horizon, protocol.first, protocol.last,
            lambda year, horizon=horizon: tell(f"{horizon} years ahead", year - protocol.first, span),  # type: ignore[misc]
        )  # fmt: skip
    tell("comparing", span, span)
    before = [one for one in made if one.year < protocol.holdout]
    outcome = Outcome(
        protocol=protocol,
        sha256=sha256,
        years=(protocol.first, protocol.last),
        counts=_counts(found, joined, protocol.first),
        largest=_largest(found, protocol.first),
        lines=_lines(made, asked, waves=True),
        last_block=_lines([one for one in made if one.year >= protocol.holdout], asked),
        differences=_differences(before, protocol.seed),
        horizons=tuple(later),
        bins=_bins(made, asked),
        vintages=seen.vintages,
        seconds=round(monotonic() - began, 1),
    )
    return outcome, made


def _counts(found: Sequence[Founding], joined: Sequence[Accession], first: int) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        if one.year >= first:
            key = f"{'two' if one.size == 2 else 'three or more'}, {one.kind}"
            counts[key] = counts.get(key, 0) + 1
    counts["accessions"] = sum(one.year >= first for one in joined)
    return dict(sorted(counts.items()))


def _largest(found: Sequence[Founding], first: int) -> str:
    most = max((one for one in found if one.year >= first), key=lambda one: one.size, default=None)
    return f"ATOP {most.pact}, {most.year}, {most.size} founders" if most else ""


def _lines(made: Sequence[Forecast], asked: Mapping[str, Model], waves: bool = False) -> tuple[Line, ...]:
    lines = []
    for two in (True, False):
        for name in asked:
            own = [one for one in made if one.model == name]
            if not own or (two and own[0].twos is None):
                continue
            some = scores.cases(own, two)
            most = max(some, key=lambda case: len(case.members), default=None)
            lines.append(
                Line(
                    model=name,
                    sets=SETS[two],
                    events=len(some),
                    nats=scores.nats(own, two),
                    expected=scores.expected(own, two),
                    observed=len(some),
                    auc={design: scores.auc(own, two, design) for design in DESIGNS},
                    without_largest=scores.nats(own, two, [(most.year, most.members)]) if most and not two else None,
                    without_wave=tuple(
                        (f"{a}-{b}", scores.nats([one for one in own if not a <= one.year <= b], two)) for a, b in WAVES
                    )
                    if waves
                    else (),
                )
            )
    return tuple(lines)


def _differences(made: Sequence[Forecast], seed: int) -> tuple[Difference, ...]:
    by_model: dict[str, list[Forecast]] = {}
    for one in made:
        by_model.setdefault(one.model, []).append(one)
    found = []
    for two in (True, False):
        for name in CONTENDERS:
            for baseline in BASELINES:
                if name in by_model and baseline in by_model and not (two and baseline == "template"):
                    gain = difference(by_model[name], by_model[baseline], two, seed, SETS[two])
                    found += [gain] if gain else []
    return tuple(found)


def _bins(made: Sequence[Forecast], asked: Mapping[str, Model]) -> Mapping[str, tuple[tuple[str, float, int], ...]]:
    found = {}
    for name in asked:
        total: dict[int, tuple[float, int]] = {}
        for one in made:
            if one.model == name:
                for power, (expected, came) in one.bins.items():
                    before = total.get(power, (0.0, 0))
                    total[power] = (before[0] + expected, before[1] + came)
        if total:
            found[name] = tuple((f"1e{power}", *total[power]) for power in sorted(total))
    return found
