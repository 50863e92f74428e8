"""The tables of the answer."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from foedus.measures import lag
from foedus.measures.lag import Lag
from foedus.measures.measured import Line, Lines, Measure, Sheet
from foedus.measures.shocks.links import Link
from foedus.measures.told import TELL, Dated, roots
from foedus.record import Record
from foedus.record.figure import Figure, missing
from foedus.record.words import Words

MOST, MIDDLE = 500, 3
"""Rows of a table, and known lags from which on the middle one is told."""


def _label(record: Record, kind: str) -> str:
    return record.codebook.kinds[kind].plural if kind else "not told of"


def pairs(record: Record, found: Sequence[Link]) -> Sheet:
    """Links by the kinds at their ends."""
    roots(record, [claim for one in found for claim in one.claims])  # read at once, counted below
    grouped: dict[tuple[str, str], list[Link]] = {}
    for one in found:
        grouped.setdefault((one.causes, one.kind), []).append(one)
    ordered = sorted(grouped.items(), key=lambda item: (-sum(one.so and one.single for one in item[1]), item[0]))
    lines = []
    for (causes, kind), of in ordered:
        counted = [one for one in of if one.so and one.single]
        rest = [one for one in of if not (one.so and one.single)]
        known = [one for one in counted if one.lag.known]
        lines.append(
            Line(
                f"{_label(record, causes)} → {_label(record, kind)}",
                (
                    _count(record, counted), _count(record, rest), _count(record, known),
                    _extreme(known, min), _extreme(known, max), _middle(known),
                ),
            )
        )  # fmt: skip
    columns = (
        Measure("Links", "Single events that a source says were prompted by another; each pair of events once a kind."),
        Measure("Not counted", "Links to series and general statements, and to what is denied, expected or weighed."),
        Measure("With a known lag"),
        Measure("Shortest", "The link with the least middle of its interval, in months."),
        Measure("Longest", "The link with the greatest."),
        Measure("Middle one", f"Medians of both ends of the intervals, from {MIDDLE} known lags on."),
    )
    return Sheet("pairs", "By kind of what came first and of what followed", "kinds", columns, tuple(lines))


def _count(record: Record, found: Sequence[Link]) -> Figure:
    claims = tuple(dict.fromkeys(claim for one in found for claim in one.claims))
    return Figure(
        value=len(found), claims=claims, roots=roots(record, claims), coverage="As far as sources draw links."
    )


def _bounds(one: Link) -> tuple[float, float]:
    assert one.lag.low is not None
    assert one.lag.high is not None
    return one.lag.low, one.lag.high


def _extreme(known: Sequence[Link], which: Any) -> Figure:
    if not known:
        return missing("unknown", "No link here has dates at both ends.", "months")
    one: Link = which(known, key=lambda link: (sum(_bounds(link)), link.cause, link.event))
    return lag.figure(one.lag, _dates(one))


def _middle(known: Sequence[Link]) -> Figure:
    if len(known) < MIDDLE:
        return missing("partly", f"Fewer than {MIDDLE} lags are known.", "months")
    low = _median([_bounds(one)[0] for one in known])
    high = _median([_bounds(one)[1] for one in known])
    note = "The middle of the medians of both ends."
    return lag.figure(Lag(low, high), [claim for one in known for claim in _dates(one)], note)


def _median(values: Sequence[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _dates(one: Link) -> list[str]:
    began = one.began.claims if one.began else ()
    followed = one.followed.claims if one.followed else ()
    return list(dict.fromkeys([*one.claims, *began, *followed]))


def listed(record: Record, deeds: Sequence[Link]) -> Sheet:
    """Every link, with both dates and the lag."""
    columns = (
        Measure("When"), Measure("What followed"), Measure("Kind"), Measure("How it is said"), Measure("When"),
        Measure("Lag", "Months, as the dates allow."), Measure("Roots", "Independent roots that say so."),
    )  # fmt: skip
    lines = Lines(deeds[:MOST], partial(_listed, record))
    return Sheet("links", "What is said to have prompted what", "what came first", columns, lines)


def _listed(record: Record, deeds: Sequence[Link]) -> Iterator[Line]:
    words = Words.of(record)
    words.read(key for one in deeds for key in (one.cause, one.event))
    roots(record, [claim for one in deeds for claim in one.claims])  # read at once, counted below
    for one in deeds:
        cells = (
            _told(one.began), words.title(one.event), record.codebook.kinds[one.kind].label,
            one.manner if one.single or not one.so else f"{one.manner}, not one event", _told(one.followed),
            lag.figure(one.lag, _dates(one)),
            _rooted(record, one.claims),
        )  # fmt: skip
        yield Line(words.title(one.cause), cells, one.cause)


def _rooted(record: Record, claims: tuple[str, ...]) -> Figure:
    count = roots(record, claims)
    return Figure(value=count, claims=claims, roots=count, coverage=TELL)


def _told(when: Dated | None) -> Figure:
    if when is None:
        return missing("unknown", "No claim dates it.")
    return Figure(value=when.words, claims=when.claims, coverage=TELL)


def talk(record: Record, found: Sequence[Link], deeds: Sequence[Link]) -> Sheet:
    """What was said because of something: counted by cause, apart from deeds."""
    deed = {one.kind for one in deeds}
    grouped: dict[str, list[Link]] = {}
    for one in found:
        if one.kind not in deed:
            grouped.setdefault(one.cause, []).append(one)
    lines = Lines(list(grouped.items())[:MOST], partial(_talk, record))
    left = f"{len(grouped) - MOST} more are not shown." if len(grouped) > MOST else ""
    title = "What prompted statements and arguments"
    return Sheet("talk", title, "what came first", (Measure("Links"),), lines, left)


def _talk(record: Record, grouped: Sequence[tuple[str, Sequence[Link]]]) -> Iterator[Line]:
    words = Words.of(record)
    words.read(cause for cause, _ in grouped)
    roots(record, [claim for _, of in grouped for one in of for claim in one.claims])  # read at once, counted below
    for cause, of in grouped:
        yield Line(words.title(cause), (_count(record, of),), key=cause)
