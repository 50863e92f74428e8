"""Minimum distance between states, measured on the borders of CShapes 2.0."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw


def _pairs(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode1", "whole")
    sheet.pop("ccode2", "whole")
    sheet.pop("year", "whole")
    sheet.pop("mindist", "number", name="km")
    sheet.make("distance")
    rows.whole(raw, "distance", "ccode1", "ccode2", "year")
    # One way, both ways or mixed: each pair once, and whoever says two things of a pair is found out.
    if raw.count("distance", "ccode1 > ccode2"):
        raw.make(
            "distance",
            "SELECT DISTINCT least(ccode1, ccode2) AS ccode1, greatest(ccode1, ccode2) AS ccode2, year, km "
            "FROM distance ORDER BY ALL",
        )
    rows.pair(raw, "distance")
    rows.both_ways(raw, "distance")


PARTS = {"pairs": _pairs}
