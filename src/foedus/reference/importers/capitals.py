"""Capitals of states in time, where they lie, and how far apart two of them are."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw

EARTH = 6371.0088
"""Mean radius of the Earth, km (IUGG; Moritz 1980, Geodetic Reference System)."""
FIRST = 1816


def _capitals(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("capital")
    sheet.pop("stdate", "date", name="begins")
    sheet.pop("enddate", "date", name="ends")
    sheet.pop("lat", "number")
    sheet.pop("lng", "number")
    sheet.drop("statenme")
    sheet.make("capital_spells")
    rows.whole(raw, "capital_spells", "ccode", "capital", "begins", "ends", "lat", "lng")
    rows.in_order(raw, "capital_spells", "year(begins)", "year(ends)")
    off = raw.count("capital_spells", "abs(lat) > 90 OR abs(lng) > 180")
    if off:
        raw.finding("off-the-earth", "error", f"{off:,} rows of {raw.path.name} lie at no latitude and longitude.")
    days = "least(ends, make_date(year, 12, 31)) - greatest(begins, make_date(year, 1, 1))"
    raw.make(
        "capitals",
        "SELECT ccode, year, capital, lat, lng FROM (SELECT *, unnest(range(year(begins), year(ends) + 1)) AS year "
        f"FROM capital_spells) QUALIFY row_number() OVER (PARTITION BY ccode, year ORDER BY {days} DESC, begins DESC) "
        "= 1 ORDER BY ccode, year",
    )
    raw.make(
        "capital_distance",
        f"SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, 2 * {EARTH} * asin(sqrt(least(1, "
        "sin(radians(b.lat - a.lat) / 2) ** 2 + cos(radians(a.lat)) * cos(radians(b.lat)) * "
        "sin(radians(b.lng - a.lng) / 2) ** 2))) AS km FROM capitals a JOIN capitals b ON a.year = b.year "
        "AND a.ccode <> b.ccode",
    )


PARTS = {"capitals": _capitals}
