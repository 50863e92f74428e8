"""Documented ties: what the record tells of pairs of states, by component and year. Never called integration.

Only single events count, each once; disputes and restrictions stand beside and are never subtracted. Counts follow
what the sources looked at, and the measure says so. `events` finds and dates what counts, `coverage` says what the
sources looked at, `sheets` the tables.
"""

from collections.abc import Iterable

from foedus.measures import asked
from foedus.measures.measured import Measured
from foedus.measures.ties import coverage, sheets
from foedus.measures.ties.events import pairs, profiles
from foedus.record import Record

LIMITS = (
    "Counts of coded documents measure what their authors looked at: documented ties, never integration.",
    "A firm count is of single events told of as agreed or carried out; its upper end has those less sure as well.",
    "An agreement counts as in force from its signature until a claim tells of an end; of most ends no claim tells.",
    "Pairs that a claim ties only as members of a group are not counted: it does not say that each took part.",
)
SOURCES = (
    "Schrodt, Philip A. (2012): Precedents, Progress, and Prospects in Political Event Data, Int. Interactions 38(4)",
    "Kinne, Brandon J. (2020): The Defense Cooperation Agreement Dataset (DCAD), Journal of Conflict Resolution 64(4)",
)


def ties(
    record: Record,
    *,
    state: Iterable[str] = (),
    group: str | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
) -> Measured:
    """What ties the pairs of some states, as sources tell: by component and year.

    `state`, `group`: whose pairs, else those of the case's coalition. `since`, `until`: the years that are shown; the
    totals are of all years, and what has no certain year is counted apart. Raises `MeasureError` for fewer than two
    states, or for what is no state or year.
    """
    states = asked.several(record, state, group)
    first, last = asked.span(since, until)
    found = profiles(record, states)
    view = sheets.View(record, states, found)
    silent = [pair for pair in pairs(states) if pair not in found]
    return Measured(
        measure="ties",
        title="Documented ties",
        answer=view.answer(silent),
        asked={
            "states": ", ".join(sorted(states)), **({"since": str(first)} if first else {}),
            **({"until": str(last)} if last else {}),
        },
        sheets=tuple(
            sheet
            for sheet in (
                view.pairs(), view.years(first, last), view.memberships(),
                coverage.sheet(record, states, found, view.cooperation),
            )
            if sheet.lines
        ),
        pictures=view.pictures(),
        warnings=view.silence(silent),
        limits=LIMITS,
        sources=SOURCES,
    )  # fmt: skip
