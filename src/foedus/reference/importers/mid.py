"""Militarized interstate disputes: disputes, who was in them on which side, and who faced whom in which year."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw

NO = ("-9", "-9.0")
FATALITY = (0, 1, 2, 3, 4, 5, 6)
HOSTILITY = (1, 2, 3, 4, 5)
_OF_THE_DISPUTE = (
    "strtday", "strtmnth", "strtyr", "endday", "endmnth", "endyear", "outcome", "settlmnt", "fatlev", "highact",
    "hihost", "recip", "noinit", "notarg", "war", "mid5hiact", "severity", "ongo2014", "new", "change",
    "changetype_1", "changetype_2", "durindx", "duration", "cumdurat",
)  # fmt: skip
"""Columns of the dyadic file that are not taken; the last three only earlier releases have."""


def _dyads(raw: Raw) -> None:
    _FORMS[raw.file.form](raw)
    for side in ("1", "2"):
        rows.one_of(raw, "mid_dyads", f"fatality{side}", FATALITY)
        rows.one_of(raw, "mid_dyads", f"hostility{side}", HOSTILITY)
    rows.pair(raw, "mid_dyads")


def _directed(raw: Raw) -> None:
    sheet = raw.csv()
    for column, name in {"dispnum": "dispute", "ccode1": "ccode1", "ccode2": "ccode2", "year": "year"}.items():
        sheet.pop(column, "whole", name=name)
    sheet.pop("disponset", "flag", name="onset")
    for side in ("1", "2"):
        sheet.pop(f"sidea{side}", "flag", name=f"side_a{side}")
        sheet.pop(f"orig{side}", "flag", name=f"originator{side}")
        sheet.pop(f"fatality{side}", "whole", missing=NO)
        sheet.pop(f"fatalpre{side}", "whole", name=f"deaths{side}", missing=NO)
        sheet.pop(f"hiact{side}", "whole", name=f"action{side}", missing=NO)
        sheet.pop(f"hostlev{side}", "whole", name=f"hostility{side}", missing=NO)
    sheet.drop("dispongoing")
    sheet.make("mid_dyads")
    rows.whole(raw, "mid_dyads", "dispute", "ccode1", "ccode2", "year")


def _dyadic(raw: Raw) -> None:
    """COW's own list of pairs: those in several spells of a dispute in a year, and those in it both ways, are once."""
    sheet = raw.csv()
    sheet.pop("disno", "whole", name="dispute")
    sheet.pop("dyindex", "whole", name="spell")
    sheet.pop("year", "whole")
    for at, side in (("a", "1"), ("b", "2")):
        sheet.pop(f"state{at}", "whole", name=f"ccode{side}")
        sheet.pop(f"sidea{at}", "flag", name=f"side_a{side}", missing=NO)
        sheet.pop(f"orignat{at}", "flag", name=f"originator{side}", missing=NO)
        sheet.pop(f"fatlev{at}", "whole", name=f"fatality{side}", missing=NO)
        sheet.pop(f"highmca{at}", "whole", name=f"action{side}", missing=NO)
        sheet.pop(f"hihost{at}", "whole", name=f"hostility{side}", missing=NO)
        for known in ("name", "revstat", "revtype", "role", "dyad_role", "mid5hiact", "severity"):
            sheet.drop(f"{known}{at}")
    sheet.drop(*_OF_THE_DISPUTE)
    sheet.make("mid_dyads")
    rows.whole(raw, "mid_dyads", "dispute", "ccode1", "ccode2", "year")
    raw.make(
        "mid_dyads",
        "SELECT *, NULL::BIGINT AS deaths1, NULL::BIGINT AS deaths2, TRUE AS said1, FALSE AS said2 FROM mid_dyads",
    )
    rows.both_ways(raw, "mid_dyads")  # then said1 is whether the file itself has the row this way round
    raw.make(
        "mid_dyads",
        "SELECT * EXCLUDE (spell, said1, said2), year = min(year) OVER (PARTITION BY dispute, ccode1, ccode2) AS onset "
        "FROM mid_dyads QUALIFY row_number() OVER (PARTITION BY dispute, ccode1, ccode2, year "
        "ORDER BY said1 DESC, spell) = 1 ORDER BY dispute, ccode1, ccode2, year",
    )


