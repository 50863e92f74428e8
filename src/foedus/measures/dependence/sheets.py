"""The tables of dependence: summary, suppliers, moving window, classes of weapons, the record after the register."""

from collections.abc import Iterable
from typing import Any

from foedus.measures.dependence.beyond import Sendings, Sent
from foedus.measures.dependence.shares import TIV, Asked, digits
from foedus.measures.measured import Line, Measure, Picture, Sheet
from foedus.measures.told import roots
from foedus.record.figure import Figure
from foedus.terms.words import join_words

MOST_WINDOWS = 40
INDEX = Measure("Herfindahl index", "Sum of the squared shares of the suppliers, 0 to 1; 1 is one supplier.")
TOP = (Measure("top supplier"), Measure("its share", "Of the volume received, 0 to 1."))


def answer(asked: Asked) -> str:
    """What the figures come to, in two sentences at most for each state of few, else for those with figures."""
    said = []
    for state in asked.states:
        top, figure = asked.top(state)
        index = asked.index(state)
        if isinstance(figure.value, float) and isinstance(index.value, float):
            between = f", {figure.low:.0%} to {figure.high:.0%} as uncertain rows allow" if _spread(figure) else ""
            said.append(
                f"{asked.words.label(state)}: {top} with {figure.value:.0%} of the volume{between}; index "
                f"{index.value:.{index.digits}f}"
            )
        else:
            said.append(f"{asked.words.label(state)}: {'not covered' if figure.cover == 'not-covered' else 'no share'}")
    if not asked.register.release:
        return "No register of transfers is at hand, so that nothing is said of shares; the record's transfers follow."
    head = f"Major arms received {asked.start}–{asked.end} (SIPRI, release of {asked.register.release}), in volume."
    return f"{head} {'. '.join(said)}."


def _spread(figure: Figure) -> bool:
    return figure.low is not None and figure.high is not None and figure.high - figure.low >= 0.01


def summary(asked: Asked) -> Sheet:
    """Each state: volume, index, effective suppliers, the top supplier, what is uncertain."""
    lines = []
    for state in asked.states:
        top, figure = asked.top(state)
        cells = (asked.total(state), asked.index(state), asked.effective(state), top, figure, asked.unsure(state))
        lines.append(Line(asked.words.label(state), cells, state))
    return Sheet(
        "summary",
        f"Suppliers' concentration, {asked.start}–{asked.end}" if asked.end else "Suppliers' concentration",
        "recipient",
        (
            Measure("volume", f"In {TIV}."), INDEX,
            Measure("effective suppliers", "1 over the index: so many equal suppliers would give it."), *TOP,
            Measure("uncertain", "Share of the volume that rests on rows of uncertain number."),
        ),
        tuple(lines),
        _rule(asked),
    )  # fmt: skip


def _rule(asked: Asked) -> str:
    if not asked.register.release:
        return ""
    return (
        f"{asked.register.called}. No share is given of less than {asked.least:g} {TIV}. An unknown supplier counts as "
        "one more. Intervals: from none of the uncertain rows to all of them."
    )


def suppliers(asked: Asked, state: str) -> Sheet:
    """The suppliers of a state, the greatest first."""
    lines = []
    for supplier, volume in asked.volumes(state).items() if asked.covers(state) is None else ():
        key = f"{supplier} to {state}, {asked.start}–{asked.end}"
        amount = Figure(
            value=round(volume.total, 2), unit=TIV, digits=digits(volume.total, volume.uncertain, 2),
            rows=(asked.register.row(key),),
            low=round(volume.least, 2) if volume.uncertain else None,
            high=round(volume.total, 2) if volume.uncertain else None, coverage=asked.coverage(),
        )  # fmt: skip
        lines.append(Line(asked.words.label(supplier), (amount, asked.share(state, supplier)), supplier))
    return Sheet(
        f"suppliers-{state.lower()}",
        f"Suppliers of {asked.words.label(state)}, {asked.start}–{asked.end}",
        "supplier",
        (Measure("volume", f"In {TIV}."), Measure("share", "Of the volume received, 0 to 1.")),
        tuple(lines),
    )


