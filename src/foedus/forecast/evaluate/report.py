"""An evaluation in words, tables and a picture; and the short form of it that ships beside the models."""

from collections.abc import Mapping, Sequence

from foedus.forecast.estimate import Evaluation, Score
from foedus.forecast.evaluate.compare import Difference
from foedus.forecast.evaluate.evaluate import DESIGNS, SETS, Line, Outcome
from foedus.measures.measured import Line as Row
from foedus.measures.measured import Measure, Measured, Picture, Sheet
from foedus.record.figure import DataRow, Figure, missing

BEST = "pool"
"""The model that is held against the baselines: it is named beforehand, not chosen by its score."""
SOURCES = (
    "Poast 2010, (Mis)Using dyadic data to analyze multilateral events, Political Analysis 18(4)",
    "Fordham and Poast 2016, All alliances are multilateral, Journal of Conflict Resolution 60(5)",
    "Gibler and Wolford 2006, Alliances, then democracy, Journal of Conflict Resolution 50(1)",
    "Kunsch 1989, The jackknife and the bootstrap for general stationary observations, Annals of Statistics 17(3)",
)
LIMITS = (
    (
        "Series that datasets revised later (CINC, V-Dem, ideal points, rivalries) are taken as they are now: what was "
        "known on the eve was less. COW-IGO and MID end in 2014; afterwards their last values stand."
    ),
    (
        "The years were seen while the models were built, so their constants are not innocent of them; the last block "
        "was scored apart, and ATOP has no founding in it. The first true test are pacts after 2018."
    ),
    "Foundings of three or more are few: an interval that leaves 0 out is still of some twenty events.",
)


def verdict(outcome: Outcome) -> str:
    """Whether the pool has skill beyond the baselines: near misses against distance, log score against all of them."""
    said = []
    for two in (True, False):
        lines = {line.model: line for line in outcome.lines if line.sets == SETS[two]}
        if BEST not in lines or "distance" not in lines:
            continue
        gains = {one.baseline: one for one in outcome.differences if one.model == BEST and one.sets == SETS[two]}
        misses = [_auc(lines[name], "near-miss") for name in (BEST, "distance")]
        near = misses[0] > misses[1]
        beaten = [name for name, one in gains.items() if one.clear]
        short = [name for name in gains if name not in beaten]
        of = f"Pacts of {SETS[two]}: "
        if near and not short:
            said.append(
                f"{of}skill beyond the baselines. The pool tells the true founders from near misses better than "
                f"distance ({misses[0]:.2f} against {misses[1]:.2f}) and has the better log score than "
                f"{', '.join(beaten)}."
            )
        else:
            whys = (
                [f"its near misses ({misses[0]:.2f}) are no better than distance's ({misses[1]:.2f})"]
                if not near
                else []
            )
            whys += [f"its log score is not clearly better than that of {', '.join(short)}"] if short else []
            said.append(f"{of}no skill beyond the baseline; {' and '.join(whys)}.")
    return " ".join(said) or f"The {BEST} was not among the models asked, so nothing is held against the baselines."


def _auc(line: Line, design: str) -> float:
    found = line.auc.get(design)
    return found if found is not None else 0.5


def short(outcome: Outcome) -> Evaluation:
    """The evaluation in the form that ships beside the models."""
    return Evaluation(
        verdict=verdict(outcome),
        years=f"{outcome.years[0]}–{outcome.years[1]}",
        scores=tuple(
            Score(
                model=line.model,
                sets=line.sets,
                events=line.events,
                nats=None if line.nats is None else round(line.nats, 2),
                near_miss=None if line.auc["near-miss"] is None else round(_auc(line, "near-miss"), 3),
                ratio=round(line.expected / line.observed, 2) if line.observed else None,
            )
            for line in outcome.lines
        ),
    )


def measured(outcome: Outcome) -> Measured:
    """The evaluation as tables and a picture."""
    rows = tuple(DataRow(one.dataset, one.version, f"{one.variable}, to {one.until}") for one in outcome.vintages)
    sheets = [_scores(outcome, outcome.lines, SETS[two], rows) for two in (True, False)]
    sheets += [_waves(outcome, rows), _differences(outcome.differences, rows), _horizons(outcome, rows)]
    sheets.append(_counts(outcome.counts, rows))
    return Measured(
        measure="forecast-evaluation",
        title=f"How the models have forecast pacts, {outcome.years[0]}–{outcome.years[1]}",
        answer=verdict(outcome),
        asked={
            "seed": str(outcome.protocol.seed),
            "protocol": outcome.sha256[:16],
            "seconds": f"{outcome.seconds:g}",
        },
        sheets=tuple(sheet for sheet in sheets if sheet.lines),
        pictures=(_picture(outcome),),
        limits=LIMITS,
        sources=SOURCES,
    )


