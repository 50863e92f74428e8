"""Zooming in time: from a span to a wider one, the one before, the one after; the unit in which it is told."""

from datetime import date, timedelta
from typing import Literal

import msgspec

Unit = Literal["year", "month", "day"]
LENGTH = {"year": 4, "month": 7, "day": 10}
"""Characters of an ISO date that tell it."""
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)


class Step(msgspec.Struct, frozen=True):
    """A span to go to, as an address tells it."""

    since: str
    until: str


class Zoom(msgspec.Struct, frozen=True):
    """Where one can go from a span."""

    wider: Step | None
    """None where all of time is shown."""
    earlier: Step | None
    later: Step | None


def finer(first: date, last: date) -> Unit:
    """The unit by which a span is told and counted: years of many years, months of a few, days of some weeks."""
    days = (last - first).days
    return "year" if days > 6 * 366 else "month" if days > 92 else "day"


def zoomed(first: date, last: date, chosen: bool) -> Zoom:
    """Where one can go from the span between two days."""
    unit = finer(first, last)
    days = (last - first).days + 1
    half = timedelta(days=max(days // 2, 1))
    return Zoom(
        wider=_step(first - half, last + half, unit) if chosen else None,
        earlier=_moved(first, last, -1, unit),
        later=_moved(first, last, 1, unit),
    )


def _moved(first: date, last: date, way: int, unit: Unit) -> Step | None:
    """The span as long that comes before or after; None where the years of dates end."""
    months = ((last.year - first.year) * 12 + last.month - first.month + 1) * way
    if unit == "year":
        months = (last.year - first.year + 1) * 12 * way
    whole = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if unit == "month" and whole:
        unit = "year"
    days = timedelta(days=((last - first).days + 1) * way)
    if not (EARLIEST.year < first.year + months / 12 and last.year + months / 12 < LATEST.year):
        return None
    if unit == "day":
        return _step(first + days, last + days, unit)
    found = Step(_month(first, months), _month(last, months))
    return found if unit == "month" else Step(found.since[:4], found.until[:4])


def _month(of: date, months: int) -> str:
    number = of.year * 12 + of.month - 1 + months
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _step(first: date, last: date, unit: Unit) -> Step:
    first, last = max(first, EARLIEST), min(last, LATEST)
    return Step(first.isoformat()[: LENGTH[unit]], last.isoformat()[: LENGTH[unit]])
