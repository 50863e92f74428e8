"""The data dictionary says what is there, all of it and nothing else."""

from pathlib import Path

import foedus
from foedus.record import Record
from foedus.record.dictionary import dictionary, markdown

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "record.md"


def described(record: Record) -> dict[str, list[tuple[str, str]]]:
    rows = record.con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'memory' "
        "AND list_contains(current_schemas(false), schema_name) AND table_name <> 'event_actors' "
        "ORDER BY table_name, column_index"
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in rows:
        found.setdefault(table, []).append((column, kind))
    return found


def test_every_table_and_column_is_described_with_its_type(built_case: Path):
    """Whoever reads the dictionary can rely on it: same tables, same columns, same order, same types."""
    with foedus.open(built_case) as case:
        record = case.record()
        said = {
            table: [(name, kind) for name, kind, _ in entries]
            for table, (_, entries) in dictionary(record.codebook).items()
        }
        assert described(record) == said


def test_the_clocks_change_rows_never_columns(built_case: Path):
    """A query that works without clocks works with them: the views have the same columns."""
    with foedus.open(built_case) as case:
        assert described(case.record(known="2022-06-01", as_of="2022-05")) == described(case.record())


def test_the_page_in_the_docs_is_the_generated_one(built_case: Path):
    """The page says what the code does; if this fails, run `make docs`."""
    with foedus.open(built_case) as case:
        assert PAGE.read_text(encoding="utf-8") == markdown(case.record().codebook)
