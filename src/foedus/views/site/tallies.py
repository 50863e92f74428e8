"""Events counted by the year, month or day to which a source first dates them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from foedus.record import Record
from foedus.views.site.zoom import LENGTH, Unit

WIDER = {"year": 366, "month": 31, "day": 1}
"""Days from which a date is too vague to be counted by a unit."""


class Cell(msgspec.Struct, frozen=True):
    """The events of a lane that a source first dates to a year, a month or a day."""

    when: str
    start: str
    end: str
    events: tuple[str, ...]


def tallied(
    record: Record, chosen: str, values: Sequence[Any], lanes: list[str], unit: Unit, first: date, last: date
) -> dict[str, list[Cell]]:
    """Events by lane and the year, month or day to which a source first dates them within the span."""
    rows = record.rows(
        f"{chosen}, each AS (SELECT lane, event, min(greatest(earliest, ?::DATE)) AS came FROM chosen "
        "WHERE date IS NOT NULL AND earliest IS NOT NULL AND latest IS NOT NULL "
        f"AND latest - earliest < {WIDER[unit]} AND list_contains(?::VARCHAR[], lane) GROUP BY ALL) "
        f"SELECT lane, date_trunc('{unit}', came)::DATE AS start, list(event ORDER BY event) AS events "
        "FROM each GROUP BY ALL ORDER BY lane, start",
        [*values, first, lanes],
    )
    ends: Mapping[str, Callable[[date], date]] = {
        "year": lambda start: date(start.year, 12, 31),
        "month": lambda start: (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1),
        "day": lambda start: start,
    }
    found: dict[str, list[Cell]] = {}
    for row in rows:
        if row["start"] <= last:
            start = row["start"].isoformat()
            cell = Cell(start[: LENGTH[unit]], start, ends[unit](row["start"]).isoformat(), tuple(row["events"]))
            found.setdefault(row["lane"], []).append(cell)
    return found
