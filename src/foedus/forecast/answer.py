"""The answer to a case's question: strands of closeness, chances of a pact by several models, cores, assumptions.

A probability is given only for pacts, whose forecasts have been evaluated, and as a range over models; what named
persons assume stands beside it. What cannot be said is said to be so.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

import msgspec

from foedus.forecast import expert
from foedus.forecast.errors import ForecastError
from foedus.forecast.estimate import HORIZONS, Core, Estimate, Evaluation
from foedus.forecast.expert import Layer
from foedus.forecast.frequencies import frequency, over, spread, times
from foedus.forecast.strands import Strand, strands
from foedus.measures import asked
from foedus.record import Record
from foedus.record.words import Words

FIRST_YEAR = 1817
"""COW's list of states begins in 1816, and a forecast looks at the year before."""
BY_PLACE = ("distance", "locality")
"""Models that know where states lie and nothing else of them."""


class Models(Protocol):
    """Where chances come from: the fitted models, or what a test puts in their place."""

    @property
    def version(self) -> str:
        """Which fit it is."""

    def chances(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        """That exactly these states found a pact within each horizon, by model."""

    def within(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Estimate, ...]:
        """That some of them, and nobody else, do, by model; Estimate.members are all of them."""

    def cores(self, members: Sequence[str], record: Record, *, year: int) -> tuple[Core, ...]:
        """The likeliest sets among them, by model, the likeliest of each first."""

    def evaluation(self) -> Evaluation | None:
        """How well these models did; None where no evaluation ships."""


class Range(msgspec.Struct, frozen=True, kw_only=True):
    """What the models say of one question within one horizon, from the least to the most."""

    horizon: int
    low: float
    high: float
    lowest: str
    highest: str
    """The models at the ends."""
    words: str
    apart: str
    """How far apart the ends lie, in words; '' where they do not, or an end is 0."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to a case's question for one set of states."""

    question: str
    group: str
    """What the set is called."""
    members: tuple[str, ...]
    year: int
    """The first year of the horizons; models look at the world on its eve."""
    clocks: dict[str, str | None]
    strands: tuple[Strand, ...]
    exactly: tuple[Estimate, ...]
    """That exactly these states found a pact."""
    within: tuple[Estimate, ...]
    """That some of them, two or more, and nobody else, do."""
    ranges: tuple[Range, ...]
    """Of `exactly`, by horizon."""
    within_ranges: tuple[Range, ...]
    cores: tuple[Core, ...]
    alike: str
    """Whether geography alone names the same core, in a sentence; '' without cores."""
    evaluation: Evaluation | None
    expert: Layer
    beside: tuple[tuple[int, float, float, str], ...]
    """Horizon, least, most and words of the range that the expert layer makes of `ranges`; none where it is off."""
    models: str
    """The version of the fitted models; '' where there are none."""
    silent: str
    """Why there are no chances at all; '' where there are."""
    limits: tuple[str, ...]


LIMITS = (
    (
        "A chance is that exactly these states, no fewer and no more, found a pact with an obligation of defence as "
        "ATOP counts it. A common army, exercises or police bodies are other things, and have no evaluated chance."
    ),
    "The range is over models, not an interval in which the truth lies; the models share their data and may all err.",
    "Evidence is what the case's documents say; what they do not look at is unknown, not absent.",
    "Counts in a strand follow what sources wrote about, and nothing is added up over strands.",
)


def answer(
    record: Record,
    folder: Path | None = None,
    *,
    group: str = "",
    states: Sequence[str] = (),
    year: int | str | None = None,
    assumptions: str | Sequence[str] = "all",
    models: Models | None = None,
) -> Answer:
    """The answer for a group of the case, some states, or by default its coalition.

    `folder`: the case's, where its `expert.toml` lies. `year`: the first year of the horizons; by default the one
    after the record's clocks, or after its newest source. `assumptions`: none, all or names. `models`: by default
    those that ship. Raises `ForecastError`, `MeasureError` or `AskError` for what cannot be asked.
    """
    members = tuple(sorted(asked.states(record, states, group or None)))
    if len(members) < 2:
        raise ForecastError(f"There is one state only ({members[0]}): nobody founds a pact alone.", "Name two or more.")
    start = first_year(record, year)
    source, silent = (models, "") if models else shipped(folder)
    exactly: tuple[Estimate, ...] = ()
    within: tuple[Estimate, ...] = ()
    cores: tuple[Core, ...] = ()
    if source:
        exactly = source.chances(members, record, year=start)
        within = source.within(members, record, year=start) if len(members) > 2 else ()  # of two it is the same
        cores = source.cores(members, record, year=start)
        silent = silence(exactly)
    weighed = expert.layer(record, folder, members, assumptions)
    ranges = by_horizon(exactly)
    return Answer(
        question=record.settings.question, group=_called(record, group, states), members=members, year=start,
        clocks=record.clocks, strands=strands(record, members), exactly=exactly, within=within, ranges=ranges,
        within_ranges=by_horizon(within), cores=cores, alike=alike(cores),
        evaluation=source.evaluation() if source else None, expert=weighed, beside=_beside(weighed, exactly),
        models=source.version if source else "", silent=silent, limits=LIMITS,
    )  # fmt: skip


def shipped(folder: Path | None = None) -> tuple[Models | None, str]:
    """The fitted models that ship, or why there are none."""
    try:
        from foedus.forecast.chances import models
    except ImportError as error:
        missing = error.name or "a package"
        return None, f"No chances: {missing} is not installed. `pip install 'foedus[forecast]'` brings it."
    found: Models = models(folder)
    return found, ""


def first_year(record: Record, year: int | str | None) -> int:
    """The first year of the horizons. Raises `ForecastError` for one that the list of states does not reach."""
    if year in (None, ""):
        day = record.as_of or record.known or _newest(record)
        if day is None:
            raise ForecastError("No source of the case has a date, so it is not known when to begin.", "Give --year.")
        found: int | None = day.year + 1
    else:
        text = str(year)
        if text.lstrip("-").isdecimal() and int(text) < FIRST_YEAR:
            message = f"--year: there is no forecast for {text}: the list of states begins in {FIRST_YEAR - 1}."
            raise ForecastError(message, f"Take {FIRST_YEAR} or later.")
        found = asked.year(text, "--year")
    assert found is not None
    return found


def _newest(record: Record) -> date | None:
    """The day of the newest source that was read."""
    rows: list[tuple[date | None]] = record.con.execute(
        "SELECT max(known) FROM sources WHERE access = 'read'"
    ).fetchall()
    return rows[0][0]


def by_horizon(estimates: Sequence[Estimate]) -> tuple[Range, ...]:
    """What models say within each horizon, from the least to the most; horizons of which none says anything are out."""
    found = []
    for horizon in sorted({one.horizon for one in estimates}):
        told = [
            (one.probability, one.model) for one in estimates if one.horizon == horizon and one.probability is not None
        ]
        if told:
            (low, lowest), (high, highest) = min(told), max(told)
            words, apart = spread([chance for chance, _ in told], horizon), times(low, high)
            found.append(
                Range(horizon=horizon, low=low, high=high, lowest=lowest, highest=highest, words=words, apart=apart)
            )
    return tuple(found)


def first_cores(cores: Sequence[Core]) -> tuple[Core, ...]:
    """The likeliest core of each model."""
    found: dict[str, Core] = {}
    for core in cores:
        found.setdefault(core.model, core)
    return tuple(found.values())


def alike(cores: Sequence[Core]) -> str:
    """Whether models that know only where states lie name the same core as the others."""
    likeliest = {core.model: core.members for core in first_cores(cores)}
    by_place = {likeliest[model] for model in BY_PLACE if model in likeliest}
    others = {model: members for model, members in likeliest.items() if model not in BY_PLACE}
    if not by_place or not others:
        return ""
    same = [model for model, members in others.items() if members in by_place]
    if len(same) == len(others):
        return "Geography alone names the same core: that these states lie near one another is all it takes."
    if same:
        return f"Geography alone names the same core as {', '.join(same)}; the other models name another."
    return "Geography alone names another core than the other models."


def silence(estimates: Sequence[Estimate]) -> str:
    """Why none of the models gives a chance, in a sentence; '' where one does."""
    if any(one.probability is not None for one in estimates):
        return ""
    whys = list(dict.fromkeys(one.why.rstrip(".") for one in estimates if one.why))
    return f"No model can say: {'; '.join(whys) or 'none gave a chance'}."


def _beside(layer: Layer, estimates: Sequence[Estimate]) -> tuple[tuple[int, float, float, str], ...]:
    if not layer.used:
        return ()
    found = []
    for horizon in sorted({one.horizon for one in estimates}):
        told = [one.probability for one in estimates if one.horizon == horizon and one.probability is not None]
        if told:
            low, high = layer.beside(told)
            found.append((horizon, low, high, spread([low, high], horizon)))
    return tuple(found)


def _called(record: Record, group: str, states: Sequence[str]) -> str:
    settings = record.settings
    if states:
        return "States named"
    if group and group != "coalition":
        return settings.groups[group].label if group in settings.groups else Words.of(record).label(group)
    return settings.coalition.label or "Coalition"


__all__ = ["HORIZONS", "Answer", "Models", "Range", "answer", "frequency", "over"]
