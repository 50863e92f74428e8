"""The models asked before and after: what each line does alone, and all together. Associations, not causes."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from foedus.forecast.chances import LARGEST, chance, models, of_record, subsets_of
from foedus.forecast.errors import ForecastError
from foedus.forecast.expert import multiplied
from foedus.forecast.frequencies import frequency, over
from foedus.forecast.places import Places
from foedus.forecast.proposals import Set
from foedus.forecast.scenario.change import changed
from foedus.forecast.scenario.lines import Change
from foedus.measures import asked as asking
from foedus.measures.measured import Line, Measure, Measured, Picture, Sheet
from foedus.record import Record
from foedus.record.figure import DataRow, Figure

YEARS = 10
EVERY = "all lines together"
LIMITS = (
    "Associations, not causes: what pacts have gone with, not what would follow if somebody did this.",
    (
        "A line changes what it names, and the bonds that come with a body. What follows from it at one remove (allies "
        "in common, numbers of allies) stays as it was."
    ),
    "Multipliers of 'opposes' and 'favours' are assumptions of whoever wrote them; no model contains them.",
)


def compare(
    record: Record,
    changes: Sequence[Change],
    *,
    group: str = "",
    states: Sequence[str] = (),
    folder: Path | None = None,
) -> Measured:
    """What a scenario does to the chance that some of a group found a pact within ten years, by model.

    `folder`: the case's, where its file of the eve lies; else the one in whose `build/` the record
    lies. Raises `ForecastError` where a line cannot be carried out, or nothing is known of the states.
    """
    members = tuple(sorted(asking.states(record, states, group or None)))
    if not 2 <= len(members) <= LARGEST:
        raise ForecastError(
            f"A scenario is of a group of two to {LARGEST} states, not {len(members)}.", "Name fewer with --state."
        )
    before = of_record(record, folder)
    sets = {"exactly": [before.positions(members)], "some": subsets_of(before.positions(members))}
    structural = [one for one in changes if one.structural]
    after = {one.text: changed(before, one, record) for one in structural}
    if len(structural) > 1:
        every = before
        for one in structural:
            every = changed(every, one, record)
        after[EVERY] = every
    assumed = [one for one in changes if not one.structural]
    shipped = models()
    rows = tuple(DataRow(one.dataset, one.version, f"{one.variable}, to {one.until}") for one in shipped.about.vintages)
    asked = _Asked(before, after, sets, rows)
    return Measured(
        measure="scenario",
        title=f"What would change it: {', '.join(members)}",
        answer=asked.answer(assumed),
        asked={"lines": "; ".join(one.text for one in changes)},
        sheets=tuple(asked.sheets(assumed)),
        pictures=asked.pictures(),
        limits=LIMITS,
    )


class _Asked:
    """The numbers of every model before, and after each line."""

    def __init__(
        self, before: Places, after: dict[str, Places], sets: dict[str, list[Set]], rows: tuple[DataRow, ...]
    ) -> None:
        shipped = models()
        self.rows = rows
        self.before = {which: shipped.numbers(before, some) for which, some in sets.items()}
        self.after = {
            text: {which: shipped.numbers(at, some) for which, some in sets.items()} for text, at in after.items()
        }

    def factors(self, text: str, which: str) -> dict[str, float]:
        """By model: what a line multiplies the expected number by."""
        base, now = self.before[which], self.after[text][which]
        return {name: now[name] / base[name] for name in base if base[name] > 0}

    def answer(self, assumed: Sequence[Change]) -> str:
        """What the lines do, in one or two sentences."""
        if not self.after:
            return "No line changes what the models see; what is assumed stands apart below."
        text = EVERY if EVERY in self.after else next(iter(self.after))
        factors = self.factors(text, "some")
        low, high = min(factors.values()), max(factors.values())
        span = f"{low:.2g}" if f"{low:.2g}" == f"{high:.2g}" else f"{low:.2g} to {high:.2g}"
        pool, now = self.before["some"]["pool"], self.after[text]["some"]["pool"]
        said = (
            f"With {text if text == EVERY else repr(text)}, the chance that some of them found a pact among themselves "
            f"is {span} times what it was, by the models; by the pool {frequency(chance(now, YEARS))} {over(YEARS)}, "
            f"before {frequency(chance(pool, YEARS))}."
        )
        return f"{said} {len(assumed)} assumptions are shown apart." if assumed else said

    def sheets(self, assumed: Sequence[Change]) -> list[Sheet]:
        """Structural lines by model; assumptions apart."""
        names = list(self.before["some"])
        found = []
        for which, words in (("some", "some of them, and nobody else"), ("exactly", "exactly these")):
            have = [name for name in names if name in self.before[which]]
            lines = [Line("as it is", tuple(self._chance(self.before[which][name]) for name in have))]
            lines += [
                Line(text, tuple(self._chance(self.after[text][which][name]) for name in have)) for text in self.after
            ]
            found.append(
                Sheet(
                    name=which, title=f"Chance {over(YEARS)} that {words} found a defence pact", about="line",
                    columns=tuple(Measure(name) for name in have), lines=tuple(lines),
                    note="By the models, from what the datasets hold.",
                )
            )  # fmt: skip
        if assumed:
            found.append(self._assumed(assumed))
        return found

    def _chance(self, number: float) -> Figure:
        return Figure(value=frequency(chance(number, YEARS)), rows=self.rows, note=f"{chance(number, YEARS):.3g}")

    def _assumed(self, assumed: Sequence[Change]) -> Sheet:
        which = self.after.get(EVERY, next(iter(self.after.values()), None))
        numbers = which["some"] if which else self.before["some"]
        low, high = min(numbers.values()), max(numbers.values())
        lines = []
        by = 1.0
        for one in assumed:
            by *= one.value
            lines.append(Line(one.text, (Figure(value=one.value), _span(low, high, one.value), one.where)))
        if len(assumed) > 1:
            lines.append(Line("all of them", (Figure(value=round(by, 4)), _span(low, high, by), "")))
        return Sheet(
            name="assumed", title="Assumptions of whoever wrote the lines", about="line",
            columns=(Measure("times"), Measure(f"the models' range {over(YEARS)} becomes"), Measure("where")),
            lines=tuple(lines), note="In no model, and not measured.",
        )  # fmt: skip

    def _bar(self, text: str) -> "_Bar":
        factors = self.factors(text, "some")
        return _Bar(text, factors["pool"], min(factors.values()), max(factors.values()))

    def pictures(self) -> tuple[Picture, ...]:
        """The tornado: each line's factor, by the pool, with the range over models."""
        if not self.after:
            return ()
        bars = [self._bar(text) for text in self.after]
        first = sorted((one for one in bars if one.label != EVERY), key=lambda one: -max(one.value, 1 / one.value))
        ordered = [*first, *(one for one in bars if one.label == EVERY)]
        data = {
            "bars": msgspec.to_builtins(ordered),
            "source": "The fitted models, asked before and after.",
            "coverage": (
                "What some of the states found among themselves; thick: by the pool; thin: from the least to the most "
                "of the models. Associations, not causes."
            ),
        }
        return (
            Picture(
                chart="tornado", data=data, caption="By what each line multiplies the chance",
                alt="Bars to the left of one where a line lowers the chance, to the right where it raises it.",
            ),
        )  # fmt: skip


class _Bar(msgspec.Struct, frozen=True):
    """A line in the tornado: by the pool, and from the least to the most of the models."""

    label: str
    value: float
    low: float
    high: float


def _span(low: float, high: float, by: float) -> str:
    ends = [frequency(multiplied(chance(one, YEARS), by)) for one in (low, high)]
    return f"{ends[0]} to {ends[1]}" if ends[0] != ends[1] else ends[0]
