"""The case's profile in its record: a table `profile_<table>` for each file, empty where there is none."""

from collections.abc import Iterator
from pathlib import Path

from foedus.case import Case, profile
from foedus.record import tables

PREFIX = "profile_"
NAMES = tuple(f"{PREFIX}{table}" for table in profile.TABLES)
"""The tables, by name."""


def fill(case: Case) -> None:
    """Make the tables in the new database, from rows that have been checked."""
    found, _ = profile.read(case.path)
    case.con.execute(tables.TOLD)
    for table, layout in profile.TABLES.items():
        columns = ", ".join(f'"{field.name}" {profile.SQL[field.form]}' for field in layout.fields)
        case.con.execute(f"CREATE TABLE out.{PREFIX}{table} ({columns})")
        rows = found.get(table)
        if rows:
            cells = [[row[name] or None for row in rows] for name in layout.names]
            picks = ", ".join("unnest(?::VARCHAR[])" for _ in cells)
            case.con.execute(f"INSERT INTO out.{PREFIX}{table} SELECT {picks}", cells)


def files(case: Path) -> Iterator[Path]:
    """The files that these tables are made from: a record is as fresh as they are."""
    yield from profile.files(case)


def dictionary() -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """For the data dictionary: each table, what it holds, and its columns."""
    for table, layout in profile.TABLES.items():
        entries = [(field.name, profile.SQL[field.form], field.says) for field in layout.fields]
        yield f"{PREFIX}{table}", f"From `profile/{table}.csv`. {layout.says}", entries
