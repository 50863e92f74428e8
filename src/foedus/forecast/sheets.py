"""An answer as sheets of figures, each with the claims and dataset rows behind it; what a document shows of it."""

from collections.abc import Iterable, Sequence

from foedus.forecast.answer import Answer
from foedus.forecast.estimate import Estimate, Score
from foedus.forecast.frequencies import frequency, over
from foedus.forecast.pictures import pictures
from foedus.forecast.strands import Side, Strand
from foedus.measures.measured import Line, Measure, Measured, Sheet
from foedus.measures.told import stated
from foedus.record import Record
from foedus.record.figure import Figure, missing
from foedus.record.words import Words
from foedus.terms.words import join_words

SOURCES = (
    "Poast, P. (2010): (Mis)Using Dyadic Data to Analyze Multilateral Events. Political Analysis 18 (4), 403–425",
    (
        "Fordham, B. and Poast, P. (2016): All Alliances Are Multilateral: Rethinking Alliance Formation. Journal of "
        "Conflict Resolution 60 (5), 840–865"
    ),
    (
        "Gigerenzer, G. and Hoffrage, U. (1995): How to Improve Bayesian Reasoning Without Instruction: Frequency "
        "Formats. Psychological Review 102 (4), 684–704"
    ),
)
MOST_PAIRS = 6
"""Pairs that are named in a cell; of more, how many."""
TITLE = "What are the chances"
MANNERS = {"expected": "expected or weighed: ", "denied": "denied: "}
"""How a cell begins of which no claim tells that it is so."""


def measured(record: Record, answer: Answer) -> Measured:
    """The answer in words, sheets and pictures."""
    sheets = [_strands(record, answer), *_chances(answer), *_cores(record, answer), *_evaluation(answer)]
    return Measured(
        measure="forecast", title=TITLE, answer=say(answer),
        asked={"states": " ".join(answer.members), "from": str(answer.year)},
        sheets=(*sheets, *_expert(record, answer)), pictures=pictures(record, answer),
        warnings=(answer.silent,) if answer.silent else (), limits=answer.limits, sources=SOURCES,
    )  # fmt: skip


def say(answer: Answer) -> str:
    """The answer in a few sentences: the range, how far models are apart, the evaluation's verdict, the core."""
    if not answer.ranges:
        return f"{answer.silent or 'There are no chances.'} The strands show what is known."
    last = answer.ranges[-1]
    who = f"exactly these {len(answer.members)} states"
    text = f"That {who} found a defence pact: {last.words}, by the models."
    if last.apart:
        text += (
            f" The highest ({last.highest}) is {last.apart} the lowest ({last.lowest}): no single one is the answer."
        )
    if answer.within_ranges:
        text += f" That some of them, and nobody else, do: {answer.within_ranges[-1].words}."
    parts = [answer.evaluation.verdict if answer.evaluation else "", answer.alike]
    return " ".join([text, *(part for part in parts if part)])


# -- strands -------------------------------------------------------------------------------------------------


def _strands(record: Record, answer: Answer) -> Sheet:
    columns = (
        Measure("For", "Told of as agreed, done or in force; single events that a source itself vouches for counted."),
        Measure("Against", "Ended or cancelled; positions against it, reasons that obstruct it."),
        Measure("Expected", "Proposed, planned, awaited or weighed."),
        Measure("Denied", "Said not to be."),
        Measure("Who", "Pairs named together, with their claims; groups and bodies through which others are tied."),
        Measure("Data sets", "What the profile adds, within its windows."),
    )
    lines = tuple(_line(record, strand) for strand in answer.strands)
    note = (
        "Strands stand side by side; nothing is added up. Voices are positions and reasons. Years are those of dated "
        "claims. An obligation that a coder inferred never counts for a strand."
    )
    return Sheet("strands", "Strands of closeness", "strand", columns, lines, note)


def _line(record: Record, strand: Strand) -> Line:
    cells: list[Figure | str] = [_side(record, strand, side) for side in strand.sides]
    return Line(strand.label, (*cells, _who(record, strand), data(strand)), strand.name)


def _side(record: Record, strand: Strand, side: Side) -> Figure | str:
    words = side_words(strand, side)
    return stated(f"{MANNERS.get(side.stance, '')}{words}", side.claims, record) if words else ""


def side_words(strand: Strand, side: Side) -> str:
    """The evidence of one stance in words; '' where there is none."""
    parts = []
    if side.facts:
        parts.append(_many(len(side.facts), "claim"))
        if side.stance == "for" and strand.events:
            parts[-1] += f", counted: {_many(strand.events, 'single event')}"
        if side.first and side.last:
            parts.append(str(side.first) if side.first == side.last else f"{side.first}–{side.last}")
        if side.undated:
            parts.append(f"undated: {side.undated}")
        if side.inferred:
            parts.append(f"obligation inferred by a coder: {len(side.inferred)}")
    if side.voices:
        parts.append(_many(len(side.voices), "voice"))
    if parts:
        parts.append(_many(side.roots, "independent root"))
    if side.stance == "for" and strand.left_out:
        parts.append(f"left out, as a coder inferred the obligation: {', '.join(strand.left_out)}")
    return "; ".join(parts)


def _who(record: Record, strand: Strand) -> Figure | str:
    words = who(record, strand)
    return stated(words, sorted({claim for pair in strand.pairs for claim in pair.claims}), record) if words else ""


