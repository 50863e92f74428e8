"""ATOP: alliances, their members' obligations in time, and who owes what to whom in which year."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")
"""Active support against attack, in attack; staying out; not attacking; consulting in a crisis."""
_ABOUT_TEXT = (
    "estmode pubsecr secrart proadd futmem speclgth length renounce proren renewlgt term termmode termcaus "
    "defcon offcon neucon concon notaiden dipaid terrres seppeace thirdcom noothall specthrt statthr1 statthr2 "
    "conwtin medarb milcon milaid intcom subord organ1 orgpurp1 organ2 orgpurp2 base contrib armred acqterr divgains "
    "demwith reflnun refothio natrefal compag nomicoop conres agprois conmen ecaid interv source new5 rev5 cowid cow4id"
)
"""What treaties say besides, by alliance: known, and left aside."""
_ABOUT_MEMBER = (
    "cowwar defcoadv defcoloc defcocon defconum defcodem defconpr offcoadv offcoloc offcocon offconum offcodem "
    "neucoadv neucoloc neucocon neuconum neucodem neuconpr neucoatt concoadv concoloc concocon concoreq olimob maxphase"
)
"""Conditions and causes by member: known, and left aside."""


def _members(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("atopid", "whole")
    sheet.pop("phase", "whole")
    sheet.pop("member", "whole", name="ccode")
    for column in ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit"):
        sheet.pop(column, "whole", missing=("0", "0.0"))
    for column, name in {
        "cowsys": "in_system", "ineffect": "in_effect", "bilat": "bilateral", "wartime": "wartime", **_pledges(),
        "active": "active", "conditio": "conditional", "asymm": "asymmetric", "obvary": "varies",
    }.items():  # fmt: skip
        sheet.pop(column, "flag", name=name)
    sheet.pop("version", "text")
    sheet.drop(*_ABOUT_TEXT.split(), *_ABOUT_MEMBER.split())
    sheet.make("atop_members")
    rows.version(raw, "atop_members")
    rows.whole(raw, "atop_members", "atopid", "phase", "ccode", "yrent", "moent")
    _dates(raw, "atop_members", ("yrent", "moent", "dayent"), ("yrexit", "moexit", "dayexit"))
    _dyads(raw)


def _dates(raw: Raw, table: str, begin: tuple[str, str, str], end: tuple[str, str, str]) -> None:
    """Begin and end of spells: an unknown day is the first or last of its month; no end is one still to come."""
    (y, m, d), (yy, mm, dd) = begin, end
    raw.make(
        table,
        f"SELECT * EXCLUDE ({', '.join((*begin, *end))}), "
        f"make_date({y}, coalesce({m}, 1), coalesce({d}, 1)) AS begins, "
        f"CASE WHEN {yy} IS NULL THEN NULL WHEN {dd} IS NULL THEN last_day(make_date({yy}, coalesce({mm}, 12), 1)) "
        f"ELSE make_date({yy}, {mm}, {dd}) END AS ends FROM {table}",
    )
    rows.in_order(raw, table, "year(begins)", f"coalesce(year(ends), {rows.LATEST})")


def _dyads(raw: Raw) -> None:
    """What each member owes the others of an alliance, by year.

    Two members are allied in a year when both are bound on more than the one day on which the first leaves and the
    second enters (a successor takes over from whom it succeeds). Where one phase gives way to the next within a
    year, the later phase counts: so ATOP's own dyad-years have it.
    """
    end = f"coalesce(ends, DATE '{rows.last_year(raw)}-12-31')"
    owed = ", ".join(f"bool_or({one}) AS {one}" for one in (*PLEDGES, "bilateral", "wartime", "varies"))
    raw.make(
        "atop_dyads",
        f"WITH spells AS (SELECT * EXCLUDE (ends), {end} AS ends FROM atop_members WHERE year({end}) >= year(begins)) "
        f"SELECT atopid, phase, ccode1, ccode2, year, {owed} FROM (SELECT a.*, a.ccode AS ccode1, b.ccode AS ccode2, "
        "unnest(range(year(greatest(a.begins, b.begins)), year(least(a.ends, b.ends)) + 1)) AS year FROM spells a "
        "JOIN spells b ON a.atopid = b.atopid AND a.phase = b.phase AND a.ccode <> b.ccode AND a.begins < b.ends "
        "AND b.begins < a.ends) GROUP BY atopid, phase, ccode1, ccode2, year "
        "QUALIFY phase = max(phase) OVER (PARTITION BY atopid, ccode1, ccode2, year) "
        "ORDER BY ccode1, ccode2, year, atopid",
    )
    rows.pair(raw, "atop_dyads")


def _alliances(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("atopid", "whole")
    for column in ("begyr", "begmo", "begday", "endyr", "endmo", "endday"):
        sheet.pop(column, "whole", missing=("0", "0.0"))
    for column, name in {
        "ineffect": "in_effect", "bilat": "bilateral", "wartime": "wartime", **_pledges(), "active": "active",
        "conditio": "conditional", "asymm": "asymmetric",
    }.items():  # fmt: skip
        sheet.pop(column, "flag", name=name)
    sheet.pop("maxphase", "whole", name="phases")
    says_version = sheet.has("version")
    if says_version:
        sheet.pop("version", "text")
    sheet.drop(*_ABOUT_TEXT.split(), *(f"mem{number}" for number in range(1, 100)))
    sheet.make("atop_alliances")
    if says_version:
        rows.version(raw, "atop_alliances")
    rows.whole(raw, "atop_alliances", "atopid", "begyr")
    _dates(raw, "atop_alliances", ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday"))


def _state_years(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("state", "whole", name="ccode")
    sheet.pop("year", "whole")
    for column, name in {"atopally": "allied", **_pledges(), "transyr": "changes"}.items():
        sheet.pop(column, "flag", name=name)
    sheet.pop("number", "whole", name="alliances")
    sheet.pop("version", "text")
    sheet.drop(*(f"atopid{number}" for number in range(1, 100)))
    sheet.make("atop_state_years")
    rows.version(raw, "atop_state_years")
    rows.whole(raw, "atop_state_years", "ccode", "year")
    raw.states("atop_state_years", "ccode", "cow")


def _pledges() -> dict[str, str]:
    return {one: one for one in PLEDGES}


PARTS = {"members": _members, "alliances": _alliances, "state-years": _state_years}
