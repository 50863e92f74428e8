"""UCDP/PRIO Armed Conflict: conflicts by year, who fought on which side, and the same by state and by dyad."""

from foedus.reference.raw import Raw

SIDES = {
    "a": ("gwno_a", "primary"),
    "a_2nd": ("gwno_a_2nd", "secondary"),
    "b": ("gwno_b", "primary"),
    "b_2nd": ("gwno_b_2nd", "secondary"),
}
"""Columns with the numbers of states of a side, and the role these have."""
INTERSTATE = 2


def _conflicts(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("conflict_id", "whole", "conflict")
    sheet.pop("year", "whole")
    for column in ("location", "side_a", "side_a_2nd", "side_b", "side_b_2nd", "territory_name"):
        sheet.pop(column)
    sheet.pop("incompatibility", "whole")
    sheet.pop("intensity_level", "whole", "intensity")
    sheet.pop("cumulative_intensity", "flag", "was_war")
    sheet.pop("type_of_conflict", "whole", "sort")
    sheet.pop("start_date", "date", "began")
    sheet.pop("start_prec", "whole", "began_precision")
    sheet.pop("start_date2", "date", "episode_began")
    sheet.pop("start_prec2", "whole", "episode_began_precision")
    sheet.pop("ep_end", "flag", "episode_ended")
    sheet.pop("ep_end_date", "date", "episode_end")
    for column, _ in SIDES.values():
        sheet.pop(column)
    sheet.pop("gwno_loc", name="places")
    sheet.pop("region")
    sheet.pop("version")
    sheet.drop("side_a_id", "side_b_id", "side_a_2nd_id", "side_b_2nd_id", "ep_end_prec")
    sheet.make("ucdp_conflicts")
    versions = raw.db.execute("SELECT DISTINCT version FROM ucdp_conflicts").fetchall()
    raw.version = versions[0][0] if len(versions) == 1 else ""
    parts = " UNION ALL ".join(
        f"SELECT conflict, year, sort, intensity, '{side[0]}' AS side, '{role}' AS role, "
        f"unnest(string_split({column}, ',')) AS gw FROM ucdp_conflicts"
        for side, (column, role) in SIDES.items()
    )
    raw.make(
        "ucdp_sides",
        f"SELECT DISTINCT conflict, year, side, role, CAST(trim(gw) AS INTEGER) AS gw, sort, intensity "
        f"FROM ({parts}) WHERE trim(gw) <> '' ORDER BY ALL",
    )
    raw.states("ucdp_sides", "gw", "gw")
    raw.make("ucdp_conflicts", f"SELECT * EXCLUDE ({', '.join(c for c, _ in SIDES.values())}) FROM ucdp_conflicts")
    _years(raw)


def _years(raw: Raw) -> None:
    raw.make(
        "ucdp_states",
        "SELECT ccode, year, "
        "count(DISTINCT conflict) FILTER (WHERE sort IN (3, 4) AND role = 'primary') AS internal, "
        f"count(DISTINCT conflict) FILTER (WHERE sort = {INTERSTATE}) AS interstate, "
        "count(DISTINCT conflict) FILTER (WHERE sort = 1) AS extrasystemic, "
        "count(DISTINCT conflict) FILTER (WHERE role = 'secondary') AS supporting, "
        "coalesce(max(intensity) FILTER (WHERE role = 'primary'), 0) AS intensity "
        "FROM ucdp_sides WHERE ccode IS NOT NULL GROUP BY ALL ORDER BY ALL",
    )
    raw.make(
        "ucdp_dyads",
        "SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, "
        f"count(DISTINCT a.conflict) FILTER (WHERE a.side <> b.side AND a.sort = {INTERSTATE}) AS against, "
        "coalesce(max(a.intensity) FILTER (WHERE a.side <> b.side AND a.role = 'primary' AND b.role = 'primary'), 0) "
        "AS intensity, "
        "count(DISTINCT a.conflict) FILTER (WHERE a.side = b.side) AS together "
        "FROM ucdp_sides a JOIN ucdp_sides b USING (conflict, year) "
        "WHERE a.ccode IS NOT NULL AND b.ccode IS NOT NULL AND a.ccode <> b.ccode GROUP BY ALL ORDER BY ALL",
    )


PARTS = {"conflicts": _conflicts}
