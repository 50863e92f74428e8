"""An axis of time from centuries to days: where a day lies, and the ticks that there is room for."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple

Unit = Literal["year", "month", "day"]
STEPS: tuple[tuple[Unit, int], ...] = (
    ("day", 1), ("day", 7), ("month", 1), ("month", 3), ("year", 1), ("year", 2), ("year", 5), ("year", 10),
    ("year", 20), ("year", 50), ("year", 100), ("year", 500), ("year", 1000),
)  # fmt: skip
"""From tick to tick, the finest first."""
DAYS = {"day": 1.0, "month": 30.44, "year": 365.25}
WIDE = {"day": 46.0, "month": 58.0, "year": 40.0}
"""What the label of a tick takes."""


class Tick(NamedTuple):
    """A tick: where it stands, what it says, and the span from it to the next one as an address tells it."""

    x: float
    words: str
    since: str
    until: str
    major: bool
    """Whether it bears its label; others are thin lines."""


class Axis:
    """Days from one to another, across a sheet from `left` to `right`."""

    def __init__(self, first: date, last: date, left: float, right: float) -> None:
        self.first, self.last, self.left, self.right = first, last, left, right
        self.scale = (right - left) / ((last - first).days + 1)

    def start(self, day: date) -> float:
        """Where a day begins, at most at the edge."""
        return self._kept(self.left + (day - self.first).days * self.scale)

    def end(self, day: date) -> float:
        """Where a day ends, at most at the edge."""
        return self._kept(self.left + ((day - self.first).days + 1) * self.scale)

    def _kept(self, x: float) -> float:
        return min(max(x, self.left), self.right)

    def ticks(self) -> Iterator[Tick]:
        """Ticks from left to right: labelled as there is room, thin ones between them for every year."""
        unit, step = next((one for one in STEPS if DAYS[one[0]] * one[1] * self.scale >= WIDE[one[0]]), STEPS[-1])
        at = _floor(self.first, unit, step)
        while at <= self.last:
            then = _next(at, unit, step)
            if at >= self.first:
                until = min(then, date.max) - timedelta(days=1)
                yield Tick(self.start(at), _words(at, unit), _told(at, unit), _told(until, unit), True)
            at = then
        if unit == "year" and 1 < step <= 20 and 365 * self.scale > 2.5:
            for year in range(self.first.year, self.last.year + 1):
                if year % step and date(year, 1, 1) >= self.first:
                    yield Tick(self.start(date(year, 1, 1)), "", str(year), str(year), False)


def _floor(day: date, unit: Unit, step: int) -> date:
    """The tick at a day, or the last one before it."""
    if unit == "year":
        return date(max(day.year - day.year % step, 1), 1, 1)
    if unit == "month":
        return date(day.year, day.month - (day.month - 1) % step, 1)
    return day


def _next(day: date, unit: Unit, step: int) -> date:
    if unit == "year":
        return date(min(day.year + step, 9999), 1, 1)
    if unit == "month":
        number = day.month - 1 + step
        return date(day.year + number // 12, number % 12 + 1, 1)
    return day + timedelta(days=step)


def _words(day: date, unit: Unit) -> str:
    if unit == "year":
        return str(day.year)
    month = calendar.month_abbr[day.month]
    return f"{month} {day.year}" if unit == "month" else f"{day.day} {month}"


def _told(day: date, unit: Unit) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]
