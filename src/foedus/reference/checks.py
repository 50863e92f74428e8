"""What is checked of every import: which release it is, its rows, its years, its columns, and its keys."""

from collections.abc import Sequence

from foedus.reference.about import Release, Table
from foedus.reference.errors import DataError
from foedus.reference.raw import Raw
from foedus.reference.sheet import SHOWN, name_of

YEAR = "year"


def checked(raw: Raw, digest: str) -> Release:
    """Check the tables that an importer has made, and say which release they are of.

    Raises `DataError` where a table is not what the dataset's description says, or two rows of a key disagree.
    """
    for sheet in raw.sheets:
        sheet.check()
    if raw.sheets and not raw.rows:
        raise DataError(f"{raw.path.name} has a header and no row.", "Get it anew.")
    described = [table for table in raw.about.tables if table.part == raw.file.part]
    _same("tables", f"{raw.about.name} ({raw.file.part})", [one.name for one in described], raw.made)
    for table in described:
        _same("columns", f"table {table.name}", list(table.columns), columns_of(raw, table.name))
        _keys(raw, table)
    last = _last_year(raw, described)
    release = _release(raw, digest, last)
    _span(raw, described, release)
    return release


def _same(what: str, of: str, described: Sequence[str], made: Sequence[str]) -> None:
    missing, extra = set(described) - set(made), set(made) - set(described)
    if missing or extra:
        raise DataError(
            f"The {what} of {of} are not those described: "
            + "; ".join(
                f"{said} {', '.join(sorted(names))}"
                for said, names in (("not made:", missing), ("not described:", extra))
                if names
            )
            + ".",
            "This is a fault of foedus: its importer and datasets/*.toml disagree.",
        )


def columns_of(raw: Raw, table: str) -> list[str]:
    """The columns of a table that has been made."""
    return [row[0] for row in raw.db.execute(f"DESCRIBE {name_of(table)}").fetchall()]


def _keys(raw: Raw, table: Table) -> None:
    """Rows that are the same throughout are read once; rows of one key that disagree are an error."""
    if not table.keys:
        return
    name, keys = name_of(table.name), ", ".join(map(name_of, table.keys))
    known = " AND ".join(f"{name_of(key)} IS NOT NULL" for key in table.keys)
    twice = f"SELECT {keys} FROM {name} WHERE {known} GROUP BY {keys} HAVING count(*) > 1"
    if not raw.db.execute(f"{twice} LIMIT 1").fetchall():
        return
    before = raw.count(table.name)
    raw.db.execute(f"CREATE OR REPLACE TEMP TABLE same_ AS SELECT min(rowid) AS row_ FROM {name} GROUP BY ALL")
    everything = ", ".join(f"t.{name_of(column)}" for column in columns_of(raw, table.name))
    raw.db.execute(
        "CREATE OR REPLACE TEMP TABLE same_ AS "
        f"SELECT min(t.rowid) AS row_ FROM {name} t WHERE {known} GROUP BY {everything} "
        f"UNION ALL SELECT t.rowid FROM {name} t WHERE NOT ({known})"
    )
    raw.make(table.name, f"SELECT t.* FROM {name} t WHERE t.rowid IN (SELECT row_ FROM same_) ORDER BY t.rowid")
    if gone := before - raw.count(table.name):
        raw.finding(
            "doubled-rows",
            "warning",
            f"{gone:,} row{'s' * (gone != 1)} of {table.name} stand{'s' * (gone == 1)} more than once.",
            "Each is read once.",
        )
    shown = raw.db.execute(f"{twice} ORDER BY ALL LIMIT {SHOWN}").fetchall()
    if shown:
        said = "; ".join(
            ", ".join(f"{key} {value}" for key, value in zip(table.keys, row, strict=True)) for row in shown
        )
        count = raw.db.execute(f"SELECT count(*) FROM ({twice})").fetchall()[0][0]
        raw.finding(
            "key-not-unique",
            "error",
            f"{table.name} has rows that disagree where there should be one: {said}"
            + (f" and {count - len(shown):,} more." if count > len(shown) else "."),
            "The file was edited, two were put together, or it is another release. Get it as published.",
            field=table.keys[0],
        )


def _last_year(raw: Raw, tables: Sequence[Table]) -> int | None:
    years = [
        raw.db.execute(f"SELECT max({YEAR}) FROM {name_of(table.name)}").fetchall()[0][0]
        for table in tables
        if _has_year(raw, table)
    ]
    return max((year for year in years if year is not None), default=None)


def _has_year(raw: Raw, table: Table) -> bool:
    if YEAR not in table.columns:
        return False
    found = raw.db.execute(f"SELECT typeof({YEAR}) FROM {name_of(table.name)} LIMIT 1").fetchall()
    return bool(found) and "INT" in found[0][0]


def _release(raw: Raw, digest: str, last: int | None) -> Release:
    """Which release a file is of: by its hash, by what it says itself, by its rows, else by its last year."""
    releases = raw.file.releases
    for one in releases:
        if one.sha256 == digest:
            return one
    if not releases:
        raise DataError(f"foedus knows no release of {raw.about.title} in this form.")
    named = [one for one in releases if raw.version and one.version == raw.version]
    counted = [one for one in releases if one.rows == raw.rows]
    dated = sorted((one for one in releases if last is not None and one.span[1] >= last), key=lambda one: one.span[1])
    found = (named or counted or dated or releases[-1:])[0]
    if raw.version and not named:
        known = ", ".join(one.version for one in releases)
        raw.finding(
            "other-release",
            "warning",
            f"{raw.path.name} says that it is release {raw.version}; foedus knows {known}.",
            f"It is read as {found.version}, and its span taken to be {found.span[0]}-{found.span[1]}.",
        )
    elif found.rows is not None and raw.rows != found.rows:
        raw.finding(
            "unexpected-rows",
            "warning",
            f"{raw.path.name} has {raw.rows:,} rows; {raw.about.title} {found.version} has {found.rows:,}.",
            "It may be cut short, filtered, or another release.",
        )
    if not raw.whole and found.rows != raw.rows:
        raw.finding(
            "no-line-end",
            "warning",
            f"The last line of {raw.path.name} has no end.",
            "The download may have been cut short in it: see whether its last row is right, or get it anew.",
        )
    return found


def _span(raw: Raw, tables: Sequence[Table], release: Release) -> None:
    first, last = release.span
    for table in tables:
        if not _has_year(raw, table):
            continue
        outside = raw.db.execute(
            f"SELECT min({YEAR}), max({YEAR}), count(*) FROM {name_of(table.name)} "
            f"WHERE {YEAR} NOT BETWEEN {first} AND {last}"
        ).fetchall()[0]
        if outside[2]:
            years = f"{outside[0]}" if outside[0] == outside[1] else f"{outside[0]}-{outside[1]}"
            rows = f"{outside[2]:,} rows" if outside[2] != 1 else "1 row"
            raw.finding(
                "years-outside-span",
                "warning",
                f"{rows} of {table.name} of {years} lie{'s' * (outside[2] == 1)} outside {first}-{last}, "
                f"which {raw.about.title} {release.version} covers.",
                "It may be a newer release than foedus knows. A panel takes these years as not covered.",
                field=YEAR,
            )
