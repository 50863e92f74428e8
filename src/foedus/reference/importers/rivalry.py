"""Strategic rivalries, in the lists of Thompson and Dreyer and of Thompson, Sakuwa and Suhas."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw, name_of, text_of

FIRST = 1816
"""Before it, COW's numbers name no state, and no panel has a year."""
DREYER = ("spatial", "positional", "ideological", "interventionary")
SAKUWA = (*DREYER, "principal", "aprin")


def _dreyer(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("rivalryno", "whole", name="number")
    sheet.pop("rivalryname", name="name")
    sheet.pop("ccode1", "whole")
    sheet.pop("ccode2", "whole")
    sheet.pop("styear", "whole", name="begins")
    sheet.pop("endyear", "whole", name="ends")
    sheet.pop("region")
    for at in "123":
        sheet.pop(f"type{at}")
    sheet.make("rivalries_td")
    strange = raw.db.execute(
        "SELECT DISTINCT type FROM (UNPIVOT rivalries_td ON type1, type2, type3 INTO NAME place VALUE type) "
        f"WHERE type NOT IN {DREYER} ORDER BY ALL"
    ).fetchall()
    for (found,) in strange:
        raw.finding(
            "unknown-code",
            "error",
            f'"{found}" is no type of rivalry: {", ".join(DREYER)}.',
            "The file was edited, or is of another release than foedus knows. Get it as published.",
            field="type1",
        )
    said = "(coalesce(type1, ''), coalesce(type2, ''), coalesce(type3, ''))"
    types = ", ".join(f"{text_of(one)} IN {said} AS {name_of(one)}" for one in DREYER)
    raw.make("rivalries_td", f"SELECT * EXCLUDE (type1, type2, type3), {types} FROM rivalries_td")
    _years(raw, "rivalries_td", "rivalry_td", DREYER)


def _sakuwa(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("tssr_id", "whole", name="number")
    sheet.pop("rivalry", name="name")
    sheet.pop("ccode1", "whole")
    sheet.pop("ccode2", "whole")
    sheet.pop("start", "whole", name="begins")
    sheet.pop("end", "whole", name="ends")
    for one in SAKUWA:
        sheet.pop(one, "flag")
    sheet.make("rivalries_tss")
    flags = ", ".join(f"coalesce({name_of(one)}, FALSE) AS {name_of(one)}" for one in SAKUWA)
    raw.make(
        "rivalries_tss",
        f"SELECT * REPLACE ({flags}) FROM rivalries_tss",
    )
    _years(raw, "rivalries_tss", "rivalry_tss", SAKUWA)


def _years(raw: Raw, spells: str, years: str, types: tuple[str, ...]) -> None:
    rows.whole(raw, spells, "ccode1", "ccode2", "begins", "ends")
    rows.in_order(raw, spells, "begins", "ends")
    flags = ", ".join(f"bool_or({name_of(one)}) AS {name_of(one)}" for one in types)
    raw.make(
        years,
        f"SELECT ccode1, ccode2, year, {flags} FROM (SELECT *, unnest(range(greatest(begins, {FIRST}), ends + 1)) "
        f"AS year FROM {spells}) GROUP BY ccode1, ccode2, year ORDER BY ALL",
    )
    rows.both_ways(raw, years)
    rows.pair(raw, years)


PARTS = {"td": _dreyer, "tss": _sakuwa}