def who(record: Record, strand: Strand) -> str:
    """Pairs, bodies and groups of a strand in words; '' where no claim names any."""
    label = Words.of(record).label
    pairs = [f"{'–'.join(pair.pair)} {len(pair.claims)}" for pair in strand.pairs[:MOST_PAIRS]]
    if len(strand.pairs) > MOST_PAIRS:
        pairs.append(f"{len(strand.pairs) - MOST_PAIRS} more")
    parts = [", ".join(pairs)] if pairs else []
    if strand.bodies:
        parts.append(f"bodies: {', '.join(label(body) for body in strand.bodies)}")
    if strand.through:
        parts.append(f"through {join_words([label(key) for key in strand.through])}")
    return "; ".join(parts)


def data(strand: Strand) -> Figure:
    """What data sets add, in words, with the rows behind it."""
    figure = strand.data
    if not figure.known:
        return figure
    words = f"{figure.value} {figure.unit}" + (f": {figure.note}" if figure.note else "")
    return Figure(value=f"{words}. {figure.coverage}", rows=figure.rows, coverage=figure.coverage)


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'s' * (count != 1)}"


# -- chances -------------------------------------------------------------------------------------------------


def _chances(answer: Answer) -> list[Sheet]:
    if not answer.exactly:
        return []
    about = f"Exactly these {len(answer.members)} states"
    asked = {about: answer.exactly, "Some of them, and nobody else": answer.within}
    horizons = sorted({one.horizon for one in answer.exactly})
    columns = tuple(
        Measure(over(horizon).capitalize(), f"Within {horizon} years from {answer.year}.") for horizon in horizons
    )
    lines: list[Line] = []
    for about, estimates in asked.items():
        ranges = {one.horizon: one for one in (answer.ranges if estimates is answer.exactly else answer.within_ranges)}
        if ranges:
            words = [
                _figure(ranges[h].words.removesuffix(f" {over(h)}"), estimates, h) if h in ranges else ""
                for h in horizons
            ]
            lines.append(Line(about, tuple(words)))
        for model in dict.fromkeys(one.model for one in estimates):
            of = {one.horizon: one for one in estimates if one.model == model}
            lines.append(Line(f"… by {model}", tuple(_of(of.get(horizon)) for horizon in horizons), model))
    note = " ".join(["As natural frequencies with one significant digit.", *remarks(answer.exactly)])
    return [Sheet("by-horizon", "Chances of a defence pact", "of what", columns, tuple(lines), note)]


def remarks(estimates: Sequence[Estimate]) -> list[str]:
    """What was assumed, and why some models are silent, each said once with the models it is said of."""
    models: dict[str, dict[str, None]] = {}
    every = {one.model for one in estimates if one.probability is not None} or {one.model for one in estimates}
    for one in estimates:
        for why in one.why.split("; ") if one.why else ():
            models.setdefault(why.rstrip("."), {})[one.model] = None
    return [f"{why}." if every <= of.keys() else f"{', '.join(of)}: {why}." for why, of in models.items()]


def _figure(words: str, estimates: Iterable[Estimate], horizon: int) -> Figure:
    told = [one for one in estimates if one.horizon == horizon]
    return Figure(value=words, rows=tuple(dict.fromkeys(row for one in told for row in one.rows)))


def _of(one: Estimate | None) -> Figure | str:
    if one is None:
        return ""
    if one.probability is None:
        return missing("not-covered", one.why or "It cannot be said.")
    return Figure(value=frequency(one.probability), rows=one.rows, note=one.why)


def _cores(record: Record, answer: Answer) -> list[Sheet]:
    if not answer.cores:
        return []
    label = Words.of(record).label
    lines = tuple(
        Line(
            core.model,
            (
                join_words([label(state) for state in core.members]),
                Figure(value=frequency(core.probability)) if core.probability is not None else "",
            ),
        )
        for core in answer.cores
    )
    columns = (Measure("Likeliest set among them"), Measure("A decade"))
    return [Sheet("cores", "Likely cores", "model", columns, lines, answer.alike)]


def _evaluation(answer: Answer) -> list[Sheet]:
    found = answer.evaluation
    if found is None or not found.scores:
        return []
    columns = (
        Measure("Founders"), Measure("Pacts"), Measure("Nats per pact", "Log score: nearer to 0 is better."),
        Measure("Near miss", "AUC against sets with one founder swapped for a near state; .5 is a coin."),
        Measure("Expected for each observed", "1 is right."),
    )  # fmt: skip
    lines = tuple(Line(score.model, (score.sets, Figure(value=score.events), *_score(score))) for score in found.scores)
    title = f"How these models did, forecasting {found.years} year by year"
    return [Sheet("evaluation", title, "model", columns, lines, found.verdict)]


def _score(score: Score) -> Sequence[Figure | str]:
    return [
        Figure(value=value, digits=digits) if value is not None else ""
        for value, digits in ((score.nats, 3), (score.near_miss, 2), (score.ratio, 2))
    ]


# -- expert layer --------------------------------------------------------------------------------------------


def _expert(record: Record, answer: Answer) -> list[Sheet]:
    if not answer.expert.weighed:
        return []
    lines = []
    for one in answer.expert.weighed:
        made = one.assumption
        low, high = made.multiplier
        times = f"×{low:g}" if low == high else f"×{low:g} to ×{high:g}"
        by = f"{made.by}, {made.date}"
        reason = stated(made.reason, made.rests_on, record) if made.rests_on else made.reason
        lines.append(Line(made.name, (reason, by, times, "yes" if one.used else f"no: {one.why}")))
    lines += [
        Line("together", ("The models’ range, multiplied", "", "", words)) for _, _, _, words in answer.beside[-1:]
    ]
    columns = (Measure("Reason"), Measure("By"), Measure("Rate"), Measure("Used"))
    note = "Assumptions of named persons, none of them measured; beside the models’ figures, never in them."
    return [Sheet("expert", "What persons assume", "assumption", columns, tuple(lines), note)]
