"""The pictures of an answer as plain data: states by strand, and what each model says."""

from collections.abc import Sequence

from foedus.forecast.answer import Answer
from foedus.forecast.estimate import Estimate
from foedus.forecast.frequencies import frequency, over
from foedus.measures.measured import Picture
from foedus.record import Record
from foedus.record.words import Words

LEGEND = (
    ("full", "3", "named where it is so, claims"),
    ("light", "3", "only through a group or organisation"),
    ("dashed", "3", "only expected or weighed"),
    ("open", "3", "only denied, or over"),
    ("none", "", "no claim: unknown, not absent"),
)
DECADE = 10


def pictures(record: Record, answer: Answer) -> tuple[Picture, ...]:
    """States by strand; and, where a model says anything, the chances within a decade by model."""
    return (_strands(record, answer), *_models(answer))


def _strands(record: Record, answer: Answer) -> Picture:
    label = Words.of(record).label
    lanes = []
    for state in answer.members:
        tiles = []
        for strand in answer.strands:
            place = next(place for place in strand.places if place.state == state)
            words = next(words for form, _, words in LEGEND if form == place.form)
            title = f"{label(state)}, {strand.label.lower()}: {words} {place.claims or ''}".rstrip()
            tiles.append({"form": place.form, "letter": str(place.claims or ""), "title": title})
        lanes.append({"label": label(state), "tiles": tiles})
    said = [
        f"{strand.label}: {sum(place.form == 'full' for place in strand.places)} of {len(answer.members)}"
        for strand in answer.strands
    ]
    return Picture(
        chart="tiles",
        data={
            "lanes": lanes,
            "legend": [list(entry) for entry in LEGEND],
            "columns": [strand.short for strand in answer.strands],
            "source": "Claims of the case, at its clocks.",
            "coverage": "As far as claims tell. Strands stand side by side: none is a step to another.",
        },
        caption=f"Strands of closeness by state: {answer.group}",
        alt=f"States named where it is so. {'; '.join(said)}.",
    )


def _models(answer: Answer) -> tuple[Picture, ...]:
    if not answer.ranges:
        return ()
    rows = _rows(answer.exactly, "full")
    rows += [
        {"label": "with the expert layer", "value": low, "high": high, "words": words.removesuffix(f" {over(horizon)}")}
        for horizon, low, high, words in answer.beside
        if horizon == DECADE
    ]
    panels = [{"label": f"Exactly these {len(answer.members)} states", "rows": rows}]
    if answer.within_ranges:
        panels.append({"label": "Some of them, and nobody else", "rows": _rows(answer.within, "open")})
    words = next((one.words for one in answer.ranges if one.horizon == DECADE), "")
    return (
        Picture(
            chart="chances",
            data={
                "panels": panels,
                "source": f"Fitted models {answer.models}.",
                "coverage": f"Chances within ten years from {answer.year}; the scale is in powers of ten.",
            },
            caption=f"What each model says of a defence pact within a decade: {answer.group}",
            alt=f"Exactly these states: {words}." if words else "No model says anything of a decade.",
        ),
    )


def _rows(estimates: Sequence[Estimate], form: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for one in estimates:
        if one.horizon == DECADE:
            words = frequency(one.probability) if one.probability is not None else "cannot be said"
            rows.append({"label": one.model, "value": one.probability, "words": words, "form": form})
    return rows
