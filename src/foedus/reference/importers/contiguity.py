"""COW's direct contiguity: which states lie next to each other, by land or across how much water."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw

TYPES = (0, 1, 2, 3, 4, 5)
"""By land; across up to 12, 24, 150, 400 miles of water. 0, in peacesciencer's form: none of these in those months."""


def _pairs(raw: Raw) -> None:
    if raw.file.form == "native":
        _years(raw)
    else:
        _spells(raw)
    rows.one_of(raw, "contiguity", "type", TYPES)
    # The closest that held on any day; 0 says no more than a row that is not there.
    raw.make(
        "contiguity",
        "SELECT ccode1, ccode2, year, min(type) AS type FROM contiguity WHERE type > 0 GROUP BY ccode1, ccode2, year "
        "ORDER BY ccode1, ccode2, year",
    )
    rows.pair(raw, "contiguity")


def _years(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("state1no", "whole", name="ccode1")
    sheet.pop("state2no", "whole", name="ccode2")
    sheet.pop("year", "whole")
    sheet.pop("conttype", "whole", name="type")
    sheet.drop("dyad", "state1ab", "state2ab", "version")
    sheet.make("contiguity")
    rows.whole(raw, "contiguity", "ccode1", "ccode2", "year", "type")
    rows.both_ways(raw, "contiguity")


def _spells(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode1", "whole")
    sheet.pop("ccode2", "whole")
    sheet.pop("conttype", "whole", name="type")
    sheet.pop("stdate", "date", name="begins")
    sheet.pop("enddate", "date", name="ends")
    sheet.make("contiguity")
    rows.whole(raw, "contiguity", "ccode1", "ccode2", "type", "begins", "ends")
    rows.in_order(raw, "contiguity", "year(begins)", "year(ends)")
    raw.make("contiguity", "SELECT *, unnest(range(year(begins), year(ends) + 1)) AS year FROM contiguity")
    rows.both_ways(raw, "contiguity")


PARTS = {"pairs": _pairs}