def _participants(raw: Raw) -> None:
    """Who faced whom by COW's list of participants: those on opposite sides at the same time."""
    sheet = raw.csv()
    sheet.pop("dispnum", "whole", name="dispute")
    sheet.pop("ccode", "whole")
    for at in ("st", "end"):
        sheet.pop(f"{at}year", "whole")
        sheet.pop(f"{at}mon", "whole", missing=NO)
        sheet.pop(f"{at}day", "whole", missing=NO)
    sheet.pop("sidea", "flag", name="side_a")
    sheet.pop("orig", "flag", name="originator")
    for column, name in {
        "fatality": "fatality",
        "fatalpre": "deaths",
        "hiact": "action",
        "hostlev": "hostility",
    }.items():
        sheet.pop(column, "whole", name=name, missing=NO)
    sheet.pop("version", "text")
    sheet.drop("stabb", "revstate", "revtype1", "revtype2")
    sheet.make("mid_dyads")
    rows.version(raw, "mid_dyads")
    rows.whole(raw, "mid_dyads", "dispute", "ccode", "side_a", "styear", "endyear")
    rows.in_order(raw, "mid_dyads", "styear", "endyear")
    raw.make(
        "mid_dyads",
        "SELECT * EXCLUDE (styear, stmon, stday, endyear, endmon, endday), "
        "make_date(styear, coalesce(stmon, 1), coalesce(stday, 1)) AS begins, "
        "CASE WHEN endday IS NULL THEN last_day(make_date(endyear, coalesce(endmon, 12), 1)) "
        "ELSE make_date(endyear, endmon, endday) END AS ends FROM mid_dyads",
    )
    said = ("side_a", "originator", "fatality", "deaths", "action", "hostility")
    sides = ", ".join(f"{t}.{one} AS {one}{n}" for t, n in (("a", 1), ("b", 2)) for one in said)
    raw.make(
        "mid_dyads",
        "SELECT * REPLACE (year = min(year) OVER (PARTITION BY dispute, ccode1, ccode2) AS onset) FROM ("
        f"SELECT a.dispute, a.ccode AS ccode1, b.ccode AS ccode2, FALSE AS onset, {sides}, "
        "unnest(range(year(greatest(a.begins, b.begins)), year(least(a.ends, b.ends)) + 1)) AS year FROM mid_dyads a "
        "JOIN mid_dyads b ON a.dispute = b.dispute AND a.side_a <> b.side_a AND a.begins <= b.ends "
        "AND b.begins <= a.ends) QUALIFY row_number() OVER (PARTITION BY dispute, ccode1, ccode2, year) = 1 "
        "ORDER BY dispute, ccode1, ccode2, year",
    )


def _disputes(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("dispnum", "whole", name="dispute")
    sheet.pop("styear", "whole", name="year")
    sheet.pop("stmon", "whole", name="month", missing=NO)
    for column, name in {
        "outcome": "outcome", "settle": "settlement", "fatality": "fatality", "mindur": "days_at_least",
        "maxdur": "days_at_most", "hiact": "action", "hostlev": "hostility",
    }.items():  # fmt: skip
        sheet.pop(column, "whole", name=name, missing=NO)
    sheet.pop("recip", "flag", name="reciprocated", missing=NO)
    says_version = sheet.has("version")
    if says_version:
        sheet.pop("version", "text")
    sheet.drop("stday", "endday", "endmon", "endyear", "fatalpre", "numa", "numb", "ongo2014")
    sheet.make("mid_disputes")
    if says_version:
        rows.version(raw, "mid_disputes")
    rows.whole(raw, "mid_disputes", "dispute", "year")


_FORMS = {"peacesciencer": _directed, "native": _participants, "native-dyadic": _dyadic}
PARTS = {"dyads": _dyads, "disputes": _disputes}
