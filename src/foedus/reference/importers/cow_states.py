"""COW's list of states and of major powers: who is a member of the system of states, from which day to which."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw


def _members(raw: Raw) -> None:
    _spells(raw, "cow_spells", ("stateabb", "statenme"))
    raw.make(
        "cow_members",
        f"SELECT ccode, year, any_value(abbreviation) AS abbreviation, {_DAYS} FROM "
        f"(SELECT *, {_YEARS} FROM (SELECT DISTINCT * FROM cow_spells)) GROUP BY ccode, year ORDER BY ccode, year",
    )
    raw.states("cow_members", "ccode", "cow")


def _majors(raw: Raw) -> None:
    _spells(raw, "major_spells", ())
    raw.make(
        "majors",
        f"SELECT ccode, year, {_DAYS} FROM (SELECT *, {_YEARS} FROM (SELECT DISTINCT * FROM major_spells)) "
        "GROUP BY ccode, year ORDER BY ccode, year",
    )
    raw.states("majors", "ccode", "cow")


_YEARS = "unnest(range(year(begins), year(ends) + 1)) AS year"
_DAYS = (
    "CAST(sum(1 + least(ends, make_date(year, 12, 31)) - greatest(begins, make_date(year, 1, 1))) AS BIGINT) AS days"
)


def _spells(raw: Raw, table: str, texts: tuple[str, ...]) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    for column, name in zip(texts, ("abbreviation", "name"), strict=False):
        sheet.pop(column, name=name)
    for column in ("styear", "stmonth", "stday", "endyear", "endmonth", "endday"):
        sheet.pop(column, "whole")
    sheet.pop("version", "number")
    sheet.drop("stateabb", "statenme")
    sheet.make(table)
    rows.version(raw, table)
    raw.make(
        table,
        f"SELECT * EXCLUDE (styear, stmonth, stday, endyear, endmonth, endday), {_date('st')} AS begins, "
        f"{_date('end')} AS ends FROM {table}",
    )
    rows.whole(raw, table, "ccode", "begins", "ends")
    rows.in_order(raw, table, "year(begins)", "year(ends)")


def _date(which: str) -> str:
    return f"TRY_CAST(printf('%d-%02d-%02d', {which}year, {which}month, {which}day) AS DATE)"


PARTS = {"members": _members, "majors": _majors}
