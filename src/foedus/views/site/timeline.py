"""The timeline page: events in lanes with dates as vague as they are, counts of very many, and the undated."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from foedus.record import Record, Rows
from foedus.record.ask import AskError, day
from foedus.record.words import Words
from foedus.terms.dates import from_days, parse, say
from foedus.terms.words import nearest
from foedus.views.site.asked import Asked
from foedus.views.site.brush import Brush, brush
from foedus.views.site.citing import cited
from foedus.views.site.dated import Mark, marks_of
from foedus.views.site.tallies import WIDER, Cell, tallied
from foedus.views.site.zoom import Unit, Zoom, finer, zoomed

MOST_MARKS = 200
"""Marks that can be told apart; more are counted."""
MOST_VAGUE = 60
"""Events too vaguely dated to be counted that are drawn beside the counts."""
MOST_LANES = 14
MOST_UNDATED = 300
LANES = {"kind": "by kind", "actor": "by actor"}


class Lane(msgspec.Struct, frozen=True):
    """A row of the timeline: the events of a kind or an actor, as marks or as counts."""

    key: str
    label: str
    marks: tuple[Mark, ...]
    cells: tuple[Cell, ...]
    events: int
    """With a date in the span."""
    undated: int


class Undated(msgspec.Struct, frozen=True):
    """The events of a kind that no source dates."""

    kind: str
    label: str
    events: tuple[tuple[str, str], ...]
    """Keys and titles."""


class Timeline(msgspec.Struct, frozen=True):
    """Events in time."""

    title: str
    by: str
    first: str
    """The first and the last day that the timeline shows; '' where nothing is dated."""
    last: str
    span: str
    """Both in words."""
    unit: Unit
    """What the counts are by, where there are counts."""
    counted: bool
    """Whether there are too many events to draw each."""
    lanes: tuple[Lane, ...]
    left_out: int
    """Lanes with fewer events that are not shown."""
    unshown: int
    """Vaguely dated events that there is no room for beside the counts."""
    dated: int
    undated: tuple[Undated, ...]
    zoom: Zoom | None
    source: str
    brush: Brush | None

    @property
    def undated_events(self) -> int:
        """How many events no source dates."""
        return len({event for one in self.undated for event, _ in one.events})

    def rows(self) -> Rows:
        """A row for each dated stage or each count."""
        columns = ("lane", "event", "title", "stage", "start", "end", "shape", "manner", "events")
        rows: list[tuple[Any, ...]] = []
        for lane in self.lanes:
            for mark in lane.marks:
                rows += [
                    (lane.label, mark.event, mark.title, p.stage, p.start, p.end, p.shape, p.manner, 1)
                    for p in mark.pieces
                ]
            rows += [(lane.label, "", "", "", c.start, c.end, "count", "", len(c.events)) for c in lane.cells]
        return Rows(columns, rows)


def timeline(asked: Asked) -> Timeline:
    """The timeline of a selection. Raises `AskError` for lanes that there are none of."""
    record, selection = asked.record, asked.selection
    by = _by(selection.asked("lanes"))
    where, values = selection.conditions(record)
    lane_of = "kind" if by == "kind" else "actor"
    source = (
        f"SELECT *, kind AS lane FROM claims WHERE {where}"
        if by == "kind"
        else f"SELECT c.*, r.actor AS lane FROM (SELECT * FROM claims WHERE {where}) c "
        "JOIN (SELECT DISTINCT claim, actor FROM roles WHERE via IN ('named', 'country')) r USING (claim)"
    )
    chosen = f"WITH chosen AS MATERIALIZED ({source}) "
    sizes = record.rows(
        chosen + "SELECT lane, count(DISTINCT event) FILTER (date IS NOT NULL) AS dated, "
        "count(DISTINCT event) - count(DISTINCT event) FILTER (date IS NOT NULL) AS undated, "
        "min(coalesce(earliest, begun_by)) FILTER (date IS NOT NULL) AS first, "
        "max(coalesce(latest, begun_by, earliest)) FILTER (date IS NOT NULL) AS last FROM chosen GROUP BY lane",
        values,
    )
    words = Words.of(record)
    kept, left_out = _lanes(asked, words, sizes, lane_of)
    first, last = _ends(asked, [row for row in sizes if row["lane"] in kept])
    counted = sum(row["dated"] for row in sizes if row["lane"] in kept) > MOST_MARKS
    unit = finer(first, last) if first and last else "year"
    cells: dict[str, list[Cell]] = {}
    if counted and first and last:
        cells = tallied(record, chosen, values, list(kept), unit, first, last)
    rows = _rows(record, chosen, values, list(kept), unit if counted else "")
    words.read(row["event"] for row in rows)
    marks = marks_of(record, words, rows)
    unshown = 0
    if counted:
        marks, unshown = _fewest(marks)
    undated = _undated(asked, words)
    of = {row["lane"]: row for row in sizes}
    return Timeline(
        title="Timeline",
        by=by,
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        span=_span(first, last),
        unit=unit,
        counted=counted,
        lanes=tuple(
            Lane(
                key=key,
                label=label,
                marks=tuple(marks.get(key, ())),
                cells=tuple(cells.get(key, ())),
                events=of[key]["dated"],
                undated=of[key]["undated"],
            )
            for key, label in kept.items()
        ),
        left_out=left_out,
        unshown=unshown,
        dated=record.con.execute(
            f"SELECT count(DISTINCT event) FROM claims WHERE date IS NOT NULL AND {where}", values
        ).fetchall()[0][0],
        undated=undated,
        zoom=zoomed(first, last, bool(selection.since or selection.until)) if first and last else None,
        source=cited(record).line,
        brush=brush(asked),
    )


def _by(asked: str) -> str:
    if asked and asked not in LANES:
        near = nearest(asked, LANES)
        raise AskError(
            f"There are no lanes “{asked}”.", f"Did you mean “{near}”?" if near else f"There are: {', '.join(LANES)}."
        )
    return asked or "kind"


def _lanes(asked: Asked, words: Words, sizes: Sequence[Mapping[str, Any]], lane_of: str) -> tuple[dict[str, str], int]:
    """The lanes that have a dated event, with their labels, and how many there is no room for."""
    found = {row["lane"]: row["dated"] for row in sizes if row["dated"]}
    kinds = asked.record.codebook.kinds
    if lane_of == "kind":
        return {key: kind.plural for key, kind in kinds.items() if key in found}, 0
    members = asked.record.settings.coalition.members
    order = sorted(found, key=lambda key: (key not in asked.selection.actor, key not in members, -found[key], key))
    return {key: words.label(key) for key in order[:MOST_LANES]}, max(len(order) - MOST_LANES, 0)


def _ends(asked: Asked, sizes: Sequence[Mapping[str, Any]]) -> tuple[date | None, date | None]:
    """The first and last day to show: of the span that is chosen, else of the dated events, in whole years."""
    firsts, lasts = [row["first"] for row in sizes if row["first"]], [row["last"] for row in sizes if row["last"]]
    selection = asked.selection
    since = day(selection.since or None, "Since", last=False)
    until = day(selection.until or None, "Until")
    if not firsts and not (since and until):
        return None, None
    first = since or (date(min(firsts).year, 1, 1) if firsts else None)
    last = until or (date(max([*lasts, *firsts]).year, 12, 31) if firsts else None)
    if first and last and first > last:  # nothing that is dated lies on the chosen side
        last = first + timedelta(days=365)
    return first, last


def _span(first: date | None, last: date | None) -> str:
    if not first or not last:
        return ""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"from {first.year} to {last.year}"
    begins, ends = (say(parse(from_days(one, one))).removeprefix("on ") for one in (first, last))
    return f"from {begins} to {ends}" if first != last else f"on {begins}"


# -- each event ------------------------------------------------------------------------------------------------


def _rows(
    record: Record, chosen: str, values: Sequence[Any], lanes: list[str], vaguer_than: str
) -> list[dict[str, Any]]:
    """Dated claims of the lanes; beside counts only of events all of whose dates are vaguer than what is counted by."""
    vague = ""
    if vaguer_than:
        sharp = f"earliest IS NOT NULL AND latest IS NOT NULL AND latest - earliest < {WIDER[vaguer_than]}"
        vague = f"AND (lane, event) NOT IN (SELECT (lane, event) FROM chosen WHERE date IS NOT NULL AND {sharp})"
    return record.rows(
        f"{chosen} SELECT lane, event, kind, stage, step, phase, assertion, date, earliest, begun_by, latest, claim "
        f"FROM chosen WHERE date IS NOT NULL AND list_contains(?::VARCHAR[], lane) {vague} "
        "ORDER BY lane, event, coalesce(earliest, begun_by), step, claim",
        [*values, lanes],
    )


def _fewest(marks: dict[str, list[Mark]]) -> tuple[dict[str, list[Mark]], int]:
    """As many of the vaguely dated as there is room for beside counts."""
    each = max(MOST_VAGUE // max(len(marks), 1), 3)
    left = sum(max(len(found) - each, 0) for found in marks.values())
    return {lane: found[:each] for lane, found in marks.items()}, left


def _undated(asked: Asked, words: Words) -> tuple[Undated, ...]:
    """What is chosen but for the span and has no date: it may belong in it. By kind."""
    record = asked.record
    where, values = asked.selection.but(since="", until="").conditions(record)
    rows = record.rows(
        f"WITH chosen AS (SELECT event, kind, date FROM claims WHERE {where}) "
        "SELECT event, min(kind) AS kind FROM chosen GROUP BY event HAVING count(date) = 0 ORDER BY event",
        values,
    )
    words.read(row["event"] for row in rows[:MOST_UNDATED])
    kinds = record.codebook.kinds
    found: dict[str, list[tuple[str, str]]] = {}
    for place, row in enumerate(rows):
        title = words.title(row["event"]) if place < MOST_UNDATED else row["event"]
        found.setdefault(row["kind"], []).append((row["event"], title))
    return tuple(
        Undated(key, kind.plural, tuple(sorted(found[key], key=lambda one: one[1].casefold())))
        for key, kind in kinds.items()
        if key in found
    )
