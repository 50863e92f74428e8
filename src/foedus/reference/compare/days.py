"""Days that a dataset gives in parts: year, month, day, of which the later may not be known."""

import calendar
from collections.abc import Iterable
from datetime import date

from foedus.reference.compare.model import When

DAY, MONTH, YEAR, NEAR = 3, 2, 1, 0
SAID = {DAY: "day", MONTH: "month", YEAR: "year", NEAR: "year, which the case gives as uncertain"}


def span(year: int, month: int | None = None, day: int | None = None) -> tuple[date, date]:
    """First and last day that a date in parts allows; a day that its month does not have counts as unknown.

    >>> span(2000, 2)
    (datetime.date(2000, 2, 1), datetime.date(2000, 2, 29))
    """
    if not month or not 1 <= month <= 12:
        return date(year, 1, 1), date(year, 12, 31)
    last = calendar.monthrange(year, month)[1]
    if not day or not 1 <= day <= last:
        return date(year, month, 1), date(year, month, last)
    return date(year, month, day), date(year, month, day)


def edtf(year: int, month: int | None = None, day: int | None = None) -> str:
    """A date in parts as EDTF."""
    first, last = span(year, month, day)
    if first == last:
        return first.isoformat()
    return f"{year:04}" if (last - first).days > 31 else f"{year:04}-{first.month:02}"


def nearness(whens: Iterable[When], first: date, last: date) -> int | None:
    """How closely dates of claims meet a span: `DAY`, `MONTH`, `YEAR`, `NEAR` (a year off, but given as uncertain)."""
    found = [_near(when, first, last) for when in whens]
    return max((one for one in found if one is not None), default=None)


def _near(when: When, first: date, last: date) -> int | None:
    if when.first <= last and first <= when.last:
        widest = max((when.last - when.first).days, (last - first).days)
        return DAY if widest == 0 else MONTH if widest <= 31 else YEAR
    unsure = when.text.endswith(("?", "~", "%"))
    gap = max(first.year - when.last.year, when.first.year - last.year)
    return NEAR if unsure and gap == 1 else None
