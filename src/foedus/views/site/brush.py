"""The brush over time and the two clocks: events by year, and the days at which something changes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from foedus.record import Record
from foedus.record.ask import day
from foedus.record.once import once
from foedus.terms.dates import from_days, parse, say
from foedus.views.site.asked import Asked

MOST_BARS = 120
"""Bars that can be told apart on a phone; where a record goes over more years, a bar is several of them."""
STEPS = (1, 5, 10, 25, 50, 100)
MOST_STOPS = 300
"""Days at which a slider stops; where there are more, the last of each so many."""
VAGUE = 366
"""Days beyond which a date belongs to no year."""


class Bar(msgspec.Struct, frozen=True):
    """The events that a source dates to some years."""

    first: int
    last: int
    """The same as `first` where a bar is one year."""
    events: int
    chosen: bool
    """Whether it lies in the span that is chosen."""

    @property
    def label(self) -> str:
        """The years in words."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


class Stop(msgspec.Struct, frozen=True):
    """A day at which a slider stops, and how it reads."""

    day: str
    label: str


class Brush(msgspec.Struct, frozen=True):
    """What can be chosen in time, and what is chosen."""

    bars: tuple[Bar, ...]
    most: int
    """Events of the highest bar."""
    vague: int
    """Events whose dates are all vaguer than a year, so that no bar holds them."""
    undated: int
    since: str
    """The year at which the slider of the beginning is; '' at its first stop, as with those that follow."""
    until: str
    as_of: tuple[Stop, ...]
    """The days on which the state of the world changes."""
    known: tuple[Stop, ...]
    """The days on which sources were published."""
    at_as_of: str
    """The stop at which the slider is: the last one that is not after the day that is chosen."""
    at_known: str

    @property
    def begins(self) -> tuple[Stop, ...]:
        """The years in which a span may begin, but for the first, with which everything begins."""
        return tuple(Stop(str(bar.first), str(bar.first)) for bar in self.bars[1:])

    @property
    def ends(self) -> tuple[Stop, ...]:
        """The years with which a span may end, but for the last."""
        return tuple(Stop(str(bar.last), str(bar.last)) for bar in self.bars[:-1])


class _Range(msgspec.Struct, frozen=True):
    """What a record goes over, whatever is chosen in it."""

    first: int
    """The first year; 0 in a record without a date."""
    last: int
    step: int
    as_of: tuple[Stop, ...]
    known: tuple[Stop, ...]


def brush(asked: Asked) -> Brush | None:
    """The brush of a page; none for a record without a date."""
    record, selection = asked.record, asked.selection
    over = once(record, _Range, _range)
    if not over.first:
        return None
    where, values = selection.but(since="", until="").conditions(record)
    counts = _Counts.of(record)(where, values)
    since, until = day(selection.since or None, "Since", last=False), day(selection.until or None, "Until")
    by_bar: dict[int, int] = {}
    for year, events in counts["years"] or ():
        by_bar[(year - over.first) // over.step] = by_bar.get((year - over.first) // over.step, 0) + events
    bars = []
    for number in range((over.last - over.first) // over.step + 1):
        first = over.first + number * over.step
        last = first + over.step - 1
        chosen = (since is None or last >= since.year) and (until is None or first <= until.year)
        bars.append(Bar(first, last, by_bar.get(number, 0), chosen))
    return Brush(
        bars=tuple(bars),
        most=max((bar.events for bar in bars), default=0),
        vague=counts["vague"],
        undated=counts["undated"],
        since=_year((bar.first for bar in bars[1:]), since),
        until=_year((bar.last for bar in bars[:-1]), until),
        as_of=over.as_of,
        known=over.known,
        at_as_of=_at(over.as_of, selection.as_of),
        at_known=_at(over.known, selection.known),
    )


class _Counts:
    """Events by the years to which claims date them, and how many have a vaguer date or none: of each choice once."""

    MOST = 8

    def __init__(self, record: Record) -> None:
        self.record = record
        self._found: dict[str, dict[str, Any]] = {}

    @classmethod
    def of(cls, record: Record) -> "_Counts":
        found = record.kept.get(cls)
        if not isinstance(found, cls):
            found = record.kept[cls] = cls(record)
        return found

    def __call__(self, where: str, values: Sequence[Any]) -> dict[str, Any]:
        """Of the claims that meet a condition; of many that not asked for longest goes."""
        key = repr((where, values))
        found = self._found.pop(key, None) or self._asked(where, values)
        self._found[key] = found
        if len(self._found) > self.MOST:
            del self._found[next(iter(self._found))]
        return found

    def _asked(self, where: str, values: Sequence[Any]) -> dict[str, Any]:
        return self.record.rows(
            "WITH chosen AS MATERIALIZED (SELECT event, date, earliest, latest, "
            "date IS NOT NULL AND earliest IS NOT NULL AND latest IS NOT NULL "
            f"AND latest - earliest <= {VAGUE} AS sharp FROM claims WHERE {where}), "
            "years AS (SELECT year(earliest) AS year, count(DISTINCT event) AS events FROM chosen WHERE sharp "
            "GROUP BY 1), "
            "each AS (SELECT bool_or(sharp) AS sharp, count(date) AS dated FROM chosen GROUP BY event) "
            "SELECT (SELECT list((year, events) ORDER BY year) FROM years) AS years, "
            "(SELECT count(*) FROM each WHERE NOT sharp AND dated > 0) AS vague, "
            "(SELECT count(*) FROM each WHERE dated = 0) AS undated",
            values,
        )[0]


def _range(record: Record) -> _Range:
    first, last = record.con.execute(
        "SELECT year(min(earliest)), year(max(earliest)) FROM store.claims "
        f"WHERE date IS NOT NULL AND latest - earliest <= {VAGUE}"
    ).fetchall()[0]
    if first is None:
        return _Range(0, 0, 1, (), ())
    step = next((step for step in STEPS if (last - first) // step < MOST_BARS), STEPS[-1])
    return _Range(
        first=first - first % step,
        last=last,
        step=step,
        as_of=_stops(record, "SELECT DISTINCT since FROM store.claims WHERE date IS NOT NULL"),
        known=_stops(record, "SELECT DISTINCT known FROM store.sources WHERE claims > 0"),
    )


def _stops(record: Record, sql: str) -> tuple[Stop, ...]:
    """Days as stops; of very many, the last of each so many."""
    days = sorted(row[0] for row in record.con.execute(sql).fetchall() if row[0])
    each = -(-len(days) // MOST_STOPS) or 1
    kept = days[::-1][::each][::-1]
    return tuple(Stop(one.isoformat(), _words(one)) for one in kept)


def _words(one: date) -> str:
    return say(parse(from_days(one, one))).removeprefix("on ")


def _year(stops: Iterable[int], chosen: date | None) -> str:
    """The last of some years that is not after the year of a day."""
    before = [year for year in stops if chosen and year <= chosen.year]
    return str(before[-1]) if before else ""


def _at(stops: Sequence[Stop], chosen: str) -> str:
    """The stop that shows what a chosen day shows."""
    if not chosen or not stops:
        return ""
    asked = day(chosen, "The clock")
    before = [stop.day for stop in stops if asked and stop.day <= asked.isoformat()]
    return before[-1] if before else stops[0].day
