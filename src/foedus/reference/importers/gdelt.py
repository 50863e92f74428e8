"""GDELT event files, versions 1.0 and 2.0: tab-separated, without a header, 57, 58 or 61 columns.

Files of the years to March 2013 have 57 columns; daily ones since have 58, the last an address; those of 2.0 have
three more, for second-order regions. One row is one report of an event found by a machine, not an event.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from foedus.codebook.event_data.gdelt import ACTOR, COLUMNS, PLACE_2
from foedus.reference.errors import DataError
from foedus.reference.raw import Raw, Sheet


def _events(raw: Raw) -> None:
    sheet = _sheet(raw)
    sheet.pop("GLOBALEVENTID", "whole", "event")
    sheet.pop("SQLDATE", name="day")
    sheet.pop("Year", "whole")
    for at in (1, 2):
        for part, ours in (("Code", "code"), ("Name", "name"), ("CountryCode", "country"), ("KnownGroupCode", "group"),
                           ("Type1Code", "type")):  # fmt: skip
            sheet.pop(f"Actor{at}{part}", name=f"actor{at}_{ours}")
        sheet.drop(*(f"Actor{at}{part}" for part in ACTOR), *(f"Actor{at}Geo_{part}" for part in PLACE_2))
    sheet.pop("IsRootEvent", "flag", "root")
    sheet.pop("EventCode", name="cameo")
    sheet.pop("EventRootCode", name="cameo_root")
    sheet.pop("QuadClass", "whole", "quad_class")
    sheet.pop("GoldsteinScale", "number", "goldstein")
    for theirs, ours in (("NumMentions", "mentions"), ("NumSources", "sources"), ("NumArticles", "articles")):
        sheet.pop(theirs, "whole", ours)
    sheet.pop("AvgTone", "number", "tone")
    sheet.pop("ActionGeo_FullName", name="place")
    sheet.pop("ActionGeo_CountryCode", name="place_fips")
    sheet.pop("ActionGeo_Lat", "number", "lat")
    sheet.pop("ActionGeo_Long", "number", "lon")
    sheet.pop("DATEADDED", name="added")
    has_address = sheet.has("SOURCEURL")
    if has_address:
        sheet.pop("SOURCEURL", name="address")
    sheet.drop("MonthYear", "FractionDate", "EventBaseCode", *(f"ActionGeo_{part}" for part in PLACE_2))
    sheet.make("gdelt_events")
    if not has_address:
        raw.make("gdelt_events", "SELECT *, CAST(NULL AS VARCHAR) AS address FROM gdelt_events")
    raw.make(
        "gdelt_events",
        "SELECT * REPLACE (CAST(try_strptime(day, '%Y%m%d') AS DATE) AS day, "
        "CAST(try_strptime(left(added, 8), '%Y%m%d') AS DATE) AS added) FROM gdelt_events",
    )
    undated = raw.count("gdelt_events", "day IS NULL")
    raw.expect(not undated, "undated", f"{undated:,} rows have no day of the form 20160728.", "They have none.")
    raw.states("gdelt_events", "actor1_country", "gdelt", suffix="1")
    raw.states("gdelt_events", "actor2_country", "gdelt", suffix="2")


def _sheet(raw: Raw) -> Sheet:
    """The rows under their names; where rows of 57 and 58 columns are mixed, the shorter have no address."""
    path = raw.plain()
    widths = _widths(path)
    unknown = sorted(set(widths) - set(COLUMNS))
    if unknown or (61 in widths and len(widths) > 1):
        raise DataError(
            f"{raw.path.name} has rows of {', '.join(str(one) for one in sorted(widths))} columns; "
            "an event file of GDELT has 57 or 58, or 61.",
            "The download may be cut short, or it is a file of mentions. Get it anew.",
        )
    if len(widths) == 1:
        return raw.csv("\t", header=COLUMNS[next(iter(widths))])
    raw.finding(
        "mixed-rows",
        "warning",
        f"{raw.path.name} has {widths[57]:,} rows of 57 columns among {widths[58]:,} of 58.",
        "The shorter are of the files of the years to March 2013, and have no address.",
    )
    return raw.rows_of(COLUMNS[58], _padded(path))


def _widths(path: Path) -> Counter[int]:
    with path.open("rb") as file:
        return Counter(line.count(b"\t") + 1 for line in file if line.strip())


def _padded(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig") as file:
        for line in file:
            if line.strip():
                cells = line.rstrip("\n").split("\t")
                yield [*cells, *[""] * (58 - len(cells))]


PARTS = {"events": _events}
