"""Defense Cooperation Agreement Dataset: bilateral agreements, one row each, and what is in force by dyad and year.

An agreement counts from the year of its entry into force, or of its signature where that is not known, to the year
of its end, all included: in force at some time of the year. The authors' estimate of the end is used; 2010 is the
end of the data, not of the agreement.
"""

from foedus.reference.raw import Raw

CATEGORIES = {
    "dca": "DCA",
    "training": "TREX",
    "industry": "DIC",
    "procurement": "PROCUREMENT",
    "research": "RESEARCH",
    "commission": "COMMISSION",
}
"""Columns of ours, and the category of DCAD that each counts."""
_UNKNOWN = ("-99", "-88", "-77", "-66")
_LAST = 2010


def _agreements(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("DCAid", name="agreement")
    sheet.pop("ccode1", "whole")
    sheet.pop("ccode2", "whole")
    for theirs, ours in (("sign", "signed"), ("EIF", "entered")):
        for unit in ("Year", "Month", "Day"):
            sheet.pop(f"{theirs}{unit}", "whole", f"{ours}_{unit.lower()}", _UNKNOWN)
    sheet.pop("endYearEstimate", "whole", "ends", _UNKNOWN)
    sheet.pop("type", name="sort")
    for at in (1, 2, 3):
        sheet.pop(f"category{at}")
    for column in ("span", "renewType", "renewYears"):
        sheet.pop(column, name=f"{column.lower()}_code")
    sheet.pop("terminated", "flag", missing=_UNKNOWN)
    sheet.pop("durationActual", "whole", "duration", _UNKNOWN)
    sheet.pop("asymmetry", "whole")
    sheet.pop("categoryConf", name="confidence")
    sheet.pop("sourceType", name="source_sort")
    sheet.pop("source")
    sheet.pop("UNTS", name="unts")
    sheet.pop("fullText", name="text_code")
    sheet.drop("cowName1", "cowName2", "factivaConf", "factivaSign", "factivaEIF")
    sheet.make("dcad_agreements")
    raw.states("dcad_agreements", "ccode1", "cow", "signed_year", "1")
    raw.states("dcad_agreements", "ccode2", "cow", "signed_year", "2")
    early = raw.count("dcad_agreements", "entered_year < signed_year")
    raw.expect(
        not early,
        "entered-before-signed",
        f"{early} agreement{'s' * (early != 1)} entered into force in a year before that of the signature.",
        "The year of signature is taken.",
    )
    _dyads(raw)


def _dyads(raw: Raw) -> None:
    raw.db.execute(
        "CREATE TEMP TABLE sides AS SELECT *, "
        "greatest(signed_year, coalesce(entered_year, signed_year)) AS begins FROM "
        "(SELECT * FROM dcad_agreements UNION ALL "
        "SELECT * REPLACE (ccode2 AS ccode1, ccode1 AS ccode2) FROM dcad_agreements)"
    )
    category = "count(*) FILTER (WHERE held AND list_contains([category1, category2, category3], '{}')) AS {}"
    counts = ", ".join(category.format(theirs, ours) for ours, theirs in CATEGORIES.items())
    raw.make(
        "dcad_dyads",
        "SELECT ccode1, ccode2, year, count(*) FILTER (WHERE year = signed_year) AS signed, "
        "count(*) FILTER (WHERE held) AS in_force, count(*) FILTER (WHERE held AND sort = 'general') AS general, "
        f"count(*) FILTER (WHERE held AND sort = 'sector') AS sector, {counts} FROM ("
        "SELECT *, year BETWEEN begins AND ends AS held FROM ("
        f"SELECT *, unnest(range(signed_year, greatest(signed_year, least(ends, {_LAST})) + 1)) AS year FROM sides)) "
        "GROUP BY ALL HAVING signed > 0 OR in_force > 0 ORDER BY ALL",
    )


PARTS = {"agreements": _agreements}
