"""What the rows of a table must be before anything is counted over them: whole, and in order of time."""

from foedus.reference.raw import Raw, name_of

EARLIEST, LATEST = 1400, 2100
"""Years outside these are slips of typing in every dataset of the field."""


def whole(raw: Raw, table: str, *columns: str) -> None:
    """Leave out rows that lack one of the columns which say what they are about, with a finding."""
    lacks = " OR ".join(f"{name_of(one)} IS NULL" for one in columns)
    count = raw.count(table, lacks)
    if count:
        raw.make(table, f"SELECT * FROM {name_of(table)} WHERE NOT ({lacks})")
        raw.finding(
            "half-rows",
            "warning",
            f"{_rows(count)} of {raw.path.name} {'lacks' if count == 1 else 'lack'} {_either(columns)}.",
            "Nobody can say what they are about; they are left out.",
        )


def in_order(raw: Raw, table: str, begins: str, ends: str) -> None:
    """Complain of spans of years that end before they begin, or that nobody can have meant."""
    wrong = f"{ends} < {begins} OR {begins} < {EARLIEST} OR {ends} > {LATEST}"
    first = raw.db.execute(f"SELECT {begins}, {ends} FROM {name_of(table)} WHERE {wrong} LIMIT 1").fetchone()
    if first:
        count = raw.count(table, wrong)
        raw.finding(
            "impossible-span",
            "error",
            f"{_rows(count)} of {raw.path.name} cannot be: from {first[0]} to {first[1]}.",
            "The file was edited, or is of another release than foedus knows. Get it as published.",
        )
        raw.make(table, f"SELECT * FROM {name_of(table)} WHERE NOT ({wrong})")


def one_of(raw: Raw, table: str, column: str, values: tuple[int, ...], missing: str = "") -> None:
    """Complain of a code that the dataset does not have, as `missing` SQL says it stands in the table."""
    allowed = ", ".join(str(one) for one in values)
    wrong = f"{name_of(column)} NOT IN ({allowed})" + (f" AND NOT ({missing})" if missing else "")
    first = raw.db.execute(f"SELECT {name_of(column)} FROM {name_of(table)} WHERE {wrong} LIMIT 1").fetchone()
    if first:
        raw.finding(
            "unknown-code",
            "error",
            f'Column "{column}" of {raw.path.name} has {first[0]}, which is none of its codes {allowed} '
            f"({_rows(raw.count(table, wrong))}).",
            "The file was edited, or is of another release than foedus knows. Get it as published.",
            field=column,
        )


def both_ways(raw: Raw, table: str) -> None:
    """Add to a table of pairs each pair the other way round: columns that end in 1 and 2 change places."""
    names = [name for name, *_ in raw.db.execute(f"DESCRIBE {name_of(table)}").fetchall()]
    turned = ", ".join(name_of(name[:-1] + {"1": "2", "2": "1"}[name[-1]] if _sided(name, names) else name)
                       for name in names)  # fmt: skip
    straight = ", ".join(name_of(name) for name in names)
    raw.make(
        table,
        f"SELECT {straight} FROM {name_of(table)} UNION ALL "
        f"SELECT {turned} FROM {name_of(table)} WHERE ccode1 <> ccode2",
    )


def pair(raw: Raw, table: str) -> None:
    """Add to a table of pairs who the two are: `state1` and `state2` by `ccode1`, `ccode2` and `year`."""
    made, bearers = list(raw.made), f"state-years of {table}"
    raw.make(
        bearers,
        f"SELECT ccode1 AS ccode, year FROM {name_of(table)} UNION SELECT ccode2, year FROM {name_of(table)} "
        "ORDER BY ALL",
    )
    raw.states(bearers, "ccode", "cow")
    raw.made[:] = made
    raw.make(
        table,
        f"SELECT t.*, a.state AS state1, b.state AS state2 FROM {name_of(table)} t "
        f"LEFT JOIN {name_of(bearers)} a ON a.ccode = t.ccode1 AND a.year = t.year "
        f"LEFT JOIN {name_of(bearers)} b ON b.ccode = t.ccode2 AND b.year = t.year",
    )


def last_year(raw: Raw) -> int:
    """The last year of the release that a file says it is, else of the latest that foedus knows."""
    releases = [one for one in raw.file.releases if one.version == raw.version] or list(raw.file.releases)
    return releases[-1].span[1]


def version(raw: Raw, table: str, column: str = "version") -> None:
    """Take the release that a file names in a column of its own, and the column out of the table."""
    found = raw.db.execute(f"SELECT max({name_of(column)}) FROM {name_of(table)}").fetchone()
    if found and found[0] is not None:
        raw.version = str(found[0]).removesuffix(".0")
    raw.make(table, f"SELECT * EXCLUDE ({name_of(column)}) FROM {name_of(table)}")


def _sided(name: str, names: list[str]) -> bool:
    return name[-1] in "12" and name[:-1] + {"1": "2", "2": "1"}[name[-1]] in names


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def _either(columns: tuple[str, ...]) -> str:
    return columns[0] if len(columns) == 1 else f"{', '.join(columns[:-1])} or {columns[-1]}"
