"""What a row of an event file says, as SQL over its cells, whatever the width: the columns that are taken in.

A row that cannot be used has a `fault`; it is counted under it, and its line is told, but it is not taken in.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from foedus.codebook.event_data import GDELT_COLUMNS, ICEWS_COLUMNS
from foedus.codebook.event_data.icews import NOBODY
from foedus.signals.inputs import UnusableError
from foedus.terms.bearers import Scheme

GDELT_1, GDELT_2, ICEWS = "gdelt-1.0", "gdelt-2.0", "icews"
SCHEMES: Mapping[str, Scheme] = MappingProxyType({GDELT_1: "gdelt", GDELT_2: "gdelt", ICEWS: "icews"})
"""Datasets, and by which codes or names each says which state an actor is of."""
LOOKED_AT = 50
"""Lines at the begin of a file by which it is recognised."""
FIRST_DAY = "1900-01-01"
"""Before it no day is believed."""

FAULTS: Mapping[str, str] = MappingProxyType(
    {
        "width": "have not the number of columns that the format has",
        "no-number": "have no number of the record",
        "no-day": "have no day that there is",
        "day-after-report": "tell of a day after the one on which they were added",
        "no-reports": "do not say in how many reports they stand",
    }
)
"""Why a row is not taken in, as the rest of a sentence about such rows."""

COLUMNS = "dataset, event, day, year, month, actor1, actor2, cameo, place, reports"
"""What is taken in of a row: the record's number, the day and its year and month (201607), the code or name of both
actors' countries, CAMEO code, place, and in how many reports it stands. Beside them stands the day that the row shows
to be covered (`seen`): the one on which it was added, which in GDELT's files to March 2013 is no such day; there, and
in ICEWS, the day of the event."""


class Form(NamedTuple):
    """How a text is to be read: SQL for each column of `COLUMNS` and for the fault, over the list `c` of cells."""

    header: bool
    picks: Mapping[str, str]
    fault: str


def recognised(path: Path) -> Form:
    """The form of a text by its first lines. Raises `UnusableError` for what is no event file."""
    with path.open("rb") as file:
        lines = [line.rstrip(b"\r\n") for _, line in zip(range(LOOKED_AT), file, strict=False)]
    head = lines[0].decode("utf-8", "replace").removeprefix("\ufeff").split("\t") if lines else []
    if {"Event ID", "Event Date", "CAMEO Code"} <= set(head):
        missing = [name for name in ICEWS_COLUMNS if name not in head and name not in ("District", "Event Text")]
        if missing:
            raise UnusableError(f"It looks like ICEWS, but has no column {', '.join(missing)}.")
        return _icews(head)
    widths = [line.count(b"\t") + 1 for line in lines if line]
    if not any(width in GDELT_COLUMNS for width in widths):
        what = f"Its rows have {widths[0]} columns" if widths else "It is empty"
        raise UnusableError(f"{what}: an event file of GDELT has 57, 58 or 61, one of ICEWS a header.")
    return _gdelt()


def _gdelt() -> Form:
    first, second = GDELT_COLUMNS[58], GDELT_COLUMNS[61]

    def cell(name: str) -> str:
        one, two = first.index(name) + 1, second.index(name) + 1
        return (
            f"nullif(c[{one}], '')"
            if one == two
            else f"nullif(CASE WHEN len(c) = 61 THEN c[{two}] ELSE c[{one}] END, '')"
        )

    day, added = _compact_day(cell("SQLDATE")), _compact_day(f"left({cell('DATEADDED')}, 8)")
    place = ", ".join(cell(f"ActionGeo_{part}") for part in ("FeatureID", "ADM1Code", "CountryCode"))
    return Form(
        False,
        {
            "dataset": f"CASE WHEN len(c) = 61 THEN '{GDELT_2}' ELSE '{GDELT_1}' END",
            "event": f"TRY_CAST({cell('GLOBALEVENTID')} AS BIGINT)",
            "day": day,
            "actor1": cell("Actor1CountryCode"),
            "actor2": cell("Actor2CountryCode"),
            "cameo": cell("EventCode"),
            "place": f"coalesce({place}, '')",
            "reports": f"TRY_CAST({cell('NumArticles')} AS INTEGER)",
            "seen": f"CASE WHEN len(c) = 57 THEN day ELSE {added} END",
        },
        _fault(f"len(c) NOT IN ({', '.join(map(str, GDELT_COLUMNS))})", f"day > {added} + 1"),
    )


def _icews(head: Sequence[str]) -> Form:
    def cell(name: str) -> str:
        return f"nullif(c[{head.index(name) + 1}], '')"

    place = " || '|' || ".join(f"coalesce({cell(name)}, '')" for name in ("City", "Province", "Country"))
    return Form(
        True,
        {
            "dataset": f"'{ICEWS}'",
            "event": f"TRY_CAST({cell('Event ID')} AS BIGINT)",
            "day": f"CAST(try_strptime({cell('Event Date')}, '%Y-%m-%d') AS DATE)",
            "actor1": _somebody(cell("Source Country")),
            "actor2": _somebody(cell("Target Country")),
            "cameo": cell("CAMEO Code"),
            "place": place,
            "reports": "1::INTEGER",
            "seen": "day",
        },
        _fault(f"len(c) <> {len(head)}", ""),
    )


def _somebody(cell: str) -> str:
    return f"CASE WHEN {cell} NOT IN ({', '.join(repr(one) for one in NOBODY)}) THEN {cell} END"


def _compact_day(cell: str) -> str:
    return f"CAST(try_strptime({cell}, '%Y%m%d') AS DATE)"


def _fault(width: str, later: str) -> str:
    cases = {
        "width": width, "no-number": "event IS NULL", "no-day": f"day IS NULL OR day < DATE '{FIRST_DAY}'",
        **({"day-after-report": later} if later else {}), "no-reports": "reports IS NULL OR reports < 1",
    }  # fmt: skip
    return "CASE " + " ".join(f"WHEN {when} THEN '{name}'" for name, when in cases.items()) + " END"
