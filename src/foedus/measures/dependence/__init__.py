"""Dependence on suppliers of arms: shares, Herfindahl index, effective suppliers, and who arms both sides.

Volume (SIPRI's trend-indicator value, TIV) and not money, over a moving window, with the rule for years and the
release said; what rests on uncertain rows is an interval. After the register's last year the record goes on, in
events, and the seam is marked. `concentration` is the arithmetic, `register` the deliveries, `beyond` the record's
transfers, `both_sides` the suppliers of two states in dispute, `sheets` the tables.
"""

from collections.abc import Callable, Iterable

from foedus.measures import asked
from foedus.measures.dependence import sheets
from foedus.measures.dependence.beyond import sendings
from foedus.measures.dependence.both_sides import both_sides, quarrels
from foedus.measures.dependence.register import GET, Register, register
from foedus.measures.dependence.shares import Asked
from foedus.measures.measured import Measured, MeasureError, Sheet
from foedus.record import Record
from foedus.record.words import Words
from foedus.reference.store import Library
from foedus.terms.words import join_words

WINDOWS = range(5, 11)
"""Years that a window may have: fewer are ruled by single deals, more by a past that is over."""
LEAST = 10.0
"""Millions of TIV below which no share is given: one small deal would decide."""
LIMITS = (
    "The register has major conventional arms: small arms, ammunition, most parts and services are missing.",
    "TIV is a volume by what weapons can do, not a price; it is not money that was paid or owed.",
    "Concentration says from whom arms came, not whether they could be had elsewhere, kept in repair, or withheld.",
    "Intervals span rows marked as uncertain, from none of their volume to all; numbers too low are not in them.",
)
SOURCES = (
    "SIPRI Arms Transfers Database: Sources and methods, Stockholm International Peace Research Institute",
    "Hirschman, Albert O. (1964): The Paternity of an Index, American Economic Review 54(5)",
    "Laakso, Markku, and Rein Taagepera (1979): “Effective” Number of Parties, Comparative Political Studies 12(1)",
)


def dependence(
    record: Record,
    *,
    state: Iterable[str] = (),
    group: str | None = None,
    since: str | int | None = None,
    until: str | int | None = None,
    window: int = 10,
    rule: str = "even",
    least: float = LEAST,
    library: Callable[[], Library] | None = None,
) -> Measured:
    """From whom states get their arms, and how dependent that makes them.

    `state`, `group`: recipients, else the case's coalition. `until`: the last year of the window (by default the
    register's), `window` its years; with `since` windows are shown that end from that year on. `least`: millions of
    TIV below which no share is given. `library`: gives the datasets on this machine, asked where the case's profile
    does not have a state, or not by that rule. Raises `MeasureError` for what cannot be asked so.
    """
    if window not in WINDOWS:
        raise MeasureError(f"A window of {window} years is not taken.", f"It has {WINDOWS[0]} to {WINDOWS[-1]} years.")
    if not least >= 0:
        raise MeasureError(f"The least volume is {least}.", "Write 0 or more, in millions of TIV.")
    states = asked.states(record, state, group)
    first, last = asked.span(since, until)
    deliveries = register(record, states, rule, library)
    end = _end(deliveries, record, last)
    start = end - window + 1 if deliveries.release else 0
    disputes = quarrels(record, states)
    told = sendings(record, {*states, *(side for one in disputes for side in one.pair)})
    found = Asked(record, deliveries, states, window, least, start, end)
    kept = [
        sheets.summary(found), *(sheets.suppliers(found, one) for one in states), sheets.moving(found, first),
        sheets.classes(found), sheets.record_after(found, told),
        both_sides(record, disputes, told, deliveries, (start, end)),
    ]  # fmt: skip
    return Measured(
        measure="dependence",
        title="Dependence on suppliers of arms",
        answer=sheets.answer(found),
        asked={
            "states": ", ".join(states), "window": f"{start}–{end}" if deliveries.release else "",
            "rule": rule, "least": f"{least:g} million TIV", "release": deliveries.release,
        },
        sheets=tuple(sheet for sheet in kept if isinstance(sheet, Sheet) and sheet.lines),
        pictures=sheets.pictures(found),
        warnings=_warnings(record, deliveries, states, told.own, last),
        limits=LIMITS,
        sources=SOURCES,
    )  # fmt: skip


def _end(deliveries: Register, record: Record, last: int | None) -> int:
    """The last year of the window: as asked, else the register's, never beyond what had happened by the clock."""
    if not deliveries.release:
        return 0
    end = deliveries.until if last is None else last
    if record.as_of:
        end = min(
            end, record.as_of.year if (record.as_of.month, record.as_of.day) == (12, 31) else record.as_of.year - 1
        )
    if end < deliveries.since:
        raise MeasureError(
            f"The register begins in {deliveries.since}: a window that ends in {end} is not covered.",
            f"Ask for --until {deliveries.since} to {deliveries.until}.",
        )
    return min(end, deliveries.until)


def _warnings(
    record: Record, deliveries: Register, states: list[str], own: tuple[str, ...], last: int | None
) -> tuple[str, ...]:
    words = Words.of(record)
    found = []
    if record.known:
        found.append("At an earlier day of knowledge no dataset is used: when each figure came out is not known.")
    elif not deliveries.release:
        found.append(f"No register of transfers is at hand. {GET}")
    elif lacking := [state for state in states if state not in deliveries.whole]:
        found.append(
            f"Not covered by {deliveries.place}: {join_words([words.label(s) for s in lacking])}. Its deliveries from "
            f"all suppliers are not there. {GET}"
        )
    if deliveries.release and last is not None and last > deliveries.until:
        found.append(
            f"The register ends in {deliveries.until}: the window ends there, and {last} is not covered by it."
        )
    if own:
        found.append(
            f"Left out, as they name one state as supplier and recipient both: {', '.join(own)}. Mend the claims."
        )
    return tuple(found)
