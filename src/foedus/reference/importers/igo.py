"""COW's intergovernmental organisations: who was in which, how many two states were in together."""

from foedus.reference.importers import rows
from foedus.reference.raw import Raw, name_of, text_of

NONE = ("0", "0.0", "-1", "-1.0")
"""Not a member, or the organisation did not exist."""
CODES = {"1": "full", "2": "associate", "3": "observer", "-9": "unknown"}


def _memberships(raw: Raw) -> None:
    sheet = raw.csv()
    organisations = [one for one in sheet.columns if one.lower() not in ("ccode", "year", "state", "version")]
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    sheet.drop("state", "version", *organisations)
    sheet.make("igo_state_years")
    rows.whole(raw, "igo_state_years", "ccode", "year")
    _once(raw)
    _members(raw, sheet.name, organisations)
    _pairs(raw)
    raw.make(
        "igo_state_years",
        "SELECT s.ccode, s.year, count(*) FILTER (m.status = 'full') AS \"full\", "
        "count(*) FILTER (m.status = 'associate') AS associate, count(*) FILTER (m.status = 'observer') AS observer, "
        "count(*) FILTER (m.status = 'unknown') AS unknown FROM igo_state_years s "
        "LEFT JOIN igo_members m ON m.ccode = s.ccode AND m.year = s.year GROUP BY s.ccode, s.year ORDER BY ALL",
    )
    raw.states("igo_state_years", "ccode", "cow")
    raw.states("igo_members", "ccode", "cow")


def _once(raw: Raw) -> None:
    """Complain of two rows of a state and year: nobody can say which memberships are right."""
    twice = raw.db.execute(
        "SELECT ccode, year FROM igo_state_years GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL"
    ).fetchall()
    if twice:
        more = f" and {len(twice) - 1:,} more" if len(twice) > 1 else ""
        raw.finding(
            "key-not-unique",
            "error",
            f"{raw.path.name} has more than one row for ccode {twice[0][0]}, year {twice[0][1]}{more}.",
            "The file was edited, or two were put together. Get it as published.",
        )


def _members(raw: Raw, sheet: str, organisations: list[str]) -> None:
    """From a column an organisation to a row a membership; complain of cells that hold no code of membership."""
    columns = ", ".join(name_of(one) for one in organisations)
    said = " ".join(
        f"WHEN {text_of(code + end)} THEN {text_of(status)}" for code, status in CODES.items() for end in ("", ".0")
    )
    nothing = ", ".join(text_of(one) for one in NONE)
    raw.make(
        "igo_members",
        "SELECT CAST(CAST(ccode AS DOUBLE) AS BIGINT) AS ccode, CAST(CAST(year AS DOUBLE) AS BIGINT) AS year, "
        f"lower(igo) AS igo, CASE trim(cell) {said} END AS status, cell FROM "
        f"(UNPIVOT (SELECT ccode, year, {columns} FROM {sheet} WHERE trim(ccode) <> '' AND trim(year) <> '') "
        f"ON {columns} INTO NAME igo VALUE cell) WHERE trim(cell) NOT IN ({nothing})",
    )
    strange = raw.db.execute(
        "SELECT igo, min(cell), count(*) FROM igo_members WHERE status IS NULL GROUP BY igo ORDER BY igo"
    ).fetchall()
    for igo, cell, count in strange:
        raw.finding(
            "unknown-code",
            "error",
            f'Column "{igo}" of {raw.path.name} has "{cell}", which is no code of membership (-9, -1, 0 to 3); '
            f"{count:,} such cell{'s' * (count != 1)}.",
            "The file was edited, or is of another release than foedus knows. Get it as published.",
            field=igo,
        )
    raw.make("igo_members", "SELECT * EXCLUDE (cell) FROM igo_members WHERE status IS NOT NULL")


def _pairs(raw: Raw) -> None:
    """How many organisations two states share: a bit for each, so that all are compared at once."""
    raw.db.execute(
        "CREATE OR REPLACE TEMP TABLE numbered AS SELECT m.*, n.number FROM igo_members m JOIN (SELECT igo, "
        "row_number() OVER (ORDER BY igo) AS number FROM (SELECT DISTINCT igo FROM igo_members)) n ON n.igo = m.igo"
    )
    width = raw.db.execute("SELECT coalesce(max(number), 1) FROM numbered").fetchall()[0][0]
    none = f"CAST(repeat('0', {width}) AS BIT)"
    full, unknown = (
        f"coalesce(bitstring_agg(m.number, 1, {width}) FILTER (m.status = '{status}'), {none})"
        for status in ("full", "unknown")
    )
    raw.db.execute(
        f"CREATE OR REPLACE TEMP TABLE bits AS SELECT s.ccode, s.year, {full} AS member, {unknown} AS unknown "
        "FROM igo_state_years s LEFT JOIN numbered m ON m.ccode = s.ccode AND m.year = s.year GROUP BY s.ccode, s.year"
    )
    raw.make(
        "igo_dyads",
        "SELECT a.ccode AS ccode1, b.ccode AS ccode2, a.year, bit_count(a.member & b.member) AS joint, "
        "bit_count((a.unknown & (b.member | b.unknown)) | (b.unknown & a.member)) AS unknown "
        "FROM bits a JOIN bits b ON a.year = b.year AND a.ccode <> b.ccode",
    )
    rows.pair(raw, "igo_dyads")


def _counts(raw: Raw) -> None:
    sheet = raw.csv()
    sheet.pop("ccode", "whole")
    sheet.pop("year", "whole")
    for status in ("full", "associate", "observer"):
        sheet.pop(f"sum_igo_{status}", "whole", name=status)
    sheet.drop("sum_igo_anytype")
    sheet.make("igo_counts")
    rows.whole(raw, "igo_counts", "ccode", "year")
    raw.states("igo_counts", "ccode", "cow")


PARTS = {"memberships": _memberships, "counts": _counts}