def _scores(outcome: Outcome, lines: Sequence[Line], sets: str, rows: tuple[DataRow, ...]) -> Sheet:
    own = [line for line in lines if line.sets == sets]
    more = sets == SETS[False]
    columns = [
        Measure(
            "nats per event", "Log score of a Poisson process over sets, mean over foundings; nearer to 0 is better."
        ),
        *([Measure("without the largest", f"The same without {outcome.largest}.")] if more else []),
        Measure("expected", "Pacts expected over all years."),
        Measure("came", "Pacts that there were."),
        *(
            Measure(f"AUC {design}", "Share of controls held less likely, within year and size; .5 is a coin.")
            for design in DESIGNS
        ),
    ]
    return Sheet(
        name=sets.replace(" ", "-"),
        title=f"Pacts of {sets}: {own[0].events if own else 0} foundings",
        about="model",
        columns=tuple(columns),
        lines=tuple(
            Row(
                line.model,
                (
                    _figure(line.nats, rows),
                    *([_figure(line.without_largest, rows)] if more else []),
                    _figure(line.expected, rows),
                    Figure(value=line.observed, rows=rows),
                    *(_figure(line.auc[design], rows, 3) for design in DESIGNS),
                ),
            )
            for line in own
        ),
    )


def _waves(outcome: Outcome, rows: tuple[DataRow, ...]) -> Sheet:
    named = [name for name, _ in outcome.lines[0].without_wave] if outcome.lines else []
    return Sheet(
        name="waves",
        title="Nats per event with a wave of years left out",
        about="model and size",
        columns=tuple(Measure(f"without {name}") for name in named),
        lines=tuple(
            Row(f"{line.model}, {line.sets}", tuple(_figure(value, rows) for _, value in line.without_wave))
            for line in outcome.lines
        ),
    )


def _differences(found: Sequence[Difference], rows: tuple[DataRow, ...]) -> Sheet:
    return Sheet(
        name="differences",
        title="Nats per event gained over a baseline, before the last block",
        about="model, baseline, size",
        columns=(Measure("gain", "Above 0 the model is better."), Measure("clear", "In 95 of 100 histories.")),
        lines=tuple(
            Row(
                f"{one.model} over {one.baseline}, {one.sets}",
                (Figure(value=round(one.nats, 2), low=round(one.low, 2), high=round(one.high, 2), rows=rows),
                 "yes" if one.clear else "no"),
            )
            for one in found
        ),
        note="Intervals: 90 in 100 histories resampled by blocks of five years.",
    )  # fmt: skip


def _horizons(outcome: Outcome, rows: tuple[DataRow, ...]) -> Sheet:
    return Sheet(
        name="horizons",
        title="Several years ahead, from one eve after another",
        about="model, size, years",
        columns=(Measure("nats per event"), Measure("expected"), Measure("came"),
                 Measure("lost", "Foundings with a member that was no state on the eve.")),
        lines=tuple(
            Row(
                f"{one.model}, {one.sets}, {one.horizon} years",
                (_figure(one.nats, rows), _figure(one.expected, rows), Figure(value=one.events, rows=rows),
                 Figure(value=one.lost, rows=rows)),
            )
            for one in outcome.horizons
        ),
        note="Numbers of pacts of two are as the models have them, before they are calibrated by past errors.",
    )  # fmt: skip


def _counts(counts: Mapping[str, int], rows: tuple[DataRow, ...]) -> Sheet:
    return Sheet(
        name="foundings",
        title="What was to be forecast",
        about="size and kind",
        columns=(Measure("foundings"),),
        lines=tuple(Row(name, (Figure(value=value, rows=rows),)) for name, value in counts.items()),
        note="Accessions are counted and never forecast.",
    )


def _figure(value: float | None, rows: tuple[DataRow, ...], digits: int = 3) -> Figure:
    if value is None:
        return missing("not-covered", "The model says nothing of such sets, or there were none.")
    return Figure(value=round(value, 2 if digits == 3 and abs(value) >= 1 else 3), rows=rows)


def _picture(outcome: Outcome) -> Picture:
    return Picture(
        chart="calibration",
        data={
            "panels": [
                {
                    "label": name,
                    "bins": [{"label": label, "expected": expected, "came": came} for label, expected, came in bins],
                }
                for name, bins in outcome.bins.items()
            ],
            "source": "ATOP's foundings of two, each year forecast from the years before it.",
            "coverage": f"Pairs of states by what was expected of each a year, {outcome.years[0]}–{outcome.years[1]}.",
        },
        caption="What was expected of pairs, and what came",
        alt="For each model, pairs of states by the chance it gave them, pacts expected beside pacts that came.",
    )