def moving(asked: Asked, first: int | None) -> Sheet:
    """The same over windows that end from a year on, for each state.

    By default the ten latest of one state; of several the last and the one before that shares no year with it.
    """
    start = asked.end - (9 if len(asked.states) == 1 else asked.window) if first is None else first
    start = max(start, asked.end - MOST_WINDOWS + 1, asked.register.since + asked.window - 1)
    step = asked.window if first is None and len(asked.states) > 1 else 1
    lines = []
    for state in asked.states if asked.register.release else ():
        for end in range(asked.end - (asked.end - start) // step * step, asked.end + 1, step):
            if asked.covers(state, end) is None:
                top, figure = asked.top(state, end)
                cells = (asked.total(state, end), asked.index(state, end), asked.effective(state, end), top, figure)
                label = f"{asked.words.label(state)} {end - asked.window + 1}–{end}"
                lines.append(Line(label, cells, f"{state} {end}"))
    return Sheet(
        "moving",
        f"Over a moving window of {asked.window} years",
        "recipient, window",
        (Measure("volume", f"In {TIV}."), INDEX, Measure("effective suppliers"), *TOP),
        tuple(lines),
        "Windows that overlap are no independent observations: of two that follow each other each has one year alone.",
    )


def classes(asked: Asked) -> Sheet:
    """By class of weapons: volume, the top supplier and its share, the index."""
    lines = []
    for state in asked.states if asked.register.release else ():
        if asked.covers(state) is not None:
            continue
        words = asked.record.codebook.kinds["transfers"].by_name["category"].words
        years = range(asked.start, asked.end + 1)
        mine = {one.category for one in asked.register.deliveries if one.recipient == state and one.year in years}
        for category in (word for word in (*words, "other") if word in mine):
            mine.discard(category)
            top, figure = asked.top(state, None, category)
            cells = (asked.total(state, None, category), top, figure, asked.index(state, None, category))
            lines.append(
                Line(f"{asked.words.label(state)}: {words.get(category, category)}", cells, f"{state} {category}")
            )
    note = "Classes are those of the codebook, by the words of the register's descriptions."
    return Sheet(
        "classes", "Top supplier by class of weapons", "recipient and class",
        (Measure("volume", f"In {TIV}."), *TOP, INDEX), tuple(lines), note,
    )  # fmt: skip


def record_after(asked: Asked, told: Sendings) -> Sheet:
    """What the record tells after the register's last year, and what it tells without a certain year."""
    last = asked.register.until
    lines = []
    for state in asked.states:
        for supplier, every in sorted(told.to.get(state, {}).items()):
            sent = [one for one in every if one.single]
            after = [one for one in sent if (years := one.years()) is not None and years[0] > last]
            loose = [one for one in sent if (years := one.years()) is None or years[0] <= last < years[1]]
            if after or loose:
                cells = (
                    _events(asked, (one for one in after if one.delivered)),
                    _events(asked, (one for one in after if not one.delivered)),
                    _events(asked, loose),
                )
                lines.append(
                    Line(f"{asked.words.label(supplier)} to {asked.words.label(state)}", cells, f"{supplier} {state}")
                )
    seam = (
        f"Seam: to {last} the register speaks, in volume; from {last + 1} on only the record, in events. The two are "
        "not added."
        if asked.register.release
        else "No register is at hand: all of it is the record's."
    )
    return Sheet(
        "record",
        f"The record after {last}" if asked.register.release else "The record's transfers",
        "supplier to recipient",
        (
            Measure("delivered", "Single transfers that the record has delivered or in service since."),
            Measure("ordered", "Single transfers that it has ordered since, and not delivered."),
            Measure("undated", "Single transfers of no certain year: before the seam or after it."),
        ),
        tuple(lines),
        f"{seam} A supplier that is missing here is one of whom no claim tells.",
    )  # fmt: skip


def _events(asked: Asked, sent: Iterable[Sent]) -> Figure:
    kept = list(sent)
    claims = tuple(dict.fromkeys(claim for one in kept for claim in one.claims))
    events = {one.strand.event for one in kept}
    if not events:
        return Figure(value=None, cover="unknown", coverage="No claim tells of any; that is silence, not a no.")
    return Figure(value=len(events), unit="", claims=claims, roots=roots(asked.record, claims))


def pictures(asked: Asked) -> tuple[Picture, ...]:
    """Suppliers' shares as bars, a panel for each state of which there are shares."""
    panels: list[dict[str, Any]] = []
    for state in asked.states:
        rows = [
            {"label": asked.words.label(supplier), "value": figure.value, "low": figure.low, "high": figure.high}
            for supplier in asked.volumes(state)
            if isinstance((figure := asked.share(state, supplier)).value, float)
        ]
        if rows:
            panels.append(
                {"label": asked.words.label(state), "rows": rows[:MOST_ROWS], "more": max(len(rows) - MOST_ROWS, 0)}
            )
    if not panels:
        return ()
    release = asked.register.release
    span = f"{asked.start}–{asked.end}"
    data = {
        "panels": panels,
        "source": f"Source: SIPRI Arms Transfers Database, release of {release}.",
        "coverage": (
            f"Coverage: major arms delivered {span}, in volume (TIV). Whiskers: as rows of uncertain number allow. A "
            "state without a panel is not covered, or received too little."
        ),
    }
    alt = f"Suppliers' shares of the volume of arms received {span}. " + " ".join(
        f"{panel['label']}: " + join_words([f"{row['label']} {row['value']:.0%}" for row in panel["rows"][:3]]) + "."
        for panel in panels
    )
    return (Picture("shares", data, f"Whose arms they are: suppliers' shares, {span}", alt),)


MOST_ROWS = 6
"""Suppliers of a state that a picture shows; the rest are counted."""
